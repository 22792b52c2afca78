//! くわしく: what else there is to know of an item, opened in place — how it is meant, words, codes, grounds (根拠) and how
//! well each fact is known (確度).

use kakari_catalog::Fact;
use kakari_form::{help_in_parts, terms_of};
use kakari_rules::Severity;
use kakari_sources::Grade;

use super::field::{Field, is_relief_beside};
use super::findings::{page_link, view_finding};
use crate::frame::asked_by;
use crate::html::{El, el, fragment};
use crate::screens::explain;
use crate::store::Link;
use crate::words::{p, provisional_mark, span};

/// All of it.
pub fn more(link: &Link, field: &Field) -> El {
    let item = field.item();
    let (beside, rest) = help_in_parts(item);
    let help = if field.is_table_row { [beside, rest].concat() } else { rest.to_owned() };
    let relief = item.not_needed.as_deref().filter(|_| !is_relief_beside(item));
    let notes = field.findings.iter().filter(|finding| finding.severity() == Severity::Note);
    let terms: Vec<_> = terms_of(item).collect();
    fragment()
        .all(notes.map(|note| view_finding(link, &field.wording, note)))
        .when(!help.is_empty(), || el("p").text(&help))
        .maybe(relief, |text| p("field-relief", text))
        .maybe(field.need.words(), |words| el("p").text(words))
        .all(terms.into_iter().map(view_term))
        .with(codes(field))
        .with(el("ul").class("facts").all(item.facts.known().map(|(_, name, fact)| view_fact(name, fact))))
        .when(!item.law.is_empty(), || asked_by(&item.law))
        .with(page_link(link, &["items/", &item.id, "/"], "この項目のくわしい説明", item.short()))
}

fn view_term(term: &'static str) -> El {
    el("div").class("word").with(p("word-term", &["「", term, "」とは"].concat())).with(explain(term))
}

/// The options with their codes, as they are keyed. The institution's own fields have none.
fn codes(field: &Field) -> El {
    let item = field.item();
    if item.is_facility() || field.options().is_empty() {
        return fragment();
    }
    let known = field.options().iter().filter_map(|own| Some((own, item.official_code(own)?)));
    let listed = known.map(|(own, code)| [code, " ", &own.label].concat());
    let listed: Vec<_> = listed.collect();
    let is_whole = listed.len() == field.options().len();
    el("p")
        .class("codes")
        .with(span("codes-name", "選択肢のコード: "))
        .when(!listed.is_empty(), || fragment().text(&listed.join("、")))
        .when(!is_whole, || {
            let words = if listed.is_empty() {
                "確認できていません "
            } else {
                "(ほかは確認できていません) "
            };
            fragment().text(words).with(provisional_mark())
        })
}

fn view_fact(name: &str, fact: &Fact) -> El {
    let inferred = fact.grade == Grade::Inferred;
    let source = |(id, place): &(String, String)| {
        let short = kakari_sources::Document::get(id).map_or(id.as_str(), |document| document.short);
        let hint = if inferred { "手がかり: " } else { "" };
        span("source-small", &[hint, short, " ", place].concat())
    };
    let grade = if fact.grade.is_provisional() { "暫定(確認できていません)" } else { fact.grade.label() };
    el("li").text(&[name, ": ", grade].concat()).maybe(fact.source.as_ref(), source)
}
