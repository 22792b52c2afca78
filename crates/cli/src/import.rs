//! `kakari import`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use kakari_catalog::Date;
use kakari_draft::Draft;
use kakari_rules::Editions;
use kakari_sheets::{Problem, ReadOptions};

use crate::args::{ARGUMENTS, OPTIONS, date};
use crate::outcome::{Failure, Outcome, complain};
use crate::{clock, input, make, source};

/// `kakari import`
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// 書き込んだ転記ファイル(.xlsx、.csv、タブ区切りの .txt)。「-」は標準入力
    #[arg(value_name = "ファイル", help_heading = ARGUMENTS)]
    pub file: PathBuf,
    /// もとの下書き。ファイルにない項目は、この下書きのまま残します
    #[arg(long, value_name = "下書き", help_heading = OPTIONS)]
    pub base: Option<PathBuf>,
    /// 内蔵の台帳のかわりに使う台帳ファイル(TOML)
    #[arg(long, value_name = "ファイル", help_heading = OPTIONS)]
    pub catalog: Option<PathBuf>,
    /// 版が書かれていないファイルを、この日に使う版で読みます(初期値は日本時間の今日)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = OPTIONS)]
    pub as_of: Option<Date>,
    /// 書き出すファイル(初期値と「-」は標準出力)
    #[arg(short, long, value_name = "ファイル", help_heading = OPTIONS)]
    pub output: Option<PathBuf>,
}

/// From a transcription that was filled in by hand to a draft.
pub fn run(args: &ImportArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let today = clock::day(args.as_of);
    let (mut base, mut catalog) = (None, None);
    if let Some(file) = &args.base {
        let Some(own) = make::read_draft(file) else { return Ok(Outcome::NotDone) };
        base = Some(own);
    }
    if let Some(file) = &args.catalog {
        let Some(own) = source::of_file(file) else { return Ok(Outcome::NotDone) };
        catalog = Some(own);
    }
    let name = args.file.display();
    // One byte more than is read shows that there is more.
    let bytes = match input::bytes(&args.file, kakari_sheets::MOST_BYTES + 1) {
        Ok(bytes) => bytes,
        Err(trouble) => {
            complain(&format!("{name}: {trouble}"));
            return Ok(Outcome::NotDone);
        }
    };
    let options = ReadOptions { today, base: base.as_ref(), catalog: catalog.as_ref() };
    let read = match kakari_sheets::read(&bytes, &options) {
        Ok(read) => read,
        Err(refused) => {
            complain(&format!("{name}: {refused}{}", refused.fix()));
            return Ok(Outcome::NotDone);
        }
    };
    if let Some(base) = &base
        && !read.is_merged
    {
        let edition = |draft: &Draft| editions.of(draft, today).label().to_owned();
        complain(&format!(
            "{name}: もとの下書きと、医療機関番号か年度が違います(ファイルは{}、もとの下書きは{})。同じ医療機関、同じ年度の下書きを --base で指定してください。",
            read.edition,
            edition(base)
        ));
        return Ok(Outcome::NotDone);
    }
    for problem in &read.problems {
        complain(&in_words(problem));
    }
    let outcome = if read.problems.is_empty() { Outcome::Clean } else { Outcome::Errors };
    Ok(if make::give(args.output.as_deref(), read.draft.to_text().as_bytes(), out)? {
        outcome
    } else {
        Outcome::NotDone
    })
}

fn in_words(problem: &Problem) -> String {
    let item = if problem.item.is_empty() { String::new() } else { format!("({})", problem.item) };
    let place = problem.place();
    let colon = if place.is_empty() { "" } else { ": " };
    let message = problem.trouble.message();
    // Texts to be compared stand on lines of their own, and what to do behind them.
    let end = if message.contains('\n') { "\n" } else { "" };
    format!("{place}{item}{colon}{message}{end}{}", problem.trouble.fix()).replace('\n', "\n  ")
}
