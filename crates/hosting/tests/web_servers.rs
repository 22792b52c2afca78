//! `docs/hosting.md` holds what it says: its configurations, in the servers they are for, give the headers of the one list.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use common::{Answer, Result, send, write};
use kakari_hosting::headers;
use quick_xml::Reader;
use quick_xml::events::Event;
use tempfile::TempDir;

const DOCUMENT: &str = include_str!("../../../docs/hosting.md");

/// A file of each kind that the app has.
const FILES: [&str; 17] = [
    "index.html",
    "files.json",
    "manifest.webmanifest",
    "service-worker.js",
    "assets/app-0123456789abcdef.css",
    "assets/app-0123456789abcdef.js",
    "assets/app-0123456789abcdef.wasm",
    "icons/icon-192.png",
    "icons/icon.svg",
    "rules/K104/index.html",
    "items/f1.generalist/index.html",
    "embed.html",
    "embed/kakari-checker.js",
    "embed/quick-0123456789abcdef.js",
    "examples/prefecture/index.html",
    "SHA256SUMS",
    "SHA256SUMS.minisig",
];

/// Every header that is in the list for some file.
fn names() -> BTreeSet<&'static str> {
    FILES.into_iter().flat_map(headers::of_file).map(|(name, _)| name).collect()
}

/// A block of the document by the words of its first line.
fn block(first: &str) -> Result<&'static str> {
    let blocks = DOCUMENT.split("\n```");
    let found = blocks.filter_map(|block| block.split_once('\n')).map(|(_, body)| body);
    Ok(found.into_iter().find(|body| body.lines().next() == Some(first)).ok_or(format!("no block 「{first}」"))?)
}

/// A folder with the app below `iryo/kakari/`, which the server may read whoever it runs as.
fn site() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    open_to_all(folder.path())?;
    for path in FILES {
        write(folder.path(), &format!("www/iryo/kakari/{path}"), path.as_bytes())?;
    }
    // Any bytes do: nobody unpacks them.
    write(folder.path(), "www/iryo/kakari/assets/app-0123456789abcdef.js.gz", b"packed")?;
    Ok(folder)
}

#[cfg(unix)]
fn open_to_all(folder: &Path) -> Result {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) -> Result {
    Ok(())
}

/// A server that is stopped at the end of the test.
struct Running {
    child: Child,
    address: SocketAddr,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    /// Starts a server on a free port and waits until it listens.
    fn start(command: impl Fn(u16) -> Result<Command>) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut running = Self { child: command(port)?.stdin(Stdio::null()).spawn()?, address };
        while TcpStream::connect(address).is_err() {
            if let Some(status) = running.child.try_wait()? {
                return Err(format!("the server ended: {status}").into());
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(running)
    }

    fn get(&self, path: &str, more: &str) -> Result<Answer> {
        send(self.address, &format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{more}\r\n"))
    }

    /// Every file has the headers of the one list and, of those that are in it for some, no others.
    fn agrees_with_the_list(&self) -> Result {
        let named = names();
        for path in FILES {
            let asked = format!("/iryo/kakari/{}", path.strip_suffix("index.html").unwrap_or(path));
            let answer = self.get(&asked, "")?;
            assert_eq!((answer.status, String::from_utf8_lossy(&answer.body).as_ref()), (200, path));
            let given: BTreeMap<&str, &str> =
                named.iter().filter_map(|name| Some((*name, answer.headers.get(*name)?.as_str()))).collect();
            assert_eq!(given, BTreeMap::from_iter(headers::of_file(path)), "{path}");
        }
        let script = "/iryo/kakari/assets/app-0123456789abcdef.js";
        let packed = self.get(script, "accept-encoding: gzip\r\n")?;
        assert_eq!((packed.status, &packed.body[..]), (200, &b"packed"[..]));
        for (name, value) in
            headers::of_file("assets/app-0123456789abcdef.js").into_iter().chain([("content-encoding", "gzip")])
        {
            assert_eq!(packed.headers.get(name).map(String::as_str), Some(value), "{name}, packed");
        }
        assert!(packed.headers["vary"].to_lowercase().contains("accept-encoding"));
        // What is not there is not kept, and is protected too.
        let nothing = self.get("/iryo/kakari/assets/gone-0123456789abcdef.js", "")?;
        assert_eq!((nothing.status, nothing.headers.get("cache-control")), (404, None));
        for (name, value) in headers::security("") {
            assert_eq!(nothing.headers.get(name).map(String::as_str), Some(value), "{name}, not found");
        }
        let folder = self.get("/iryo/kakari/assets/", "")?;
        assert!(matches!(folder.status, 403 | 404), "a folder is not listed: {}", folder.status);
        let forgotten = self.get("/iryo/kakari", "")?;
        assert_eq!(forgotten.status, 301);
        assert!(forgotten.headers["location"].ends_with("/iryo/kakari/"));
        Ok(())
    }
}

/// Past the test's own output, which nobody sees when it passes.
fn left_out(why: &str) {
    let _ = writeln!(io::stderr(), "省略: {why}ため、docs/hosting.md の設定を動かす試験はしていません。");
}

/// A program, also where Debian has it and a person's search path does not lead. Says what is left out without it.
fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path)
        .chain([PathBuf::from("/usr/sbin")])
        .map(|folder| folder.join(name))
        .find(|path| path.is_file());
    if found.is_none() {
        left_out(&format!("{name} がない"));
    }
    found
}

