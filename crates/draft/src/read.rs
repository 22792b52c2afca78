//! Reading the text of a draft file.

use std::fmt;

use crate::parse::{Known, Parser, SyntaxError};
use crate::{FORMAT, Object};

/// Why a text is no draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The text ends too early.
    Incomplete,
    /// The text is not JSON.
    NotJson,
    /// Lists or objects inside one another beyond all measure.
    TooDeep,
    /// JSON, but `format` does not say `kakari-report`.
    NotThisFormat,
}

impl Refusal {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Incomplete => "ファイルが途中で終わっています",
            Self::NotJson => "JSONとして読めない文字があります",
            Self::TooDeep => "括弧の入れ子が深すぎます",
            Self::NotThisFormat => "かかりつけ医機能報告の下書きファイルではありません",
        }
    }
}

/// A text that is no draft, and where that shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Why.
    pub refusal: Refusal,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = self.refusal.reason();
        write!(f, "{}行{}列: {reason}", self.line, self.column)
    }
}

impl std::error::Error for ReadError {}

pub(crate) fn root(text: &str, known: Known) -> Result<Object, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    members(text, known).map_err(|error| {
        let (line, column) = (error.line().max(1), characters(text, error.line(), error.column()));
        ReadError { line, column, refusal: error.refusal() }
    })
}

fn members(text: &str, known: Known) -> Result<Object, SyntaxError> {
    let mut parser = Parser::new(text, known);
    match parser.next_token() {
        Some(b'{') => {}
        // Anything but an object is refused where it begins, unless it is not even JSON.
        Some(b'[') => return Err(parser.refused_next(Refusal::NotThisFormat)),
        _ => {
            let refused = parser.refused_next(Refusal::NotThisFormat);
            return Err(parser.value().err().unwrap_or(refused));
        }
    }
    let mut root = Object::default();
    let mut is_ours = false;
    parser.members(|parser, name| {
        let value = parser.value()?;
        if name == "format" {
            is_ours = value.as_str() == Some(FORMAT);
            if !is_ours {
                // The place is behind the value, or behind the whole where it ends there.
                let ends = parser.next_token() == Some(b'}');
                let refused = if ends { Parser::refused_next } else { Parser::refused };
                return Err(refused(parser, Refusal::NotThisFormat));
            }
        }
        root.push(name, value, 8);
        Ok(())
    })?;
    if !is_ours {
        return Err(parser.refused(Refusal::NotThisFormat));
    }
    parser.end()?;
    Ok(root)
}

/// The reader counts a column in bytes; a person counts characters.
fn characters(text: &str, line: usize, column: usize) -> usize {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let last = column.saturating_sub(1);
    line.char_indices().take_while(|(at, _)| *at < last).count() + 1
}
