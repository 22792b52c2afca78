//! Where the files of the app come from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

/// A file inside a program.
#[derive(Debug)]
pub struct Embedded {
    /// Its path below the app's address.
    pub path: &'static str,
    /// What it holds, or its packed copy.
    pub content: &'static [u8],
    /// Whether only the packed copy (gzip) is there; the file itself is made from it.
    pub is_packed: bool,
}

/// A folder, or the program itself.
#[derive(Debug)]
pub enum Place {
    /// `dist/`, with packed copies (`.gz`) beside the files.
    Folder(PathBuf),
    /// The same inside the program, in order of path.
    Embedded(&'static [Embedded]),
}

/// A file as it is sent.
pub(crate) struct Found {
    pub content: Cow<'static, [u8]>,
    /// Whether it is the packed copy in place of the file.
    pub is_packed: bool,
}

impl Place {
    /// Whether the app is there.
    pub fn has_app(&self) -> bool {
        match self {
            Self::Folder(folder) => folder.join("index.html").is_file(),
            Self::Embedded(_) => self.find("index.html", true).is_some(),
        }
    }

    /// A file, as its packed copy where there is one and `packed` is wanted.
    pub(crate) fn find(&self, path: &str, packed: bool) -> Option<Found> {
        match self {
            Self::Folder(folder) => in_folder(folder, path, packed),
            Self::Embedded(files) => in_program(files, path, packed),
        }
    }
}

fn in_folder(folder: &Path, path: &str, packed: bool) -> Option<Found> {
    let read = |name: &str| fs::read(folder.join(name)).ok().map(Cow::Owned);
    if packed && let Some(content) = read(&format!("{path}.gz")) {
        return Some(Found { content, is_packed: true });
    }
    Some(Found { content: read(path)?, is_packed: false })
}

fn in_program(files: &'static [Embedded], path: &str, packed: bool) -> Option<Found> {
    let file = |path: &str| files.binary_search_by(|file| file.path.cmp(path)).ok().map(|at| &files[at]);
    let Some(file) = file(path) else {
        // The packed copy under its own name, as it stands in the folder.
        let file = path.strip_suffix(".gz").and_then(file).filter(|file| file.is_packed)?;
        return Some(Found { content: Cow::Borrowed(file.content), is_packed: false });
    };
    if !file.is_packed || packed {
        return Some(Found { content: Cow::Borrowed(file.content), is_packed: file.is_packed });
    }
    let mut content = Vec::new();
    GzDecoder::new(file.content).read_to_end(&mut content).ok()?;
    Some(Found { content: Cow::Owned(content), is_packed: false })
}

/// Every file below a folder with its path relative to it, `/` on every system, in order of name. A link to a folder is
/// not followed.
pub fn files_under(folder: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    let mut open = vec![(String::new(), folder.to_owned())];
    while let Some((prefix, folder)) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                open.push((format!("{name}/"), entry.path()));
            } else {
                files.insert(name, entry.path());
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    // `printf kakari | gzip -n`
    const PACKED: &[u8] =
        &[31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 203, 78, 204, 78, 44, 202, 4, 0, 90, 19, 246, 251, 6, 0, 0, 0];
    static FILES: [Embedded; 2] = [
        Embedded { path: "icon.png", content: b"picture", is_packed: false },
        Embedded { path: "index.html", content: PACKED, is_packed: true },
    ];

    fn found(path: &str, packed: bool) -> Option<(Vec<u8>, bool)> {
        Place::Embedded(&FILES).find(path, packed).map(|found| (found.content.into_owned(), found.is_packed))
    }

    #[test]
    fn what_is_packed_in_the_program_goes_out_packed_or_as_it_was() {
        assert_eq!(found("index.html", true), Some((PACKED.to_vec(), true)));
        assert_eq!(found("index.html", false), Some((b"kakari".to_vec(), false)));
        assert_eq!(found("index.html.gz", false), Some((PACKED.to_vec(), false)));
    }

    #[test]
    fn what_is_not_packed_in_the_program_has_no_packed_copy() {
        assert_eq!(found("icon.png", true), Some((b"picture".to_vec(), false)));
        assert_eq!(found("icon.png.gz", true), None);
    }

    #[test]
    fn a_program_without_files_has_no_app() {
        assert!(Place::Embedded(&FILES).has_app());
        assert!(!Place::Embedded(&[]).has_app());
    }
}
