//! The text of a schema: objects with one member a line, lists on one line, so that options do not fill the page.

use std::io::{self, Write};

use kakari_draft::Value;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

/// A schema as text, with a line break at the end.
pub fn text(value: &Value) -> String {
    let mut out = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut out, Layout(PrettyFormatter::new()));
    // Writing JSON values into memory does not fail.
    let _ = value.serialize(&mut serializer);
    let mut text = String::from_utf8(out).unwrap_or_default();
    text.push('\n');
    text
}

/// The usual layout, but for lists.
struct Layout<'a>(PrettyFormatter<'a>);

impl Formatter for Layout<'_> {
    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use kakari_draft::Value;

    #[test]
    fn objects_take_a_line_for_each_member_and_lists_take_one() {
        let value = Value::read(r#"{"a":[1,2.50,"三"],"b":{"c":[{"d":null}],"e":{}}}"#).expect("JSON");
        let expected = "{\n  \"a\": [1, 2.50, \"三\"],\n  \"b\": {\n    \"c\": [{\n      \"d\": null\n    }],\n    \"e\": {}\n  }\n}\n";
        assert_eq!(super::text(&value), expected);
    }
}
