//! The manual page and the completions say what the help says: every command, every option, and no other.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::process::{Command, Stdio};

use common::{Folder, run};

/// The options of each command by its path (`catalog list`, empty for the program itself), as the help shows them.
fn helped() -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    let mut open = vec![String::new()];
    while let Some(path) = open.pop() {
        let mut args: Vec<_> = path.split_whitespace().collect();
        args.push("--help");
        let help = run(&args);
        assert_eq!(help.code, Some(0), "{path}: {help:?}");
        let (mut section, mut options) = ("", BTreeSet::new());
        for line in help.out.lines() {
            match line {
                "コマンド:" | "オプション:" | "引数:" => section = line,
                _ if !line.starts_with("  ") => section = "",
                _ if section == "コマンド:" => {
                    let name = line.split_whitespace().next().expect("a name");
                    open.push(format!("{path} {name}").trim().to_owned());
                }
                _ if section == "オプション:" => options.extend(named(line)),
                _ => {}
            }
        }
        all.insert(path, options);
    }
    assert!(all.len() > 20, "{all:?}");
    all
}

/// The options that a line begins with: `-o, --output <ファイル>  …`.
fn named(line: &str) -> impl Iterator<Item = String> {
    let words = line.split_whitespace().take_while(|word| word.starts_with('-'));
    words.map(|word| word.trim_end_matches(',').to_owned())
}

/// What stands between two marks.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = &text[text.find(before)? + before.len()..];
    Some(&rest[..rest.find(after).unwrap_or(rest.len())])
}

#[test]
fn the_manual_has_every_command_with_its_options_and_no_other() {
    let manual = run(&["manual"]);
    assert_eq!(manual.code, Some(0));
    let page = manual.out.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "").replace("\\fI", "");
    let options = |section: &str| section.split(".TP\n").skip(1).flat_map(named).collect::<BTreeSet<_>>();
    let mut helped = helped();
    let own = helped.remove("").expect("the program itself");
    assert_eq!(options(between(&page, ".SH オプション\n", ".SH ").expect("its options")), own);
    // These only stand before others.
    let leads = |path: &str| helped.keys().any(|other| other.starts_with(&format!("{path} ")));
    let leaves: BTreeSet<_> = helped.keys().filter(|path| !leads(path)).map(|path| format!("kakari {path}")).collect();
    let titles =
        page.lines().filter_map(|line| line.strip_prefix(".SS ")).map(|title| title.trim_matches('"').to_owned());
    let titles: BTreeSet<_> = titles.collect();
    assert_eq!(titles, leaves);
    for title in &leaves {
        let section = between(&page, &format!(".SS \"{title}\"\n"), "\n.SS ").expect("a section");
        let mut expected = helped[title.trim_start_matches("kakari ")].clone();
        // Said once, at the top.
        assert!(expected.remove("-h") && expected.remove("--help"), "{title}");
        assert_eq!(options(section), expected, "{title}");
    }
}

#[test]
fn fish_and_powershell_are_told_every_option_of_every_command() {
    let (fish, power) = (run(&["completions", "fish"]).out, run(&["completions", "powershell"]).out);
    let mut told = [BTreeMap::<_, BTreeSet<_>>::new(), BTreeMap::new()];
    for line in fish.lines().filter(|line| line.starts_with("complete -c kakari -n ")) {
        let words: Vec<_> = line.split(['"', ';', ' ']).collect();
        let after = |word| words.iter().position(|other| *other == word).map(|at| words[at + 1]);
        let path = [after("__fish_kakari_using_subcommand"), after("__fish_seen_subcommand_from")];
        if line.contains("and not __fish_seen_subcommand_from") {
            told[0].entry(path[0].unwrap_or_default().to_owned()).or_default();
        }
        let path = if line.contains("and not ") { [path[0], None] } else { path };
        let options = told[0].entry(path.into_iter().flatten().collect::<Vec<_>>().join(" ")).or_default();
        options.extend(after("-s").map(|short| format!("-{short}")));
        options.extend(after("-l").map(|long| format!("--{long}")));
    }
    let mut path = None;
    for line in power.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("'kakari").and_then(|rest| rest.strip_suffix("' {")) {
            path = Some(rest.replace(';', " ").trim().to_owned());
            told[1].entry(path.clone().unwrap_or_default()).or_default();
        } else if let (Some(path), Some(name)) = (&path, between(line, "::new('", "'")) {
            told[1].entry(path.clone()).or_default().extend(named(name));
        }
    }
    let helped = helped();
    for (shell, told) in ["fish", "powershell"].iter().zip(told) {
        assert_eq!(told, helped, "{shell}");
    }
}

