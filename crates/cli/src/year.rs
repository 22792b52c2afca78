//! `kakari carry-over` and `kakari differences`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use kakari_catalog::Date;
use kakari_documents::carry_over::{carry_over, differences, next_edition};
use kakari_rules::{Editions, structure_changes};

use crate::args::{ARGUMENTS, OPTIONS, date};
use crate::outcome::{Failure, Outcome, complain};
use crate::{clock, make};

/// `kakari carry-over`
#[derive(Debug, Args)]
pub struct CarryOverArgs {
    /// 前の年度の下書き。「-」は標準入力
    #[arg(value_name = "ファイル", help_heading = ARGUMENTS)]
    pub file: PathBuf,
    /// この日に使う版の下書きを作ります(初期値は日本時間の今日)。前の下書きより後の版になります
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = OPTIONS)]
    pub as_of: Option<Date>,
    /// 書き出すファイル(初期値と「-」は標準出力)
    #[arg(short, long, value_name = "ファイル", help_heading = OPTIONS)]
    pub output: Option<PathBuf>,
}

/// `kakari differences`
#[derive(Debug, Args)]
pub struct DifferencesArgs {
    /// 前の下書き。「-」は標準入力
    #[arg(value_name = "前の下書き", help_heading = ARGUMENTS)]
    pub before: PathBuf,
    /// いまの下書き
    #[arg(value_name = "いまの下書き", help_heading = ARGUMENTS)]
    pub now: PathBuf,
}

/// From last year's draft to next year's.
pub fn run(args: &CarryOverArgs, out: &mut impl Write) -> Result<Outcome, Failure> {
    let today = clock::day(args.as_of);
    let Some(last) = make::read_draft(&args.file) else { return Ok(Outcome::NotDone) };
    let Some(catalog) = next_edition(&last, today) else {
        let edition = last.edition().unwrap_or_default();
        complain(&format!("下書きの版「{edition}」より後の台帳が、まだ内蔵されていません。"));
        return Ok(Outcome::NotDone);
    };
    let made = carry_over(&last, &catalog);
    if !make::give(args.output.as_deref(), made.draft.to_text().as_bytes(), out)? {
        return Ok(Outcome::NotDone);
    }
    complain(&format!(
        "{}の下書きを作りました。{}項目を引き継ぎ、その年の数や実績の{}項目を空にしました。",
        catalog.label(),
        made.carried,
        made.emptied
    ));
    for one in &made.unplaced {
        complain(&format!(
            "{}({})の「{}」は、この版にありません。消さずに残しています。",
            one.label, one.id, one.value
        ));
    }
    Ok(if made.unplaced.is_empty() { Outcome::Clean } else { Outcome::Errors })
}

/// What two drafts answer otherwise, a line for each item.
pub fn compare(args: &DifferencesArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let today = clock::day(None);
    let (Some(before), Some(now)) = (make::read_draft(&args.before), make::read_draft(&args.now)) else {
        return Ok(Outcome::NotDone);
    };
    let (old, new) = (editions.of(&before, today), editions.of(&now, today));
    if old.edition() != new.edition() {
        writeln!(out, "版: {} → {}", old.label(), new.label())?;
    }
    let structure = structure_changes(&now, &before, new);
    let differing = differences((&before, old), (&now, new));
    for one in &differing {
        let item = &new.items()[one.index];
        let words = |text: &str| if text.is_empty() { "(回答なし)".to_owned() } else { text.to_owned() };
        let mark = if structure.contains(&one.index) { " [2号機能の体制]" } else { "" };
        writeln!(out, "{}({}): {} → {}{mark}", item.label, item.id, words(&one.before), words(&one.now))?;
    }
    if differing.is_empty() {
        writeln!(out, "回答に違いはありません。")?;
    }
    Ok(if differing.is_empty() { Outcome::Clean } else { Outcome::Errors })
}