#[test]
fn the_configuration_for_nginx_gives_the_headers_of_the_one_list() -> Result {
    let Some(nginx) = program("nginx") else { return Ok(()) };
    let folder = site()?;
    let maps = block("# /etc/nginx/conf.d/kakari.conf")?;
    write(folder.path(), "kakari.conf", block("# /etc/nginx/snippets/kakari.conf")?.as_bytes())?;
    let at = folder.path().display().to_string();
    let places = block("# server { … } の中")?
        .replace("/etc/nginx/snippets/", &format!("{at}/"))
        .replace("/srv/www", &format!("{at}/www"));
    let server = Running::start(|port| {
        let configuration = format!(
            "daemon off;\nmaster_process off;\npid {at}/pid;\nerror_log {at}/error.log;\nevents {{}}\n\
             http {{\naccess_log off;\n{maps}\nserver {{\nlisten 127.0.0.1:{port};\nroot {at}/nothing;\n{places}\n}}\n}}\n"
        );
        write(folder.path(), "nginx.conf", configuration.as_bytes())?;
        let mut command = Command::new(&nginx);
        command.arg("-c").arg(folder.path().join("nginx.conf")).arg("-p").arg(folder.path());
        command.args(["-e", &format!("{at}/error.log")]);
        Ok(command)
    })?;
    server.agrees_with_the_list()
}

#[test]
fn the_configuration_for_apache_gives_the_headers_of_the_one_list() -> Result {
    let Some(apache) = program("apache2") else { return Ok(()) };
    let modules = Path::new("/usr/lib/apache2/modules");
    if !modules.is_dir() {
        left_out("Apache のモジュールの場所が分からない");
        return Ok(());
    }
    let folder = site()?;
    write(folder.path(), "www/iryo/kakari/.htaccess", block("# .htaccess")?.as_bytes())?;
    let (at, modules) = (folder.path().display(), modules.display());
    let load: String = ["mpm_event", "authz_core", "dir", "mime", "headers", "rewrite"]
        .map(|name| format!("LoadModule {name}_module {modules}/mod_{name}.so\n"))
        .concat();
    let server = Running::start(|port| {
        let configuration = format!(
            "ServerRoot {at}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {at}/pid\nErrorLog {at}/error.log\n\
             {load}User www-data\nGroup www-data\nTypesConfig /dev/null\nDocumentRoot {at}/www\n\
             <Directory {at}/www>\nAllowOverride All\nRequire all granted\n</Directory>\n"
        );
        write(folder.path(), "apache.conf", configuration.as_bytes())?;
        let mut command = Command::new(&apache);
        command.arg("-X").arg("-f").arg(folder.path().join("apache.conf"));
        Ok(command)
    })?;
    server.agrees_with_the_list()
}

