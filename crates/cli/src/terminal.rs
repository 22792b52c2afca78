//! What drafts, spreadsheets and catalogues hold must not command the terminal that shows it.

use std::io::{self, Write};

/// Colours and weights that [`crate::paint`] writes, without which nothing begins that a terminal would obey.
const OWN: [&[u8]; 6] = [b"[0m", b"[1m", b"[2m", b"[1;31m", b"[1;33m", b"[1;36m"];

/// Passes text on without control characters: line ends and tabs stay, and so do our own colours.
pub struct Text<W> {
    inner: W,
    /// The beginning of something that is not decided yet.
    held: Vec<u8>,
}

impl<W: Write> Text<W> {
    pub fn new(inner: W) -> Self {
        Self { inner, held: Vec::new() }
    }

    fn take(&mut self, byte: u8, out: &mut Vec<u8>) {
        match self.held.first().copied() {
            Some(0x1b) => {
                self.held.push(byte);
                let own = &self.held[1..];
                if OWN.contains(&own) {
                    out.append(&mut self.held);
                } else if !OWN.iter().any(|sequence| sequence.starts_with(own)) {
                    // Not ours: the sign goes, and the rest is text.
                    let rest = self.held.split_off(1);
                    self.held.clear();
                    for byte in rest {
                        self.take(byte, out);
                    }
                }
            }
            // The controls from U+0080 on have two bytes.
            Some(0xc2) => {
                self.held.clear();
                if byte > 0x9f {
                    out.extend([0xc2, byte]);
                }
            }
            // Alone it would let a line be written over.
            Some(_) => {
                self.held.clear();
                if byte == b'\n' {
                    out.push(b'\r');
                }
                self.take(byte, out);
            }
            None => match byte {
                0x1b | 0xc2 | b'\r' => self.held.push(byte),
                b'\n' | b'\t' | 0x20..=0x7e | 0x80.. => out.push(byte),
                _ => {}
            },
        }
    }
}

impl<W: Write> Write for Text<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut out = Vec::with_capacity(bytes.len());
        for byte in bytes {
            self.take(*byte, &mut out);
        }
        self.inner.write_all(&out)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(parts: &[&str]) -> String {
        let mut text = Text::new(Vec::new());
        for part in parts {
            text.write_all(part.as_bytes()).expect("memory");
        }
        String::from_utf8(text.inner).expect("UTF-8")
    }

    #[test]
    fn text_and_our_own_colours_pass_as_they_are() {
        for text in ["かかりつけ医\t1\n", "\u{1b}[1;31mエラー\u{1b}[0m\n", "a\r\nb", "£ é ¡\n", "{\"a\": \"\\u001b\"}"]
        {
            assert_eq!(shown(&[text]), text);
        }
    }

    #[test]
    fn what_a_terminal_would_obey_does_not_pass() {
        for (text, left) in [
            ("a\u{1b}[2Jb", "a[2Jb"),
            ("\u{1b}]0;title\u{7}", "]0;title"),
            ("\u{1b}[8mhidden", "[8mhidden"),
            ("\u{1b}\u{1b}[2J", "[2J"),
            ("\u{9b}2J\u{85}", "2J"),
            ("wrong\rright\n", "wrongright\n"),
            ("a\u{8}\u{0}\u{7f}b", "ab"),
        ] {
            assert_eq!(shown(&[text]), left, "{text:?}");
        }
    }

    #[test]
    fn it_makes_no_difference_where_one_write_ends() {
        assert_eq!(shown(&["a\u{1b}", "[1", "mb\u{1b}", "[2", "Jc"]), "a\u{1b}[1mb[2Jc");
        assert_eq!(shown(&["a\r", "\nb"]), "a\r\nb");
    }
}
