//! What is kept in the browser: the drafts with their history and what lies beside them, the settings, and which tab may
//! write. `web/static/keep.js` does it and says what is kept how.

use std::rc::Rc;

use js_sys::Function;
use kakari_session::{Kept, Mark, Settings, Trouble, Work};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::js;

/// The name under which the text of the last draft file is kept beside a draft.
pub const FILE: &str = "file";

/// The name under which the ids of the answers that were looked at after they were carried over are kept.
pub const SEEN: &str = "seen";

/// Lets `keep.js` do something, and waits for it.
async fn keep(what: &str, given: &[JsValue]) -> Result<JsValue, Trouble> {
    let owner = js::field(&gloo_utils::window(), "kakariKeep").ok_or(Trouble::Refused)?;
    let outcome = js::wait(owner, what, given).await;
    outcome.map_err(|error| Trouble::named(&js::text(&error, "name").unwrap_or_default()))
}

/// An id that no draft has.
pub fn new_id() -> Rc<str> {
    let number = (js_sys::Math::random() * 1e15).trunc();
    // Rust's own way of writing such a number costs more.
    let digits = js_sys::JSON::stringify(&number.into()).map(String::from);
    ["d", &digits.unwrap_or_default()].concat().into()
}

/// A record as `keep.js` hands it over.
fn kept(record: &JsValue) -> Option<Kept> {
    let text = |name| js::text(record, name).unwrap_or_default();
    let mark = Mark { catalog: text("catalog"), rules: text("rules"), findings: text("findings") };
    js::text(record, "text").map(|draft| Kept {
        text: draft,
        saved_at: js::field(record, "savedAt").and_then(|at| at.as_f64()).unwrap_or_default(),
        name: text("name"),
        mark: Some(mark).filter(|mark| !mark.catalog.is_empty()),
    })
}

/// A draft; `None` where there is none under this id, or, if only what is `newer` is wanted, where it is as this page saw
/// it last.
///
/// # Errors
///
/// [`Trouble::Damaged`] where the record is not what this app writes.
pub async fn load(id: &str, newer: bool) -> Result<Option<Kept>, Trouble> {
    Ok(kept(&keep("load", &[id.into(), newer.into()]).await?))
}

/// What a page starts with.
pub struct Begun {
    pub settings: Settings,
    /// The draft to go on with, where there is one.
    pub draft: Option<(String, Kept)>,
    /// Whether its record is not what this app writes.
    pub is_damaged: bool,
}

/// Reads what a page starts with, after what earlier versions kept, and what pages that are gone have left, has been put
/// in order.
///
/// # Errors
///
/// Where the storage does not say.
pub async fn begin() -> Result<Begun, Trouble> {
    let begun = keep("begin", &[]).await?;
    let record = js::field(&begun, "settings").unwrap_or_default();
    let mut settings = Settings::default();
    for (name, of) in Settings::ALL {
        *of(&mut settings) = js::text(&record, name).unwrap_or_default();
    }
    let draft = js::field(&begun, "record").and_then(|record| kept(&record));
    Ok(Begun { settings, draft: js::text(&begun, "id").zip(draft), is_damaged: js::field(&begun, "trouble").is_some() })
}

/// What is to be saved, as `keep.js` is handed it.
fn handed(work: &Work) -> JsValue {
    let mark = work.mark.as_ref().map_or(JsValue::UNDEFINED, |mark| {
        let [catalog, rules, findings] = [&mark.catalog, &mark.rules, &mark.findings].map(|text| text.as_str().into());
        js::object([("catalog", catalog), ("rules", rules), ("findings", findings)])
    });
    let [id, from, text, name, label] =
        [&work.id, &work.from, &work.text, &work.name, &work.label].map(|text| text.as_str().into());
    js::object([
        ("id", id),
        ("from", from),
        ("text", text),
        ("name", name),
        ("label", label),
        ("mark", mark),
        ("point", work.point.into()),
    ])
}

