//! Where things are: the repository, cargo's build folder, and the cargo to call.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::command;

/// The repository this xtask was called in.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

/// The two fields of `cargo metadata` that matter here.
#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Workspace {
    /// Asks cargo, because the build folder may be set in the environment or in a configuration file.
    pub fn find() -> Result<Self> {
        let mut ask = Command::new(cargo());
        ask.args(["metadata", "--no-deps", "--format-version", "1"]);
        let answer = command::output(&mut ask)?;
        let metadata: Metadata = serde_json::from_str(&answer).context("cargo metadata の答えが読めません")?;
        Ok(Self { root: metadata.workspace_root, target: metadata.target_directory })
    }

    /// The top folder of the repository.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's build folder.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The finished app, ready for any static host.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Pages, scripts, styles and icons that are written by hand.
    pub fn static_files(&self) -> PathBuf {
        self.root.join("web/static")
    }

    /// The browser tests.
    pub fn e2e(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }

    /// The tests of the FHIR resources in another tool.
    pub fn fhir(&self) -> PathBuf {
        self.root.join("tests/fhir")
    }

    /// A folder for half-finished work. It lies on the same disk as [`Self::dist`], so that a finished folder can be
    /// renamed into place.
    pub fn scratch(&self, name: &str) -> PathBuf {
        self.root.join("target/xtask").join(name)
    }

    /// A cargo command that runs at the top of the repository.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(cargo());
        command.current_dir(&self.root);
        command
    }
}

/// The cargo that started us, so that its toolchain is used throughout.
fn cargo() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}
