//! One file to carry away: the command line with the app inside, its licences, and their checksums.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use kakari_hosting::checksums::{self, LIST, SIGNATURE};

use crate::wasm::LocalPaths;
use crate::workspace::Workspace;
use crate::{command, sign, site};

/// What a person finds beside the program on a USB stick.
const README: &str = include_str!("package.txt");

/// The cargo profile of what is handed on.
const HANDED_ON: &str = "handed-on";

/// Opens the app by a double click. It holds no Japanese, because Windows reads it in a character set of its own.
const WINDOWS_START: &str = "@echo off\r\n\"%~dp0kakari.exe\" serve --open %*\r\nif errorlevel 1 pause\r\n";

/// What the program says of itself for man and shells: the file, and how it is asked for it.
const SHELL: [(&str, &[&str]); 5] = [
    ("shell/kakari.1", &["manual"]),
    ("shell/kakari.bash", &["completions", "bash"]),
    ("shell/_kakari", &["completions", "zsh"]),
    ("shell/kakari.fish", &["completions", "fish"]),
    ("shell/kakari.ps1", &["completions", "powershell"]),
];

/// Builds `dist/` and the program, and writes the package to `target/package/`.
pub fn run(workspace: &Workspace) -> Result<()> {
    site::build(workspace)?;
    let local = LocalPaths::find(workspace)?;
    let program = format!("kakari{}", env::consts::EXE_SUFFIX);
    println!("kakari をビルドしています(初回は数分かかります)…");
    let mut cargo = workspace.cargo();
    cargo
        .args(["build", "--profile", HANDED_ON, "--package", "kakari-cli", "--features", "embedded", "--target-dir"])
        .arg(workspace.target())
        .env("KAKARI_DIST", workspace.dist())
        .env("CARGO_PROFILE_HANDED_ON_STRIP", "symbols")
        .env("CARGO_ENCODED_RUSTFLAGS", local.flags());
    command::run(&mut cargo)?;
    let built = workspace.target().join(HANDED_ON).join(&program);
    let binary = fs::read(&built).with_context(|| format!("{} を読めません", built.display()))?;
    local.refuse_in(&binary, "kakari ")?;

    let mut files = BTreeMap::from([(program.clone(), binary), ("README.txt".to_owned(), readme())]);
    for (name, args) in SHELL {
        let text = command::output(Command::new(&built).args(args))?;
        files.insert(name.to_owned(), text.into_bytes());
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let text = fs::read(workspace.root().join(licence)).with_context(|| format!("{licence} を読めません"))?;
        files.insert(licence.to_owned(), text);
    }
    if cfg!(windows) {
        files.insert("kakari-serve.bat".to_owned(), WINDOWS_START.into());
    }
    let list = checksums::list(files.iter().map(|(name, content)| (name.as_str(), content.as_slice()))).into_bytes();
    if let Some(signature) = sign::signature(&list)? {
        files.insert(SIGNATURE.to_owned(), signature.into_bytes());
    }
    files.insert(LIST.to_owned(), list);

    let folder = workspace.target().join("package");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("前の target/package/ を消せません")?;
    }
    fs::create_dir_all(folder.join("shell")).context("target/package/shell/ を作れません")?;
    for (name, content) in &files {
        fs::write(folder.join(name), content).with_context(|| format!("{name} を書けません"))?;
    }
    make_runnable(&folder.join(&program))?;
    println!("\n{} に置きました。", folder.display());
    for (name, content) in &files {
        println!("  {name}  {} バイト", content.len());
    }
    Ok(())
}

/// With a mark and line ends that every editor on Windows understands.
fn readme() -> Vec<u8> {
    format!("\u{feff}{}", README.replace('\n', "\r\n")).into_bytes()
}

#[cfg(unix)]
fn make_runnable(program: &std::path::Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).context("kakari を実行できるようにできません")
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on other systems")]
fn make_runnable(_: &std::path::Path) -> Result<()> {
    Ok(())
}
