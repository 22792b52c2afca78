//! Rows and cells of a file, whatever kind of file it is.

use std::rc::Rc;

use kakari_documents::{Row, Transcription};

use super::Refused;
use super::look_alike::widened;
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
    /// #N/A and the like, or what means nothing in a cell of its kind.
    Error(String),
    /// A formula without its result.
    NoResult,
    /// Part of a merged area whose content stands in another row.
    Merged,
}

impl Raw {
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// The content as text.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty | Self::Error(_) | Self::NoResult | Self::Merged => String::new(),
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
    /// What is struck out in it, which is no part of its content.
    pub struck: String,
    pub column: u32,
}

impl Cell {
    pub fn new(raw: Raw, column: u32) -> Self {
        Self { raw, struck: String::new(), column }
    }

    /// Whether nothing stands in it, not even struck out.
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty() && self.struck.is_empty()
    }

    /// Whether all that stands in it is struck out.
    pub fn is_struck(&self) -> bool {
        self.raw.is_empty() && !self.struck.is_empty()
    }

    /// Whether something stands in it that can be read.
    pub fn holds(&self) -> bool {
        !self.raw.is_empty() && self.raw != Raw::Merged
    }

    /// Whether what stands in it can be read, and all of it.
    fn is_plain(&self) -> bool {
        self.struck.is_empty() && !matches!(self.raw, Raw::Error(_) | Raw::NoResult | Raw::Merged)
    }

    /// Headings and ids are no answers: struck out or not, they say what the answer is about.
    fn name(&self) -> String {
        if self.is_struck() { self.struck.clone() } else { self.shown() }
    }

    pub fn shown(&self) -> String {
        self.raw.shown()
    }
}

