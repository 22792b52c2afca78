//! The declarations for TypeScript: written from the Rust types with their comments, and held to them.

mod draft;
#[cfg(feature = "documents")]
mod element;

use std::fs;
use std::path::Path;

use kakari_catalog::{Kind, PeriodKey, Posting, Role};
use kakari_rules::{
    BriefDecisions, BriefFinding, BriefFunction2, BriefResult, CheckResult, ConditionResult, DecisionResult,
    FindingResult, Function2Result, Severity, SourceResult, Status,
};
use ts_rs::{Config, TS};

use crate::form::{Days, Form, FormCondition, FormGroup, FormItem, FormOption, FormPeriod, FormSection};
use crate::options::{CatalogOptions, CheckOptions};
use crate::trouble::Trouble;

/// One that is not generic in Rust, where a status is a word.
const DECISION: (&str, &str) = ("type Decision = ", "type Decision<Outcome extends Status = Status> = ");

/// Names of members that are those of a file, whose shape is fixed, and not this interface's own.
const OF_FILES: [&str; 2] = ["explanation_duty", "on_primary"];

/// What every way in declares.
fn declarations() -> Vec<String> {
    let mut all = draft::declarations();
    all.extend([declaration::<CheckOptions>(), declaration::<CatalogOptions>()]);
    all.extend(results());
    all.extend([
        declaration::<BriefResult<'static>>(),
        declaration::<BriefDecisions>(),
        declaration::<BriefFunction2>(),
        declaration::<BriefFinding<'static>>(),
        union(
            "ItemKind",
            "Kind of value: one option key, a list of them, a whole number, a number with one decimal, a text, a list of \
             `Partner`, a list of names, a day \"YYYY-MM-DD\", true or false.",
            Kind::keys(),
        ),
        union(
            "ItemRole",
            "A remark, or a figure that another answer is worked out from and that is not itself reported.",
            Role::keys(),
        ),
        union(
            "Posting",
            "Place on the 院内掲示: in the heading sentence, asked for by law, on the example form alone.",
            Posting::keys(),
        ),
        union("PeriodKind", "基準日, 暦年の実績, 年度の実績.", PeriodKey::keys()),
        declaration::<Form>(),
        declaration::<Days>(),
        declaration::<FormSection>(),
        declaration::<FormGroup>(),
        declaration::<FormItem>(),
        declaration::<FormPeriod>(),
        declaration::<FormCondition>(),
        declaration::<FormOption>(),
    ]);
    #[cfg(feature = "prose")]
    {
        use crate::state::{FormState, ItemState, StepState};
        use crate::words::{ExplainedSource, ExplainedText, Explanation, Given, RenderedFinding, RenderedItem};
        all.extend([
            declaration::<FormState>(),
            declaration::<StepState>(),
            declaration::<ItemState>(),
            declaration::<Explanation>(),
            declaration::<ExplainedText>(),
            declaration::<ExplainedSource>(),
            declaration::<Given>(),
            declaration::<RenderedFinding>(),
            declaration::<RenderedItem>(),
        ]);
    }
    #[cfg(feature = "documents")]
    {
        use crate::documents::{
            AboutLine, LAYOUTS, NoticeChoice, ORIENTATIONS, PAPERS, TranscriptionChoice, TranscriptionRow,
            TranscriptionRows,
        };
        all.extend([
            union("NoticeLayout", "All areas and diseases with ■ or □, or only those that apply.", words(&LAYOUTS)),
            union("NoticePaper", "The size of the sheet.", words(&PAPERS)),
            union("NoticeOrientation", "How the sheet hangs.", words(&ORIENTATIONS)),
            declaration::<NoticeChoice>(),
            declaration::<TranscriptionChoice>(),
            declaration::<TranscriptionRows>(),
            declaration::<AboutLine>(),
            declaration::<TranscriptionRow>(),
        ]);
    }
    all.push(declaration::<Trouble>());
    all
}

