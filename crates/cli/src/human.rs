//! A result for a person.

use std::io::{self, Write};

use kakari_catalog::Catalog;
use kakari_form::{Form, Progress, State};
use kakari_rules::decisions::FUNCTIONS;
use kakari_rules::{Decision, Finding, Report, Severity, Status, refusal};
use kakari_sources::Cite;

use crate::check::Checked;
use crate::explained;
use crate::paint::Paint;

/// What a person wants to see.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Every condition and the wording of the sources.
    pub explain: bool,
    /// Whether the catalogue is one that was asked for, not a built-in one.
    pub own: bool,
}

/// Writes a result: the decisions first, then how far the draft is, then the findings by severity, then the counts.
pub fn write(out: &mut impl Write, paint: Paint, view: View, name: &str, checked: &Checked) -> io::Result<()> {
    match checked {
        Checked::Unread => writeln!(out, "{}  点検できませんでした。", paint.bold(name)),
        Checked::Refused(catalog, error) => {
            writeln!(out, "{}\n", paint.bold(name))?;
            finding(out, paint, view, &refusal(error), catalog)
        }
        Checked::Draft(catalog, checked) => {
            let (draft, report) = &**checked;
            writeln!(out, "{}  {}({})", paint.bold(name), catalog.label(), catalog.edition())?;
            if view.own {
                writeln!(out, "内蔵のものではない台帳で点検しています(指紋 {})。", catalog.fingerprint())?;
            }
            if let Some(note) = catalog.provisional() {
                writeln!(out, "{}", paint.dim(&format!("暫定: {note}")))?;
            }
            // Explained, each decision stands apart by itself.
            if !view.explain {
                writeln!(out)?;
            }
            decisions(out, paint, view, report, catalog)?;
            steps(out, paint, Form::new(draft, catalog, report))?;
            for severity in Severity::ALL {
                let of_severity = report.findings.iter().filter(|finding| finding.severity() == severity);
                for (place, found) in of_severity.enumerate() {
                    if place == 0 {
                        let title = format!("{} {}件", severity.label(), report.count(severity));
                        writeln!(out, "\n{}", paint.severity(severity, &title))?;
                    }
                    writeln!(out)?;
                    finding(out, paint, view, found, catalog)?;
                }
            }
            let counts = Severity::ALL.map(|severity| format!("{} {}件", severity.label(), report.count(severity)));
            writeln!(out, "\n{}", counts.join("、"))?;
            let ready = if report.is_ready() {
                "エラーはありません。G-MIS への転記に進めます。"
            } else {
                "エラーを直してから、G-MIS に転記してください。"
            };
            writeln!(out, "{}", paint.bold(ready))
        }
    }
}

fn decisions(out: &mut impl Write, paint: Paint, view: View, report: &Report, catalog: &Catalog) -> io::Result<()> {
    let mut decision = |label: &str, decided: &Decision| {
        let write = if view.explain { explained::decision } else { decision };
        write(out, paint, label, decided)
    };
    decision("報告の対象", &report.target)?;
    decision("1号機能", &report.function1)?;
    for (section, found) in FUNCTIONS.iter().zip(report.function2.all()) {
        let label =
            catalog.section(section).map_or((*section).to_owned(), |own| format!("{} {}", own.label, own.title));
        decision(&label, found.1)?;
    }
    decision("患者説明の努力義務", &report.explanation_duty)
}

/// How far the draft is, step by step.
fn steps(out: &mut impl Write, paint: Paint, form: Form) -> io::Result<()> {
    let all = form.progress_of_all();
    let count = format!("入力 {}%({}/{}項目)", all.percent(), all.answered, all.asked);
    writeln!(out, "\n{}", paint.bold(&count))?;
    for standing in form.standings() {
        let Progress { answered, asked } = standing.progress;
        // The words of a step that is begun have them already.
        let count = match standing.state {
            State::Marked if !standing.progress.is_whole() => format!("、入力 {answered}/{asked}"),
            _ => String::new(),
        };
        writeln!(out, "  {}: {}{count}", standing.step.label(), standing.words())?;
    }
    Ok(())
}

/// The outcome, and where it is not a plain yes, the conditions that stand in the way.
fn decision(out: &mut impl Write, paint: Paint, label: &str, decision: &Decision) -> io::Result<()> {
    writeln!(out, "  {label}: {}", paint.bold(decision.status.label()))?;
    if matches!(decision.status, Status::NotTarget | Status::Lacks | Status::Undecided) {
        for condition in decision.because.iter().filter(|condition| condition.met != Some(true)) {
            let mark = if condition.met == Some(false) { "満たさない" } else { "まだわからない" };
            writeln!(out, "    - {mark}: {}", condition.text)?;
        }
    }
    Ok(())
}

fn finding(out: &mut impl Write, paint: Paint, view: View, finding: &Finding, catalog: &Catalog) -> io::Result<()> {
    let labels: Vec<_> = finding.places.iter().map(|place| place.label(catalog)).collect();
    let code = paint.severity(finding.severity(), finding.code());
    let provisional = if finding.rule.provisional { " (暫定)" } else { "" };
    let about = if labels.is_empty() { finding.rule.title.to_owned() } else { labels.join("、") };
    writeln!(out, "  {code}{provisional} {}", paint.bold(&about))?;
    writeln!(out, "    {}", finding.message(catalog))?;
    writeln!(out, "    理由: {}", finding.why(catalog))?;
    writeln!(out, "    対応: {}", finding.fix(catalog))?;
    if view.explain {
        return explained::sources(out, paint, finding.rule.sources);
    }
    writeln!(out, "    {}", paint.dim(&format!("根拠: {}", titles(finding.rule.sources))))
}

fn titles(cites: &[Cite]) -> String {
    cites.iter().map(Cite::title).collect::<Vec<_>>().join("、")
}
