//! The app in an element: the steps of the form and what is decided, and what the element asks of it.

use std::cell::RefCell;

use js_sys::Array;
use kakari_catalog::{Catalog, Id, Problem};
use kakari_draft::Draft;
use kakari_form::Step;
use kakari_rules::Editions;
use kakari_session::Action;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::Element;
use yew::AppHandle;
use yew::platform::spawn_local;

use crate::chunks::{Chunk, Loading};
use crate::frame::telltale;
use crate::html::{Drawn, El, el, fragment, whole};
use crate::route::{Route, Screen, focus_field, focus_screen};
use crate::store::{Context, PageAction};
use crate::words::button;
use crate::{app, chunks, device, js, keep};

/// Draws the app into a root, and gives what the element can ask of it.
pub fn mount(root: Element, store: &Context) -> JsValue {
    let drawn_into = |root, part| yew::Renderer::<Drawn>::with_root_and_props(root, part).render();
    // Yew numbers what it draws into, from 1, and writes the number there to tell whose an event is. In the app's own page,
    // where the element is tried out by another copy of the program, 1 is the page: it is used up here.
    if let Ok(nowhere) = gloo_utils::document().create_element("div") {
        drawn_into(nowhere, whole(store.clone(), |_, _| fragment(), |_| {})).destroy();
    }
    let app = drawn_into(root, whole(store.clone(), draw, drawn));
    // It is in the first part.
    store.dispatch(PageAction::Loading(Chunk::Form, Loading::Done));
    handle(store, app)
}

/// The steps, the screen, and what is decided; 院内掲示 alone where the element is for nothing else.
fn draw(store: &Context, _: usize) -> El {
    let store = &store.now();
    let Some(form) = store.form().filter(|_| store.is_loaded) else { return fragment() };
    let screen = store.route.screen;
    let main = |screen: Screen| {
        let own =
            if screen == Screen::Form(Step::Export) { store.late().map(|late| (late.files)(store)) } else { None };
        el("main")
            .class("main")
            .attr("id", "main")
            .attr("tabindex", "-1")
            .key(screen.name())
            .maybe(own.or_else(|| chunks::screen(store, screen)), |screen| screen)
            .maybe(store.late().filter(|_| screen == Screen::Form(Step::Target)), |late| (late.compare)(store))
    };
    let alone = store.host().is("alone");
    let back = || {
        button("button is-quiet is-small", "対象と機能の確認に戻る").on_click(store, |store| {
            let _ = store.host().call("back", &[]);
        })
    };
    let columns = el("div").class("columns").class_if(alone, "is-single");
    el("div")
        .class("full")
        .attr("data-step", screen.name())
        .when(store.host().is("returns"), || el("p").with(back()))
        .when(!alone, || el("p").with(undo(store)))
        .with(if alone {
            columns.with(main(Screen::Form(Step::Notice)))
        } else {
            columns.with((form.steps)(store, screen)).with(main(screen)).with((form.status_card)(store, screen))
        })
        .with(telltale(store))
}

/// Follows the person from step to step.
fn drawn(store: &Context) {
    let store = &store.now();
    if store.is_loaded {
        app::follow_route(store);
        let _ = store.host().call("drawn", &[]);
    }
}

/// Not `disabled`: the button would lose the focus when the last change is taken back. In the words of the element 「元に戻す」
/// is about a draft that another one took the place of.
fn undo(store: &Context) -> El {
    button("button is-quiet is-small", "1つ前に戻す")
        .attr_if("aria-disabled", (!store.can_undo()).then_some("true"))
        .on_click(store, |store| store.dispatch(Action::Undo))
}

/// Tells of an answer that was changed, or of a change that was taken back.
pub fn changed(store: &Context, index: Option<usize>) {
    let id = index.map(|index| &*store.item(index).id);
    let value = id.and_then(|id| store.draft.get(id)).map_or(JsValue::UNDEFINED, |value| value.to_text().into());
    let _ = store.host().call("changed", &[id.map_or(JsValue::NULL, JsValue::from), value]);
}

