//! The server as a browser, a proxy or a stranger meets it: over a socket, with requests written by hand.

mod common;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};

use common::{Answer, Result, write};
use kakari_hosting::{Mount, Place, Server, headers};
use tempfile::TempDir;

const PAGE: &str = "<!doctype html><p>かかり</p>";
const SCRIPT: &str = "export const kakari = 1;\n";
/// Sent as it is, so any bytes do.
const PACKED: &[u8] = b"\x1f\x8bpacked";

struct Running {
    port: u16,
    address: SocketAddr,
    mount: String,
    _folder: TempDir,
}

fn running_at(mount: &str, address: IpAddr) -> Result<Running> {
    let folder = tempfile::tempdir()?;
    let dist = folder.path().join("dist");
    write(folder.path(), "secret.txt", b"secret")?;
    write(&dist, "index.html", PAGE.as_bytes())?;
    write(&dist, "rules/index.html", b"rules")?;
    write(&dist, "assets/app-00ff.js", SCRIPT.as_bytes())?;
    write(&dist, "assets/app-00ff.js.gz", PACKED)?;
    write(&dist, "icons/icon.png", b"\x89PNG")?;
    write(&dist, "embed.html", b"embed")?;
    write(&dist, "embed/kakari.js", b"element")?;
    write(&dist, "SHA256SUMS", b"sums")?;
    let mount = Mount::parse(mount).ok_or("no such path")?;
    let server = Server::open(Place::Folder(dist), mount.clone(), SocketAddr::new(address, 0))?;
    server.start()?;
    let to = if address.is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { address };
    let address = SocketAddr::new(to, server.port());
    Ok(Running { port: server.port(), address, mount: mount.as_str().to_owned(), _folder: folder })
}

fn running(mount: &str) -> Result<Running> {
    running_at(mount, IpAddr::V4(Ipv4Addr::LOCALHOST))
}

impl Running {
    fn send(&self, request: &str) -> Result<Answer> {
        common::send(self.address, request)
    }

    fn ask(&self, method: &str, target: &str, more: &str) -> Result<Answer> {
        let port = self.port;
        self.send(&format!("{method} {target} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n{more}\r\n"))
    }

    fn get(&self, below: &str) -> Result<Answer> {
        self.ask("GET", &format!("{}{below}", self.mount), "")
    }

    fn called(&self, host: &str) -> Result<u16> {
        let host = host.replace("PORT", &self.port.to_string());
        let target = &self.mount;
        Ok(self.send(&format!("GET {target} HTTP/1.1\r\n{host}connection: close\r\n\r\n"))?.status)
    }
}

#[test]
fn at_the_top_and_below_a_path_every_file_is_there_with_the_headers_of_the_one_list() -> Result {
    for mount in ["/", "/iryo/kakari/"] {
        let server = running(mount)?;
        for (asked, path, content) in [
            ("", "index.html", PAGE.as_bytes()),
            ("?x=1", "index.html", PAGE.as_bytes()),
            ("index.html", "index.html", PAGE.as_bytes()),
            ("rules/", "rules/index.html", b"rules"),
            ("assets/app-00ff.js", "assets/app-00ff.js", SCRIPT.as_bytes()),
            ("icons/icon.png", "icons/icon.png", b"\x89PNG"),
            ("embed.html", "embed.html", b"embed"),
            ("embed/kakari.js", "embed/kakari.js", b"element"),
            ("SHA256SUMS", "SHA256SUMS", b"sums"),
        ] {
            let answer = server.get(asked)?;
            assert_eq!((answer.status, &answer.body[..]), (200, content), "{mount} {asked}");
            let wanted: BTreeMap<_, _> =
                headers::of_file(path).into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            let mut given = answer.headers;
            for own in ["content-length", "connection", "date", "vary"] {
                assert!(given.remove(own).is_some(), "{own}");
            }
            assert_eq!(given, wanted, "{mount} {asked}");
        }
    }
    Ok(())
}

#[test]
fn head_gives_the_headers_of_get_and_nothing_else() -> Result {
    let server = running("/")?;
    for path in ["/", "/assets/app-00ff.js", "/nowhere"] {
        let (get, head) = (server.ask("GET", path, "")?, server.ask("HEAD", path, "")?);
        let apart = |mut headers: BTreeMap<String, String>| {
            headers.remove("date");
            headers
        };
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(apart(head.headers), apart(get.headers), "{path}");
        assert!(head.body.is_empty() && !get.body.is_empty(), "{path}");
    }
    Ok(())
}

#[test]
fn a_packed_copy_goes_to_those_who_take_it() -> Result {
    let server = running("/")?;
    let packed = server.ask("GET", "/assets/app-00ff.js", "accept-encoding: br, gzip\r\n")?;
    assert_eq!(packed.headers.get("content-encoding").map(String::as_str), Some("gzip"));
    assert_eq!(packed.body, PACKED);
    let plain = server.ask("GET", "/assets/app-00ff.js", "accept-encoding: gzip;q=0\r\n")?;
    assert_eq!((plain.headers.get("content-encoding"), &plain.body[..]), (None, SCRIPT.as_bytes()));
    let without = server.ask("GET", "/icons/icon.png", "accept-encoding: gzip\r\n")?;
    assert_eq!((without.headers.get("content-encoding"), &without.body[..]), (None, &b"\x89PNG"[..]));
    Ok(())
}

