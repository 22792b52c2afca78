//! What the browser tests need beside cargo: found, installed where that is our place, or named.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::command;
use crate::workspace::Workspace;

/// Names under which Chromium is installed, and places where it is not on the search path.
const CHROMIUM: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

/// Chromium without what surrounds a page, for which the whole browser spends more than half of its time.
const SHELL: &str = "chromium-headless-shell";

/// The first Node whose test runner and `fetch` the tests rely on.
const NODE: u32 = 20;

/// npm is a script, which Windows finds only by its whole name.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// One thing the browser tests need.
struct Need {
    title: &'static str,
    packages: &'static [&'static str],
    found: fn() -> bool,
}

/// Node comes first: some tests need it and no browser.
static NEEDS: [Need; 3] = [
    Need {
        title: "Node.js 20 以降と npm",
        packages: &["nodejs", "npm"],
        found: || node_version() >= Some(NODE) && runs(NPM, &["--version"]),
    },
    Need {
        title: "Chromium または Chrome(場所は環境変数 CHROMIUM でも指定できます)",
        packages: &["chromium"],
        found: || chromium().is_some(),
    },
    Need {
        title: "日本語のフォント(Noto Sans CJK など)", packages: &["fonts-noto-cjk"], found: has_japanese_font
    },
];

/// The spreadsheet that opens what we write, as another reader of it.
static OFFICE: Need = Need {
    title: "LibreOffice Calc(soffice)",
    packages: &["libreoffice-calc-nogui"],
    found: || find("soffice").is_some(),
};

/// Installs LibreOffice where that is our place. Where it is missing, says which tests are left out.
pub fn offer_office() -> Result<()> {
    if !(OFFICE.found)() && may_install() {
        install(&[&OFFICE])?;
    }
    if !(OFFICE.found)() {
        println!("省略: {}がないため、書き出した表をほかのソフトで開く試験はしません。", OFFICE.title);
    }
    Ok(())
}

/// The servers for which `docs/hosting.md` has a configuration.
static WEB_SERVERS: [Need; 2] = [
    Need {
        title: "nginx",
        packages: &["nginx"],
        found: || find("nginx").is_some() || find("/usr/sbin/nginx").is_some(),
    },
    Need {
        title: "Apache(apache2)",
        packages: &["apache2-bin"],
        found: || find("apache2").is_some() || find("/usr/sbin/apache2").is_some(),
    },
];

/// Installs the web servers where that is our place. Where one is missing, the test that needs it says that it was left out.
pub fn offer_web_servers() -> Result<()> {
    let missing = missing(&WEB_SERVERS);
    if missing.is_empty() || !may_install() { Ok(()) } else { install(&missing) }
}

/// Counts instructions.
static VALGRIND: Need = Need { title: "Valgrind", packages: &["valgrind"], found: || find("valgrind").is_some() };

/// Shows pages as Chromium does.
static HEADLESS: Need =
    Need { title: "Chromium の画面なしの版", packages: &[SHELL], found: || find(SHELL).is_some() };

/// Browsers in which the main ways are tried as well.
static MORE_BROWSERS: [Need; 2] = [
    Need {
        title: "Firefox",
        packages: &["firefox-esr"],
        found: || find("firefox-esr").or_else(|| find("firefox")).is_some(),
    },
    Need {
        title: "WebKit(WebKitWebDriver、MiniBrowser、Xvfb)",
        packages: &["webkit2gtk-driver", "xvfb"],
        found: || find("WebKitWebDriver").is_some() && find("Xvfb").is_some(),
    },
];

/// Gets the browsers beside Chromium where that is our place; elsewhere says which of them are left out.
pub fn prepare_more_browsers() -> Result<()> {
    let missing = missing(&MORE_BROWSERS);
    if !missing.is_empty() && may_install() {
        return install(&missing);
    }
    for need in missing {
        println!("ないので試しません: {}", need.title);
    }
    Ok(())
}

/// Gets Valgrind where that is our place. Where it is missing, the test that needs it says that it was left out.
pub fn prepare_counting() -> Result<()> {
    if (VALGRIND.found)() || !may_install() { Ok(()) } else { install(&[&VALGRIND]) }
}

/// Makes sure that the browser tests in a folder can run; otherwise names what is missing, one line each.
pub fn prepare(folder: &Path) -> Result<()> {
    provide(&NEEDS)?;
    install_npm_packages(folder)
}

