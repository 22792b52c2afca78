//! The transcription as an Excel workbook: one sheet for the institution, one for each function, and one for what is not
//! keyed. Every text is a string cell, which no spreadsheet runs or turns into something else.

use std::collections::BTreeMap;

use kakari_documents::{Cell, Row, Transcription};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError,
};

use crate::csv::{LABEL, VALUE, is_plain};

/// The sheet about the institution and the table itself.
const INSTITUTION: &str = "医療機関";
/// The sheet with what is not keyed into G-MIS.
const UNKEYED: &str = "控え(入力しない項目)";
const UNKEYED_NOTE: &str = "このシートの内容はG-MISに入力しません。このファイルから下書きを作り直すための控えです。";
/// Below the table about the institution.
const FILLING: [&str; 4] = [
    "この表に書き込んで保存すると、kakariの最初の画面で読み込めます。",
    "書き込むのは色の付いた列です。選択肢は名前で書き、コードは空欄でもかまいません。",
    "選択肢や名称が2つ以上あるときは、行を写して増やしてください。",
    "項目IDの列は変えないでください。",
];

/// Widths of [`Row::COLUMNS`] in half-width characters; together they fill A4 across at about eight tenths.
const WIDTHS: [u16; Row::COLUMNS.len()] = [10, 5, 15, 30, 8, 20, 24, 9, 17, 20, 6, 8, 17];
/// Height of a line, and of what stands around the lines of a row, in points.
const LINE: u16 = 18;
const AROUND: u16 = 4;
/// The most that a row may be high.
const HIGHEST: u16 = 409;
/// 選択肢コード to 記入値: where a person writes.
const OPEN: std::ops::RangeInclusive<usize> = 4..=VALUE;
const A4: u8 = 9;

/// The most that a cell holds, in the units that Excel counts.
const MOST_UNITS: usize = 32_767;

/// The first row with a text that no cell of a workbook holds.
pub fn too_long(transcription: &Transcription) -> Option<&Row> {
    let mut all = transcription.head.iter().chain(&transcription.rows).chain(&transcription.unkeyed);
    all.find(|row| row.cells().iter().any(|cell| cell.as_str().encode_utf16().count() > MOST_UNITS))
}

/// The workbook.
pub fn write(transcription: &Transcription) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(transcription));
    let name = transcription.stamp.is_draft.then_some(Transcription::DRAFT);

    let mut sheet = Sheet::new(workbook.add_worksheet(), INSTITUTION, name, transcription, &looks)?;
    for row in &transcription.head {
        sheet.row(row)?;
    }
    for (label, value) in transcription.about() {
        sheet.about(label, &value)?;
    }
    for line in FILLING {
        sheet.note(line)?;
    }
    sheet.finish()?;

    // By function in the order of the form, wherever a row of it stands.
    let mut functions: Vec<&str> = Vec::new();
    let mut rows: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &transcription.rows {
        if !functions.contains(&row.function.as_str()) {
            functions.push(&row.function);
        }
        rows.entry(&row.function).or_default().push(row);
    }
    for function in functions {
        let mut sheet = Sheet::new(workbook.add_worksheet(), &sheet_name(function), name, transcription, &looks)?;
        for row in rows.get(function).into_iter().flatten() {
            sheet.row(row)?;
        }
        sheet.finish()?;
    }
    if !transcription.unkeyed.is_empty() {
        let note = name.map_or(UNKEYED_NOTE.to_owned(), |draft| format!("{draft} {UNKEYED_NOTE}"));
        let mut sheet = Sheet::new(workbook.add_worksheet(), UNKEYED, Some(&note), transcription, &looks)?;
        for row in &transcription.unkeyed {
            sheet.row(row)?;
        }
        sheet.finish()?;
    }
    workbook.save_to_buffer()
}

/// What a sheet may be called: a catalogue from a file can hold any name.
fn sheet_name(function: &str) -> String {
    let name: String = function.chars().filter(|character| !"[]:*?/\\'".contains(*character)).take(31).collect();
    if name.trim().is_empty() || [INSTITUTION, UNKEYED].contains(&name.as_str()) { "機能".to_owned() } else { name }
}

/// The day is that of the stamp, so that the same draft gives the same file.
fn properties(transcription: &Transcription) -> DocProperties {
    let day = transcription.stamp.made_on;
    let properties =
        DocProperties::new().set_title("かかりつけ医機能報告 転記ファイル").set_author(transcription.stamp.tool);
    let year = u16::try_from(day.year()).unwrap_or_default();
    match ExcelDateTime::from_ymd(year, u8::from(day.month()), day.day()) {
        Ok(day) => properties.set_creation_datetime(&day),
        Err(_) => properties,
    }
}

struct Looks {
    banner: Format,
    note: Format,
    header: Format,
    text: Format,
    open: Format,
    number: Format,
}

impl Looks {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name("Yu Gothic")
            .set_font_size(11)
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x0099_9999));
        let open = base.clone().set_background_color(Color::RGB(0x00FF_F8E1));
        Self {
            banner: Format::new()
                .set_font_name("Yu Gothic")
                .set_font_size(12)
                .set_bold()
                .set_font_color(Color::RGB(0x00B0_0020)),
            note: Format::new().set_font_name("Yu Gothic").set_font_size(11),
            header: base.clone().set_bold().set_background_color(Color::RGB(0x00E8_F1FE)),
            // 「@」 keeps what a person types over it text as well.
            text: base.clone().set_num_format("@"),
            number: open.clone().set_align(FormatAlign::Right),
            open: open.set_num_format("@"),
        }
    }
}