/// Saves a draft over the revision that was last seen, and gives the time, negative where the record had gone meanwhile.
/// An answer is waited for as long as `patience` says, in milliseconds. What nobody looks at any more (`is_left`) becomes a
/// draft of its own where it would go over newer work.
///
/// # Errors
///
/// [`Trouble::NewerElsewhere`] where something else is there than was seen last; nothing is changed then.
pub async fn save(work: &Work, is_left: bool, patience: u32) -> Result<f64, Trouble> {
    let what = if is_left { "rescue" } else { "save" };
    Ok(keep(what, &[handed(work), patience.into()]).await?.as_f64().unwrap_or_default())
}

/// Leaves what is not saved to the next page, at once: this one may not come back. Nothing where all is saved.
pub fn leave(works: &[Work]) {
    if let Some(owner) = js::field(&gloo_utils::window(), "kakariKeep") {
        let works: js_sys::Array = works.iter().map(handed).collect();
        // Where it cannot, the person has been told that nothing is kept.
        let _ = js::call(&owner, "leave", &[works.into()]);
    }
}

/// Keeps a small record beside a draft. It is copied, deleted and saved in a file together with it.
///
/// # Errors
///
/// Where it cannot be kept.
pub async fn put_beside(draft: &str, name: &str, value: &str) -> Result<(), Trouble> {
    keep("putBeside", &[draft.into(), name.into(), value.into()]).await.map(|_| ())
}

/// What was kept beside a draft under a name.
pub async fn beside(draft: &str, name: &str) -> Option<String> {
    keep("beside", &[draft.into(), name.into()]).await.ok()?.as_string()
}

/// The same, told from what cannot be read.
///
/// # Errors
///
/// Where the database cannot be had.
pub async fn read_beside(draft: &str, name: &str) -> Result<Option<String>, Trouble> {
    Ok(keep("beside", &[draft.into(), name.into()]).await?.as_string())
}

/// Keeps a small record beside a draft if it is still what it was before, and gives what is there then: what was to be
/// kept, or what another tab has kept.
///
/// # Errors
///
/// Where it cannot be kept.
pub async fn swap_beside(
    draft: &str,
    name: &str,
    before: Option<&str>,
    value: &str,
) -> Result<Option<String>, Trouble> {
    let before = before.map_or(JsValue::UNDEFINED, JsValue::from_str);
    Ok(keep("swapBeside", &[draft.into(), name.into(), before, value.into()]).await?.as_string())
}

/// Asks the browser once not to delete by itself what is kept.
pub async fn persist() {
    let _ = keep("persist", &[]).await;
}

/// Keeps the settings.
///
/// # Errors
///
/// Where they cannot be kept.
pub async fn save_settings(mut settings: Settings) -> Result<(), Trouble> {
    let record = js::object(Settings::ALL.map(|(name, of)| (name, of(&mut settings).as_str().into())));
    keep("putSetting", &["settings".into(), record]).await.map(|_| ())
}

/// How 転記モード is used in this browser.
#[derive(Clone, Copy, Debug)]
pub struct KeyingUse {
    /// One item at a time.
    pub single: bool,
    /// By keys of one letter as well.
    pub keys: bool,
}

impl Default for KeyingUse {
    fn default() -> Self {
        Self { single: false, keys: true }
    }
}

/// How 転記モード was used last.
pub async fn keying_use() -> KeyingUse {
    let record = keep("setting", &["keying".into()]).await.unwrap_or_default();
    let is = |name, usual: bool| js::field(&record, name).map_or(usual, |is| is.is_truthy());
    KeyingUse { single: is("single", false), keys: is("keys", true) }
}

/// Remembers how 転記モード is used.
pub async fn save_keying_use(used: KeyingUse) {
    let record = js::object([("single", used.single.into()), ("keys", used.keys.into())]);
    // Where it cannot be kept, it only has to be chosen again.
    let _ = keep("putSetting", &["keying".into(), record]).await;
}

