//! 違いの一覧: what differs from last year's draft, and from what the prefecture confirmed.

use std::rc::Rc;

use kakari_catalog::{Catalog, PeriodKey, Span, Subject, diff, wareki};
use kakari_documents::carry_over::{self, is_figure, unplaced};
use kakari_draft::Draft;
use kakari_form::{Step, period_name};
use kakari_rules::structure_changes;
use kakari_session::{Session, Trouble};
use kakari_sources::{Document, quote};

use super::beginnings::report_change;
use super::{Content, act, beside_open, screen};
use crate::device;
use crate::html::{El, el, fragment};
use crate::keep;
use crate::route::{Screen, href_of};
use crate::store::Context;
use crate::words::{button, p, span};

/// What the draft is compared with.
struct Differences {
    /// What the prefecture confirmed, and the day on which that was kept, in words.
    confirmed: Option<(Compared, String)>,
    last_year: Option<Compared>,
}

impl Content for Differences {
    fn draw(&self, store: &Context) -> El {
        view(store, self)
    }
}

/// What an earlier draft and the draft answer otherwise.
struct Compared {
    /// The earlier draft's edition.
    before: String,
    /// What differs between the editions: name, before, now.
    edition: Vec<[String; 3]>,
    /// Name of the section, and what differs in it.
    sections: Vec<(String, Vec<Row>)>,
    /// How many items of the structure of a 2号機能 differ.
    structure: usize,
    /// What the edition has no place for: name and value.
    unplaced: Vec<[String; 2]>,
}

/// An item that is answered otherwise. An empty text is no answer.
struct Row {
    href: String,
    label: String,
    before: String,
    now: String,
    is_figure: bool,
    is_structure: bool,
}

impl Row {
    /// Whether it is a figure of last year that this year's is still to come for.
    fn is_open(&self) -> bool {
        self.is_figure && !self.before.is_empty() && self.now.is_empty()
    }
}

/// Reads what there is to compare, and compares it.
pub(super) async fn read(store: &Context) -> Result<Rc<dyn Content>, Trouble> {
    let lies = keep::lies(&store.id).await?;
    let store = store.now();
    let between = |name| {
        let before = lies.get(name).map(|text| beside_open(&store, &text, "").ok_or(Trouble::Damaged));
        Ok(before.transpose()?.map(|before| compare(&before, &store)))
    };
    let day = lies.get(keep::CONFIRMED_ON).unwrap_or_default();
    let confirmed = between(keep::CONFIRMED)?.map(|compared| (compared, day));
    Ok(Rc::new(Differences { confirmed, last_year: between(keep::LAST_YEAR)? }))
}

fn compare(before: &Session, now: &Session) -> Compared {
    let (old, new) = (&*before.catalog, &*now.catalog);
    let structure = structure_changes(&now.draft, &before.draft, new);
    let mut sections: Vec<(String, Vec<Row>)> = Vec::new();
    for one in carry_over::differences((&before.draft, old), (&now.draft, new)) {
        let item = &new.items()[one.index];
        let label = new.section(&item.section).map_or("", |section| &section.label);
        let row = Row {
            href: href_of(item),
            label: item.label.clone(),
            before: one.before,
            now: one.now,
            is_figure: is_figure(item),
            is_structure: structure.contains(&one.index),
        };
        match sections.last_mut() {
            Some((last, rows)) if last == label => rows.push(row),
            _ => sections.push((label.to_owned(), vec![row])),
        }
    }
    Compared {
        before: old.label().to_owned(),
        edition: if old.edition() == new.edition() { Vec::new() } else { editions(old, new) },
        sections,
        structure: structure.len(),
        unplaced: unplaced(&now.draft, new).into_iter().map(|one| [one.label, one.value]).collect(),
    }
}

/// The days of two editions in words, and the items about which their catalogues say otherwise.
fn editions(old: &Catalog, new: &Catalog) -> Vec<[String; 3]> {
    let span = |span: Span| [&*wareki::day(span.from), "〜", &wareki::day(span.to)].concat();
    let mut rows = vec![
        ["年度".to_owned(), old.label().to_owned(), new.label().to_owned()],
        ["報告の期間".to_owned(), span(old.dates().window), span(new.dates().window)],
    ];
    let periods = [PeriodKey::AsOf, PeriodKey::Calendar, PeriodKey::Fiscal];
    rows.extend(periods.map(|key| [period_name(key).to_owned(), old.period_in_words(key), new.period_in_words(key)]));
    let mut items: Vec<String> = Vec::new();
    for change in diff(old, new) {
        let (Subject::Item(id) | Subject::Option(id, _)) = change.subject else { continue };
        let label = new.find(&id).map_or(id.as_str(), |(_, item)| item.label.as_str());
        if items.last().is_none_or(|last| last != label) {
            items.push(label.to_owned());
        }
    }
    rows.extend(items.into_iter().map(|label| [label, "(聞き方か選択肢が変わりました)".to_owned(), String::new()]));
    rows
}

/// The screen.
pub fn differences(store: &Context) -> El {
    let back = el("a").class("button is-outline").attr("href", &Screen::Form(Step::Review).href()).text("確認の画面へ");
    screen(store, Screen::Differences, "前の年の下書きや、都道府県の確認を受けた内容と、いまの下書きを比べます。")
        .with(el("div").class("onward is-start").with(back))
}