/// A sheet that is being filled.
struct Sheet<'a> {
    page: &'a mut Worksheet,
    looks: &'a Looks,
    next: u32,
    header: u32,
}

impl<'a> Sheet<'a> {
    fn new(
        page: &'a mut Worksheet,
        name: &str,
        banner: Option<&str>,
        transcription: &Transcription,
        looks: &'a Looks,
    ) -> Result<Self, XlsxError> {
        page.set_name(name)?;
        for (column, width) in (0..).zip(WIDTHS) {
            page.set_column_width(column, width)?;
        }
        let header = u32::from(banner.is_some());
        if let Some(banner) = banner {
            page.write_string_with_format(0, 0, banner, &looks.banner)?;
        }
        for (column, title) in (0..).zip(Row::COLUMNS) {
            page.write_string_with_format(header, column, title, &looks.header)?;
        }
        page.set_row_height(header, height(Row::COLUMNS))?;
        page.set_freeze_panes(header + 1, 0)?;
        page.set_repeat_rows(0, header)?;
        page.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        page.set_margins(0.4, 0.4, 0.6, 0.8, 0.3, 0.3);
        page.set_header(page_header(transcription));
        page.set_footer(page_footer(transcription));
        Ok(Self { page, looks, next: header + 1, header })
    }

    fn row(&mut self, row: &Row) -> Result<(), XlsxError> {
        let cells = row.cells();
        for (column, cell) in cells.iter().enumerate() {
            self.cell(column, cell)?;
        }
        self.page.set_row_height(self.next, height(cells.iter().map(Cell::as_str)))?;
        self.next += 1;
        Ok(())
    }

    fn about(&mut self, label: &str, value: &str) -> Result<(), XlsxError> {
        let mut cells = [""; Row::COLUMNS.len()];
        (cells[0], cells[LABEL], cells[VALUE]) = (Transcription::ABOUT, label, value);
        for (column, text) in cells.into_iter().enumerate() {
            self.put(column, text, &self.looks.text)?;
        }
        self.page.set_row_height(self.next, height(cells))?;
        self.next += 1;
        Ok(())
    }

    /// A line below the table.
    fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        self.page.write_string_with_format(self.next, 0, text, &self.looks.note)?;
        self.page.set_row_height(self.next, LINE + AROUND)?;
        self.next += 1;
        Ok(())
    }

    fn cell(&mut self, column: usize, cell: &Cell) -> Result<(), XlsxError> {
        let is_open = OPEN.contains(&column);
        match cell {
            // More digits than a spreadsheet's numbers hold stay text, and so does what was typed wrong.
            Cell::Number(number) if column == VALUE && is_plain(number) && number.len() <= 15 => {
                let number: f64 = number.parse().unwrap_or_default();
                let column = u16::try_from(column).unwrap_or_default();
                self.page.write_number_with_format(self.next, column, number, &self.looks.number)?;
                Ok(())
            }
            other => self.put(column, other.as_str(), if is_open { &self.looks.open } else { &self.looks.text }),
        }
    }

    fn put(&mut self, column: usize, text: &str, format: &Format) -> Result<(), XlsxError> {
        let column = u16::try_from(column).unwrap_or_default();
        if text.is_empty() {
            self.page.write_blank(self.next, column, format)?;
        } else {
            self.page.write_string_with_format(self.next, column, text, format)?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), XlsxError> {
        let last = u16::try_from(Row::COLUMNS.len() - 1).unwrap_or_default();
        if self.next > self.header + 1 {
            // No green corners beside codes and numbers that are text on purpose.
            self.page.ignore_error_range(self.header + 1, 0, self.next - 1, last, IgnoreError::NumberStoredAsText)?;
        }
        Ok(())
    }
}

/// The height of a row in points. Not every spreadsheet fits rows to their text by itself.
fn height<'a>(cells: impl IntoIterator<Item = &'a str>) -> u16 {
    let lines = cells.into_iter().zip(WIDTHS).map(|(text, width)| lines_of(text, width)).max().unwrap_or(1);
    u16::try_from(lines).unwrap_or(HIGHEST).saturating_mul(LINE).saturating_add(AROUND).min(HIGHEST)
}

/// How many lines a text takes in a column. A full-width character is as wide as two others.
fn lines_of(text: &str, width: u16) -> usize {
    let room = usize::from(width).max(1);
    let line = |line: &str| {
        let wide: usize = line.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum();
        wide.div_ceil(room).max(1)
    };
    text.split('\n').map(line).sum()
}

/// `&` begins a code in headers and footers.
fn plain(text: &str) -> String {
    text.replace('&', "&&")
}

fn page_header(transcription: &Transcription) -> String {
    let mark = if transcription.is_draft() { "&R&\"Yu Gothic,Bold\"&12下書き" } else { "" };
    format!("&L&\"Yu Gothic,Regular\"&10かかりつけ医機能報告 転記 &A{mark}")
}

fn page_footer(transcription: &Transcription) -> String {
    let stamp = &transcription.stamp;
    let day = stamp.made_on;
    let made = format!("{}年{}月{}日", day.year(), u8::from(day.month()), day.day());
    let edition: String = stamp.edition.chars().take(60).collect();
    let mark = if stamp.is_draft { " 下書き" } else { "" };
    format!(
        "&L&\"Yu Gothic,Regular\"&8{} 台帳 {} 点検規則 {} {} {made}{mark}&R&8&P / &N",
        plain(&edition),
        plain(&stamp.catalog),
        stamp.rules,
        stamp.tool
    )
}
