//! The native runner of the peers: `case STEP FILE ROUNDS` or `batch STEP FILE` on a line, nanoseconds and how much was
//! found on a line back. `STEP` is `parse` (serde_json alone) or `schema` (serde_json and the jsonschema crate).

use std::error::Error;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufRead, BufReader, Write, stdin, stdout};
use std::time::Instant;

use kakari_bench_peers::Peer;
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let schema = std::env::args().nth(1).ok_or("the schema is missing")?;
    let peer = Peer::new(&fs::read_to_string(schema)?)?;
    for line in stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        let (nanoseconds, found) = match words.as_slice() {
            ["case", step, file, rounds] => case(&peer, step, file, rounds.parse()?)?,
            ["batch", step, file] => batch(&peer, step, file)?,
            _ => return Err(format!("no such measurement: {line}").into()),
        };
        println!("{nanoseconds} {found}");
        stdout().flush()?;
    }
    Ok(())
}

fn once(peer: &Peer, step: &str, text: &str) -> Result<usize, Box<dyn Error>> {
    match step {
        "parse" => {
            drop(black_box(serde_json::from_str::<Value>(text)?));
            Ok(0)
        }
        "schema" => Ok(black_box(peer.errors(text))),
        _ => Err("no such step".into()),
    }
}

fn case(peer: &Peer, step: &str, file: &str, rounds: usize) -> Result<(u128, usize), Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    let mut found = 0;
    let start = Instant::now();
    for _ in 0..rounds {
        found = once(peer, step, black_box(&text))?;
    }
    Ok((start.elapsed().as_nanos(), found))
}

fn batch(peer: &Peer, step: &str, file: &str) -> Result<(u128, usize), Box<dyn Error>> {
    let mut lines = BufReader::with_capacity(1 << 20, File::open(file)?);
    let (mut line, mut found) = (String::new(), 0);
    let start = Instant::now();
    while lines.read_line(&mut line)? > 0 {
        found += once(peer, step, &line)?;
        line.clear();
    }
    Ok((start.elapsed().as_nanos(), found))
}
