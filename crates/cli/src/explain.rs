//! `kakari explain`

use std::io::{self, Write};

use clap::Args;
use kakari_catalog::{Catalog, Fact, Item, Kind, Posting};
use kakari_form::condition_in_words;
use kakari_rules::registry::{RULES, rule};
use kakari_rules::{Editions, Example, Rule};
use kakari_sources::{Cite, Document, quote};

use crate::args::ARGUMENTS;
use crate::outcome::{Failure, Outcome, complain};
use crate::paint::Paint;

/// `kakari explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// 点検コードか項目ID
    #[arg(value_name = "コードか項目", help_heading = ARGUMENTS)]
    pub name: String,
}

/// Explains a code or an item.
pub fn run(args: &ExplainArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let name = args.name.trim();
    let paint = Paint::for_stdout();
    if let Some(rule) = rule(&name.to_uppercase()) {
        explain_rule(out, paint, rule)?;
        return Ok(Outcome::Clean);
    }
    let newest = editions.all().next_back().and_then(|catalog| catalog.find(name).map(|(_, item)| (catalog, item)));
    if let Some((catalog, item)) = newest {
        let all: Vec<_> = editions.all().collect();
        explain_item(out, paint, &all, catalog, item)?;
        return Ok(Outcome::Clean);
    }
    let near = nearest(name, editions);
    complain(&format!("「{name}」という点検コードや項目はありません。もしかして: {}", near.join("、")));
    Ok(Outcome::NotDone)
}

/// The names that come closest.
fn nearest(name: &str, editions: &Editions) -> Vec<String> {
    const SHOWN: usize = 3;
    let codes = RULES.iter().map(|rule| rule.code.to_owned());
    let items =
        editions.all().next_back().into_iter().flat_map(|catalog| catalog.items().iter().map(|item| item.id.clone()));
    let wanted = name.to_lowercase();
    let mut all: Vec<(usize, String)> =
        codes.chain(items).map(|known| (strsim::damerau_levenshtein(&wanted, &known.to_lowercase()), known)).collect();
    all.sort();
    all.into_iter().take(SHOWN).map(|(_, known)| known).collect()
}

fn explain_rule(out: &mut impl Write, paint: Paint, rule: &Rule) -> io::Result<()> {
    let provisional = if rule.provisional { "(暫定)" } else { "" };
    writeln!(out, "{}", paint.bold(&format!("{} {}", rule.code, rule.title)))?;
    writeln!(out, "重さ: {}{provisional}", paint.severity(rule.severity, rule.severity.label()))?;
    writeln!(out, "定めの時期: {}", rule.in_force.in_words())?;
    writeln!(out, "\n{}", rule.page.about)?;
    let several = rule.texts.len() > 1;
    for (place, text) in rule.texts.iter().enumerate() {
        let title = if several { format!("指摘の文 {}", place + 1) } else { "指摘の文".to_owned() };
        writeln!(out, "\n{}", paint.bold(&title))?;
        writeln!(out, "  何が: {}\n  理由: {}\n  対応: {}", plain(text.message), plain(text.why), plain(text.fix))?;
    }
    if rule.provisional {
        writeln!(out, "\n公的な資料で確かめられていない事実によるため、暫定です。")?;
    }
    examples(out, paint, "指摘しない例", rule.page.good)?;
    examples(out, paint, "指摘する例", rule.page.bad)?;
    writeln!(out, "\n{}", paint.bold("根拠"))?;
    for cite in rule.sources {
        explain_cite(out, paint, "  ", cite)?;
    }
    Ok(())
}

/// The templates of a text, with words in place of what is filled in.
fn plain(template: &str) -> String {
    let mut text = template.replace("{items}", "「(項目名)」");
    for place in 0..10 {
        text = text.replace(&format!("{{{place}}}"), "…");
    }
    text
}

fn examples(out: &mut impl Write, paint: Paint, title: &str, examples: &[Example]) -> io::Result<()> {
    if examples.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", paint.bold(title))?;
    for example in examples {
        writeln!(out, "  - {}(点検日 {})", example.title, example.today)?;
        if !example.deadline.is_empty() {
            writeln!(out, "      都道府県の期限 {}", example.deadline)?;
        }
        for (id, json) in example.set {
            let value = if json.is_empty() { "(答えなし)" } else { json };
            writeln!(out, "      {id}: {value}")?;
        }
    }
    Ok(())
}

/// A source with what it says.
pub fn explain_cite(out: &mut impl Write, paint: Paint, indent: &str, cite: &Cite) -> io::Result<()> {
    writeln!(out, "{indent}- {}({})", cite.title(), cite.relation.label())?;
    explain_place(out, paint, indent, cite.id, cite.place)
}

/// The passage where it may be quoted, and where to look it up.
fn explain_place(out: &mut impl Write, paint: Paint, indent: &str, id: &str, place: &str) -> io::Result<()> {
    if let Some(quote) = quote(id, place) {
        writeln!(out, "{indent}    「{}」", quote.text)?;
    }
    let Some(document) = Document::get(id) else {
        return Ok(());
    };
    let checked = document.checked.map_or_else(String::new, |day| format!("(確認 {day})"));
    writeln!(out, "{indent}    {}", paint.dim(&format!("{}{checked}", document.title)))?;
    if let Some(url) = document.url {
        writeln!(out, "{indent}    {}", paint.dim(url))?;
    }
    Ok(())
}

