//! Code splitting: a program becomes a first part and chunks, which are loaded when they are first needed (lazy loading).
//!
//! Where a chunk begins stands in the program (`web/app/src/chunks.rs`); `docs/decisions/splitting.md` says why and how.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use crate::glue;

/// What the linker has to be told, so that it can be seen afterwards which function needs what.
pub const LINK_ARGUMENT: &str = "-Clink-arg=--emit-relocs";

/// The chunks of a program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chunks {
    /// Chunk → the names of its files, all of which it needs. Some are needed by other chunks as well.
    pub needs: BTreeMap<String, Vec<String>>,
    /// Name of a file → module. It is handed the exports of the first part as `__wasm_split`.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Splits a program that was linked with [`LINK_ARGUMENT`] into chunks of these names, and gives the first part, which has
/// still to be bound.
///
/// # Errors
///
/// Where a chunk of another name comes out, or one of these does not: a way into a chunk that nobody calls leaves all of
/// it in the first part.
pub fn split(module: &Path, folder: &Path, names: &[&str]) -> Result<(PathBuf, Chunks)> {
    if folder.exists() {
        fs::remove_dir_all(folder).context("前回の中間ファイルを消せません")?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} を作れません", folder.display()))?;
    let input = fs::read(module).with_context(|| format!("{} を読めません", module.display()))?;
    let first = folder.join("first.wasm");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &first;
    let split = transform(options).map_err(|error| anyhow!("プログラムを分けられません: {error:#}"))?;
    let mut chunks = Chunks::default();
    for (name, mut files) in split.prefetch_map {
        files.sort();
        chunks.needs.insert(name, files);
    }
    let known: Vec<&str> = chunks.needs.keys().map(String::as_str).collect();
    let mut wanted = names.to_vec();
    wanted.sort_unstable();
    if known != wanted {
        bail!("分けた部品が {known:?} で、{wanted:?} ではありません(呼ばれない入口は部品になりません)");
    }
    for path in split.split_modules {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let content = fs::read(&path).with_context(|| format!("{} を読めません", path.display()))?;
        chunks.files.insert(stem, glue::swept(&content)?);
    }
    if let Some(missing) = chunks.needs.values().flatten().find(|file| !chunks.files.contains_key(*file)) {
        bail!("分けた部品のファイル {missing} がありません");
    }
    Ok((first, chunks))
}
