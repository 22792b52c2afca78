//! `kakari catalog diff`

use std::io::{self, Write};

use kakari_catalog::{Catalog, Change, Fact, Subject, What, diff};
use kakari_draft::{Object, Value};
use kakari_rules::Editions;
use kakari_sources::Grade;

use super::{DiffArgs, Format, json};
use crate::explain::grade;
use crate::outcome::{Failure, Outcome};
use crate::paint::Paint;
use crate::source;

/// Says what differs between two catalogues.
pub fn run(args: &DiffArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let (before, after) = (source::named(&args.before, editions), source::named(&args.after, editions));
    let (Some(before), Some(after)) = (before, after) else {
        return Ok(Outcome::NotDone);
    };
    let changes = diff(&before, &after);
    match args.shape.format {
        Format::Human => human(out, Paint::for_stdout(), &before, &after, &changes)?,
        Format::Json => json::write(out, &value(&before, &after, &changes))?,
    }
    Ok(if changes.is_empty() { Outcome::Clean } else { Outcome::Errors })
}

fn human(out: &mut impl Write, paint: Paint, before: &Catalog, after: &Catalog, changes: &[Change]) -> io::Result<()> {
    for (name, catalog) in [("前", before), ("後", after)] {
        writeln!(out, "{name}: {}({})  台帳の指紋 {}", catalog.label(), catalog.edition(), catalog.fingerprint())?;
    }
    if changes.is_empty() {
        return writeln!(out, "\n違いはありません。");
    }
    let mut last = None;
    for Change { subject, what } in changes {
        let heading = heading(before, subject);
        if last.as_ref() != Some(&heading) {
            writeln!(out, "\n{}", paint.bold(&heading))?;
            last = Some(heading);
        }
        let indent = match subject {
            Subject::Option(item, key) if matches!(what, What::Changed { .. }) => {
                format!("  選択肢「{}」の", option_label(before, item, key))
            }
            Subject::Option(..) => "  選択肢".to_owned(),
            Subject::Group(section, id) if matches!(what, What::Changed { .. }) => {
                format!("  まとまり「{}」の", group_label(before, section, id))
            }
            Subject::Group(..) => "  まとまり".to_owned(),
            _ => "  ".to_owned(),
        };
        match what {
            What::Added(name) => writeln!(out, "{indent}+ {name}{}", id(subject))?,
            What::Removed(name) => writeln!(out, "{indent}- {name}{}", id(subject))?,
            What::Changed { label, before, after, .. } => {
                writeln!(out, "{indent}{label}: {} → {}", words(before), words(after))?;
            }
        }
    }
    Ok(())
}

/// What stands above the changes of a section or an item.
fn heading(catalog: &Catalog, subject: &Subject) -> String {
    match subject {
        Subject::Edition => "版".to_owned(),
        Subject::Section(id) | Subject::Group(id, _) => {
            format!("区分 {}", catalog.section(id).map_or(id.as_str(), |section| &section.label))
        }
        Subject::Item(id) | Subject::Option(id, _) => {
            format!("{id} {}", catalog.find(id).map_or("", |(_, item)| item.short()))
        }
    }
}

fn option_label(catalog: &Catalog, item: &str, key: &str) -> String {
    let option = catalog.find(item).and_then(|(_, item)| catalog.option(item, key));
    option.map_or_else(|| key.to_owned(), |option| option.label.clone())
}

fn group_label(catalog: &Catalog, section: &str, id: &str) -> String {
    let group = catalog.section(section).and_then(|section| section.groups.iter().find(|group| group.id == id));
    group.map_or_else(|| id.to_owned(), |group| group.label.clone())
}

/// The name in the files of what is new or gone.
fn id(subject: &Subject) -> String {
    match subject {
        Subject::Option(_, id) | Subject::Group(_, id) | Subject::Section(id) => format!(" [{id}]"),
        Subject::Edition | Subject::Item(_) => String::new(),
    }
}

/// A value for a reader.
fn words(value: &Value) -> String {
    match value {
        Value::Null => "(なし)".to_owned(),
        Value::Bool(true) => "はい".to_owned(),
        Value::Bool(false) => "いいえ".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(list) if list.is_empty() => "(なし)".to_owned(),
        Value::Array(list) => list.iter().map(words).collect::<Vec<_>>().join("、"),
        Value::Object(object) => table(object),
    }
}

/// A fact (`grade`, `source`, `place`) or a span of days (`from`, `to`).
fn table(object: &Object) -> String {
    const GRADES: [Grade; 5] = [Grade::Law, Grade::Manual, Grade::Guideline, Grade::Press, Grade::Inferred];
    let member = |name| object.get(name).and_then(Value::as_str);
    if let (Some(from), Some(to)) = (member("from"), member("to")) {
        return format!("{from}〜{to}");
    }
    let known = GRADES.into_iter().find(|grade| Some(grade.key()) == member("grade"));
    let source = member("source").zip(member("place")).map(|(id, place)| (id.to_owned(), place.to_owned()));
    known.map_or_else(String::new, |known| grade(&Fact { grade: known, source }))
}

fn value(before: &Catalog, after: &Catalog, changes: &[Change]) -> Value {
    let changes = changes.iter().map(|Change { subject, what }| {
        let mut members = match subject {
            Subject::Edition => vec![("subject", json::text("edition"))],
            Subject::Section(id) => vec![("subject", json::text("section")), ("section", json::text(id))],
            Subject::Group(section, id) => {
                vec![("subject", json::text("group")), ("section", json::text(section)), ("group", json::text(id))]
            }
            Subject::Item(id) => vec![("subject", json::text("item")), ("item", json::text(id))],
            Subject::Option(item, key) => {
                vec![("subject", json::text("option")), ("item", json::text(item)), ("option", json::text(key))]
            }
        };
        members.extend(match what {
            What::Added(name) => vec![("change", json::text("added")), ("label", json::text(name))],
            What::Removed(name) => vec![("change", json::text("removed")), ("label", json::text(name))],
            What::Changed { name, before, after, .. } => vec![
                ("change", json::text("changed")),
                ("fact", json::text(name)),
                ("before", before.clone()),
                ("after", after.clone()),
            ],
        });
        json::object(members)
    });
    json::object([
        ("before", json::object(json::edition(before))),
        ("after", json::object(json::edition(after))),
        ("changes", Value::Array(changes.collect())),
    ])
}
