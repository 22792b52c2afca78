//! From Rust to what a browser loads: compile for wasm32, bind with wasm-bindgen as a library, and make sure that no
//! path of this machine is left inside.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use kakari_hosting::files_under;
use wasmparser::{Validator, WasmFeatures};

use crate::bindgen::{self, Target};
use crate::command;
use crate::split::{self, Chunks};
use crate::workspace::Workspace;

/// The only target a browser runs.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The cargo profile for what is sent to a browser.
const PROFILE: &str = "web";

/// A package that is compiled to WebAssembly.
pub struct Package {
    /// Its name for cargo.
    pub name: &'static str,
    /// The file that cargo writes.
    pub file: &'static str,
    /// What it is called on the console.
    pub title: &'static str,
    /// Whether the texts of findings go in. They do by default.
    pub prose: bool,
    /// Features beyond those that it has by default.
    pub more: &'static [&'static str],
    /// The cargo profile.
    pub profile: &'static str,
    /// The chunks that it is split into; empty where it is loaded as a whole.
    pub chunks: &'static [&'static str],
}

/// The app: a program that mounts itself on `<div id="app">`.
pub const APP: Package = Package {
    name: "kakari-app",
    file: "kakari-app.wasm",
    title: "アプリ",
    prose: true,
    more: &[],
    profile: PROFILE,
    chunks: &["form", "late", "tables", "embed"],
};

/// The app in the element: the form is in its first part, and what only the page has is left out.
pub const APP_OF_ELEMENT: Package =
    Package {
        title: "要素のアプリ", more: &["element"], chunks: &["late", "tables", "embed", "configuration"], ..APP
    };

/// The engine for JavaScript callers, with the texts of its findings.
pub const ENGINE: Package = Package {
    name: "kakari-wasm",
    file: "kakari_wasm.wasm",
    title: "エンジン",
    prose: true,
    more: &[],
    profile: PROFILE,
    chunks: &[],
};

/// What the element loads beside `quick`: findings with their words, the configuration of a prefecture, days that are
/// typed.
pub const ENGINE_OF_ELEMENT: Package =
    Package { title: "要素のエンジン", prose: false, more: &["prose", "prefecture", "day"], ..ENGINE };

/// The engine alone: findings as codes and parameters.
pub const ENGINE_ALONE: Package = Package { title: "エンジン単体", prose: false, more: &["check"], ..ENGINE };

/// The engine on which `quick` of the element runs: a draft that is filled in, and what is decided about it.
pub const ENGINE_OF_QUICK: Package =
    Package { title: "要素の始めのエンジン", more: &["draft"], ..ENGINE_ALONE };

/// The engine alone as quick as it gets, to know what its size costs. Measured, not shipped.
pub const ENGINE_QUICK: Package =
    Package { title: "エンジン単体(opt-level 3)", profile: "quick", ..ENGINE_ALONE };

/// A module and the script that loads it.
pub struct Bound {
    /// The ES module that wasm-bindgen wrote.
    pub js: String,
    /// The module, without names.
    pub wasm: Vec<u8>,
    /// Scripts that crates bring along, by their path beside the module (`snippets/…`).
    pub snippets: BTreeMap<String, Vec<u8>>,
    /// What is loaded later.
    pub chunks: Chunks,
}

/// The name that [`Bound::js`] has for the module file.
pub const MODULE_FILE: &str = "module_bg.wasm";

/// The cargo profile for what is only tried out.
const TRIAL: &str = "trial";

/// Apps and engine, with each of their dependencies compiled once. The engine has what both engines of the element have.
pub struct Trial {
    /// The module of the app.
    pub app: PathBuf,
    /// That of the app in the element.
    pub of_element: PathBuf,
    /// The module of the engine.
    pub engine: PathBuf,
}

/// Compiles what is tried out.
pub fn compile_trial(workspace: &Workspace, local: &LocalPaths) -> Result<Trial> {
    add_target()?;
    let mut features: Vec<String> = Vec::new();
    for engine in [&ENGINE_OF_ELEMENT, &ENGINE_OF_QUICK] {
        features.extend(engine.more.iter().map(|feature| format!("{}/{feature}", engine.name)));
    }
    let flags = [&*local.flags(), split::LINK_ARGUMENT].join("\x1f");
    let folder = workspace.target().join(TARGET).join(TRIAL);
    let app = |name: &str, more: &[String]| {
        let mut cargo = workspace.cargo();
        cargo
            .args(["build", "--package", APP.name, "--package", ENGINE.name, "--no-default-features", "--features"])
            .arg([&features, more].concat().join(","))
            .args(["--profile", TRIAL, "--target", TARGET, "--target-dir"])
            .arg(workspace.target())
            .env("CARGO_ENCODED_RUSTFLAGS", &flags);
        command::run(&mut cargo)?;
        // Both have one name for cargo; a link keeps the time of the file, by which it is known to be as it was.
        let (built, own) = (folder.join(APP.file), folder.join(name));
        let _ = fs::remove_file(&own);
        fs::hard_link(&built, &own).or_else(|_| fs::copy(&built, &own).map(drop))?;
        anyhow::Ok(own)
    };
    let more: Vec<_> = APP_OF_ELEMENT.more.iter().map(|feature| [APP.name, "/", feature].concat()).collect();
    let (app, of_element) = (app("page.wasm", &[])?, app("element.wasm", &more)?);
    Ok(Trial { app, of_element, engine: folder.join(ENGINE.file) })
}

