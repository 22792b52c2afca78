//! The program as it is sent, the same for the app's page and for the element: script, first part, chunks, and program.js,
//! which loads them. They lie in one folder and call each other by names that say what they hold.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use kakari_hosting::checksums;

use crate::wasm::{self, Bound};
use crate::{pack, site};

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
    /// Names the files of a program. `folder` holds program.js.
    pub fn new(folder: &Path, bound: &Bound) -> Result<Self> {
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
        let mut names = BTreeMap::new();
        for (name, content) in &bound.chunks.files {
            names.insert(name, (add(&format!("{name}.wasm"), content.clone()), checksums::integrity(content)));
        }
        let mut chunks = BTreeMap::new();
        let mut table = BTreeMap::new();
        for (chunk, needs) in &bound.chunks.needs {
            let needs = needs.iter().map(|name| names.get(name).cloned().with_context(|| format!("{chunk}: {name}")));
            let needs = needs.collect::<Result<Vec<_>>>()?;
            chunks.insert(chunk.clone(), needs.iter().map(|(name, _)| name.clone()).collect());
            table.insert(chunk, needs);
        }
        let table = serde_json::to_string(&table).context("program.js")?;
        let entry = site::script(folder, "program.js", &[("app.js", &glue)], &[("chunks", &table)])?;
        let entry = add("program.js", entry);
        Ok(Self { files, module, glue, entry, chunks })
    }
}
