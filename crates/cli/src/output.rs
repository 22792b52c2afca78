//! Writing files.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

/// Writes a file as a whole or not at all: beside its place first, and then into it, so that neither a full disk nor an end
/// in the middle leaves an empty or half a file where a draft was.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // The file behind a link is written, and the link stays one.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let known = fs::symlink_metadata(&file).ok();
    if let Some(known) = &known {
        // A pipe or a device holds nothing that could be lost, and cannot be replaced.
        if !known.is_file() {
            return fs::write(&file, bytes);
        }
        // What may not be written may not be replaced either.
        OpenOptions::new().write(true).open(&file)?;
    }
    let (path, mut beside) = beside(&file)?;
    let mut put_in = || {
        beside.write_all(bytes)?;
        if let Some(known) = &known {
            beside.set_permissions(known.permissions())?;
        }
        beside.sync_all()
    };
    let filled = put_in();
    drop(beside);
    let placed = filled.and_then(|()| fs::rename(&path, &file));
    if placed.is_err() {
        // Nothing more can be done about it than to say what went wrong in the first place.
        let _ = fs::remove_file(&path);
    }
    placed
}

/// A new file in the same folder, which a rename puts into place at once.
fn beside(file: &Path) -> io::Result<(PathBuf, File)> {
    let name = file.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut number = 0;
    loop {
        let mut own = OsString::from(".");
        own.push(name);
        own.push(format!(".{}-{number}", process::id()));
        let path = file.with_file_name(own);
        match File::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 100 => number += 1,
            created => return created.map(|file| (path, file)),
        }
    }
}
