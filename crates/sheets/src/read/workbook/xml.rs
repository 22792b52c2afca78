//! The XML of a workbook's parts: names without their prefixes, and texts as they are meant.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// A part that is no XML, or ends too early.
#[derive(Debug)]
pub struct Broken;

/// The events of a part. An empty element has an end like any other.
pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// How many elements have begun and not ended.
    open: usize,
}

impl<'a> Xml<'a> {
    pub fn new(part: &'a str) -> Self {
        let mut reader = Reader::from_str(part);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, open: 0 }
    }

    /// `None` at the end of the part, where all that began has ended.
    pub fn next(&mut self) -> Result<Option<Event<'a>>, Broken> {
        let event = self.reader.read_event().map_err(|_| Broken)?;
        match &event {
            Event::Eof => return if self.open == 0 { Ok(None) } else { Err(Broken) },
            Event::Start(_) => self.open += 1,
            Event::End(_) => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        Ok(Some(event))
    }

    /// The next event, where the part may not end yet.
    pub fn within(&mut self) -> Result<Event<'a>, Broken> {
        self.next()?.ok_or(Broken)
    }

    /// Leaves an element that has just begun.
    pub fn skip(&mut self, begun: &BytesStart) -> Result<(), Broken> {
        self.open = self.open.saturating_sub(1);
        self.reader.read_to_end(begun.name()).map(|_| ()).map_err(|_| Broken)
    }

    /// The text of an element that has just begun and holds nothing else.
    pub fn text(&mut self) -> Result<String, Broken> {
        let mut text = String::new();
        loop {
            match self.within()? {
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(name) => text.push_str(&entity(&name)),
                Event::Start(begun) => self.skip(&begun)?,
                Event::End(_) => return Ok(text),
                _ => {}
            }
        }
    }
}

/// What an entity stands for. One of the file's own making stays as it is written: nobody makes them but to harm.
fn entity(name: &BytesRef) -> String {
    let character = match name.xml10_content().as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => name.resolve_char_ref().ok().flatten(),
    };
    character.map_or_else(|| ["&", &name.xml10_content(), ";"].concat(), String::from)
}

/// The name of an element without its prefix.
pub fn is(begun: &BytesStart, name: &str) -> bool {
    begun.local_name().as_ref() == name
}

/// An attribute by its name without a prefix.
pub fn attribute(begun: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = begun.attributes().flatten();
    let own = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    // A value that cannot be understood is as good as none.
    own.normalized_value(XmlVersion::Implicit1_0).ok().map(Into::into)
}

/// A switch of the formatting, which is on where it is named without a value.
pub fn is_on(begun: &BytesStart) -> bool {
    !matches!(attribute(begun, "val").as_deref(), Some("0" | "false"))
}
