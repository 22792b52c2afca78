//! `kakari manual`: one page for man, from the definition of the commands.

use std::io::Write;

use clap::{Arg, Command};
use roff::{Inline, Roff, bold, italic, line_break, roman};

use crate::args::{ARGUMENTS, COMMANDS, OPTIONS, definition};
use crate::outcome::{Failure, Outcome};

/// Writes the page.
pub fn run(out: &mut impl Write) -> Result<Outcome, Failure> {
    page(&definition()).to_writer(out)?;
    Ok(Outcome::Clean)
}

fn page(kakari: &Command) -> Roff {
    let name = kakari.get_name();
    let version = format!("{name} {}", kakari.get_version().unwrap_or_default());
    let mut page = Roff::new();
    // Where lines may end in Japanese: without it a paragraph is one long word.
    page.control("mso", ["ja.tmac"]);
    page.control("TH", [name.to_uppercase().as_str(), "1", &version]);
    // Without spaces to widen an even right edge cannot be had, and a path must not be parted by a hyphen.
    page.control("ad", ["l"]).control("nh", []);
    page.control("SH", ["名前"]).text([roman(format!("{name} - {}", about(kakari)))]);
    page.control("SH", ["書式"]).text([bold(usage(kakari))]);
    page.control("SH", ["説明"]);
    after(&mut page, kakari);
    page.control("SH", [OPTIONS]);
    arguments(&mut page, kakari.get_arguments());
    page.control("SH", [COMMANDS]);
    commands(&mut page, kakari);
    page
}

/// Each command that does something; `catalog` and its like only stand before others.
fn commands(page: &mut Roff, parent: &Command) {
    for command in parent.get_subcommands() {
        if command.has_subcommands() {
            commands(page, command);
            continue;
        }
        page.control("SS", [command.get_bin_name().unwrap_or_else(|| command.get_name())]);
        page.text([bold(usage(command))]).control("PP", []).text([roman(about(command))]);
        for (title, positional) in [(ARGUMENTS, true), (OPTIONS, false)] {
            let own = |argument: &&Arg| !argument.is_global_set() && argument.is_positional() == positional;
            let mut own = command.get_arguments().filter(own).peekable();
            if own.peek().is_some() {
                page.control("PP", []).text([bold(title)]);
                arguments(page, own);
            }
        }
        after(page, command);
    }
}

fn arguments<'a>(page: &mut Roff, all: impl Iterator<Item = &'a Arg>) {
    for argument in all.filter(|argument| !argument.is_hide_set()) {
        page.control("TP", []).text(named(argument));
        page.text([roman(argument.get_help().map(ToString::to_string).unwrap_or_default())]);
    }
}

/// `-o, --output <ファイル>`
fn named(argument: &Arg) -> Vec<Inline> {
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    let names: Vec<_> = short.into_iter().chain(long).collect();
    let mut parts = vec![bold(names.join(", "))];
    let takes = argument.get_action().takes_values();
    for value in argument.get_value_names().unwrap_or_default().iter().filter(|_| takes) {
        parts.push(roman(if argument.is_positional() { "" } else { " " }));
        parts.push(italic(format!("<{value}>")));
    }
    parts
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

/// How it is called, without the word that the parser puts before it.
fn usage(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    usage.strip_prefix("Usage: ").unwrap_or(&usage).to_owned()
}

/// What stands at the end of the help: paragraphs, in lines that end where they end there.
fn after(page: &mut Roff, command: &Command) {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        page.control("PP", []);
        let lines = paragraph.lines().flat_map(|line| [line_break(), roman(line.trim_end())]);
        page.text(lines.skip(1).collect::<Vec<_>>());
    }
}
