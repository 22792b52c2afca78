//! The root: loads what was kept, follows the address, keeps what changes.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use js_sys::Reflect;
use kakari_documents::{FileKind, file_name};
use kakari_draft::Draft;
use kakari_rules::Severity;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, KeyboardEvent};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::frame::{banners, footer, header, status_card, steps, telltale};
use crate::html::{El, On, el};
use crate::keep::{self, Kept};
use crate::route::{Route, Step, focus_field, focus_id, focus_screen};
use crate::store::{Action, Context, Keeping, Store};
use crate::{device, files, route, screens};

/// How long after the last keystroke a change is kept.
const REST_MILLIS: u32 = 300;

/// What is heard from the window. The last two, and those that boot.js sends, only have the page shown anew.
const WINDOW: [&str; 10] = [
    "hashchange",
    "focus",
    "beforeprint",
    "beforeunload",
    "pagehide",
    "kakari-update-ready",
    "kakari-offline-ready",
    "kakari-styles-ready",
    "online",
    "offline",
];

/// What is heard from the document.
const DOCUMENT: [&str; 3] = ["visibilitychange", "keydown", "click"];

/// The app.
#[component]
pub fn App() -> Html {
    let redraw = use_force_update();
    let home = use_mut_ref(|| Rc::new(Store::new(device::today(), Route::current())));
    let desk = use_mut_ref(Desk::default);
    let store = Context::new(home, redraw);
    {
        let store = store.clone();
        use_effect(move || follow(&store, &desk));
    }
    if store.is_loaded {
        page(&store).into()
    } else {
        let wait = el("p").attr("role", "status").text("読み込んでいます…");
        el("main").class("boot").with(wait).into()
    }
}

/// What has been done about the store as it was last seen.
#[derive(Default)]
struct Desk {
    /// Whether what was kept is being loaded and the browser listened to.
    is_started: bool,
    /// The change that has been handed to the storage, or is about to be.
    seen: u32,
    /// The change that has been handed to the storage.
    handed: u32,
    /// Whether the storage is at work.
    busy: bool,
    /// The wait for the end of typing.
    rest: Option<Timeout>,
    /// The revision that was last seen in the storage.
    revision: Option<f64>,
    title: String,
    /// Where the focus has been moved to.
    route: Option<Route>,
}

type SharedDesk = Rc<RefCell<Desk>>;

/// Loads what was kept, and listens to the browser for as long as the page lives.
fn start(store: &Context, desk: &SharedDesk) {
    let document = gloo_utils::document();
    let window = gloo_utils::window();
    let from_window = WINDOW.iter().map(|name| (window.unchecked_ref::<EventTarget>(), *name));
    let from_document = DOCUMENT.iter().map(|name| (document.unchecked_ref::<EventTarget>(), *name));
    for (target, name) in from_window.chain(from_document) {
        let (store, desk) = (store.clone(), desk.clone());
        let options = EventListenerOptions::enable_prevent_default();
        let hear = move |event: &Event| heard(&store.now(), &desk, event);
        EventListener::new_with_options(target, name, options, hear).forget();
    }
    let (store, desk) = (store.clone(), desk.clone());
    spawn_local(async move {
        store.dispatch(Action::Settings(keep::load_settings().await));
        match keep::load().await {
            Ok(Some(kept)) => open_kept(&store, &kept, &desk),
            Ok(None) => guide(&store.now()),
            Err(trouble) => store.dispatch(Action::Keeping(Keeping::Failed(trouble))),
        }
        store.dispatch(Action::Loaded);
    });
}

/// A first visit begins with the guide, unless the address leads elsewhere.
fn guide(store: &Context) {
    if store.settings.guide.is_empty() && store.route.step == Step::Start {
        store.dispatch(Action::Arrive(Route { step: Step::Guide, field: None }));
        route::replace(Step::Guide);
        store.change_settings(|settings| settings.guide = "shown".to_owned());
    }
}

fn open_kept(store: &Context, kept: &Kept, desk: &SharedDesk) {
    desk.borrow_mut().revision = Some(kept.revision);
    // What we wrote ourselves reads again; were it damaged from outside, the record stays as it is until the next save.
    if let Ok(draft) = Draft::read(&kept.text) {
        store.dispatch(Action::Open { draft, told: "", changed: false });
        store.dispatch(Action::Keeping(Keeping::Kept(kept.saved_at)));
    }
}

