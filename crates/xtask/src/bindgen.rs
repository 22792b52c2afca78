//! wasm-bindgen, for us and for wasm-pack.
//!
//! wasm-pack calls a program `wasm-bindgen` of exactly the version that the lock file names. This program answers to that
//! name as well (see [`install`]), so that nothing has to be installed and all that is sent to anyone is bound by the same
//! code.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use wasm_bindgen_cli_support::Bindgen;

use crate::workspace::Workspace;

/// The name that wasm-pack looks for.
const NAME: &str = "wasm-bindgen";

/// For whom a module is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A page, which says where the module is.
    Web,
    /// A bundler that knows WebAssembly.
    Bundler,
    /// Node with `require`.
    Nodejs,
}

impl Target {
    /// All targets.
    pub const ALL: [Self; 3] = [Self::Web, Self::Bundler, Self::Nodejs];

    /// The word that wasm-pack and wasm-bindgen use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Bundler => "bundler",
            Self::Nodejs => "nodejs",
        }
    }
}

/// Binds a compiled module: script, module without names, and declarations where they are asked for.
pub fn bind(module: &Path, folder: &Path, name: &str, target: Target, typescript: bool) -> Result<()> {
    bind_with(Bindgen::new(), module, folder, name, target, typescript)
}

/// The same for the first part of a program that was split: the table of functions, which its chunks fill in, stays
/// exported.
pub fn bind_first(module: &Path, folder: &Path, name: &str) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.keep_lld_exports(true);
    bind_with(bindgen, module, folder, name, Target::Web, false)
}

fn bind_with(
    mut bindgen: Bindgen,
    module: &Path,
    folder: &Path,
    name: &str,
    target: Target,
    typescript: bool,
) -> Result<()> {
    match target {
        Target::Web => bindgen.web(true)?,
        Target::Bundler => bindgen.bundler(true)?,
        Target::Nodejs => bindgen.nodejs(true)?,
    };
    bindgen
        .input_path(module)
        .out_name(name)
        .omit_default_module_path(false)
        .remove_name_section(true)
        .typescript(typescript)
        .generate(folder)
        .context("wasm-bindgen が失敗しました")
}

/// Whether this program was called as wasm-bindgen.
pub fn is_called() -> bool {
    let called = env::args_os().next().map(PathBuf::from);
    called.is_some_and(|program| program.file_stem() == Some(NAME.as_ref()))
}

/// A folder for the search path in which this program is wasm-bindgen.
pub fn install(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.scratch("bin");
    let file = folder.join(NAME).with_extension(env::consts::EXE_EXTENSION);
    let own = env::current_exe().context("このプログラムの場所がわかりません")?;
    fs::create_dir_all(&folder).with_context(|| format!("{} を作れません", folder.display()))?;
    if file.exists() {
        fs::remove_file(&file).with_context(|| format!("{} を消せません", file.display()))?;
    }
    // A copy where the disk has no links.
    fs::hard_link(&own, &file)
        .or_else(|_| fs::copy(&own, &file).map(|_| ()))
        .with_context(|| format!("{} を作れません", file.display()))?;
    Ok(folder)
}

/// What wasm-pack asks for.
struct Call {
    module: PathBuf,
    folder: PathBuf,
    name: String,
    target: Target,
    typescript: bool,
}

/// Does what wasm-bindgen does, as far as wasm-pack asks for it.
pub fn answer() -> Result<()> {
    match Call::read(env::args_os().skip(1))? {
        None => println!("{NAME} {}", wasm_bindgen_shared::version()),
        Some(call) => bind(&call.module, &call.folder, &call.name, call.target, call.typescript)?,
    }
    Ok(())
}

impl Call {
    /// Reads the arguments; nothing where the version is asked for.
    fn read(args: impl IntoIterator<Item = OsString>) -> Result<Option<Self>> {
        let (mut module, mut folder, mut name) = (None, None, None);
        let (mut target, mut typescript) = (Target::Bundler, true);
        let mut args = lexopt::Parser::from_args(args);
        while let Some(arg) = args.next()? {
            match arg {
                Short('V') | Long("version") => return Ok(None),
                Value(path) => module = Some(PathBuf::from(path)),
                Long("out-dir") => folder = Some(PathBuf::from(args.value()?)),
                Long("out-name") => name = Some(args.value()?.string()?),
                Long("typescript") => typescript = true,
                Long("no-typescript") => typescript = false,
                Long("target") => {
                    let word = args.value()?.string()?;
                    let known = Target::ALL.into_iter().find(|target| target.word() == word);
                    target = known.with_context(|| format!("「{word}」向けには作れません"))?;
                }
                // Names are taken out, so it does not matter how they are written.
                Long("no-demangle") => {}
                other => return Err(other.unexpected().into()),
            }
        }
        let (Some(module), Some(folder)) = (module, folder) else { bail!("入力と --out-dir が要ります") };
        let name = name.or_else(|| module.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        let name = name.context("入力にファイル名がありません")?;
        Ok(Some(Self { module, folder, name, target, typescript }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Result<Option<Call>> {
        Call::read(args.iter().map(OsString::from))
    }

    #[test]
    fn a_call_of_wasm_pack_is_understood() -> Result<()> {
        let args = ["in/a.wasm", "--out-dir", "out", "--typescript", "--target", "nodejs", "--out-name", "kakari"];
        let call = read(&args)?.context("a call")?;
        assert_eq!((call.module, call.folder), (PathBuf::from("in/a.wasm"), PathBuf::from("out")));
        assert_eq!((call.name.as_str(), call.target, call.typescript), ("kakari", Target::Nodejs, true));
        let call = read(&["a.wasm", "--no-typescript", "--out-dir", "out"])?.context("a call")?;
        assert_eq!((call.name.as_str(), call.target, call.typescript), ("a", Target::Bundler, false));
        assert!(read(&["--version"])?.is_none());
        Ok(())
    }

    #[test]
    fn what_is_not_done_here_is_refused() {
        assert!(read(&["a.wasm", "--out-dir", "out", "--target", "deno"]).is_err());
        assert!(read(&["a.wasm", "--out-dir", "out", "--debug"]).is_err());
        assert!(read(&["a.wasm"]).is_err());
    }
}
