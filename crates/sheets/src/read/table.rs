//! Rows and cells of a file, whatever kind of file it is.

use std::rc::Rc;

use kakari_documents::{Row, Transcription};

use super::Refused;
use super::problem::{Problem, Trouble};

/// The most rows with something in them, and the most cells. A full transcription has some 250 rows.
const MOST_ROWS: usize = 20_000;
const MOST_CELLS: usize = 500_000;

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Raw {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A number, in its digits.
    Number(String),
    /// A day, `2026-01-31`.
    Day(String),
    /// TRUE or FALSE.
    Flag(bool),
    /// #N/A and the like.
    Error,
    /// A formula without its result.
    NoResult,
}

impl Raw {
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// The content as text.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty | Self::Error | Self::NoResult => String::new(),
            Self::Text(text) | Self::Number(text) | Self::Day(text) => text.clone(),
            Self::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// A cell with its column.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub raw: Raw,
    pub column: u32,
}

impl Cell {
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    pub fn shown(&self) -> String {
        self.raw.shown()
    }
}

/// A row under the headings.
#[derive(Clone, Debug)]
pub struct Entry {
    sheet: Option<Rc<str>>,
    sheet_order: usize,
    row: u32,
    label: String,
    pub code: Cell,
    pub option: Cell,
    pub value: Cell,
    pub id: Cell,
}

impl Entry {
    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        self.code.is_empty() && self.option.is_empty() && self.value.is_empty()
    }

    /// The first cell that is filled in; 記入値 where none is.
    pub fn first_filled(&self) -> &Cell {
        [&self.value, &self.option, &self.code].into_iter().find(|cell| !cell.is_empty()).unwrap_or(&self.value)
    }

    pub fn problem(&self, cell: &Cell, trouble: Trouble) -> Problem {
        Problem {
            sheet: self.sheet.clone(),
            cell: Some((self.row, cell.column)),
            item: self.label.clone(),
            trouble,
            sheet_order: self.sheet_order,
        }
    }
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Filled {
    pub entries: Vec<Entry>,
    about: Vec<(String, String)>,
    /// Whether a row with the headings was seen.
    pub has_header: bool,
}

impl Filled {
    /// What the table says about itself under this name.
    pub fn about(&self, name: &str) -> Option<&str> {
        self.about.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Where the columns are.
#[derive(Clone, Copy)]
struct Columns {
    label: Option<u32>,
    code: Option<u32>,
    option: Option<u32>,
    value: u32,
    id: u32,
}

/// Takes cells in the order of the rows and makes entries of them.
pub struct Collector {
    filled: Filled,
    sheet: Option<Rc<str>>,
    sheets: usize,
    columns: Option<Columns>,
    row: u32,
    cells: Vec<Cell>,
    rows_seen: usize,
    cells_seen: usize,
}

impl Collector {
    pub fn new() -> Self {
        Self {
            filled: Filled::default(),
            sheet: None,
            sheets: 0,
            columns: None,
            row: 0,
            cells: Vec::new(),
            rows_seen: 0,
            cells_seen: 0,
        }
    }

    /// Begins a sheet; each has headings of its own.
    pub fn sheet(&mut self, name: &str) -> Result<(), Refused> {
        self.end_row()?;
        self.sheet = Some(name.into());
        self.sheets += 1;
        self.columns = None;
        Ok(())
    }

    /// Counts a cell, also one without content.
    pub fn cell(&mut self, row: u32, column: u32, raw: Raw) -> Result<(), Refused> {
        self.cells_seen += 1;
        if self.cells_seen > MOST_CELLS {
            return Err(Refused::TooMuch);
        }
        if row != self.row {
            self.end_row()?;
            self.row = row;
        }
        if !raw.is_empty() {
            self.cells.push(Cell { raw, column });
        }
        Ok(())
    }

    pub fn finish(mut self) -> Result<Filled, Refused> {
        self.end_row()?;
        if self.filled.has_header { Ok(self.filled) } else { Err(Refused::NoHeader) }
    }

    fn end_row(&mut self) -> Result<(), Refused> {
        let cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            return Ok(());
        }
        self.rows_seen += 1;
        if self.rows_seen > MOST_ROWS {
            return Err(Refused::TooMuch);
        }
        if let Some(columns) = header(&cells) {
            self.columns = Some(columns);
            self.filled.has_header = true;
            return Ok(());
        }
        let Some(columns) = self.columns else { return Ok(()) };
        let cell = |column: u32| {
            let own = cells.iter().find(|cell| cell.column == column);
            own.cloned().unwrap_or(Cell { raw: Raw::Empty, column })
        };
        let optional = |column: Option<u32>| column.map_or(Cell { raw: Raw::Empty, column: columns.value }, cell);
        let label = optional(columns.label).shown();
        if cells.iter().any(|cell| cell.shown().trim() == Transcription::ABOUT) {
            self.filled.about.push((label.trim().to_owned(), cell(columns.value).shown()));
            return Ok(());
        }
        let entry = Entry {
            sheet: self.sheet.clone(),
            sheet_order: self.sheets,
            row: self.row,
            label: brief(label.trim()),
            code: optional(columns.code),
            option: optional(columns.option),
            value: cell(columns.value),
            id: cell(columns.id),
        };
        // A remark beside the table is no row of it.
        if !entry.is_empty() || !entry.id.is_empty() {
            self.filled.entries.push(entry);
        }
        Ok(())
    }
}

/// The columns, where this row has the headings.
fn header(cells: &[Cell]) -> Option<Columns> {
    let heading = |name: &str| cells.iter().find(|cell| fold(&cell.shown()) == fold(name)).map(|cell| cell.column);
    let [_, _, _, label, code, option, value, .., id] = Row::COLUMNS;
    Some(Columns {
        label: heading(label),
        code: heading(code),
        option: heading(option),
        value: heading(value)?,
        id: heading(id)?,
    })
}

/// Full-width forms of ASCII in half width.
pub fn narrowed(text: &str) -> String {
    let narrow = |character| match character {
        '\u{3000}' | '\u{a0}' => ' ',
        '！'..='～' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        other => other,
    };
    text.chars().map(narrow).collect()
}

/// What makes no difference between two names is taken away: width, spaces, and the two waves.
pub fn fold(text: &str) -> String {
    let wave = |character| if character == '〜' { '~' } else { character };
    narrowed(text).chars().filter(|character| !character.is_whitespace()).map(wave).collect()
}

/// The beginning of a text, for a message.
pub fn brief(text: &str) -> String {
    const MOST: usize = 30;
    let text = text.replace(['\n', '\r', '\t'], " ");
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
