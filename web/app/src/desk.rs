//! Keeps what changes, and sees to it that one tab at a time may change a draft.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use kakari_draft::Draft;
use kakari_session::{Action, Beside, Hold, Keeping, Session, Settings, Trouble};
use web_sys::Event;
use yew::platform::spawn_local;

use crate::keep::{self, Begun, Lock};
use crate::store::{Context, PageAction};
use crate::{app, device, js};

/// How long after the last keystroke a change is kept.
const REST_MILLIS: u32 = 300;

/// After this time without an answer it is looked up whether another tab has the draft.
const PATIENCE_MILLIS: u32 = 200;

/// After this time without an answer from the storage the form is shown all the same.
const START_MILLIS: u32 = 2000;

/// For so long an answer is waited for before it is said that there is none. With each try it doubles, so that storage
/// that is only slow gets there.
const ANSWER_MILLIS: u32 = 5000;

/// How long after the first failure it is tried again. With each failure it doubles.
const AGAIN_MILLIS: u32 = 1000;

/// What has been done about the store as it was last seen.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is about something else")]
pub struct Desk {
    /// The change that is kept or waits to be, and how many drafts that were left wait.
    seen: (u32, Option<Hold>, usize),
    /// Whether the storage is at work.
    busy: bool,
    /// Whether what is kept has been read, and when not, whether it is being read.
    beginning: Beginning,
    /// The settings as they are kept, once that is known.
    settings: Option<Settings>,
    /// How often in a row the storage has failed.
    failures: u32,
    /// The wait for the next try.
    again: Option<Timeout>,
    /// Asks before the page is left, while something is unsaved.
    asking: Option<EventListener>,
    /// Whether something is left to the next page, should this one not come back.
    has_left: bool,
    /// Whether the browser has been asked not to delete what is kept.
    has_asked: bool,
    /// The wait for the end of typing.
    rest: Option<Timeout>,
    /// The draft that was last asked for.
    id: Option<Rc<str>>,
    /// Whether it is being taken over.
    is_taking: bool,
    /// The right to write it.
    lock: Option<Lock>,
}

/// Where reading what is kept stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Beginning {
    /// Not begun, or failed.
    #[default]
    Open,
    /// Under way.
    Busy,
    /// There is nothing more to read.
    Done,
}

pub type SharedDesk = Rc<RefCell<Desk>>;

/// Shows the form once what is kept has been read, or without it where the storage does not answer.
pub async fn start(store: &Context, desk: &SharedDesk) {
    let late = store.clone();
    let give_up = Timeout::new(START_MILLIS, move || {
        late.dispatch(Action::Keeping(Keeping::Failed(Trouble::NoAnswer)));
        late.dispatch(PageAction::Loaded);
    });
    begin(store, desk).await;
    give_up.cancel();
}

/// Reads what is kept: the draft that this tab had open, else the one that was open last in any, and the settings. What
/// the person has begun meanwhile stays.
async fn begin(store: &Context, desk: &SharedDesk) {
    if desk.borrow().beginning != Beginning::Open {
        return;
    }
    desk.borrow_mut().beginning = Beginning::Busy;
    let mut done = Beginning::Done;
    match keep::begin().await {
        Ok(begun) => take_up(store, desk, begun),
        Err(trouble) => {
            if !store.now().own().is_open {
                store.dispatch(Action::Keeping(Keeping::Failed(trouble)));
            }
            if trouble.may_heal() {
                done = Beginning::Open;
                later(store, desk);
            }
        }
    }
    desk.borrow_mut().beginning = done;
}

/// Goes on with what is kept.
fn take_up(store: &Context, desk: &SharedDesk, begun: Begun) {
    // What was set while that was not known is in none of the kept ones.
    let settings = begun.settings.clone().with(store.now().settings.clone());
    desk.borrow_mut().settings = Some(begun.settings);
    let is_open = store.now().own().is_open;
    let read = begun.draft.map(|(id, kept)| (id, Draft::read(&kept.text), kept));
    if is_open {
        store.dispatch(Action::Notice(
            "保存場所が使えるようになりました。いまの内容も保存します。前の下書きがあれば、「下書きの一覧」にあります。".into(),
        ));
    } else {
        store.dispatch(Action::Keeping(Keeping::Untouched));
        match read {
            Some((id, Ok(draft), kept)) => store.dispatch(Action::Opened { id: id.into(), kept, draft }),
            None if !begun.is_damaged => {}
            _ => store.dispatch(Action::Notice(
                "前に開いていた下書きは、保存した記録が壊れていて開けません。記録はそのまま残しています。「下書きの一覧」から、ファイルに取り出せます。".into(),
            )),
        }
    }
    store.dispatch(Action::Settings(settings.into()));
}

