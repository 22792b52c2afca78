//! The state of the page: the [`Session`] with the draft in hand, and beside it what the page alone has — where the person
//! is, what is folded on the screen, which chunks are loaded.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::rc::Rc;

use kakari_catalog::Date;
use kakari_draft::Value;
use kakari_form::Step;
use kakari_rules::Severity;
use kakari_session::{Action, Session, Settings};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDetailsElement};
use yew::Reducible;
use yew::html::Scope;
use yew::platform::spawn_local;

use crate::app::Shown;
use crate::chunks::{self, Chunk, Embed, Form, Late, Loading};
use crate::desk::SharedDesk;
use crate::host::Host;
use crate::html::Drawn;
use crate::keep;
use crate::route::{Route, Screen};
use crate::view::View;

/// The state.
#[derive(Clone)]
pub struct Store {
    session: Session,
    /// Whether the draft of the last visit has been looked for.
    pub is_loaded: bool,
    /// How loading stands, for each chunk.
    pub loading: [Loading; Chunk::ALL.len()],
    /// Where the person is.
    pub route: Route,
    /// What is folded, ticked or typed besides the draft.
    pub view: View,
    /// Where the person was before they went to a screen about the tool.
    pub before: Screen,
}

impl Deref for Store {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

/// What can happen to the page.
pub enum PageAction {
    /// Something happens to the draft in hand.
    Session(Action),
    /// The draft of the last visit has been looked for.
    Loaded,
    /// A chunk of the program has been loaded, or not.
    Loading(Chunk, Loading),
    /// The person goes to a screen.
    Arrive(Route),
    /// Something on the screen that is no part of the draft.
    View(Box<dyn FnOnce(&mut View)>),
}

impl From<Action> for PageAction {
    fn from(action: Action) -> Self {
        Self::Session(action)
    }
}

impl Reducible for Store {
    type Action = PageAction;

    fn reduce(self: Rc<Self>, action: PageAction) -> Rc<Self> {
        let mut store = Self::clone(&self);
        if store.happen(action) { Rc::new(store) } else { self }
    }
}

impl Store {
    /// Nothing open yet.
    pub fn new(today: Date, route: Route) -> Self {
        Self {
            session: Session::new(today),
            is_loaded: false,
            loading: [Loading::Waiting; Chunk::ALL.len()],
            route,
            view: View::default(),
            before: Screen::Start,
        }
    }

    /// What is loaded after the first screen, once it is there.
    pub fn late(&self) -> Option<&'static Late> {
        (self.loading(Chunk::Late) == Loading::Done).then(chunks::late)
    }

    /// ホームページに置く, once it is there.
    pub fn embed(&self) -> Option<&'static Embed> {
        (self.loading(Chunk::Embed) == Loading::Done).then(chunks::embed)
    }

    /// The form, once it is there.
    pub fn form(&self) -> Option<&'static Form> {
        (self.loading(Chunk::Form) == Loading::Done).then(chunks::form)
    }

    /// How loading a chunk stands.
    pub fn loading(&self, chunk: Chunk) -> Loading {
        self.loading[chunk as usize]
    }

    /// False where nothing has changed.
    fn happen(&mut self, action: PageAction) -> bool {
        match action {
            PageAction::Session(action) => return self.pass_on(action),
            PageAction::Loaded => {
                self.is_loaded = true;
                self.finish_on_review();
            }
            PageAction::Loading(chunk, loading) => self.loading[chunk as usize] = loading,
            PageAction::Arrive(route) => self.arrive(route),
            PageAction::View(change) => change(&mut self.view),
        }
        self.session.rest();
        true
    }

    /// Something happens to the draft in hand. Where that closes the example, the screen shows another draft: it is as if
    /// the person had just come to it.
    fn pass_on(&mut self, action: Action) -> bool {
        let was_example = self.is_example();
        let has_happened = self.session.reduce(action);
        if was_example && !self.is_example() {
            self.view = std::mem::take(&mut self.view).anew();
            self.before = Screen::Start;
        }
        has_happened
    }

    /// The person goes to a screen. Those about the own drafts leave the example.
    fn arrive(&mut self, route: Route) {
        if matches!(route.screen, Screen::Start | Screen::Drafts | Screen::History) {
            self.pass_on(Action::CloseExample);
        }
        if !self.route.screen.is_about_tool() {
            self.before = self.route.screen;
        }
        let view = std::mem::take(&mut self.view);
        self.view = if route.screen == self.route.screen { view.anew() } else { view.elsewhere() };
        self.route = route;
        self.open_notes();
        self.finish_on_review();
    }

    /// Where the person is led to a field, お知らせ about it are in sight.
    fn open_notes(&mut self) {
        let found = self.route.field.as_ref().and_then(|field| self.session.catalog.find(field));
        let Some((index, _)) = found else { return };
        if self.session.shown_at(index).iter().any(|finding| finding.severity() == Severity::Note) {
            self.view.opened.push(index);
        }
    }

    /// Everything is shown on 確認, so from then on it is shown beside the fields as well.
    fn finish_on_review(&mut self) {
        if self.is_loaded && self.route.screen == Screen::Form(Step::Review) {
            self.session.reduce(Action::Finish(Step::Review));
        }
    }
}

