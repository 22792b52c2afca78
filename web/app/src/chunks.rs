//! Code splitting: the screens that no visit begins with, and what the others show folded or beside, are in a chunk of the
//! program, loaded once the first screen stands (lazy loading), and again when it is asked for, should that fail.
//!
//! A chunk is entered through a function that hands out a table of plain functions. What only they reach is in the chunk:
//! code, texts, statics. Memory and types are those of the program, so after loading, a call is a call.
//! `docs/decisions/splitting.md` says how the build splits and how to add a chunk.

use kakari_catalog::Date;
use kakari_draft::Value;
use kakari_form::Step;
use kakari_rules::{Condition, Decision, Finding};
use kakari_session::Trouble;
use wasm_bindgen::JsValue;
use web_sys::KeyboardEvent;
use yew::platform::spawn_local;

use crate::fields::{Field, Keys};
use crate::html::{El, el, fragment};
use crate::route::{Screen, focus_field, focus_screen};
use crate::screens::Later;
use crate::sheets::{Incoming, TABLES, Tables};
use crate::store::{Context, Link, Linked, PageAction, Store};
use crate::words::{Wording, button, p};
use crate::{device, element, fields, frame, screens};

/// A screen.
type Draw = fn(&Context) -> El;

/// The form: what a visit goes on to from the first screen.
pub struct Form {
    /// See [`screens::target`].
    pub target: Draw,
    /// See [`screens::section`].
    pub section: fn(&Context, Step) -> El,
    /// See [`frame::steps`].
    pub steps: fn(&Context, Screen) -> El,
    /// See [`frame::status_card`].
    pub status_card: fn(&Context, Screen) -> El,
}

static FORM: Form =
    Form { target: screens::target, section: screens::section, steps: frame::steps, status_card: frame::status_card };

/// What is loaded after the form: screens, and what stands within others.
pub struct Late {
    /// See [`screens::arrive`].
    pub arrive: fn(&Context),
    /// See [`screens::import`].
    pub import: fn(Context, String) -> Later<Result<(), Trouble>>,
    pub help: Draw,
    pub settings: Draw,
    pub drafts: Draw,
    pub history: Draw,
    pub differences: Draw,
    pub transcribe: Draw,
    pub explanation: Draw,
    pub review: Draw,
    pub notice: Draw,
    pub export: Draw,
    /// See [`screens::may_leave`].
    pub may_leave: fn() -> bool,
    /// See [`screens::keydown`].
    pub keydown: fn(&Context, &KeyboardEvent),
    /// See [`screens::incoming`].
    pub incoming: fn(&Context, &Incoming) -> El,
    /// See [`screens::remember_posted`].
    pub remember_posted: fn(&Context),
    /// See [`frame::why`].
    pub why: fn(&Link, &Wording, &Decision, El, &'static str, bool) -> El,
    /// See [`frame::conditions`].
    pub conditions: fn(&Wording, &[Condition], &str) -> El,
    /// See [`fields::reason`].
    pub reason: fn(&Link, &Wording, &Finding) -> El,
    /// See [`fields::more`].
    pub more: fn(&Link, &Field) -> El,
    /// See [`fields::KEYS`].
    pub keys: &'static Keys,
    /// See [`fields::calculator`].
    pub calculator: fn(&Link, &Field) -> Option<El>,
    /// See [`fields::preview_button`].
    pub preview_button: Draw,
    /// See [`fields::preview`].
    pub preview: Draw,
    /// See [`screens::result`].
    pub result: fn(&Context),
    /// See [`screens::result_text`].
    pub result_text: fn(&Store) -> String,
    /// See [`screens::files`].
    pub files: Draw,
    /// See [`screens::compare`].
    pub compare: Draw,
    /// See [`screens::save_deadline`].
    pub calendar: fn(&Context, Date) -> Option<()>,
    /// See [`kakari_sheets::pasted`].
    pub pasted: fn(&mut Vec<Value>, usize, &str, &str) -> String,
}

static LATE: Late = Late {
    arrive: screens::arrive,
    import: screens::import,
    help: screens::help,
    settings: screens::settings,
    drafts: screens::drafts,
    history: screens::history,
    differences: screens::differences,
    transcribe: screens::transcribe,
    explanation: screens::explanation,
    review: screens::review,
    notice: screens::notice,
    export: screens::export,
    may_leave: screens::may_leave,
    keydown: screens::keydown,
    incoming: screens::incoming,
    remember_posted: screens::remember_posted,
    why: frame::why,
    conditions: frame::conditions,
    reason: fields::reason,
    more: fields::more,
    keys: &fields::KEYS,
    calculator: fields::calculator,
    preview_button: fields::preview_button,
    preview: fields::preview,
    result: screens::result,
    result_text: screens::result_text,
    files: screens::files,
    compare: screens::compare,
    calendar: screens::save_deadline,
    pasted: kakari_sheets::pasted,
};

/// ホームページに置く, which needs much that nothing else does.
pub struct Embed {
    pub screen: Draw,
    /// See [`screens::arrive_embed`].
    pub arrive: fn(&Context),
}

static EMBED: Embed = Embed { screen: screens::embed, arrive: screens::arrive_embed };

/// What reads the configuration of a prefecture, for an element that has one.
pub struct Configuration {
    /// See [`element::configuration`].
    pub read: fn(&str) -> JsValue,
    /// See [`element::own_catalog`].
    pub catalog: fn(&str) -> JsValue,
}

static CONFIGURATION: Configuration = Configuration { read: element::configuration, catalog: element::own_catalog };

/// Makes the way into a chunk. It may be called only once the chunk is loaded; and it has to be called somewhere, or all of
/// the chunk stays in the first part, which the build refuses.
///
/// `$file` names the chunk for the build; `$id` is 32 hexadecimal digits that no other chunk has.
macro_rules! chunk {
    ($name:ident: $kind:ty, $file:literal, $id:literal, $table:expr) => {
        #[cfg(target_family = "wasm")]
        #[allow(unsafe_code, improper_ctypes, improper_ctypes_definitions, reason = "both ends are this very program")]
        fn $name() -> &'static $kind {
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            unsafe extern "C" {
                #[link_name = concat!("__wasm_split_00", $file, "00_import_", $id)]
                safe fn import() -> &'static $kind;
            }
            #[unsafe(export_name = concat!("__wasm_split_00", $file, "00_export_", $id))]
            extern "C" fn export() -> &'static $kind {
                $table
            }
            import()
        }

