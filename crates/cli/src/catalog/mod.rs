//! `kakari catalog`

mod check;
mod convert;
mod diff;
mod json;
mod list;
mod show;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use kakari_rules::Editions;

use crate::args::{ARGUMENTS, OPTIONS, TEMPLATE, choices};
use crate::outcome::{Failure, Outcome};
use crate::source::Which;

/// `kakari catalog`
#[derive(Debug, Args)]
pub struct CatalogArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 項目の一覧を表示します
    #[command(help_template = TEMPLATE, override_usage = "kakari catalog list [オプション]")]
    List(ListArgs),
    /// 1つの項目について、台帳にあることをすべて、確度と出典とともに表示します
    #[command(help_template = TEMPLATE, override_usage = "kakari catalog show [オプション] <項目>")]
    Show(ShowArgs),
    /// 直した台帳ファイルに誤りがないか点検します
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari catalog check <ファイル>",
        after_help = "終了コード: 0 誤りなし、1 誤りあり、2 ファイルを読めない\n\n\
            誤りは「ファイル:行:桁: 内容」の形で、すべて表示します。"
    )]
    Check(CheckArgs),
    /// 直した台帳ファイルを、プログラムが読むJSONにします
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari catalog convert <ファイル>",
        after_help = "終了コード: 0 できた、1 台帳に誤りあり、2 ファイルを読めない"
    )]
    Convert(CheckArgs),
    /// 2つの台帳の違いを表示します
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari catalog diff [オプション] <前> <後>",
        after_help = "終了コード: 0 違いなし、1 違いあり、2 台帳を読めない"
    )]
    Diff(DiffArgs),
}

/// `kakari catalog list`
#[derive(Debug, Args)]
pub struct ListArgs {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    shape: Shape,
}

/// `kakari catalog show`
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// 項目ID
    #[arg(value_name = "項目", help_heading = ARGUMENTS)]
    item: String,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    shape: Shape,
}

/// `kakari catalog check` and `kakari catalog convert`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 台帳ファイル(TOML)。「-」は標準入力
    #[arg(value_name = "ファイル", help_heading = ARGUMENTS)]
    file: PathBuf,
}

/// `kakari catalog diff`
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// 前の台帳。内蔵の版(R7 など)か、台帳ファイル
    #[arg(value_name = "前", help_heading = ARGUMENTS)]
    before: PathBuf,
    /// 後の台帳。内蔵の版か、台帳ファイル
    #[arg(value_name = "後", help_heading = ARGUMENTS)]
    after: PathBuf,
    #[command(flatten)]
    shape: Shape,
}

/// How it is written.
#[derive(Debug, Args)]
pub struct Shape {
    #[arg(long, value_enum, value_name = "形", default_value_t, hide_default_value = true, hide_possible_values = true,
        help = choices("出力の形", Some(&Format::default())), help_heading = OPTIONS)]
    pub format: Format,
}

/// How what was found is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person.
    #[default]
    #[value(help = "読む人向け")]
    Human,
    /// One object.
    #[value(help = "プログラム向け")]
    Json,
}

/// Does what was asked.
pub fn run(args: &CatalogArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    match &args.command {
        Command::List(args) => list::run(args, editions, out),
        Command::Show(args) => show::run(args, editions, out),
        Command::Check(args) => check::run(args, out),
        Command::Convert(args) => convert::run(args, out),
        Command::Diff(args) => diff::run(args, editions, out),
    }
}
