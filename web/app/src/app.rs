//! The root: follows the address, hears the browser, puts the page together.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use kakari_catalog::Date;
use kakari_documents::{FileKind, file_name};
use kakari_draft::Draft;
use kakari_form::Step;
use kakari_rules::Severity;
use kakari_session::{Action, Keeping};
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, KeyboardEvent};
use yew::platform::spawn_local;

use crate::desk::{self, SharedDesk};
use crate::frame::{banners, footer, header, telltale};
use crate::host::Host;
use crate::html::{El, On, Part, el, fragment, whole};
use crate::route::{Route, Screen, focus_field, focus_id, focus_screen};
use crate::store::{Context, PageAction, Store};
use crate::{chunks, device, files, js, keep, route, screens};

/// What is heard from the window. The last, and those that boot.js sends, only have the page shown anew. keep.js sends
/// word of storage that answers at last.
const WINDOW: [&str; 12] = [
    "hashchange",
    "focus",
    "pageshow",
    "pagehide",
    "kakari-storage",
    "kakari-split",
    "beforeprint",
    "kakari-update-ready",
    "kakari-offline-ready",
    "kakari-styles-ready",
    "online",
    "offline",
];

/// What is heard from the document.
const DOCUMENT: [&str; 3] = ["visibilitychange", "keydown", "click"];

/// The app in a host, with nothing open yet.
pub fn app(host: Host) -> Context {
    let route = Route::current(&host);
    Context::new(Store::new(device::today(), route), host)
}

/// The app in its page.
pub fn page(store: Context) -> Part {
    whole(store, draw, |store| follow(&store.now(), store.desk(), store.shown()))
}

fn draw(store: &Context, _: usize) -> El {
    let store = store.now();
    if store.is_loaded {
        all(&store)
    } else {
        // What the page itself says meanwhile stays.
        fragment()
    }
}

/// What has been done about the browser since the app was opened.
#[derive(Default)]
pub struct Shown {
    /// Whether what was kept is being loaded and the browser listened to.
    is_started: bool,
    title: String,
    /// Where the focus has been moved to.
    route: Option<Route>,
    /// The draft that was shown there.
    draft: Option<Rc<Draft>>,
    /// The day on which it was shown.
    day: Option<Date>,
}

impl Shown {
    /// Takes a route for one to which the focus has been moved.
    pub fn begin_at(&mut self, route: Route) {
        self.route = Some(route);
    }
}

/// Loads what was kept, and listens to the browser for as long as the page lives.
fn start(store: &Context, desk: &SharedDesk) {
    let document = gloo_utils::document();
    let window = gloo_utils::window();
    let from_window = WINDOW.iter().map(|name| (window.unchecked_ref::<EventTarget>(), *name));
    let from_document = DOCUMENT.iter().map(|name| (document.unchecked_ref::<EventTarget>(), *name));
    for (target, name) in from_window.chain(from_document) {
        listen(store, desk, target, name).forget();
    }
    let (store, desk) = (store.clone(), desk.clone());
    spawn_local(async move {
        desk::start(&store, &desk).await;
        // It is shown already where the storage was late.
        if !store.now().is_loaded {
            guide(&store.now());
            store.dispatch(PageAction::Loaded);
        }
    });
}

/// Hears something of a name.
pub fn listen(store: &Context, desk: &SharedDesk, target: &EventTarget, name: &'static str) -> EventListener {
    let (store, desk) = (store.clone(), desk.clone());
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(target, name, options, move |event| heard(&store.now(), &desk, event))
}

/// A first visit begins with the guide, unless the address leads elsewhere.
fn guide(store: &Context) {
    let is_new = !store.is_open && store.keeping == Keeping::Untouched && store.notice.is_empty();
    if is_new && store.settings.guide.is_empty() && store.route.screen == Screen::Start {
        store.dispatch(PageAction::Arrive(Route { screen: Screen::Guide, field: None }));
        route::replace(Screen::Guide);
        store.change_settings(|settings| settings.guide.push_str("shown"));
    }
}

