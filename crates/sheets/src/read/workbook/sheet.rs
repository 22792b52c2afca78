//! The cells of a sheet.

use kakari_catalog::Date;
use quick_xml::events::{BytesStart, Event};

use super::Book;
use super::looks::{Look, Shows};
use super::strings::{Rich, unescaped};
use super::xml::{Broken, Xml, attribute, is};
use crate::read::Refused;
use crate::read::number::{of_spreadsheet, percent};
use crate::read::table::{Cell, Collector, Raw};

/// The largest row and column that a sheet has.
const MOST: (u32, u32) = (1_048_576, 16_384);

/// Why a sheet is not read to its end.
pub enum Stopped {
    /// It is broken from here on.
    Broken,
    /// The file as a whole is refused.
    Refused(Refused),
}

impl From<Broken> for Stopped {
    fn from(_: Broken) -> Self {
        Self::Broken
    }
}

impl From<Refused> for Stopped {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

/// Hands all cells of a sheet to the collector. A cell that means nothing is a cell with an error, and no more than that.
pub fn read(part: &str, book: &Book, collector: &mut Collector) -> Result<(), Stopped> {
    let mut xml = Xml::new(part);
    let (mut row, mut column) = (0, 0);
    let mut is_first = true;
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(begun) if is(&begun, "row") => {
                let own = attribute(&begun, "r").and_then(|row| row.parse::<u32>().ok());
                row = own.filter(|row| (1..=MOST.0).contains(row)).map_or(row + u32::from(!is_first), |row| row - 1);
                (column, is_first) = (0, false);
            }
            Event::Start(begun) if is(&begun, "c") => {
                let at = attribute(&begun, "r").and_then(|place| place_of(&place)).unwrap_or((row, column));
                column = at.1 + 1;
                collector.cell(at.0, cell(&mut xml, &begun, book, at.1)?)?;
            }
            Event::Start(begun) if is(&begun, "mergeCell") => {
                let range = attribute(&begun, "ref").unwrap_or_default();
                if let Some((first, last)) = range.split_once(':')
                    && let (Some(first), Some(last)) = (place_of(first), place_of(last))
                {
                    collector.merged(first, last);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Row and column of 「B12」, from 0.
fn place_of(place: &str) -> Option<(u32, u32)> {
    let digits = place.find(|character: char| character.is_ascii_digit())?;
    let (letters, row) = place.split_at(digits);
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        let letter = letter.is_ascii_alphabetic().then(|| letter.to_ascii_uppercase() - b'A' + 1)?;
        column = column.checked_mul(26)?.checked_add(u32::from(letter))?;
    }
    let row: u32 = row.parse().ok()?;
    let is_place = (1..=MOST.0).contains(&row) && (1..=MOST.1).contains(&column);
    is_place.then(|| (row - 1, column - 1))
}

/// Reads up to the end of the cell that has just begun.
fn cell(xml: &mut Xml, begun: &BytesStart, book: &Book, column: u32) -> Result<Cell, Broken> {
    let kind = attribute(begun, "t");
    let look = attribute(begun, "s").and_then(|look| look.parse::<usize>().ok());
    let look = look.and_then(|look| book.looks.get(look)).copied().unwrap_or_default();
    let (mut value, mut inline, mut has_formula) = (None, None, false);
    loop {
        match xml.within()? {
            Event::Start(inner) if is(&inner, "v") => value = Some(xml.text()?),
            Event::Start(inner) if is(&inner, "is") => inline = Some(Rich::read(xml, &inner)?),
            Event::Start(inner) => {
                has_formula |= is(&inner, "f");
                xml.skip(&inner)?;
            }
            Event::End(_) => break,
            _ => {}
        }
    }
    let value = value.as_deref();
    let (raw, struck) = match (kind.as_deref(), value) {
        (Some("inlineStr"), _) => of_text(&inline.unwrap_or_default(), look),
        // What a formula gives may be nothing.
        (Some("str"), Some(text)) => of_text(&Rich::plain(&unescaped(text)), look),
        (_, None | Some("")) => (if has_formula { Raw::NoResult } else { Raw::Empty }, String::new()),
        (Some("s"), Some(number)) => {
            let text = number.trim().parse().ok().and_then(|number: usize| book.strings.get(number));
            text.map_or_else(|| (Raw::Error(number.to_owned()), String::new()), |text| of_text(text, look))
        }
        (kind, Some(value)) => {
            let raw = of_value(kind, value, look.shows, book.begins_1904);
            if look.is_struck && !matches!(raw, Raw::Error(_)) {
                (Raw::Empty, raw.shown())
            } else {
                (raw, String::new())
            }
        }
    };
    Ok(Cell { raw, struck, column })
}

fn of_text(text: &Rich, look: Look) -> (Raw, String) {
    let (stands, struck) = text.resolve(look.is_struck);
    // A space between two words that are struck out is nothing.
    if !struck.trim().is_empty() && stands.trim().is_empty() {
        return (Raw::Empty, struck);
    }
    (Raw::text(&stands), if struck.trim().is_empty() { String::new() } else { struck })
}

fn of_value(kind: Option<&str>, value: &str, shows: Shows, begins_1904: bool) -> Raw {
    let error = || Raw::Error(value.to_owned());
    match kind {
        Some("b") => match value.trim() {
            "1" => Raw::Flag(true),
            "0" => Raw::Flag(false),
            other if other.eq_ignore_ascii_case("true") => Raw::Flag(true),
            other if other.eq_ignore_ascii_case("false") => Raw::Flag(false),
            _ => error(),
        },
        Some("d") => Raw::Day(value.chars().take(10).collect()),
        None | Some("n") => match value.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => match shows {
                Shows::Number => Raw::Number(of_spreadsheet(number)),
                Shows::Percent => Raw::Text(percent(number)),
                Shows::Time => Raw::Day(time(number)),
                Shows::Day => {
                    serial_day(number, begins_1904).map_or_else(|| Raw::Number(of_spreadsheet(number)), Raw::Day)
                }
            },
            _ if kind.is_none() => Raw::text(value),
            _ => error(),
        },
        _ => error(),
    }
}

/// The day that a spreadsheet counts as this number; `None` for what is none.
pub fn serial_day(number: f64, begins_1904: bool) -> Option<String> {
    /// Julian days of 1904-01-01 and 1899-12-30.
    const EPOCHS: [i32; 2] = [2_416_481, 2_415_019];
    if !(0.0..3_000_000.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within the bounds above")]
    let days = number as i32;
    // Spreadsheets take 1900 for a leap year, so that the days before its March are one less.
    let days = if begins_1904 || days >= 61 { days } else { days + 1 };
    Date::from_julian_day(EPOCHS[usize::from(!begins_1904)] + days).ok().map(|day| day.to_string())
}

/// 「9:30」 of a part of a day.
fn time(number: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to what a sheet can hold")]
    let minutes = (number.abs().min(1e6) * 1440.0).round() as u64;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_and_what_is_none_is_not() {
        for (place, expected) in [
            ("A1", Some((0, 0))),
            ("aa12", Some((11, 26))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("XFE1", None),
            ("A0", None),
            ("A1048577", None),
            ("12", None),
            ("A", None),
            ("ZZZZZZZZZZ1", None),
            ("あ1", None),
        ] {
            assert_eq!(place_of(place), expected, "{place}");
        }
    }

    #[test]
    fn days_are_counted_as_spreadsheets_count_them() {
        for (number, begins_1904, expected) in [
            (1.0, false, Some("1900-01-01")),
            (59.0, false, Some("1900-02-28")),
            (61.0, false, Some("1900-03-01")),
            (46_023.75, false, Some("2026-01-01")),
            (44_561.0, true, Some("2026-01-01")),
            (-1.0, false, None),
            (4e9, false, None),
        ] {
            assert_eq!(serial_day(number, begins_1904).as_deref(), expected, "{number}");
        }
        assert_eq!(time(0.395_833), "9:30");
    }
}
