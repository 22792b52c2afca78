//! What `cargo xtask serve` opens: the app compiled quickly, without a thought for its size. It is the same program as in
//! `dist/`, which it leaves alone, with the same chunks; the browser tests go some of their ways through it as well.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use kakari_hosting::files_under;

use crate::site;
use crate::wasm::{self, LocalPaths};
use crate::workspace::Workspace;

/// What is written by hand and goes into the app beside its modules.
const WRITTEN: [&str; 4] = ["web/static", "web/element", "web/examples", "crates/wasm/src/element.d.ts"];

/// Builds what is tried out, unless all that it is made of is as it was. Gives the folder.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    println!("[1/3] プログラムをコンパイルしています(初回は2分ほど。下に、何個のうち何個めかが出ます)…");
    let local = LocalPaths::find(workspace)?;
    let modules = wasm::compile_trial(workspace, &local)?;
    let folder = workspace.scratch("trial/dist");
    let (list, known) = (made_of(workspace, &modules)?, workspace.scratch("trial/made-of.txt"));
    if folder.is_dir() && list.is_some() && fs::read_to_string(&known).ok() == list {
        println!("[3/3] 前に組み立てたときから変わっていません。");
        return Ok(folder);
    }
    println!("[2/3] ブラウザー用に書き直しています…");
    let bound = wasm::bind_trial(workspace, &modules)?;
    println!("[3/3] ファイルを組み立てています…");
    site::build_trial(workspace, bound, &folder)?;
    // What is not known is put together anew the next time.
    fs::write(&known, list.unwrap_or_default()).with_context(|| format!("{} を書けません", known.display()))?;
    Ok(folder)
}

/// Every file that goes in, with its length and time; this program too, since it holds the pages of the rules. Nothing where
/// this program has been replaced since it was started.
fn made_of(workspace: &Workspace, modules: &wasm::Trial) -> Result<Option<String>> {
    let own = env::current_exe().context("このプログラムの場所がわかりません")?;
    if !own.is_file() {
        return Ok(None);
    }
    let mut files = vec![own, modules.app.clone(), modules.of_element.clone(), modules.engine.clone()];
    for place in WRITTEN {
        let place = workspace.root().join(place);
        if place.is_dir() {
            let within = files_under(&place).with_context(|| format!("{} を開けません", place.display()))?;
            files.extend(within.into_values());
        } else {
            files.push(place);
        }
    }
    let mut list = String::new();
    for file in files {
        let (length, time) = state(&file).with_context(|| format!("{} を開けません", file.display()))?;
        // Writing to a String cannot fail.
        let _ = writeln!(list, "{length} {time} {}", file.display());
    }
    Ok(Some(list))
}

fn state(file: &Path) -> Result<(u64, u128)> {
    let data = fs::metadata(file)?;
    Ok((data.len(), data.modified()?.duration_since(UNIX_EPOCH)?.as_nanos()))
}