/// What a check gives.
fn results() -> Vec<String> {
    let outcomes = |name, words, of: &[Status]| union(name, words, of.iter().map(|status| status.key()));
    vec![
        declaration::<CheckResult>(),
        outcomes("TargetStatus", "報告の対象か: 対象, 対象外, 未定.", &Status::OF_TARGET),
        outcomes("Function1Status", "1号機能: 有り, 無し, 未定.", &Status::OF_FUNCTION1),
        outcomes("Function2Status", "A 2号機能: 有り, 無し, 報告不要, 未定.", &Status::OF_FUNCTION2),
        outcomes(
            "ExplanationDutyStatus",
            "説明の努力義務: 確認後に生じます, 生じません, 未定.",
            &Status::OF_EXPLANATION_DUTY,
        ),
        alias(
            "Status",
            "The outcome of any decision.",
            "TargetStatus | Function1Status | Function2Status | ExplanationDutyStatus",
        ),
        declaration::<Function2Result>(),
        declaration::<DecisionResult>().replace(DECISION.0, DECISION.1),
        declaration::<ConditionResult>(),
        declaration::<SourceResult>(),
        declaration::<FindingResult>(),
        union(
            "Severity",
            "How grave a finding is: エラー, 注意, 確認, お知らせ. Errors block the transcription.",
            Severity::ALL.map(Severity::key),
        ),
    ]
}

#[cfg(feature = "documents")]
fn words<T>(table: &[(&'static str, T)]) -> impl Iterator<Item = &'static str> {
    table.iter().map(|(word, _)| *word)
}

/// A comment as ts-rs writes it.
fn about(indent: &str, words: &str) -> String {
    format!("{indent}/**\n{indent} * {words}\n{indent} */\n")
}

/// `'a' | 'b'`.
fn alternatives<'a>(keys: impl IntoIterator<Item = &'a str>) -> String {
    keys.into_iter().map(|key| format!("'{key}'")).collect::<Vec<_>>().join(" | ")
}

fn alias(name: &str, words: &str, of: &str) -> String {
    format!("{}export type {name} = {of};\n", about("", words))
}

/// One word of several.
fn union<'a>(name: &str, words: &str, keys: impl IntoIterator<Item = &'a str>) -> String {
    alias(name, words, &alternatives(keys))
}

/// The declaration of a type, a member to a line.
fn declaration<T: TS>() -> String {
    let mut out = format!("{}export ", T::docs().unwrap_or_default());
    // The last member stands on one line with the end of the type.
    for line in T::decl(&Config::default()).replace(", };", ",\n};").lines().map(str::trim_end) {
        let is_comment = line.starts_with("/**") || line.starts_with(" *");
        let is_edge = line.starts_with("type ") || line == "};";
        let line =
            line.strip_suffix(',').filter(|_| !is_comment).map_or(line.to_owned(), |member| format!("{member};"));
        out.extend([if is_edge { "" } else { "  " }, &line, "\n"]);
    }
    out
}

/// The files that hold the declarations, as far as these features make them.
fn files() -> Vec<(&'static str, Vec<String>)> {
    Vec::from([
        #[cfg(not(feature = "prose"))]
        ("engine.d.ts", declarations()),
        #[cfg(feature = "documents")]
        ("types.d.ts", declarations()),
        #[cfg(feature = "documents")]
        ("element.d.ts", element::declarations()),
    ])
}

/// Writes a file anew where it is stale, and fails then, so that the next run finds it right and a diff shows it.
#[test]
fn typescript_is_told_what_the_rust_types_say() {
    let mut stale = Vec::new();
    for (name, declared) in files() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name);
        let now = format!("// Written by the tests of crates/wasm from the Rust types.\n\n{}", declared.join("\n"));
        if fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n") != now {
            fs::write(&file, now).expect("the file can be written");
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "in crates/wasm/src, {stale:?} was stale and has been written anew");
}

#[test]
fn names_of_members_are_in_camel_case() {
    for (file, declared) in files() {
        let lines = declared.iter().flat_map(|one| one.lines());
        let names = lines.filter_map(|line| {
            let name = line.strip_prefix("  ")?.split_once(':')?.0.trim_end_matches('?');
            name.chars().all(|own| own.is_ascii_alphanumeric() || own == '_').then_some(name)
        });
        let (other, own): (Vec<_>, Vec<_>) =
            names.partition(|name| name.contains('_') || name.starts_with(char::is_uppercase));
        assert!(own.contains(&"format") && own.contains(&"status"), "{file}: {own:?}");
        assert!(other.iter().all(|name| OF_FILES.contains(name)), "{file}: {other:?}");
    }
}