fn view(store: &Context, made: &Differences) -> El {
    let page = el("div").class("year");
    if made.confirmed.is_none() && made.last_year.is_none() {
        return page.with(el("p").text("比べる下書きがありません。「下書きの一覧」で、前の年の下書きから今年の分を始めるか、確認を受けた内容を残すと、ここで比べられます。"));
    }
    let head = [store.draft_name(), " / ", &store.edition_words()].concat();
    let print = button("button is-outline", "この一覧を印刷する").on_click(store, |_| device::print());
    page.with(p("print-only", &head))
        .with(el("p").class("no-print").with(print))
        .maybe(made.confirmed.as_ref(), |(own, day)| confirmed(store, own, day))
        .maybe(made.last_year.as_ref(), |last| last_year(store, last))
}

fn last_year(store: &Context, made: &Compared) -> El {
    let now = store.catalog.label();
    let heading = ["前年との違い(", &made.before, " → ", now, ")"].concat();
    let open = made.sections.iter().flat_map(|(_, rows)| rows).filter(|row| row.is_open()).count();
    let names = ["項目", "前年", "今年"];
    let waiting = || {
        let words = ["今年の数や実績をまだ入れていない項目 ", &open.to_string(), "件"].concat();
        let tables = sections(made, names, Row::is_open);
        el("details").class("fold").with(el("summary").text(&words)).all(tables)
    };
    let without_place = || {
        let row = |[label, value]: &[String; 2]| el("tr").with(name(label)).with(answer(value));
        let rows = made.unplaced.iter().map(row).collect();
        table("この年度の台帳にない回答(消さずに残しています)", &["項目", "回答"], rows)
    };
    let edition = || {
        let row = |[label, before, now]: &[String; 3]| {
            el("tr").with(name(label)).with(el("td").text(before)).with(el("td").text(now))
        };
        table("報告そのものの違い", &["内容", &made.before, now], made.edition.iter().map(row).collect())
    };
    fragment()
        .with(el("h2").text(&heading))
        .with(changes(sections(made, names, |row| !row.is_open()), "前年から変えた回答は、まだありません。"))
        .when(open > 0, waiting)
        .when(!made.unplaced.is_empty(), without_place)
        .when(!made.edition.is_empty(), edition)
}

fn confirmed(store: &Context, made: &Compared, day: &str) -> El {
    let is_touched = made.structure > 0;
    let heading = ["確認を受けた内容との違い(", day, "に残した内容)"].concat();
    let (class, found, fix) = if is_touched {
        (
            "finding is-warning",
            [
                "2号機能の体制の項目が",
                &made.structure.to_string(),
                "件変わっています。確認を受けた体制が変わったときは、速やかに変更報告をします。",
            ]
            .concat(),
            "書き方を直しただけの場合や、確認を受けていない機能の場合は、変更報告に当たるかどうかを都道府県に確かめてください。",
        )
    } else {
        (
            "finding is-note",
            "2号機能の体制の項目は変わっていません。体制の変更による報告が要るところは、見つかりませんでした。"
                .to_owned(),
            "回答に表れない変更があるときは、都道府県に確かめてください。",
        )
    };
    let start = || {
        let start = button("button", "変更報告の下書きを作る").on_click(store, |store| {
            let (draft, name) = (Draft::clone(&store.draft), store.name.clone());
            act(store, report_change(store.clone(), draft, name, store.id.to_string()), String::new());
        });
        el("p").class("no-print").with(start)
    };
    let finding = el("section")
        .class(class)
        .with(p("finding-message", &found))
        .with(p("finding-fix", fix))
        .when(is_touched, start)
        .with(law());
    let shown = sections(made, ["項目", "確認済み", "いま"], |_| true);
    fragment()
        .with(el("h2").text(&heading))
        .with(finding)
        .with(changes(shown, "確認を受けた内容から変わった回答はありません。"))
}

/// Place and wording of the law about 変更報告.
fn law() -> El {
    let places = [("law", "第30条の18の4第4項"), ("regulation", "第30条の33の18")];
    let passages = places.into_iter().filter_map(|(id, place)| {
        let (document, quote) = (Document::get(id)?, quote(id, place)?);
        let place = [document.short, quote.place].concat();
        Some(el("div").with(el("p").with(el("b").text(&place))).with(el("blockquote").text(quote.text)))
    });
    el("details").class("fold").with(el("summary").text("根拠の条文")).all(passages)
}

/// The tables, or that there is none.
fn changes(tables: Vec<El>, none: &str) -> El {
    if tables.is_empty() { el("p").text(none) } else { fragment().all(tables) }
}

/// A table for each section, of the rows that are wanted.
fn sections(made: &Compared, names: [&str; 3], wanted: fn(&Row) -> bool) -> Vec<El> {
    let row = |row: &Row| {
        let label = name("").with(el("a").attr("href", &row.href).text(&row.label));
        let mark = || fragment().text(" ").with(span("mark is-star", "2号機能の体制"));
        el("tr").with(label.when(row.is_structure, mark)).with(answer(&row.before)).with(answer(&row.now))
    };
    let mut tables = Vec::new();
    for (label, rows) in &made.sections {
        let rows: Vec<El> = rows.iter().filter(|row| wanted(row)).map(row).collect();
        if !rows.is_empty() {
            let caption = [label, " ", &rows.len().to_string(), "件"].concat();
            tables.push(table(&caption, &names, rows));
        }
    }
    tables
}

fn table(caption: &str, names: &[&str], rows: Vec<El>) -> El {
    let head = |text: &&str| el("th").attr("scope", "col").text(text);
    el("table")
        .class("year-table")
        .with(el("caption").text(caption))
        .with(el("thead").with(el("tr").all(names.iter().map(head))))
        .with(el("tbody").all(rows))
}

/// The head of a row.
fn name(text: &str) -> El {
    el("th").attr("scope", "row").text(text)
}

fn answer(text: &str) -> El {
    if text.is_empty() { el("td").class("year-none").text("(回答なし)") } else { el("td").text(text) }
}
