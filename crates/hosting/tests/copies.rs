//! A copy of the app is checked against its list and its signature, with a key that is thrown away afterwards.

use std::error::Error;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use kakari_hosting::checksums::{self, Fault, INTEGRITY, Key, LIST, SIGNATURE, Signature, Unreadable, verify};
use kakari_hosting::files_under;
use minisign::KeyPair;
use tempfile::TempDir;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn key_of(pair: &KeyPair) -> Result<Key> {
    Ok(Key::parse(&pair.pk.to_box()?.to_string()).ok_or("no key")?)
}

fn sign(folder: &Path, pair: &KeyPair) -> Result {
    let list = fs::read(folder.join(LIST))?;
    let signature = minisign::sign(None, &pair.sk, Cursor::new(list), Some("kakari 0.1.0"), None)?;
    Ok(fs::write(folder.join(SIGNATURE), signature.into_string())?)
}

/// Three files with their list.
fn copy() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("assets"))?;
    fs::write(folder.path().join("index.html"), "<!doctype html>")?;
    fs::write(folder.path().join("assets/app-00ff.js"), "kakari()")?;
    let integrity = checksums::integrity(b"kakari()");
    fs::write(folder.path().join(INTEGRITY), format!(r#"{{"files":{{"assets/app-00ff.js":"{integrity}"}}}}"#))?;
    relist(folder.path())?;
    Ok(folder)
}

fn relist(folder: &Path) -> Result {
    let mut files = Vec::new();
    for (name, path) in files_under(folder)? {
        if name != LIST && name != SIGNATURE {
            files.push((name, fs::read(path)?));
        }
    }
    let list = checksums::list(files.iter().map(|(name, content)| (name.as_str(), content.as_slice())));
    Ok(fs::write(folder.join(LIST), list)?)
}

#[test]
fn a_signed_copy_is_good_to_the_owner_of_the_key() -> Result {
    let (copy, pair) = (copy()?, KeyPair::generate_unencrypted_keypair()?);
    sign(copy.path(), &pair)?;
    let verdict = verify(copy.path(), Some(&key_of(&pair)?))?;
    assert_eq!(verdict.listed, 3);
    assert_eq!((verdict.faults.len(), &verdict.signature), (0, &Signature::Good("kakari 0.1.0".to_owned())));
    assert!(verdict.is_good(true));
    // The key as people hand it on: one line.
    let line = Key::parse(&pair.pk.to_base64()).ok_or("no key")?;
    assert!(verify(copy.path(), Some(&line))?.is_good(true));
    Ok(())
}

#[test]
fn a_copy_without_a_signature_is_whole_and_nobody_vouches_for_it() -> Result {
    let (copy, pair) = (copy()?, KeyPair::generate_unencrypted_keypair()?);
    let verdict = verify(copy.path(), None)?;
    assert_eq!(verdict.signature, Signature::None);
    assert!(verdict.is_good(false));
    assert!(!verify(copy.path(), Some(&key_of(&pair)?))?.is_good(true));
    sign(copy.path(), &pair)?;
    assert_eq!(verify(copy.path(), None)?.signature, Signature::NotChecked);
    Ok(())
}

#[test]
fn every_changed_missing_and_added_file_is_named() -> Result {
    let copy = copy()?;
    fs::write(copy.path().join("index.html"), "<!doctype html> ")?;
    fs::remove_file(copy.path().join("assets/app-00ff.js"))?;
    fs::write(copy.path().join("assets/evil.js"), "")?;
    let verdict = verify(copy.path(), None)?;
    let faults = [
        (Fault::Missing, "assets/app-00ff.js".to_owned()),
        (Fault::Extra, "assets/evil.js".to_owned()),
        (Fault::Changed, "index.html".to_owned()),
    ];
    assert_eq!(verdict.faults, faults);
    assert!(!verdict.is_good(false));
    Ok(())
}

#[test]
fn a_file_of_the_same_length_is_told_from_the_right_one() -> Result {
    let copy = copy()?;
    fs::write(copy.path().join("index.html"), "<!doctype htmL>")?;
    assert_eq!(verify(copy.path(), None)?.faults, [(Fault::Changed, "index.html".to_owned())]);
    Ok(())
}

#[test]
fn another_key_does_not_vouch_for_a_copy() -> Result {
    let (copy, other) = (copy()?, KeyPair::generate_unencrypted_keypair()?);
    sign(copy.path(), &KeyPair::generate_unencrypted_keypair()?)?;
    let verdict = verify(copy.path(), Some(&key_of(&other)?))?;
    assert_eq!(verdict.signature, Signature::Wrong);
    assert!(!verdict.is_good(true));
    Ok(())
}

#[test]
fn a_list_that_was_made_to_fit_a_changed_file_is_not_what_was_signed() -> Result {
    let (copy, pair) = (copy()?, KeyPair::generate_unencrypted_keypair()?);
    sign(copy.path(), &pair)?;
    fs::write(copy.path().join("index.html"), "<script src=//evil.example></script>")?;
    relist(copy.path())?;
    let verdict = verify(copy.path(), Some(&key_of(&pair)?))?;
    assert_eq!((verdict.faults.len(), verdict.signature), (0, Signature::Wrong));
    Ok(())
}

#[test]
fn a_comment_that_was_changed_breaks_the_signature() -> Result {
    let (copy, pair) = (copy()?, KeyPair::generate_unencrypted_keypair()?);
    sign(copy.path(), &pair)?;
    let path = copy.path().join(SIGNATURE);
    fs::write(&path, fs::read_to_string(&path)?.replace("kakari 0.1.0", "kakari 9.9.9"))?;
    assert_eq!(verify(copy.path(), Some(&key_of(&pair)?))?.signature, Signature::Wrong);
    Ok(())
}

#[test]
fn what_is_no_signature_is_broken_with_and_without_a_key() -> Result {
    let (copy, pair) = (copy()?, KeyPair::generate_unencrypted_keypair()?);
    for text in [&b""[..], b"<!doctype html>", b"\xff\xfe", b"untrusted comment: a\nb\ntrusted comment: c\nd\n"] {
        fs::write(copy.path().join(SIGNATURE), text)?;
        for key in [None, Some(key_of(&pair)?)] {
            let verdict = verify(copy.path(), key.as_ref())?;
            assert_eq!(verdict.signature, Signature::Broken);
            assert!(!verdict.is_good(false));
        }
    }
    Ok(())
}

#[test]
fn an_integrity_that_is_not_the_file_s_is_named() -> Result {
    let copy = copy()?;
    fs::write(copy.path().join(INTEGRITY), r#"{"files":{"assets/app-00ff.js":"sha384-AAAA"}}"#)?;
    relist(copy.path())?;
    assert_eq!(verify(copy.path(), None)?.faults, [(Fault::OtherIntegrity, "assets/app-00ff.js".to_owned())]);
    fs::write(copy.path().join(INTEGRITY), "<!doctype html>")?;
    relist(copy.path())?;
    assert_eq!(verify(copy.path(), None)?.faults, [(Fault::OtherIntegrity, INTEGRITY.to_owned())]);
    Ok(())
}

#[test]
fn a_list_that_is_none_and_a_folder_that_is_not_there_are_said() -> Result {
    let copy = copy()?;
    fs::write(copy.path().join(LIST), "<!doctype html>\n")?;
    assert!(matches!(verify(copy.path(), None), Err(Unreadable::Line(1))));
    assert!(matches!(verify(&copy.path().join("nowhere"), None), Err(Unreadable::Io(..))));
    Ok(())
}

#[test]
fn what_is_no_key_is_refused() {
    for text in ["", "RWQ", "untrusted comment: a\nb", "<!doctype html>"] {
        assert!(Key::parse(text).is_none(), "{text}");
    }
}
