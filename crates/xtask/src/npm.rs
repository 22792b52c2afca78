//! `cargo xtask npm`: the npm package, made with wasm-pack.
//!
//! For each of the two engines wasm-pack makes a script for pages, one for bundlers and one for Node; the module is the same
//! file for all three. Around them stand the hand-written files of `web/npm`, which are one way in for everybody.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use kakari_hosting::files_under;

use crate::bindgen::{self, Target};
use crate::template::render;
use crate::wasm::{self, ENGINE, ENGINE_ALONE, LocalPaths, Package};
use crate::workspace::Workspace;
use crate::{command, embed, size, tools};

/// A way into the package.
struct Entry {
    /// What its files begin with.
    index: &'static str,
    /// What the files of wasm-pack begin with.
    module: &'static str,
    /// What is compiled.
    package: &'static Package,
}

const ENTRIES: [Entry; 2] = [
    Entry { index: "index", module: "kakari", package: &ENGINE },
    Entry { index: "engine", module: "kakari_engine", package: &ENGINE_ALONE },
];

/// The files of the package by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Where the package is put together.
fn folder(workspace: &Workspace) -> PathBuf {
    workspace.scratch("npm/package")
}

/// The element with the page for an iframe beside it, which it offers where it cannot run.
pub fn element(workspace: &Workspace) -> Result<Files> {
    let mut files = embed::build(workspace)?.files;
    files.retain(|name, _| is_of_element(name));
    Ok(files)
}

/// The same, as it stands in `dist/`.
pub fn built_element(workspace: &Workspace) -> Result<Files> {
    let dist = files_under(&workspace.dist()).context("dist/ を開けません")?;
    let is_packed = |path: &Path| path.extension().is_some_and(|kind| kind == "gz");
    let own = dist.into_iter().filter(|(name, path)| is_of_element(name) && !is_packed(path));
    own.map(|(name, path)| Ok((name, fs::read(&path).with_context(|| format!("{} を読めません", path.display()))?)))
        .collect()
}

fn is_of_element(name: &str) -> bool {
    name == embed::PAGE || name.starts_with(embed::FOLDER)
}

/// Makes the package, with the element, and packs it. Gives the packed file.
pub fn build(workspace: &Workspace, element: Files) -> Result<PathBuf> {
    wasm::add_target()?;
    let local = LocalPaths::find(workspace)?;
    let mut files = Files::new();
    for entry in &ENTRIES {
        add_entry(workspace, entry, &local, &mut files)?;
    }
    files.extend(element);
    add_common(workspace, &mut files)?;
    write(&folder(workspace), &files)?;
    pack(workspace)
}

/// Makes the package and says how large its modules are. False where one is too large.
pub fn run(workspace: &Workspace) -> Result<bool> {
    let packed = build(workspace, element(workspace)?)?;
    let fits = measure(workspace)?;
    println!("{} ができました。", packed.display());
    Ok(fits)
}

/// Prints how large the modules of the finished package are. False where the engine alone is above its limit.
pub fn measure(workspace: &Workspace) -> Result<bool> {
    let module = |entry: &Entry| {
        let file = folder(workspace).join(format!("{}_bg.wasm", entry.module));
        fs::read(&file).with_context(|| format!("{} を読めません", file.display()))
    };
    let [whole, alone] = &ENTRIES;
    size::compare_package(workspace, &module(whole)?, &module(alone)?)
}

/// What one entry brings: the module, a script for each target, the ways in, and the declarations.
fn add_entry(workspace: &Workspace, entry: &Entry, local: &LocalPaths, files: &mut Files) -> Result<()> {
    let Entry { index, module, .. } = entry;
    let bound = |target: Target, name: &str| -> Result<Vec<u8>> {
        let file = workspace.scratch("npm").join(format!("{module}-{}", target.word())).join(name);
        fs::read(&file).with_context(|| format!("{} を読めません", file.display()))
    };
    let wasm = format!("{module}_bg.wasm");
    for target in Target::ALL {
        wasm_pack(workspace, entry, target, local)?;
        let bytes = bound(target, &wasm)?;
        local.refuse_in(&bytes, &format!("npm の {wasm} "))?;
        if *files.entry(wasm.clone()).or_insert_with(|| bytes.clone()) != bytes {
            bail!("{wasm} が {} 向けだけ違っています", target.word());
        }
    }
    let script = format!("{module}.js");
    let bundled = text(bound(Target::Bundler, &script)?)?;
    let names = exported(&bundled)?;
    files.insert(format!("{module}.web.js"), bound(Target::Web, &script)?);
    files.insert(format!("{module}.bundler.js"), bundled.into_bytes());
    files.insert(format!("{module}_bg.js"), bound(Target::Bundler, &format!("{module}_bg.js"))?);
    files.insert(format!("{module}.node.cjs"), bound(Target::Nodejs, &script)?);

    let names = names.join(", ");
    let hand = |file: &str, values: &[(&str, &str)]| render(&own(workspace, file)?, values);
    for (file, end) in [("web.js", ".js"), ("bundler.js", ".bundler.js"), ("node.cjs", ".node.cjs")] {
        let way = hand(file, &[("module", module), ("names", &names)])?;
        files.insert(format!("{index}{end}"), way.into_bytes());
    }
    let node = hand("node.mjs", &[("index", index), ("names", &names)])?;
    files.insert(format!("{index}.node.mjs"), node.into_bytes());

    // The declarations of the target for Node are those of the functions alone.
    let declared = text(bound(Target::Nodejs, &format!("{module}.d.ts"))?)?;
    let types = [own(workspace, "head.d.ts")?, declared].concat();
    files.insert(format!("{index}.d.cts"), types.clone().into_bytes());
    files.insert(format!("{index}.d.ts"), types.into_bytes());
    Ok(())
}

