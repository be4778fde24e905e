//! The web frontend, served from inside the binary with the compression made at build time.

use std::borrow::Cow;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
};
use rust_embed::Embed;

use crate::error::{Error, Result};

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../frontend/dist"]
struct Assets;

/// Hashes in the names of built assets make them good forever.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// The page of an address outside the API. Those for everybody are small, apart from the others, and never with a
/// staff session.
fn page_of(path: &str) -> &'static str {
    match path {
        "concern" | "follow" | "board" => "public.html",
        "ballot" => "ballot.html",
        _ if path.starts_with("receipts/") => "ballot.html",
        _ => "index.html",
    }
}

/// Answers any path outside the API: an asset, a page without login, or the page itself, whose router takes over.
pub fn serve(request: &HttpRequest) -> Result<HttpResponse> {
    let path = request.path().trim_start_matches('/');
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Error::MethodNotAllowed {
            allowed: vec!["GET".into(), "HEAD".into()],
        });
    }
    if let Some(response) = asset(request, path) {
        return Ok(response);
    }
    if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return Err(Error::NotFound);
    }
    asset(request, page_of(path)).ok_or(Error::NotFound)
}

fn asset(request: &HttpRequest, path: &str) -> Option<HttpResponse> {
    let accepted = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let variants = [("br", ".br"), ("gzip", ".gz")];
    let compressed = variants
        .iter()
        .filter(|(name, _)| accepted.contains(name))
        .find_map(|(name, suffix)| Assets::get(&format!("{path}{suffix}")).map(|file| (file, Some(*name))));
    let (file, encoding) = compressed.or_else(|| Assets::get(path).map(|file| (file, None)))?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(mime_guess::from_path(path).first_or_octet_stream().to_string())
        .insert_header((header::VARY, "Accept-Encoding"))
        .insert_header((
            header::CACHE_CONTROL,
            if path.starts_with("assets/") {
                FOREVER
            } else {
                "no-cache"
            },
        ));
    if let Some(encoding) = encoding {
        response.insert_header((header::CONTENT_ENCODING, encoding));
    }
    Some(match file.data {
        Cow::Borrowed(bytes) => response.body(bytes),
        Cow::Owned(bytes) => response.body(bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_for_everybody_are_apart_from_those_for_staff() {
        for (path, page) in [
            ("board", "public.html"),
            ("ballot", "ballot.html"),
            ("receipts/0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "ballot.html"),
            ("ballots", "index.html"),
            ("ballot-boxes/0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "index.html"),
            ("", "index.html"),
        ] {
            assert_eq!(page_of(path), page, "{path}");
        }
    }
}
