//! `cargo xtask bench`: the engine beside its peers on the same drafts, natively and in Chromium, in one run.
//!
//! Contenders take turns, round after round, and the median counts, so that a machine that is busy slows all of them
//! down alike: the ratios hold where the times do not. `tests/bench` holds the drafts, the runners and the page.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use wasm_bindgen_cli_support::Bindgen;

use crate::wasm::{self, Bound, ENGINE_QUICK};
use crate::workspace::Workspace;
use crate::{command, engine, pack, tools};

/// How many institutions report; the batch has a line for each.
const INSTITUTIONS: usize = 113_000;
const CASES: [(&str, &str); 3] = [("clean", "clean"), ("faulty", "12 faults"), ("half", "half-filled")];

/// How often everything is measured.
struct Effort {
    rounds: usize,
    repeats: usize,
    batches: usize,
    lines: usize,
}

/// Measures everything and writes `docs/bench.md`. A short run measures little and writes nothing.
pub fn run(workspace: &Workspace, short: bool) -> Result<()> {
    let effort = if short {
        Effort { rounds: 3, repeats: 300, batches: 1, lines: 5_000 }
    } else {
        Effort { rounds: 15, repeats: 2_000, batches: 3, lines: INSTITUTIONS }
    };
    let folder = workspace.scratch("bench");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("前回の計測のフォルダーを消せません")?;
    }
    let runner = native_runner(workspace)?;
    command::run(Command::new(&runner).arg("fixtures").arg(&folder))?;
    let modules = [("engine", engine::build_alone(workspace)?), ("quick", wasm::build(workspace, &ENGINE_QUICK)?)];
    let mut sizes = Vec::new();
    for (name, bound) in &modules {
        sizes.push(write_engine(&folder.join(name), bound)?);
    }
    let peers = peers(workspace, &folder)?;

    let native = native(&runner, &peers, &folder, &effort)?;
    let browser = browser(workspace, &folder, &effort)?;
    let table = table(&native, &browser, &sizes, &effort)?;
    println!("\n{table}");
    if !short {
        write(workspace, BEGIN, &table)?;
    }
    Ok(())
}

const BEGIN: &str = "<!-- measured by cargo xtask bench -->\n";
const END: &str = "<!-- end of what was measured -->\n";

/// Writes a table into `docs/bench.md`, in the place that begins with a mark.
pub fn write(workspace: &Workspace, begin: &str, table: &str) -> Result<()> {
    let file = workspace.root().join("docs/bench.md");
    let old = fs::read_to_string(&file).unwrap_or_default();
    fs::write(&file, with_table(&old, begin, table)).with_context(|| format!("{} を書けません", file.display()))
}

/// The page with one table replaced; what stands around it stays. A table without its place comes last.
fn with_table(old: &str, begin: &str, table: &str) -> String {
    let (before, rest) = old.split_once(begin).unwrap_or((old, ""));
    let after = rest.split_once(END).map_or("", |(_, after)| after);
    format!("{before}{begin}{table}{END}{after}")
}

fn native_runner(workspace: &Workspace) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    command::run(
        cargo
            .args(["build", "--profile", "handed-on", "--package", "kakari-bench", "--target-dir"])
            .arg(workspace.target()),
    )?;
    Ok(workspace.target().join("handed-on/kakari-bench"))
}

/// Writes an engine for the page; its size after gzip, which is what `cargo xtask size` limits.
fn write_engine(folder: &Path, bound: &Bound) -> Result<usize> {
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(folder.join("engine.js"), &bound.js))
        .and_then(|()| fs::write(folder.join(wasm::MODULE_FILE), &bound.wasm))
        .context("エンジンを書けません")?;
    Ok(pack::gzip(&bound.wasm)?.len())
}

/// Builds the peers natively and, where that works, as WebAssembly for the page.
fn peers(workspace: &Workspace, folder: &Path) -> Result<PathBuf> {
    let target = workspace.target().join("peers");
    let cargo = || {
        let mut cargo = workspace.cargo();
        cargo.current_dir(workspace.root().join("tests/bench/peers"));
        cargo.args(["build", "--release", "--target-dir"]).arg(&target);
        cargo
    };
    command::run(&mut cargo())?;
    let mut wasm = cargo();
    wasm.args(["--lib", "--target", wasm::TARGET]).env("RUSTFLAGS", "--cfg getrandom_backend=\"wasm_js\"");
    let bound = command::run(&mut wasm).and_then(|()| {
        Bindgen::new()
            .input_path(target.join(wasm::TARGET).join("release/kakari_bench_peers.wasm"))
            .out_name("peers")
            .web(true)?
            .typescript(false)
            .generate(folder.join("peers"))
    });
    if let Err(error) = bound {
        println!("jsonschema の WebAssembly はありません: {error:#}");
    }
    Ok(target.join("release/kakari-bench-peers"))
}

