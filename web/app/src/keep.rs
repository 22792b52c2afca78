//! The draft in the browser (IndexedDB).
//!
//! One record holds the text of the draft and a revision. A save that does not find the revision it last saw keeps its
//! hands off: another tab has newer work.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Query, TransactionMode};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser keeps nothing here: a private window, or its settings.
    Refused,
    /// The storage is full.
    Full,
    /// Another tab saved in the meantime.
    NewerElsewhere,
}

impl From<idb::Error> for Trouble {
    fn from(error: idb::Error) -> Self {
        let cause = match error {
            idb::Error::DomException(cause) => cause.into(),
            idb::Error::UpdateFailed(cause) | idb::Error::TransactionCommitError(cause) => cause,
            _ => return Self::Refused,
        };
        let name = field(&cause, "name").and_then(|name| name.as_string());
        if name.as_deref() == Some("QuotaExceededError") { Self::Full } else { Self::Refused }
    }
}

async fn open() -> Result<Database, Trouble> {
    let factory = Factory::new()?;
    let mut request = factory.open(DATABASE, Some(1))?;
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    Ok(request.await?)
}

fn field(record: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(record, &name.into()).ok().filter(|value| !value.is_undefined())
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

async fn get(key: &str) -> Result<Option<JsValue>, Trouble> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let record = transaction.object_store(STORE)?.get(Query::Key(key.into()))?.await?;
    database.close();
    Ok(record)
}

/// Makes a record from the one that is there, and puts it in its place.
async fn put(
    key: &str,
    make: Box<dyn FnOnce(Option<JsValue>) -> Result<JsValue, Trouble>>,
) -> Result<JsValue, Trouble> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STORE)?;
    let record = make(store.get(Query::Key(key.into()))?.await?)?;
    store.put(&record, Some(&key.into()))?.await?;
    transaction.commit()?.await?;
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

/// Saves the draft over the revision that was last seen, and gives the new one.
pub async fn save(text: String, seen: Option<f64>) -> Result<Kept, Trouble> {
    let make = move |there: Option<JsValue>| {
        let there = there.as_ref().and_then(kept).map(|kept| kept.revision);
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
}

/// The settings of this browser; the defaults where nothing is kept.
pub async fn load_settings() -> Settings {
    let Ok(Some(record)) = get(SETTINGS).await else { return Settings::default() };
    let text = |name| field(&record, name).and_then(|value| value.as_string()).unwrap_or_default();
    Settings { deadline: text("deadline"), accepted_code: text("acceptedCode") }
}

/// Keeps the settings. One that cannot be kept only has to be made again.
pub async fn save_settings(settings: Settings) {
    let record = record([("deadline", settings.deadline.into()), ("acceptedCode", settings.accepted_code.into())]);
    let _ = put(SETTINGS, Box::new(|_| Ok(record))).await;
}
