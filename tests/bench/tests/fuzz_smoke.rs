//! The fuzz targets without a fuzzer: seeds from cases and editions, damaged by dice that always fall the same way, a
//! fixed number of times.

#[path = "../../../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::Path;

use kakari_bench::cases;
use kakari_bench::drafts::{self, Dice};

/// What the formats are made of; thrown in, it gets further than chance bytes do.
const WORDS: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "\\u",
    "\\ud83d",
    "null",
    "true",
    "-",
    "1e400",
    "0.05",
    "9999999",
    "10000000",
    "\"kakari-report\"",
    "\"answers\"",
    "\"yes\"",
    "０",
    "\u{feff}",
    "\u{0}",
    "[[item]]",
    "id = ",
];

/// The seed with up to eight kinds of damage.
fn damaged(seed: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.below(8) {
        let at = dice.below(bytes.len() + 1);
        let length = dice.below(24).min(bytes.len() - at);
        match dice.below(6) {
            0 => drop(bytes.drain(at..at + length)),
            1 => bytes.truncate(bytes.len() - dice.below(bytes.len().min(64) + 1)),
            2 => drop(bytes.splice(at..at + length, WORDS[dice.below(WORDS.len())].bytes())),
            3 => drop(bytes.splice(at..at, bytes[at..at + length].to_vec())),
            4 => {
                let from = dice.below(other.len());
                let to = (from + dice.below(200)).min(other.len());
                drop(bytes.splice(at..at + length, other[from..to].iter().copied()));
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = b"\"{}[]:,0123456789eE.-+\\ abcxyz"[dice.below(30)];
                }
            }
        }
    }
    bytes
}

fn run(target: fn(&[u8]), seeds: &[Vec<u8>], turns: usize) {
    let mut dice = Dice::new(20_270_331);
    for seed in seeds {
        target(seed);
    }
    for _ in 0..turns {
        let seed = &seeds[dice.below(seeds.len())];
        let other = &seeds[dice.below(seeds.len())];
        let bytes = damaged(seed, other, &mut dice);
        // Shown where the target panics.
        let shown = Shown(&bytes);
        target(&bytes);
        std::mem::forget(shown);
    }
}

/// Prints the bytes when a panic passes by.
struct Shown<'a>(&'a [u8]);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        println!("{}", self.0.escape_ascii());
    }
}

fn drafts() -> Vec<Vec<u8>> {
    let cases = cases::all(&cases::folder()).expect("the cases").into_iter().map(|case| case.draft().to_line());
    cases.chain(drafts::all().map(|(_, draft)| draft.to_text())).map(String::into_bytes).collect()
}

#[test]
fn the_reader_survives() {
    run(targets::read, &drafts(), 60_000);
}

#[test]
fn the_check_survives() {
    let seeds: Vec<_> = drafts().into_iter().map(|draft| [b"\x01", draft.as_slice()].concat()).collect();
    run(targets::checked, &seeds, 16_000);
}

#[test]
fn the_loader_survives() {
    let editions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/catalog/editions");
    let seeds: Vec<_> = ["R7.toml", "R8.toml"].map(|name| fs::read(editions.join(name)).expect("an edition")).into();
    run(targets::loaded, &seeds, 1_500);
}

#[test]
fn the_configuration_survives() {
    let seeds = [example(), b"<!DOCTYPE html><title>404</title>".to_vec()];
    run(targets::configured, &seeds, 20_000);
}

fn example() -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/prefecture/src/example.json");
    fs::read(file).expect("the example")
}
