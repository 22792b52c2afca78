//! `kakari config`

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kakari_prefecture::{EXAMPLE, Reading, read, reference, schema};
use kakari_rules::{Editions, Severity};

use crate::args::{ARGUMENTS, TEMPLATE};
use crate::catalog::{Format, Shape};
use crate::input;
use crate::outcome::{Failure, Outcome, complain};
use crate::paint::Paint;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 設定ファイルに誤りがないか点検します
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari config check [オプション] <ファイル>",
        after_help = "誤りがあっても、使えるところは使われます。「エラー」のところは使われず、はじめの設定のままになります。\n\
            「注意」のところは、書かれたとおりか、直した形で使われます。\n\n\
            終了コード: 0 エラーなし、1 エラーあり、2 ファイルを読めないか、設定ファイルでない"
    )]
    Check(CheckArgs),
    /// 設定ファイルの JSON Schema(2020-12)を書き出します
    #[command(help_template = TEMPLATE, override_usage = "kakari config schema")]
    Schema,
    /// 設定ファイルの例を書き出します
    #[command(help_template = TEMPLATE, override_usage = "kakari config example")]
    Example,
    /// 設定ファイルの項目の一覧を Markdown で書き出します
    #[command(help_template = TEMPLATE, override_usage = "kakari config reference")]
    Reference,
}

/// `kakari config check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 設定ファイル(JSON)。「-」は標準入力
    #[arg(value_name = "ファイル", help_heading = ARGUMENTS)]
    file: PathBuf,
    #[command(flatten)]
    shape: Shape,
}

/// Does what was asked.
pub fn run(command: &Command, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    match command {
        Command::Check(args) => return check(args, editions, out),
        Command::Schema => out.write_all(schema(editions).as_bytes())?,
        Command::Example => out.write_all(EXAMPLE.as_bytes())?,
        Command::Reference => out.write_all(reference::markdown(editions).as_bytes())?,
    }
    Ok(Outcome::Clean)
}

fn check(args: &CheckArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let name = args.file.display().to_string();
    let text = match input::whole(&args.file) {
        Ok(text) => text,
        Err(trouble) => {
            complain(&format!("{name}: {trouble}"));
            return Ok(Outcome::NotDone);
        }
    };
    let reading = read(&text, editions);
    match args.shape.format {
        Format::Human => human(out, &name, &reading)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &reading).map_err(|error| Failure::Output(error.into()))?;
            writeln!(out)?;
        }
    }
    Ok(if !reading.is_configuration() {
        Outcome::NotDone
    } else if reading.problems.iter().any(|problem| problem.severity == Severity::Error) {
        Outcome::Errors
    } else {
        Outcome::Clean
    })
}

/// Every problem as editors and other tools read it (`file:3:5: …`), then how many there are.
fn human(out: &mut impl Write, name: &str, reading: &Reading) -> Result<(), Failure> {
    let paint = Paint::for_stdout();
    for problem in &reading.problems {
        let severity = paint.severity(problem.severity, problem.severity.label());
        writeln!(out, "{name}:{}:{}: {severity}: {}", problem.line, problem.column, problem.message)?;
        writeln!(out, "    {}", problem.fix)?;
    }
    if reading.omitted > 0 {
        writeln!(out, "ほかに{}件あります。", reading.omitted)?;
    }
    if reading.problems.is_empty() {
        return Ok(writeln!(out, "{name}: 誤りはありません。")?);
    }
    let count = |severity| reading.problems.iter().filter(|problem| problem.severity == severity).count();
    let counts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| format!("{} {}件", severity.label(), count(severity)));
    writeln!(out, "\n{}", counts.join("、"))?;
    let outcome = if !reading.is_configuration() {
        "設定はすべて、はじめのままになります。"
    } else if count(Severity::Error) > 0 {
        "エラーのところは使われず、はじめの設定のままになります。"
    } else {
        "このまま使えます。"
    };
    Ok(writeln!(out, "{outcome}")?)
}
