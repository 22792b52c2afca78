//! The root: loads what was kept, follows the address, keeps what changes.

use gloo_events::EventListener;
use kakari_documents::{FileKind, file_name};
use kakari_draft::Draft;
use kakari_rules::Severity;
use wasm_bindgen::JsCast;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::frame::{banners, footer, header, status_card, steps, telltale};
use crate::keep::{self, Kept};
use crate::route::{Route, Step, focus_field, focus_heading};
use crate::store::{Action, Context, Keeping, Store};
use crate::view::{View, ViewState};
use crate::{device, files, screens};

/// How long after the last keystroke a change is kept.
const REST_MILLIS: u32 = 300;

/// What the browser tells that has no place in the store.
const NEWS: [&str; 4] = ["online", "offline", "kakari-update-ready", "kakari-offline-ready"];

/// The app.
#[component]
pub fn App() -> Html {
    let store = use_reducer(|| Store::new(device::today()));
    let view = View(use_state(ViewState::default));
    let loaded = use_state(|| false);
    let revision = use_mut_ref(|| None::<f64>);
    {
        let (store, loaded, revision) = (store.clone(), loaded.clone(), revision.clone());
        use_effect_with((), move |()| {
            spawn_local(async move {
                store.dispatch(Action::Settings(keep::load_settings().await));
                match keep::load().await {
                    Ok(Some(kept)) => open_kept(&store, &kept, &revision),
                    Ok(None) => {}
                    Err(trouble) => store.dispatch(Action::Keeping(Keeping::Failed(trouble))),
                }
                loaded.set(true);
            });
        });
    }
    use_keeping(&store, &revision);
    use_save_key(&store);
    use_news(&store);
    let route = use_route(&store, &view, *loaded);
    if !*loaded {
        return html! { <main class="boot"><p role="status">{ "読み込んでいます…" }</p></main> };
    }
    page(&store, &view, if store.is_open { route.step } else { Step::Start })
}

/// Shows what the browser tells, and notices that the day has changed in a page that stays open.
#[hook]
fn use_news(store: &Context) {
    let news = use_force_update();
    let store = store.clone();
    use_effect_with((), move |()| {
        let window = gloo_utils::window();
        let mut listeners: Vec<_> = NEWS
            .iter()
            .map(|event| {
                let news = news.clone();
                EventListener::new(&window, *event, move |_| news.force_update())
            })
            .collect();
        listeners.extend(device::watch_presses());
        listeners.push(EventListener::new(&window, "focus", move |_| store.dispatch(Action::Today(device::today()))));
        move || drop(listeners)
    });
}

fn open_kept(store: &Context, kept: &Kept, revision: &std::cell::RefCell<Option<f64>>) {
    *revision.borrow_mut() = Some(kept.revision);
    // What we wrote ourselves reads again; were it damaged from outside, the record stays as it is until the next save.
    if let Ok(draft) = Draft::read(&kept.text) {
        store.dispatch(Action::Open { draft, told: "", changed: false });
        store.dispatch(Action::Keeping(Keeping::Kept(kept.saved_at)));
    }
}

/// What a save in the background needs to know.
#[derive(Default)]
struct Saver {
    /// The change that has been handed to the storage.
    handed: u32,
    busy: bool,
    rest: Option<gloo_timers::callback::Timeout>,
}

/// Keeps each change shortly after the last keystroke, and at once when the page is hidden.
#[hook]
fn use_keeping(store: &Context, revision: &std::rc::Rc<std::cell::RefCell<Option<f64>>>) {
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    let saver = use_mut_ref(Saver::default);
    let save = {
        let (latest, saver, revision) = (latest.clone(), saver.clone(), revision.clone());
        use_callback((), move |(), ()| {
            let (latest, saver, revision) = (latest.clone(), saver.clone(), revision.clone());
            if std::mem::replace(&mut saver.borrow_mut().busy, true) {
                return;
            }
            spawn_local(async move {
                loop {
                    let store = latest.borrow().clone();
                    if saver.borrow().handed == store.change {
                        break;
                    }
                    saver.borrow_mut().handed = store.change;
                    let seen = *revision.borrow();
                    let outcome = match keep::save(&store.draft.to_text(), seen).await {
                        Ok(kept) => {
                            *revision.borrow_mut() = Some(kept.revision);
                            Keeping::Kept(kept.saved_at)
                        }
                        Err(trouble) => Keeping::Failed(trouble),
                    };
                    store.dispatch(Action::Keeping(outcome));
                }
                saver.borrow_mut().busy = false;
            });
        })
    };
    {
        let (saver, save) = (saver.clone(), save.clone());
        use_effect_with(store.change, move |change| {
            if *change > 0 {
                let timeout = gloo_timers::callback::Timeout::new(REST_MILLIS, move || save.emit(()));
                saver.borrow_mut().rest = Some(timeout);
            }
        });
    }
    use_effect_with((), move |()| {
        let document = gloo_utils::document();
        let listener = EventListener::new(&document, "visibilitychange", move |_| {
            if gloo_utils::document().hidden() {
                save.emit(());
            }
        });
        move || drop(listener)
    });
}

