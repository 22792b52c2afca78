//! What was built, on this machine, for whoever builds and tests.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::{Context, Result, bail};
use kakari_hosting::{Mount, Place, Server};

/// How many ports are tried when the first is taken.
const PORTS: u16 = 20;

/// Serves a folder. Takes the port, or the next free one. Port 0 lets the system choose.
pub fn open(folder: &Path, port: u16) -> Result<Server> {
    for candidate in port..=port.saturating_add(PORTS) {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, candidate));
        match Server::open(Place::Folder(folder.to_owned()), Mount::root(), address) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                println!("ポート {candidate} は使われています。次を試します。");
            }
            server => return server.context("サーバーを始められません"),
        }
    }
    bail!("空いているポートがありません。--port で番号を指定してください。")
}
