//! A small server for `dist/`, on this machine only, with the headers that any host should send.

use std::convert::Infallible;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, bail};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{ACCEPT_ENCODING, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Method, StatusCode};
use hyper_util::rt::TokioIo;

use crate::embed;
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
    listener: TcpListener,
    folder: Arc<PathBuf>,
    port: u16,
}

type Response = hyper::Response<Full<Bytes>>;

impl Server {
    /// Takes the port, or the next free one. Port 0 lets the system choose.
    pub fn open(folder: PathBuf, port: u16) -> Result<Self> {
        for candidate in port..=port.saturating_add(PORTS) {
            let Ok(listener) = TcpListener::bind(("127.0.0.1", candidate)) else {
                println!("ポート {candidate} は使われています。次を試します。");
                continue;
            };
            let port = listener.local_addr().context("サーバーの番地が分かりません")?.port();
            return Ok(Self { listener, folder: Arc::new(folder), port });
        }
        bail!("空いているポートがありません。--port で番号を指定してください。")
    }

    /// The address to open.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers until the program ends.
    pub fn run(&self) -> Result<()> {
        // It ends only by a panic, which it has reported itself.
        let _ = self.start()?.join();
        Ok(())
    }

    /// Answers in the background. A connection that is opened and not used, of which browsers have several, holds up no
    /// other.
    pub fn start(&self) -> Result<thread::JoinHandle<()>> {
        let folder = Arc::clone(&self.folder);
        let listener = self.listener.try_clone().context("サーバーを始められません")?;
        listener.set_nonblocking(true).context("サーバーを始められません")?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().build();
        let runtime = runtime.context("サーバーを始められません")?;
        Ok(thread::spawn(move || runtime.block_on(listen(listener, folder))))
    }
}

async fn listen(listener: TcpListener, folder: Arc<PathBuf>) {
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return println!("サーバーを始められません: {error}"),
    };
    loop {
        // A connection that fails before it is there is no concern of the others.
        let Ok((stream, _)) = listener.accept().await else { continue };
        let folder = Arc::clone(&folder);
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let response = answer(&folder, request.method(), request.uri().path(), request.headers());
                async move { Ok::<_, Infallible>(response) }
            });
            // The reader may have gone away; that is no error of ours.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn answer(folder: &Path, method: &Method, url: &str, headers: &HeaderMap) -> Response {
    if !matches!(*method, Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "GET と HEAD だけに答えます。\n");
    }
    let Some(path) = safe_path(url) else {
        return plain(StatusCode::NOT_FOUND, "そのページはありません。\n");
    };
    let packed = accepts_gzip(headers).then(|| fs::read(folder.join(format!("{path}.gz"))).ok()).flatten();
    let encoding = packed.is_some().then_some(("content-encoding", "gzip"));
    let Some(content) = packed.or_else(|| fs::read(folder.join(&path)).ok()) else {
        return plain(StatusCode::NOT_FOUND, "そのページはありません。\n");
    };
    let fixed =
        [("content-type", content_type(&path)), ("cache-control", cache_control(&path)), ("vary", "accept-encoding")];
    let mut response = with_headers(content.into(), fixed.into_iter().chain(encoding));
    if embed::is_for_other_pages(&path) {
        // What stands in other people's pages has its own policy in the page, may be framed by whoever wants to, and is
        // read by pages of other hosts and by frames in a sandbox, which have no host at all.
        response.headers_mut().remove("content-security-policy");
        response.headers_mut().insert("access-control-allow-origin", HeaderValue::from_static("*"));
    }
    response
}

fn plain(status: StatusCode, message: &'static str) -> Response {
    let headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")];
    let mut response = with_headers(Bytes::from_static(message.as_bytes()), headers);
    *response.status_mut() = status;
    response
}

fn with_headers(content: Bytes, headers: impl IntoIterator<Item = (&'static str, &'static str)>) -> Response {
    let security = [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
    ];
    let mut response = Response::new(Full::new(content));
    for (name, value) in headers.into_iter().chain(security) {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("gzip"))
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
    if path.starts_with(HASHED) || embed::is_named_by_content(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
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
        assert!(cache_control("embed/quick-0123456789abcdef.js").contains("immutable"));
        for path in ["index.html", "service-worker.js", "manifest.webmanifest", "embed/kakari-checker.js"] {
            assert_eq!(cache_control(path), "no-cache", "{path}");
        }
    }

    #[test]
    fn other_pages_may_read_the_element_and_nothing_else() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("kakari-serve-{}", std::process::id()));
        for path in ["index.html", "embed.html", "embed/kakari-checker.js"] {
            let place = folder.join(path);
            fs::create_dir_all(place.parent().context("a folder")?)?;
            fs::write(place, "x")?;
        }
        let headers = |url: &str| answer(&folder, &Method::GET, url, &HeaderMap::new()).headers().clone();
        for (url, open) in [("/", false), ("/embed.html", true), ("/embed/kakari-checker.js", true)] {
            let headers = headers(url);
            assert_eq!(headers.contains_key("access-control-allow-origin"), open, "{url}");
            assert_eq!(headers.contains_key("content-security-policy"), !open, "{url}");
        }
        fs::remove_dir_all(folder)?;
        Ok(())
    }

    #[test]
    fn a_page_cannot_set_the_policy_on_frames() {
        assert!(!meta_policy().contains("frame-ancestors"));
        assert!(meta_policy().starts_with("default-src 'self'; script-src"));
    }
}
