//! `kakari notice` and `kakari transcribe`

use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kakari_catalog::{Catalog, Date};
use kakari_documents::{
    Layout, Notice, NoticeOptions, Orientation, Paper, STYLES, TableFormat, Transcription, TranscriptionOptions,
};
use kakari_draft::Draft;
use kakari_rules::{Editions, Options, Report, check};
use kakari_sheets::Unwritten;

use crate::args::{ARGUMENTS, Days, OPTIONS, choices, date};
use crate::outcome::{Failure, Outcome, complain};
use crate::{input, output};

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
        help = choices("形", Some(&Table::default())), help_heading = OPTIONS)]
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

/// 院内掲示
pub fn notice(args: &NoticeArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let options = args.days.options();
    let Some((draft, catalog, report)) = read(&args.file, editions, options) else {
        return Ok(Outcome::NotDone);
    };
    let choice = NoticeOptions {
        date: args.date.unwrap_or(options.today),
        made_on: options.today,
        numbers: !args.without_numbers,
        layout: if args.only_applying { Layout::Applying } else { Layout::Full },
        paper: if args.a3 { Paper::A3 } else { Paper::A4 },
        orientation: if args.landscape { Orientation::Landscape } else { Orientation::Portrait },
        larger: args.larger,
    };
    let notice = Notice::new(&draft, catalog, &report, &choice);
    if !give(args.output.as_deref(), notice.page(STYLES).as_bytes(), out)? {
        return Ok(Outcome::NotDone);
    }
    if notice.is_draft() {
        complain("エラーが残っているため、下書きと記しました。「kakari check」で確かめてください。");
        return Ok(Outcome::Errors);
    }
    Ok(Outcome::Clean)
}

/// G-MIS 転記ファイル
pub fn transcription(args: &TranscribeArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let options = args.days.options();
    let Some((draft, catalog, report)) = read(&args.file, editions, options) else {
        return Ok(Outcome::NotDone);
    };
    let choice = TranscriptionOptions { made_on: options.today, allow_draft: args.draft };
    let transcription = match Transcription::new(&draft, catalog, &report, &choice) {
        Ok(transcription) => transcription,
        Err(refused) => {
            complain(&format!("{refused}「kakari check」で確かめるか、--draft を付けてください。"));
            return Ok(Outcome::Errors);
        }
    };
    let format = match args.format {
        Table::CsvExcel => TableFormat::ExcelCsv,
        Table::CsvCp932 => TableFormat::Cp932Csv,
        Table::Csv => TableFormat::SystemCsv,
        Table::Xlsx => TableFormat::Xlsx,
    };
    if format == TableFormat::Xlsx && named(args.output.as_deref()).is_none() && io::stdout().is_terminal() {
        complain("Excel ファイルは画面に出せません。--output で書き出すファイルを指定してください。");
        return Ok(Outcome::NotDone);
    }
    let bytes = match kakari_sheets::write(&transcription, format, args.replace) {
        Ok(bytes) => bytes,
        Err(unwritten) => {
            if let Unwritten::Unmappable(cells) = &unwritten {
                for cell in cells {
                    let characters: Vec<String> = cell.characters.iter().map(ToString::to_string).collect();
                    let place = if cell.row > 1 { format!("の{}行目", cell.row) } else { String::new() };
                    complain(&format!("{}({}){place}: {}", cell.item, cell.id, characters.join(" ")));
                }
                complain(&format!("{unwritten}「〓」に置き換えてよければ、--replace を付けてください。"));
            } else {
                complain(&unwritten.to_string());
            }
            return Ok(Outcome::Errors);
        }
    };
    if !give(args.output.as_deref(), &bytes, out)? {
        return Ok(Outcome::NotDone);
    }
    Ok(if transcription.is_draft() { Outcome::Errors } else { Outcome::Clean })
}

/// Reads and checks a draft. `None` where that was not possible; the person has been told.
pub fn read<'a>(file: &Path, editions: &'a Editions, options: Options) -> Option<(Draft, &'a Catalog, Report)> {
    let draft = read_draft(file)?;
    let catalog = editions.of(&draft, options.today);
    let report = check(&draft, catalog, &options);
    Some((draft, catalog, report))
}

/// Reads a draft. `None` where that was not possible; the person has been told.
pub fn read_draft(file: &Path) -> Option<Draft> {
    let text = input::whole(file).map_err(|trouble| complain(&format!("{}: {trouble}", file.display()))).ok()?;
    Draft::read(&text).map_err(|error| complain(&format!("{}: {error}。", file.display()))).ok()
}

/// Writes to the file that was named, or to the standard output, which is also called `-`. `false` where the file cannot be
/// written, which has been told then.
pub fn give(file: Option<&Path>, bytes: &[u8], out: &mut impl Write) -> Result<bool, Failure> {
    let Some(file) = named(file) else {
        out.write_all(bytes)?;
        return Ok(true);
    };
    let is_there = file.exists();
    let written = output::write(file, bytes);
    if let Err(error) = &written {
        let stays = if is_there { "もとのファイルは、そのまま残っています。" } else { "" };
        complain(&format!("{}: 書き出せません({error})。{stays}", file.display()));
    }
    Ok(written.is_ok())
}

/// The file, where it is not the standard output.
fn named(file: Option<&Path>) -> Option<&Path> {
    file.filter(|file| *file != Path::new("-"))
}