/// What the browser tells.
fn heard(store: &Context, desk: &SharedDesk, event: &Event) {
    match event.type_().as_str() {
        "hashchange" => {
            device::remember_draft(&store.own().id);
            arrive(store);
        }
        "focus" => {
            // The day may have changed in a page that stays open.
            store.dispatch(Action::Today(device::today()));
            desk::again(store, desk);
            if store.is_read_only() {
                let store = store.clone();
                spawn_local(async move { desk::refresh(&store).await });
            }
        }
        "beforeprint" => {
            if let Some(late) = store.late() {
                (late.remember_posted)(store);
            }
        }
        "visibilitychange" if !gloo_utils::document().hidden() => desk::again(store, desk),
        "visibilitychange" | "pagehide" => desk::hide(store, desk),
        "beforeunload" => desk::ask_to_stay(store, desk, event),
        "kakari-split" => {
            let label = js::text(event, "detail").unwrap_or_default();
            store.dispatch(Action::Notice(kakari_session::split_words(&label)));
        }
        "pageshow" | "kakari-storage" => desk::again(store, desk),
        "online" => {
            desk::again(store, desk);
            chunks::load(store);
            store.redraw();
        }
        "click" => focus_again(store, event),
        "keydown" => {
            let event: &KeyboardEvent = event.unchecked_ref();
            if (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key() == "s" {
                event.prevent_default();
                save_draft_file(store);
            } else if let Some(late) = store.late() {
                (late.keydown)(store, event);
            }
        }
        _ => store.redraw(),
    }
}

/// Follows the address, unless the person stays for what would be lost.
fn arrive(store: &Context) {
    let route = Route::current(store.host());
    let may_leave = || device::may_leave(store.view.leaving) && store.late().is_none_or(|late| (late.may_leave)());
    if route.screen == store.route.screen || may_leave() {
        store.dispatch(PageAction::Arrive(route));
    } else {
        route::go(store, store.route.screen);
    }
}

/// A link to the very place that the address already names changes no address, and is still followed; but for those that
/// lead within the page.
fn focus_again(store: &Context, event: &Event) {
    if event.default_prevented() {
        return;
    }
    let clicked = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = clicked.and_then(|element| element.closest("a[href^='#/']").ok().flatten());
    let Some(href) = link.and_then(|link| link.get_attribute("href")) else { return };
    if gloo_utils::window().location().hash() == Ok(href) {
        match Route::current(store.host()).field {
            Some(field) => focus_field(store, &field),
            None => focus_screen(store),
        }
    }
}

/// Keeps what changes, and follows the address with title and focus.
fn follow(store: &Context, desk: &SharedDesk, shown: &RefCell<Shown>) {
    if !std::mem::replace(&mut shown.borrow_mut().is_started, true) {
        start(store, desk);
    }
    device::set_type_size(&store.settings.type_size);
    if store.is_loaded {
        desk::follow(store, desk);
    }
    if store.is_loaded
        && let Some(boot) = gloo_utils::document().get_element_by_id("boot")
    {
        boot.remove();
        // The first screen is painted before.
        let store = store.clone();
        device::soon(move || chunks::load(&store));
    }
    let mut at = shown.borrow_mut();
    let title = title(store);
    if at.title != title {
        gloo_utils::document().set_title(&title);
        at.title = title;
    }
    let is_other = at.draft.replace(store.draft.clone()).is_none_or(|shown| !Rc::ptr_eq(&shown, &store.draft));
    let is_other = at.day.replace(store.today) != Some(store.today) || is_other;
    let follows = matches!(store.route.screen, Screen::Explain | Screen::Transcribe | Screen::Differences);
    if is_other && store.is_loaded && at.route.as_ref() == Some(&store.route) && follows {
        chunks::arrive(store);
    }
    drop(at);
    if store.is_loaded {
        follow_route(store);
    }
}

/// Moves the focus to where the person went.
pub fn follow_route(store: &Context) {
    let mut at = store.shown().borrow_mut();
    if at.route.as_ref() == Some(&store.route) {
        return;
    }
    let before = at.route.replace(store.route.clone());
    // Moving the focus makes things happen.
    drop(at);
    if before.is_some() {
        // Where it failed before.
        chunks::load(store);
    }
    chunks::arrive(store);
    match &store.route.field {
        Some(field) if !store.route.screen.is_about_tool() => focus_field(store, field),
        // On the first page the focus stays where the browser puts it.
        None if before.is_none() => {}
        _ => focus_screen(store),
    }
}

fn title(store: &Store) -> String {
    const APP: &str = "かかりつけ医機能報告 下書きチェッカー";
    let errors = store.report.count(Severity::Error);
    match store.route.screen {
        Screen::Start => APP.to_owned(),
        Screen::Form(Step::Review) if errors > 0 && store.is_open => {
            format!("エラー{errors}件: {} - {APP}", Step::Review.label())
        }
        screen => [screen.label(), " - ", APP].concat(),
    }
}

/// Hands the draft file to the browser's download.
pub fn save_draft_file(store: &Context) {
    if store.is_open {
        let name = file_name(&store.draft, &store.catalog, FileKind::Draft, false);
        let text = store.draft.to_text();
        if files::save(store, &name, "application/json", text.as_bytes()).is_none() {
            return store.dispatch(Action::Notice(files::NOT_MADE.to_owned()));
        }
        if store.is_example() {
            return;
        }
        store.dispatch(Action::Filed(store.id.clone(), Some(text.clone())));
        let id = store.id.clone();
        // Where it cannot be kept, only the reminder is wrong.
        spawn_local(async move {
            let _ = keep::put_beside(&id, keep::FILE, &text).await;
        });
    }
}

/// Head, steps, screen, status card and foot.
fn all(store: &Context) -> El {
    let screen = match store.route.screen {
        screen if store.is_open || screen == Screen::Drafts || screen.is_about_tool() => screen,
        _ => Screen::Start,
    };
    let drawn = match screen {
        Screen::Start => screens::start(store),
        Screen::Guide => screens::guide(store),
        _ => chunks::screen(store, screen).unwrap_or_else(fragment),
    };
    let alone =
        matches!(screen, Screen::Start | Screen::Drafts | Screen::History | Screen::Differences | Screen::Transcribe);
    let aside = !alone && !screen.is_about_tool();
    let form = store.form().filter(|_| aside);
    let columns = el("div").class("columns").class_if(!aside, "is-single");
    let main = el("main").attr("id", "main").attr("tabindex", "-1").key(screen.name()).with(drawn);
    el("div")
        .class("page")
        .attr("data-step", screen.name())
        .flag("data-example", store.is_example())
        .with(skip(store, "main", "本文へ移動"))
        .when(aside, || skip(store, "status", "判定の状況へ移動"))
        .with(header(store))
        .with(banners(store))
        .with(
            columns
                // Its column stands open until it is there.
                .when(aside, || form.map_or_else(|| el("div"), |form| (form.steps)(store, screen)))
                .with(main)
                .maybe(form, |form| (form.status_card)(store, screen)),
        )
        .with(footer(store))
        .with(telltale(store))
}

/// A link that moves the focus within the page without leaving the step, which the address holds.
fn skip(store: &Context, id: &'static str, text: &str) -> El {
    let go = move |store: &Context, event: &Event| {
        event.prevent_default();
        focus_id(store, id);
    };
    el("a").class("skip").attr("href", &["#", id].concat()).text(text).on(store, On::Click, go)
}
