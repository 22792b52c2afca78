//! Writing JSON as `serde_json` writes it, which a test holds it to. Written by hand, as the reader is: every page that has
//! drafts carries it.

use crate::{Object, Value};

/// How the members and elements of a text are set.
#[derive(Clone, Copy)]
enum Lines {
    /// All on one line.
    One,
    /// One a line, so many levels in.
    Deep(usize),
}

impl Value {
    /// The value as indented JSON.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        value(self, Lines::Deep(0), &mut out);
        out
    }
}

impl Object {
    pub(crate) fn to_text(&self) -> String {
        let mut out = String::new();
        object(self, Lines::Deep(0), &mut out);
        out
    }

    pub(crate) fn to_line(&self) -> String {
        let mut out = String::new();
        object(self, Lines::One, &mut out);
        out
    }
}

fn value(value: &Value, lines: Lines, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(number.as_str()),
        Value::String(text) => string(text, out),
        Value::Array(list) => {
            out.push('[');
            for (place, own) in list.iter().enumerate() {
                next(place, lines, out);
                self::value(own, lines.inside(), out);
            }
            end(list.is_empty(), lines, ']', out);
        }
        Value::Object(own) => object(own, lines, out),
    }
}

fn object(object: &Object, lines: Lines, out: &mut String) {
    out.push('{');
    for (place, (name, own)) in object.iter().enumerate() {
        next(place, lines, out);
        string(name, out);
        out.push_str(if matches!(lines, Lines::One) { ":" } else { ": " });
        value(own, lines.inside(), out);
    }
    end(object.is_empty(), lines, '}', out);
}

impl Lines {
    fn inside(self) -> Self {
        match self {
            Self::One => Self::One,
            Self::Deep(level) => Self::Deep(level + 1),
        }
    }

    fn start(self, out: &mut String) {
        if let Self::Deep(level) = self {
            out.push('\n');
            for _ in 0..level {
                out.push_str("  ");
            }
        }
    }
}

fn next(place: usize, lines: Lines, out: &mut String) {
    if place > 0 {
        out.push(',');
    }
    lines.inside().start(out);
}

fn end(is_empty: bool, lines: Lines, bracket: char, out: &mut String) {
    if !is_empty {
        lines.start(out);
    }
    out.push(bracket);
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..' ' => {
                out.push_str(if character < '\u{10}' { "\\u000" } else { "\\u001" });
                out.extend(char::from_digit(u32::from(character) & 15, 16));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use crate::Value;
    use proptest::prelude::*;

    #[track_caller]
    fn written(text: &str) {
        let own = Value::read(text).expect("JSON");
        assert_eq!(own.to_text(), serde_json::to_string_pretty(&own).expect("serializable"));
    }

    #[test]
    fn empty_lists_and_objects_stand_on_one_line() {
        written(r#"{"a":[],"b":{},"c":[[],{}],"d":[1,[2,{"e":null}]],"f":true,"g":false,"a":1.50}"#);
    }

    proptest! {
        #[test]
        fn every_text_is_written_as_serde_json_writes_it(text in any::<String>(), name in "[\\x00-\\x7f]{0,8}") {
            let text = serde_json::to_string(&text).expect("a string");
            let name = serde_json::to_string(&name).expect("a string");
            let own = Value::read(&format!("{{{name}:[{text}]}}")).expect("JSON");
            prop_assert_eq!(own.to_text(), serde_json::to_string_pretty(&own).expect("serializable"));
            let line = own.as_object().expect("an object").to_line();
            prop_assert_eq!(line, serde_json::to_string(&own).expect("serializable"));
        }
    }
}