        #[cfg(not(target_family = "wasm"))]
        fn $name() -> &'static $kind {
            $table
        }
    };
}

chunk!(late_chunk: Late, "late", "00000000000000000000000000000001", &LATE);
#[cfg(not(feature = "element"))]
chunk!(form_chunk: Form, "form", "00000000000000000000000000000004", &FORM);
#[cfg(feature = "element")]
chunk!(configuration_chunk: Configuration, "configuration", "00000000000000000000000000000005", &CONFIGURATION);
chunk!(tables_chunk: Tables, "tables", "00000000000000000000000000000002", &TABLES);
chunk!(embed_chunk: Embed, "embed", "00000000000000000000000000000003", &EMBED);

/// In an element the form is in the first part: nothing comes before it.
#[cfg(feature = "element")]
fn form_chunk() -> &'static Form {
    &FORM
}

/// A page has none to read.
#[cfg(not(feature = "element"))]
fn configuration_chunk() -> &'static Configuration {
    &CONFIGURATION
}

/// Loads a chunk. False where it cannot be had; the next call tries again.
async fn fetch(store: &Context, chunk: &str) -> bool {
    store.host().wait("kakariChunk", &[chunk.into()]).await.is_ok()
}

/// What reads and writes spreadsheets, and reads a catalogue; nothing where it cannot be loaded.
pub async fn tables(store: &Context) -> Option<&'static Tables> {
    fetch(store, "tables").await.then(tables_chunk)
}

/// A chunk that screens are drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chunk {
    Form,
    Late,
    Embed,
}

impl Chunk {
    /// All of them, as the store counts them.
    pub const ALL: [Self; 3] = [Self::Form, Self::Late, Self::Embed];

    fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Late => "late",
            Self::Embed => "embed",
        }
    }

    /// The chunk that a screen is in; nothing where it is in the first part.
    fn of(screen: Screen) -> Option<Self> {
        match screen {
            Screen::Embed => Some(Self::Embed),
            Screen::Form(step) if step.is_section() => Some(Self::Form),
            screen => of(screen).map(|_| Self::Late),
        }
    }
}

/// How loading a chunk stands. In the store, so that what is drawn from the chunk is drawn when it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// Not there yet.
    Waiting,
    /// Not to be had; tried again when the person asks for it, goes to another screen, or the network is back.
    Failed,
    /// Loaded.
    Done,
}

/// What reads a configuration, which may be asked for once its chunk is loaded.
pub fn configuration() -> &'static Configuration {
    configuration_chunk()
}

/// The form, which may be asked for once its chunk is loaded.
pub fn form() -> &'static Form {
    form_chunk()
}

/// The same for the late functions.
pub fn late() -> &'static Late {
    late_chunk()
}

/// The same for ホームページに置く.
pub fn embed() -> &'static Embed {
    embed_chunk()
}

