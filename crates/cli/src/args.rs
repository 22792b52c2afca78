//! The commands, and what their arguments have in common. What one command alone takes stands in its own file.

use std::ffi::OsStr;
use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};
use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use kakari_catalog::{Date, parse_date};

use crate::catalog::CatalogArgs;
use crate::check::CheckArgs;
use crate::completions::CompletionsArgs;
use crate::explain::ExplainArgs;
use crate::import::ImportArgs;
use crate::make::{NoticeArgs, TranscribeArgs};
use crate::outcome::{Outcome, complain};
use crate::schema::SchemaArgs;
use crate::serve::ServeArgs;
use crate::verify::VerifyArgs;
use crate::year::{CarryOverArgs, DifferencesArgs};

pub const TEMPLATE: &str = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}";
pub const OPTIONS: &str = "オプション";
pub const ARGUMENTS: &str = "引数";
pub const COMMANDS: &str = "コマンド";

/// かかりつけ医機能報告の下書きを点検します。
#[derive(Debug, Parser)]
#[command(
    name = "kakari",
    version,
    help_template = TEMPLATE,
    subcommand_help_heading = COMMANDS,
    subcommand_value_name = COMMANDS,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    after_help = "コマンドごとの説明は「kakari コマンド --help」で表示します。入力した内容を、ほかのコンピューターに送ることはありません。"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// 説明を表示します
    #[arg(short = 'h', long, action = ArgAction::Help, global = true, help_heading = OPTIONS, display_order = 100)]
    help: Option<bool>,
    /// 版を表示します
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = OPTIONS)]
    version: Option<bool>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 下書きを点検します
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari check [オプション] <ファイル>...",
        after_help = "終了コード: 0 エラーなし、1 エラーあり、2 読めないファイルか下書きでないファイルがある\n\n\
            名前が「.jsonl」で終わるファイルは、1行を1つの下書きとして順に読み、1行ごとに結果を出します(空の行は読み飛ばします)。\n\
            json の出力は、ファイルが1つのときは1つのオブジェクト、2つ以上か「.jsonl」のときは配列です。\n\
            読めないファイルのところは null になります。"
    )]
    Check(CheckArgs),
    /// 点検コード(K104 など)か項目(f1.generalist.fte など)を説明します
    #[command(help_template = TEMPLATE, override_usage = "kakari explain <コードか項目>")]
    Explain(ExplainArgs),
    /// 院内掲示を1つの HTML ファイルにします
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari notice [オプション] <ファイル>",
        after_help = "終了コード: 0 作った、1 エラーが残っているため下書きとして作った、2 下書きを読めない"
    )]
    Notice(NoticeArgs),
    /// G-MIS に転記するためのファイル(Excel、CSV)を作ります
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari transcribe [オプション] <ファイル>",
        after_help = "どの CSV でも、「=」「+」「-」「@」で始まる文字は、表計算ソフトが数式として実行しないように、先頭に\n\
            「'」を付けます(全角の記号や、前に空白があるときも同じです)。kakari import は、これを外して読みます。\n\
            ほかのシステムで読むときは、先頭の「'」を外してください。Excel ファイルには付きません。\n\n\
            終了コード: 0 作った、1 エラーが残っているか、表せない文字があるため作らなかった\n\
            (--draft、--replace では作った)、2 下書きを読めない"
    )]
    Transcribe(TranscribeArgs),
    /// 書き込んだ転記ファイル(Excel、CSV)から下書きを作ります
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari import [オプション] <ファイル>",
        after_help = "項目IDの列で項目を、見出しで列を見分けます。読み取れなかったところは、場所とともに表示します。\n\
            文字コードは UTF-8、UTF-16(Excel の「Unicode テキスト」)、シフトJIS のどれでも読めます。\n\
            取り消し線の引かれた文字と、非表示のシートは読みません。読み取れなかった項目は、もとの下書きの答えのままです。\n\
            CSV には医療機関の所在地などが入っていないため、もとの下書きがあれば --base で指定してください。\n\n\
            終了コード: 0 作った、1 作ったが、読み取れないところや確かめるところがあった、2 ファイルを読めない"
    )]
    Import(ImportArgs),
    /// 前の年度の下書きから、次の年度の下書きを作ります
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari carry-over [オプション] <ファイル>",
        after_help = "変わらないかぎり同じ回答は引き継ぎ、人数・回数とその年の実績は空にします。\n\
            新しい版にない項目や選択肢は、消さずに残して表示します。\n\n\
            終了コード: 0 作った、1 作ったが、新しい版にない項目や選択肢がある、2 作れない"
    )]
    CarryOver(CarryOverArgs),
    /// 2つの下書きの違いを項目ごとに示します
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari differences <前の下書き> <いまの下書き>",
        after_help = "2号機能の体制の違い(変更報告に当たるかもしれないもの)には印を付けます。\n\n\
            終了コード: 0 違いがない、1 違いがある、2 下書きを読めない"
    )]
    Differences(DifferencesArgs),
    /// 台帳(この報告で何を聞かれるか)を見る、点検する、比べる
    #[command(help_template = TEMPLATE, subcommand_help_heading = COMMANDS, subcommand_value_name = COMMANDS,
        disable_help_subcommand = true, arg_required_else_help = true)]
    Catalog(CatalogArgs),
    /// 下書きファイルの JSON Schema(2020-12)を書き出します
    #[command(help_template = TEMPLATE, override_usage = "kakari schema [オプション]")]
    Schema(SchemaArgs),
    /// 都道府県のページに置くときの設定ファイルを点検する、書くための資料を出す
    #[command(help_template = TEMPLATE, subcommand_help_heading = COMMANDS, subcommand_value_name = COMMANDS,
        disable_help_subcommand = true, arg_required_else_help = true)]
    Config {
        #[command(subcommand)]
        command: crate::config::Command,
    },
    /// 調査票や回答を HL7 FHIR R4 の形にします。回答から下書きも作ります
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari fhir <コマンド>",
        subcommand_help_heading = "コマンド",
        subcommand_value_name = "コマンド",
        disable_help_subcommand = true
    )]
    Fhir {
        #[command(subcommand)]
        command: crate::fhir::Command,
    },
    /// アプリの画面を、この端末(または院内のネットワーク)で開けるようにします
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari serve [オプション]",
        after_help = "インターネットは使いません。入力した内容は、開いたブラウザーの中だけに残ります。\n\
            終わるときは Ctrl+C を押します。始められないときの終了コードは 2 です。"
    )]
    Serve(ServeArgs),
    /// アプリのファイルが、作られたときのままかを確かめます
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari verify [オプション] <フォルダー>",
        after_help = "終了コード: 0 違いがない、1 違いがあるか署名が合わない、2 フォルダー・一覧・鍵を読めない"
    )]
    Verify(VerifyArgs),
    /// シェルの入力補完(Tab キーでコマンドとオプションを補う)の設定を書き出します
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari completions <シェル>",
        after_help = "書き出したものを、次のファイルに置くと使えます。\n\
            bash: ~/.local/share/bash-completion/completions/kakari\n\
            zsh: fpath のどれかのフォルダーの _kakari\n\
            fish: ~/.config/fish/completions/kakari.fish\n\
            powershell: $PROFILE のファイルの終わりに書き足します"
    )]
    Completions(CompletionsArgs),
    /// コマンドのマニュアル(man の形)を書き出します
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari manual",
        after_help = "読むときは「kakari manual | man -l -」とします。~/.local/share/man/man1/kakari.1 に置くと\n\
            「man kakari」で開けます。"
    )]
    Manual,
}

