//! A draft as a `QuestionnaireResponse`.

use kakari_catalog::{Catalog, Date, Item, Section};
use kakari_draft::{Draft, Value};
use kakari_rules::{InstitutionCode, Report};

use crate::json::{self, Node};
use crate::names::{self, Extension, link};
use crate::{answers, rest};

/// The id of the institution inside the response.
const SUBJECT: &str = "facility";

/// The `QuestionnaireResponse` of a draft, as JSON. It is `completed` when nothing stands against filing the report. Its
/// items are the answers to what is asked; what else the draft holds travels beside them: see
/// [`Answered`](crate::Answered) for the way back.
pub fn response(draft: &Draft, catalog: &Catalog, report: &Report, authored: Date) -> String {
    let subject = subject(draft);
    let has_subject = subject.is_some();
    let rest = rest::of(draft, catalog, report).to_line();
    let rest = Node::extension(&Extension::Rest.url()).with("valueString", rest.as_str());
    let canonical = format!("{}|{}", names::questionnaire(catalog), names::version(catalog));
    let mut node = Node::resource("QuestionnaireResponse")
        .with("language", "ja")
        .list("contained", subject.into_iter().collect())
        .list("extension", vec![rest.end()])
        .with("questionnaire", canonical.as_str())
        .with("status", if report.is_ready() { "completed" } else { "in-progress" });
    if has_subject {
        let reference = format!("#{SUBJECT}");
        node = node.with("subject", Node::new().with("reference", reference.as_str()).with("type", "Organization"));
    }
    let sections = catalog.sections().iter().filter_map(|section| section_item(draft, catalog, report, section));
    let resource = node.with("authored", authored.to_string().as_str()).list("item", sections.collect());
    json::text(&resource.end())
}

/// The institution, where its code can be read or its name is given.
fn subject(draft: &Draft) -> Option<Value> {
    let text = |id| draft.get(id).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let code = text("facility.code").and_then(InstitutionCode::parse);
    let name = text("facility.name").filter(|name| !name.contains(char::is_control));
    if code.is_none() && name.is_none() {
        return None;
    }
    let identifier = code
        .map(|code| Node::new().with("system", names::INSTITUTION_CODE).with("value", code.to_string().as_str()).end());
    let organization = Node::resource("Organization")
        .with("id", SUBJECT)
        .list("identifier", identifier.into_iter().collect())
        .text("name", name);
    Some(organization.end())
}

fn section_item(draft: &Draft, catalog: &Catalog, report: &Report, section: &Section) -> Option<Value> {
    let groups = section.groups.iter().filter_map(|group| {
        let items = catalog.items_of(&section.id).filter(|item| item.group == group.id);
        let items: Vec<_> = items.flat_map(|item| question_items(draft, catalog, report, item)).collect();
        group_item(&link::group(&section.id, &group.id), &group.label, items)
    });
    group_item(&section.id, &format!("{} {}", section.label, section.title), groups.collect())
}

/// A group, where anything in it is answered.
fn group_item(link_id: &str, text: &str, items: Vec<Value>) -> Option<Value> {
    if items.is_empty() {
        return None;
    }
    Some(Node::new().with("linkId", link_id).with("text", text).list("item", items).end())
}

fn question_items(draft: &Draft, catalog: &Catalog, report: &Report, item: &Item) -> Vec<Value> {
    let Some(value) = draft.get(&item.id).filter(|_| !rest::is_aside(catalog, report, item)) else {
        return Vec::new();
    };
    answers::to_items(catalog, item, &answers::of_value(catalog, item, value))
}
