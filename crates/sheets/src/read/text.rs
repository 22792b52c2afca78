//! CSV, and text with tabs: which encoding, which separator, and its cells.

use csv::ReaderBuilder;
use encoding_rs::SHIFT_JIS;

use super::Refused;
use super::table::{Cell, Collector, Filled, Raw};
use crate::csv::BOM;
use crate::guard::unguarded;

/// What Excel, a spreadsheet's "text" and other systems put between the cells.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

pub fn read(bytes: &[u8]) -> Result<Filled, Refused> {
    let text = decoded(bytes)?;
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    let mut last = Err(Refused::NoHeader);
    for separator in SEPARATORS {
        last = cells(&text, separator);
        if !matches!(last, Err(Refused::NoHeader)) {
            break;
        }
    }
    last
}

/// The text, in UTF-8 with or without a byte order mark, in UTF-16, or in CP932.
fn decoded(bytes: &[u8]) -> Result<String, Refused> {
    if let Some(text) = of_utf16(bytes) {
        return Ok(text);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.strip_prefix(BOM).unwrap_or(text).to_owned());
    }
    // Pictures and programs are full of zeros; text may hold one by accident.
    if bytes.split(|byte| *byte == 0).count() - 1 > bytes.len() / 100 {
        return Err(Refused::NotATable);
    }
    let (text, _, is_broken) = SHIFT_JIS.decode(bytes);
    if is_broken { Err(Refused::UnknownEncoding) } else { Ok(text.into_owned()) }
}

/// The text of what begins with the byte order mark of UTF-16: Excel's 「Unicode テキスト」.
pub fn of_utf16(bytes: &[u8]) -> Option<String> {
    let unit = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes[2..].chunks(2).map(|pair| pair.try_into().map_or(0xfffd, unit));
    Some(char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

fn cells(text: &str, separator: u8) -> Result<Filled, Refused> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut collector = Collector::new();
    let mut record = csv::StringRecord::new();
    // From UTF-8 in memory, with any number of cells in a line, there is nothing that cannot be read.
    while reader.read_record(&mut record).unwrap_or(false) {
        let line = record.position().map_or(0, csv::Position::record);
        let row = u32::try_from(line).map_err(|_| Refused::TooMuch)?;
        for (column, field) in (0..).zip(&record) {
            collector.cell(row, Cell::new(Raw::text(unguarded(field)), column))?;
        }
    }
    collector.finish()
}
