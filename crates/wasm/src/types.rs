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
        declaration::<Form<'static>>(),
        declaration::<Days>(),
        declaration::<FormSection<'static>>(),
        declaration::<FormGroup<'static>>(),
        declaration::<FormItem<'static>>(),
        declaration::<FormPeriod>(),
        declaration::<FormCondition<'static>>(),
        declaration::<FormOption<'static>>(),
    ];
    #[cfg(feature = "prose")]
    {
        use crate::words::{ExplainedSource, ExplainedText, Explanation, Given, RenderedFinding, RenderedItem};
        all.extend([
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
    let text = [T::docs().unwrap_or_default(), format!("export {}", T::decl(&Config::default()))].concat();
    let mut out = String::new();
    let mut depth = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let is_comment = line.starts_with("/**") || line.starts_with('*');
        let line = if is_comment { line.to_owned() } else { line.replace(", }", " }") };
        // The last member stands on one line with the end of the type.
        let (line, end) = match line.strip_suffix(" };").filter(|_| depth > 0) {
            Some(member) => (member.to_owned(), "};\n"),
            None => (line, ""),
        };
        let line =
            if is_comment { line } else { line.strip_suffix(',').map_or(line.clone(), |member| format!("{member};")) };
        let closed = if end.is_empty() || line.ends_with(';') { "" } else { ";" };
        let indent = " ".repeat(depth * 2 + usize::from(line.starts_with('*')));
        out.extend([indent.as_str(), &line, closed, "\n", end]);
        if !is_comment && line.ends_with('{') {
            depth += 1;
        }
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