/// Has everything that the storage has not done tried again a little later.
fn later(store: &Context, desk: &SharedDesk) {
    let (to, on) = (store.clone(), desk.clone());
    let mut at = desk.borrow_mut();
    if at.again.is_some() {
        return;
    }
    let wait = AGAIN_MILLIS << at.failures.min(6);
    at.failures += 1;
    at.again = Some(Timeout::new(wait, move || again(&to, &on)));
}

/// Tries again what the storage has not done: after a while, and when the person or the network is back.
pub fn again(store: &Context, desk: &SharedDesk) {
    desk.borrow_mut().again = None;
    let (to, on) = (store.clone(), desk.clone());
    spawn_local(async move { begin(&to, &on).await });
    save(store, desk);
}

/// Opens a draft that is kept, as it is now. Without one nothing happens.
///
/// # Errors
///
/// Where it cannot be read, and while changes of it wait to be saved; then the draft that is open stays.
pub async fn open(store: &Context, id: &str) -> Result<(), Trouble> {
    if store.now().own().is_waiting(id) {
        return Err(Trouble::NoAnswer);
    }
    if let Some(kept) = keep::load(id, false).await? {
        let draft = Draft::read(&kept.text).map_err(|_| Trouble::Damaged)?;
        store.dispatch(Action::Opened { id: id.into(), kept, draft });
    }
    Ok(())
}

/// Shows what another tab has saved of a draft that nothing was changed in here.
pub async fn refresh(store: &Context) {
    let now = store.now();
    let now = now.own();
    if now.is_open
        && !now.is_unsaved()
        && !now.is_waiting(&now.id)
        && let Ok(Some(kept)) = keep::load(&now.id, true).await
        && let Ok(draft) = Draft::read(&kept.text)
    {
        store.dispatch(Action::Opened { id: now.id.clone(), kept, draft });
    }
}

/// Saves each change shortly after the last keystroke, and asks for the right to write a draft that was opened.
pub fn follow(store: &Context, desk: &SharedDesk) {
    let own = store.own();
    let mut at = desk.borrow_mut();
    if at.id.as_ref() != Some(&own.id) {
        at.id = Some(own.id.clone());
        at.lock = None;
        at.is_taking = false;
        if own.is_open {
            ask(store, desk, false);
            let (store, id) = (store.clone(), own.id.clone());
            device::remember_draft(&id);
            spawn_local(async move {
                keep::remember(&id).await;
                let file = keep::beside(&id, keep::FILE).await;
                store.dispatch(Action::Filed(id, file));
                // What was split off a draft has what lies beside that one, and gets it with its first save.
                if store.own().from.is_empty() {
                    read_beside(&store.now()).await;
                }
            });
        }
    } else if own.hold == Hold::Taking && !at.is_taking {
        at.is_taking = true;
        ask(store, desk, true);
    }
    let seen = (own.change, Some(own.hold), own.unsaved.len());
    if at.seen != seen {
        at.seen = seen;
        let (store, desk) = (store.clone(), desk.clone());
        at.rest = Some(Timeout::new(REST_MILLIS, move || save(&store, &desk)));
    }
    let is_unsaved = own.has_unsaved();
    if is_unsaved != at.asking.is_some() {
        at.asking = is_unsaved.then(|| app::listen(store, desk, &gloo_utils::window(), "beforeunload"));
    }
    if !is_unsaved && std::mem::take(&mut at.has_left) {
        keep::leave(&[]);
    }
    let is_set = at.settings.as_ref().is_some_and(|kept| *kept != store.settings);
    if is_set && at.again.is_none() {
        drop(at);
        save(store, desk);
    }
}

/// Asks before the page is left. It is listened to only while something is unsaved: some browsers do not put a page away,
/// to show it again at once, that wants to ask.
pub fn ask_to_stay(store: &Context, desk: &SharedDesk, event: &Event) {
    leave(store, desk);
    save(store, desk);
    if store.own().is_at_risk() {
        event.prevent_default();
        // For browsers to which the former says nothing.
        js::set(event, "returnValue", true);
    }
}

/// Leaves what is not saved to the next page.
fn leave(store: &Session, desk: &SharedDesk) {
    let works = store.own().all_unsaved();
    if !works.is_empty() {
        desk.borrow_mut().has_left = true;
        keep::leave(&works);
    }
}

/// Reads what the open draft is compared with.
pub async fn read_beside(store: &Context) {
    // Also while the example is looked at.
    let id = &store.own().id;
    let draft = async |name| keep::beside(id, name).await.and_then(|text| Draft::read(&text).ok()).map(Rc::new);
    let beside = Beside {
        last_year: draft("lastYear").await,
        confirmed: draft("confirmed").await,
        seen: keep::beside(id, keep::SEEN).await.unwrap_or_default(),
    };
    store.dispatch(Action::Beside(id.clone(), beside));
}