/// What the element can ask of the app: members of an object, each called with a list.
fn handle(store: &Context, app: AppHandle<Drawn>) -> JsValue {
    let handle = js::object([]);
    let set = |name, act: Box<dyn Fn(Array) -> JsValue>| js::set(&handle, name, Closure::wrap(act).into_js_value());
    let member = |name, act: fn(&Context, &[JsValue]) -> JsValue| {
        let store = store.clone();
        set(name, Box::new(move |given| act(&store.now(), &given.to_vec())));
    };
    let does = |name, act: fn(&Context, &[JsValue])| {
        let store = store.clone();
        set(
            name,
            Box::new(move |given| {
                act(&store.now(), &given.to_vec());
                JsValue::UNDEFINED
            }),
        );
    };
    member("editions", |_, _| {
        let builtin = Catalog::builtin_editions().filter_map(Catalog::builtin);
        builtin.map(|catalog| described(&catalog)).collect::<Array>().into()
    });
    member("configuration", |_, given| (chunks::configuration().read)(&text(given, 0)));
    member("catalog", |_, given| (chunks::configuration().catalog)(&text(given, 0)));
    member("blank", |_, given| {
        let prefecture = given.get(1).and_then(JsValue::as_string);
        kakari_form::blank(&text(given, 0), prefecture).to_text().into()
    });
    member("open", |store, given| open(store, &text(given, 0), given.get(1).is_some_and(JsValue::is_truthy)));
    member("text", |store, _| store.draft.to_text().into());
    member("edition", |store, _| store.draft.edition().map_or(JsValue::UNDEFINED, JsValue::from));
    member("at", |store, _| store.route.screen.href().into());
    does("place", |store, given| place(store, &text(given, 0)));
    does("settings", |store, given| {
        store.dispatch(Action::Today(device::today()));
        let [deadline, catalog, print] = [0, 1, 2].map(|at| text(given, at));
        store.now().change_settings(|settings| {
            settings.deadline = deadline;
            settings.catalog = catalog;
            settings.catalog_print = print;
        });
        store.redraw();
    });
    does("check", |store, _| check(store.clone()));
    does("go", |store, given| go(store, &text(given, 0)));
    let app = RefCell::new(Some(app));
    let destroy = move |_| {
        if let Some(app) = app.take() {
            app.destroy();
        }
        JsValue::UNDEFINED
    };
    set("destroy", Box::new(destroy));
    handle
}

fn text(given: &[JsValue], at: usize) -> String {
    given.get(at).and_then(JsValue::as_string).unwrap_or_default()
}

/// A catalogue by its dates and the prefectures: what the attributes of the element may say; and what there is to say of
/// it today.
fn described(catalog: &Catalog) -> JsValue {
    let window = catalog.dates().window;
    let [from, to] = [window.from, window.to].map(|day| JsValue::from(day.to_string()));
    let options = catalog.options_at(catalog.index(Id::FacilityPrefecture)).iter();
    let prefectures = options.map(|own| js::object([("key", (&*own.key).into()), ("label", (&*own.label).into())]));
    js::object([
        ("edition", catalog.edition().into()),
        ("label", catalog.label().into()),
        ("window", js::object([("from", from), ("to", to)])),
        ("prefectures", prefectures.collect::<Array>().into()),
        ("standsIn", catalog.stands_in_on(device::today()).map_or(JsValue::UNDEFINED, JsValue::from)),
    ])
}

/// Reads the configuration of a prefecture: what is used of it, and what is wrong with it, as text of JSON.
pub fn configuration(text: &str) -> JsValue {
    let reading = Editions::builtin().map(|editions| kakari_prefecture::read(text, &editions));
    reading.and_then(|reading| serde_json::to_string(&reading).ok()).map_or(JsValue::UNDEFINED, JsValue::from)
}

/// Reads and checks the catalogue of a prefecture's own, from JSON. Gives what is wrong, where it is none.
pub fn own_catalog(json: &str) -> JsValue {
    match Catalog::from_json(json) {
        Ok(catalog) => js::object([("print", catalog.fingerprint().into()), ("form", described(&catalog))]),
        Err(problems) => Problem::all_in_words(&problems).into(),
    }
}

/// Puts a draft in place of the one there is. What is found in one that was filled in elsewhere is said at once. Gives
/// why not, where the text is no draft.
fn open(store: &Context, text: &str, is_given: bool) -> JsValue {
    let draft = match Draft::read(text) {
        Ok(draft) => draft,
        Err(error) => return error.to_string().into(),
    };
    store.begin_anew();
    store.dispatch(Action::Open { id: keep::new_id(), draft, told: "" });
    if is_given {
        store.dispatch(Action::Finish(Step::Review));
    }
    store.dispatch(PageAction::Loaded);
    // What is said beside and folded comes once the first screen is painted.
    let store = store.clone();
    device::soon(move || chunks::load(&store));
    JsValue::UNDEFINED
}

/// Says what the check finds, once its words are there.
fn check(store: Context) {
    spawn_local(async move {
        let found = if chunks::ready(&store).await {
            store.dispatch(Action::Today(device::today()));
            let store = store.now();
            store.late().map_or(JsValue::UNDEFINED, |late| (late.result_text)(&store).into())
        } else {
            JsValue::UNDEFINED
        };
        let _ = store.host().call("found", &[found]);
    });
}

/// Shows a step, the first one where it is none, and leaves the focus where it is.
fn place(store: &Context, href: &str) {
    let first = || store.host().steps().first().map_or(Screen::Form(Step::Review), |step| Screen::Form(*step));
    let mut route = Route::of(href);
    if !matches!(route.screen, Screen::Form(_)) {
        route = Route { screen: first(), field: None };
    }
    if route != store.route {
        store.shown().borrow_mut().begin_at(route.clone());
        store.dispatch(PageAction::Arrive(route));
        chunks::load(store);
    }
}

/// Follows a link within the app.
fn go(store: &Context, href: &str) {
    let route = Route::of(href);
    if route == store.route {
        return match &route.field {
            Some(field) => focus_field(store, field),
            None => focus_screen(store),
        };
    }
    if matches!(route.screen, Screen::Form(_)) {
        store.dispatch(PageAction::Arrive(route));
    }
}
