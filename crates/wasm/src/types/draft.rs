//! The draft (下書き) for TypeScript, with every item of the catalogue by its id.

use kakari_catalog::{Catalog, ChoiceOption, Item, Kind};
use kakari_draft::{FORMAT, REPORTS};

use super::{about, alias, alternatives, union};

/// What a draft is made of, edition by edition.
pub fn declarations() -> Vec<String> {
    let partner = [optional("連携医療機関の名称", "name", "string"), optional("連携の内容", "content", "string")];
    let mut all = vec![
        union("Edition", "An edition that is built in.", Catalog::builtin_editions()),
        alias(
            "EditionName",
            "The name of an edition: one that is built in, or that of a catalogue of one's own.",
            "Edition | (string & {})",
        ),
        union("ReportKind", "定期報告 or 変更報告.", REPORTS),
        object("Partner", "連携医療機関.", &partner.concat()),
    ];
    let mut before: Option<Catalog> = None;
    for catalog in Catalog::builtin_editions().filter_map(Catalog::builtin) {
        all.extend([items(&catalog, before.as_ref(), true), items(&catalog, before.as_ref(), false), draft(&catalog)]);
        before = Some(catalog);
    }
    let every =
        |part: &str| Catalog::builtin_editions().map(|name| format!("{part}{name}")).collect::<Vec<_>>().join(" | ");
    all.extend([
        alias(
            "Draft",
            "A draft (下書き) as it stands in a draft file. Nothing but `format` has to be there.",
            &every("Draft"),
        ),
        alias("Facility", "The members of `facility` (医療機関), of any edition.", &every("Facility")),
        alias("Answers", "The members of `answers` (回答), of any edition.", &every("Answers")),
        alias(
            "ItemId",
            "The id of an item. One that begins with `facility.` stands in `facility` under the rest of it, any other in `answers`.",
            &format!("`facility.${{{}}}` | {}", every("keyof Facility"), every("keyof Answers")),
        ),
    ]);
    all
}

/// The file for an edition.
fn draft(catalog: &Catalog) -> String {
    let edition = catalog.edition();
    let lines = [
        format!("{}  format: '{FORMAT}';\n", about("  ", "Says that it is a draft.")),
        optional("Version of the file format.", "version", "number"),
        optional("The edition; that of the day of the check where absent.", "edition", &format!("'{edition}'")),
        optional("Kind of report.", "report", "ReportKind"),
        optional("医療機関", "facility", &format!("Facility{edition}")),
        optional("回答", "answers", &format!("Answers{edition}")),
    ];
    object(&format!("Draft{edition}"), &format!("A draft (下書き) of the {}.", catalog.label()), &lines.concat())
}

/// The items of `facility` or of `answers`: those of the edition before where they are the same.
fn items(catalog: &Catalog, before: Option<&Catalog>, is_facility: bool) -> String {
    let (part, words) = if is_facility { ("Facility", "医療機関") } else { ("Answers", "回答") };
    let (name, words) = (format!("{part}{}", catalog.edition()), format!("{words}, {}.", catalog.label()));
    let own = members(catalog, is_facility);
    match before.filter(|before| members(before, is_facility) == own) {
        Some(before) => alias(&name, &words, &format!("{part}{}", before.edition())),
        None => object(&name, &words, &own),
    }
}

/// The items of `facility` or of `answers` as members, in the order of the form.
fn members(catalog: &Catalog, is_facility: bool) -> String {
    let asked = catalog.items().iter().filter(|item| item.is_facility() == is_facility);
    let member = |item: &Item| {
        let options = catalog.options(item);
        let id = item.id.strip_prefix("facility.").unwrap_or(&item.id);
        optional(&words(item, options), &format!("'{id}'"), &kind(item.kind, options))
    };
    asked.map(member).collect()
}

/// What is asked, in what it is counted or written, and what the options mean.
fn words(item: &Item, options: &[ChoiceOption]) -> String {
    let unit = item.unit.as_ref().map(|unit| format!(", {unit}")).unwrap_or_default();
    let options: Vec<_> = options.iter().map(|own| format!("{} {}", own.key, own.label)).collect();
    let how = match item.kind {
        Kind::Decimal1 => ", one decimal".to_owned(),
        Kind::Date => ", \"YYYY-MM-DD\"".to_owned(),
        _ if options.is_empty() => String::new(),
        _ => format!(": {}", options.join(" / ")),
    };
    format!("{}{unit}{how}", item.label)
}

/// What an answer of this kind is. A file may hold something else, as it was typed, which a check finds.
fn kind(kind: Kind, options: &[ChoiceOption]) -> String {
    let keys = alternatives(options.iter().map(|option| option.key.as_str()));
    match kind {
        Kind::Choice => keys,
        Kind::Multi => format!("Array<{keys}>"),
        Kind::Count | Kind::Decimal1 => "number".to_owned(),
        Kind::Text | Kind::Date => "string".to_owned(),
        Kind::Partners => "Array<Partner>".to_owned(),
        Kind::Names => "Array<string>".to_owned(),
        Kind::Flag => "boolean".to_owned(),
    }
}

fn object(name: &str, words: &str, members: &str) -> String {
    alias(name, words, &format!("{{\n{members}}}"))
}

/// A member that may be absent.
fn optional(words: &str, name: &str, kind: &str) -> String {
    format!("{}  {name}?: {kind};\n", about("  ", words))
}
