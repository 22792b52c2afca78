//! Keeps what changes, and sees to it that one tab at a time may change a draft.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use kakari_draft::Draft;
use yew::platform::spawn_local;

use crate::device;
use crate::keep::{self, Lock, Trouble};
use crate::store::{Action, Beside, Context, Hold, Keeping};

/// How long after the last keystroke a change is kept.
const REST_MILLIS: u32 = 300;

/// After this time without an answer it is looked up whether another tab has the draft.
const PATIENCE_MILLIS: u32 = 200;

/// What has been done about the store as it was last seen.
#[derive(Default)]
pub struct Desk {
    /// The change that is kept or waits to be.
    seen: (u32, Option<Hold>),
    /// Whether the storage is at work.
    busy: bool,
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

pub type SharedDesk = Rc<RefCell<Desk>>;

/// Loads the draft that this tab had open, else the one that was open last in any.
pub async fn start(store: &Context) {
    let outcome = match keep::tidy().await {
        Ok(()) => {
            let id = match device::remembered_draft() {
                Some(id) => id,
                None => keep::open_draft().await,
            };
            open(store, &id).await
        }
        Err(trouble) => Err(trouble),
    };
    match outcome {
        Ok(()) => {}
        Err(Trouble::Damaged) => store.dispatch(Action::Notice(
            "前に開いていた下書きは、保存した記録が壊れていて開けません。記録はそのまま残しています。「下書きの一覧」から、ファイルに取り出せます。".into(),
        )),
        Err(trouble) => store.dispatch(Action::Keeping(Keeping::Failed(trouble))),
    }
    store.dispatch(Action::Settings(keep::load_settings().await));
}

/// Opens a draft that is kept, as it is now. Without one nothing happens.
///
/// # Errors
///
/// Where it cannot be read; then the draft that is open stays.
pub async fn open(store: &Context, id: &str) -> Result<(), Trouble> {
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
            let (store, id) = (store.clone(), own.id.to_string());
            device::remember_draft(&id);
            spawn_local(async move {
                keep::set_open_draft(&id).await;
                let file = keep::beside(&id, keep::FILE).await;
                store.dispatch(Action::Filed(id.into(), file));
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
    let seen = (own.change, Some(own.hold));
    if at.seen != seen || !own.unsaved.is_empty() {
        at.seen = seen;
        let (store, desk) = (store.clone(), desk.clone());
        at.rest = Some(Timeout::new(REST_MILLIS, move || save(&store, &desk)));
    }
}

/// Reads what the open draft is compared with.
pub async fn read_beside(store: &Context) {
    let id = &store.id;
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

/// What happens when another tab takes a draft over.
fn lost(store: &Context, desk: &SharedDesk, id: &Rc<str>) -> Box<dyn FnOnce()> {
    let (store, desk, id) = (store.clone(), desk.clone(), id.clone());
    Box::new(move || {
        let now = store.now();
        if now.own().id == id {
            now.dispatch(Action::Hold(id, Hold::Lost));
            // Once the other tab is done with it, it can be changed here again.
            ask(&now.now(), &desk, false);
        }
    })
}

/// Hands what was changed to the storage until nothing new is left.
pub fn save(store: &Context, desk: &SharedDesk) {
    if std::mem::replace(&mut desk.borrow_mut().busy, true) {
        return;
    }
    let (store, desk) = (store.clone(), desk.clone());
    spawn_local(async move {
        loop {
            let now = store.now();
            let now = now.own();
            if let Some(mut work) = now.unsaved.first().cloned() {
                let mut outcome = keep::save(work.clone()).await;
                if outcome == Err(Trouble::NewerElsewhere) {
                    work.from = std::mem::replace(&mut work.id, keep::new_id());
                    outcome = keep::save(work).await;
                }
                if outcome.is_err() {
                    store.dispatch(Action::Notice(
                        "前の下書きの最後の変更を保存できませんでした。「元に戻す」で戻り、ファイルに保存してください。".into(),
                    ));
                }
                store.dispatch(Action::Flushed);
                continue;
            }
            if now.keeping != Keeping::Pending || now.hold != Hold::Own {
                break;
            }
            let outcome = keep::save(now.work()).await;
            let is_kept = outcome.is_ok();
            let keeping = match outcome {
                Ok(at) => {
                    if at < 0.0 {
                        store.dispatch(Action::Notice(
                            "このブラウザーに保存していた下書きが消されていました。いまの内容を保存し直しました。"
                                .into(),
                        ));
                    }
                    Keeping::Kept(at.abs())
                }
                Err(trouble) => Keeping::Failed(trouble),
            };
            store.dispatch(Action::Saved { id: now.id.clone(), change: now.change, keeping });
            if is_kept && !std::mem::replace(&mut desk.borrow_mut().has_asked, true) {
                spawn_local(keep::persist());
            }
        }
        desk.borrow_mut().busy = false;
    });
}

/// The page is hidden and may not come back.
pub fn hide(store: &Context, desk: &SharedDesk) {
    if store.own().is_stuck() {
        store.dispatch(Action::Fork);
    }
    save(store, desk);
}