/// What screens and fields are handed: the store as it is now, and the way to change it.
///
/// Screens and fields are plain functions of it.
#[derive(Clone)]
pub struct Context(Rc<Moment>);

struct Moment {
    store: Rc<Store>,
    link: Link,
}

/// The way to the store and to the host, without what the store is: for what is drawn from a selection of it
/// ([`crate::html::Select`]).
#[derive(Clone)]
pub struct Link(Rc<Home>);

impl Link {
    /// What the app lives in.
    pub fn host(&self) -> &Host {
        &self.0.host
    }

    /// The store as it has become, for what is done on an event.
    pub fn now(&self) -> Context {
        let store = self.0.store.borrow().clone();
        Context(Rc::new(Moment { store, link: self.clone() }))
    }
}

/// What leads to the store.
pub trait Linked {
    /// The way there.
    fn link(&self) -> &Link;
}

impl Linked for Link {
    fn link(&self) -> &Link {
        self
    }
}

impl Linked for Context {
    fn link(&self) -> &Link {
        &self.0.link
    }
}

/// Where the store lives, what shows it, and what surrounds it.
struct Home {
    store: RefCell<Rc<Store>>,
    page: RefCell<Option<Scope<Drawn>>>,
    host: Host,
    /// The page has it for as long as it lives, and an element has nothing there: no code for letting it go.
    desk: ManuallyDrop<SharedDesk>,
    shown: RefCell<Shown>,
}

impl Context {
    /// A store in a host, that nothing shows yet.
    pub fn new(store: Store, host: Host) -> Self {
        let home = Home {
            store: RefCell::new(Rc::new(store)),
            page: RefCell::default(),
            host,
            desk: ManuallyDrop::default(),
            shown: RefCell::default(),
        };
        Link(Rc::new(home)).now()
    }

    /// The same with the store as it has become in the meantime.
    pub fn now(&self) -> Self {
        self.0.link.now()
    }

    fn home(&self) -> &Home {
        &self.0.link.0
    }

    /// What the app lives in.
    pub fn host(&self) -> &Host {
        self.0.link.host()
    }

    /// What is done about keeping it.
    pub fn desk(&self) -> &SharedDesk {
        &self.home().desk
    }

    /// What has been done about showing it.
    pub fn shown(&self) -> &RefCell<Shown> {
        &self.home().shown
    }

    /// Has the store shown by a page.
    pub fn show_by(&self, page: Scope<Drawn>) {
        *self.home().page.borrow_mut() = Some(page);
    }

    /// Lets something happen.
    pub fn dispatch(&self, action: impl Into<PageAction>) {
        self.happen(action.into());
    }

    fn happen(&self, action: PageAction) {
        let answer = if let PageAction::Session(Action::Set { index, .. }) = action { Some(index) } else { None };
        let before = self.home().store.borrow().clone();
        let after = before.clone().reduce(action);
        if !Rc::ptr_eq(&before, &after) {
            *self.home().store.borrow_mut() = after;
            self.redraw();
            if let Some(index) = answer.filter(|_| !self.host().is_page()) {
                (chunks::form().changed)(&self.now(), index);
            }
        }
    }