/// What stands beside the entries.
fn add_common(workspace: &Workspace, files: &mut Files) -> Result<()> {
    let guard = own(workspace, "guard.js")?;
    files.insert("guard.cjs".to_owned(), for_require(&guard)?.into_bytes());
    files.insert("guard.js".to_owned(), guard.into_bytes());
    files.insert("package.json".to_owned(), manifest(workspace)?.into_bytes());
    files.insert("README.md".to_owned(), own(workspace, "README.md")?.into_bytes());
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let file = workspace.root().join(licence);
        files.insert(licence.to_owned(), fs::read(file).with_context(|| format!("{licence} を読めません"))?);
    }
    Ok(())
}

/// The package.json. Its version is that of everything here.
fn manifest(workspace: &Workspace) -> Result<String> {
    let text = own(workspace, "package.json")?;
    let manifest: serde_json::Value = serde_json::from_str(&text).context("web/npm/package.json")?;
    let version = env!("CARGO_PKG_VERSION");
    if manifest["version"] != version {
        bail!("web/npm/package.json の version を {version} にしてください");
    }
    Ok(text)
}

/// Runs wasm-pack for one target. The flags and the profile are those of all that we send.
fn wasm_pack(workspace: &Workspace, entry: &Entry, target: Target, local: &LocalPaths) -> Result<()> {
    let program = tools::wasm_pack(workspace)?;
    let bin = bindgen::install(workspace)?;
    let out = workspace.scratch("npm").join(format!("{}-{}", entry.module, target.word()));
    if out.exists() {
        fs::remove_dir_all(&out).context("前回の中間ファイルを消せません")?;
    }
    let mut pack = Command::new(program);
    pack.arg("build")
        .arg(workspace.root().join("crates/wasm"))
        .args(["--profile", entry.package.profile, "--mode", "no-install", "--no-pack", "--no-opt"])
        .args(["--target", target.word(), "--out-name", entry.module, "--out-dir"])
        .arg(&out)
        .env("CARGO_TARGET_DIR", workspace.target())
        .env("CARGO_ENCODED_RUSTFLAGS", local.flags())
        .env("PATH", path_with(&bin)?);
    if !entry.package.prose {
        pack.args(["--", "--no-default-features", "--features", "check"]);
    }
    command::run(&mut pack)
}

/// The search path with our wasm-bindgen, and the cargo that started us, before everything else.
fn path_with(bin: &Path) -> Result<std::ffi::OsString> {
    let cargo = env::var_os("CARGO").map(PathBuf::from);
    let beside_cargo = cargo.as_deref().and_then(Path::parent).map(Path::to_owned);
    let before = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(bin.to_owned()).chain(beside_cargo).chain(env::split_paths(&before));
    env::join_paths(folders).context("PATH を作れません")
}

/// The names that the script for bundlers exports, in their order there.
fn exported(script: &str) -> Result<Vec<String>> {
    let list = script.split_once("export {").and_then(|(_, after)| after.split_once('}')).map(|(list, _)| list);
    let names: Vec<_> = list
        .context("wasm-bindgen の出力に export がありません")?
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(ToOwned::to_owned)
        .collect();
    Ok(names)
}

/// A script that exports what it declares, for `require`.
fn for_require(script: &str) -> Result<String> {
    let mut names = Vec::new();
    let mut out = String::new();
    for line in script.lines() {
        let declared = line.strip_prefix("export ");
        if let Some(rest) = declared {
            let name = rest.split(|c: char| !c.is_alphanumeric()).nth(1).unwrap_or_default();
            if !rest.starts_with("class ") && !rest.starts_with("function ") || name.is_empty() {
                bail!("「{line}」は require 用に書き直せません");
            }
            names.push(name);
        }
        out.push_str(declared.unwrap_or(line));
        out.push('\n');
    }
    Ok(format!("{out}\nmodule.exports = {{ {} }};\n", names.join(", ")))
}

/// A file of `web/npm`.
fn own(workspace: &Workspace, name: &str) -> Result<String> {
    let file = workspace.root().join("web/npm").join(name);
    fs::read_to_string(&file).with_context(|| format!("{} を読めません", file.display()))
}

fn text(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).context("wasm-bindgen の出力が UTF-8 ではありません")
}

fn write(folder: &Path, files: &Files) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).context("前回のパッケージを消せません")?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} を作れません", folder.display()))?;
    for (name, content) in files {
        let file = folder.join(name);
        let written = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, content));
        written.with_context(|| format!("{name} を書けません"))?;
    }
    Ok(())
}

/// `npm pack`: the file that would be published.
fn pack(workspace: &Workspace) -> Result<PathBuf> {
    let folder = folder(workspace);
    let out = workspace.scratch("npm");
    let mut npm = tools::npm()?;
    npm.current_dir(&folder).args(["pack", "--silent", "--pack-destination"]).arg(&out);
    let name = command::output(&mut npm)?;
    let file = out.join(name.trim());
    if !file.is_file() {
        bail!("npm pack が {} を作りませんでした", file.display());
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_that_are_exported() -> Result<()> {
        let script = "import { a } from \"./x\";\nexport {\n    Catalog, check\n} from \"./x_bg.js\";\n";
        assert_eq!(exported(script)?, ["Catalog", "check"]);
        assert!(exported("const a = 1;").is_err());
        Ok(())
    }

    #[test]
    fn what_is_exported_can_be_required() -> Result<()> {
        let script = for_require("export class A {}\nfunction b() {}\nexport function c(x) {}\n")?;
        assert_eq!(script, "class A {}\nfunction b() {}\nfunction c(x) {}\n\nmodule.exports = { A, c };\n");
        assert!(for_require("export default 1;\n").is_err());
        Ok(())
    }
}