/// Loads what is missing, one after the other: first what the screen is drawn from.
pub fn load(store: &Context) {
    let store = store.clone();
    spawn_local(async move {
        for chunk in Chunk::of(store.route.screen).into_iter().chain(Chunk::ALL) {
            // No way leads there from an element.
            if chunk != Chunk::Embed || store.host().is_page() {
                obtain(&store, chunk).await;
            }
        }
    });
}

/// Waits for the late functions. False where they cannot be had.
pub fn ready(store: &Context) -> impl Future<Output = bool> {
    obtain(store, Chunk::Late)
}

/// Waits for a chunk. False where it cannot be had.
async fn obtain(store: &Context, chunk: Chunk) -> bool {
    match store.now().loading(chunk) {
        Loading::Done => return true,
        Loading::Failed => store.dispatch(PageAction::Loading(chunk, Loading::Waiting)),
        Loading::Waiting => {}
    }
    let is_there = fetch(store, chunk.name()).await;
    let now = store.now();
    if now.loading(chunk) == Loading::Done {
        return true;
    }
    let had_focus = !store.host().has_no_focus();
    store.dispatch(PageAction::Loading(chunk, if is_there { Loading::Done } else { Loading::Failed }));
    if is_there && chunk == Chunk::Late {
        (late().result)(store);
    }
    if Chunk::of(now.route.screen) == Some(chunk) {
        device::soon(move || {
            let now = now.now();
            arrive(&now);
            match &now.route.field {
                Some(field) if chunk == Chunk::Form => focus_field(&now, field),
                // The heading that stood there meanwhile had the focus.
                _ if had_focus && now.host().has_no_focus() => focus_screen(&now),
                _ => {}
            }
        });
    }
    is_there
}

/// Does what has to be done where the person arrives at a screen of a chunk, and where draft or day change while it is shown.
pub fn arrive(store: &Context) {
    if let Some(late) = store.late() {
        (late.arrive)(store);
    }
    if store.route.screen == Screen::Embed
        && let Some(embed) = store.embed()
    {
        (embed.arrive)(store);
    }
}

/// How a late screen is drawn.
fn of(screen: Screen) -> Option<fn(&Late) -> Draw> {
    Some(match screen {
        Screen::Help => |late| late.help,
        Screen::Settings => |late| late.settings,
        Screen::Drafts => |late| late.drafts,
        Screen::History => |late| late.history,
        Screen::Differences => |late| late.differences,
        Screen::Transcribe => |late| late.transcribe,
        Screen::Explain => |late| late.explanation,
        Screen::Form(Step::Review) => |late| late.review,
        Screen::Form(Step::Notice) => |late| late.notice,
        Screen::Form(Step::Export) => |late| late.export,
        _ => return None,
    })
}

/// A screen of a chunk; nothing for one that is in the first part. Until it is loaded its heading stands there,
/// and what became of it.
pub fn screen(store: &Context, screen: Screen) -> Option<El> {
    let chunk = Chunk::of(screen)?;
    let drawn = match (chunk, screen) {
        (Chunk::Form, Screen::Form(Step::Target)) => store.form().map(|form| (form.target)(store)),
        (Chunk::Form, Screen::Form(step)) => store.form().map(|form| (form.section)(store, step)),
        (Chunk::Embed, _) => store.embed().map(|embed| (embed.screen)(store)),
        _ => store.late().zip(of(screen)).map(|(late, draw)| draw(late)(store)),
    };
    if drawn.is_some() {
        return drawn;
    }
    let heading = el("h1").attr("tabindex", "-1").text(screen.label());
    Some(fragment().with(heading).with(loading(
        store.link(),
        chunk,
        store.loading(chunk),
        "この画面を読み込めませんでした。",
    )))
}

/// What to do where something late could not be loaded.
pub const AGAIN: &str = "通信を確かめて、もう一度読み込んでください。くり返すときは、ページを読み直してください。入力した内容は失われません。";

/// What stands in the place of something late: that it is being loaded, or that it could not be, and the way to try again.
pub fn waiting(to: &impl Linked, stands: Loading, failed: &str) -> El {
    loading(to.link(), Chunk::Late, stands, failed)
}

fn loading(link: &Link, chunk: Chunk, stands: Loading, failed: &str) -> El {
    if stands != Loading::Failed {
        return p("hint waiting", "読み込んでいます…").attr("role", "status");
    }
    let again = move |store: &Context| {
        // What is pressed goes away.
        if Chunk::of(store.route.screen) == Some(chunk) {
            focus_screen(store);
        }
        load(store);
    };
    el("div")
        .class("finding is-error")
        .attr("role", "alert")
        .with(p("finding-message", failed))
        .with(p("finding-fix", AGAIN))
        .with(el("p").with(button("button is-outline is-small", "もう一度読み込む").on_click(link, again)))
}
