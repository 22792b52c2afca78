//! The first page: what this is, and the way in.

use std::rc::Rc;

use kakari_draft::Draft;
use kakari_form::Step;
use kakari_session::{Action, Trouble};
use web_sys::{Event, File};
use yew::platform::spawn_local;

use crate::frame::trouble_words;
use crate::html::{El, On, el};
use crate::route::{self, Screen};
use crate::store::Context;
use crate::words::{button, p, span};
use crate::{chunks, files, keep, sheets};

use super::incoming::HEADING;

/// Id of what is said about a file that cannot be opened.
pub const TROUBLE: &str = "file-trouble";

/// The first page.
pub fn start(store: &Context) -> El {
    if let (Some(read), Some(late)) = (&store.view.incoming, store.late()) {
        return (late.incoming)(store, read);
    }
    let (class, label) = if store.is_open {
        ("button is-outline", "新しい下書きをはじめる")
    } else {
        ("button is-main", "はじめる")
    };
    let begin = button(class, label).on_click(store, |store| {
        store.dispatch(Action::New { id: keep::new_id() });
        route::go(store, Screen::Form(Step::Target));
    });
    let example = button("button is-outline", "記入例を開く").on_click(store, open_example);
    let points = el("ul")
        .class("start-points")
        .with(el("li").text(
            "何を聞かれるか、なぜ聞かれるかを示し、入力しながら誤りと抜けをお知らせします。院内掲示の見本も作れます。",
        ))
        .with(
            el("li")
                .with(el("strong").text("入力した内容は、この端末の外に送られません。"))
                .text("一度開けば、インターネットにつながっていなくても使えます。"),
        )
        .with(el("li").text(
            "これはG-MISではなく、報告そのものは行いません。できあがった内容を、G-MISの画面の順に書き出します。",
        ));
    el("div")
        .class("start")
        .with(el("h1").attr("tabindex", "-1").text("かかりつけ医機能報告の下書きを、報告の前に確かめられます"))
        .with(points)
        .when(store.is_open, || resume(store))
        .with(p("start-year", &["新しくはじめるのは、", store.of_day.label(), "の下書きです。"].concat()))
        .with(el("div").class("start-buttons").with(begin).with(example))
        .when(store.is_open, || p("hint", "新しくはじめたり、ファイルを開いたりしても、いまの下書きは一覧に残ります。"))
        .with(el("p").with(el("a").attr("href", &Screen::Drafts.href()).text(Screen::Drafts.label())))
        .with(open_file(store))
}

fn resume(store: &Context) -> El {
    let resume = store.resume();
    let name = store.shown_name();
    let draft = ["この端末に下書きがあります: ", store.catalog.label(), " ", &name];
    let on = format!("続きから({}、{}%)", resume.label(), store.percent());
    el("div")
        .class("start-resume")
        .with(el("p").text(&draft.concat()))
        .with(el("a").class("button is-main").attr("href", &Screen::Form(resume).href()).text(&on))
}

/// 記入例, as it is before anybody changes it.
pub fn example(store: &Context) -> Option<Draft> {
    // It is part of the program and is a draft, as its tests show.
    let mut draft = Draft::read(kakari_rules::BASE).ok()?;
    draft.set_edition(store.catalog.edition());
    Some(draft)
}

fn open_example(store: &Context) {
    let Some(draft) = example(store) else { return };
    store.dispatch(Action::Example(draft));
    route::go(store, Screen::Form(Step::Target));
}

/// Opens a draft file, or one with several drafts.
pub fn open_file(store: &Context) -> El {
    let choose = |store: &Context, event: &Event| {
        let Some(file) = files::chosen(event) else { return };
        let store = store.clone();
        store.view(|view| {
            view.is_reading = true;
            view.file_trouble = None;
        });
        spawn_local(async move {
            let opened = open(&store, file).await;
            store.view(|view| view.is_reading = false);
            match opened {
                Ok(Some(screen)) => route::go(&store, screen),
                Ok(None) => {}
                Err(trouble) => {
                    store.view(|view| view.file_trouble = Some(trouble));
                    route::focus_soon(&store, TROUBLE);
                }
            }
        });
    };
    let input = el("input")
        .attr("id", "open-file")
        .attr("type", "file")
        .attr("accept", ".json,.xlsx,.csv,.tsv,.txt,application/json")
        .on(store, On::Change, choose);
    el("div")
        .class("open-file")
        .with(
            el("label")
                .class("field-label")
                .attr("for", "open-file")
                .text("下書きファイル(.kakari.json)か、書き込んだ転記ファイル(.xlsx、.csv、.txt)を開く"),
        )
        .with(input)
        .with(el("p").class("hint").attr("role", "status").text(if store.view.is_reading {
            "読み取っています…"
        } else {
            ""
        }))
        .maybe(store.view.file_trouble.as_ref(), file_trouble)
}

/// Why a file could not be opened, and what to do.
pub(super) fn file_trouble((message, fix): &(String, String)) -> El {
    let message = el("p").class("finding-message").with(span("finding-kind", "開けませんでした")).text(message);
    el("div")
        .class("finding is-error")
        .attr("id", TROUBLE)
        .attr("role", "alert")
        .attr("tabindex", "-1")
        .with(message)
        .with(p("finding-fix", fix))
}

/// Names that spreadsheets end with. Those that cannot be read are told apart by the module.
const TABLES: [&str; 8] = [".xlsx", ".csv", ".txt", ".tsv", ".xls", ".xlsm", ".xlsb", ".ods"];

/// Where to go on, if elsewhere; message and what to do, where the file is neither draft nor transcription.
async fn open(store: &Context, file: File) -> Result<Option<Screen>, (String, String)> {
    let name = file.name();
    let stays = |message: &str| (message.to_owned(), "いま開いている下書きはそのまま残っています。".to_owned());
    let lower = name.to_ascii_lowercase();
    let is_table = TABLES.iter().any(|end| lower.ends_with(end));
    let bytes = files::read(file, is_table).await.map_err(stays)?;
    // Text may be either; a draft begins with a brace, perhaps behind the mark of its encoding.
    let is_draft = [0, 3].iter().any(|at| bytes.get_index(*at) == b'{');
    if is_table && !is_draft {
        let read = Rc::new(sheets::read(store, name, bytes.to_vec()).await?);
        store.view(|view| view.incoming = Some(read));
        route::focus_soon(store, HEADING);
        return Ok(None);
    }
    let text = files::text(&bytes).map_err(stays)?;
    if text.contains("\"kakari-drafts\"") {
        return import(store, text).await.map(Some);
    }
    let draft = read(store, &text)?;
    store.dispatch(Action::Open { id: keep::new_id(), draft, told: "下書きファイルを開きました。" });
    Ok(Some(Screen::Form(Step::Review)))
}

/// The draft in a text, or message and what to do.
pub(super) fn read(store: &Context, text: &str) -> Result<Draft, (String, String)> {
    Draft::read(text).map_err(|error| {
        let finding = kakari_rules::refusal(&error);
        (finding.message(&store.catalog), finding.fix(&store.catalog))
    })
}

/// Adds the drafts of a file to the list.
async fn import(store: &Context, text: String) -> Result<Screen, (String, String)> {
    chunks::ready(store).await;
    let outcome = match store.now().late() {
        Some(late) => (late.import)(store.now(), text).await,
        None => Err(Trouble::NotLoaded),
    };
    outcome.map_err(|trouble| (trouble_words(trouble).to_owned(), "下書きは1件も取り込んでいません。".to_owned()))?;
    Ok(Screen::Drafts)
}
