//! Pipes: results come while the input is open, memory stays small, and a closed pipe is no accident.

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Stdio};
use std::thread;

use common::{CLEAN, kakari, line};

const ARGS: [&str; 7] = ["check", "--as-of", "2026-02-01", "--format", "jsonl", "--lines", "-"];

fn start(args: &[&str]) -> Child {
    kakari(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs")
}

/// The memory that a process has used at most, in KiB.
#[cfg(target_os = "linux")]
fn peak(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).expect("a living process");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}

#[test]
fn a_result_comes_while_the_input_is_still_open() {
    let mut child = start(&ARGS);
    let mut input = child.stdin.take().expect("a pipe");
    let mut results = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    for _ in 0..3 {
        writeln!(input, "{}", line(CLEAN)).expect("it reads");
        let result = results.next().expect("a line").expect("UTF-8");
        assert!(result.starts_with("{\"edition\":\"R7\""), "{result}");
    }
    drop(input);
    assert!(results.next().is_none());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_number_of_lines() {
    const FEW: usize = 200;
    const MANY: usize = 5_000;
    let mut child = start(&ARGS);
    let mut input = child.stdin.take().expect("a pipe");
    let mut results = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let draft = line(CLEAN);
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let writer = thread::spawn(move || {
        for number in 0..MANY {
            if number == FEW {
                wait.recv().expect("the word to go on");
            }
            writeln!(input, "{draft}").expect("it reads");
        }
        input
    });
    for _ in 0..FEW {
        results.next().expect("a line").expect("UTF-8");
    }
    let after_few = peak(&child);
    go.send(()).expect("a writer");
    for _ in FEW..MANY {
        results.next().expect("a line").expect("UTF-8");
    }
    let after_many = peak(&child);
    drop(writer.join().expect("a writer"));
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    assert!(after_many < after_few + 4096, "{after_few} KiB after {FEW} lines, {after_many} KiB after {MANY}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_trouble() {
    for format in ["human", "json", "jsonl"] {
        let mut child = start(&["check", "--as-of", "2026-02-01", "--format", format, "--lines", "-"]);
        let mut input = child.stdin.take().expect("a pipe");
        let mut results = child.stdout.take().expect("a pipe");
        let draft = line(CLEAN);
        let writer = thread::spawn(move || while writeln!(input, "{draft}").is_ok() {});
        results.read_exact(&mut [0; 16]).expect("some output");
        drop(results);
        let mut complaints = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut complaints).expect("UTF-8");
        child.wait().expect("it ends");
        writer.join().expect("a writer");
        assert_eq!(complaints, "", "{format}");
    }
}
