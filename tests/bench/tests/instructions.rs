//! How many instructions reading and checking a case takes, against `instructions.toml`: at most 2 % more than recorded.
//! `UPDATE=1 cargo test -p kakari-bench --test instructions` records anew.
//!
//! Valgrind counts, in an optimised build, so the counts depend on compiler and C library alone. Without Valgrind, or
//! with another compiler than the recorded one, the test says so and does nothing.

mod record;

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use kakari_bench::cases;

/// Percent.
const TOLERANCE: u64 = 2;

/// Past the test's own output, which nobody sees when it passes.
fn left_out(why: &str) {
    let _ = writeln!(io::stderr(), "省略: {why}ため、命令数を記録と比べていません。");
}

#[test]
fn no_case_takes_more_instructions_than_recorded() {
    let valgrind = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
    if !valgrind.is_ok_and(|status| status.success()) {
        left_out("Valgrind がない");
        return;
    }
    let rustc = Command::new("rustc").arg("--version").output().expect("rustc");
    let rustc = String::from_utf8_lossy(&rustc.stdout).trim().to_owned();
    let maker = format!("{rustc}, {}", std::env::consts::ARCH);
    if !record::is_made_by("instructions.toml", &maker) {
        left_out(&format!("記録したときのコンパイラーが {maker} と違う"));
        return;
    }
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("release");
    let mut build = Command::new(env!("CARGO"));
    // Debug information would be read anew on every run; names are enough.
    build
        .args(["build", "--quiet", "--profile", "handed-on", "--package", "kakari-bench", "--target-dir"])
        .arg(&target);
    assert!(build.status().expect("cargo").success(), "the runner builds");

    let dumps = target.join("callgrind");
    let _ = fs::remove_dir_all(&dumps);
    fs::create_dir_all(&dumps).expect("a folder");
    // The same short paths wherever this is, since the memory they take moves what comes after them.
    let runs = target.join("runs");
    let _ = fs::remove_dir_all(&runs);
    fs::create_dir_all(runs.join("cases")).expect("a folder");
    fs::copy(target.join("handed-on/kakari-bench"), runs.join("kakari-bench")).expect("the runner");
    for entry in fs::read_dir(cases::folder()).expect("the cases") {
        let entry = entry.expect("a case");
        fs::copy(entry.path(), runs.join("cases").join(entry.file_name())).expect("a case");
    }
    let status = Command::new("valgrind")
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .args([
            "--quiet",
            "--tool=callgrind",
            "--toggle-collect=kakari_bench::measured",
            "--dump-after=kakari_bench::measured",
        ])
        .arg(format!("--callgrind-out-file={}", dumps.join("out").display()))
        .arg("./kakari-bench")
        .args(["cases", "cases"])
        .current_dir(&runs)
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("valgrind").success());

    let cases = cases::all(&cases::folder()).expect("the cases");
    let counts: Vec<_> = cases
        .iter()
        .enumerate()
        .map(|(at, case)| {
            let dump = dumps.join(format!("out.{}", at + 1));
            let dump = fs::read_to_string(&dump).unwrap_or_else(|error| panic!("{}: {error}", dump.display()));
            let total = dump.lines().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: ")));
            let total = total.and_then(|total| total.trim().parse().ok());
            (case.name.clone(), total.unwrap_or_else(|| panic!("{} has no total", case.name)))
        })
        .collect();
    record::compare("instructions.toml", &maker, &counts, TOLERANCE);
}
