//! Excel workbooks. A workbook is a zip archive, so that a small file can hold a huge table: what it says about its size
//! is looked at first, and what comes out of it is counted as it comes.
//!
//! The XML is read here and not by a library, since what decides is what such libraries leave out: whether text is struck
//! out, what a cell holds that cannot be read, and that the cells after it still can.

mod looks;
mod sheet;
mod strings;
mod xml;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::Refused;
use super::table::{Collector, Filled};
use super::text::of_utf16;
use looks::Look;
use sheet::Stopped;
use strings::Rich;
use xml::{Xml, attribute, is};

pub use sheet::serial_day;

/// The most that may come out of the archive. A transcription has half a megabyte.
const MOST_INFLATED: u64 = 16 * 1024 * 1024;
const MOST_PARTS: usize = 500;
const MOST_SHEETS: usize = 100;

const ZIP: &[u8] = b"PK\x03\x04";
/// Compound files: workbooks of Excel 97-2003, and what is encrypted.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether this is a workbook of some kind, and not text.
pub fn is_container(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND) || bytes.starts_with(b"PK\x05\x06")
}

pub fn read(bytes: &[u8]) -> Result<Filled, Refused> {
    if bytes.starts_with(COMPOUND) {
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_encrypted = bytes.windows(encrypted.len()).any(|window| window == encrypted);
        return Err(if is_encrypted { Refused::Encrypted } else { Refused::OldWorkbook });
    }
    let parts = Parts::unpack(bytes)?;
    let (book, sheets) = parts.book().ok_or(Refused::Damaged)?;
    if sheets.len() > MOST_SHEETS {
        return Err(Refused::TooMuch);
    }
    let mut collector = Collector::new();
    for Sheet { name, is_hidden, path } in &sheets {
        // Charts and macro sheets have no cells.
        let Some(part) = path.as_deref().and_then(|path| parts.get(path)) else { continue };
        collector.sheet(name, *is_hidden)?;
        match sheet::read(part, &book, &mut collector) {
            Ok(()) => {}
            Err(Stopped::Broken) => collector.broken()?,
            Err(Stopped::Refused(refused)) => return Err(refused),
        }
    }
    collector.finish()
}

/// What all sheets of a book share.
#[derive(Default)]
pub struct Book {
    strings: Vec<Rich>,
    looks: Vec<Look>,
    /// Days are counted from 1904, as once on the Macintosh.
    begins_1904: bool,
}

struct Sheet {
    name: String,
    is_hidden: bool,
    path: Option<String>,
}

/// The parts of the archive that are XML, by their names in small letters.
struct Parts(BTreeMap<String, String>);

impl Parts {
    fn unpack(bytes: &[u8]) -> Result<Self, Refused> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(Refused::TooMuch);
        }
        let mut declared: u64 = 0;
        let (mut is_workbook, mut is_open_document, mut is_binary) = (false, false, false);
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(|_| Refused::Damaged)?;
            declared = declared.saturating_add(part.size());
            let name = part.name().map_err(|_| Refused::Damaged)?;
            is_workbook |= name.eq_ignore_ascii_case("[Content_Types].xml");
            is_binary |= name.eq_ignore_ascii_case("xl/workbook.bin");
            is_open_document |= name == "mimetype";
        }
        if is_open_document {
            return Err(Refused::OpenDocument);
        }
        if !is_workbook {
            return Err(Refused::NotATable);
        }
        if is_binary {
            return Err(Refused::BinaryWorkbook);
        }
        if declared > MOST_INFLATED {
            return Err(Refused::TooMuch);
        }
        let (mut parts, mut left) = (BTreeMap::new(), MOST_INFLATED);
        for index in 0..archive.len() {
            let part = archive.by_index(index).map_err(|_| Refused::Damaged)?;
            let name = part.name().map_err(|_| Refused::Damaged)?.replace('\\', "/").to_ascii_lowercase();
            if part.is_dir() {
                continue;
            }
            let mut content = Vec::new();
            // One byte more than is left shows that the archive says less than it holds.
            part.take(left + 1).read_to_end(&mut content).map_err(|_| Refused::Damaged)?;
            let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
            left = left.checked_sub(size).ok_or(Refused::TooMuch)?;
            if matches!(name.rsplit('.').next(), Some("xml" | "rels")) {
                parts
                    .insert(name, of_utf16(&content).unwrap_or_else(|| String::from_utf8_lossy(&content).into_owned()));
            }
        }
        Ok(Self(parts))
    }

    fn get(&self, path: &str) -> Option<&str> {
        self.0.get(&path.to_ascii_lowercase()).map(String::as_str)
    }

    /// What the sheets share, and the sheets in their order.
    fn book(&self) -> Option<(Book, Vec<Sheet>)> {
        let start = self.relations("").into_iter().find(|relation| relation.is("officeDocument"));
        let path = start.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
        let relations = self.relations(&path);
        let part = |kind: &str| self.get(&relations.iter().find(|relation| relation.is(kind))?.target);
        let mut book = Book {
            // A book may have neither, but what it has must be whole: without them a day looks like a number.
            strings: part("sharedStrings").map(strings::shared).transpose().ok()?.unwrap_or_default(),
            looks: part("styles").map(looks::read).transpose().ok()?.unwrap_or_default(),
            begins_1904: false,
        };
        let (mut xml, mut sheets) = (Xml::new(self.get(&path)?), Vec::new());
        while let Some(event) = xml.next().ok()? {
            let Event::Start(begun) = event else { continue };
            if is(&begun, "workbookPr") {
                book.begins_1904 = matches!(attribute(&begun, "date1904").as_deref(), Some("1" | "true"));
            } else if is(&begun, "sheet") {
                let id = attribute(&begun, "id").unwrap_or_default();
                let target = relations.iter().find(|relation| relation.id == id && relation.is("worksheet"));
                sheets.push(Sheet {
                    name: attribute(&begun, "name").unwrap_or_default(),
                    is_hidden: matches!(attribute(&begun, "state").as_deref(), Some("hidden" | "veryHidden")),
                    path: target.map(|relation| relation.target.clone()),
                });
            }
        }
        Some((book, sheets))
    }

    /// What a part names as belonging to it; the part without a name is the file itself.
    fn relations(&self, part: &str) -> Vec<Relation> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = ["", folder, "_rels", &[name, ".rels"].concat()].join("/");
        let Some(part) = self.get(path.trim_start_matches('/')) else { return Vec::new() };
        let (mut xml, mut all) = (Xml::new(part), Vec::new());
        while let Ok(Some(event)) = xml.next() {
            let Event::Start(begun) = event else { continue };
            if is(&begun, "Relationship") {
                let own = |name| attribute(&begun, name).unwrap_or_default();
                all.push(Relation { id: own("Id"), kind: own("Type"), target: target(folder, &own("Target")) });
            }
        }
        all
    }
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relation {
    /// By the end of its address: the strict form of the format has others before it.
    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// The path of a part as seen from a folder.
fn target(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}
