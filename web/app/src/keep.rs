//! What is kept in the browser: the drafts with their history and what lies beside them, the settings, and which tab may
//! write. `web/static/keep.js` does it and says what is kept how.

use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::js;

/// The name under which the text of the last draft file is kept beside a draft.
pub const FILE: &str = "file";

/// The name under which the ids of the answers that were looked at after they were carried over are kept.
pub const SEEN: &str = "seen";

/// Why something could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser keeps nothing here: a private window, or its settings.
    Refused,
    /// The storage is full.
    Full,
    /// Another tab saved in the meantime.
    NewerElsewhere,
    /// What is there was written by a newer version of the app.
    NewerVersion,
    /// What is there is no draft.
    Damaged,
    /// A part of the app could not be loaded.
    NotLoaded,
}

impl Trouble {
    /// By the name of what was thrown.
    pub fn named(name: &str) -> Self {
        match name {
            "QuotaExceededError" => Self::Full,
            "VersionError" => Self::NewerVersion,
            "NewerElsewhere" => Self::NewerElsewhere,
            "Damaged" => Self::Damaged,
            "NotLoaded" => Self::NotLoaded,
            _ => Self::Refused,
        }
    }
}

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The text of the draft file.
    pub text: String,
    /// When it was saved, in milliseconds since 1970, as the clock of the device had it.
    pub saved_at: f64,
    /// The name that the person gave it; empty where none was given.
    pub name: String,
    /// What the check was made with and what it found; absent in drafts of the first version.
    pub mark: Option<Mark>,
}

/// What a draft was checked with when it was last saved, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The fingerprint of the catalogue.
    pub catalog: String,
    /// The fingerprint of the rules.
    pub rules: String,
    /// Rule and place of each finding, a line for each.
    pub findings: String,
}

/// What is to be saved.
#[derive(Clone)]
pub struct Work {
    /// Which draft it is.
    pub id: String,
    /// The draft that it was split off, beside which lies what belongs to it too; empty where there is none.
    pub from: String,
    /// The text of the draft file.
    pub text: String,
    /// Its name, where it is new.
    pub name: String,
    /// Absent while what changed since the last mark has not been looked at: then that mark stays.
    pub mark: Option<Mark>,
    /// Whether the state that this one replaces goes into the history in any case.
    pub point: bool,
}

/// Lets `keep.js` do something, and waits for it.
async fn keep(what: &str, given: &[JsValue]) -> Result<JsValue, Trouble> {
    let owner = js::field(&gloo_utils::window(), "kakariKeep").ok_or(Trouble::Refused)?;
    let outcome = js::wait(owner, what, given).await;
    outcome.map_err(|error| Trouble::named(&js::text(&error, "name").unwrap_or_default()))
}

/// An id that no draft has.
pub fn new_id() -> String {
    let number = (js_sys::Math::random() * 1e15).trunc();
    // Rust's own way of writing such a number costs more.
    let digits = js_sys::JSON::stringify(&number.into()).map(String::from);
    ["d", &digits.unwrap_or_default()].concat()
}

/// A draft; `None` where there is none under this id, or, if only what is `newer` is wanted, where it is as this page saw
/// it last.
///
/// # Errors
///
/// [`Trouble::Damaged`] where the record is not what this app writes.
pub async fn load(id: &str, newer: bool) -> Result<Option<Kept>, Trouble> {
    let record = keep("load", &[id.into(), newer.into()]).await?;
    let text = |name| js::text(&record, name).unwrap_or_default();
    let mark = Mark { catalog: text("catalog"), rules: text("rules"), findings: text("findings") };
    let kept = js::text(&record, "text").map(|draft| Kept {
        text: draft,
        saved_at: js::field(&record, "savedAt").and_then(|at| at.as_f64()).unwrap_or_default(),
        name: text("name"),
        mark: Some(mark).filter(|mark| !mark.catalog.is_empty()),
    });
    Ok(kept)
}

/// Saves a draft over the revision that was last seen, and gives the time, negative where the record had gone meanwhile.
///
/// # Errors
///
/// [`Trouble::NewerElsewhere`] where something else is there than was seen last; nothing is changed then.
pub async fn save(work: Work) -> Result<f64, Trouble> {
    let mark = work.mark.map_or(JsValue::UNDEFINED, |mark| {
        js::object([("catalog", mark.catalog.into()), ("rules", mark.rules.into()), ("findings", mark.findings.into())])
    });
    let work = js::object([
        ("id", work.id.into()),
        ("from", work.from.into()),
        ("text", work.text.into()),
        ("name", work.name.into()),
        ("mark", mark),
        ("point", work.point.into()),
    ]);
    Ok(keep("save", &[work]).await?.as_f64().unwrap_or_default())
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

/// Makes what an earlier version kept, and what was deleted, what this version expects.
///
/// # Errors
///
/// Where the database cannot be had.
pub async fn tidy() -> Result<(), Trouble> {
    keep("tidy", &[]).await.map(|_| ())
}

/// Asks the browser once not to delete by itself what is kept.
pub async fn persist() {
    let _ = keep("persist", &[]).await;
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
    /// A catalogue of the person's own, as JSON; empty where the built-in ones are used.
    pub catalog: String,
    /// Its fingerprint.
    pub catalog_print: String,
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
const ALL: [(&str, Setting); 13] = [
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
    ("catalog", |settings| &mut settings.catalog),
    ("catalogPrint", |settings| &mut settings.catalog_print),
    ("guide", |settings| &mut settings.guide),
];

/// The settings of this browser; the defaults where nothing is kept.
pub async fn load_settings() -> Settings {
    let record = keep("setting", &["settings".into()]).await.unwrap_or_default();
    let mut settings = Settings::default();
    for (name, of) in ALL {
        *of(&mut settings) = js::text(&record, name).unwrap_or_default();
    }
    settings
}

async fn put_setting(name: &str, value: JsValue) {
    let _ = keep("putSetting", &[name.into(), value]).await;
}

/// Keeps the settings. One that cannot be kept only has to be made again.
pub async fn save_settings(mut settings: Settings) {
    put_setting("settings", js::object(ALL.map(|(name, of)| (name, of(&mut settings).as_str().into())))).await;
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
    put_setting("keying", js::object([("single", used.single.into()), ("keys", used.keys.into())])).await;
}

/// The draft that was open last in any tab. Before there were several there was one.
pub async fn open_draft() -> String {
    let open = keep("setting", &["open".into()]).await.ok();
    open.and_then(|id| id.as_string()).unwrap_or_else(|| "current".to_owned())
}

/// Remembers which draft is open.
pub async fn set_open_draft(id: &str) {
    put_setting("open", id.into()).await;
}

/// The right to write a draft, given back when dropped.
pub struct Lock(Function);

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// Waits for the right to write a draft, or takes it from the tab that has it; then `lost` is called over there.
///
/// `None` where the browser has no locks.
pub async fn hold(draft: &str, take: bool, lost: Box<dyn FnOnce()>) -> Option<Lock> {
    let lost = Closure::once_into_js(lost);
    keep("hold", &[draft.into(), take.into(), lost]).await.ok()?.dyn_into().ok().map(Lock)
}

/// Whether some tab may write a draft now.
pub async fn is_held(draft: &str) -> bool {
    let held = keep("held", &[]).await.unwrap_or_default();
    js_sys::Array::from(&held).includes(&draft.into(), 0)
}