/// Asks for the right to write the draft that is open.
fn ask(store: &Context, desk: &SharedDesk, take: bool) {
    let (store, desk, id) = (store.clone(), desk.clone(), store.own().id.clone());
    if store.own().hold == Hold::Asking {
        let (store, id) = (store.clone(), id.clone());
        Timeout::new(PATIENCE_MILLIS, move || {
            spawn_local(async move {
                if keep::is_held(&id).await {
                    store.dispatch(Action::Hold(id, Hold::Elsewhere));
                }
            });
        })
        .forget();
    }
    spawn_local(async move {
        let lost = lost(&store, &desk, &id);
        let lock = keep::hold(&id, take, lost).await;
        let now = store.now();
        let now = now.own();
        if now.id != id {
            return;
        }
        {
            let mut at = desk.borrow_mut();
            at.lock = lock;
            at.is_taking = false;
        }
        if now.hold != Hold::Own {
            // Another tab may have worked on it in the meantime.
            refresh(&store).await;
            store.dispatch(Action::Hold(id, Hold::Own));
        }
    });
}

/// What happens when another tab takes a draft over, or this page is put away.
fn lost(store: &Context, desk: &SharedDesk, id: &Rc<str>) -> Box<dyn FnOnce(bool)> {
    let (store, desk, id) = (store.clone(), desk.clone(), id.clone());
    Box::new(move |is_away| {
        let now = store.now();
        if now.own().id == id {
            now.dispatch(Action::Hold(id, if is_away { Hold::Asking } else { Hold::Lost }));
            // Once the other tab is done with it, it can be changed here again.
            ask(&now.now(), &desk, false);
        }
    })
}

/// Hands what was changed to the storage until nothing new is left, or it fails.
pub fn save(store: &Context, desk: &SharedDesk) {
    if std::mem::replace(&mut desk.borrow_mut().busy, true) {
        return;
    }
    let (store, desk) = (store.clone(), desk.clone());
    spawn_local(async move {
        while let Some(outcome) = save_next(&store, &desk).await {
            if let Err(trouble) = outcome {
                if trouble.may_heal() {
                    later(&store, &desk);
                }
                break;
            }
            desk.borrow_mut().failures = 0;
        }
        desk.borrow_mut().busy = false;
    });
}

/// Saves the next that is to be saved; `None` where nothing is.
async fn save_next(store: &Context, desk: &SharedDesk) -> Option<Result<(), Trouble>> {
    let now = store.now();
    let own = now.own();
    let patience = ANSWER_MILLIS << desk.borrow().failures.min(3);
    if let Some(work) = own.unsaved.first() {
        let outcome = keep::save(work, true, patience).await;
        if let Err(trouble) = outcome {
            store.dispatch(Action::Notice(
                "前の下書きの最後の変更を保存できませんでした。「元に戻す」で戻り、ファイルに保存してください。".into(),
            ));
            if trouble.may_heal() {
                return Some(Err(trouble));
            }
        }
        store.dispatch(Action::Flushed((&*work.id).into()));
        return Some(Ok(()));
    }
    if own.is_to_be_saved() {
        let outcome = keep::save(&own.work(), false, patience).await;
        if outcome.is_ok_and(|at| at < 0.0) {
            store.dispatch(Action::Notice(
                "このブラウザーに保存していた下書きが消されていました。いまの内容を保存し直しました。".into(),
            ));
        }
        let keeping = outcome.map_or_else(Keeping::Failed, |at| Keeping::Kept(at.abs()));
        store.dispatch(Action::Saved { id: own.id.clone(), change: own.change, keeping });
        if outcome.is_ok() && !std::mem::replace(&mut desk.borrow_mut().has_asked, true) {
            spawn_local(keep::persist());
        }
        return Some(outcome.map(|_| ()));
    }
    let settings = &now.settings;
    if desk.borrow().settings.as_ref().is_some_and(|kept| kept != settings) {
        let outcome = keep::save_settings(settings.clone()).await;
        if outcome.is_ok() {
            desk.borrow_mut().settings = Some(settings.clone());
        }
        return Some(outcome);
    }
    None
}

/// The page is hidden or left, and may not come back.
pub fn hide(store: &Context, desk: &SharedDesk) {
    if store.own().is_stuck() {
        store.dispatch(Action::Fork { id: keep::new_id() });
    }
    leave(&store.now(), desk);
    save(store, desk);
}
