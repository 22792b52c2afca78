//! The engine alone, bound for JavaScript.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::wasm::{self, Bound, ENGINE, ENGINE_ALONE};
use crate::workspace::Workspace;

/// Builds the engine without the texts of its findings, as its size is measured.
pub fn build_alone(workspace: &Workspace) -> Result<Bound> {
    wasm::build(workspace, &ENGINE_ALONE)
}

/// Builds the engine with the texts of its findings.
pub fn build(workspace: &Workspace) -> Result<Bound> {
    wasm::build(workspace, &ENGINE)
}

/// Where tests find the engine: `engine.js` and its module.
pub fn folder(workspace: &Workspace) -> PathBuf {
    workspace.scratch("engine")
}

/// Writes a bound engine to [`folder`].
pub fn write(workspace: &Workspace, engine: &Bound) -> Result<()> {
    let folder = folder(workspace);
    let written = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("engine.js"), &engine.js))
        .and_then(|()| fs::write(folder.join(wasm::MODULE_FILE), &engine.wasm));
    written.context("エンジンを書けません")
}