/// Ctrl+S (⌘S) saves the draft as a file.
#[hook]
fn use_save_key(store: &Context) {
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    use_effect_with((), move |()| {
        let options = gloo_events::EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&gloo_utils::document(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
            if (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key() == "s" {
                event.prevent_default();
                save_draft_file(&latest.borrow());
            }
        });
        move || drop(listener)
    });
}

/// Follows the address: title, focus, and what a screen means on arrival.
#[hook]
fn use_route(store: &Context, view: &View, loaded: bool) -> Route {
    let route = use_state(Route::current);
    {
        let route = route.clone();
        use_effect_with((), move |()| {
            let listener =
                EventListener::new(&gloo_utils::window(), "hashchange", move |_| route.set(Route::current()));
            move || drop(listener)
        });
    }
    use_effect_with((), move |()| {
        let listener = EventListener::new(&gloo_utils::document(), "click", focus_again);
        move || drop(listener)
    });
    use_effect_with(title(store, route.step), |title| gloo_utils::document().set_title(title));
    {
        let (store, view) = (store.clone(), view.clone());
        let first = use_mut_ref(|| true);
        use_effect_with(((*route).clone(), loaded), move |(route, loaded)| {
            if !loaded {
                return;
            }
            if route.step == Step::Review {
                store.dispatch(Action::Finish(Step::Review));
            }
            view.change(|state| *state = state.arrived());
            let arrived = std::mem::replace(&mut *first.borrow_mut(), false);
            match &route.field {
                Some(field) => focus_field(field),
                // On arrival the focus stays where the browser puts it.
                None if arrived => {}
                None => focus_heading(),
            }
        });
    }
    (*route).clone()
}

/// A link to the very place that the address already names changes no address, and is still followed.
fn focus_again(event: &web_sys::Event) {
    let clicked = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = clicked.and_then(|element| element.closest("a[href^='#/']").ok().flatten());
    let Some(href) = link.and_then(|link| link.get_attribute("href")) else { return };
    if gloo_utils::window().location().hash() == Ok(href) {
        match Route::current().field {
            Some(field) => focus_field(&field),
            None => focus_heading(),
        }
    }
}

fn title(store: &Store, step: Step) -> String {
    const APP: &str = "かかりつけ医機能報告 下書きチェッカー";
    let errors = store.report.count(Severity::Error);
    match step {
        Step::Start => APP.to_owned(),
        Step::Review if errors > 0 && store.is_open => format!("エラー{errors}件: {} - {APP}", step.label()),
        step => format!("{} - {APP}", step.label()),
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
fn page(store: &Context, view: &View, step: Step) -> Html {
    let screen = match step {
        Step::Start => screens::start(store, view),
        Step::Target => screens::target(store, view),
        Step::Review => screens::review(store),
        Step::Notice => screens::notice(store, view),
        Step::Export => screens::export(store, view),
        step => screens::section(store, view, step),
    };
    let aside = step != Step::Start;
    html! {
        <div class="page" data-step={step.name()}>
            <a class="skip" href="#main" onclick={skip_to("main")}>{ "本文へ移動" }</a>
            if aside {
                <a class="skip" href="#status" onclick={skip_to("status")}>{ "判定の状況へ移動" }</a>
            }
            { header(store) }
            { banners(store) }
            <div class={classes!("columns", (!aside).then_some("is-single"))}>
                if aside { { steps(store, view, step) } }
                <main id="main" tabindex="-1" key={step.name()}>{ screen }</main>
                if aside { { status_card(store, step) } }
            </div>
            { footer(store) }
            { telltale(store) }
        </div>
    }
}

/// Moves the focus within the page without leaving the step, which the address holds.
fn skip_to(id: &'static str) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        let target = gloo_utils::document().get_element_by_id(id);
        if let Some(target) = target.and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = target.focus();
        }
    })
}