#[test]
fn a_part_of_a_file_that_is_asked_for_is_the_whole_file() -> Result {
    let server = running("/")?;
    let answer = server.ask("GET", "/assets/app-00ff.js", "range: bytes=0-3\r\n")?;
    assert_eq!((answer.status, &answer.body[..]), (200, SCRIPT.as_bytes()));
    Ok(())
}

#[test]
fn what_is_not_there_is_said_with_the_same_protection() -> Result {
    let server = running("/iryo/kakari/")?;
    for target in ["/iryo/kakari/nowhere", "/iryo/kakari/rules", "/iryo/", "/elsewhere", "/index.html"] {
        let answer = server.ask("GET", target, "")?;
        assert_eq!(answer.status, 404, "{target}");
        assert_eq!(String::from_utf8(answer.body)?, "そのページはありません。\n");
        for (name, value) in headers::security("") {
            assert_eq!(answer.headers.get(name).map(String::as_str), Some(value), "{target}");
        }
    }
    Ok(())
}

#[test]
fn the_top_leads_to_the_app() -> Result {
    let server = running("/iryo/kakari/")?;
    for target in ["/", "/iryo/kakari"] {
        let answer = server.ask("GET", target, "")?;
        assert_eq!((answer.status, answer.headers["location"].as_str()), (302, "/iryo/kakari/"), "{target}");
    }
    Ok(())
}

#[test]
fn no_address_leads_out_of_the_folder() -> Result {
    let server = running("/")?;
    for target in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/../../secret.txt",
        "/..\\secret.txt",
        "//secret.txt",
        "/assets/",
        "/.hidden",
    ] {
        assert_eq!(server.ask("GET", target, "")?.status, 404, "{target}");
    }
    Ok(())
}

#[test]
fn only_get_and_head_are_answered() -> Result {
    let server = running("/")?;
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"] {
        let answer = server.ask(method, "/", "content-length: 0\r\n")?;
        assert_eq!((answer.status, answer.headers["allow"].as_str()), (405, "GET, HEAD"), "{method}");
    }
    Ok(())
}

#[test]
fn on_this_machine_only_its_own_names_are_answered() -> Result {
    let server = running("/")?;
    for host in ["127.0.0.1:PORT", "127.0.0.1", "localhost:PORT", "LOCALHOST", "[::1]:PORT"] {
        assert_eq!(server.called(&format!("host: {host}\r\n"))?, 200, "{host}");
    }
    for host in ["evil.example:PORT", "127.0.0.1.evil.example", "localhost.evil.example:PORT", "192.0.2.1", ""] {
        assert_eq!(server.called(&format!("host: {host}\r\n"))?, 421, "{host}");
    }
    assert_eq!(server.called("")?, 421, "without a name");
    // A whole address in the request line counts before the header.
    let whole = server.ask("GET", "http://evil.example/", "")?;
    assert_eq!(whole.status, 421);
    Ok(())
}

#[test]
fn open_to_others_every_name_is_answered() -> Result {
    let server = running_at("/", IpAddr::V4(Ipv4Addr::UNSPECIFIED))?;
    for host in ["kakari.clinic.lan:PORT", "192.168.1.5:PORT", "localhost"] {
        assert_eq!(server.called(&format!("host: {host}\r\n"))?, 200, "{host}");
    }
    Ok(())
}

#[test]
fn a_connection_that_is_not_used_holds_up_no_other() -> Result {
    let server = running("/")?;
    let idle: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(server.address)).collect::<std::io::Result<_>>()?;
    let mut half = TcpStream::connect(server.address)?;
    half.write_all(b"GET / HTTP/1.1\r\nhost: 127")?;
    assert_eq!(server.get("")?.status, 200);
    drop((idle, half));
    Ok(())
}

#[test]
fn what_is_no_request_ends_the_connection_and_nothing_else() -> Result {
    let server = running("/")?;
    for noise in ["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\r\n\r\n"] {
        assert!(server.send(noise).map_or(true, |answer| answer.status == 400), "{noise:?}");
    }
    assert_eq!(server.get("")?.status, 200);
    Ok(())
}

#[test]
fn a_port_that_is_taken_is_not_taken_again() -> Result {
    let server = running("/")?;
    let again = Server::open(Place::Embedded(&[]), Mount::root(), server.address);
    assert_eq!(again.err().map(|error| error.kind()), Some(std::io::ErrorKind::AddrInUse));
    Ok(())
}

#[test]
fn the_address_to_open_is_one_that_this_machine_understands() -> Result {
    let url = |address: IpAddr| -> Result<String> {
        let mount = Mount::parse("/iryo/kakari/").ok_or("no such path")?;
        let server = Server::open(Place::Embedded(&[]), mount, SocketAddr::new(address, 0))?;
        Ok(server.url().replace(&server.port().to_string(), "PORT"))
    };
    assert_eq!(url(Ipv4Addr::LOCALHOST.into())?, "http://127.0.0.1:PORT/iryo/kakari/");
    assert_eq!(url(Ipv4Addr::UNSPECIFIED.into())?, "http://127.0.0.1:PORT/iryo/kakari/");
    // Some machines have no IPv6.
    if let Ok(url) = url(Ipv6Addr::LOCALHOST.into()) {
        assert_eq!(url, "http://[::1]:PORT/iryo/kakari/");
    }
    Ok(())
}
