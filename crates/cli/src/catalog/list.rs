//! `kakari catalog list`

use std::io::{self, Write};

use kakari_catalog::{Catalog, Item};
use kakari_draft::Value;
use kakari_rules::Editions;

use super::{Format, ListArgs, json};
use crate::outcome::{Failure, Outcome};
use crate::paint::Paint;

/// Lists the items of an edition.
pub fn run(args: &ListArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let Some(catalog) = args.which.choose(editions) else {
        return Ok(Outcome::NotDone);
    };
    match args.shape.format {
        Format::Human => human(out, Paint::for_stdout(), &catalog)?,
        Format::Json => json::write(out, &value(&catalog))?,
    }
    Ok(Outcome::Clean)
}

/// The edition in a line or two.
pub fn heading(out: &mut impl Write, paint: Paint, catalog: &Catalog) -> io::Result<()> {
    let title = format!("{}({})", catalog.label(), catalog.edition());
    writeln!(out, "{}  台帳の指紋 {}", paint.bold(&title), catalog.fingerprint())?;
    match catalog.provisional() {
        Some(why) => writeln!(out, "{}", paint.dim(&format!("暫定: {why}"))),
        None => Ok(()),
    }
}

fn human(out: &mut impl Write, paint: Paint, catalog: &Catalog) -> io::Result<()> {
    heading(out, paint, catalog)?;
    let widest = |text: fn(&Item) -> String| catalog.items().iter().map(|item| width(&text(item))).max().unwrap_or(0);
    let columns: [fn(&Item) -> String; 3] = [|item| item.id.clone(), number, |item| item.kind.key().to_owned()];
    let widths = columns.map(widest);
    for section in catalog.sections() {
        writeln!(out, "\n{}", paint.bold(&format!("{} {}", section.label, section.title)))?;
        for item in catalog.items_of(&section.id) {
            for (text, wide) in columns.iter().zip(widths) {
                let text = text(item);
                write!(out, "  {text}{}", " ".repeat(wide - width(&text)))?;
            }
            writeln!(out, "  {}", item.label)?;
        }
    }
    Ok(())
}

/// The number on the form, marked where no official page shows it.
fn number(item: &Item) -> String {
    match &item.number {
        Some(number) if item.number_is_official() => number.clone(),
        Some(number) => format!("{number}(暫定)"),
        None => "-".to_owned(),
    }
}

/// Columns that a text takes on a terminal: Japanese characters take two.
fn width(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

fn value(catalog: &Catalog) -> Value {
    let items = catalog.items().iter().map(|item| {
        json::object([
            ("id", json::text(&item.id)),
            ("number", item.number.as_deref().map_or(Value::Null, json::text)),
            ("number_is_official", Value::Bool(item.number_is_official())),
            ("label", json::text(&item.label)),
            ("kind", json::text(item.kind.key())),
        ])
    });
    let mut members = json::edition(catalog);
    members.push(("items", Value::Array(items.collect())));
    json::object(members)
}