/// Binds what was compiled to be tried out: the app, the app of the element, the engine.
pub fn bind_trial(workspace: &Workspace, modules: &Trial) -> Result<[Bound; 3]> {
    let folder = workspace.scratch(TRIAL);
    Ok([
        bind(&modules.app, &folder.join("app"), APP.chunks)?,
        bind(&modules.of_element, &folder.join("element"), APP_OF_ELEMENT.chunks)?,
        bind(&modules.engine, &folder.join("engine"), &[])?,
    ])
}

/// Compiles and binds a package.
pub fn build(workspace: &Workspace, package: &Package) -> Result<Bound> {
    add_target()?;
    let local = LocalPaths::find(workspace)?;
    println!("{}をビルドしています(初回は1〜2分かかります)…", package.title);
    let module = compile(workspace, package, &local)?;
    let bound = bind(&module, &workspace.scratch(package.name), package.chunks)?;
    for module in bound.chunks.files.values().chain([&bound.wasm]) {
        local.refuse_in(module, &format!("{}の WebAssembly ", package.title))?;
        refuse_newer(module).with_context(|| package.title.to_owned())?;
    }
    Ok(bound)
}

/// What WebAssembly the oldest browsers that `docs/hosting.md` names can run. Safari 15.6 is the one that lacks most: it
/// has no SIMD, no tail calls, no exceptions, no extended constants.
const OLDEST: WasmFeatures = WasmFeatures::MUTABLE_GLOBAL
    .union(WasmFeatures::SIGN_EXTENSION)
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::BULK_MEMORY)
    .union(WasmFeatures::REFERENCE_TYPES)
    .union(WasmFeatures::CALL_INDIRECT_OVERLONG)
    .union(WasmFeatures::FLOATS)
    .union(WasmFeatures::GC_TYPES);

/// Fails where a module needs more than the oldest browsers have.
pub fn refuse_newer(module: &[u8]) -> Result<()> {
    Validator::new_with_features(OLDEST).validate_all(module).context("古いブラウザーで動かない WebAssembly です")?;
    Ok(())
}

/// Adds the wasm target to the toolchain where it is missing.
pub fn add_target() -> Result<()> {
    if sysroot()?.join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    println!("WebAssembly 用の標準ライブラリ({TARGET})を加えています…");
    command::run(Command::new("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("{TARGET} がありません。rustup か、お使いのパッケージ管理で加えてください"))
}

fn compile(workspace: &Workspace, package: &Package, local: &LocalPaths) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    cargo
        .arg(if package.chunks.is_empty() { "build" } else { "rustc" })
        .args(["--package", package.name])
        .args(["--profile", package.profile, "--target", TARGET])
        .arg("--target-dir")
        .arg(workspace.target())
        .env("CARGO_ENCODED_RUSTFLAGS", local.flags());
    if !package.prose {
        cargo.arg("--no-default-features");
    }
    if !package.more.is_empty() {
        cargo.arg("--features").arg(package.more.join(","));
    }
    if !package.chunks.is_empty() {
        // For the program alone: in the flags for all, each of its dependencies would be compiled once more.
        cargo.args(["--", split::LINK_ARGUMENT]);
    }
    command::run(&mut cargo)?;
    Ok(workspace.target().join(TARGET).join(package.profile).join(package.file))
}

fn bind(module: &Path, scratch: &Path, chunks: &[&str]) -> Result<Bound> {
    let folder = scratch.join("bound");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("前回の中間ファイルを消せません")?;
    }
    let chunks = if chunks.is_empty() {
        bindgen::bind(module, &folder, "module", Target::Web, false)?;
        Chunks::default()
    } else {
        let (first, chunks) = split::split(module, &scratch.join("split"), chunks)?;
        bindgen::bind_first(&first, &folder, "module")?;
        chunks
    };
    let mut snippets = BTreeMap::new();
    for (name, path) in files_under(&folder).context("wasm-bindgen の出力を開けません")? {
        if name.starts_with("snippets/") {
            snippets.insert(name, read(&path)?);
        }
    }
    Ok(Bound {
        js: String::from_utf8(read(&folder.join("module.js"))?)
            .context("wasm-bindgen の出力が UTF-8 ではありません")?,
        wasm: read(&folder.join(MODULE_FILE))?,
        snippets,
        chunks,
    })
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} を読めません", path.display()))
}

