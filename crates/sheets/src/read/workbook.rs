//! Excel workbooks. A workbook is a zip archive, so that a small file can hold a huge table: what it says about its size
//! is looked at first, and what comes out of it is counted as it comes.

use std::io::{Cursor, Read as _, Write as _};

use calamine::{DataRef, Reader as _, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::Refused;
use super::table::{Collector, Filled, Raw};

/// The most that may come out of the archive. A transcription has half a megabyte.
const MOST_INFLATED: u64 = 16 * 1024 * 1024;
const MOST_PARTS: usize = 500;
const MOST_SHEETS: usize = 100;

const ZIP: &[u8] = b"PK\x03\x04";
/// Compound files: workbooks of Excel 97-2003, and what is encrypted.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether this is a workbook of some kind, and not text.
pub fn is_container(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND) || bytes.starts_with(b"PK\x05\x06")
}

pub fn read(bytes: &[u8]) -> Result<Filled, Refused> {
    if bytes.starts_with(COMPOUND) {
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_encrypted = bytes.windows(encrypted.len()).any(|window| window == encrypted);
        return Err(if is_encrypted { Refused::Encrypted } else { Refused::OldWorkbook });
    }
    let unpacked = unpacked(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(unpacked)).map_err(|_| Refused::Damaged)?;
    let names = workbook.sheet_names();
    if names.len() > MOST_SHEETS {
        return Err(Refused::TooMuch);
    }
    let mut collector = Collector::new();
    for name in names {
        // Charts and macro sheets have no cells.
        let Ok(mut cells) = workbook.worksheet_cells_reader(&name) else { continue };
        collector.sheet(&name)?;
        while let Some(cell) = cells.next_cell_with_formula().map_err(|_| Refused::Damaged)? {
            let (row, column) = cell.pos;
            collector.cell(row, column, raw(&cell.value, cell.formula.is_some()))?;
        }
    }
    collector.finish()
}

/// The same archive without compression, and no larger than it may be.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(Refused::TooMuch);
    }
    let mut declared: u64 = 0;
    let (mut is_workbook, mut is_open_document) = (false, false);
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| Refused::Damaged)?;
        declared = declared.saturating_add(part.size());
        let name = part.name().map_err(|_| Refused::Damaged)?;
        is_workbook |= name.eq_ignore_ascii_case("[Content_Types].xml");
        is_open_document |= name == "mimetype";
    }
    if is_open_document {
        return Err(Refused::OpenDocument);
    }
    if !is_workbook {
        return Err(Refused::NotATable);
    }
    if declared > MOST_INFLATED {
        return Err(Refused::TooMuch);
    }
    let mut stored = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let (mut left, mut content) = (MOST_INFLATED, Vec::new());
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Refused::Damaged)?;
        let name = part.name().map_err(|_| Refused::Damaged)?.into_owned();
        if part.is_dir() {
            continue;
        }
        content.clear();
        // One byte more than is left shows that the archive says less than it holds.
        part.take(left + 1).read_to_end(&mut content).map_err(|_| Refused::Damaged)?;
        let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
        left = left.checked_sub(size).ok_or(Refused::TooMuch)?;
        stored
            .start_file(name, options)
            .and_then(|()| Ok(stored.write_all(&content)?))
            .map_err(|_| Refused::Damaged)?;
    }
    stored.finish().map(Cursor::into_inner).map_err(|_| Refused::Damaged)
}

fn raw(value: &DataRef, has_formula: bool) -> Raw {
    match value {
        DataRef::Empty if has_formula => Raw::NoResult,
        DataRef::Empty => Raw::Empty,
        DataRef::Int(number) => Raw::Number(number.to_string()),
        // The shortest digits that mean this number: 1.5, and 3 where it is kept as 3.0.
        DataRef::Float(number) => Raw::Number(number.to_string()),
        DataRef::String(text) => Raw::text(text),
        DataRef::SharedString(text) => Raw::text(text),
        DataRef::Bool(flag) => Raw::Flag(*flag),
        DataRef::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            Raw::Day(format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::DateTimeIso(text) => Raw::Day(text.chars().take(10).collect()),
        DataRef::DateTime(_) | DataRef::DurationIso(_) => Raw::Day("時間".to_owned()),
        DataRef::Error(_) => Raw::Error,
    }
}
