//! A `QuestionnaireResponse` back into a draft.

use std::fmt;

use kakari_catalog::{Catalog, Item, Kind};
use kakari_draft::{Draft, Object, Value};
use kakari_rules::{Options, check_briefly};

use crate::answers::{self, Answer};
use crate::names::{self, Extension, link};
use crate::rest::{self, Kept};

/// A response that was read, still without a catalogue.
#[derive(Clone, Debug)]
pub struct Answered {
    root: Object,
}

/// Why a text is no response that can become a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAResponse {
    /// Not JSON: line and column, from 1.
    NotJson(usize, usize),
    /// JSON, but another resource or none.
    OtherResource,
    /// A response to someone else's questionnaire.
    OtherQuestionnaire,
}

impl fmt::Display for NotAResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(line, column) => write!(f, "{line}行{column}列: JSONとして読めません"),
            Self::OtherResource => f.write_str("FHIRのQuestionnaireResponseではありません"),
            Self::OtherQuestionnaire => {
                f.write_str("「kakari fhir questionnaire」で作った調査票への回答ではありません")
            }
        }
    }
}

impl std::error::Error for NotAResponse {}

/// What came of a response.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The draft.
    pub draft: Draft,
    /// What a person should know about it, in the order of the form.
    pub notes: Vec<Note>,
}

/// Something about a merge that a person should know. Carries ids of the catalogue, and nothing that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The value of this item could not be shown whole in FHIR, and was answered anew there: the new answer counts.
    Replaced(String),
    /// The same, and the answer was removed there.
    Removed(String),
    /// An answer to this item is of a type that no item of the report has (a file, a reference). It was left out.
    Unreadable(String),
    /// So many answers belong to no item of the report. They were left out.
    Unknown(usize),
    /// What travels beside the items is damaged: the items alone were read.
    RestDamaged,
}

impl Note {
    /// Whether something of the response did not get into the draft.
    pub fn is_loss(&self) -> bool {
        matches!(self, Self::Unreadable(_) | Self::Unknown(_) | Self::RestDamaged)
    }
}

impl Answered {
    /// Reads a response. Its content is not looked at beyond what it is a response to.
    pub fn read(text: &str) -> Result<Self, NotAResponse> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value =
            Value::read(text).map_err(|error| NotAResponse::NotJson(error.line().max(1), error.column().max(1)))?;
        let Value::Object(root) = value else {
            return Err(NotAResponse::OtherResource);
        };
        if root.get("resourceType").and_then(Value::as_str) != Some("QuestionnaireResponse") {
            return Err(NotAResponse::OtherResource);
        }
        let canonical = root.get("questionnaire").and_then(Value::as_str);
        if canonical.is_some_and(|canonical| names::edition_of(canonical).is_none()) {
            return Err(NotAResponse::OtherQuestionnaire);
        }
        Ok(Self { root })
    }

    /// The edition of the questionnaire that was answered, where the response says so.
    pub fn edition(&self) -> Option<&str> {
        names::edition_of(self.root.get("questionnaire")?.as_str()?)
    }

    /// The draft, read with the catalogue of the edition.
    ///
    /// It starts from `base`: the draft that the response was made of, where it is at hand; otherwise what travels in the
    /// extension `draft-rest`; otherwise an empty draft. Then every item of the catalogue is settled, one at a time:
    ///
    /// 1. The start has a value of its own, and the answers in FHIR are those that [`response`](crate::response()) makes
    ///    of this value (numbers compared as numbers): nobody changed it, and it stays exactly as it is.
    /// 2. Otherwise, there are answers in FHIR: they are the value. One answer gives a value, several a list; items that
    ///    take lists always get one.
    /// 3. Otherwise, the start answers it and it was not asked there, so that no answer stood in FHIR: it stays.
    /// 4. Otherwise, the item was emptied in FHIR, and is taken out of the draft.
    ///
    /// So FHIR wins wherever it differs, item by item and never within one. Everything that is no item of the catalogue
    /// (edition, `report`, unknown members, members given twice) and the order of members come from the start; items
    /// that the start does not have are appended in the order of the form.
    pub fn draft(&self, catalog: &Catalog, base: Option<&Draft>) -> Merged {
        let mut notes = Vec::new();
        let carried = if base.is_none() { self.rest(&mut notes) } else { None };
        let mut draft = base.or(carried.as_ref()).cloned().unwrap_or_else(|| Draft::new(catalog.edition()));
        let mut found = Found { catalog, answers: vec![Vec::new(); catalog.items().len()], unknown: 0, notes };
        found.items(&self.root);
        let Found { answers, unknown, mut notes, .. } = found;
        // Whether something is asked does not depend on the day.
        let options = Options { today: catalog.dates().as_of, deadline: None };
        let report = base.map(|base| check_briefly(base, catalog, &options));
        let is_aside = |item: &Item| report.as_ref().is_some_and(|report| rest::is_aside(catalog, report, item));

        for (item, answers) in catalog.items().iter().zip(answers) {
            let kept = match (&carried, base) {
                (Some(rest), _) => rest::kept(rest, &item.id),
                (None, Some(base)) => match base.get(&item.id) {
                    None => Kept::Nothing,
                    Some(value) if is_aside(item) => Kept::Aside(value.clone()),
                    Some(value) => Kept::Exact(value.clone()),
                },
                (None, None) => Kept::Nothing,
            };
            settle(&mut draft, catalog, item, kept, answers, &mut notes);
        }
        if unknown > 0 {
            notes.push(Note::Unknown(unknown));
        }
        Merged { draft, notes }
    }

    /// What travels beside the items.
    fn rest(&self, notes: &mut Vec<Note>) -> Option<Draft> {
        let url = Extension::Rest.url();
        let is_rest = |extension: &&Object| extension.get("url").and_then(Value::as_str) == Some(&url);
        let extension = objects(&self.root, "extension").find(is_rest)?;
        let rest = extension.get("valueString").and_then(Value::as_str).and_then(|text| Draft::read(text).ok());
        if rest.is_none() {
            notes.push(Note::RestDamaged);
        }
        rest
    }
}

