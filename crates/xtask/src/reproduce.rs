//! Whether two builds of one commit are the same, byte for byte: here, and from a clone in another folder.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{self, Command};

use anyhow::{Context, Result, bail};
use kakari_hosting::checksums::LIST;

use crate::workspace::Workspace;
use crate::{command, site};

/// Builds twice and compares the lists of checksums. False where a file differs.
pub fn run(workspace: &Workspace) -> Result<bool> {
    let mut status = Command::new("git");
    status.current_dir(workspace.root()).args(["status", "--porcelain"]);
    if !command::output(&mut status)?.trim().is_empty() {
        bail!("コミットしていない変更があります。コミットしてから比べてください。");
    }
    site::build(workspace)?;
    let here = read(&workspace.dist())?;
    let clone = env::temp_dir().join(format!("kakari-reproduce-{}", process::id()));
    let mut git = Command::new("git");
    command::run(git.args(["clone", "--quiet"]).arg(workspace.root()).arg(&clone))?;
    println!("写しからビルドしています(数分かかります)…");
    let mut again = workspace.cargo();
    again.current_dir(&clone).args(["xtask", "build"]).env_remove("CARGO_TARGET_DIR").env_remove("KAKARI_SIGN_KEY");
    command::run(&mut again)?;
    let there = read(&clone.join("dist"))?;
    let different = differences(&here, &there);
    for (path, what) in &different {
        println!("{what}: {path}");
    }
    if different.is_empty() {
        println!("○ 2回のビルドの {} ファイルは、すべて同じです。", lines(&here).len());
        fs::remove_dir_all(&clone).context("写しを消せません")?;
    } else {
        println!(
            "× {} ファイルが違います。2回目のビルドは {} にあります。",
            different.len(),
            clone.join("dist").display()
        );
    }
    Ok(different.is_empty())
}

fn read(dist: &Path) -> Result<String> {
    fs::read_to_string(dist.join(LIST)).with_context(|| format!("{} に {LIST} がありません", dist.display()))
}

/// Path → checksum.
fn lines(list: &str) -> BTreeMap<&str, &str> {
    list.lines().filter_map(|line| line.split_once("  ")).map(|(sum, path)| (path, sum)).collect()
}

fn differences<'a>(here: &'a str, there: &'a str) -> BTreeMap<&'a str, &'static str> {
    let (here, there) = (lines(here), lines(there));
    let mut different = BTreeMap::new();
    for (path, sum) in &here {
        match there.get(path) {
            None => different.insert(*path, "2回目にない"),
            Some(other) if other != sum => different.insert(*path, "内容が違う"),
            Some(_) => None,
        };
    }
    different.extend(there.into_keys().filter(|path| !here.contains_key(path)).map(|path| (path, "1回目にない")));
    different
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_between_two_lists_is_named() {
        let (one, two) = ("1  a\n2  b\n3  c\n", "1  a\n9  b\n4  d\n");
        let found: Vec<_> = differences(one, two).into_iter().collect();
        assert_eq!(found, [("b", "内容が違う"), ("c", "2回目にない"), ("d", "1回目にない")]);
        assert!(differences(one, one).is_empty());
    }
}