/// Remembers which draft is open.
pub async fn remember(id: &str) {
    // Where that fails, the next save does it.
    let _ = keep("remember", &[id.into()]).await;
}

/// The right to write a draft, given back when dropped.
pub struct Lock(Function);

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// Waits for the right to write a draft, or takes it from the tab that has it; then `lost` is called over there. It is
/// called with true where this page has only been put away, to be shown again when the person goes back.
///
/// `None` where the browser has no locks.
pub async fn hold(draft: &str, take: bool, lost: Box<dyn FnOnce(bool)>) -> Option<Lock> {
    let lost = Closure::once_into_js(lost);
    keep("hold", &[draft.into(), take.into(), lost]).await.ok()?.dyn_into().ok().map(Lock)
}

/// Whether some tab may write a draft now.
pub async fn is_held(draft: &str) -> bool {
    let held = keep("held", &[]).await.unwrap_or_default();
    js_sys::Array::from(&held).includes(&draft.into(), 0)
}

/// The name under which the text of the draft that one was started from is kept beside it.
pub const LAST_YEAR: &str = "lastYear";

/// The name under which the text of what the prefecture confirmed is kept.
pub const CONFIRMED: &str = "confirmed";

/// The name under which the day is kept on which that was.
pub const CONFIRMED_ON: &str = "confirmedOn";

/// What lies beside a draft.
pub struct Lies(JsValue);

impl Lies {
    /// What lies there under a name.
    pub fn get(&self, name: &str) -> Option<String> {
        js::text(&self.0, name).filter(|text| !text.is_empty())
    }

    /// Whether something does.
    pub fn has(&self, name: &str) -> bool {
        js::field(&self.0, name).is_some_and(|value| value.is_truthy())
    }
}

/// A draft in the list of all.
pub struct Listed {
    pub id: String,
    /// What is kept; where that is no draft, the record as it is.
    pub record: Result<Kept, String>,
    pub beside: Lies,
    /// Whether it was deleted and can be had back.
    pub is_deleted: bool,
    /// Whether some tab may write it now.
    pub is_held: bool,
}

/// Lets `archive.js` do something, which is loaded when it is first wanted.
async fn archive(what: &str, given: &[JsValue]) -> Result<JsValue, Trouble> {
    let archive = js::wait(gloo_utils::window().into(), "kakariArchive", &[]).await;
    let outcome = js::wait(archive.map_err(|_| Trouble::NotLoaded)?, what, given).await;
    outcome.map_err(|error| Trouble::named(&js::text(&error, "name").unwrap_or_default()))
}

/// The record of a draft, or what it is where it is none.
fn kept_or_text(record: &JsValue) -> Result<Kept, String> {
    let text = js::text(record, "text");
    match text {
        Some(text) if js::field(record, "revision").is_some_and(|revision| revision.as_f64().is_some()) => Ok(Kept {
            text,
            saved_at: js::field(record, "savedAt").and_then(|at| at.as_f64()).unwrap_or_default(),
            name: js::text(record, "name").unwrap_or_default(),
            mark: None,
        }),
        Some(text) => Err(text),
        // What is no value at all has no JSON.
        None => Err(js_sys::JSON::stringify(record)
            .ok()
            .and_then(|json| JsValue::from(json).as_string())
            .unwrap_or_default()),
    }
}

/// All drafts, the one that was saved last first, then those that were deleted; and whether the browser has promised not to
/// delete them by itself.
///
/// # Errors
///
/// As [`load`], but for damaged records, which are listed.
pub async fn list() -> Result<(Vec<Listed>, bool), Trouble> {
    let all = archive("list", &[]).await?;
    let is = |owner: &JsValue, name| js::field(owner, name).is_some_and(|value| value.is_truthy());
    let listed = |one: JsValue| Listed {
        id: js::text(&one, "id").unwrap_or_default(),
        record: kept_or_text(&js::field(&one, "record").unwrap_or_default()),
        beside: Lies(js::field(&one, "beside").unwrap_or_default()),
        is_deleted: is(&one, "isDeleted"),
        is_held: is(&one, "isHeld"),
    };
    let drafts = js_sys::Array::from(&js::field(&all, "drafts").unwrap_or_default());
    Ok((drafts.iter().map(listed).collect(), is(&all, "isPersistent")))
}