/// Decides one item; see [`Answered::draft`].
fn settle(draft: &mut Draft, catalog: &Catalog, item: &Item, kept: Kept, answers: Vec<Answer>, notes: &mut Vec<Note>) {
    let is_empty = answers.is_empty();
    let value = match kept {
        Kept::Nothing if is_empty => return,
        Kept::Nothing | Kept::Held => answers::to_value(item, answers),
        Kept::Aside(value) if is_empty => Some(value),
        Kept::Exact(value) | Kept::Aside(value) => {
            let shown = answers::of_value(catalog, item, &value);
            if answers::are_same(&shown, &answers) {
                Some(value)
            } else {
                if !answers::is_held_whole(item, &value, &shown) {
                    let id = item.id.clone();
                    notes.push(if is_empty { Note::Removed(id) } else { Note::Replaced(id) });
                }
                answers::to_value(item, answers)
            }
        }
    };
    draft.set(&item.id, value);
}

/// The answers met so far, by the place of their item in the catalogue.
struct Found<'a> {
    catalog: &'a Catalog,
    answers: Vec<Vec<Answer>>,
    unknown: usize,
    notes: Vec<Note>,
}

impl Found<'_> {
    /// All items under an element. Groups are not looked at: an item is known by its own `linkId`, wherever it stands.
    fn items(&mut self, parent: &Object) {
        for element in objects(parent, "item") {
            let known = element.get("linkId").and_then(Value::as_str).and_then(|link_id| self.catalog.find(link_id));
            match known {
                Some((index, item)) if item.kind == Kind::Partners => self.partner(index, item, element),
                Some((index, item)) => {
                    self.own_answers(index, item, element);
                    self.items(element);
                }
                None => {
                    self.unknown += objects(element, "answer").count();
                    self.items(element);
                }
            }
        }
    }

    fn own_answers(&mut self, index: usize, item: &Item, element: &Object) {
        for answer in objects(element, "answer") {
            match answer_of(self.catalog, item, answer) {
                Some(answer) => self.answers[index].push(answer),
                None => self.notes.push(Note::Unreadable(item.id.clone())),
            }
            self.items(answer);
        }
    }

    fn partner(&mut self, index: usize, item: &Item, element: &Object) {
        // Some tools answer a group itself; what they say is a value, if not a partner.
        self.own_answers(index, item, element);
        let mut unreadable = false;
        let mut part = |link_id: String| {
            let mut parts = objects(element, "item");
            let part = parts.find(|part| part.get("linkId").and_then(Value::as_str) == Some(&link_id))?;
            let text = objects(part, "answer").next()?.get("valueString").and_then(Value::as_str);
            unreadable |= text.is_none();
            text.map(ToOwned::to_owned)
        };
        let (name, content) = (part(link::partner_name(&item.id)), part(link::partner_content(&item.id)));
        if unreadable {
            self.notes.push(Note::Unreadable(item.id.clone()));
        }
        if name.is_some() || content.is_some() {
            self.answers[index].push(Answer::Partner(name, content));
        }
    }
}

/// The objects in a list.
fn objects<'a>(parent: &'a Object, name: &str) -> impl Iterator<Item = &'a Object> {
    parent.get(name).and_then(Value::as_array).unwrap_or_default().iter().filter_map(Value::as_object)
}

fn answer_of(catalog: &Catalog, item: &Item, answer: &Object) -> Option<Answer> {
    let (name, value) = answer.iter().find(|(name, _)| name.starts_with("value"))?;
    let text = |text: &str| Answer::Text(text.to_owned());
    match (name, value) {
        ("valueCoding", Value::Object(coding)) => key_of(catalog, item, coding),
        // A tool that knows the unit of a number may give it back with its unit.
        ("valueQuantity", Value::Object(quantity)) => quantity.get("value")?.as_number().cloned().map(Answer::Number),
        // Where a tool takes free text for a choice, a label that was typed is the option.
        ("valueString", Value::String(typed)) => {
            let option = catalog.options(item).iter().find(|option| option.label == *typed);
            Some(text(option.map_or(typed, |option| &option.key)))
        }
        (_, Value::String(other)) => Some(text(other)),
        (_, Value::Number(number)) => Some(Answer::Number(number.clone())),
        (_, Value::Bool(flag)) => Some(Answer::Flag(*flag)),
        _ => None,
    }
}

/// The key of an option, or what stands in its place.
fn key_of(catalog: &Catalog, item: &Item, coding: &Object) -> Option<Answer> {
    let text = |member| coding.get(member).and_then(Value::as_str).filter(|text| !text.is_empty());
    let (system, code, display) = (text("system"), text("code"), text("display"));
    let is_ours = system.is_none_or(|system| system == names::options(item));
    if let Some(code) = code.filter(|_| is_ours) {
        return Some(Answer::Text(code.to_owned()));
    }
    let option = catalog.options(item).iter().find(|option| display == Some(option.label.as_str()));
    option.map(|option| option.key.as_str()).or(display).or(code).map(|text| Answer::Text(text.to_owned()))
}
