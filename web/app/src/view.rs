//! What is folded, ticked or typed on the screen and is no part of the draft.

use std::any::Any;
use std::rc::Rc;

use crate::screens::{Keying, Shelf};
use crate::sheets::{Incoming, Writing};

/// The state of the screen. Going to another screen folds things up again, but for 転記モード, from which people go to a
/// field and come back.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fold or a tick of its own")]
pub struct View {
    /// The list of steps on a small screen.
    pub steps_open: bool,
    /// The card of decisions, where a bar at the bottom stands for it.
    pub status_open: bool,
    /// The notice as it is so far, over the form.
    pub preview_open: bool,
    /// The dates on 対象の確認.
    pub dates_open: bool,
    /// The fields of a 2号機能 that is not asked (yet).
    pub fields_open: bool,
    /// The notice as it is laid out does not fit on its sheets.
    pub notice_over: bool,
    /// The sheet of the notice, counted from 0, that is saved as a picture next: one for each press, since browsers let a
    /// page save no more than one.
    pub picture: usize,
    /// A word about what a button on this screen has done.
    pub said: &'static str,
    /// The same where it is put together; the number counts, so that the same words are told again.
    pub word: (u32, String),
    /// 転記モード, once it has been opened.
    pub keying: Option<Rc<Keying>>,
    /// Export although errors remain, marked 下書き.
    pub as_draft: bool,
    /// How writing a spreadsheet stands.
    pub writing: Writing,
    /// A spreadsheet that was read and waits for the person's word.
    pub incoming: Option<Rc<Incoming>>,
    /// Whether a file is being read.
    pub is_reading: bool,
    /// Why a file could not be opened, and what to do.
    pub file_trouble: Option<(String, String)>,
    /// The person is asked whether the settings are to be as they were.
    pub resetting: bool,
    /// The item whose 該当無し was ticked while others are chosen, until the person says what is meant.
    pub asking: Option<usize>,
    /// What was unfolded whose content is drawn only then, by its name. The card of decisions is the same on every screen.
    pub unfolded: Vec<&'static str>,
    /// The items of which くわしく is open.
    pub opened: Vec<usize>,
    /// Where Tab leads to in a field of many controls: the item, and the place in its field.
    pub cursor: Option<(usize, usize)>,
    /// What a screen holds whose chunk alone knows what it is.
    pub held: Held,
    /// What the person is asked before they go to another screen; empty where nothing would be lost.
    pub leaving: &'static str,
    /// What was read for a screen about the drafts.
    pub shelf: Shelf,
    /// Id and name of the draft that was just deleted.
    pub removed: Option<(String, String)>,
    /// Id of the draft that is being named, and what was typed.
    pub naming: Option<(String, String)>,
    /// What stands in search fields and calculators, and what of a paste found no place, by item and place.
    typed: Vec<((usize, usize), String)>,
}

/// Something of a type that the first part of the program has no code for.
#[derive(Clone, Debug, Default)]
pub struct Held(Option<Rc<dyn Any>>);

impl Held {
    /// Holds something.
    pub fn new<T: 'static>(own: T) -> Self {
        Self(Some(Rc::new(own)))
    }

    /// What is held, where it is of this type.
    pub fn get<T: 'static>(&self) -> Option<Rc<T>> {
        self.0.clone()?.downcast().ok()
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl View {
    /// The state on another screen.
    pub fn elsewhere(self) -> Self {
        Self { keying: self.keying, unfolded: self.unfolded, ..Self::default() }
    }

    /// The state of a screen that is shown anew. What would be lost by going elsewhere stays.
    pub fn anew(mut self) -> Self {
        let (held, leaving) = (std::mem::take(&mut self.held), self.leaving);
        Self { held, leaving, ..self.elsewhere() }
    }

    /// What was typed into a search field or a calculator beside an item; empty where nothing was.
    pub fn typed(&self, item: usize, place: usize) -> &str {
        self.typed.iter().find(|(at, _)| *at == (item, place)).map_or("", |(_, text)| text)
    }

    /// All that was typed beside an item, by place.
    pub fn typed_at(&self, item: usize) -> Vec<(usize, &str)> {
        let own = self.typed.iter().filter(|((at, _), _)| *at == item);
        own.map(|((_, place), text)| (*place, &**text)).collect()
    }

    /// Remembers what was typed.
    pub fn type_into(&mut self, item: usize, place: usize, text: String) {
        self.typed.retain(|(at, _)| *at != (item, place));
        self.typed.push(((item, place), text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A view in which something is unfolded, typed, asked and held.
    fn used() -> View {
        let mut view = View {
            steps_open: true,
            status_open: true,
            preview_open: true,
            said: "写しました。",
            asking: Some(1),
            leaving: "入力が消えます。",
            held: Held::new(5_u8),
            ..View::default()
        };
        view.type_into(1, 0, "内科".to_owned());
        view
    }

    #[test]
    fn on_another_screen_everything_is_folded_and_on_the_same_what_would_be_lost_stays() {
        assert_eq!(used().elsewhere(), View::default());
        let anew = used().anew();
        assert_eq!((anew.held.get::<u8>().as_deref(), anew.leaving), (Some(&5), "入力が消えます。"));
        assert_eq!(View { held: Held::default(), leaving: "", ..anew }, View::default());
    }

    #[test]
    fn what_is_typed_beside_an_item_is_found_at_its_place_alone() {
        let mut view = used();
        assert_eq!([view.typed(1, 0), view.typed(1, 1), view.typed(0, 0)], ["内科", "", ""]);
        view.type_into(1, 0, "外科".to_owned());
        view.type_into(1, 1, "3".to_owned());
        assert_eq!([view.typed(1, 0), view.typed(1, 1)], ["外科", "3"]);
        assert_eq!((view.typed_at(1), view.typed_at(0)), (vec![(0, "外科"), (1, "3")], vec![]));
        view.type_into(1, 0, String::new());
        assert_eq!(view.typed(1, 0), "");
    }

    #[test]
    fn what_a_screen_holds_is_given_as_what_it_is_and_is_the_same_only_as_itself() {
        let held = Held::new(5_u8);
        assert_eq!(held.get::<u8>().as_deref(), Some(&5));
        assert_eq!(held.get::<u16>(), None);
        assert_eq!(Held::default().get::<u8>(), None);
        assert!(held == held.clone() && Held::default() == Held::default());
        assert!(held != Held::new(5_u8) && held != Held::default());
    }
}