/// The day of the check and the deadline.
#[derive(Debug, Args)]
pub struct Days {
    /// 点検する日(初期値は日本時間の今日)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = OPTIONS)]
    pub as_of: Option<Date>,
    /// 都道府県が定めた期限(初期値は報告期間の最後の日)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = OPTIONS)]
    pub deadline: Option<Date>,
}

/// The help of an argument that takes one of several words: what it is, each word with what it means, and which one
/// holds where none is given. The parser's own list is in English.
pub fn choices<T: ValueEnum + PartialEq>(what: &str, default: Option<&T>) -> String {
    let one = |value: &T| {
        let named = value.to_possible_value()?;
        let mut text = named.get_name().to_owned();
        if let Some(help) = named.get_help() {
            text.push(' ');
            text += &help.to_string();
        }
        if default == Some(value) {
            text += "(初期値)";
        }
        Some(text)
    };
    format!("{what}: {}", T::value_variants().iter().filter_map(one).collect::<Vec<_>>().join("、"))
}

/// What there is to ask for, as the help, the manual page and the completions show it.
pub fn definition() -> clap::Command {
    let mut command = Cli::command().bin_name("kakari");
    command.build();
    command
}

/// Reads a day.
pub fn date(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "日付は 2026-03-31 のように書いてください".to_owned())
}

/// Reads the arguments. Help and version have been printed when this gives an exit code.
pub fn read() -> Result<Command, ExitCode> {
    Cli::try_parse().map(|cli| cli.command).map_err(|error| {
        if matches!(
            error.kind(),
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        ) {
            let asked_for = error.exit_code() == 0;
            // `kakari --help | head` may close the pipe; nothing is lost.
            let _ = error.print();
            return if asked_for { ExitCode::SUCCESS } else { Outcome::NotDone.into() };
        }
        complain(&in_japanese(&error));
        Outcome::NotDone.into()
    })
}

/// What was wrong with the arguments; the parser itself only speaks English.
fn in_japanese(error: &clap::Error) -> String {
    let about = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (argument, value) = (about(ContextKind::InvalidArg), about(ContextKind::InvalidValue));
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("「{argument}」という指定はありません。"),
        ErrorKind::InvalidSubcommand => {
            format!("「{}」というコマンドはありません。", about(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("{} を指定してください。", argument.replace('\n', " ")),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} に値がありません。"),
        ErrorKind::InvalidValue => {
            format!("{argument} に「{value}」は使えません。使えるのは {} です。", about(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("{argument} に「{value}」は使えません。{why}。")
        }
        ErrorKind::ArgumentConflict => {
            format!("{argument} と {} は、一緒には指定できません。", about(ContextKind::PriorArg))
        }
        _ => "引数を読み取れません。".to_owned(),
    };
    format!("{what}\n使い方は「kakari --help」で表示します。")
}

/// Whether the name of a file says that it holds one draft a line.
pub fn holds_lines(file: &std::path::Path) -> bool {
    file.extension().and_then(OsStr::to_str).is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}
