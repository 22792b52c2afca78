//! 下書きの一覧, 下書きの履歴 and 違いの一覧: what is read from the browser's storage when the screen is opened.

mod beginnings;
mod differences;
mod history;
mod list;

pub use differences::differences;
pub use history::history;
pub use list::{drafts, import};

use std::fmt;
use std::pin::Pin;
use std::rc::Rc;

use kakari_draft::Draft;
use kakari_session::{Action, Keeping, Session, Trouble};
use yew::platform::spawn_local;

use crate::chunks::AGAIN;
use crate::frame::tell;
use crate::frame::trouble_words;
use crate::html::{El, el};
use crate::route::{self, Screen};
use crate::store::{Context, Store};
use crate::words::{button, p};
use crate::{desk, device};

/// What is there a moment later. Boxed: each kind of its own would be written out wherever it is waited for.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// What was read for a screen.
pub trait Content {
    /// Draws it.
    fn draw(&self, store: &Context) -> El;
}

/// What stands on one of these screens. Which it is the chunk alone knows, so that all about it is there.
#[derive(Clone, Default)]
pub enum Shelf {
    /// It is being read.
    #[default]
    Waiting,
    /// It cannot be had.
    Failed(Trouble),
    Ready(Rc<dyn Content>),
}

impl PartialEq for Shelf {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Waiting, Self::Waiting) => true,
            (Self::Failed(own), Self::Failed(other)) => own == other,
            (Self::Ready(own), Self::Ready(other)) => Rc::ptr_eq(own, other),
            _ => false,
        }
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("Shelf")
    }
}

/// Reads what belongs on the screen, if it is one of these.
pub fn arrive(store: &Context) {
    let is_here = match store.route.screen {
        Screen::Drafts => true,
        Screen::History | Screen::Differences => store.is_open,
        _ => false,
    };
    if is_here {
        spawn_local(show(store.clone()));
    }
}

/// Reads it, and shows it where the person is still there. What is shown already outlives that it cannot be read anew.
fn show(store: Context) -> Later<()> {
    Box::pin(async move {
        let (screen, id) = (store.route.screen, store.id.clone());
        let read = match screen {
            Screen::Drafts => list::read(&store).await,
            Screen::History => history::read(&store).await,
            _ => differences::read(&store).await,
        };
        let now = store.now();
        if now.route.screen != screen || (screen != Screen::Drafts && now.id != id) {
            return;
        }
        match read {
            Ok(content) => now.view(|view| view.shelf = Shelf::Ready(content)),
            Err(trouble) if now.view.shelf == Shelf::Waiting => {
                now.view(move |view| view.shelf = Shelf::Failed(trouble));
            }
            Err(trouble) => tell(&now, trouble),
        }
    })
}

/// A screen around what was read; until then, and where that failed, word of it.
fn screen(store: &Context, screen: Screen, lead: &str) -> El {
    let is_waiting = store.view.shelf == Shelf::Waiting;
    let shelf = el("div").attr("id", "shelf");
    let shelf = match &store.view.shelf {
        // What is empty hides what follows, so that nothing moves.
        Shelf::Waiting => shelf,
        Shelf::Failed(trouble) => shelf.with(failed(store, *trouble)),
        Shelf::Ready(content) => shelf.with(content.draw(store)),
    };
    el("div")
        .class("drafts")
        .with(el("h1").attr("tabindex", "-1").text(screen.label()))
        .with(p("lead", lead))
        .when(is_waiting, || p("hint", "読み込んでいます…").attr("role", "status"))
        .with(shelf)
}

fn failed(store: &Context, trouble: Trouble) -> El {
    let again = button("button is-outline is-small", "もう一度読み込む").on_click(store, |store| {
        store.view(|view| view.shelf = Shelf::Waiting);
        arrive(store);
    });
    let fix = if trouble == Trouble::NotLoaded { AGAIN } else { trouble_words(trouble) };
    el("div")
        .class("finding is-error")
        .attr("role", "alert")
        .with(p("finding-message", "この画面を読み込めませんでした。"))
        .with(p("finding-fix", fix))
        .with(el("p").with(again))
}

/// Does something with what is kept, reads the screen anew, and puts the focus on an element of it.
fn act(store: &Context, work: Later<Result<(), Trouble>>, focus: String) {
    let store = store.clone();
    let done: Later<()> = Box::pin(async move {
        match work.await {
            Ok(()) => {
                show(store.now()).await;
                device::soon(move || route::focus_id(&store, &focus));
            }
            Err(trouble) => tell(&store, trouble),
        }
    });
    spawn_local(done);
}

/// What cannot be saved is in this page alone: it is not left without a file.
fn may_leave(store: &Context) -> bool {
    let may = !matches!(store.keeping, Keeping::Failed(_)) || store.is_filed();
    if !may {
        let words = "いま開いている下書きの最後の変更を保存できていません。先に「ファイルに保存」してください。";
        store.dispatch(Action::Notice(words.to_owned()));
    }
    may
}

/// Opens a draft that is kept and goes to a screen, else to where it is to be gone on with.
fn open(store: &Context, id: String, screen: Option<Screen>) -> Later<()> {
    let store = store.now();
    Box::pin(async move {
        let is_open = store.is_open && *store.id == *id;
        if !is_open && !may_leave(&store) {
            return;
        }
        if !is_open && let Err(trouble) = desk::open(&store, &id).await {
            return tell(&store, trouble);
        }
        route::go(&store, screen.unwrap_or_else(|| Screen::Form(store.now().resume())));
    })
}

/// A draft beside the one that is open, by the name that the person gave it; nothing where it is damaged.
fn beside_open(store: &Store, text: &str, name: &str) -> Option<Session> {
    Some(store.of(Draft::read(text).ok()?, name))
}
