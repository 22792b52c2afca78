//! Where in the text of a file something stands. `kakari_draft` reads JSON without places; a text that it has read is
//! walked once more for the few values that are wrong.

use kakari_draft::Object;

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of a byte.
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        let before = &text[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Self { line: before.matches('\n').count() + 1, column: before[start..].chars().count() + 1 }
    }
}

/// The byte at a line and a column in bytes, as the reader names them, or the beginning of the character it is part of.
pub(crate) fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    // Column 0 is the end of the line before.
    let mut at = (start + column).saturating_sub(1).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The how many-eth member of an object the one is that counts under a name.
pub(crate) fn last(object: &Object, name: &str) -> Option<usize> {
    object.iter().enumerate().filter(|(_, (own, _))| *own == name).map(|(at, _)| at).last()
}

/// Where a value begins. The path says the how many-eth child to take at each step.
pub(crate) fn of_value(text: &str, path: &[usize]) -> usize {
    path.iter().fold(Scan { text: text.as_bytes(), at: 0 }, |scan, index| scan.child(*index).1).at
}

/// The text of a value.
pub(crate) fn value<'t>(text: &'t str, path: &[usize]) -> &'t str {
    let begin = of_value(text, path);
    let mut scan = Scan { text: text.as_bytes(), at: begin };
    scan.skip();
    text.get(begin..scan.at).unwrap_or_default()
}

/// Where the name of a member begins; for an element of a list, where the element begins.
pub(crate) fn of_name(text: &str, path: &[usize]) -> usize {
    let Some((last, way)) = path.split_last() else { return 0 };
    let parent = way.iter().fold(Scan { text: text.as_bytes(), at: 0 }, |scan, index| scan.child(*index).1);
    parent.child(*last).0
}

/// Goes over text that is known to be JSON.
#[derive(Clone, Copy)]
struct Scan<'t> {
    text: &'t [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&mut self) -> Option<u8> {
        while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    /// Where the name of a child begins, or the child where it has none, and the scan at its value.
    fn child(mut self, index: usize) -> (usize, Self) {
        let is_object = self.peek() == Some(b'{');
        self.at += 1;
        for _ in 0..index {
            self.skip();
            // A member has two parts, with a colon between them.
            if self.peek() == Some(b':') {
                self.at += 1;
                self.skip();
            }
            self.peek();
            self.at += 1;
        }
        self.peek();
        let begin = self.at;
        if is_object {
            self.skip();
            self.peek();
            self.at += 1;
            self.peek();
        }
        (begin.min(self.text.len()), Self { at: self.at.min(self.text.len()), ..self })
    }

    /// Goes behind the value, or the name, that comes next.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => self.string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => self.word(),
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.text.get(self.at) {
            match byte {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
    }

    fn word(&mut self) {
        let ends = |byte: &u8| matches!(byte, b',' | b':' | b']' | b'}') || byte.is_ascii_whitespace();
        while self.text.get(self.at).is_some_and(|byte| !ends(byte)) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"あ\": [1, {\"b\\\"}\": \"]{\"}, -2.5e3],\n \"c\" : {\"d\":true ,\"e\" : null}}";

    #[track_caller]
    fn stands(path: &[usize], name: &str, value: &str) {
        let starts = |offset: usize, with: &str| assert!(TEXT[offset..].starts_with(with), "{}", &TEXT[offset..]);
        starts(of_name(TEXT, path), name);
        starts(of_value(TEXT, path), value);
    }

    #[test]
    fn members_and_elements_are_found_among_others() {
        stands(&[0], "\"あ\"", "[1");
        stands(&[0, 0], "1", "1");
        stands(&[0, 1], "{", "{");
        stands(&[0, 1, 0], "\"b", "\"]{\"");
        stands(&[0, 2], "-2.5e3", "-2.5e3");
        stands(&[1], "\"c\"", "{\"d\"");
        stands(&[1, 0], "\"d\"", "true");
        stands(&[1, 1], "\"e\"", "null");
        assert_eq!(of_value(TEXT, &[]), 0);
    }

    #[test]
    fn a_value_is_cut_out_as_it_was_written() {
        for (path, written) in [
            (&[0][..], r#"[1, {"b\"}": "]{"}, -2.5e3]"#),
            (&[0, 1, 0], r#""]{""#),
            (&[0, 2], "-2.5e3"),
            (&[1, 1], "null"),
        ] {
            assert_eq!(value(TEXT, path), written);
        }
    }

    #[test]
    fn a_column_counts_characters() {
        let at = TEXT.find('[').expect("a list");
        assert_eq!(Place::of(TEXT, at), Place { line: 2, column: 8 });
        assert_eq!(Place::of(TEXT, 0), Place { line: 1, column: 1 });
        assert_eq!(Place::of("a\n", 2), Place { line: 2, column: 1 });
    }

    #[test]
    fn a_place_of_the_reader_becomes_a_byte_on_a_character() {
        assert_eq!(offset("あい\nう", 1, 2), 0);
        assert_eq!(offset("あい\nう", 1, 4), 3);
        assert_eq!(offset("あい\nう", 2, 1), 7);
        assert_eq!(offset("あい\nう", 2, 99), 10);
        assert_eq!(offset("あい\nう", 2, 0), 6);
        assert_eq!(offset("", 0, 0), 0);
    }
}
