//! `kakari serve` and `kakari verify`.

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};

use common::{Folder, kakari, run};
use kakari_hosting::checksums::{LIST, SIGNATURE, list};
use minisign::KeyPair;

/// A server that is stopped at the end of the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts it and gives what it says up to the address, and the address.
fn start(args: &[&str]) -> (Server, String, String) {
    let mut server = Server(kakari(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs"));
    let mut lines = BufReader::new(server.0.stdout.take().expect("a pipe")).lines().map(|line| line.expect("UTF-8"));
    let mut said = String::new();
    let mut url = String::new();
    // The last line of the greeting says how it ends.
    while !said.contains("Ctrl+C") {
        let line = lines.next().expect("a greeting");
        if let Some(address) = line.trim().strip_prefix("http://") {
            address.clone_into(&mut url);
        }
        said.push_str(&line);
        said.push('\n');
    }
    (server, said, url)
}

fn get(url: &str) -> String {
    let (host, path) = url.split_once('/').expect("a path");
    let mut stream = TcpStream::connect(host).expect("a server");
    write!(stream, "GET /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

fn app(test: &str) -> (Folder, String) {
    let folder = Folder::new(test);
    folder.file("index.html", "<!doctype html>");
    let name = folder.name("");
    (folder, name)
}

#[test]
fn an_app_in_a_folder_is_served_below_its_path_and_only_to_this_machine() {
    let (_folder, dist) = app("serve");
    let (_server, said, url) = start(&["serve", "--folder", &dist, "--port", "0", "--path", "/iryo/kakari"]);
    assert!(url.starts_with("127.0.0.1:") && url.ends_with("/iryo/kakari/"), "{url}");
    assert!(said.contains("この端末からだけ開けます"), "{said}");
    let answer = get(&url);
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("<!doctype html>"), "{answer}");
}

#[test]
fn it_is_said_who_else_can_open_the_app() {
    let (_folder, dist) = app("serve-all");
    let (_server, said, url) = start(&["serve", "--folder", &dist, "--port", "0", "--address", "0.0.0.0"]);
    assert!(said.contains("ほかの端末からも開けます"), "{said}");
    assert!(get(&url).ends_with("<!doctype html>"));
}

#[test]
fn a_port_that_is_taken_is_said_with_the_next_step() {
    let (_folder, dist) = app("serve-taken");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let run = run(&["serve", "--folder", &dist, "--port", &port]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains(&format!("ポート {port} は")) && run.err.contains("--port"), "{}", run.err);
}

#[test]
fn an_address_that_is_not_this_machine_s_is_said() {
    let (_folder, dist) = app("serve-elsewhere");
    // One of the addresses for examples (RFC 5737).
    let run = run(&["serve", "--folder", &dist, "--port", "0", "--address", "203.0.113.7"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("この端末の番地ではありません"), "{}", run.err);
}

#[test]
fn without_the_app_it_is_said_how_to_get_it() {
    let folder = Folder::new("serve-nothing");
    let empty = run(&["serve", "--folder", &folder.name("")]);
    assert_eq!(empty.code, Some(2));
    assert!(empty.err.contains("index.html"), "{}", empty.err);
    if cfg!(not(feature = "embedded")) {
        let without = run(&["serve", "--port", "0"]);
        assert_eq!(without.code, Some(2));
        assert!(without.err.contains("cargo xtask package"), "{}", without.err);
    }
}

#[test]
fn arguments_that_cannot_be_used_are_named() {
    for (args, word) in [
        (["serve", "--port", "99999"], "0〜65535"),
        (["serve", "--address", "kakari.example"], "127.0.0.1 や"),
        (["serve", "--path", "/医療/"], "/iryo/kakari/"),
        (["serve", "--path", "/../"], "/iryo/kakari/"),
    ] {
        let run = run(&args);
        assert_eq!(run.code, Some(2), "{args:?}");
        assert!(run.err.contains(word) && run.err.contains(args[2]), "{}", run.err);
    }
}

/// A copy with two files, its list and a signature.
fn copy(test: &str) -> (Folder, String, KeyPair) {
    let folder = Folder::new(test);
    folder.file("index.html", "page");
    folder.file("app.js", "script");
    let sums = list([("index.html", &b"page"[..]), ("app.js", b"script")]);
    let pair = KeyPair::generate_unencrypted_keypair().expect("a key");
    let signature = minisign::sign(None, &pair.sk, sums.as_bytes(), Some("kakari 0.1.0"), None).expect("a signature");
    folder.file(LIST, sums);
    folder.file(SIGNATURE, signature.into_string());
    let name = folder.name("");
    (folder, name, pair)
}

#[test]
fn a_good_copy_is_good_with_the_key_and_without_it() {
    let (folder, dist, pair) = copy("verify-good");
    let without = run(&["verify", &dist]);
    assert_eq!(without.code, Some(0), "{without:?}");
    assert!(
        without.out.contains("2 ファイルは、すべて") && without.out.contains("署名は確かめていません"),
        "{}",
        without.out
    );
    let outside = Folder::new("verify-good-key");
    let key = outside.file("kakari.pub", pair.pk.to_box().expect("a box").to_string());
    for key in [key, pair.pk.to_base64()] {
        let with = run(&["verify", &dist, "--key", &key]);
        assert_eq!(with.code, Some(0), "{with:?}");
        assert!(with.out.contains("署名は正しいものです(kakari 0.1.0)"), "{}", with.out);
    }
    drop(folder);
}

#[test]
fn what_differs_is_named_and_the_copy_is_not_good() {
    let (folder, dist, _) = copy("verify-bad");
    folder.file("index.html", "Page");
    folder.file("more.js", "");
    std::fs::remove_file(folder.name("app.js")).expect("a file");
    let run = run(&["verify", &dist]);
    assert_eq!(run.code, Some(1));
    for line in ["app.js: ありません", "index.html: 内容が違います", "more.js: 一覧にない", "違いが 3 件"]
    {
        assert!(run.out.contains(line), "{}", run.out);
    }
}

#[test]
fn a_signature_that_does_not_hold_is_said() {
    let (folder, dist, _) = copy("verify-signature");
    let other = KeyPair::generate_unencrypted_keypair().expect("a key").pk.to_base64();
    let wrong = run(&["verify", &dist, "--key", &other]);
    assert_eq!(wrong.code, Some(1));
    assert!(wrong.out.contains("署名が合いません"), "{}", wrong.out);
    folder.file(SIGNATURE, "署名");
    let broken = run(&["verify", &dist]);
    assert_eq!(broken.code, Some(1));
    assert!(broken.out.contains("壊れていて"), "{}", broken.out);
    std::fs::remove_file(folder.name(SIGNATURE)).expect("a file");
    let none = run(&["verify", &dist, "--key", &other]);
    assert_eq!(none.code, Some(1));
    assert!(none.out.contains("がありません"), "{}", none.out);
    let unsigned = run(&["verify", &dist]);
    assert_eq!(unsigned.code, Some(0));
    assert!(unsigned.out.contains("署名はありません"), "{}", unsigned.out);
}

#[test]
fn what_cannot_be_checked_is_said() {
    let (folder, dist, _) = copy("verify-nothing");
    let key = run(&["verify", &dist, "--key", "鍵"]);
    assert_eq!(key.code, Some(2));
    assert!(key.err.contains("公開鍵"), "{}", key.err);
    folder.file(LIST, "<!doctype html>");
    let list = run(&["verify", &dist]);
    assert_eq!(list.code, Some(2));
    assert!(list.err.contains("1行目"), "{}", list.err);
    let nowhere = run(&["verify", &folder.name("nowhere")]);
    assert_eq!(nowhere.code, Some(2));
    assert!(nowhere.err.contains("ありません"), "{}", nowhere.err);
}
