//! A small server for `dist/`, on this machine only, with the headers that any host should send.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response};

use crate::site::HASHED;

/// What the page may do: load its own files and run its own WebAssembly, and nothing else.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The one directive that browsers accept only as a header.
const HEADER_ONLY: &str = "frame-ancestors 'none'; ";

/// How many ports are tried when the first is taken.
const PORTS: u16 = 20;

/// The policy as it stands in the page itself, for hosts that cannot send headers.
pub fn meta_policy() -> String {
    POLICY.replace(HEADER_ONLY, "")
}

/// A server that has its port but does not answer yet.
pub struct Server {
    http: Arc<tiny_http::Server>,
    folder: Arc<PathBuf>,
    port: u16,
}

impl Server {
    /// Takes the port, or the next free one. Port 0 lets the system choose.
    pub fn open(folder: PathBuf, port: u16) -> Result<Self> {
        for candidate in port..=port.saturating_add(PORTS) {
            let Ok(http) = tiny_http::Server::http(("127.0.0.1", candidate)) else {
                println!("ポート {candidate} は使われています。次を試します。");
                continue;
            };
            let address = http.server_addr().to_ip();
            let port = address.ok_or_else(|| anyhow!("サーバーの番地が分かりません"))?.port();
            return Ok(Self { http: Arc::new(http), folder: Arc::new(folder), port });
        }
        bail!("空いているポートがありません。--port で番号を指定してください。")
    }

    /// The address to open.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers until the program ends.
    pub fn run(&self) {
        // It ends only by a panic, which it has reported itself.
        let _ = self.start().join();
    }

    /// Answers in the background, each request in a thread of its own: a reader that stops reading, such as a browser
    /// that was killed, holds up nobody else.
    pub fn start(&self) -> thread::JoinHandle<()> {
        let (http, folder) = (Arc::clone(&self.http), Arc::clone(&self.folder));
        thread::spawn(move || {
            for request in http.incoming_requests() {
                let folder = Arc::clone(&folder);
                thread::spawn(move || {
                    let response = answer(&folder, &request);
                    // The reader may have gone away; that is no error of ours.
                    let _ = request.respond(response);
                });
            }
        })
    }
}

fn answer(folder: &Path, request: &Request) -> Response<Cursor<Vec<u8>>> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return plain(405, "GET と HEAD だけに答えます。\n");
    }
    let Some(path) = safe_path(request.url()) else {
        return plain(404, "そのページはありません。\n");
    };
    let packed = accepts_gzip(request).then(|| fs::read(folder.join(format!("{path}.gz"))).ok()).flatten();
    let encoding = packed.is_some().then_some(("Content-Encoding", "gzip"));
    let Some(content) = packed.or_else(|| fs::read(folder.join(&path)).ok()) else {
        return plain(404, "そのページはありません。\n");
    };
    let fixed =
        [("Content-Type", content_type(&path)), ("Cache-Control", cache_control(&path)), ("Vary", "Accept-Encoding")];
    with_headers(Response::from_data(content), fixed.into_iter().chain(encoding))
}

fn plain(status: u16, message: &str) -> Response<Cursor<Vec<u8>>> {
    let response = Response::from_data(message).with_status_code(status);
    with_headers(response, [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")])
}

fn with_headers<'a>(
    response: Response<Cursor<Vec<u8>>>,
    headers: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Response<Cursor<Vec<u8>>> {
    let security = [
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ];
    headers
        .into_iter()
        .chain(security)
        .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
        .fold(response, Response::with_header)
        .with_chunked_threshold(usize::MAX)
}

fn accepts_gzip(request: &Request) -> bool {
    request
        .headers()
        .iter()
        .any(|header| header.field.equiv("Accept-Encoding") && header.value.as_str().contains("gzip"))
}

/// The file below `dist/` that an address means; nothing for an address that could lead out of it. Our own files need
/// no percent encoding, so an address with one is not ours.
fn safe_path(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let known = |character: char| character.is_ascii_alphanumeric() || "-_./".contains(character);
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    if hidden || path.starts_with('/') || !path.chars().all(known) {
        return None;
    }
    if path.is_empty() || path.ends_with('/') {
        return Some(format!("{path}index.html"));
    }
    Some(path.to_owned())
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn cache_control(path: &str) -> &'static str {
    if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_means_its_page() {
        assert_eq!(safe_path("/").as_deref(), Some("index.html"));
        assert_eq!(safe_path("/?x=1").as_deref(), Some("index.html"));
        assert_eq!(safe_path("/items/f1.generalist/").as_deref(), Some("items/f1.generalist/index.html"));
    }

    #[test]
    fn a_file_keeps_its_path() {
        let path = safe_path("/assets/app-00ff.wasm");
        assert_eq!(path.as_deref(), Some("assets/app-00ff.wasm"));
    }

    #[test]
    fn no_address_leads_out_of_the_folder() {
        for url in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/a/../../Cargo.toml",
            "//etc/passwd",
            "/..\\Cargo.toml",
            "/.git/config",
            "Cargo.toml",
        ] {
            assert_eq!(safe_path(url), None, "{url}");
        }
    }

    #[test]
    fn only_named_by_content_is_kept_for_good() {
        assert!(cache_control("assets/app-00ff.js").contains("immutable"));
        for path in ["index.html", "service-worker.js", "manifest.webmanifest", "icons/icon.svg"] {
            assert_eq!(cache_control(path), "no-cache", "{path}");
        }
    }

    #[test]
    fn a_page_cannot_set_the_policy_on_frames() {
        assert!(!meta_policy().contains("frame-ancestors"));
        assert!(meta_policy().starts_with("default-src 'self'; script-src"));
    }
}
