//! What is folded, ticked or chosen on the screen and is no part of the draft.

use std::ops::Deref;

use yew::prelude::*;

use crate::fields::NoticeChoice;

/// The state of the screen. Going to another screen folds things up again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewState {
    /// The list of steps on a small screen.
    pub steps_open: bool,
    /// The dates on 対象の確認.
    pub dates_open: bool,
    /// The fields of a 2号機能 that is not asked (yet).
    pub fields_open: bool,
    /// What the clinic chose about its notice.
    pub notice: NoticeChoice,
    /// Export although errors remain, marked 下書き.
    pub as_draft: bool,
    /// Why a file could not be opened, and what to do.
    pub file_trouble: Option<(String, String)>,
}

impl ViewState {
    /// The same on arrival at another screen.
    pub fn arrived(&self) -> Self {
        Self { notice: self.notice, ..Self::default() }
    }
}

/// The state of the screen as it is now, and the way to change it.
#[derive(Clone, PartialEq)]
pub struct View(pub UseStateHandle<ViewState>);

impl View {
    /// A handler that changes the state.
    pub fn set<E: 'static>(&self, change: impl Fn(&mut ViewState) + 'static) -> Callback<E> {
        let view = self.clone();
        Callback::from(move |_| view.change(&change))
    }

    /// A handler that sets something to what a check box says.
    pub fn tick(&self, change: impl Fn(&mut ViewState, bool) + 'static) -> Callback<Event> {
        let view = self.clone();
        Callback::from(move |event: Event| {
            let ticked = event.target_unchecked_into::<web_sys::HtmlInputElement>().checked();
            view.change(|state| change(state, ticked));
        })
    }

    /// Changes the state.
    pub fn change(&self, change: impl FnOnce(&mut ViewState)) {
        let mut state = (*self.0).clone();
        change(&mut state);
        self.0.set(state);
    }
}

impl Deref for View {
    type Target = ViewState;

    fn deref(&self) -> &ViewState {
        &self.0
    }
}
