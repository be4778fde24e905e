//! The refresh token of the web interface: a cookie that no script sees and no other site sends.

use actix_web::{HttpRequest, http::header};
use chrono::TimeDelta;

const NAME: &str = "lianxin_refresh";

/// The token in the request's cookie.
pub fn read(request: &HttpRequest) -> Option<&str> {
    request
        .headers()
        .get_all(header::COOKIE)
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == NAME && !value.is_empty())
        .map(|(_, value)| value)
}

/// `Set-Cookie` for a token; `Secure` when people reach the server by https.
pub fn set(token: &str, lifetime: TimeDelta, public_url: &str) -> String {
    let secure = if public_url.starts_with("https:") {
        "; Secure"
    } else {
        ""
    };
    format!(
        "{NAME}={token}; Path=/api/v1/auth; Max-Age={}; HttpOnly; SameSite=Strict{secure}",
        lifetime.num_seconds()
    )
}

/// `Set-Cookie` that takes the token away.
pub fn clear(public_url: &str) -> String {
    set("", TimeDelta::zero(), public_url)
}

/// Whether one of our own pages, a configured origin or a program sent the request: `SameSite` lets neighbours on the
/// same registrable domain through, and old browsers do not know it.
pub fn is_from_our_pages(request: &HttpRequest, allowed_origins: &[String]) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = text("origin") else {
        return matches!(text("sec-fetch-site"), None | Some("same-origin" | "none"));
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    text("sec-fetch-site") == Some("same-origin")
        || (host.is_some() && host == text("host"))
        || allowed_origins.iter().any(|allowed| allowed == origin)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let request = TestRequest::default()
            .insert_header(("cookie", "theme=dark; lianxin_refresh=abc; x=y"))
            .to_http_request();
        assert_eq!(read(&request), Some("abc"));
        assert_eq!(read(&TestRequest::default().to_http_request()), None);
    }

    #[test]
    fn another_site_is_told_apart() {
        let from = |headers: &[(&'static str, &'static str)]| {
            let request = headers
                .iter()
                .fold(TestRequest::default(), |request, header| request.insert_header(*header))
                .to_http_request();
            is_from_our_pages(&request, &["https://office.example".into()])
        };
        assert!(from(&[]));
        assert!(from(&[("origin", "https://a.example"), ("host", "a.example")]));
        assert!(from(&[
            ("origin", "http://localhost:5173"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(from(&[
            ("origin", "https://office.example"),
            ("sec-fetch-site", "cross-site")
        ]));
        assert!(!from(&[("origin", "https://b.example"), ("host", "a.example")]));
        assert!(!from(&[("origin", "null"), ("host", "a.example")]));
        assert!(!from(&[("sec-fetch-site", "same-site")]));
    }
}
