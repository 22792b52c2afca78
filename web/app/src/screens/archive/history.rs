//! 下書きの履歴: earlier states of the draft that is open.

use std::rc::Rc;

use kakari_draft::Draft;
use kakari_form::Step;
use kakari_session::{Action, Trouble};

use super::{Content, beside_open, screen};
use crate::device;
use crate::html::{El, el};
use crate::keep;
use crate::route::{self, Screen};
use crate::screens::answer_in_words;
use crate::store::{Context, Store};
use crate::words::{button, unseen};

/// The states of the draft, the newest first.
struct Points(Vec<Point>);

impl Content for Points {
    fn draw(&self, store: &Context) -> El {
        let Self(points) = self;
        if points.is_empty() {
            return el("p").text("まだありません。次に開いて変更したときから、ここに残ります。");
        }
        el("ol").class("drafts-list").all(points.iter().enumerate().map(|(at, point)| card(store, at, point)))
    }
}

/// One of them.
struct Point {
    /// When it was saved, in words.
    when: String,
    /// How far it was, in words.
    state: String,
    draft: Rc<Draft>,
}

/// Reads them.
pub(super) async fn read(store: &Context) -> Result<Rc<dyn Content>, Trouble> {
    let points = keep::history(&store.id).await?;
    let store = store.now();
    let point = |(text, saved_at): &(String, f64)| {
        let own = beside_open(&store, text, &store.name)?;
        Some(Point { when: device::moment(*saved_at), state: own.as_form().words(), draft: own.draft.clone() })
    };
    Ok(Rc::new(Points(points.iter().rev().filter_map(point).collect())))
}

/// The screen.
pub fn history(store: &Context) -> El {
    let back = el("a").class("button is-outline").attr("href", &Screen::Drafts.href()).text("下書きの一覧へ");
    let lead = [&*store.shown_name(), " ", store.catalog.label(), ": 前の作業を終えたときと、作業のあいだ5分ごとの内容を、新しいものから20回分残しています。戻したあとも「元に戻す」で取り消せ、戻す前の内容もここに残ります。"].concat();
    screen(store, Screen::History, &lead).with(el("div").class("onward is-start").with(back))
}

fn card(store: &Context, at: usize, point: &Point) -> El {
    // Several may be of the same minute.
    let label = ["(", &point.when, "、新しいほうから", &(at + 1).to_string(), "番目)"].concat();
    let (draft, when) = (point.draft.clone(), point.when.clone());
    let restore = button("button is-outline is-small", "この時点に戻す")
        .flag("disabled", store.is_read_only())
        .with(unseen(&label))
        .on_click(store, move |store| {
            store.dispatch(Action::Replace {
                draft: Draft::clone(&draft), told: "選んだ時点の内容に戻しました。"
            });
            store.dispatch(Action::Notice([&when, " の内容に戻しました。「元に戻す」で取り消せます。"].concat()));
            route::go(store, Screen::Form(Step::Review));
        });
    let rows = rows(store, &point.draft);
    el("li")
        .class("drafts-entry")
        .with(el("h2").text(&point.when))
        .with(el("p").text(&point.state))
        .with(if rows.is_empty() { el("p").text("いまと同じ内容です。") } else { table(&rows, &label) })
        .with(el("div").class("drafts-buttons").with(restore))
}

/// The items in which a state differs from the draft as it is: name, answer then, answer now.
fn rows(store: &Store, then: &Draft) -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    for item in store.catalog.items() {
        let (before, now) = (then.get(&item.id), store.draft.get(&item.id));
        if before != now {
            rows.push([
                item.short().to_owned(),
                answer_in_words(&store.catalog, item, before),
                answer_in_words(&store.catalog, item, now),
            ]);
        }
    }
    if then.edition() != store.draft.edition() {
        let words = |draft: &Draft| draft.edition().unwrap_or_default().to_owned();
        rows.push(["年度".to_owned(), words(then), words(&store.draft)]);
    }
    rows
}

fn table(rows: &[[String; 3]], label: &str) -> El {
    let mut words = ["いまと違う項目 ", &rows.len().to_string(), "件: "].concat();
    for (at, [name, ..]) in rows.iter().take(3).enumerate() {
        if at > 0 {
            words.push('、');
        }
        words.push_str(name);
    }
    if rows.len() > 3 {
        words.push_str("など");
    }
    let head = |text| el("th").attr("scope", "col").text(text);
    let row = |[name, then, now]: &[String; 3]| {
        el("tr").with(el("th").attr("scope", "row").text(name)).with(el("td").text(then)).with(el("td").text(now))
    };
    let table = el("table")
        .class("drafts-differences")
        .with(el("thead").with(el("tr").with(head("項目")).with(head("この時点")).with(head("いま"))))
        .with(el("tbody").all(rows.iter().map(row)));
    el("details").with(el("summary").text(&words).with(unseen(label))).with(table)
}
