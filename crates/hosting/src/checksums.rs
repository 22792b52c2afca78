//! Whether a copy of the app is what the build made: a checksum of every file, signed where the builder had a key.
//!
//! The list is what `sha256sum` writes and checks, and the signature what `minisign` does, so that nobody has to trust this
//! program to check a copy.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use minisign_verify::PublicKey;
use sha2::{Digest, Sha256, Sha384};

use crate::place::files_under;

/// The list: a line for every file but itself and its signature.
pub const LIST: &str = "SHA256SUMS";

/// The signature of [`LIST`].
pub const SIGNATURE: &str = "SHA256SUMS.minisig";

/// The hashes for `integrity` attributes of other people's pages.
pub const INTEGRITY: &str = "integrity.json";

/// The list of these files, in the order of their paths.
pub fn list<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let sums: BTreeMap<_, _> = files.into_iter().map(|(path, content)| (path, sum(content))).collect();
    sums.into_iter().fold(String::new(), |mut list, (path, sum)| {
        // Writing to a String cannot fail.
        let _ = writeln!(list, "{sum}  {path}");
        list
    })
}

/// The value of an `integrity` attribute.
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}

fn sum(content: &[u8]) -> String {
    Sha256::digest(content).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The public key of who built the copy.
pub struct Key(PublicKey);

impl Key {
    /// Reads a key as `minisign` writes it: its file, or its second line alone. Nothing for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        PublicKey::decode(text).or_else(|_| PublicKey::from_base64(text)).ok().map(Self)
    }
}

/// What was found about a copy.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How many files the list has.
    pub listed: usize,
    /// Files that differ from the list, in order of path.
    pub faults: Vec<(Fault, String)>,
    /// About the list itself.
    pub signature: Signature,
}

/// How a file differs from the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Its content is another.
    Changed,
    /// It is in the list and not there.
    Missing,
    /// It is there and not in the list.
    Extra,
    /// It is there and cannot be read.
    Unreadable,
    /// `integrity.json` says otherwise than the file.
    OtherIntegrity,
}

/// Who vouches for the list.
#[derive(Debug, PartialEq, Eq)]
pub enum Signature {
    /// Nobody: there is none.
    None,
    /// There is one, and no key was given to check it with.
    NotChecked,
    /// The owner of the key, with the comment that was signed too.
    Good(String),
    /// It is by another key, or of another list.
    Wrong,
    /// It is none that can be read.
    Broken,
}

/// Why nothing can be said about a copy.
#[derive(Debug)]
pub enum Unreadable {
    /// A folder or file cannot be opened.
    Io(PathBuf, io::Error),
    /// This line of the list, counted from 1, is none.
    Line(usize),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) if error.kind() == io::ErrorKind::NotFound => {
                write!(f, "{} がありません。アプリのフォルダー(dist)を指定してください。", path.display())
            }
            Self::Io(path, error) => write!(f, "{} を読めません({error})。", path.display()),
            Self::Line(line) => write!(f, "{LIST} の{line}行目を読めません。一覧が壊れています。"),
        }
    }
}

impl std::error::Error for Unreadable {}

impl Verdict {
    /// Whether every file is as it was built and, where a key was given (`signed`), its owner says so.
    pub fn is_good(&self, signed: bool) -> bool {
        let vouched = match self.signature {
            Signature::Good(_) => true,
            Signature::None | Signature::NotChecked => !signed,
            Signature::Wrong | Signature::Broken => false,
        };
        self.faults.is_empty() && vouched
    }
}

