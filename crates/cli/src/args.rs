//! The arguments.

use std::ffi::OsStr;
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};
use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use kakari_catalog::{Date, parse_date};
use kakari_hosting::Mount;

use crate::catalog::CatalogArgs;
use crate::outcome::{Outcome, complain};
use crate::schema::SchemaArgs;

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

/// `kakari serve`
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// 待ち受ける番地(初期値は 127.0.0.1 で、この端末だけ)。0.0.0.0 でほかの端末からも開けます
    #[arg(long, value_name = "番地", value_parser = address, default_value = "127.0.0.1", hide_default_value = true,
        help_heading = OPTIONS)]
    pub address: IpAddr,
    /// ポート番号(初期値は 8080)
    #[arg(long, value_name = "番号", value_parser = port, default_value = "8080", hide_default_value = true,
        help_heading = OPTIONS)]
    pub port: u16,
    /// アプリを置く場所。たとえば /iryo/kakari/(初期値は /)
    #[arg(long, value_name = "パス", value_parser = mount, default_value = "/", hide_default_value = true,
        help_heading = OPTIONS)]
    pub path: Mount,
    /// 内蔵の画面のかわりに使うフォルダー(dist)
    #[arg(long, value_name = "フォルダー", help_heading = OPTIONS)]
    pub folder: Option<PathBuf>,
    /// ブラウザーも開きます
    #[arg(long, help_heading = OPTIONS)]
    pub open: bool,
}

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

/// `kakari completions`
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    #[arg(value_enum, help = choices("シェル", None::<Shell>), value_name = "シェル", hide_possible_values = true, help_heading = ARGUMENTS)]
    pub shell: Shell,
}

/// For which shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

/// `kakari check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 下書きファイル。「-」は標準入力
    #[arg(value_name = "ファイル", required = true, help_heading = ARGUMENTS)]
    pub files: Vec<PathBuf>,
    #[arg(long, value_enum, value_name = "形", default_value_t, hide_default_value = true, hide_possible_values = true,
        help = choices("出力の形", Some(Format::default())), help_heading = OPTIONS)]
    pub format: Format,
    /// どのファイルも、標準入力も、1行を1つの下書きとして読みます
    #[arg(long, help_heading = OPTIONS)]
    pub lines: bool,
    /// 内蔵の台帳のかわりに使う台帳ファイル(TOML)。下書きと同じ版のもの
    #[arg(long, value_name = "ファイル", help_heading = OPTIONS)]
    pub catalog: Option<PathBuf>,
    /// 昨年度の下書き。回答の大きな変化を確かめます
    #[arg(long, value_name = "ファイル", help_heading = OPTIONS)]
    pub last_year: Option<PathBuf>,
    /// 都道府県の確認を受けた報告の下書き。体制の変更の報告が要るかを確かめます
    #[arg(long, value_name = "ファイル", help_heading = OPTIONS)]
    pub confirmed: Option<PathBuf>,
    /// human の出力で、判定のすべての条件と、根拠の条文も示します(json にはいつもあります)
    #[arg(long, help_heading = OPTIONS)]
    pub explain: bool,
    #[command(flatten)]
    pub days: Days,
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

/// How the result is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person.
    #[default]
    #[value(help = "読む人向け")]
    Human,
    /// One object, or a list.
    #[value(help = "プログラム向け")]
    Json,
    /// One object a line.
    #[value(help = "1行に1つの結果")]
    Jsonl,
}

/// `kakari explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// 点検コードか項目ID
    #[arg(value_name = "コードか項目", help_heading = ARGUMENTS)]
    pub name: String,
}

/// `kakari notice`
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct NoticeArgs {
    /// 下書きファイル。「-」は標準入力
    #[arg(value_name = "ファイル", help_heading = ARGUMENTS)]
    pub file: PathBuf,
    /// 書き出すファイル(初期値と「-」は標準出力)
    #[arg(short, long, value_name = "ファイル", help_heading = OPTIONS)]
    pub output: Option<PathBuf>,
    /// 掲示に書く日付(初期値は点検する日)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = OPTIONS)]
    pub date: Option<Date>,
    /// 研修の修了者と総合診療専門医の人数を載せません(法令では載せなくてもかまいません)
    #[arg(long, help_heading = OPTIONS)]
    pub without_numbers: bool,
    /// 当てはまる領域と疾患だけを載せます
    #[arg(long, help_heading = OPTIONS)]
    pub only_applying: bool,
    /// A3 の大きさにします
    #[arg(long, help_heading = OPTIONS)]
    pub a3: bool,
    /// 用紙を横にします
    #[arg(long, help_heading = OPTIONS)]
    pub landscape: bool,
    /// 文字を大きくします(すべてを載せるときは2枚になります)
    #[arg(long, help_heading = OPTIONS)]
    pub larger: bool,
    #[command(flatten)]
    pub days: Days,
}

/// `kakari transcribe`
#[derive(Debug, Args)]
pub struct TranscribeArgs {
    /// 下書きファイル。「-」は標準入力
    #[arg(value_name = "ファイル", help_heading = ARGUMENTS)]
    pub file: PathBuf,
    #[arg(long, value_enum, value_name = "形", default_value_t, hide_default_value = true, hide_possible_values = true,
        help = choices("形", Some(Table::default())), help_heading = OPTIONS)]
    pub format: Table,
    /// csv-cp932 で、表せない文字を「〓」に置き換えます
    #[arg(long, help_heading = OPTIONS)]
    pub replace: bool,
    /// エラーが残っていても、下書きと記して作ります
    #[arg(long, help_heading = OPTIONS)]
    pub draft: bool,
    /// 書き出すファイル(初期値と「-」は標準出力)
    #[arg(short, long, value_name = "ファイル", help_heading = OPTIONS)]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub days: Days,
}

/// The file of a transcription.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// CSV for a person with Excel.
    #[default]
    #[value(help = "Excel で開くBOM付きUTF-8の CSV")]
    CsvExcel,
    /// CSV in CP932.
    #[value(help = "シフトJISの CSV")]
    CsvCp932,
    /// CSV for a program.
    #[value(help = "システム連携の CSV(UTF-8)")]
    Csv,
    /// A workbook.
    #[value(help = "Excel ファイル")]
    Xlsx,
}

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

/// The help of an argument that takes one of several words: what it is, each word with what it means, and which one
/// holds where none is given. The parser's own list is in English.
pub fn choices<T: ValueEnum + PartialEq>(what: &str, default: Option<T>) -> String {
    let one = |value: &T| {
        let named = value.to_possible_value()?;
        let mut text = named.get_name().to_owned();
        if let Some(help) = named.get_help() {
            text += &format!(" {help}");
        }
        if default.as_ref() == Some(value) {
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

fn address(text: &str) -> Result<IpAddr, String> {
    text.parse().map_err(|_| "番地は 127.0.0.1 や 192.168.1.5 のように書いてください".to_owned())
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "ポート番号は 0〜65535 の数で書いてください".to_owned())
}

fn mount(text: &str) -> Result<Mount, String> {
    Mount::parse(text).ok_or_else(|| "場所は /iryo/kakari/ のように、英数字と - _ . で書いてください".to_owned())
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
