//! Reading files.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Why a file could not be read.
#[derive(Debug)]
pub enum Trouble {
    /// The system says no.
    Io(io::Error),
    /// Not UTF-8.
    Encoding {
        /// UTF-16, which Windows calls "Unicode", is told apart: the way out is another.
        utf16: bool,
    },
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => f.write_str("ファイルがありません。"),
                io::ErrorKind::PermissionDenied => f.write_str("ファイルを読む権限がありません。"),
                io::ErrorKind::IsADirectory => f.write_str("フォルダーです。ファイルを指定してください。"),
                _ => write!(f, "ファイルを読めません({error})。"),
            },
            Self::Encoding { utf16: true } => {
                f.write_str("文字コードが UTF-8 ではなく、UTF-16 です。UTF-8 で保存し直してください。")
            }
            Self::Encoding { utf16: false } => f.write_str(
                "文字コードが UTF-8 ではありません。Shift_JIS(CP932)などのファイルは、UTF-8 に変換してください\
                 (例: iconv -f CP932 -t UTF-8 もとのファイル > 新しいファイル)。",
            ),
        }
    }
}

fn text(bytes: &[u8]) -> Result<&str, Trouble> {
    std::str::from_utf8(bytes).map_err(|_| {
        let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        Trouble::Encoding { utf16 }
    })
}

/// Opens a file; `-` is the standard input.
fn open(file: &Path) -> io::Result<Box<dyn Read>> {
    if file == Path::new("-") { Ok(Box::new(io::stdin().lock())) } else { Ok(Box::new(File::open(file)?)) }
}

/// The bytes of a file, no more than `most` of them.
pub fn bytes(file: &Path, most: usize) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    open(file)?.take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The whole text of a file.
pub fn whole(file: &Path) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    open(file)?.read_to_end(&mut bytes)?;
    text(&bytes)?;
    String::from_utf8(bytes).map_err(|_| Trouble::Encoding { utf16: false })
}

/// A file that is read line by line; it holds one line at a time.
pub struct Lines {
    reader: BufReader<Box<dyn Read>>,
    line: Vec<u8>,
    /// The number of the line that was read last, from 1.
    pub number: usize,
}

impl Lines {
    /// Opens a file.
    pub fn open(file: &Path) -> Result<Self, Trouble> {
        Ok(Self { reader: BufReader::new(open(file)?), line: Vec::new(), number: 0 })
    }

    /// The next line that is not blank; `None` at the end.
    pub fn next(&mut self) -> Option<Result<&str, Trouble>> {
        loop {
            self.line.clear();
            match self.reader.read_until(b'\n', &mut self.line) {
                Ok(0) => return None,
                Ok(_) => self.number += 1,
                Err(error) => return Some(Err(error.into())),
            }
            if !self.line.trim_ascii().is_empty() {
                break;
            }
        }
        // Without its end: an error there belongs to this line, not to the next.
        Some(text(self.line.trim_ascii_end()))
    }
}
