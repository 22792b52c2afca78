//! Reading JSON without giving anything up: members given twice, numbers as they were typed.
//!
//! Written by hand since it is what a check spends most of its time on. It accepts what `serde_json` accepts and names the
//! same place where something is wrong, which a test holds the two to.

use std::borrow::Cow;
use std::fmt;

use serde_json::Number;

use crate::{Object, Refusal, Value};

/// How many lists and objects may stand inside one another.
const DEEPEST: u8 = 127;
/// About how many bytes a member of a draft takes, to make room for all of them at once.
const MEMBER: usize = 24;

/// Why and where a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    line: usize,
    column: usize,
    refusal: Refusal,
}

impl SyntaxError {
    /// Line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Column in bytes, from 1; 0 where the text ends at the beginning of a line.
    pub fn column(&self) -> usize {
        self.column
    }

    /// Why it is refused.
    pub fn refusal(&self) -> Refusal {
        self.refusal
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}行{}列: {}", self.line, self.column, self.refusal.reason())
    }
}

impl std::error::Error for SyntaxError {}

/// Finds the text of a name that is written often, so that it need not be copied.
pub(crate) type Known = fn(&str) -> Option<&'static str>;

pub(crate) struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: u8,
    known: Known,
}

type Parsed<T> = Result<T, SyntaxError>;

impl<'t> Parser<'t> {
    pub(crate) fn new(text: &'t str, known: Known) -> Self {
        Self { text, at: 0, depth: 0, known }
    }

    /// A value with nothing behind it.
    pub(crate) fn whole(mut self) -> Parsed<Value> {
        let value = self.value()?;
        self.end()?;
        Ok(value)
    }

    /// Nothing but space may follow.
    pub(crate) fn end(&mut self) -> Parsed<()> {
        match self.next_token() {
            None => Ok(()),
            Some(_) => Err(self.unexpected()),
        }
    }

    /// The next byte that is no space, which stays where it is.
    pub(crate) fn next_token(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\t' | b'\r') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// A complaint about what has been read so far.
    pub(crate) fn refused(&self, refusal: Refusal) -> SyntaxError {
        let before = &self.text.as_bytes()[..self.at];
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = before.split(|byte| *byte == b'\n').count();
        SyntaxError { line, column: self.at - line_start, refusal }
    }

    /// A complaint about what comes next.
    pub(crate) fn refused_next(&self, refusal: Refusal) -> SyntaxError {
        let refused = self.refused(refusal);
        SyntaxError { column: refused.column + 1, ..refused }
    }

    /// A complaint about the next byte, or about there being none.
    #[cold]
    fn unexpected(&mut self) -> SyntaxError {
        self.at += 1;
        self.wrong()
    }

    /// A complaint about the byte that was read last, or about there having been none.
    #[cold]
    fn wrong(&mut self) -> SyntaxError {
        let is_over = self.at > self.text.len();
        self.at = self.at.min(self.text.len());
        self.refused(if is_over { Refusal::Incomplete } else { Refusal::NotJson })
    }

    pub(crate) fn value(&mut self) -> Parsed<Value> {
        match self.next_token() {
            Some(b'"') => Ok(Value::String(self.string()?.into_owned())),
            Some(b'{') => {
                let mut object = Object::default();
                self.members(|parser, name| {
                    let value = parser.value()?;
                    object.push(name, value, parser.room());
                    Ok(())
                })?;
                Ok(Value::Object(object))
            }
            Some(b'[') => self.list(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => Err(self.unexpected()),
        }
    }

    /// How many members to make room for: the facility and the answers hold most of what follows.
    fn room(&self) -> usize {
        if self.depth == 2 { ((self.text.len() - self.at) / MEMBER).clamp(4, 128) } else { 4 }
    }

    fn word(&mut self, word: &str, value: Value) -> Parsed<Value> {
        for byte in word.bytes() {
            if self.peek() != Some(byte) {
                return Err(self.unexpected());
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn deeper(&mut self) -> Parsed<()> {
        self.at += 1;
        if self.depth == DEEPEST {
            return Err(self.refused(Refusal::TooDeep));
        }
        self.depth += 1;
        Ok(())
    }

    fn list(&mut self) -> Parsed<Value> {
        self.deeper()?;
        let mut list = Vec::new();
        if self.next_token() == Some(b']') {
            self.at += 1;
        } else {
            loop {
                list.push(self.value()?);
                match self.next_token() {
                    Some(b',') => self.at += 1,
                    Some(b']') => break self.at += 1,
                    _ => return Err(self.unexpected()),
                }
            }
        }
        self.depth -= 1;
        Ok(Value::Array(list))
    }

    /// The members of an object; `member` reads the value of each.
    pub(crate) fn members(&mut self, mut member: impl FnMut(&mut Self, Cow<'static, str>) -> Parsed<()>) -> Parsed<()> {
        self.deeper()?;
        if self.next_token() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                if self.next_token() != Some(b'"') {
                    return Err(self.unexpected());
                }
                let name = self.string()?;
                let known = (self.known)(&name);
                let name = known.map_or_else(|| Cow::Owned(name.into_owned()), Cow::Borrowed);
                if self.next_token() != Some(b':') {
                    return Err(self.unexpected());
                }
                self.at += 1;
                member(self, name)?;
                match self.next_token() {
                    Some(b',') => self.at += 1,
                    Some(b'}') => break self.at += 1,
                    _ => return Err(self.unexpected()),
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn number(&mut self) -> Parsed<Value> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.peek() {
            Some(b'0') => {
                self.at += 1;
                if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                    return Err(self.unexpected());
                }
            }
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(Value::Number(Number::from_string_unchecked(self.text[start..self.at].to_owned())))
    }

    fn digits(&mut self) -> Parsed<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected()) } else { Ok(()) }
    }

    /// A string, which begins here.
    fn string(&mut self) -> Parsed<Cow<'t, str>> {
        self.at += 1;
        let mut copied = String::new();
        let mut start = self.at;
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
            self.at += plain.unwrap_or(rest.len());
            let part = &self.text[start..self.at];
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    if copied.is_empty() {
                        return Ok(Cow::Borrowed(part));
                    }
                    copied.push_str(part);
                    return Ok(Cow::Owned(copied));
                }
                Some(b'\\') => {
                    copied.push_str(part);
                    self.at += 1;
                    copied.push(self.escaped()?);
                    start = self.at;
                }
                _ => return Err(self.unexpected()),
            }
        }
    }

    /// The character that is written behind a backslash.
    fn escaped(&mut self) -> Parsed<char> {
        let letter = self.peek();
        self.at += 1;
        Ok(match letter {
            Some(letter @ (b'"' | b'\\' | b'/')) => char::from(letter),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let unit = self.unit()?;
                let pair = if (0xd800..0xdc00).contains(&unit) {
                    for byte in [b'\\', b'u'] {
                        if self.peek() != Some(byte) {
                            return Err(self.unexpected());
                        }
                        self.at += 1;
                    }
                    [Some(unit), Some(self.unit()?)]
                } else {
                    [Some(unit), None]
                };
                let decoded = char::decode_utf16(pair.into_iter().flatten()).next();
                return decoded.and_then(Result::ok).ok_or_else(|| self.wrong());
            }
            _ => return Err(self.wrong()),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Parsed<u16> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4);
        self.at += 4;
        let digit = |digit: &u8| char::from(*digit).to_digit(16).and_then(|digit| u16::try_from(digit).ok());
        let unit = digits.and_then(|digits| digits.iter().try_fold(0, |unit, own| Some(unit << 4 | digit(own)?)));
        unit.ok_or_else(|| self.wrong())
    }
}
