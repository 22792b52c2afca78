//! What was read from a spreadsheet, before it replaces anything.

use kakari_form::Step;
use kakari_session::Action;

use crate::html::{El, el};
use crate::keep;
use crate::route::{self, Screen};
use crate::sheets::Incoming;
use crate::store::Context;
use crate::words::{button, p, span};

/// Id of the heading, which takes the focus.
pub const HEADING: &str = "incoming";

/// What the file holds, what it changes, what could not be read; the person takes it or leaves it.
pub fn incoming(store: &Context, read: &Incoming) -> El {
    let about =
        ["「", &read.name, "」(", &read.edition, ")から、", &read.answers.to_string(), "項目の回答を読み取りました。"];
    let nothing_new = read.is_merged && read.changes.is_empty();
    let target = if read.is_merged {
        ["いま開いている下書き(", store.draft_name(), ")に取り込みます。ファイルにない項目は、いまのまま残ります。"]
            .concat()
    } else if store.is_open {
        "医療機関か年度が違うため、新しい下書きとして開きます。いまの下書きは画面から置き換わります。残したいときは、先に「ファイルに保存」してください。すぐなら「元に戻す」で戻せます。".to_owned()
    } else {
        "新しい下書きとして開きます。".to_owned()
    };
    let take = button("button is-main", "この内容を取り込む").on_click(store, take);
    let leave =
        button("button is-outline", if nothing_new { "戻る" } else { "取り込まずに戻る" }).on_click(store, |store| {
            store.view(|view| view.incoming = None);
            route::focus_soon(store, "open-file");
        });
    el("div")
        .class("start incoming")
        .with(el("h1").attr("id", HEADING).attr("tabindex", "-1").text("読み取った内容を確かめてください"))
        .with(el("p").text(&about.concat()))
        .with(el("p").text(if nothing_new {
            "いまの下書きと違うところはありません。"
        } else {
            &target
        }))
        .with(problems(read))
        .with(changes(read))
        .with(el("div").class("onward is-start").when(!nothing_new, || take).with(leave))
}

fn problems(read: &Incoming) -> El {
    let count = read.problems.len();
    if count == 0 {
        return p("ready", "✓ 読み取れないところはありませんでした。");
    }
    let problem = |[place, item, message, fix]: &[String; 4]| {
        let head = if item.is_empty() { place.clone() } else { [place, "　", item].concat() };
        el("li")
            .class("finding is-warning")
            .with(p("incoming-place", &head))
            .with(p("finding-message", message))
            .with(p("finding-fix", fix))
    };
    el("section")
        .with(el("h2").text(&["読み取れなかったところ・確かめるところ ", &count.to_string(), "件"].concat()))
        .with(p("hint", "このまま取り込んで画面で直すことも、取り込まずにファイルを直して読み直すこともできます。"))
        .when(read.is_merged, || p("hint", "読んでいない項目は、いまの下書きの答えのまま残ります。"))
        .with(el("ul").class("incoming-list").all(read.problems.iter().map(problem)))
}

fn changes(read: &Incoming) -> El {
    let count = read.changes.len();
    let change = |(item, word): &(String, &'static str)| el("li").text(item).with(span("incoming-word", word));
    el("section").when(count > 0, || {
        el("div")
            .with(el("h2").text(&["いまの下書きと違うところ ", &count.to_string(), "件"].concat()))
            .with(el("ul").class("incoming-changes").all(read.changes.iter().map(change)))
    })
}

fn take(store: &Context) {
    let Some(read) = store.view.incoming.clone() else { return };
    let refused = match read.is_merged {
        true if store.is_read_only() => {
            Some(("この画面では、いま下書きを変えられません。", "下書きを開いている別の画面で取り込んでください。"))
        }
        true if read.change != store.change => {
            Some(("ファイルを読んだあとで、下書きが変わりました。", "もう一度ファイルを選んでください。"))
        }
        _ => None,
    };
    if let Some((message, fix)) = refused {
        store.view(move |view| {
            view.incoming = None;
            view.file_trouble = Some((message.to_owned(), fix.to_owned()));
        });
        return route::focus_soon(store, super::start::TROUBLE);
    }
    let (draft, told) = (read.draft.clone(), "表のファイルの内容を取り込みました。");
    store.dispatch(if read.is_merged {
        Action::Replace { draft, told }
    } else {
        Action::Open { id: keep::new_id(), draft, told }
    });
    route::go(store, Screen::Form(Step::Review));
}
