//! `cargo xtask`: build, serve, measure and test kakari with nothing installed but cargo.
//!
//! The browser tests also need Node and Chromium; [`tools`] finds, installs or names them.
//! Messages are for the people who run this, so they are in Japanese; cargo's own output is left as it is.

mod bench;
mod bindgen;
mod changed;
mod command;
mod css;
mod embed;
mod engine;
mod felt;
mod glue;
mod lanes;
mod npm;
mod pack;
mod package;
mod program;
mod reproduce;
mod serve;
mod sign;
mod site;
mod size;
mod split;
mod stages;
mod suite;
mod template;
mod tools;
mod trial;
mod wasm;
mod workspace;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use suite::Wanted;
use workspace::Workspace;

const USAGE: &str = "\
使い方: cargo xtask <コマンド>

  build                     アプリを dist/ に組み立てます
  serve [--port N] [--no-build]
                            試しに組み立てて(大きさを詰めずに早く)、http://127.0.0.1:8080/ で開けるように
                            します。--no-build は、build で作った dist/ を開きます
  package                   アプリを入れた kakari を、チェックサムとともに target/package/ に置きます
  reproduce                 別のフォルダーでもう一度組み立て、同じファイルになることを確かめます
  size [--update]           大きさを測り、記録(crates/xtask/size.toml)と比べます
  extent [--update]         入力画面の長さを測り、記録(tests/e2e/extent.toml)と比べます
  npm                       npm のパッケージを target/xtask/npm/ に作ります
  test [--only lint|native|build|browser|npm|trial] [--changed [コミット]] [--built]
                            すべての検査をします。--only はその部分だけ、--changed は最後のコミット(または
                            書いたコミット)からの変更が関わるパッケージと試験だけ。--built は、前に組み立てた
                            dist/ を使います。--only と --changed は組み合わせられます
  bench [--short | --felt]  ほかの検証器と速さを比べ、docs/bench.md に書きます。--felt は
                            画面の速さを測ります";

/// What was asked for on the command line.
enum Task {
    Build,
    Serve { port: u16, build: bool },
    Package,
    Reproduce,
    Size { update: bool },
    Extent { update: bool },
    Test(Wanted),
    Bench { short: bool, felt: bool },
    Npm,
    Help,
}

fn main() -> ExitCode {
    let done = if bindgen::is_called() { bindgen::answer().map(|()| ExitCode::SUCCESS) } else { parse().and_then(run) };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("エラー: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn parse() -> Result<Task> {
    let mut args = lexopt::Parser::from_env();
    let mut task = match args.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Task::Help),
        Some(Value(name)) => named(&name.string()?)?,
        Some(other) => return Err(other.unexpected().into()),
    };
    while let Some(arg) = args.next()? {
        match (&mut task, arg) {
            (_, Short('h') | Long("help")) => return Ok(Task::Help),
            (Task::Serve { port, .. }, Long("port")) => {
                let number = args.value()?.string()?;
                *port = number.parse().context("--port には 0〜65535 の番号を書いてください")?;
            }
            (Task::Serve { build, .. }, Long("no-build")) => *build = false,
            (Task::Size { update } | Task::Extent { update }, Long("update")) => *update = true,
            (Task::Bench { short, .. }, Long("short")) => *short = true,
            (Task::Bench { felt, .. }, Long("felt")) => *felt = true,
            (Task::Test(wanted), Long("only")) => wanted.only = Some(args.value()?.string()?.parse()?),
            (Task::Test(wanted), Long("built")) => wanted.built = true,
            (Task::Test(wanted), Long("changed")) => wanted.changed = Some("HEAD".to_owned()),
            (Task::Test(Wanted { changed: Some(base), .. }), Value(commit)) => *base = commit.string()?,
            (_, other) => return Err(other.unexpected().into()),
        }
    }
    Ok(task)
}

fn named(name: &str) -> Result<Task> {
    Ok(match name {
        "build" => Task::Build,
        "serve" => Task::Serve { port: 8080, build: true },
        "package" => Task::Package,
        "reproduce" => Task::Reproduce,
        "size" => Task::Size { update: false },
        "extent" => Task::Extent { update: false },
        "test" => Task::Test(Wanted::default()),
        "bench" => Task::Bench { short: false, felt: false },
        "npm" => Task::Npm,
        "help" => Task::Help,
        _ => bail!("「{name}」というコマンドはありません。\n\n{USAGE}"),
    })
}

fn run(task: Task) -> Result<ExitCode> {
    let passed = match task {
        Task::Help => {
            println!("{USAGE}");
            true
        }
        Task::Build => {
            site::build(&Workspace::find()?)?;
            true
        }
        Task::Serve { port, build } => {
            serve_app(&Workspace::find()?, port, build)?;
            true
        }
        Task::Package => {
            package::run(&Workspace::find()?)?;
            true
        }
        Task::Reproduce => reproduce::run(&Workspace::find()?)?,
        Task::Size { update } => size::run(&Workspace::find()?, update)?,
        Task::Extent { update } => stages::extent(&Workspace::find()?, update)?,
        Task::Npm => npm::run(&Workspace::find()?)?,
        Task::Test(wanted) => suite::run(&Workspace::find()?, &wanted)?,
        Task::Bench { felt: true, .. } => {
            felt::run(&Workspace::find()?)?;
            true
        }
        Task::Bench { short, .. } => {
            bench::run(&Workspace::find()?, short)?;
            true
        }
    };
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn serve_app(workspace: &Workspace, port: u16, build: bool) -> Result<()> {
    let folder = if build { trial::build(workspace)? } else { workspace.dist() };
    if !folder.join("index.html").is_file() {
        bail!("dist/ がありません。先に cargo xtask build を実行するか、--no-build を付けずに実行してください。");
    }
    let server = serve::open(&folder, port)?;
    println!();
    println!("  {}", server.url());
    println!();
    println!("を開いてください。止めるときは Ctrl+C を押します。(Open this address; Ctrl+C stops.)");
    server.run()?;
    Ok(())
}
