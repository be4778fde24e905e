//! Where a request comes from: the peer, unless the peer is one of our own proxies.

use std::net::IpAddr;

use actix_web::HttpRequest;

/// The caller's address. `X-Forwarded-For` counts only when the peer is a configured proxy: anybody can write it.
pub fn address(request: &HttpRequest, proxies: &[IpAddr]) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    if !proxies.contains(&peer) {
        return Some(peer);
    }
    let forwarded = request
        .headers()
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let nearest_stranger = forwarded
        .rsplit(',')
        .filter_map(|hop| hop.trim().parse().ok())
        .find(|hop| !proxies.contains(hop));
    Some(nearest_stranger.unwrap_or(peer))
}