/// A runner that waits for orders.
struct Runner {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Runner {
    fn start(command: &mut Command) -> Result<Self> {
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("計測のプログラムを動かせません")?;
        let (Some(orders), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            bail!("計測のプログラムと話せません");
        };
        Ok(Self { child, orders, answers: BufReader::new(answers) })
    }

    /// Nanoseconds, and how much was found.
    fn ask(&mut self, order: &str) -> Result<(f64, u64)> {
        writeln!(self.orders, "{order}").and_then(|()| self.orders.flush()).context("計測を頼めません")?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer).context("計測の答えを読めません")?;
        let (time, found) = answer.trim().split_once(' ').with_context(|| format!("計測できません: {order}"))?;
        Ok((time.parse()?, found.parse()?))
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // It ends by itself once nobody gives orders; what became of it no longer matters.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Microseconds a draft (median) and how much was found, by what was measured.
type Measured = BTreeMap<String, (f64, u64)>;

fn native(runner: &Path, peers: &Path, folder: &Path, effort: &Effort) -> Result<Measured> {
    let country = folder.join("country.jsonl");
    command::run(Command::new(runner).arg("country").arg(&country).arg(effort.lines.to_string()))?;
    let mut engine = Runner::start(&mut Command::new(runner))?;
    let mut peers = Runner::start(Command::new(peers).arg(folder.join("schema.json")))?;
    let mut times: BTreeMap<String, (Vec<f64>, u64)> = BTreeMap::new();
    let mut note = |name: String, (nanoseconds, found): (f64, u64), drafts: usize| {
        let entry = times.entry(name).or_default();
        entry.0.push(nanoseconds / 1_000.0 / whole(drafts));
        entry.1 = found;
    };
    let repeats = effort.repeats;
    for round in 0..=effort.rounds {
        for (name, _) in CASES {
            let file = folder.join(format!("{name}.json"));
            let file = file.display();
            let mut measured = Vec::new();
            for step in ["check", "result"] {
                measured.push((step, engine.ask(&format!("case {step} {name} {repeats}"))?));
            }
            for step in ["parse", "schema"] {
                measured.push((step, peers.ask(&format!("case {step} {file} {repeats}"))?));
            }
            // The first round warms up.
            for (step, answer) in measured.into_iter().filter(|_| round > 0) {
                note(format!("{name}/{step}"), answer, repeats);
            }
        }
    }
    for _ in 0..effort.batches {
        let file = country.display();
        note("batch/check".to_owned(), engine.ask(&format!("batch {file}"))?, effort.lines);
        for step in ["parse", "schema"] {
            note(format!("batch/{step}"), peers.ask(&format!("batch {step} {file}"))?, effort.lines);
        }
    }
    fs::remove_file(&country).context("計測の下書きを消せません")?;
    Ok(times.into_iter().map(|(name, (times, found))| (name, (median(times), found))).collect())
}

/// What the page says.
#[derive(Deserialize)]
struct Page {
    browser: String,
    ajv: String,
    starts: BTreeMap<String, Vec<f64>>,
    times: BTreeMap<String, Vec<f64>>,
    found: BTreeMap<String, u64>,
}

fn browser(workspace: &Workspace, folder: &Path, effort: &Effort) -> Result<Page> {
    let own = workspace.root().join("tests/bench/browser");
    tools::install_npm_packages(&own)?;
    let mut node = Command::new("node");
    node.current_dir(&own).arg("run.mjs").env("BENCH", folder).env("ROUNDS", effort.rounds.to_string());
    if let Some(chromium) = tools::chromium() {
        node.env("CHROMIUM", chromium);
    }
    serde_json::from_str(&command::output(&mut node)?).context("ブラウザーの計測の答えが読めません")
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

#[allow(clippy::cast_precision_loss, reason = "a few hundred thousand at most")]
fn whole(number: usize) -> f64 {
    number as f64
}

fn table(native: &Measured, page: &Page, sizes: &[usize], effort: &Effort) -> Result<String> {
    let mut out = format!("\n{}\n", machine(page)?);
    let time = |name: &str| page.times.get(name).map_or(f64::NAN, |times| median(times.clone()));
    let found = |name: &str| page.found.get(name).copied().unwrap_or(0);
    let row = |out: &mut String, title: &str, times: &[f64]| {
        let own = times[0];
        let cells: Vec<String> = times.iter().map(|time| format!("{time:.1} ({:.2})", time / own)).collect();
        // Writing to a String cannot fail.
        let _ = writeln!(out, "| {title} | {} |", cells.join(" | "));
    };
    out += "\nChromium, microseconds a draft (times the engine's):\n\n";
    out += "| draft | engine | engine at opt-level 3 | ajv, structure | ajv, structure and conditions | \
            jsonschema (WASM), structure | engine, sources and conditions explained |\n";
    out += "| --- | --- | --- | --- | --- | --- | --- |\n";
    for (case, title) in CASES {
        let of = |who: &str| time(&format!("{case}/text/{who}"));
        row(
            &mut out,
            &format!("{title}, from text"),
            &["engine", "quick", "ajv", "ajv-rules", "jsonschema", "engine-full"].map(of),
        );
    }
    out += "\n| draft | engine | engine at opt-level 3 | ajv, structure | ajv, structure and conditions |\n";
    out += "| --- | --- | --- | --- | --- |\n";
    for (case, title) in CASES {
        let of = |who: &str| time(&format!("{case}/object/{who}"));
        row(&mut out, &format!("{title}, from a JS object"), &["engine", "quick", "ajv", "ajv-rules"].map(of));
    }
    let _ = writeln!(
        out,
        "\nJSON.parse alone: {}",
        CASES.map(|(case, title)| { format!("{title} {:.1} µs", time(&format!("{case}/text/parse"))) }).join(", ")
    );
    out += "\nFound in Chromium:";
    for (case, title) in CASES {
        let [own, ajv, rules, crates] =
            ["engine", "ajv", "ajv-rules", "jsonschema"].map(|who| found(&format!("{case}/text/{who}")));
        let _ = write!(out, " {title}: engine {own}, ajv {ajv}, with conditions {rules}, jsonschema {crates}.");
    }
    out += "\n\nStart-up to the first result in Chromium (compile, instantiate, read the catalogue, check):";
    for (name, size) in ["engine", "quick"].into_iter().zip(sizes) {
        let starts = page.starts.get(name).cloned().unwrap_or_default();
        let longest = starts.iter().copied().fold(0.0, f64::max);
        let _ = write!(out, " {name} median {:.1} ms, longest {longest:.1} ms ({size} bytes gzip);", median(starts));
    }
    out += "\n\nNative, one core, microseconds a draft (times the engine's):\n\n";
    out += "| draft | engine | engine, result as JSON with all words | serde_json parsing alone | jsonschema |\n";
    out += "| --- | --- | --- | --- | --- |\n";
    let of = |name: String| native.get(&name).map_or(f64::NAN, |(time, _)| *time);
    for (case, title) in CASES {
        let [own, result, parse, schema] =
            ["check", "result", "parse", "schema"].map(|step| of(format!("{case}/{step}")));
        let _ = writeln!(
            out,
            "| {title} | {own:.1} (1.00) | {result:.1} ({:.2}) | {parse:.1} ({:.2}) | {schema:.1} ({:.2}) |",
            result / own,
            parse / own,
            schema / own
        );
    }
    let [own, parse, schema] = ["check", "parse", "schema"].map(|step| of(format!("batch/{step}")));
    let _ = writeln!(
        out,
        "| batch of {} lines | {own:.1} (1.00), {:.0} a second | | {parse:.1} ({:.2}) | {schema:.1} ({:.2}) |",
        effort.lines,
        1e6 / own,
        parse / own,
        schema / own
    );
    Ok(out)
}

/// Machine, versions and day.
fn machine(page: &Page) -> Result<String> {
    let rustc = command::output(Command::new("rustc").arg("--version"))?;
    let lock = include_str!("../../../tests/bench/peers/Cargo.lock");
    let version = |name: &str| {
        let at = lock.split_once(&format!("name = \"{name}\"\nversion = \""));
        at.and_then(|(_, rest)| rest.split_once('"')).map_or("?", |(version, _)| version)
    };
    Ok(format!(
        "{}, {}, Chromium {}, ajv {}, jsonschema {}, serde_json {}.\n",
        place()?,
        rustc.trim(),
        page.browser,
        page.ajv,
        version("jsonschema"),
        version("serde_json"),
    ))
}

/// Day and machine.
pub fn place() -> Result<String> {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cores = cpu.lines().filter(|line| line.starts_with("processor")).count();
    let cpu =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or("?", |(_, name)| name);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    let day = command::output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
    Ok(format!("{}: {cpu}, {cores} cores (load {load})", day.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_replaces_its_own_and_leaves_the_rest() {
        let other = "<!-- other -->\n";
        let page = with_table("# Speed\n\n", BEGIN, "one\n");
        let page = with_table(&page, other, "two\n") + "By hand.\n";
        assert_eq!(
            with_table(&page, BEGIN, "three\n"),
            format!("# Speed\n\n{BEGIN}three\n{END}{other}two\n{END}By hand.\n")
        );
    }
}
