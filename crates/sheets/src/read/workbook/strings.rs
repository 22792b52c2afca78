//! Texts in a cell: runs of characters that have a look of their own.

use quick_xml::events::{BytesStart, Event};

use super::xml::{Broken, Xml, is, is_on};

/// A text as a cell holds it.
#[derive(Debug, Default)]
pub struct Rich(Vec<Run>);

#[derive(Debug, Default)]
struct Run {
    text: String,
    /// Whether it is struck out; `None` where the cell's own look says that.
    is_struck: Option<bool>,
}

impl Rich {
    /// Without a look of its own.
    pub fn plain(text: &str) -> Self {
        Self(vec![Run { text: text.to_owned(), is_struck: None }])
    }

    /// Reads up to the end of the element that has just begun (`si` or `is`).
    pub fn read(xml: &mut Xml, begun: &BytesStart) -> Result<Self, Broken> {
        let mut runs: Vec<Run> = Vec::new();
        let name = begun.local_name().as_ref().to_owned();
        let mut is_in_run = false;
        loop {
            match xml.within()? {
                Event::Start(inner) if is(&inner, "r") => {
                    runs.push(Run::default());
                    is_in_run = true;
                }
                // How it is pronounced is not what stands there.
                Event::Start(inner) if is(&inner, "rPh") => xml.skip(&inner)?,
                Event::Start(inner) if is(&inner, "t") => {
                    let text = unescaped(&xml.text()?);
                    match runs.last_mut() {
                        Some(run) if is_in_run => run.text.push_str(&text),
                        _ => runs.push(Run { text, is_struck: None }),
                    }
                }
                // A run that says how it looks says it all.
                Event::Start(inner) if is(&inner, "rPr") => look(&mut runs, false),
                Event::Start(inner) if is(&inner, "strike") => look(&mut runs, is_on(&inner)),
                Event::End(inner) if inner.local_name().as_ref() == "r" => is_in_run = false,
                Event::End(inner) if inner.local_name().as_ref() == name => return Ok(Self(runs)),
                _ => {}
            }
        }
    }

    /// What stands, and what is struck out, in a cell whose own look is this.
    pub fn resolve(&self, is_cell_struck: bool) -> (String, String) {
        let (mut stands, mut struck) = (String::new(), String::new());
        for run in &self.0 {
            let text = if run.is_struck.unwrap_or(is_cell_struck) { &mut struck } else { &mut stands };
            text.push_str(&run.text);
        }
        (stands, struck)
    }
}

fn look(runs: &mut [Run], is_struck: bool) {
    if let Some(run) = runs.last_mut() {
        run.is_struck = Some(is_struck);
    }
}

/// All texts of the book, which its cells name by number.
pub fn shared(part: &str) -> Result<Vec<Rich>, Broken> {
    let (mut xml, mut all) = (Xml::new(part), Vec::new());
    while let Some(event) = xml.next()? {
        if let Event::Start(begun) = event
            && is(&begun, "si")
        {
            all.push(Rich::read(&mut xml, &begun)?);
        }
    }
    Ok(all)
}

/// `_x000D_` stands for a character that XML cannot hold, and `_x005F_` for the line before such a name.
pub fn unescaped(text: &str) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let character = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (end, meant) = character.map_or((at + 2, None), |character| (at + 7, Some(character)));
        out.push_str(&rest[..if meant.is_some() { at } else { end }]);
        out.extend(meant);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold_are_read() {
        for (written, meant) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x00", "_x00"),
            ("_xZZZZ_ _x_", "_xZZZZ_ _x_"),
            ("_x0041_x0042_", "Ax0042_"),
            ("_xあ_", "_xあ_"),
            ("_xD842_", "_xD842_"),
        ] {
            assert_eq!(unescaped(written), meant);
        }
    }

    #[test]
    fn runs_are_struck_by_their_own_look_or_by_that_of_the_cell() {
        let part = "<sst><si><r><rPr><strike/></rPr><t>3</t></r><r><rPr><b/></rPr><t>5</t></r></si>\
            <si><t>甲</t><rPh sb=\"0\" eb=\"1\"><t>コウ</t></rPh></si>\
            <si><r><t>甲</t></r><r><rPr><strike val=\"0\"/></rPr><t>乙&amp;</t></r></si></sst>";
        let all = shared(part).expect("texts");
        let both = |at: usize, is_struck| {
            let (stands, struck) = all[at].resolve(is_struck);
            [stands, struck]
        };
        assert_eq!(both(0, false), ["5", "3"]);
        assert_eq!((both(1, false), both(1, true)), (["甲".into(), String::new()], [String::new(), "甲".into()]));
        assert_eq!(both(2, true), ["乙&", "甲"]);
        assert!(shared("<sst><si><t>甲").is_err());
    }
}
