//! The signature of a list of checksums, with the key of who builds. The key stays outside the repository.

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use minisign::{SecretKey, SecretKeyBox};

/// The file of the secret key, as `minisign -G` writes it.
const KEY: &str = "KAKARI_SIGN_KEY";

/// What opens the key, where it has a password.
const PASSWORD: &str = "KAKARI_SIGN_PASSWORD";

/// The signature of a list, or nothing where there is no key; that is said.
pub fn signature(list: &[u8]) -> Result<Option<String>> {
    let Some(file) = env::var_os(KEY).filter(|file| !file.is_empty()) else {
        println!("チェックサムの一覧に署名はしていません(鍵のファイルを環境変数 {KEY} に書くと署名します)。");
        return Ok(None);
    };
    let key = read_key(Path::new(&file), env::var(PASSWORD).ok())?;
    let signature = sign(list, &key)?;
    println!("チェックサムの一覧に署名しました。");
    Ok(Some(signature))
}

fn read_key(file: &Path, password: Option<String>) -> Result<SecretKey> {
    let text = fs::read_to_string(file).with_context(|| format!("{KEY} の {} を読めません", file.display()))?;
    let boxed = || {
        SecretKeyBox::from_string(&text)
            .with_context(|| format!("{} は minisign の秘密鍵ではありません", file.display()))
    };
    if let Ok(key) = SecretKey::from_unencrypted_box(boxed()?) {
        return Ok(key);
    }
    // An empty one in place of none, since the library would ask at the terminal.
    SecretKey::from_box(boxed()?, Some(password.unwrap_or_default()))
        .with_context(|| {
            format!(
                "鍵を開けません。パスワードを環境変数 {PASSWORD} に書いてください(minisign -W で作った、パスワードのない鍵は使えません)"
            )
        })
}

/// Every signature of a list is another, since chance is part of it; that is why no list has its own signature in it.
fn sign(list: &[u8], key: &SecretKey) -> Result<String> {
    let comment = concat!("kakari ", env!("CARGO_PKG_VERSION"));
    let signed = minisign::sign(None, key, list, Some(comment), Some(comment)).context("署名できません")?;
    Ok(signed.into_string())
}

#[cfg(test)]
mod tests {
    use kakari_hosting::checksums::{self, Key, LIST, SIGNATURE, Signature};
    use minisign::KeyPair;

    use super::*;

    #[test]
    fn a_list_that_is_signed_is_good_to_the_owner_of_the_key() -> Result<()> {
        let KeyPair { pk, sk } = KeyPair::generate_unencrypted_keypair()?;
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("key");
        fs::write(&file, sk.to_box(None)?.to_string())?;
        let key = read_key(&file, None)?;
        let dist = tempfile::tempdir()?;
        let list = checksums::list([("index.html", &b"page"[..])]);
        fs::write(dist.path().join("index.html"), "page")?;
        fs::write(dist.path().join(LIST), &list)?;
        fs::write(dist.path().join(SIGNATURE), sign(list.as_bytes(), &key)?)?;
        let public = Key::parse(&pk.to_box()?.to_string()).context("no key")?;
        let verdict = checksums::verify(dist.path(), Some(&public))?;
        assert!(matches!(verdict.signature, Signature::Good(_)));
        assert!(verdict.is_good(true));
        Ok(())
    }

    #[test]
    fn what_is_no_key_is_named() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("key");
        assert!(format!("{:#}", read_key(&file, None).unwrap_err()).contains("読めません"));
        fs::write(&file, "untrusted comment: a\nb\n")?;
        assert!(format!("{:#}", read_key(&file, None).unwrap_err()).contains("鍵"));
        Ok(())
    }
}