#[test]
fn zsh_is_told_every_option_of_every_command() {
    let script = run(&["completions", "zsh"]).out;
    // One call for each command; before it stands the name, for which the path is not repeated.
    let calls: Vec<_> = script.split("_arguments \"${").collect();
    let mut told = Vec::new();
    for (before, call) in calls.iter().zip(&calls[1..]) {
        let name = before.trim_end().lines().next_back().unwrap_or_default().trim();
        let name = name.trim_matches(['(', ')']);
        let options: BTreeSet<_> = call
            .split("&& ret=0")
            .next()
            .unwrap_or_default()
            .lines()
            .filter_map(|line| line.strip_prefix('\''))
            // What it may not stand beside comes first: `(--edition)--catalog=[…`.
            .filter_map(|line| line.strip_prefix('(').map_or(Some(line), |rest| Some(rest.split_once(')')?.1)))
            .filter_map(|line| line.split(['[', '=', '+']).next())
            .flat_map(named)
            .collect();
        told.push((if told.is_empty() { String::new() } else { name.to_owned() }, options));
    }
    let last = |path: String| path.split_whitespace().next_back().unwrap_or_default().to_owned();
    let mut helped: Vec<_> = helped().into_iter().map(|(path, options)| (last(path), options)).collect();
    told.sort();
    helped.sort();
    assert_eq!(told, helped);
}

#[test]
fn bash_offers_every_option_of_every_command() {
    let script = run(&["completions", "bash"]).out;
    if !is_there("bash") {
        return;
    }
    let folder = Folder::new("completions");
    let script = folder.file("kakari.bash", script);
    for (path, expected) in helped() {
        let asked = format!(
            "set -e; source '{script}'; COMP_WORDS=(kakari {path} -); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
            _kakari kakari - \"${{COMP_WORDS[COMP_CWORD-1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let output = Command::new("bash").args(["--norc", "-c", &asked]).output().expect("bash runs");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""), "{path}");
        let offered: BTreeSet<_> =
            String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect();
        assert_eq!(offered, expected, "{path}");
    }
}

#[test]
fn the_values_of_an_option_are_offered_with_their_meaning() {
    let fish = run(&["completions", "fish"]).out;
    assert!(fish.contains("csv-cp932\\t'シフトJISの CSV'"), "{fish}");
    let zsh = run(&["completions", "zsh"]).out;
    assert!(zsh.contains("jsonl\\:\"1行に1つの結果\""), "{zsh}");
    let refused = run(&["completions", "csh"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("bash, zsh, fish, powershell"), "{}", refused.err);
}

#[test]
fn groff_has_nothing_to_say_against_the_page() {
    let page = run(&["manual"]).out;
    if !is_there("groff") {
        return;
    }
    let set = |input: &[u8]| {
        let mut groff = Command::new("groff");
        groff
            .args(["-Kutf8", "-Tutf8", "-P-cbou", "-man", "-ww"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = groff.spawn().expect("groff runs");
        child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
        child.wait_with_output().expect("it ends")
    };
    let done = set(page.as_bytes());
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    let text = String::from_utf8_lossy(&done.stdout);
    assert!(text.contains("下書きを点検します") && text.contains("--last-year"), "{text}");
    // What it would say, it says here.
    assert!(!set(b".TH KAKARI 1\n.nosuch\n").stderr.is_empty());
}

/// Whether a program is installed; where it is not, that is said past what the tests are silent about.
fn is_there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        let _ = writeln!(io::stderr(), "省略: {program} がないため、kakari の補完かマニュアルを試していません。");
    }
    there
}
