//! The declarations for TypeScript: written from the Rust types with their comments, and held to them.

use std::fs;
use std::path::Path;

use kakari_rules::{
    BriefFinding, BriefResult, CheckResult, ConditionResult, DecisionResult, FindingResult, Function2Result,
    SourceResult,
};
use ts_rs::{Config, TS};

use crate::form::{Days, Form, FormCondition, FormGroup, FormItem, FormOption, FormPeriod, FormSection};
use crate::options::{CatalogOptions, CheckOptions};
use crate::trouble::Trouble;

/// One that is not generic in Rust, where a status is a word.
const DECISION: (&str, &str) = ("type Decision = ", "type Decision<Status extends string = string> = ");

fn declarations() -> String {
    let mut all = vec![
        declaration::<CheckOptions>(),
        declaration::<CatalogOptions>(),
        declaration::<CheckResult>(),
        declaration::<Function2Result>(),
        declaration::<DecisionResult>().replace(DECISION.0, DECISION.1),
        declaration::<ConditionResult>(),
        declaration::<SourceResult>(),
        declaration::<FindingResult>(),
        declaration::<BriefResult<'static>>(),
        declaration::<BriefFinding<'static>>(),
        declaration::<Form>(),
        declaration::<Days>(),
        declaration::<FormSection>(),
        declaration::<FormGroup>(),
        declaration::<FormItem>(),
        declaration::<FormPeriod>(),
        declaration::<FormCondition>(),
        declaration::<FormOption>(),
    ];
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
        use crate::documents::{AboutLine, NoticeChoice, TranscriptionChoice, TranscriptionRow, TranscriptionRows};
        all.extend([
            declaration::<NoticeChoice>(),
            declaration::<TranscriptionChoice>(),
            declaration::<TranscriptionRows>(),
            declaration::<AboutLine>(),
            declaration::<TranscriptionRow>(),
        ]);
    }
    all.push(declaration::<Trouble>());
    format!("// Written by the tests of crates/wasm from the Rust types.\n\n{}", all.join("\n"))
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

/// Writes the file anew where it is stale, and fails then, so that the next run finds it right and a diff shows it.
#[test]
fn typescript_is_told_what_the_rust_types_say() {
    if cfg!(all(feature = "prose", not(feature = "documents"))) {
        return;
    }
    let name = if cfg!(feature = "prose") { "types.d.ts" } else { "engine.d.ts" };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name);
    let (now, kept) = (declarations(), fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n"));
    if now != kept {
        fs::write(&file, now).expect("the file can be written");
        panic!("crates/wasm/src/{name} was stale and has been written anew");
    }
}
