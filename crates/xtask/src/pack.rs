//! Content hashes and compressed copies. Both depend on nothing but the bytes.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

/// The first 16 hex digits of SHA-256: enough to tell any two versions of a file apart.
pub fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest[..8].iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// `app.css` → `app-1234.css`: a name that says what the file holds.
pub fn named(file: &str, content: &[u8]) -> String {
    let (stem, extension) = file.split_once('.').unwrap_or((file, ""));
    format!("{stem}-{}.{extension}", hash(content))
}

/// The bytes as `gzip -9` packs them, without name or time.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    packer.write_all(bytes).and_then(|()| packer.finish()).context("圧縮できません")
}

/// Whether a file of this name gets a `.gz` copy. Images are packed already.
pub fn is_compressible(name: &str) -> bool {
    let kind = name.rsplit('.').next().unwrap_or_default();
    matches!(kind, "html" | "css" | "js" | "json" | "wasm" | "svg" | "webmanifest" | "txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_depends_on_the_bytes_alone() {
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea");
        assert_ne!(hash(b"abc"), hash(b"abd"));
    }

    #[test]
    fn packing_twice_gives_the_same_bytes() -> Result<()> {
        assert_eq!(gzip(b"kakari")?, gzip(b"kakari")?);
        Ok(())
    }

    #[test]
    fn images_are_not_packed_again() {
        assert!(is_compressible("assets/app.wasm"));
        assert!(!is_compressible("icons/icon-192.png"));
    }
}
