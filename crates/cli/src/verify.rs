//! `kakari verify`: whether a copy of the app is what was built.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use kakari_hosting::checksums::{self, Fault, Key, LIST, SIGNATURE, Signature, Verdict};

use crate::args::{ARGUMENTS, OPTIONS};
use crate::outcome::{Failure, Outcome, complain};

/// `kakari verify`
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// アプリのフォルダー(dist)
    #[arg(value_name = "フォルダー", help_heading = ARGUMENTS)]
    pub folder: PathBuf,
    /// 配布元の公開鍵(minisign)のファイルか、鍵の文字列。署名も確かめます
    #[arg(long, value_name = "公開鍵", help_heading = OPTIONS)]
    pub key: Option<String>,
}

pub fn run(args: &VerifyArgs, out: &mut impl Write) -> Result<Outcome, Failure> {
    let key = match args.key.as_deref().map(read_key) {
        None => None,
        Some(Some(key)) => Some(key),
        Some(None) => {
            complain(
                "--key を公開鍵として読めません。minisign の公開鍵のファイルか、その2行目の文字列を指定してください。",
            );
            return Ok(Outcome::NotDone);
        }
    };
    match checksums::verify(&args.folder, key.as_ref()) {
        Err(unreadable) => {
            complain(&unreadable.to_string());
            Ok(Outcome::NotDone)
        }
        Ok(verdict) => {
            let good = verdict.is_good(key.is_some());
            report(&verdict, key.is_some(), out)?;
            Ok(if good { Outcome::Clean } else { Outcome::Errors })
        }
    }
}

/// A file with a key, or the key itself.
fn read_key(given: &str) -> Option<Key> {
    match fs::read_to_string(Path::new(given)) {
        Ok(text) => Key::parse(&text),
        Err(_) => Key::parse(given),
    }
}

fn report(verdict: &Verdict, wanted: bool, out: &mut impl Write) -> Result<(), Failure> {
    for (fault, path) in &verdict.faults {
        let what = match fault {
            Fault::Changed => "内容が違います",
            Fault::Missing => "ありません",
            Fault::Extra => "一覧にないファイルです",
            Fault::Unreadable => "読めません",
            Fault::OtherIntegrity => "integrity.json の値と違います",
        };
        writeln!(out, "{path}: {what}")?;
    }
    let (listed, faults) = (verdict.listed, verdict.faults.len());
    if faults == 0 {
        writeln!(out, "{listed} ファイルは、すべて {LIST} のとおりです。")?;
    } else {
        writeln!(out, "{LIST} の {listed} ファイルに対して、違いが {faults} 件あります。")?;
    }
    let signature = match &verdict.signature {
        Signature::Good(comment) => format!("署名は正しいものです({comment})。"),
        Signature::NotChecked => "署名は確かめていません。配布元の公開鍵を --key で指定すると確かめます。".to_owned(),
        Signature::None if wanted => format!("署名({SIGNATURE})がありません。"),
        Signature::None => "署名はありません。一覧そのものが本物かは、分かりません。".to_owned(),
        Signature::Wrong => "署名が合いません。鍵が違うか、一覧が書き換えられています。".to_owned(),
        Signature::Broken => format!("署名({SIGNATURE})が壊れていて読めません。"),
    };
    Ok(writeln!(out, "{signature}")?)
}