/// Makes sure that the Node tests in this folder can run.
pub fn prepare_node(folder: &Path) -> Result<()> {
    provide(&NEEDS[..1])?;
    install_npm_packages(folder)
}

fn provide(needs: &'static [Need]) -> Result<()> {
    let mut missing = missing(needs);
    if !missing.is_empty() && may_install() {
        install(&missing)?;
        missing = self::missing(needs);
    }
    if !missing.is_empty() {
        for need in &missing {
            println!("ありません: {}", need.title);
        }
        bail!("試験に要るものが {} 個ありません", missing.len());
    }
    Ok(())
}

/// A component of the toolchain, added where rustup can.
pub fn component(workspace: &Workspace, subcommand: &str, component: &str) -> Result<()> {
    let mut ask = workspace.cargo();
    ask.args([subcommand, "--version"]);
    if succeeds(&mut ask) {
        return Ok(());
    }
    println!("{component} を加えています…");
    command::run(Command::new("rustup").args(["component", "add", component]))
}

/// The browser: the one that was asked for, or the first that is installed.
pub fn chromium() -> Option<PathBuf> {
    if let Some(asked) = env::var_os("CHROMIUM") {
        return Some(PathBuf::from(asked)).filter(|path| path.is_file());
    }
    CHROMIUM.into_iter().find_map(find)
}

/// What shows the pages of most tests: Chromium without a window of its own where it is installed or can be, and no other
/// browser was asked for.
pub fn headless() -> Result<Option<PathBuf>> {
    if env::var_os("CHROMIUM").is_some() {
        return Ok(chromium());
    }
    if !(HEADLESS.found)() && may_install() {
        install(&[&HEADLESS])?;
    }
    Ok(find(SHELL).or_else(chromium))
}

/// A program by name on the search path, or by its whole path.
fn find(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file())
}

fn missing(needs: &'static [Need]) -> Vec<&'static Need> {
    needs.iter().filter(|need| !(need.found)()).collect()
}

/// Debian as root, which is what a build machine is. On a person's own machine we only say what is missing.
fn may_install() -> bool {
    let root = command::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    root && Path::new("/etc/debian_version").is_file() && find("apt-get").is_some()
}

fn install(missing: &[&Need]) -> Result<()> {
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    println!("{} を入れています…", packages.join("、"));
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet=2");
        apt
    };
    command::run(apt().arg("update"))?;
    command::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn node_version() -> Option<u32> {
    let version = command::output(Command::new("node").arg("--version")).ok()?;
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Only Linux can lack one; where fontconfig is not installed there is nothing to ask.
fn has_japanese_font() -> bool {
    if !cfg!(target_os = "linux") || find("fc-list").is_none() {
        return true;
    }
    command::output(Command::new("fc-list").args([":lang=ja", "family"])).is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// `npm ci` where the packages are missing or older than the lock file.
pub fn install_npm_packages(folder: &Path) -> Result<()> {
    let changed = |path: PathBuf| fs::metadata(path).and_then(|file| file.modified()).ok();
    let installed = changed(folder.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= changed(folder.join("package-lock.json")) {
        return Ok(());
    }
    println!("試験に使う npm パッケージを入れています…");
    let mut npm = Command::new(NPM);
    npm.current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    command::run(&mut npm)
}

/// The version of wasm-pack that the npm package is made with.
const WASM_PACK: &str = "0.15.1";

/// wasm-pack, compiled where it is missing. It lies in the build folder and is in nobody's way.
pub fn wasm_pack(workspace: &Workspace) -> Result<PathBuf> {
    let root = workspace.scratch("tools");
    let program = root.join("bin").join(format!("wasm-pack{}", env::consts::EXE_SUFFIX));
    let version = command::output(Command::new(&program).arg("--version"));
    if version.is_ok_and(|version| version.trim() == format!("wasm-pack {WASM_PACK}")) {
        return Ok(program);
    }
    println!("wasm-pack {WASM_PACK} を入れています(1〜2分かかります)…");
    let mut cargo = workspace.cargo();
    cargo.args(["install", "--locked", "--force", "--quiet", "--root"]).arg(&root);
    command::run(cargo.arg(format!("wasm-pack@{WASM_PACK}")))?;
    Ok(program)
}

/// npm, where it is there.
pub fn npm() -> Result<Command> {
    provide(&NEEDS[..1])?;
    Ok(Command::new(NPM))
}

fn runs(program: &str, args: &[&str]) -> bool {
    succeeds(Command::new(program).args(args))
}

fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
