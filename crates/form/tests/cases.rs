//! The form of every draft in `tests/cases` says what its check finds.

use std::fs;
use std::path::Path;

use kakari_catalog::{Catalog, parse_date};
use kakari_draft::{Draft, Value};
use kakari_form::{Form, State, Step};
use kakari_rules::{Asked, Options, Status, check};

/// Every draft with the day of its check.
fn cases() -> Vec<(String, Draft, Options)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let files = fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("a file").path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    files
        .map(|path| {
            let text = fs::read_to_string(&path).expect("text");
            let case = Value::read(&text).expect("JSON");
            let case = case.as_object().expect("an object");
            let day = |name| case.get(name).and_then(Value::as_str).and_then(parse_date);
            let draft = case.get("draft").expect("a draft").to_text();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let options = Options { today: day("today").expect("a day"), deadline: day("deadline") };
            (name.expect("a name"), Draft::read(&draft).expect("a draft"), options)
        })
        .collect()
}

#[test]
fn what_is_left_to_be_answered_is_what_the_check_misses() {
    let (mut missing, mut whole) = (0, 0);
    for (name, draft, options) in cases() {
        let edition = draft.edition().and_then(Catalog::builtin).or_else(|| Catalog::builtin_for(options.today));
        let catalog = edition.expect("an edition");
        let report = check(&draft, &catalog, &options);
        let form = Form::new(&draft, &catalog, &report);
        for standing in form.standings() {
            let step = standing.step;
            let progress = standing.progress;
            assert!(progress.answered <= progress.asked, "{name} {step:?}");
            assert_eq!(standing.state == State::NotAsked, form.is_left_out(step), "{name} {step:?}");
            if matches!(step, Step::Target | Step::Facility) || report.function1.status == Status::Undecided {
                continue;
            }
            let open = form.items_of(step).iter().copied().filter(|index| {
                form.asked(*index) == Asked::Yes && form.item(*index).role.is_none() && !form.is_answered(*index)
            });
            for index in open {
                missing += 1;
                assert!(!form.findings_at(index).is_empty(), "{name}: {}", form.item(index).id);
            }
            whole += usize::from(standing.state == State::Done);
        }
    }
    assert!(missing > 100 && whole > 100, "{missing} {whole}");
}
