//! What the tests of rules share.

use kakari_catalog::{Catalog, parse_date};
use kakari_draft::{Draft, Value};

use crate::{BASE, Example, Options, References, Report, Severity};

/// A draft file with some values changed: item ids or names of top-level members, and JSON; empty removes.
#[track_caller]
pub(crate) fn draft(base: &str, set: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::read(base).expect("the base is a draft");
    for (id, json) in set {
        let value = (!json.is_empty())
            .then(|| serde_json::from_str::<Value>(json).unwrap_or_else(|error| panic!("{id}: {json}: {error}")));
        if id.contains('.') {
            draft.set(id, value);
        } else {
            draft = with_member(&draft, id, value.as_ref());
        }
    }
    draft
}

/// The draft with a member of the file replaced, appended or removed.
fn with_member(draft: &Draft, name: &str, value: Option<&Value>) -> Draft {
    let mut members: Vec<(&str, &Value)> = draft.root().iter().filter(|(own, _)| own != &name).collect();
    members.extend(value.map(|value| (name, value)));
    let json = |(name, value): &(&str, &Value)| {
        let quoted = serde_json::to_string(name).expect("serializable");
        format!("{quoted}:{}", serde_json::to_string(value).expect("serializable"))
    };
    let members: Vec<_> = members.iter().map(json).collect();
    Draft::read(&format!("{{{}}}", members.join(","))).expect("still a draft")
}

/// The report on a draft on a day; the deadline may be empty.
#[track_caller]
pub(crate) fn report(draft: &Draft, today: &str, deadline: &str) -> (Catalog, Report) {
    report_against(draft, today, deadline, &References::default())
}

/// The same, compared with other drafts.
#[track_caller]
pub(crate) fn report_against(draft: &Draft, today: &str, deadline: &str, references: &References) -> (Catalog, Report) {
    let catalog =
        Catalog::builtin(draft.edition().unwrap_or("R7")).or_else(|| Catalog::builtin("R7")).expect("edition");
    let options = Options { today: parse_date(today).expect("a date"), deadline: parse_date(deadline) };
    let report = crate::check_against(draft, &catalog, &options, references);
    (catalog, report)
}

/// The report on an example of a page. Each draft goes through `change` before it is checked.
#[track_caller]
pub(crate) fn example_report(example: &Example, change: impl Fn(&mut Draft)) -> (Catalog, Report) {
    let made = |set| {
        let mut draft = draft(BASE, set);
        change(&mut draft);
        draft
    };
    let (last_year, confirmed) = (example.last_year.map(made), example.confirmed.map(made));
    let references = References { last_year: last_year.as_ref(), confirmed: confirmed.as_ref() };
    report_against(&made(example.set), example.today, example.deadline, &references)
}

/// Codes and severities found in a draft.
#[track_caller]
pub(crate) fn findings(draft: &Draft, today: &str, deadline: &str) -> Vec<(&'static str, Severity)> {
    report(draft, today, deadline).1.findings.iter().map(|f| (f.code(), f.severity())).collect()
}

/// Asserts how often a code is found in the clean draft after a change, in the middle of the window of R7.
#[track_caller]
pub(crate) fn expect(code: &str, set: &[(&str, &str)], times: usize) {
    expect_on(code, set, "2026-02-01", "", times);
}

/// The same on another day and with a deadline, which may be empty.
#[track_caller]
pub(crate) fn expect_on(code: &str, set: &[(&str, &str)], today: &str, deadline: &str, times: usize) {
    let found = findings(&draft(BASE, set), today, deadline);
    assert_eq!(found.iter().filter(|(own, _)| *own == code).count(), times, "{set:?} on {today}: {found:?}");
}

/// The items (ids) that the findings of a code are about.
#[track_caller]
pub(crate) fn places(code: &str, set: &[(&str, &str)]) -> Vec<Vec<String>> {
    let (catalog, report) = report(&draft(BASE, set), "2026-02-01", "");
    let of_code = report.findings.iter().filter(|finding| finding.code() == code);
    of_code.map(|finding| finding.places.iter().map(|place| place.id(&catalog).to_owned()).collect()).collect()
}

/// What the first finding of a code says: message and fix.
#[track_caller]
pub(crate) fn says(code: &str, set: &[(&str, &str)]) -> (String, String) {
    let (catalog, report) = report(&draft(BASE, set), "2026-02-01", "");
    let finding = report.findings.iter().find(|finding| finding.code() == code).expect("a finding");
    (finding.message(&catalog), finding.fix(&catalog))
}

/// The findings of a code in one draft compared with another, each as a change of the clean one: places and message.
#[track_caller]
pub(crate) fn compared(
    code: &str,
    with: Compared,
    before: &[(&str, &str)],
    now: &[(&str, &str)],
) -> Vec<(Vec<String>, String)> {
    let (before, now) = (draft(BASE, before), draft(BASE, now));
    let references = match with {
        Compared::LastYear => References { last_year: Some(&before), confirmed: None },
        Compared::Confirmed => References { last_year: None, confirmed: Some(&before) },
    };
    let (catalog, report) = report_against(&now, "2026-02-01", "", &references);
    let of_code = report.findings.iter().filter(|finding| finding.code() == code);
    of_code
        .map(|finding| {
            let places = finding.places.iter().map(|place| place.id(&catalog).to_owned()).collect();
            (places, finding.message(&catalog))
        })
        .collect()
}

/// What a draft is compared with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Compared {
    LastYear,
    Confirmed,
}
