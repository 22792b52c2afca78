//! `kakari check --explain`: every condition of every decision, met or not, and what the sources say.

use std::io::{self, Write};

use kakari_rules::{Condition, Decision};
use kakari_sources::Cite;

use crate::explain::explain_cite;
use crate::paint::Paint;

/// The outcome of a decision and all that it rests on, whichever way it went.
pub fn decision(out: &mut impl Write, paint: Paint, label: &str, decision: &Decision) -> io::Result<()> {
    writeln!(out, "\n  {label}: {}", paint.bold(decision.status.label()))?;
    for condition in &decision.because {
        writeln!(out, "    {} {}", mark(condition), condition.text)?;
        let titles: Vec<_> = condition.sources.iter().map(Cite::title).collect();
        writeln!(out, "        {}", paint.dim(&format!("根拠: {}", titles.join("、"))))?;
    }
    Ok(())
}

/// A sign to find one's way by, and the word, since a sign alone says too little.
fn mark(condition: &Condition) -> &'static str {
    match condition.met {
        Some(true) => "✓ 満たす:",
        Some(false) => "✗ 満たさない:",
        None => "– まだわからない:",
    }
}

/// The sources of a finding with their wording, where it may be quoted.
pub fn sources(out: &mut impl Write, paint: Paint, sources: &[Cite]) -> io::Result<()> {
    writeln!(out, "    根拠:")?;
    for cite in sources {
        explain_cite(out, paint, "      ", cite)?;
    }
    Ok(())
}
