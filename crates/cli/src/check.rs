//! `kakari check`

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kakari_catalog::Catalog;
use kakari_draft::{Draft, ReadError};
use kakari_rules::{CheckResult, Editions, Options, Report};

use crate::args::{ARGUMENTS, Days, OPTIONS, choices, holds_lines};
use crate::clock;
use crate::human::{self, View};
use crate::input::{self, Lines, Trouble};
use crate::outcome::{Failure, Outcome, complain};
use crate::paint::Paint;
use crate::reference::Against;

/// `kakari check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 下書きファイル。「-」は標準入力
    #[arg(value_name = "ファイル", required = true, help_heading = ARGUMENTS)]
    pub files: Vec<PathBuf>,
    #[arg(long, value_enum, value_name = "形", default_value_t, hide_default_value = true, hide_possible_values = true,
        help = choices("出力の形", Some(&Format::default())), help_heading = OPTIONS)]
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

/// What came of a text.
pub enum Checked<'a> {
    /// A draft that was checked.
    Draft(&'a Catalog, Box<(Draft, Report)>),
    /// A text that is no draft, and the catalogue of the day.
    Refused(&'a Catalog, ReadError),
    /// Nothing, because it could not be read or belongs to another catalogue; that has been said.
    Unread,
}

impl Checked<'_> {
    fn outcome(&self) -> Outcome {
        match self {
            Self::Draft(_, checked) if checked.1.is_ready() => Outcome::Clean,
            Self::Draft(..) => Outcome::Errors,
            Self::Refused(..) | Self::Unread => Outcome::NotDone,
        }
    }

    fn result(&self) -> Option<CheckResult> {
        match self {
            Self::Draft(catalog, checked) => Some(CheckResult::new(&checked.1, catalog)),
            Self::Refused(catalog, error) => Some(CheckResult::refused(error, catalog)),
            Self::Unread => None,
        }
    }
}

impl Days {
    /// The day of the check and the deadline.
    pub fn options(&self) -> Options {
        Options { today: clock::day(self.as_of), deadline: self.deadline }
    }
}

/// Checks every file in turn.
pub fn run(args: &CheckArgs, editions: &Editions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let Some(against) = Against::read(args, editions) else {
        return Ok(Outcome::NotDone);
    };
    let is_lines = |file: &Path| args.lines || holds_lines(file);
    let several = args.files.len() > 1 || args.files.iter().any(|file| is_lines(file));
    let view = View { explain: args.explain, own: against.own().is_some() };
    let mut writer = ResultWriter::new(args.format, several, view, out);
    let mut worst = Outcome::Clean;
    for file in &args.files {
        let name = file.display().to_string();
        if !is_lines(file) {
            let checked = match input::whole(file) {
                Ok(text) => check_text(&text, &name, None, &against),
                Err(trouble) => unread(&name, &trouble),
            };
            worst = worst.max(checked.outcome());
            writer.write(&name, &checked)?;
            continue;
        }
        let mut lines = match Lines::open(file) {
            Ok(lines) => lines,
            Err(trouble) => {
                let checked = unread(&name, &trouble);
                worst = worst.max(checked.outcome());
                writer.write(&name, &checked)?;
                continue;
            }
        };
        loop {
            let (checked, over) = match lines.next() {
                None => break,
                Some(Ok(text)) => {
                    let text = text.to_owned();
                    (check_text(&text, &name, Some(lines.number), &against), false)
                }
                Some(Err(trouble)) => {
                    // A line in another encoding leaves the next one as it is; a file that fails does not come back.
                    let over = matches!(trouble, Trouble::Io(_));
                    (unread(&format!("{name} {}行目", lines.number), &trouble), over)
                }
            };
            worst = worst.max(checked.outcome());
            writer.write(&format!("{name} {}行目", lines.number), &checked)?;
            if over {
                break;
            }
        }
    }
    writer.end()?;
    Ok(worst)
}

fn check_text<'a>(text: &str, name: &str, line: Option<usize>, against: &'a Against) -> Checked<'a> {
    match Draft::read(text) {
        Ok(draft) => match against.check(&draft) {
            Ok((catalog, report)) => Checked::Draft(catalog, Box::new((draft, report))),
            Err(other) => {
                let at = line.map_or_else(String::new, |line| format!(" {line}行目"));
                complain(&format!("{name}{at}: {other}"));
                Checked::Unread
            }
        },
        Err(error) => {
            let error = ReadError { line: line.unwrap_or(error.line), ..error };
            Checked::Refused(against.of_the_day(), error)
        }
    }
}

fn unread<'a>(name: &str, trouble: &Trouble) -> Checked<'a> {
    complain(&format!("{name}: {trouble}"));
    Checked::Unread
}

/// Writes one result after the other, and keeps none.
struct ResultWriter<'a, W: Write> {
    format: Format,
    several: bool,
    view: View,
    written: usize,
    paint: Paint,
    out: &'a mut W,
}

impl<'a, W: Write> ResultWriter<'a, W> {
    fn new(format: Format, several: bool, view: View, out: &'a mut W) -> Self {
        Self { format, several, view, written: 0, paint: Paint::for_stdout(), out }
    }

    fn write(&mut self, name: &str, checked: &Checked) -> io::Result<()> {
        match self.format {
            Format::Human => {
                if self.written > 0 {
                    writeln!(self.out)?;
                }
                human::write(self.out, self.paint, self.view, name, checked)?;
            }
            Format::Json => {
                if self.several {
                    self.out.write_all(if self.written == 0 { b"[\n" } else { b",\n" })?;
                }
                serde_json::to_writer_pretty(&mut *self.out, &checked.result())?;
                if !self.several {
                    self.out.write_all(b"\n")?;
                }
            }
            Format::Jsonl => {
                serde_json::to_writer(&mut *self.out, &checked.result())?;
                self.out.write_all(b"\n")?;
            }
        }
        self.written += 1;
        // Whoever reads along sees each result when it is there.
        self.out.flush()
    }

    fn end(&mut self) -> io::Result<()> {
        match (self.format, self.several, self.written) {
            (Format::Json, true, 0) => self.out.write_all(b"[]\n"),
            (Format::Json, true, _) => self.out.write_all(b"\n]\n"),
            _ => Ok(()),
        }
    }
}
