//! Running other programs, with errors that name the program.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a command with its output on the console.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("{} を動かせません", name(command)))?;
    if !status.success() {
        bail!("{} が失敗しました({status})", name(command));
    }
    Ok(())
}

/// Runs a command and gives what it printed.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{} を動かせません", name(command)))?;
    if !output.status.success() {
        bail!("{} が失敗しました({})", name(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} の出力が UTF-8 ではありません", name(command)))
}

/// The program and its first argument (`cargo build`), enough to know which step failed.
fn name(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let mut name = program.to_string_lossy().into_owned();
    if let Some(first) = command.get_args().next() {
        name.push(' ');
        name.push_str(&first.to_string_lossy());
    }
    name
}