/// A draft as it is kept, which stays unseen: what this page saves is held against what it loaded. `None` where it is
/// gone or damaged.
///
/// # Errors
///
/// As [`load`].
pub async fn look(id: &str) -> Result<Option<Kept>, Trouble> {
    Ok(kept_or_text(&archive("record", &[id.into()]).await?).ok())
}

/// Earlier states of a draft, the oldest first: text, and when it was saved.
///
/// # Errors
///
/// As [`load`].
pub async fn history(id: &str) -> Result<Vec<(String, f64)>, Trouble> {
    let points = archive("history", &[id.into()]).await?;
    let point = |one: JsValue| {
        let saved_at = js::field(&one, "savedAt").and_then(|at| at.as_f64()).unwrap_or_default();
        (js::text(&one, "text").unwrap_or_default(), saved_at)
    };
    Ok(js_sys::Array::from(&points).iter().map(point).collect())
}

/// What lies beside a draft.
///
/// # Errors
///
/// As [`load`].
pub async fn lies(id: &str) -> Result<Lies, Trouble> {
    archive("lies", &[id.into()]).await.map(Lies)
}

/// Copies a draft with its history and what lies beside it, under another name.
///
/// # Errors
///
/// Where it cannot be kept.
pub async fn duplicate(id: &str, name: &str) -> Result<(), Trouble> {
    archive("duplicate", &[id.into(), name.into()]).await.map(|_| ())
}

/// Gives a draft another name; an empty one is none.
///
/// # Errors
///
/// Where it cannot be kept.
pub async fn rename(id: &str, name: &str) -> Result<(), Trouble> {
    archive("rename", &[id.into(), name.into()]).await.map(|_| ())
}

/// Deletes a draft. For 30 days it can be had back.
///
/// # Errors
///
/// Where that cannot be kept.
pub async fn remove(id: &str) -> Result<(), Trouble> {
    archive("remove", &[id.into()]).await.map(|_| ())
}

/// Has a deleted draft back.
///
/// # Errors
///
/// Where it cannot be kept.
pub async fn restore(id: &str) -> Result<(), Trouble> {
    archive("restore", &[id.into()]).await.map(|_| ())
}

/// Keeps a new draft that is made from another one, with what was confirmed of that one, and with last year's draft where
/// it is next year's. Gives its id.
///
/// # Errors
///
/// Where it cannot be kept.
pub async fn start(text: &str, name: &str, from: &str, last_year: Option<&str>) -> Result<String, Trouble> {
    let last_year = last_year.map_or(JsValue::UNDEFINED, JsValue::from);
    let id = archive("start", &[text.into(), name.into(), from.into(), last_year]).await?;
    Ok(id.as_string().unwrap_or_default())
}

/// Keeps what the prefecture confirmed beside a draft, with the day in words.
///
/// # Errors
///
/// Where it cannot be kept.
pub async fn keep_confirmed(id: &str, text: &str, day: &str) -> Result<(), Trouble> {
    archive("keepConfirmed", &[id.into(), text.into(), day.into()]).await.map(|_| ())
}

/// All drafts as one file.
///
/// # Errors
///
/// As [`load`].
pub async fn export_all() -> Result<String, Trouble> {
    Ok(archive("exportAll", &[]).await?.as_string().unwrap_or_default())
}

/// Adds the drafts of such a file to those that are here, and gives their number.
///
/// # Errors
///
/// [`Trouble::Damaged`] and [`Trouble::NewerVersion`]; nothing is changed then.
pub async fn import_all(text: &str) -> Result<f64, Trouble> {
    Ok(archive("importAll", &[text.into()]).await?.as_f64().unwrap_or_default())
}
