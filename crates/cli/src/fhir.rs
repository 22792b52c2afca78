//! `kakari fhir`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use kakari_catalog::{Catalog, Date};
use kakari_draft::Draft;
use kakari_fhir::{Answered, Note};
use kakari_rules::Editions;

use crate::args::{ARGUMENTS, Days, OPTIONS, TEMPLATE, date};
use crate::outcome::{Failure, Outcome, complain};
use crate::{clock, input, make};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 台帳から調査票(Questionnaire)を作ります
    #[command(help_template = TEMPLATE, override_usage = "kakari fhir questionnaire [オプション]")]
    Questionnaire(QuestionnaireArgs),
    /// 下書きから回答(QuestionnaireResponse)を作ります
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari fhir response [オプション] <ファイル>",
        after_help = "回答の status は、点検でエラーがなければ completed、あれば in-progress です。\n\
            FHIR の項目に入らない内容は、拡張 draft-rest に入れて残します。\n\n\
            終了コード: 0 作った、1 エラーが残っている下書きから作った、2 下書きを読めない"
    )]
    Response(ResponseArgs),
    /// 回答(QuestionnaireResponse)から下書きを作ります
    #[command(
        help_template = TEMPLATE,
        override_usage = "kakari fhir draft [オプション] <ファイル>",
        after_help = "FHIR の項目の答えが、もとの下書きの値と違うときは、FHIR の答えを使います。\n\
            同じときは、もとの値を書かれたとおりに残します(1.50 など)。FHIR で空にした項目は、下書きからも除きます。\n\
            もとの下書きは、--base で指定したファイルか、回答の拡張 draft-rest です。拡張を残さないソフトもあるため、\n\
            もとの下書きがあれば --base で指定してください。\n\n\
            終了コード: 0 作った、1 作ったが、読み取れない答えがあった、2 回答を読めない"
    )]
    Draft(DraftArgs),
}

/// `kakari fhir questionnaire`
#[derive(Debug, Args)]
pub struct QuestionnaireArgs {
    /// 台帳の版(R7、R8 など。初期値は、今日使う版)
    #[arg(long, value_name = "版", help_heading = OPTIONS)]
    pub edition: Option<String>,
    /// 書き出すファイル(初期値と「-」は標準出力)
    #[arg(short, long, value_name = "ファイル", help_heading = OPTIONS)]
    pub output: Option<PathBuf>,
}

/// `kakari fhir response`
#[derive(Debug, Args)]
pub struct ResponseArgs {
    /// 下書きファイル。「-」は標準入力
    #[arg(value_name = "ファイル", help_heading = ARGUMENTS)]
    pub file: PathBuf,
    /// 書き出すファイル(初期値と「-」は標準出力)
    #[arg(short, long, value_name = "ファイル", help_heading = OPTIONS)]
    pub output: Option<PathBuf>,
    /// 点検する日で、回答の日付(authored)にもなります
    #[command(flatten)]
    pub days: Days,
}

/// `kakari fhir draft`
#[derive(Debug, Args)]
pub struct DraftArgs {
    /// 回答のファイル。「-」は標準入力
    #[arg(value_name = "ファイル", help_heading = ARGUMENTS)]
    pub file: PathBuf,
    /// もとの下書き。FHIR で変えていないところは、この下書きのまま残します
    #[arg(long, value_name = "下書き", help_heading = OPTIONS)]
    pub base: Option<PathBuf>,
    /// 版が書かれていない回答を、この日に使う版で読みます(初期値は日本時間の今日)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = OPTIONS)]
    pub as_of: Option<Date>,
    /// 書き出すファイル(初期値と「-」は標準出力)
    #[arg(short, long, value_name = "ファイル", help_heading = OPTIONS)]
    pub output: Option<PathBuf>,
}

/// Runs the command.
pub fn run(command: &Command, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    match command {
        Command::Questionnaire(args) => questionnaire(args, editions, out),
        Command::Response(args) => response(args, editions, out),
        Command::Draft(args) => draft(args, editions, out),
    }
}

