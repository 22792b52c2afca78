//! `kakari serve`: the app, from this program or from a folder, for this machine or for a clinic's network.

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use kakari_hosting::{Embedded, Mount, Place, Server};

use crate::args::OPTIONS;
use crate::outcome::{Failure, Outcome, complain};

/// `kakari serve`
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// 待ち受ける番地(初期値は 127.0.0.1 で、この端末だけ)。0.0.0.0 でほかの端末からも開けます
    #[arg(long, value_name = "番地", value_parser = address, default_value = "127.0.0.1", hide_default_value = true,
        help_heading = OPTIONS)]
    pub address: IpAddr,
    /// ポート番号(初期値は 8080)
    #[arg(long, value_name = "番号", value_parser = port, default_value = "8080", hide_default_value = true,
        help_heading = OPTIONS)]
    pub port: u16,
    /// アプリを置く場所。たとえば /iryo/kakari/(初期値は /)
    #[arg(long, value_name = "パス", value_parser = mount, default_value = "/", hide_default_value = true,
        help_heading = OPTIONS)]
    pub path: Mount,
    /// 内蔵の画面のかわりに使うフォルダー(dist)
    #[arg(long, value_name = "フォルダー", help_heading = OPTIONS)]
    pub folder: Option<PathBuf>,
    /// ブラウザーも開きます
    #[arg(long, help_heading = OPTIONS)]
    pub open: bool,
}

fn address(text: &str) -> Result<IpAddr, String> {
    text.parse().map_err(|_| "番地は 127.0.0.1 や 192.168.1.5 のように書いてください".to_owned())
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "ポート番号は 0〜65535 の数で書いてください".to_owned())
}

fn mount(text: &str) -> Result<Mount, String> {
    Mount::parse(text).ok_or_else(|| "場所は /iryo/kakari/ のように、英数字と - _ . で書いてください".to_owned())
}

/// The app as it was built with the program; empty without the feature `embedded`.
static FILES: &[Embedded] = &include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

pub fn run(args: &ServeArgs, out: &mut impl Write) -> Result<Outcome, Failure> {
    let place = match &args.folder {
        Some(folder) => Place::Folder(folder.clone()),
        None => Place::Embedded(FILES),
    };
    if !place.has_app() {
        complain(&without_app(args));
        return Ok(Outcome::NotDone);
    }
    let started = Server::open(place, args.path.clone(), SocketAddr::new(args.address, args.port))
        .and_then(|server| server.start().map(|running| (server, running)));
    let (server, running) = match started {
        Ok(started) => started,
        Err(error) => {
            complain(&refused(args, &error));
            return Ok(Outcome::NotDone);
        }
    };
    write!(out, "{}", greeting(&server))?;
    out.flush()?;
    if args.open && open::that_detached(server.url()).is_err() {
        complain("ブラウザーを開けませんでした。上のアドレスを、ブラウザーに入力してください。");
    }
    // It ends only with the program, or by a panic, which it has reported itself.
    let _ = running.join();
    Ok(Outcome::NotDone)
}

fn without_app(args: &ServeArgs) -> String {
    match &args.folder {
        Some(folder) => format!(
            "{} にアプリ(index.html)がありません。cargo xtask build でできる dist フォルダーを指定してください。",
            folder.display()
        ),
        None => "この kakari には、アプリの画面が入っていません。\n\
             配布された kakari を使うか、cargo xtask package で作ってください(target/package/ にできます)。\n\
             dist フォルダーがあるときは「kakari serve --folder dist」でも開けます。"
            .to_owned(),
    }
}

fn refused(args: &ServeArgs, error: &io::Error) -> String {
    let ServeArgs { address, port, .. } = args;
    let next = port.checked_add(1).unwrap_or(8080);
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "ポート {port} は、ほかのプログラムが使っています。\n\
             kakari をもう動かしているなら、ブラウザーで http://127.0.0.1:{port}{} を開いてください。\n\
             そうでなければ「kakari serve --port {next}」のように別の番号にしてください。下書きは番号ごとに別に残ります。",
            args.path.as_str()
        ),
        io::ErrorKind::AddrNotAvailable => format!(
            "{address} は、この端末の番地ではありません。\n\
             この端末だけで使うなら --address を付けずに、ほかの端末からも開くなら --address 0.0.0.0 としてください。"
        ),
        io::ErrorKind::PermissionDenied => format!(
            "ポート {port} を使うことが許されていません。「kakari serve --port 8080」のように1024以上の番号にしてください。"
        ),
        _ => format!("サーバーを始められません({error})。"),
    }
}

fn greeting(server: &Server) -> String {
    let (url, port) = (server.url(), server.port());
    let who = if server.is_open_to_others() {
        format!(
            "注意: この端末につながるネットワークの、ほかの端末からも開けます(http://この端末の番地:{port}/…)。\n\
             渡すのは画面のファイルだけです。入力した内容は、入力した端末のブラウザーに残り、この端末には届きません。\n\
             ほかの端末では、通信のない所での利用と「コピー」のボタンが使えません(HTTPS でないため)。"
        )
    } else {
        "この端末からだけ開けます。入力した内容は、ブラウザーの中だけに残ります。".to_owned()
    };
    format!(
        "kakari を始めました。ブラウザーで次のアドレスを開いてください。\n\n  {url}\n\n{who}\n\
         下書きはアドレス(番号を含む)ごとに残るため、いつも同じアドレスで開いてください。\n\
         終わるときは Ctrl+C を押すか、この画面を閉じます。\n"
    )
}
