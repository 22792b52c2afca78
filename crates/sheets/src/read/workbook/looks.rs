//! What the look of a cell says about its content.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::xml::{Broken, Xml, attribute, is_on};

/// The look of a cell, as far as it changes what a person reads there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// A line goes through it.
    pub is_struck: bool,
    /// How a number is shown.
    pub shows: Shows,
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    /// In its digits.
    #[default]
    Number,
    /// As a day.
    Day,
    /// As a time of day, or as hours.
    Time,
    /// A hundred times as large, with the sign behind it.
    Percent,
}

/// The looks of a book by their number.
pub fn read(part: &str) -> Result<Vec<Look>, Broken> {
    let mut xml = Xml::new(part);
    let (mut formats, mut fonts, mut looks) = (BTreeMap::new(), Vec::new(), Vec::new());
    // Fonts and cells have the same names in other lists of the part.
    let mut list = String::new();
    while let Some(event) = xml.next()? {
        let begun = match event {
            Event::Start(begun) => begun,
            Event::End(end) => {
                if end.local_name().as_ref() == list {
                    list.clear();
                }
                continue;
            }
            _ => continue,
        };
        match (list.as_str(), begun.local_name().as_ref()) {
            ("", name @ ("numFmts" | "fonts" | "cellXfs")) => name.clone_into(&mut list),
            ("", "cellStyleXfs" | "dxfs" | "cellStyles") => xml.skip(&begun)?,
            ("numFmts", "numFmt") => {
                let code = attribute(&begun, "formatCode").unwrap_or_default();
                formats.insert(number(attribute(&begun, "numFmtId")), shows(&code));
            }
            ("fonts", "font") => fonts.push(false),
            ("fonts", "strike") => {
                if let Some(font) = fonts.last_mut() {
                    *font = is_on(&begun);
                }
            }
            ("cellXfs", "xf") => {
                let format = number(attribute(&begun, "numFmtId"));
                let font = usize::try_from(number(attribute(&begun, "fontId"))).unwrap_or(usize::MAX);
                looks.push(Look {
                    is_struck: fonts.get(font).copied().unwrap_or_default(),
                    shows: formats.get(&format).copied().unwrap_or_else(|| builtin(format)),
                });
            }
            _ => {}
        }
    }
    Ok(looks)
}

fn number(attribute: Option<String>) -> u32 {
    attribute.and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// The formats that every book has (ECMA-376, 18.8.30), those of Japanese Excel among them.
fn builtin(format: u32) -> Shows {
    match format {
        9 | 10 => Shows::Percent,
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shows::Day,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Shows::Time,
        _ => Shows::Number,
    }
}

/// What a format code makes of a number: of its letters outside quotes and brackets, in its first section.
fn shows(code: &str) -> Shows {
    let (mut letters, mut has_hours) = (String::new(), false);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => while characters.next().is_some_and(|inner| inner != '"') {},
            // Escaped, as wide as, filled with.
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inner: String = characters.by_ref().take_while(|inner| *inner != ']').collect();
                has_hours |= !inner.is_empty() && inner.chars().all(|inner| "hmsHMS".contains(inner));
            }
            ';' => break,
            other => letters.extend(other.to_lowercase()),
        }
    }
    let letters = letters.replace("general", "").replace("am/pm", "h").replace("a/p", "h");
    if letters.contains('%') {
        Shows::Percent
    } else if letters.contains(['y', 'd', 'e', 'g']) && !letters.contains(['0', '#']) {
        Shows::Day
    } else if has_hours || letters.contains(['h', 's']) {
        Shows::Time
    } else if letters.contains('m') {
        Shows::Day
    } else {
        Shows::Number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_how_a_number_is_read() {
        for (codes, expected) in [
            (
                &["General", "0.00", "#,##0_);[Red](#,##0)", "0\"人\"", "0\\d", "@", "0.00E+00", "[Blue]0", "# ?/?"][..],
                Shows::Number,
            ),
            (&["yyyy/m/d", "m月d日", "[$-411]ge.m.d", "yyyy\"年\"m\"月\"", "mmm-yy", "yyyy/m/d h:mm"], Shows::Day),
            (&["h:mm", "[h]:mm", "mm:ss", "h:mm AM/PM"], Shows::Time),
            (&["0%", "0.0%"], Shows::Percent),
        ] {
            for code in codes {
                assert_eq!(shows(code), expected, "{code}");
            }
        }
    }

    #[test]
    fn a_look_has_its_own_font_and_format_and_no_other() {
        let part = "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy/m/d\"/></numFmts>\
            <fonts><font/><font><strike/></font><font><strike val=\"0\"/></font></fonts>\
            <cellStyleXfs><xf numFmtId=\"9\" fontId=\"1\"/></cellStyleXfs>\
            <cellXfs><xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"176\" fontId=\"1\"/><xf numFmtId=\"9\" fontId=\"2\"/></cellXfs>\
            <dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>";
        let looks: Vec<_> = read(part).expect("looks").iter().map(|look| (look.is_struck, look.shows)).collect();
        assert_eq!(looks, [(false, Shows::Number), (true, Shows::Day), (false, Shows::Percent)]);
    }
}
