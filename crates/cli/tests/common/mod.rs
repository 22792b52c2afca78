//! What the tests of the program share.
#![allow(dead_code, reason = "each test file uses its part")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::{env, fs, process};

/// A clean draft of edition R7.
pub const CLEAN: &str = include_str!("../../../rules/src/base.kakari.json");

/// The clean draft with one error in it (K104).
pub fn faulty() -> String {
    let text = CLEAN.replace("\"f1.generalist.fte\": 1.0,", "");
    assert_ne!(text, CLEAN);
    text
}

/// The text on one line.
pub fn line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The program, in the middle of the window of R7 where it takes a day.
pub fn kakari(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kakari"));
    command.args(args).env_remove("NO_COLOR");
    command
}

/// Runs it to its end.
#[track_caller]
pub fn run(args: &[&str]) -> Run {
    Run::of(kakari(args).output().expect("it runs"))
}

/// Runs it with something on its standard input.
#[track_caller]
pub fn run_with(args: &[&str], input: &[u8]) -> Run {
    let mut command = kakari(args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
    Run::of(child.wait_with_output().expect("it ends"))
}

/// How it went.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// What it wrote, as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A folder of its own for each test, removed at its end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(test: &str) -> Self {
        let folder = env::temp_dir().join(format!("kakari-{test}-{}", process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    /// Writes a file and gives its name.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let file = self.0.join(name);
        fs::write(&file, content).expect("a file");
        file.to_str().expect("a name in UTF-8").to_owned()
    }

    /// The name of a file that may not be there.
    pub fn name(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a name in UTF-8").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
