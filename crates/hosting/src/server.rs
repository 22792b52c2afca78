//! A small server for the app, with the headers that any host should send.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ACCEPT_ENCODING, HOST, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Method, Request, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};

use crate::address::{Meaning, Mount};
use crate::headers::{self, Header};
use crate::place::Place;

/// A server that has its port but does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    app: Arc<App>,
}

/// What is served.
struct App {
    place: Place,
    mount: Mount,
    /// Set where only this machine can ask: then a page of a foreign name that leads here (DNS rebinding) is refused.
    only: Option<IpAddr>,
}

type Response = hyper::Response<Full<Bytes>>;

impl Server {
    /// Takes this address and port and no other; port 0 lets the system choose.
    pub fn open(place: Place, mount: Mount, address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let only = address.ip().is_loopback().then_some(address.ip());
        Ok(Self { listener, address, app: Arc::new(App { place, mount, only }) })
    }

    /// The address to open on this machine.
    pub fn url(&self) -> String {
        let port = self.address.port();
        let host = match self.address.ip() {
            IpAddr::V4(all) if all.is_unspecified() => "127.0.0.1".to_owned(),
            IpAddr::V6(all) if all.is_unspecified() => "[::1]".to_owned(),
            IpAddr::V4(one) => one.to_string(),
            IpAddr::V6(one) => format!("[{one}]"),
        };
        format!("http://{host}:{port}{}", self.app.mount.as_str())
    }

    /// The port that was taken.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Whether other machines can ask.
    pub fn is_open_to_others(&self) -> bool {
        self.app.only.is_none()
    }

    /// Answers until the program ends.
    pub fn run(&self) -> io::Result<()> {
        // It ends only by a panic, which it has reported itself.
        let _ = self.start()?.join();
        Ok(())
    }

    /// Answers in the background. A connection that is opened and not used, of which browsers have several, holds up no
    /// other.
    pub fn start(&self) -> io::Result<thread::JoinHandle<()>> {
        let listener = self.listener.try_clone()?;
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().enable_time().build()?;
        let listener = {
            let _entered = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let app = Arc::clone(&self.app);
        Ok(thread::spawn(move || runtime.block_on(listen(listener, app))))
    }
}

async fn listen(listener: tokio::net::TcpListener, app: Arc<App>) {
    loop {
        // A connection that fails before it is there is no concern of the others.
        let Ok((stream, _)) = listener.accept().await else { continue };
        let app = Arc::clone(&app);
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let response = app.answer(&request);
                async move { Ok::<_, Infallible>(response) }
            });
            // With a timer, who never finishes a request is let go. The reader may have gone away; that is no error of ours.
            let _ =
                http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

impl App {
    fn answer(&self, request: &Request<Incoming>) -> Response {
        if !self.is_called_by_our_name(request) {
            return plain(StatusCode::MISDIRECTED_REQUEST, "このサーバーは、その名前では開けません。\n", None);
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return plain(
                StatusCode::METHOD_NOT_ALLOWED,
                "GET と HEAD だけに答えます。\n",
                Some(("allow", "GET, HEAD")),
            );
        }
        match self.mount.meaning(request.uri().path()) {
            Meaning::File(path) => self.file(&path, request.headers()).unwrap_or_else(nothing),
            Meaning::Elsewhere(path) => elsewhere(&path),
            Meaning::Nothing => nothing(),
        }
    }

    fn file(&self, path: &str, asked: &HeaderMap) -> Option<Response> {
        let found = self.place.find(path, accepts_gzip(asked))?;
        let mut given = headers::of_file(path);
        given.push(("vary", "accept-encoding"));
        if found.is_packed {
            given.push(("content-encoding", "gzip"));
        }
        Some(with_headers(found.content.into_owned().into(), &given))
    }

    fn is_called_by_our_name(&self, request: &Request<Incoming>) -> bool {
        let Some(own) = self.only else { return true };
        let given = request.uri().host().or_else(|| host_of(request.headers().get(HOST)?.to_str().ok()?));
        let Some(given) = given else { return false };
        let bare = given.trim_start_matches('[').trim_end_matches(']');
        given.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip == own || ip.is_loopback())
    }
}

/// The name in `name:port` or `[::1]:port`.
fn host_of(value: &str) -> Option<&str> {
    if value.starts_with('[') {
        return value.split_inclusive(']').next();
    }
    value.split(':').next()
}

fn nothing() -> Response {
    plain(StatusCode::NOT_FOUND, "そのページはありません。\n", None)
}

fn elsewhere(path: &str) -> Response {
    let mut response = plain(StatusCode::FOUND, "", None);
    if let Ok(place) = HeaderValue::from_str(path) {
        response.headers_mut().insert("location", place);
    }
    response
}

fn plain(status: StatusCode, message: &'static str, more: Option<Header>) -> Response {
    let mut given = vec![("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")];
    given.extend(headers::security(""));
    given.extend(more);
    let mut response = with_headers(Bytes::from_static(message.as_bytes()), &given);
    *response.status_mut() = status;
    response
}

fn with_headers(content: Bytes, headers: &[Header]) -> Response {
    let mut response = Response::new(Full::new(content));
    for (name, value) in headers {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_read_with_and_without_its_port() {
        for (value, host) in [
            ("localhost:8080", "localhost"),
            ("127.0.0.1", "127.0.0.1"),
            ("[::1]:8080", "[::1]"),
            ("[::1]", "[::1]"),
            ("evil.example:80", "evil.example"),
        ] {
            assert_eq!(host_of(value), Some(host), "{value}");
        }
    }

    #[test]
    fn packed_copies_go_to_those_who_take_them_and_to_no_other() {
        let accepts = |value| accepts_gzip(&HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]));
        for value in ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.5", "GZIP"] {
            assert!(accepts(value), "{value}");
        }
        for value in ["", "identity", "br", "gzip;q=0", "gzip; q=0.0", "x-gzip-like"] {
            assert!(!accepts(value), "{value}");
        }
        assert!(!accepts_gzip(&HeaderMap::new()));
    }
}