fn questionnaire(args: &QuestionnaireArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let catalog = match &args.edition {
        None => Some(editions.on(clock::day(None))),
        Some(name) => editions.get(name),
    };
    let Some(catalog) = catalog else {
        let known: Vec<_> = editions.all().map(Catalog::edition).collect();
        let asked = args.edition.as_deref().unwrap_or_default();
        complain(&format!("「{asked}」という版はありません。使えるのは {} です。", known.join("、")));
        return Ok(Outcome::NotDone);
    };
    give(args.output.as_deref(), &kakari_fhir::questionnaire(catalog), Outcome::Clean, out)
}

fn response(args: &ResponseArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let options = args.days.options();
    let Some((draft, catalog, report)) = make::read(&args.file, editions, options) else {
        return Ok(Outcome::NotDone);
    };
    let response = kakari_fhir::response(&draft, catalog, &report, options.today);
    let outcome = if report.is_ready() { Outcome::Clean } else { Outcome::Errors };
    give(args.output.as_deref(), &response, outcome, out)
}

fn draft(args: &DraftArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let Some(answered) = read(&args.file, Answered::read) else {
        return Ok(Outcome::NotDone);
    };
    let base = match &args.base {
        None => None,
        Some(file) => match read(file, Draft::read) {
            Some(base) => Some(base),
            None => return Ok(Outcome::NotDone),
        },
    };
    let today = clock::day(args.as_of);
    let catalog = answered.edition().and_then(|edition| editions.get(edition));
    let base_catalog = base.as_ref().map(|base| editions.of(base, today));
    if let (Some(catalog), Some(base)) = (catalog, base_catalog)
        && catalog.edition() != base.edition()
    {
        complain(&format!(
            "回答は{}の調査票へのもので、もとの下書きは{}のものです。同じ版のものを指定してください。",
            catalog.label(),
            base.label()
        ));
        return Ok(Outcome::NotDone);
    }
    let catalog = catalog.or(base_catalog).unwrap_or_else(|| editions.on(today));
    let merged = answered.draft(catalog, base.as_ref());
    for note in &merged.notes {
        complain(&in_words(note, catalog));
    }
    let is_whole = !merged.notes.iter().any(Note::is_loss);
    let outcome = if is_whole { Outcome::Clean } else { Outcome::Errors };
    give(args.output.as_deref(), &merged.draft.to_text(), outcome, out)
}

fn read<T, E: std::fmt::Display>(file: &Path, reader: fn(&str) -> Result<T, E>) -> Option<T> {
    let text = input::whole(file).map_err(|trouble| complain(&format!("{}: {trouble}", file.display()))).ok()?;
    reader(&text).map_err(|error| complain(&format!("{}: {error}。", file.display()))).ok()
}

fn give(file: Option<&Path>, text: &str, outcome: Outcome, out: &mut impl Write) -> Result<Outcome, Failure> {
    Ok(if make::give(file, text.as_bytes(), out)? { outcome } else { Outcome::NotDone })
}

fn in_words(note: &Note, catalog: &Catalog) -> String {
    let short =
        |id: &str| catalog.find(id).map_or_else(|| id.to_owned(), |(_, item)| format!("{}({id})", item.short()));
    match note {
        Note::Replaced(id) => {
            format!("{}: FHIRで表しきれない値がありましたが、FHIRで新しく答えているため、新しい答えを使いました。", short(id))
        }
        Note::Removed(id) => {
            format!("{}: FHIRで表しきれない値がありましたが、FHIRで答えを消しているため、除きました。", short(id))
        }
        Note::Unreadable(id) => format!("{}: 読み取れない種類の答えがあるため、入れませんでした。", short(id)),
        Note::Unknown(count) => format!("この報告にない項目への答えが{count}件あるため、入れませんでした。"),
        Note::RestDamaged => {
            "拡張 draft-rest が壊れているため、FHIRの項目の答えだけを読みました。もとの下書きがあれば --base で指定してください。"
                .to_owned()
        }
    }
}
