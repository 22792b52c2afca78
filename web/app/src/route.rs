//! Where in the form the person is, kept in the part of the address behind `#`, so that one page serves every address.
//! `#/f1` is a step, `#/f1/f1.generalist.fte` a field of it.

use gloo_utils::{document, window};
use kakari_catalog::Item;

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Start,
    Guide,
    Help,
    Settings,
    Drafts,
    History,
    Differences,
    Target,
    Facility,
    F1,
    F2i,
    F2ro,
    F2ha,
    F2ni,
    Other,
    Review,
    Notice,
    Export,
    Transcribe,
    Explain,
    Embed,
}

impl Step {
    /// The steps in order; the start page, those about drafts as a whole or the tool, 転記モード and 患者説明 are none.
    pub const ALL: [Self; 11] = [
        Self::Target,
        Self::Facility,
        Self::F1,
        Self::F2i,
        Self::F2ro,
        Self::F2ha,
        Self::F2ni,
        Self::Other,
        Self::Review,
        Self::Notice,
        Self::Export,
    ];

    /// The name in the address; for steps that are sections of the catalogue, the section's id.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Guide => "guide",
            Self::Help => "help",
            Self::Settings => "settings",
            Self::Drafts => "drafts",
            Self::History => "history",
            Self::Differences => "differences",
            Self::Target => "target",
            Self::Facility => "facility",
            Self::F1 => "f1",
            Self::F2i => "f2i",
            Self::F2ro => "f2ro",
            Self::F2ha => "f2ha",
            Self::F2ni => "f2ni",
            Self::Other => "other",
            Self::Review => "review",
            Self::Notice => "notice",
            Self::Export => "export",
            Self::Transcribe => "transcribe",
            Self::Explain => "explain",
            Self::Embed => "embed",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let drafts = [Self::Drafts, Self::History, Self::Differences, Self::Transcribe, Self::Explain];
        let apart = drafts.into_iter().chain([Self::Guide, Self::Help, Self::Settings, Self::Embed]);
        Self::ALL.into_iter().chain(apart).find(|step| step.name() == name)
    }

    /// The name on the line of steps.
    pub fn label(self) -> &'static str {
        match self {
            Self::Start => "はじめに",
            Self::Guide => "はじめての方へ",
            Self::Help => "使い方と1年の流れ",
            Self::Settings => "設定",
            Self::Drafts => "下書きの一覧",
            Self::History => "下書きの履歴",
            Self::Differences => "違いの一覧",
            Self::Target => "対象の確認",
            Self::Facility => "医療機関",
            Self::F1 => "1号機能",
            Self::F2i => "2号機能 イ",
            Self::F2ro => "2号機能 ロ",
            Self::F2ha => "2号機能 ハ",
            Self::F2ni => "2号機能 ニ",
            Self::Other => "その他の報告事項",
            Self::Review => "確認",
            Self::Notice => "院内掲示",
            Self::Export => "書き出し",
            Self::Transcribe => "G-MISへの転記",
            Self::Explain => "患者説明",
            Self::Embed => "ホームページに置く",
        }
    }

    /// Whether it asks for answers.
    pub fn is_section(self) -> bool {
        Self::ALL.contains(&self) && !matches!(self, Self::Review | Self::Notice | Self::Export)
    }

    /// Whether it is about the tool and needs no draft.
    pub fn is_about_tool(self) -> bool {
        matches!(self, Self::Guide | Self::Help | Self::Settings | Self::Embed)
    }

    /// Whether it is one of the 2号機能.
    pub fn is_function2(self) -> bool {
        matches!(self, Self::F2i | Self::F2ro | Self::F2ha | Self::F2ni)
    }

    /// The step after this one.
    pub fn next(self) -> Option<Self> {
        match Self::ALL.iter().position(|step| *step == self) {
            Some(at) => Self::ALL.get(at + 1).copied(),
            None => Some(Self::Target),
        }
    }

    /// The step before this one.
    pub fn previous(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|step| *step == self)?;
        Some(at.checked_sub(1).map_or(Self::Start, |at| Self::ALL[at]))
    }

    /// The address.
    pub fn href(self) -> String {
        ["#/", self.name()].concat()
    }
}

/// A screen, and a field to go to on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    pub step: Step,
    pub field: Option<String>,
}

impl Route {
    /// The route in the address bar. What is not known leads to the start page.
    pub fn current() -> Self {
        let hash = window().location().hash().unwrap_or_default();
        let path = hash.strip_prefix("#/").unwrap_or_default();
        let (name, field) = path.split_once('/').unwrap_or((path, ""));
        Self {
            step: Step::from_name(name).unwrap_or(Step::Start),
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

/// Goes to a step without a way back to where the person was.
pub fn replace(step: Step) {
    let _ = window().location().replace(&step.href());
}

/// Goes to a step.
pub fn go(step: Step) {
    // A hash can always be set; there is nothing to do about a browser that refuses.
    let _ = window().location().set_hash(&step.href());
}

/// Id of the element that holds an item's field.
pub fn field_id(item: &str) -> String {
    ["field-", item].concat()
}

/// Brings a field into view and puts the focus on its first control.
pub fn focus_field(item: &str) {
    let Some(field) = document().get_element_by_id(&field_id(item)) else { return };
    field.scroll_into_view();
    let control = field.query_selector("input:checked, input, select, textarea, button").ok().flatten();
    focus(control.unwrap_or(field));
}

/// Puts the focus on a control of a field once the screen has changed, so that who pressed a button that then went, or
/// that made something new, goes on from there.
pub fn focus_within(item: &str, selector: &'static str) {
    let id = field_id(item);
    gloo_timers::callback::Timeout::new(0, move || {
        let field = document().get_element_by_id(&id);
        if let Some(control) = field.and_then(|field| field.query_selector(selector).ok().flatten()) {
            focus(control);
        }
    })
    .forget();
}

/// Puts the focus on what the screen begins with: the summary of errors, else its heading.
pub fn focus_screen() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    for selector in ["main .summary[tabindex]", "main h1"] {
        if let Some(element) = document().query_selector(selector).ok().flatten() {
            return focus(element);
        }
    }
}

/// Whether the focus is nowhere, since what had it went.
pub fn has_no_focus() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// Puts the focus on the element with an id.
pub fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
        focus(element);
    }
}

/// Puts the focus on the element with an id once the page shows it.
pub fn focus_soon(id: &'static str) {
    gloo_timers::callback::Timeout::new(0, move || focus_id(id)).forget();
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
