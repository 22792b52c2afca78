//! The draft in the browser (IndexedDB).
//!
//! One record holds the text of the draft and a revision. A save that does not find the revision it last saw keeps its
//! hands off: another tab has newer work.
//!
//! Written on the browser's own interface: a crate around it costs 5 KB in the first load.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode};

const DATABASE: &str = "kakari";
const STORE: &str = "drafts";
const CURRENT: &str = "current";
const SETTINGS: &str = "settings";

/// What was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The text of the draft file.
    pub text: String,
    /// Counts the saves.
    pub revision: f64,
    /// When it was saved, in milliseconds since 1970.
    pub saved_at: f64,
}

/// Why something could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser keeps nothing here: a private window, or its settings.
    Refused,
    /// The storage is full.
    Full,
    /// Another tab saved in the meantime.
    NewerElsewhere,
}

/// What the browser threw, or the event that told of a failure.
impl From<JsValue> for Trouble {
    fn from(cause: JsValue) -> Self {
        let of_request = field(&cause, "target").and_then(|target| field(&target, "error"));
        let name = field(&of_request.unwrap_or(cause), "name").and_then(|name| name.as_string());
        if name.as_deref() == Some("QuotaExceededError") { Self::Full } else { Self::Refused }
    }
}

fn field(record: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(record, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// Waits for one of two events.
async fn either(wait: &dyn Fn(Option<&Function>, Option<&Function>)) -> Result<(), Trouble> {
    let mut ask = |good: Function, bad: Function| wait(Some(&good), Some(&bad));
    JsFuture::from(Promise::new(&mut ask)).await?;
    Ok(())
}

/// Waits for the answer to a request.
async fn answer(request: &IdbRequest) -> Result<JsValue, Trouble> {
    either(&|good, bad| {
        request.set_onsuccess(good);
        request.set_onerror(bad);
    })
    .await?;
    Ok(request.result()?)
}

async fn open() -> Result<IdbDatabase, Trouble> {
    let factory = gloo_utils::window().indexed_db()?.ok_or(Trouble::Refused)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1)?;
    let opening = request.clone();
    let make = Closure::once_into_js(move || {
        if let Ok(database) = opening.result() {
            let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(make.unchecked_ref()));
    Ok(answer(&request).await?.unchecked_into())
}

/// The record under a key.
async fn get(key: &str) -> Result<Option<JsValue>, Trouble> {
    let database = open().await?;
    let store = database.transaction_with_str(STORE)?.object_store(STORE)?;
    let record = answer(&store.get(&key.into())?).await?;
    database.close();
    Ok(Some(record).filter(|record| !record.is_undefined()))
}

/// Makes a record from the one that is there, and puts it in its place.
async fn put(key: &str, make: Box<dyn FnOnce(JsValue) -> Result<JsValue, Trouble>>) -> Result<JsValue, Trouble> {
    let database = open().await?;
    let transaction: IdbTransaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
    let store = transaction.object_store(STORE)?;
    let record = make(answer(&store.get(&key.into())?).await?)?;
    store.put_with_key(&record, &key.into())?;
    either(&|good, bad| {
        transaction.set_oncomplete(good);
        transaction.set_onabort(bad);
        transaction.set_onerror(bad);
    })
    .await?;
    database.close();
    Ok(record)
}

fn record<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let record = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&record, &name.into(), &value);
    }
    record.into()
}

fn kept(record: &JsValue) -> Option<Kept> {
    Some(Kept {
        text: field(record, "text")?.as_string()?,
        revision: field(record, "revision")?.as_f64()?,
        saved_at: field(record, "savedAt")?.as_f64()?,
    })
}

/// The draft of the last visit.
pub async fn load() -> Result<Option<Kept>, Trouble> {
    let record = get(CURRENT).await?;
    Ok(record.as_ref().and_then(kept))
}

/// Saves the draft over the revision that was last seen, and gives the new one.
pub async fn save(text: String, seen: Option<f64>) -> Result<Kept, Trouble> {
    let make = move |there: JsValue| {
        let there = kept(&there).map(|kept| kept.revision);
        if there.is_some() && there != seen {
            return Err(Trouble::NewerElsewhere);
        }
        let revision = there.or(seen).unwrap_or(0.0) + 1.0;
        let saved_at = crate::device::now();
        Ok(record([("text", text.into()), ("revision", revision.into()), ("savedAt", saved_at.into())]))
    };
    let record = put(CURRENT, Box::new(make)).await?;
    kept(&record).ok_or(Trouble::Refused)
}

/// What the person set for this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The prefecture's deadline, ISO; empty where none is set.
    pub deadline: String,
    /// The 保険医療機関番号 whose check digit does not fit and which the person has compared and found right.
    pub accepted_code: String,
    /// Key of the prefecture that takes the report; empty where it is that of the draft.
    pub prefecture: String,
    /// Whom to ask: the name of the office.
    pub office: String,
    /// Its telephone number.
    pub phone: String,
    /// What else there is to know about it.
    pub contact: String,
    /// `western` for days in the western calendar; empty for 和暦.
    pub years: String,
    /// `large` or `larger`; empty for the usual size.
    pub type_size: String,
    /// Not empty once the guide has been shown.
    pub guide: String,
    /// What the clinic chose about its notice: see [`crate::fields::NoticeChoice`].
    pub notice: String,
    /// What the notice stated when it was last printed or saved: see [`kakari_documents::Posted`].
    pub posted: String,
}

/// One of the settings.
pub type Setting = fn(&mut Settings) -> &mut String;

/// All of them, by their names in the record.
const ALL: [(&str, Setting); 11] = [
    ("deadline", |settings| &mut settings.deadline),
    ("acceptedCode", |settings| &mut settings.accepted_code),
    ("notice", |settings| &mut settings.notice),
    ("posted", |settings| &mut settings.posted),
    ("prefecture", |settings| &mut settings.prefecture),
    ("office", |settings| &mut settings.office),
    ("phone", |settings| &mut settings.phone),
    ("contact", |settings| &mut settings.contact),
    ("years", |settings| &mut settings.years),
    ("typeSize", |settings| &mut settings.type_size),
    ("guide", |settings| &mut settings.guide),
];

/// The settings of this browser; the defaults where nothing is kept.
pub async fn load_settings() -> Settings {
    let mut settings = Settings::default();
    if let Ok(Some(record)) = get(SETTINGS).await {
        for (name, of) in ALL {
            *of(&mut settings) = field(&record, name).and_then(|value| value.as_string()).unwrap_or_default();
        }
    }
    settings
}

/// Keeps the settings. One that cannot be kept only has to be made again.
pub async fn save_settings(mut settings: Settings) {
    let record = record(ALL.map(|(name, of)| (name, of(&mut settings).as_str().into())));
    let _ = put(SETTINGS, Box::new(|_| Ok(record))).await;
}
