//! Reading the text of a draft file.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{Error as _, MapAccess, Visitor};
use serde_json::error::Category;

use crate::{FORMAT, Object, Value};

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
        let reason = match self.refusal {
            Refusal::Incomplete => "ファイルが途中で終わっています",
            Refusal::NotJson => "JSONとして読めない文字があります",
            Refusal::TooDeep => "括弧の入れ子が深すぎます",
            Refusal::NotThisFormat => "かかりつけ医機能報告の下書きファイルではありません",
        };
        write!(f, "{}行{}列: {reason}", self.line, self.column)
    }
}

impl std::error::Error for ReadError {}

const WRONG_FORMAT: &str = "not a kakari-report";

pub(crate) fn root(text: &str) -> Result<Object, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    let root = reader.deserialize_any(RootVisitor).and_then(|root| reader.end().map(|()| root));
    root.map_err(|error| read_error(text, &error))
}

fn read_error(text: &str, error: &serde_json::Error) -> ReadError {
    let refusal = match error.classify() {
        Category::Eof => Refusal::Incomplete,
        Category::Data => Refusal::NotThisFormat,
        Category::Syntax | Category::Io if is_too_deep(text, error) => Refusal::TooDeep,
        Category::Syntax | Category::Io => Refusal::NotJson,
    };
    // A value of another kind at the top is reported at its end; its beginning is what the reader looks for.
    if refusal == Refusal::NotThisFormat && !text.trim_start().starts_with('{') {
        let (line, column) = position(text, text.len() - text.trim_start().len());
        return ReadError { line, column, refusal };
    }
    ReadError { line: error.line().max(1), column: characters(text, error.line(), error.column()), refusal }
}

/// Whether the reader gave up because of the nesting. Its message would tell, but brings all its other messages along,
/// several kilobytes in the browser.
fn is_too_deep(text: &str, error: &serde_json::Error) -> bool {
    /// How deep `serde_json` goes.
    const LIMIT: usize = 127;
    let mut left = error.column();
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (at, line) in text.split('\n').enumerate().take(error.line()) {
        let is_last = at + 1 == error.line();
        for byte in line.bytes() {
            if is_last && left == 0 {
                break;
            }
            left -= usize::from(is_last);
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                b'[' | b'{' if !in_string => depth += 1,
                b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    depth > LIMIT
}

/// Line and column, both from 1, of a byte offset.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// `serde_json` counts a column in bytes; a person counts characters.
fn characters(text: &str, line: usize, column: usize) -> usize {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let last = column.saturating_sub(1);
    line.char_indices().take_while(|(at, _)| *at < last).count() + 1
}

struct RootVisitor;

/// Anything but an object at the top. Written out, since the methods these replace bring the printing of every kind of
/// value along, several kilobytes in the browser, for a message that nobody sees.
macro_rules! refuse {
    ($($visit:ident: $kind:ty,)+) => {
        $(fn $visit<E: serde::de::Error>(self, _: $kind) -> Result<Object, E> {
            Err(E::custom(WRONG_FORMAT))
        })+
    };
}

impl<'de> Visitor<'de> for RootVisitor {
    type Value = Object;

    refuse! {
        visit_bool: bool,
        visit_i64: i64,
        visit_u64: u64,
        visit_f64: f64,
        visit_str: &str,
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Object, E> {
        Err(E::custom(WRONG_FORMAT))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, _: A) -> Result<Object, A::Error> {
        Err(A::Error::custom(WRONG_FORMAT))
    }

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(WRONG_FORMAT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut root = Object::default();
        while let Some(name) = map.next_key::<String>()? {
            let value: Value = map.next_value()?;
            if name == "format" && value.as_str() != Some(FORMAT) {
                return Err(A::Error::custom(WRONG_FORMAT));
            }
            root.push(name, value);
        }
        if root.get("format").is_none() {
            return Err(A::Error::custom(WRONG_FORMAT));
        }
        Ok(root)
    }
}