    /// Begins as one does that nothing was opened in, with the settings and what is loaded.
    pub fn begin_anew(&self) {
        let now = self.now();
        let mut store = Store::new(now.today, now.route.clone());
        store.loading = now.loading;
        let store = Rc::new(store).reduce(Action::Settings(Box::new(now.settings.clone())).into());
        *self.home().store.borrow_mut() = store;
    }

    /// Shows the page anew.
    pub fn redraw(&self) {
        if let Some(page) = &*self.home().page.borrow() {
            page.send_message(());
        }
    }

    /// An answer that is being typed.
    pub fn type_in(&self, index: usize, value: Option<Value>) {
        self.dispatch(Action::Set { index, value, typed: true });
    }

    /// An answer that is a change of its own.
    pub fn set(&self, index: usize, value: Option<Value>) {
        self.dispatch(Action::Set { index, value, typed: false });
    }

    /// Changes the settings of this browser, which the desk keeps.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings.clone();
        change(&mut settings);
        self.dispatch(Action::Settings(settings.into()));
    }

    /// The person has looked at an answer: where it was carried over from last year, that is remembered.
    pub fn see(&self, index: usize) {
        let item = &self.item(index).id;
        let is_carried = self.beside.last_year.as_ref().is_some_and(|last| last.get(item).is_some());
        if is_carried && !self.beside.has_seen(item) {
            let mut beside = self.beside.clone();
            beside.seen = [&*beside.seen, item, "\n"].concat();
            let (id, seen) = (self.id.clone(), beside.seen.clone());
            self.dispatch(Action::Beside(id.clone(), beside));
            if self.host().is_page() {
                // Where it cannot be kept, only the mark comes back.
                spawn_local(async move {
                    let _ = keep::put_beside(&id, keep::SEEN, &seen).await;
                });
            }
        }
    }

    /// Remembers that something was unfolded, so that its content is drawn; folded again, it stays.
    pub fn unfold(&self, what: &'static str, event: &Event) {
        let details = event.target().map(JsCast::unchecked_into::<HtmlDetailsElement>);
        if details.is_some_and(|details| details.open()) && !self.view.unfolded.contains(&what) {
            self.view(move |view| view.unfolded.push(what));
        }
    }

    /// Changes what is folded, ticked or typed besides the draft.
    pub fn view(&self, change: impl FnOnce(&mut View) + 'static) {
        self.dispatch(PageAction::View(Box::new(change)));
    }
}

impl Deref for Context {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.0.store
    }
}

#[cfg(test)]
mod tests {
    use kakari_catalog::parse_date;
    use kakari_draft::Draft;

    use super::*;

    fn store(screen: Screen) -> Context {
        let today = parse_date("2026-02-01").expect("a date");
        Context::new(Store::new(today, Route { screen, field: None }), Host::none())
    }

    fn go(store: &Context, screen: Screen) {
        store.dispatch(PageAction::Arrive(Route { screen, field: None }));
    }

    fn begin(store: &Context) {
        store.dispatch(Action::New { id: "a".into() });
    }

    fn open_example(store: &Context) {
        store.dispatch(Action::Example(Draft::new("R7")));
    }

    const FACILITY: Screen = Screen::Form(Step::Facility);
    const F1: Screen = Screen::Form(Step::F1);

    #[test]
    fn what_is_handed_out_stays_as_it_was_and_now_is_as_it_has_become() {
        let store = store(FACILITY);
        begin(&store);
        assert!(!store.is_open && store.now().is_open);
    }

    #[test]
    fn where_nothing_has_happened_the_store_is_the_same() {
        let store = store(FACILITY);
        begin(&store);
        let before = store.now();
        store.dispatch(Action::Undo);
        store.set(0, None);
        assert!(Rc::ptr_eq(&before.0.store, &store.now().0.store));
        store.view(|view| view.steps_open = true);
        assert!(!Rc::ptr_eq(&before.0.store, &store.now().0.store));
    }

    #[test]
    fn another_screen_is_folded_and_the_same_one_keeps_what_would_be_lost() {
        let store = store(FACILITY);
        let open = || store.view(|view| (view.steps_open, view.leaving) = (true, "入力が消えます。"));
        open();
        go(&store, FACILITY);
        assert_eq!((store.now().view.steps_open, store.now().view.leaving), (false, "入力が消えます。"));
        open();
        go(&store, F1);
        assert_eq!(store.now().view, View::default());
    }

