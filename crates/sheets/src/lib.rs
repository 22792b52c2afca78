//! Spreadsheets and CSV: the G-MIS transcription as a file, and a file that was filled in by hand as a draft.
//!
//! Everything here is too heavy for the first load of the app, which has it in a chunk that is loaded when it is asked for.
//! Like the rest it does no IO, reads no clock and does not panic: what is wrong with a file is a value with a sentence for
//! the person.

mod cp932;
mod csv;
mod guard;
mod paste;
mod read;
#[cfg(test)]
mod testing;
mod xlsx;

use std::fmt;

use kakari_documents::{TableFormat, Transcription};

pub use cp932::{MARK, Unmappable, unmappable};
pub use paste::pasted;
pub use read::{Change, MOST_BYTES, Problem, Read, ReadOptions, Refused, Trouble, read};

/// Why no file was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unwritten {
    /// CP932 cannot hold these characters, and nobody agreed to have them replaced.
    Unmappable(Vec<Unmappable>),
    /// The text of this item is longer than a cell of a workbook can be.
    TooLong(String),
    /// The workbook could not be put together.
    Workbook(String),
}

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unmappable(cells) => {
                write!(f, "CP932で表せない文字が{}か所にあるため、書き出していません。", cells.len())
            }
            Self::TooLong(item) => write!(
                f,
                "「{item}」の文章が長く、Excelの1つのセルに入りません(32,767文字まで)。CSVで書き出してください。"
            ),
            Self::Workbook(why) => write!(f, "Excelのファイルを作れませんでした({why})。"),
        }
    }
}

impl std::error::Error for Unwritten {}

/// The transcription as a file. `replace`: what CP932 cannot hold becomes [`MARK`]; the person has agreed to that.
pub fn write(transcription: &Transcription, format: TableFormat, replace: bool) -> Result<Vec<u8>, Unwritten> {
    let text = |excel| csv::write(&csv::lines(transcription, excel));
    match format {
        TableFormat::Xlsx => match xlsx::too_long(transcription) {
            Some(row) => Err(Unwritten::TooLong(row.label.clone())),
            None => xlsx::write(transcription).map_err(|error| Unwritten::Workbook(error.to_string())),
        },
        TableFormat::ExcelCsv => Ok([csv::BOM, &text(true)].concat().into_bytes()),
        TableFormat::SystemCsv => Ok(text(false).into_bytes()),
        TableFormat::Cp932Csv => {
            let missing = unmappable(transcription);
            if missing.is_empty() || replace {
                Ok(cp932::write(transcription))
            } else {
                Err(Unwritten::Unmappable(missing))
            }
        }
    }
}