/// The folders of this machine that the compiler would otherwise write into panic messages.
///
/// Giving each a fixed name makes the module the same wherever it is built, and keeps the builder's user name out of
/// what strangers download.
pub struct LocalPaths {
    /// Folder → fixed name; the longest folder last, because rustc lets the last match win.
    names: Vec<(PathBuf, String)>,
}

impl LocalPaths {
    /// Asks the toolchain and the environment.
    pub fn find(workspace: &Workspace) -> Result<Self> {
        let sysroot = sysroot()?;
        let mut names = vec![
            (workspace.root().to_owned(), "/kakari".to_owned()),
            (workspace.target().to_owned(), "/kakari/target".to_owned()),
            (sysroot.clone(), "/rust".to_owned()),
            (sysroot.join("lib/rustlib/src/rust"), format!("/rustc/{}", rustc_commit()?)),
        ];
        if let Some(home) = cargo_home() {
            names.extend(registry_folders(&home).map(|folder| (folder, "/crates".to_owned())));
            names.push((home, "/cargo".to_owned()));
        }
        names.sort_by_key(|(folder, _)| folder.components().count());
        Ok(Self { names })
    }

    /// The compiler flags, in the form that allows spaces in paths.
    pub fn flags(&self) -> String {
        let flags: Vec<String> = self
            .names
            .iter()
            .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
            .collect();
        flags.join("\x1f")
    }

    /// Fails where a module still holds one of the folders. A folder at the top of the disk (`/src`) is not looked
    /// for: its name alone can be part of the fixed names.
    pub fn refuse_in(&self, module: &[u8], title: &str) -> Result<()> {
        for (folder, _) in &self.names {
            let needle = format!("{}/", folder.display());
            let found = module.windows(needle.len()).any(|bytes| bytes == needle.as_bytes());
            if found && folder.components().count() > 2 {
                bail!("{title}に、このコンピューターのフォルダー名({})が残っています", folder.display());
            }
        }
        Ok(())
    }
}

fn sysroot() -> Result<PathBuf> {
    Ok(PathBuf::from(rustc(&["--print", "sysroot"])?.trim_end()))
}

fn rustc(args: &[&str]) -> Result<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    command::output(Command::new(rustc).args(args))
}

/// The commit under whose name the standard library's own paths are already written.
fn rustc_commit() -> Result<String> {
    let version = rustc(&["--version", "--verbose"])?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: "));
    Ok(commit.unwrap_or("unknown").to_owned())
}

fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// One folder per registry. Its name depends on the registry's address, so each gets the same fixed name.
fn registry_folders(cargo_home: &Path) -> impl Iterator<Item = PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(cargo_home.join("registry/src"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    folders.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[(&str, &str)]) -> LocalPaths {
        LocalPaths { names: names.iter().map(|(folder, name)| (PathBuf::from(folder), (*name).to_owned())).collect() }
    }

    #[test]
    fn a_module_with_a_local_path_is_refused() {
        let local = paths(&[("/home/hanako/kakari", "/kakari")]);
        let module = b"panicked at /home/hanako/kakari/crates/draft/src/lib.rs";
        assert!(local.refuse_in(module, "アプリ").is_err());
        assert!(local.refuse_in(b"panicked at /kakari/crates", "アプリ").is_ok());
    }

    #[test]
    fn a_module_that_the_oldest_browsers_cannot_run_is_refused() {
        // A function without parameters; its body: once with an instruction of bulk memory, once with one of SIMD.
        let module = |body: &[u8]| {
            let length = u8::try_from(body.len()).expect("short");
            let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x05\x03\x01\0\x01\x0a".to_vec();
            module.extend([length + 2, 1, length]);
            module.extend(body);
            module
        };
        let fill = [0, 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0b, 0, 0x0b];
        let mut splat = vec![0, 0x41, 0, 0xfd, 0x11, 0x1a, 0x0b];
        assert!(refuse_newer(&module(&fill)).is_ok());
        assert!(refuse_newer(&module(&splat)).is_err());
        splat.truncate(1);
        splat.push(0x0b);
        assert!(refuse_newer(&module(&splat)).is_ok());
    }

    #[test]
    fn a_folder_at_the_top_is_not_mistaken_for_a_fixed_name() {
        let local = paths(&[("/app", "/kakari")]);
        assert!(local.refuse_in(b"/kakari/web/app/src/main.rs", "アプリ").is_ok());
    }

    #[test]
    fn flags_keep_spaces_in_paths() {
        let local = paths(&[("/a b", "/kakari"), ("/c", "/cargo")]);
        assert_eq!(local.flags(), "--remap-path-prefix=/a b=/kakari\x1f--remap-path-prefix=/c=/cargo");
    }
}
