//! `kakari catalog show`

use std::io::{self, Write};

use kakari_catalog::{Catalog, Item};
use kakari_draft::Value;
use kakari_rules::Editions;
use kakari_sources::quote;

use super::{Format, ShowArgs, json, list};
use crate::explain::{explain_item, grade};
use crate::outcome::{Failure, Outcome, complain};
use crate::paint::Paint;

/// Shows all that an edition says of an item.
pub fn run(args: &ShowArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let Some(catalog) = args.which.choose(editions) else {
        return Ok(Outcome::NotDone);
    };
    let name = args.item.trim();
    let Some((_, item)) = catalog.find(name) else {
        complain(&format!("項目「{name}」はありません。「kakari catalog list」で一覧を表示します。"));
        return Ok(Outcome::NotDone);
    };
    match args.shape.format {
        Format::Human => human(out, Paint::for_stdout(), &catalog, item)?,
        Format::Json => json::write(out, &value(&catalog, item))?,
    }
    Ok(Outcome::Clean)
}

fn human(out: &mut impl Write, paint: Paint, catalog: &Catalog, item: &Item) -> io::Result<()> {
    list::heading(out, paint, catalog)?;
    writeln!(out)?;
    explain_item(out, paint, &[catalog], catalog, item)?;
    let own: Vec<_> = catalog.options(item).iter().filter(|option| option.fact.is_some()).collect();
    if !own.is_empty() {
        writeln!(out, "  選択肢ごとのコード:")?;
        for option in own {
            let fact = option.fact.as_ref().map(grade).unwrap_or_default();
            writeln!(out, "    [{}] {}: {fact}", option.key, option.label)?;
        }
    }
    if !item.is_facility() {
        writeln!(out, "\n公表: {}", if item.published { "されます。" } else { "されません。" })?;
    }
    Ok(())
}

fn value(catalog: &Catalog, item: &Item) -> Value {
    let law = item.law.iter().map(|place| {
        let wording = quote("regulation", place).map_or(Value::Null, |quote| json::text(quote.text));
        json::object([("source", json::text("regulation")), ("place", json::text(place)), ("quote", wording)])
    });
    let options = catalog.options(item).iter().map(|option| {
        let mut members = vec![("key", json::text(&option.key))];
        members.extend(json::members(option.properties()));
        members.push(("code_grade", json::text(item.code_grade(option).key())));
        members.push(("code_is_official", Value::Bool(item.official_code(option).is_some())));
        json::object(members)
    });
    let mut members = vec![("id", json::text(&item.id))];
    for (name, value) in json::members(item.properties()) {
        match name {
            "number" => {
                members.push((name, value));
                members.push(("number_is_official", Value::Bool(item.number_is_official())));
            }
            "period" => {
                members.push((name, value));
                let words = item.period.map_or(Value::Null, |key| json::text(&catalog.period_in_words(key)));
                members.push(("period_in_words", words));
            }
            // The name of the set is the file's own; what it holds is what is asked.
            "options" => members.push(("option_set", value)),
            "law" => members.push((name, Value::Array(law.clone().collect()))),
            _ => members.push((name, value)),
        }
    }
    members.push(("options", Value::Array(options.collect())));
    let mut all = json::edition(catalog);
    all.push(("item", json::object(members)));
    json::object(all)
}
