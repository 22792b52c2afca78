//! The module for spreadsheets and CP932 (`crates/sheets`): loaded when it is asked for, see `boot.js`.

use js_sys::{Array, Uint8Array};
use kakari_draft::Draft;
use wasm_bindgen::{JsCast, JsValue};

use crate::js;
use crate::store::Store;

/// What is wrong, and what to do.
pub type Trouble = (String, String);

/// How writing a file stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Writing {
    /// Nothing is being written.
    #[default]
    Idle,
    /// The module is being loaded, or at work.
    Busy,
    /// The file was handed to the browser.
    Done,
    /// Nothing was written.
    Failed(Trouble),
    /// CP932 cannot hold some characters: places and characters. Nothing was written yet.
    Unmappable(Vec<(String, String)>),
}

/// A file that was read and waits for the person's word.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// Name of the file.
    pub name: String,
    /// The draft that would be opened.
    pub draft: Draft,
    /// Whether it is the open draft with the file taken into it.
    pub is_merged: bool,
    /// 「令和8年度報告」
    pub edition: String,
    /// How many items the file answers.
    pub answers: u32,
    /// What differs from the open draft: 項目名, and what becomes of it.
    pub changes: Vec<(String, &'static str)>,
    /// What could not be read: place, 項目名, what is wrong, what to do.
    pub problems: Vec<[String; 4]>,
    /// [`Store::change`] when it was read.
    pub change: u32,
}

/// What was written: name, kind and content of the file.
pub type File = (String, String, Vec<u8>);

/// Writes the transcription; `format` is one of those of `crates/sheets`.
pub async fn write(store: &Store, format: &'static str, replace: bool) -> Result<File, Writing> {
    let options = options(store);
    js::set(&options, "draft", store.draft.to_text());
    js::set(&options, "format", format);
    js::set(&options, "asDraft", store.view.as_draft);
    js::set(&options, "replace", replace);
    let written = call("write", &[options]).await.map_err(Writing::Failed)?;
    if let Some(bytes) = js::field(&written, "bytes").and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok()) {
        return Ok((text(&written, "name"), text(&written, "mime"), bytes.to_vec()));
    }
    let cells = list(&written, "unmappable");
    if cells.is_empty() {
        // Errors that remain are refused before; what is left is what the module says.
        return Err(Writing::Failed((text(&written, "failed"), String::new())));
    }
    let cell = |cell: &JsValue| {
        let characters = list(cell, "characters");
        let characters: Vec<String> = characters.iter().filter_map(JsValue::as_string).collect();
        let mut place = text(cell, "item");
        let row = number(cell, "row");
        if row > 1 {
            place = [&place, "(", &row.to_string(), "行目)"].concat();
        }
        (place, characters.join(" "))
    };
    Err(Writing::Unmappable(cells.iter().map(cell).collect()))
}

/// Reads a workbook or a CSV file.
pub async fn read(store: &Store, name: String, bytes: &Uint8Array) -> Result<Incoming, Trouble> {
    let options = options(store);
    if store.is_open {
        js::set(&options, "base", store.draft.to_text());
    }
    let read = call("read", &[bytes.into(), options]).await?;
    if let Some(refused) = js::field(&read, "refused") {
        return Err((text(&refused, "message"), text(&refused, "fix")));
    }
    // What the module wrote reads again.
    let draft = Draft::read(&text(&read, "draft")).map_err(|_| not_loaded())?;
    let change = |change: &JsValue| {
        let word = match text(change, "change").as_str() {
            "new" => "新しく入ります",
            "gone" => "答えが消えます",
            _ => "変わります",
        };
        (text(change, "item"), word)
    };
    let problem = |problem: &JsValue| ["place", "item", "message", "fix"].map(|name| text(problem, name));
    Ok(Incoming {
        name,
        draft,
        is_merged: js::field(&read, "isMerged").is_some_and(|merged| merged.is_truthy()),
        edition: text(&read, "edition"),
        answers: number(&read, "answers"),
        changes: list(&read, "changes").iter().map(change).collect(),
        problems: list(&read, "problems").iter().map(problem).collect(),
        change: store.change,
    })
}

fn not_loaded() -> Trouble {
    (
        "表のファイルを扱う部品を読み込めませんでした。".to_owned(),
        "通信を確かめて、もう一度押してください。くり返すときは、ページを読み直してください。下書きは、通信がなくても保存できます。"
            .to_owned(),
    )
}

/// Calls a function of the module, which is loaded first where it is not there yet.
async fn call(name: &str, arguments: &[JsValue]) -> Result<JsValue, Trouble> {
    let part = js::wait(gloo_utils::window().into(), "kakariSheets", &[]).await.map_err(|_| not_loaded())?;
    // A fault of the module's own stays there; nothing of the draft is lost.
    js::call(&part, name, arguments).map_err(|_| {
        let words = "このファイルを扱えませんでした。プログラムの不具合です。";
        (words.to_owned(), "ページを読み直してください。下書きはそのまま残っています。".to_owned())
    })
}

/// What every function of the module is told: the day, the prefecture's deadline, and the catalogue where it is the
/// person's own.
pub fn options(store: &Store) -> JsValue {
    let deadline = store.deadline().map(|day| day.to_string().into());
    let catalog = store.has_own_catalog().then(|| (&*store.settings.catalog).into());
    js::object([
        ("today", store.today.to_string().into()),
        ("deadline", deadline.unwrap_or_default()),
        ("catalog", catalog.unwrap_or_default()),
    ])
}

fn text(object: &JsValue, name: &str) -> String {
    js::text(object, name).unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small counts")]
fn number(object: &JsValue, name: &str) -> u32 {
    js::field(object, name).and_then(|number| number.as_f64()).unwrap_or_default() as u32
}

fn list(object: &JsValue, name: &str) -> Vec<JsValue> {
    js::field(object, name).and_then(|list| list.dyn_into::<Array>().ok()).map(|list| list.to_vec()).unwrap_or_default()
}
