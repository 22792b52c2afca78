//! `cargo xtask bench --felt`: how fast the page feels. `tests/bench/browser/felt.mjs` measures, this writes it down.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace::Workspace;
use crate::{bench, command, serve, site, tools};

const BEGIN: &str = "<!-- measured by cargo xtask bench --felt -->\n";

/// What the browser says.
#[derive(Deserialize)]
struct Felt {
    browser: String,
    keys: BTreeMap<String, Keys>,
    loads: BTreeMap<String, Times>,
    lighthouse: Lighthouse,
}

/// Keystrokes in one field.
#[derive(Deserialize)]
struct Keys {
    elements: usize,
    work: Times,
    paint: Times,
    /// Milliseconds of style, layout and paint a keystroke.
    each: BTreeMap<String, f64>,
}

/// Milliseconds.
#[derive(Deserialize)]
struct Times {
    p50: Option<f64>,
    p95: Option<f64>,
    most: Option<f64>,
    count: usize,
}

#[derive(Deserialize)]
struct Lighthouse {
    version: String,
    marks: BTreeMap<String, Option<f64>>,
    lacking: Vec<String>,
}

/// Builds the app, measures it in Chromium and writes `docs/bench.md`.
pub fn run(workspace: &Workspace) -> Result<()> {
    site::build(workspace)?;
    let folder = workspace.root().join("tests/bench/browser");
    tools::install_npm_packages(&folder)?;
    let server = serve::open(&workspace.dist(), 0)?;
    server.start()?;
    let mut node = Command::new("node");
    node.current_dir(&folder).arg("felt.mjs").env("BASE_URL", server.url());
    if let Some(chromium) = tools::chromium() {
        node.env("CHROMIUM", chromium);
    }
    let felt: Felt = serde_json::from_str(&command::output(&mut node)?).context("画面の計測の答えが読めません")?;
    let table = table(&felt)?;
    println!("\n{table}");
    bench::write(workspace, BEGIN, &table)
}

fn table(felt: &Felt) -> Result<String> {
    let mut out = format!("\n{}, Chromium {}.\n", bench::place()?, felt.browser);
    out += "\nMilliseconds a keystroke, processor slowed four times, 記入例 with the most that can be ticked (median / 95 in a \
            hundred). Work is what the app does; to paint is the browser's event timing in steps of 8, 0 where it is under \
            16; style, layout and paint are means from a trace.\n\n";
    out += "| field | elements on the page | work | to paint | style | layout | paint |\n";
    out += "| --- | --- | --- | --- | --- | --- | --- |\n";
    for (field, keys) in &felt.keys {
        let each = |kind: &str| keys.each.get(kind).copied().unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| {field} | {} | {} | {} | {:.1} | {:.1} | {:.1} |",
            keys.elements,
            both(&keys.work, 1),
            both(&keys.paint, 0),
            each("style"),
            each("layout"),
            each("paint")
        );
    }
    out += "\nMilliseconds from the address to the page. First: slow 4G as Lighthouse sets it, processor slowed four times. \
            Offline: a later visit without a network, processor as it is.\n\n";
    out += "| | median | longest | visits |\n| --- | --- | --- | --- |\n";
    for (name, title) in
        [("largestPaint", "first, largest paint"), ("usable", "first, usable"), ("offlineUsable", "offline, usable")]
    {
        if let Some(times) = felt.loads.get(name) {
            let _ =
                writeln!(out, "| {title} | {} | {} | {} |", number(times.p50, 0), number(times.most, 0), times.count);
        }
    }
    let marks: Vec<String> =
        felt.lighthouse.marks.iter().map(|(name, mark)| format!("{name} {}", number(*mark, 2))).collect();
    let _ = writeln!(out, "\nLighthouse {}, as for a telephone: {}.", felt.lighthouse.version, marks.join(", "));
    if !felt.lighthouse.lacking.is_empty() {
        let _ = writeln!(out, "Short of whole: {}.", felt.lighthouse.lacking.join(", "));
    }
    Ok(out)
}

fn both(times: &Times, digits: usize) -> String {
    format!("{} / {}", number(times.p50, digits), number(times.p95, digits))
}

fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or("–".to_owned(), |value| format!("{value:.digits$}"))
}
