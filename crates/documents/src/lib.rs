//! What comes out of a draft: the 院内掲示, the 療養計画書 and the file for transcription into G-MIS, its deadline for a
//! calendar, next year's draft.
//!
//! Every document is a view of draft, catalogue and report; nothing is asked or decided here. Official labels and their
//! order are kept to the letter, what is not answered stays blank, and every document carries a [`Stamp`].

mod answer;
mod calendar;
pub mod carry_over;
pub mod explanation;
mod file_name;
mod html;
mod left_out;
mod notice;
pub mod specimen;
mod stamp;
#[cfg(test)]
mod testing;
mod transcription;

pub use answer::answer_lines;
pub use calendar::Deadline;
pub use explanation::Explanation;
pub use file_name::{FileKind, file_name};
pub use html::escape;
pub use left_out::left_out;
pub use notice::{
    Choice, Layout, Notice, NoticeOptions, Orientation, Paper, Posted, STYLES, Staff, Statement, Tick, Ticks,
};
pub use stamp::Stamp;
pub use transcription::{Cell, ErrorsRemain, Row, TableFormat, Transcription, TranscriptionOptions, report_of_words};
