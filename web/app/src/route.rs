//! Where in the form the person is, kept in the part of the address behind `#`, so that one page serves every address.
//! `#/f1` is a step, `#/f1/f1.generalist.fte` a field of it.

use gloo_utils::window;
use kakari_catalog::Item;
use kakari_form::Step;

use crate::device;
use crate::host::Host;
use crate::store::{Context, PageAction};

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Screen {
    Start,
    Guide,
    Help,
    Settings,
    Drafts,
    History,
    Differences,
    /// A step of the form.
    Form(Step),
    Transcribe,
    Explain,
    Embed,
}

impl Screen {
    /// Those that are no step of the form and have a name.
    const APART: [Self; 9] = [
        Self::Drafts,
        Self::History,
        Self::Differences,
        Self::Transcribe,
        Self::Explain,
        Self::Guide,
        Self::Help,
        Self::Settings,
        Self::Embed,
    ];

    /// The name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Guide => "guide",
            Self::Help => "help",
            Self::Settings => "settings",
            Self::Drafts => "drafts",
            Self::History => "history",
            Self::Differences => "differences",
            Self::Form(step) => step.name(),
            Self::Transcribe => "transcribe",
            Self::Explain => "explain",
            Self::Embed => "embed",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let apart = || Self::APART.into_iter().find(|screen| screen.name() == name);
        Step::from_name(name).map(Self::Form).or_else(apart)
    }

    /// Its heading, and its name in links.
    pub fn label(self) -> &'static str {
        match self {
            Self::Start => "はじめに",
            Self::Guide => "はじめての方へ",
            Self::Help => "使い方と1年の流れ",
            Self::Settings => "設定",
            Self::Drafts => "下書きの一覧",
            Self::History => "下書きの履歴",
            Self::Differences => "違いの一覧",
            Self::Form(step) => step.label(),
            Self::Transcribe => "G-MISへの転記",
            Self::Explain => "患者説明",
            Self::Embed => "ホームページに置く",
        }
    }

    /// Whether it is about the tool and needs no draft.
    pub fn is_about_tool(self) -> bool {
        matches!(self, Self::Guide | Self::Help | Self::Settings | Self::Embed)
    }

    /// The address.
    pub fn href(self) -> String {
        ["#/", self.name()].concat()
    }
}

/// A screen, and a field to go to on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    pub screen: Screen,
    pub field: Option<String>,
}

impl Route {
    /// The route in the address bar; in an element, the first step.
    pub fn current(host: &Host) -> Self {
        if host.is_page() { Self::of(&window().location().hash().unwrap_or_default()) } else { Self::of("#/target") }
    }

    /// The route of an address. What is not known leads to the start page.
    pub fn of(hash: &str) -> Self {
        let path = hash.strip_prefix("#/").unwrap_or_default();
        let (name, field) = path.split_once('/').unwrap_or((path, ""));
        Self {
            screen: Screen::from_name(name).unwrap_or(Screen::Start),
            field: (!field.is_empty()).then(|| field.to_owned()),
        }
    }
}

/// The address of an item's field.
pub fn href_of(item: &Item) -> String {
    ["#/", &item.section, "/", &item.id].concat()
}

/// The same by its id, whose first part is the section; for items that the catalogue may not have.
pub fn href_of_id(id: &str) -> String {
    ["#/", id.split('.').next().unwrap_or_default(), "/", id].concat()
}

/// Goes to a screen without a way back to where the person was.
pub fn replace(screen: Screen) {
    let _ = window().location().replace(&screen.href());
}

/// Goes to a screen.
pub fn go(store: &Context, screen: Screen) {
    if store.host().is_page() {
        // A hash can always be set; there is nothing to do about a browser that refuses.
        let _ = window().location().set_hash(&screen.href());
    } else {
        store.dispatch(PageAction::Arrive(Route { screen, field: None }));
    }
}

/// Id of the element that holds an item's field.
pub fn field_id(item: &str) -> String {
    ["field-", item].concat()
}

/// Brings a field into view and puts the focus on its first control.
pub fn focus_field(store: &Context, item: &str) {
    let Some(field) = store.host().by_id(&field_id(item)) else { return };
    store.host().reveal(&field);
    // In a row, or in a row of a table; くわしく stands before it.
    let controls = ":is(.field-control, td) :is(input, select, textarea, button)";
    let find = |selector: &str| field.query_selector(selector).ok().flatten();
    focus(find("input:checked").or_else(|| find(controls)).unwrap_or(field));
}

/// Puts the focus on a control of a field once the screen has changed, so that who pressed a button that then went, or
/// that made something new, goes on from there.
pub fn focus_within(store: &Context, item: &str, selector: &'static str) {
    let (store, id) = (store.clone(), field_id(item));
    device::soon(move || {
        let field = store.host().by_id(&id);
        if let Some(control) = field.and_then(|field| field.query_selector(selector).ok().flatten()) {
            focus(control);
        }
    });
}

/// Puts the focus on what the screen begins with: the summary of errors, else its heading.
pub fn focus_screen(store: &Context) {
    let host = store.host();
    if host.is_page() {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
    for selector in ["#main .summary[tabindex]", "#main :is(h1, h2)"] {
        if let Some(element) = host.find(selector) {
            if !host.is_page() {
                host.reveal(&element);
            }
            return focus(element);
        }
    }
}

/// Puts the focus on the element with an id.
pub fn focus_id(store: &Context, id: &str) {
    if let Some(element) = store.host().by_id(id) {
        store.host().reveal(&element);
        focus(element);
    }
}

/// Puts the focus on the element with an id once the page shows it.
pub fn focus_soon(store: &Context, id: &'static str) {
    let store = store.clone();
    device::soon(move || focus_id(&store, id));
}

/// Puts the focus on an element without bringing it into view.
pub fn focus(element: web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_with_a_name_is_found_by_it_and_no_two_have_the_same() {
        let steps = Step::ALL.map(Screen::Form);
        let all: Vec<_> = Screen::APART.into_iter().chain(steps).collect();
        for screen in &all {
            assert_eq!(Screen::from_name(screen.name()), Some(*screen));
            assert_eq!(screen.href(), format!("#/{}", screen.name()));
        }
        // The first page has no name.
        for unknown in ["", "start", "F1", "f1/"] {
            assert_eq!(Screen::from_name(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn the_address_of_a_field_is_that_of_its_section() {
        let catalog = kakari_catalog::Catalog::builtin("R7").expect("an edition");
        for item in catalog.items() {
            assert_eq!(href_of(item), format!("#/{}/{}", item.section, item.id));
            assert!(Screen::from_name(&item.section).is_some_and(|screen| screen == Screen::Form(Step::of(item))));
        }
        assert_eq!(href_of_id("f1.areas"), "#/f1/f1.areas");
        assert_eq!(href_of_id("gone"), "#/gone/gone");
    }

    #[test]
    fn screens_about_the_tool_need_no_draft() {
        for (screen, expected) in [
            (Screen::Start, false),
            (Screen::Guide, true),
            (Screen::Help, true),
            (Screen::Settings, true),
            (Screen::Embed, true),
            (Screen::Drafts, false),
            (Screen::Form(Step::Review), false),
        ] {
            assert_eq!(screen.is_about_tool(), expected, "{screen:?}");
        }
    }
}
