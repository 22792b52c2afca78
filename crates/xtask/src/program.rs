//! The program as it is sent, to the app's page and to the element: script, first part, chunks, and program.js, which loads
//! them. They lie in one folder and call each other by names that say what they hold.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use kakari_hosting::checksums;

use crate::wasm::{self, Bound};
use crate::{pack, site};

/// What stands in program.js in the place of the table of chunks.
const TABLE: &str = "'chunks'";

/// Files by their names.
pub struct Program {
    /// Name → content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The name of the first part.
    pub module: String,
    /// The name of its script.
    pub glue: String,
    /// The name of program.js.
    pub entry: String,
    /// Chunk → the names of all files that it needs.
    pub chunks: BTreeMap<String, Vec<String>>,
}

impl Program {
    /// Names the files of a program that are needed for these chunks. `folder` holds program.js. Where it is for bundlers
    /// (`is_bundled`), each address is written so that they see the file.
    pub fn new(folder: &Path, bound: &Bound, wanted: &[&str], is_bundled: bool) -> Result<Self> {
        if !bound.snippets.is_empty() {
            bail!("プログラムに、置き場所の決まっていないスクリプトがあります");
        }
        let mut files = BTreeMap::new();
        let mut add = |file: &str, content: Vec<u8>| {
            let name = pack::named(file, &content);
            files.insert(name.clone(), content);
            name
        };
        let module = add("app.wasm", bound.wasm.clone());
        let glue = add("app.js", bound.js.replace(wasm::MODULE_FILE, &module).into_bytes());
        let mut chunks = BTreeMap::new();
        let mut table = Vec::new();
        for (chunk, needs) in bound.chunks.needs.iter().filter(|(chunk, _)| wanted.contains(&chunk.as_str())) {
            let mut names = Vec::new();
            let mut entries = Vec::new();
            for need in needs {
                let content = bound.chunks.files.get(need).with_context(|| format!("{chunk}: {need}"))?;
                let name = add(&format!("{need}.wasm"), content.clone());
                let integrity = checksums::integrity(content);
                entries.push(if is_bundled {
                    format!("[new URL('{name}', import.meta.url), '{integrity}']")
                } else {
                    format!("['{name}', '{integrity}']")
                });
                names.push(name);
            }
            table.push(format!("{chunk}: [{}]", entries.join(", ")));
            chunks.insert(chunk.clone(), names);
        }
        let entry =
            String::from_utf8(site::script(folder, "program.js", &[("app.js", &glue)], &[])?).context("program.js")?;
        if entry.matches(TABLE).count() != 1 {
            bail!("program.js に {TABLE} が1つありません");
        }
        let entry = entry.replace(TABLE, &format!("{{ {} }}", table.join(", ")));
        let entry = add("program.js", entry.into_bytes());
        Ok(Self { files, module, glue, entry, chunks })
    }
}