    #[test]
    fn from_screens_about_the_tool_the_way_back_leads_to_where_the_person_was() {
        let store = store(Screen::Start);
        for (screen, before) in
            [(F1, Screen::Start), (Screen::Settings, F1), (Screen::Help, F1), (FACILITY, F1), (Screen::Guide, FACILITY)]
        {
            go(&store, screen);
            assert_eq!(store.now().before, before, "{screen:?}");
        }
    }

    #[test]
    fn screens_about_the_own_drafts_close_the_example_and_others_do_not() {
        for (screen, is_closed) in [
            (Screen::Start, true),
            (Screen::Drafts, true),
            (Screen::History, true),
            (Screen::Differences, false),
            (Screen::Settings, false),
            (F1, false),
        ] {
            let store = store(FACILITY);
            begin(&store);
            open_example(&store);
            go(&store, screen);
            assert_eq!(store.now().is_example(), !is_closed, "{screen:?}");
            assert_eq!(&*store.now().own().id, "a");
        }
    }

    #[test]
    fn where_the_example_is_closed_the_screen_is_shown_anew() {
        for (action, is_closed) in [
            (Action::CloseExample, true),
            (Action::New { id: "b".into() }, true),
            (Action::Notice("読んでください。".into()), false),
        ] {
            let store = store(FACILITY);
            go(&store, F1);
            open_example(&store);
            store.view(|view| view.fields_open = true);
            store.dispatch(action.clone());
            let (now, expected) = (store.now(), if is_closed { Screen::Start } else { FACILITY });
            assert_eq!((now.view.fields_open, now.before), (!is_closed, expected), "{action:?}");
        }
        // Nothing is folded that is not about the example.
        let store = store(FACILITY);
        store.view(|view| view.fields_open = true);
        store.dispatch(Action::CloseExample);
        assert!(store.now().view.fields_open);
    }

    #[test]
    fn on_the_review_everything_is_shown_beside_the_fields_once_the_draft_is_there() {
        let is_finished = |store: &Context| store.now().as_form().has_finished(Step::F1);
        let late = store(Screen::Form(Step::Review));
        go(&late, Screen::Form(Step::Review));
        assert!(!is_finished(&late));
        late.dispatch(PageAction::Loaded);
        assert!(is_finished(&late));

        let usual = store(F1);
        usual.dispatch(PageAction::Loaded);
        assert!(!is_finished(&usual));
        go(&usual, Screen::Form(Step::Review));
        assert!(is_finished(&usual));
    }

    #[test]
    fn what_a_chunk_has_is_there_once_it_is_loaded() {
        let store = store(F1);
        for (loading, is_there) in [(Loading::Waiting, false), (Loading::Failed, false), (Loading::Done, true)] {
            store.dispatch(PageAction::Loading(Chunk::Late, loading));
            let now = store.now();
            assert_eq!((now.loading(Chunk::Late), now.late().is_some()), (loading, is_there));
            assert!(now.form().is_none() && now.embed().is_none());
        }
    }

    #[test]
    fn whatever_happens_on_the_page_the_hand_rests_from_typing() {
        let store = store(FACILITY);
        begin(&store);
        let index = store.now().catalog.index(kakari_catalog::Id::FacilityName);
        let type_on = |text: &str| {
            store.now().type_in(index, Some(text.into()));
            assert!(!Rc::ptr_eq(&store.now().rested.0, &store.now().draft), "{text}");
        };
        type_on("あ");
        store.view(|view| view.steps_open = true);
        assert!(Rc::ptr_eq(&store.now().rested.0, &store.now().draft));
        type_on("あい");
        go(&store, F1);
        assert!(Rc::ptr_eq(&store.now().rested.0, &store.now().draft));
    }

    #[test]
    fn a_setting_is_changed_and_the_others_stay() {
        let store = store(Screen::Settings);
        store.change_settings(|settings| settings.office.push_str("保健所"));
        store.now().change_settings(|settings| settings.phone.push('1'));
        assert_eq!((&*store.now().settings.office, &*store.now().settings.phone), ("保健所", "1"));
    }
}