/// Compares a folder with its list, and the list with its signature.
pub fn verify(folder: &Path, key: Option<&Key>) -> Result<Verdict, Unreadable> {
    let list = folder.join(LIST);
    let text = fs::read_to_string(&list).map_err(|error| Unreadable::Io(list, error))?;
    let listed = parse(&text)?;
    let mut there = files_under(folder).map_err(|error| Unreadable::Io(folder.to_owned(), error))?;
    there.remove(LIST);
    there.remove(SIGNATURE);
    let mut faults = BTreeSet::new();
    let mut integrities = BTreeMap::new();
    for (path, wanted) in &listed {
        let Some(place) = there.remove(*path) else {
            faults.insert(((*path).to_owned(), Fault::Missing));
            continue;
        };
        let Ok(content) = fs::read(place) else {
            faults.insert(((*path).to_owned(), Fault::Unreadable));
            continue;
        };
        if sum(&content) != *wanted {
            faults.insert(((*path).to_owned(), Fault::Changed));
        }
        integrities.insert(*path, integrity(&content));
    }
    faults.extend(there.into_keys().map(|path| (path, Fault::Extra)));
    faults.extend(other_integrities(folder, &integrities).into_iter().map(|path| (path, Fault::OtherIntegrity)));
    Ok(Verdict {
        listed: listed.len(),
        faults: faults.into_iter().map(|(path, fault)| (fault, path)).collect(),
        signature: signature(folder, text.as_bytes(), key)?,
    })
}

/// The lines of a list: path → checksum. `sha256sum` puts `*` in place of the second space for a binary file.
fn parse(text: &str) -> Result<BTreeMap<&str, &str>, Unreadable> {
    let mut listed = BTreeMap::new();
    for (at, line) in text.lines().enumerate() {
        let path = line.get(64..).and_then(|rest| rest.strip_prefix("  ").or_else(|| rest.strip_prefix(" *")));
        let sum = line.get(..64).filter(|sum| sum.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let (Some(sum), Some(path)) = (sum, path) else { return Err(Unreadable::Line(at + 1)) };
        if path.is_empty() || listed.insert(path, sum).is_some() {
            return Err(Unreadable::Line(at + 1));
        }
    }
    if listed.is_empty() { Err(Unreadable::Line(1)) } else { Ok(listed) }
}

/// The files about which `integrity.json` says something else; where that file is missing, the list says so already.
fn other_integrities(folder: &Path, files: &BTreeMap<&str, String>) -> Vec<String> {
    let Ok(text) = fs::read_to_string(folder.join(INTEGRITY)) else { return Vec::new() };
    let said: Option<serde_json::Value> = serde_json::from_str(&text).ok();
    let Some(said) = said.as_ref().and_then(|said| said.get("files")?.as_object()) else {
        return vec![INTEGRITY.to_owned()];
    };
    let differs = |(path, hash): (&String, &serde_json::Value)| {
        let own = files.get(path.as_str()).map(String::as_str);
        (own.is_some() && own != hash.as_str()).then(|| path.clone())
    };
    said.iter().filter_map(differs).collect()
}

fn signature(folder: &Path, list: &[u8], key: Option<&Key>) -> Result<Signature, Unreadable> {
    let path = folder.join(SIGNATURE);
    let text = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Signature::None),
        Err(error) => return Err(Unreadable::Io(path, error)),
        Ok(text) => text,
    };
    let text = String::from_utf8(text).ok();
    let Some(signature) = text.and_then(|text| minisign_verify::Signature::decode(&text).ok()) else {
        return Ok(Signature::Broken);
    };
    let Some(Key(key)) = key else { return Ok(Signature::NotChecked) };
    Ok(match key.verify(list, &signature, false) {
        Ok(()) => Signature::Good(signature.trusted_comment().to_owned()),
        Err(_) => Signature::Wrong,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_what_sha256sum_writes_in_order_of_path() {
        assert_eq!(
            list([("b", &b"kakari"[..]), ("a", &b""[..])]),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n\
             b9753b4f20318869cd424dbe4aecd6924f53f71df72a7745cb26ddf8066031b0  b\n"
        );
    }

    #[test]
    fn a_line_that_is_none_is_named() {
        let sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        for (text, line) in [
            (String::new(), 1),
            ("<!doctype html>\n".to_owned(), 1),
            (format!("{sum}  a\n{sum} b\n"), 2),
            (format!("{sum}  a\n{sum}  a\n"), 2),
            (format!("{}  a\n", "ぎ".repeat(32)), 1),
            (format!("{sum}  \n"), 1),
        ] {
            assert!(matches!(parse(&text), Err(Unreadable::Line(at)) if at == line), "{text}");
        }
        assert!(parse(&format!("{sum} *a\n")).is_ok());
    }

    #[test]
    fn an_integrity_is_what_browsers_take() {
        // `printf '' | openssl dgst -sha384 -binary | base64`
        assert_eq!(integrity(b""), "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb");
    }
}