/// An element of an XML file: the path of names that leads to it, where a `location` counts with its own, and what stands
/// in it.
struct Element {
    place: String,
    attributes: BTreeMap<String, String>,
}

impl Element {
    fn has(&self, name: &str, value: &str) -> bool {
        self.attributes.get(name).is_some_and(|given| given.eq_ignore_ascii_case(value))
    }
}

fn elements(xml: &str) -> Result<Vec<Element>> {
    let mut reader = Reader::from_str(xml);
    let (mut open, mut found) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event()?;
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let mut attributes = BTreeMap::new();
                for attribute in element.attributes() {
                    let attribute = attribute?;
                    let name = String::from_utf8(attribute.key.as_ref().to_vec())?;
                    attributes.insert(name, attribute.unescape_value()?.into_owned());
                }
                let name = String::from_utf8(element.name().as_ref().to_vec())?;
                open.push(attributes.get("path").map_or(name.clone(), |path| format!("{name}[{path}]")));
                found.push(Element { place: open.join("/"), attributes });
                if matches!(event, Event::Empty(_)) {
                    open.pop();
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    Ok(found)
}

#[test]
fn the_configuration_for_iis_is_well_formed_and_has_the_values_of_the_one_list() -> Result {
    let elements = elements(block("<?xml version=\"1.0\" encoding=\"utf-8\"?>")?)?;
    // The element in a place whose attribute has a value.
    let find = |place: String, name: &str, value: &str| {
        elements.iter().find(|element| element.place == place && element.has(name, value))
    };
    for path in FILES {
        let location = format!("configuration/location[{}]/system.webServer", path.split('/').next().unwrap_or(path));
        let file = path.rsplit('/').next().unwrap_or(path);
        let extension = format!(".{}", file.rsplit_once('.').map_or("", |(_, extension)| extension));
        let listed = BTreeMap::from_iter(headers::of_file(path));
        for name in names() {
            let wanted = listed.get(name).copied();
            let all = "configuration/system.webServer";
            let headers = "httpProtocol/customHeaders/add";
            let (element, key) = match name {
                "content-type" => {
                    (find(format!("{all}/staticContent/mimeMap"), "fileExtension", &extension), "mimeType")
                }
                "cache-control" => {
                    let place = format!("{location}/staticContent/clientCache");
                    let kept = find(place, "cacheControlCustom", "public, immutable").is_some_and(|element| {
                        element.has("cacheControlMode", "UseMaxAge")
                            && element.has("cacheControlMaxAge", "365.00:00:00")
                    });
                    // Two kinds of names in one folder cannot be told apart there: asking again does no harm.
                    let wanted = wanted.is_some_and(|wanted| wanted.contains("immutable"));
                    assert_eq!(kept, wanted && !path.starts_with("embed/"), "{path}");
                    continue;
                }
                _ => {
                    let own = find(format!("{location}/{headers}"), "name", name);
                    let taken_away = find(format!("{location}/httpProtocol/customHeaders/remove"), "name", name);
                    let general = find(format!("{all}/{headers}"), "name", name).filter(|_| taken_away.is_none());
                    (own.or(general), "value")
                }
            };
            assert_eq!(element.map(|element| element.attributes[key].as_str()), wanted, "{path}: {name}");
        }
    }
    assert!(
        find("configuration/system.webServer/staticContent/clientCache".to_owned(), "cacheControlMode", "DisableCache")
            .is_some()
    );
    Ok(())
}

#[test]
fn the_table_of_the_document_has_every_value_of_the_one_list() {
    let table =
        DOCUMENT.split("## ヘッダーとその理由").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or("");
    for path in ["index.html", "assets/app-0123456789abcdef.js", "embed/kakari-checker.js"] {
        for (name, value) in headers::of_file(path) {
            let rows = table.lines().filter(|row| row.to_lowercase().starts_with(&format!("| `{name}` |")));
            let mut rows = rows.peekable();
            assert!(rows.peek().is_some(), "{name}");
            if name != "content-type" {
                assert!(rows.any(|row| row.contains(&format!("`{value}`"))), "{name}: {value}");
            }
        }
    }
}