/// A row under the headings.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which table of the file it is in, see [`Filled::tables`].
    pub table: usize,
    sheet: Option<Rc<str>>,
    sheet_order: usize,
    row: u32,
    label: String,
    pub code: Cell,
    pub option: Cell,
    pub value: Cell,
    id: Cell,
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

    /// The first cell that can be read; 記入値 where none can.
    pub fn first_held(&self) -> &Cell {
        [&self.value, &self.option, &self.code].into_iter().find(|cell| cell.holds()).unwrap_or(&self.value)
    }

    /// Whether a cell can be read.
    pub fn has_content(&self) -> bool {
        self.cells().into_iter().any(Cell::holds)
    }

    /// Whether there is nothing to tell about its cells.
    pub fn is_plain(&self) -> bool {
        self.cells().into_iter().all(Cell::is_plain)
    }

    pub fn cells(&self) -> [&Cell; 3] {
        [&self.value, &self.option, &self.code]
    }

    /// 項目ID
    pub fn id(&self) -> String {
        narrowed(&self.id.name()).trim().to_owned()
    }

    pub fn id_problem(&self, trouble: Trouble) -> Problem {
        self.problem(&self.id, trouble)
    }

    pub fn cells_mut(&mut self) -> [&mut Cell; 3] {
        [&mut self.code, &mut self.option, &mut self.value]
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

/// Headings with the rows under them.
#[derive(Debug)]
pub struct Table {
    sheet: Option<Rc<str>>,
    sheet_order: usize,
    /// The row of the headings.
    row: u32,
}

impl Table {
    /// The name of its sheet; empty in a CSV file.
    pub fn name(&self) -> &str {
        self.sheet.as_deref().unwrap_or_default()
    }

    /// How a message calls it, beside another table of the file.
    pub fn in_words(&self, other: &Self) -> String {
        match &self.sheet {
            Some(name) if self.sheet_order != other.sheet_order => format!("シート「{}」", brief(name)),
            _ => format!("{}行目からの表", u64::from(self.row) + 1),
        }
    }

    pub fn problem(&self, trouble: Trouble) -> Problem {
        // Without a cell it is about the sheet as a whole.
        let cell = self.sheet.is_none().then_some((self.row, 0));
        Problem { sheet: self.sheet.clone(), cell, item: String::new(), trouble, sheet_order: self.sheet_order }
    }
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Filled {
    pub entries: Vec<Entry>,
    pub tables: Vec<Table>,
    /// What is to be told about sheets and about cells outside of the tables.
    pub problems: Vec<Problem>,
    about: Vec<(String, String)>,
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

impl Columns {
    /// Whether a column is one of those that are read.
    fn holds(self, column: u32) -> bool {
        [self.label, self.code, self.option, Some(self.value), Some(self.id)].contains(&Some(column))
    }
}

/// Takes cells in the order of the rows and makes entries of them.
#[derive(Default)]
pub struct Collector {
    filled: Filled,
    sheet: Option<Rc<str>>,
    sheets: usize,
    is_hidden: bool,
    /// What was there before a hidden sheet, of which nothing stays but a word that it is there.
    before: (usize, usize, usize),
    hidden_tables: usize,
    /// The first cell of the sheet, outside of its tables, that cannot be read, what it holds, and how many there are.
    outside: Option<((u32, u32), String, usize)>,
    /// First and last cell of each merged area of the sheet.
    merged: Vec<((u32, u32), (u32, u32))>,
    first_entry: usize,
    columns: Option<Columns>,
    row: u32,
    cells: Vec<Cell>,
    rows_seen: usize,
    cells_seen: usize,
}

impl Collector {
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a sheet; each has headings of its own.
    pub fn sheet(&mut self, name: &str, is_hidden: bool) -> Result<(), Refused> {
        self.end_sheet()?;
        self.sheet = Some(name.into());
        self.sheets += 1;
        self.is_hidden = is_hidden;
        let filled = &self.filled;
        self.before = (filled.entries.len(), filled.tables.len(), filled.about.len());
        self.first_entry = filled.entries.len();
        self.columns = None;
        Ok(())
    }

    /// Takes a cell, also one without content, which counts as well.
    pub fn cell(&mut self, row: u32, cell: Cell) -> Result<(), Refused> {
        self.cells_seen += 1;
        if self.cells_seen > MOST_CELLS {
            return Err(Refused::TooMuch);
        }
        if row != self.row {
            self.end_row()?;
            self.row = row;
        }
        if !cell.is_empty() {
            self.cells.push(cell);
        }
        Ok(())
    }

    /// Notes that the cells between these two are one; it holds what the first of them holds.
    pub fn merged(&mut self, first: (u32, u32), last: (u32, u32)) {
        self.merged.push((first, last));
    }

    /// The rest of the sheet cannot be read.
    pub fn broken(&mut self) -> Result<(), Refused> {
        self.end_row()?;
        if !self.is_hidden {
            self.tell(None, Trouble::BrokenSheet);
        }
        Ok(())
    }

    pub fn finish(mut self) -> Result<Filled, Refused> {
        self.end_sheet()?;
        if !self.filled.tables.is_empty() {
            return Ok(self.filled);
        }
        // What is broken may have held the headings.
        let is_broken = self.filled.problems.iter().any(|problem| problem.trouble == Trouble::BrokenSheet);
        Err(if is_broken {
            Refused::Damaged
        } else if self.hidden_tables > 0 {
            Refused::AllHidden
        } else {
            Refused::NoHeader
        })
    }

    fn tell(&mut self, cell: Option<(u32, u32)>, trouble: Trouble) {
        let (sheet, sheet_order) = (self.sheet.clone(), self.sheets);
        self.filled.problems.push(Problem { sheet, cell, item: String::new(), trouble, sheet_order });
    }

    fn end_sheet(&mut self) -> Result<(), Refused> {
        self.end_row()?;
        let outside = self.outside.take();
        let merged = std::mem::take(&mut self.merged);
        if self.is_hidden {
            let (entries, tables, about) = self.before;
            let is_table = self.filled.entries.len() > entries;
            self.filled.entries.truncate(entries);
            self.filled.tables.truncate(tables);
            self.filled.about.truncate(about);
            if is_table {
                self.hidden_tables += 1;
                self.tell(None, Trouble::HiddenSheet);
            }
            return Ok(());
        }
        if let Some((place, text, count)) = outside {
            self.tell(Some(place), Trouble::ErrorOutside(brief(&text), count));
        }
        let entries = &mut self.filled.entries[self.first_entry..];
        for ((top, left), (bottom, right)) in merged {
            let holds = |entry: &Entry| entry.cells().into_iter().any(|cell| cell.column == left && cell.holds());
            if !entries.iter().any(|entry| entry.row == top && holds(entry)) {
                continue;
            }
            for entry in entries.iter_mut().filter(|entry| (top + 1..=bottom).contains(&entry.row)) {
                let columns = left..=right;
                let under = |cell: &&mut Cell| columns.contains(&cell.column) && cell.is_empty();
                entry.cells_mut().into_iter().filter(under).for_each(|cell| cell.raw = Raw::Merged);
            }
        }
        Ok(())
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
            self.filled.tables.push(Table { sheet: self.sheet.clone(), sheet_order: self.sheets, row: self.row });
            return Ok(());
        }
        self.look_outside(&cells);
        let Some(columns) = self.columns else { return Ok(()) };
        let cell = |column: u32| {
            let own = cells.iter().find(|cell| cell.column == column);
            own.cloned().unwrap_or_else(|| Cell::new(Raw::Empty, column))
        };
        let optional = |column: Option<u32>| column.map_or_else(|| Cell::new(Raw::Empty, columns.value), cell);
        let label = optional(columns.label).name();
        if cells.iter().any(|cell| cell.shown().trim() == Transcription::ABOUT) {
            self.filled.about.push((label.trim().to_owned(), cell(columns.value).shown()));
            return Ok(());
        }
        let entry = Entry {
            table: self.filled.tables.len() - 1,
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

    /// Remembers cells that cannot be read and are not asked for.
    fn look_outside(&mut self, cells: &[Cell]) {
        for cell in cells {
            let Raw::Error(text) = &cell.raw else { continue };
            if !self.columns.is_some_and(|columns| columns.holds(cell.column)) {
                let place = (self.row, cell.column);
                self.outside.get_or_insert_with(|| (place, text.clone(), 0)).2 += 1;
            }
        }
    }
}

/// The columns, where this row has the headings.
fn header(cells: &[Cell]) -> Option<Columns> {
    let heading = |name: &str| cells.iter().find(|cell| fold(&cell.name()) == fold(name)).map(|cell| cell.column);
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

/// What makes no difference between two names is taken away: width, spaces, and signs that look alike.
pub fn fold(text: &str) -> String {
    let alike = |character| match character {
        '〜' => '~',
        'ー' | '−' | '‐' | '‑' | '–' | '—' | '―' | '─' => '-',
        '･' | '·' | '•' | '‧' => '・',
        other => other,
    };
    narrowed(&widened(text)).chars().filter(|character| !character.is_whitespace()).map(alike).collect()
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
