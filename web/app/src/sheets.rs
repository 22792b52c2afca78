//! Spreadsheets and CSV (`crates/sheets`), and a catalogue in TOML, in the chunk `tables`, which is loaded when a file is
//! written or read.

use kakari_catalog::{Catalog, load};
use kakari_documents::{FileKind, TableFormat, Transcription, TranscriptionOptions, file_name};
use kakari_draft::Draft;
use kakari_sheets::{Change, Problem, ReadOptions, Unmappable, Unwritten};

use crate::chunks;
use crate::js;
use crate::store::{Context, Store};

/// What is wrong, and what to do.
pub type Trouble = (String, String);

/// How writing a file stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Writing {
    /// Nothing is being written.
    #[default]
    Idle,
    /// The chunk is being loaded, or at work.
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
    pub answers: usize,
    /// What differs from the open draft: 項目名, and what becomes of it.
    pub changes: Vec<(String, &'static str)>,
    /// What could not be read: place, 項目名, what is wrong, what to do.
    pub problems: Vec<[String; 4]>,
    /// [`Store::change`] when it was read.
    pub change: u32,
}

/// What was written: name, kind and content of the file.
pub type File = (String, &'static str, Vec<u8>);

/// What the chunk has.
pub struct Tables {
    write: fn(&Store, TableFormat, bool) -> Result<File, Writing>,
    read: fn(&Store, &str, &[u8]) -> Result<Incoming, Trouble>,
    catalog: fn(&str) -> Result<OwnCatalog, Vec<String>>,
}

/// A catalogue of the person's own.
pub struct OwnCatalog {
    /// As JSON, as it is kept.
    pub json: String,
    /// The fingerprint that it is kept with.
    pub fingerprint: String,
    /// 「令和8年度報告」
    pub label: String,
}

/// Why a catalogue is not used.
pub enum Unused {
    /// What reads it cannot be loaded.
    NotLoaded,
    /// A fault of ours.
    Fault,
    /// What is wrong with it, a line each, with line and column.
    Wrong(Vec<String>),
}

/// Its functions, which nothing but the chunk names.
pub static TABLES: Tables = Tables { write: write_table, read: read_table, catalog: read_catalog };

/// Writes the transcription. `replace`: what CP932 cannot hold is replaced; the person has agreed to that.
///
/// # Errors
///
/// [`Writing::Failed`] and [`Writing::Unmappable`].
pub async fn write(store: &Context, format: TableFormat, replace: bool) -> Result<File, Writing> {
    let tables = chunks::tables(store).await.ok_or_else(|| Writing::Failed(not_loaded()))?;
    let store = store.now();
    let written = js::guarded(move || (tables.write)(&store, format, replace)).await;
    written.unwrap_or_else(|| Err(Writing::Failed(fault())))
}

/// Reads a workbook or a CSV file.
///
/// # Errors
///
/// Why it cannot be read.
pub async fn read(store: &Context, name: String, bytes: Vec<u8>) -> Result<Incoming, Trouble> {
    let tables = chunks::tables(store).await.ok_or_else(not_loaded)?;
    // What was read is shown on a late screen.
    if !chunks::ready(store).await {
        return Err(not_loaded());
    }
    let store = store.now();
    let read = js::guarded(move || (tables.read)(&store, &name, &bytes)).await;
    read.unwrap_or_else(|| Err(fault()))
}

/// Reads and checks a catalogue in TOML, as `kakari catalog check` does.
///
/// # Errors
///
/// Why it is not used.
pub async fn catalog(store: &Context, toml: String) -> Result<OwnCatalog, Unused> {
    let tables = chunks::tables(store).await.ok_or(Unused::NotLoaded)?;
    let read = js::guarded(move || (tables.catalog)(&toml)).await;
    read.ok_or(Unused::Fault)?.map_err(Unused::Wrong)
}

fn not_loaded() -> Trouble {
    (
        "表のファイルを扱う部品を読み込めませんでした。".to_owned(),
        "通信を確かめて、もう一度押してください。くり返すときは、ページを読み直してください。下書きは、通信がなくても保存できます。"
            .to_owned(),
    )
}

fn fault() -> Trouble {
    (
        "このファイルを扱えませんでした。プログラムの不具合です。".to_owned(),
        "ページを読み直してください。下書きはそのまま残っています。".to_owned(),
    )
}

fn read_catalog(toml: &str) -> Result<OwnCatalog, Vec<String>> {
    let json = load::to_json(toml).map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    // It was just made of one.
    let catalog = Catalog::from_json(&json).map_err(|_| Vec::new())?;
    let (fingerprint, label) = (catalog.fingerprint().to_owned(), catalog.label().to_owned());
    Ok(OwnCatalog { json, fingerprint, label })
}

fn write_table(store: &Store, format: TableFormat, replace: bool) -> Result<File, Writing> {
    let failed = |message: String| Writing::Failed((message, String::new()));
    let choice = TranscriptionOptions { made_on: store.today, allow_draft: store.view.as_draft };
    let made = Transcription::new(&store.draft, &store.catalog, &store.report, &choice)
        .map_err(|refused| failed(refused.to_string()))?;
    let bytes = kakari_sheets::write(&made, format, replace).map_err(|unwritten| match unwritten {
        Unwritten::Unmappable(cells) => Writing::Unmappable(cells.iter().map(unmappable).collect()),
        other => failed(other.to_string()),
    })?;
    let mime = match format {
        TableFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        TableFormat::Cp932Csv => "text/csv;charset=shift_jis",
        TableFormat::ExcelCsv | TableFormat::SystemCsv => "text/csv;charset=utf-8",
    };
    let name = file_name(&store.draft, &store.catalog, FileKind::Transcription(format), made.is_draft());
    Ok((name, mime, bytes))
}

/// Where the characters stand, and which they are.
fn unmappable(cell: &Unmappable) -> (String, String) {
    let mut place = cell.item.clone();
    if cell.row > 1 {
        place = [&place, "(", &cell.row.to_string(), "行目)"].concat();
    }
    let mut characters = String::new();
    for character in &cell.characters {
        if !characters.is_empty() {
            characters.push(' ');
        }
        characters.push(*character);
    }
    (place, characters)
}

fn read_table(store: &Store, name: &str, bytes: &[u8]) -> Result<Incoming, Trouble> {
    let options = ReadOptions {
        today: store.today,
        base: store.is_open.then_some(&*store.draft),
        catalog: store.has_own_catalog().then_some(&*store.catalog),
    };
    let read = kakari_sheets::read(bytes, &options).map_err(|why| (why.to_string(), why.fix().to_owned()))?;
    let word = |change| match change {
        Change::New => "新しく入ります",
        Change::Gone => "答えが消えます",
        Change::Other => "変わります",
    };
    let problem = |one: Problem| [one.place(), one.item, one.trouble.message(), one.trouble.fix().to_owned()];
    Ok(Incoming {
        name: name.to_owned(),
        draft: read.draft,
        is_merged: read.is_merged,
        edition: read.edition,
        answers: read.answers,
        changes: read.changes.into_iter().map(|(item, change)| (item, word(change))).collect(),
        problems: read.problems.into_iter().map(problem).collect(),
        change: store.change,
    })
}