/// What the browser tells.
fn heard(store: &Context, desk: &SharedDesk, event: &Event) {
    match event.type_().as_str() {
        "hashchange" => arrive(store),
        // The day may have changed in a page that stays open.
        "focus" => store.dispatch(Action::Today(device::today())),
        "beforeprint" => screens::remember_posted(store),
        "beforeunload" if screens::explanation::has_typed(store) => {
            event.prevent_default();
            // Some browsers look at nothing but this.
            let _ = Reflect::set(event, &"returnValue".into(), &"?".into());
        }
        "pagehide" => screens::explanation::forget(),
        // A page that is hidden may not come back.
        "visibilitychange" => {
            if gloo_utils::document().hidden() {
                save(store, desk);
            }
        }
        "click" => focus_again(event),
        "keydown" => {
            let event: &KeyboardEvent = event.unchecked_ref();
            if (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key() == "s" {
                event.prevent_default();
                save_draft_file(store);
            }
        }
        _ => store.redraw(),
    }
}

/// Follows the address, unless the person stays for what would be lost.
fn arrive(store: &Context) {
    let route = Route::current();
    if route.step == store.route.step || screens::explanation::may_leave(store) {
        store.dispatch(Action::Arrive(route));
    } else {
        route::go(store.route.step);
    }
}

/// A link to the very place that the address already names changes no address, and is still followed; but for those that
/// lead within the page.
fn focus_again(event: &Event) {
    if event.default_prevented() {
        return;
    }
    let clicked = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = clicked.and_then(|element| element.closest("a[href^='#/']").ok().flatten());
    let Some(href) = link.and_then(|link| link.get_attribute("href")) else { return };
    if gloo_utils::window().location().hash() == Ok(href) {
        match Route::current().field {
            Some(field) => focus_field(&field),
            None => focus_screen(),
        }
    }
}

/// Keeps each change shortly after the last keystroke, and follows the address with title and focus.
fn follow(store: &Context, desk: &SharedDesk) {
    if !std::mem::replace(&mut desk.borrow_mut().is_started, true) {
        start(store, desk);
    }
    let mut at = desk.borrow_mut();
    device::set_type_size(&store.settings.type_size);
    let title = title(store);
    if at.title != title {
        gloo_utils::document().set_title(&title);
        at.title = title;
    }
    if at.seen != store.own().change {
        at.seen = store.own().change;
        let (store, desk) = (store.clone(), desk.clone());
        at.rest = Some(Timeout::new(REST_MILLIS, move || save(&store, &desk)));
    }
    if store.is_loaded && at.route.as_ref() != Some(&store.route) {
        let before = at.route.replace(store.route.clone());
        // Moving the focus makes things happen.
        drop(at);
        if matches!(store.route.step, Step::Help | Step::Guide) {
            screens::ask(store);
        }
        match &store.route.field {
            Some(field) if !store.route.step.is_about_tool() => focus_field(field),
            // On the first page the focus stays where the browser puts it.
            None if before.is_none() => {}
            _ => focus_screen(),
        }
    }
}

/// Hands the draft to the storage until nothing new is left.
fn save(store: &Context, desk: &SharedDesk) {
    if std::mem::replace(&mut desk.borrow_mut().busy, true) {
        return;
    }
    let (store, desk) = (store.clone(), desk.clone());
    spawn_local(async move {
        loop {
            let now = store.now();
            let now = now.own();
            let seen = desk.borrow().revision;
            if std::mem::replace(&mut desk.borrow_mut().handed, now.change) == now.change {
                break;
            }
            let outcome = match keep::save(now.draft.to_text(), seen).await {
                Ok(kept) => {
                    desk.borrow_mut().revision = Some(kept.revision);
                    Keeping::Kept(kept.saved_at)
                }
                Err(trouble) => Keeping::Failed(trouble),
            };
            store.dispatch(Action::Keeping(outcome));
        }
        desk.borrow_mut().busy = false;
    });
}

fn title(store: &Store) -> String {
    const APP: &str = "かかりつけ医機能報告 下書きチェッカー";
    let errors = store.report.count(Severity::Error);
    match store.route.step {
        Step::Start => APP.to_owned(),
        Step::Review if errors > 0 && store.is_open => format!("エラー{errors}件: {} - {APP}", Step::Review.label()),
        step => [step.label(), " - ", APP].concat(),
    }
}

/// Hands the draft file to the browser's download.
pub fn save_draft_file(store: &Store) {
    if store.is_open {
        let name = file_name(&store.draft, &store.catalog, FileKind::Draft, false);
        files::save(&name, "application/json", store.draft.to_text().as_bytes());
    }
}

/// Head, steps, screen, status card and foot.
fn page(store: &Context) -> El {
    let step = store.route.step;
    let step = if store.is_open || step.is_about_tool() { step } else { Step::Start };
    let screen = match step {
        Step::Start => screens::start(store),
        Step::Guide => screens::guide(store),
        Step::Help => screens::help(store),
        Step::Settings => screens::settings(store),
        Step::Target => screens::target(store),
        Step::Review => screens::review(store),
        Step::Notice => screens::notice(store),
        Step::Export => screens::export(store),
        Step::Explain => screens::explanation::explanation(store),
        step => screens::section(store, step),
    };
    let aside = step != Step::Start && !step.is_about_tool();
    let columns = el("div").class("columns").class_if(!aside, "is-single");
    let main = el("main").attr("id", "main").attr("tabindex", "-1").key(step.name()).with(screen);
    el("div")
        .class("page")
        .attr("data-step", step.name())
        .flag("data-example", store.is_example())
        .with(skip(store, "main", "本文へ移動"))
        .when(aside, || skip(store, "status", "判定の状況へ移動"))
        .with(header(store))
        .with(banners(store))
        .with(columns.when(aside, || steps(store, step)).with(main).when(aside, || status_card(store, step)))
        .with(footer(store))
        .with(telltale(store))
}

/// A link that moves the focus within the page without leaving the step, which the address holds.
fn skip(store: &Context, id: &'static str, text: &str) -> El {
    let go = move |_: &Context, event: &Event| {
        event.prevent_default();
        focus_id(id);
    };
    el("a").class("skip").attr("href", &["#", id].concat()).text(text).on(store, On::Click, go)
}