/// An item as one catalogue has it, with its periods in several.
pub fn explain_item(
    out: &mut impl Write,
    paint: Paint,
    editions: &[&Catalog],
    catalog: &Catalog,
    item: &Item,
) -> io::Result<()> {
    writeln!(out, "{}", paint.bold(&item.label))?;
    writeln!(out, "項目ID: {}", item.id)?;
    if let Some(section) = catalog.section(&item.section) {
        let group = section.groups.iter().find(|group| group.id == item.group);
        writeln!(
            out,
            "区分: {} {} / {}",
            section.label,
            section.title,
            group.map_or("", |group| group.label.as_str())
        )?;
    }
    match &item.number {
        Some(number) if item.number_is_official() => writeln!(out, "項番: {number}")?,
        Some(number) => writeln!(out, "項番: {number}(暫定)")?,
        None => {}
    }
    writeln!(out, "答え方: {}", kind(item))?;
    if item.star {
        writeln!(out, "★ 1号機能の要件です。")?;
    }
    match item.posting {
        Some(Posting::Heading | Posting::Required) => writeln!(out, "院内掲示: 法令で必要です。")?,
        Some(Posting::Optional) => writeln!(out, "院内掲示: 様式(例)にありますが、載せるかどうかは任意です。")?,
        None => {}
    }
    if item.preprinted {
        writeln!(out, "電子レセプトで請求していれば、G-MIS に集計値があらかじめ表示されます。")?;
    }
    if let Some(when) = &item.when {
        writeln!(out, "聞くとき: {}", condition_in_words(when, catalog))?;
    }
    for help in [&item.help, &item.not_needed].into_iter().flatten() {
        writeln!(out, "\n{help}")?;
    }
    if let Some(key) = item.period {
        writeln!(out, "\n{}", paint.bold("対象期間"))?;
        for edition in editions {
            let sure = item.facts.period.as_ref().is_some_and(|fact| !fact.grade.is_provisional());
            let mark = if sure && edition.provisional().is_none() { "" } else { "(暫定)" };
            writeln!(out, "  {}: {}{mark}", edition.label(), edition.period_in_words(key))?;
        }
    }
    options(out, paint, catalog, item)?;
    if !item.law.is_empty() {
        writeln!(out, "\n{}", paint.bold("法令の場所"))?;
        for place in &item.law {
            writeln!(out, "  - {}", title("regulation", place))?;
            explain_place(out, paint, "  ", "regulation", place)?;
        }
    }
    facts(out, paint, item)
}

/// How it is answered, in words.
pub fn kind(item: &Item) -> String {
    let unit = item.unit.as_deref().map_or_else(String::new, |unit| format!("(単位 {unit})"));
    let words = match item.kind {
        Kind::Choice => "1つ選びます",
        Kind::Multi => "当てはまるものをすべて選びます",
        Kind::Count => "0以上の整数",
        Kind::Decimal1 => "小数点以下第1位までの数(第2位は切り捨て)",
        Kind::Text => "文章",
        Kind::Partners => "連携医療機関の名称と連携の内容",
        Kind::Names => "名称(1つずつ)",
        Kind::Date => "日付",
        Kind::Flag => "はい・いいえ",
    };
    format!("{words}{unit}")
}

fn options(out: &mut impl Write, paint: Paint, catalog: &Catalog, item: &Item) -> io::Result<()> {
    let options = catalog.options(item);
    if options.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", paint.bold("選択肢(コード: 選択肢 [下書きでの書き方])"))?;
    for option in options {
        let code = match (item.official_code(option), &option.code) {
            (Some(code), _) => format!("{code}: "),
            // The facility is not part of the report; its options have no codes.
            (None, _) if item.is_facility() => String::new(),
            (None, Some(code)) => format!("{code}(暫定): "),
            (None, None) => "コード未確認(暫定): ".to_owned(),
        };
        writeln!(out, "  {code}{} [{}]", option.label, option.key)?;
        if let Some(formal) = &option.formal {
            writeln!(out, "      告示の文言: {formal}")?;
        }
        if let Some(help) = &option.help {
            writeln!(out, "      {help}")?;
        }
    }
    Ok(())
}

fn facts(out: &mut impl Write, paint: Paint, item: &Item) -> io::Result<()> {
    writeln!(out, "\n{}", paint.bold("確度と出典"))?;
    for (_, name, fact) in item.facts.known() {
        writeln!(out, "  {name}: {}", grade(fact))?;
    }
    Ok(())
}

/// How well a fact is known, and from where.
pub fn grade(fact: &Fact) -> String {
    match &fact.source {
        Some((id, place)) if fact.grade.is_provisional() => {
            format!("{}(手がかり: {})", fact.grade.label(), title(id, place))
        }
        Some((id, place)) => format!("{}({})", fact.grade.label(), title(id, place)),
        None => fact.grade.label().to_owned(),
    }
}

fn title(id: &str, place: &str) -> String {
    format!("{} {place}", Document::get(id).map_or(id, |document| document.short))
}
