//! What could not be read, and where.

use std::rc::Rc;

/// A cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The sheet; `None` in a CSV file.
    pub sheet: Option<Rc<str>>,
    /// Row and column, from 0; `None` where it is about the file as a whole.
    pub cell: Option<(u32, u32)>,
    /// 項目名, where the row has one.
    pub item: String,
    /// What is wrong.
    pub trouble: Trouble,
    /// Which sheet it is, from 0.
    pub(super) sheet_order: usize,
}

impl Problem {
    pub(super) fn of_file(trouble: Trouble) -> Self {
        Self { sheet: None, cell: None, item: String::new(), trouble, sheet_order: 0 }
    }

    /// 「シート 1号機能 のセル G12」; empty where it is about the file as a whole.
    pub fn place(&self) -> String {
        let Some((row, column)) = self.cell else {
            return self.sheet.as_ref().map(|sheet| format!("シート {sheet}")).unwrap_or_default();
        };
        let row = u64::from(row) + 1;
        match &self.sheet {
            Some(sheet) => format!("シート {sheet} のセル {}{row}", letters(column)),
            None => format!("{row}行目の{}列目({}列)", u64::from(column) + 1, letters(column)),
        }
    }

    pub(super) fn order(&self) -> (bool, usize, Option<(u32, u32)>) {
        (self.cell.is_some(), self.sheet_order, self.cell)
    }
}

/// 「A」 for the first column, 「AA」 for the 27th.
fn letters(column: u32) -> String {
    let (mut rest, mut letters) = (u64::from(column) + 1, Vec::new());
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// What is wrong with a cell. Texts that it names are cut to a length that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file does not say its edition; read as this one.
    NoEdition(String),
    /// Something is filled in, and the row has no 項目ID.
    NoId,
    /// No item has this id.
    UnknownId(String),
    /// This is no number.
    NotANumber(String),
    /// A number belongs into 記入値.
    NumberElsewhere,
    /// Text belongs into 記入値.
    TextElsewhere,
    /// The spreadsheet has made a day of what was typed.
    BecameDay(String),
    /// The spreadsheet shows an error, or what stands there means nothing.
    SpreadsheetError(String),
    /// The same in a cell that is not asked for: what the first holds, and how many there are.
    ErrorOutside(String, usize),
    /// A table in a sheet that is hidden.
    HiddenSheet,
    /// A sheet that ends in the middle.
    BrokenSheet,
    /// A table with the same items as another.
    Copied {
        /// The other table, in words.
        of: String,
        /// The items that the two answer otherwise.
        differing: Vec<String>,
        /// Whether the other was read; otherwise what they answer otherwise was not read at all.
        is_settled: bool,
    },
    /// All of it is struck out.
    Struck(String),
    /// Part of it is struck out.
    PartlyStruck {
        /// What is struck out.
        struck: String,
        /// What was read.
        left: String,
    },
    /// Merged with a cell of another row.
    Merged,
    /// Nothing but the file's text before characters were lost from it; the draft keeps that.
    LostCharacters(SideBySide),
    /// The text was changed, and characters were lost from it.
    LostInChange(SideBySide),
    /// Characters may have been lost; what stood there before is not known.
    PerhapsLost(String),
    /// A day as spreadsheets count it.
    Serial {
        /// As it stands.
        number: String,
        /// As it was read.
        day: String,
    },
    /// A code whose first zero was dropped, and which is clear without it.
    RestoredZero(String),
    /// A formula whose result is not in the file.
    NoResult,
    /// No option has this name.
    UnknownOption(String),
    /// No option has this code.
    UnknownCode(String),
    /// The codes of this item are 暫定.
    ProvisionalCode(String),
    /// Code and name are those of two options.
    TwoOptions {
        /// As written.
        code: String,
        /// The option of the code.
        of_code: String,
        /// The option of the name.
        named: String,
    },
    /// A second row where one answer is asked.
    SecondRow,
    /// No day.
    NotADay(String),
    /// Neither はい nor いいえ.
    NotAFlag(String),
    /// A code whose first zero the spreadsheet has dropped.
    LostZero(String),
    /// Neither 「名称：」 nor 「連携の内容：」: taken for a name.
    NameAlone(String),
}

/// A text as it stands in the open draft and in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// In the open draft.
    pub draft: String,
    /// In the file.
    pub file: String,
}

impl SideBySide {
    /// Both, from a little before the place where they begin to differ.
    pub(super) fn new(draft: &str, file: &str) -> Self {
        const BEFORE: usize = 10;
        const MOST: usize = 40;
        let same = draft.chars().zip(file.chars()).take_while(|(one, other)| one == other).count();
        let skipped = same.saturating_sub(BEFORE);
        let part = |text: &str| {
            let mut rest = text.chars().skip(skipped).map(|c| if c.is_control() { ' ' } else { c });
            let shown: String = rest.by_ref().take(MOST).collect();
            let (before, after) = (skipped > 0, rest.next().is_some());
            [if before { "…" } else { "" }, &shown, if after { "…" } else { "" }].concat()
        };
        Self { draft: part(draft), file: part(file) }
    }

    /// A line for each.
    fn lines(&self) -> String {
        format!("\nいまの下書き: {}\nファイル: {}", self.draft, self.file)
    }
}

impl Trouble {
    /// What is wrong. Texts that are to be compared stand on lines of their own.
    pub fn message(&self) -> String {
        match self {
            Self::NoEdition(label) => format!("何年度の報告かが書かれていないため、{label}として読みました。"),
            Self::NoId => {
                "書き込みがありますが、項目IDが空です。どの項目のことか分からないため、読んでいません。".to_owned()
            }
            Self::UnknownId(id) => format!("項目ID「{id}」は、この報告にありません。この行は読んでいません。"),
            Self::NotANumber(text) => format!("「{text}」は数として読めません。"),
            Self::NumberElsewhere => {
                "この項目の答えは数ですが、記入値が空で、ほかの列に書き込みがあります。".to_owned()
            }
            Self::TextElsewhere => "この項目の答えは「記入値」に書きますが、ほかの列に書き込みがあります。".to_owned(),
            Self::BecameDay(day) => format!(
                "表計算ソフトが、入力した内容を日付か時刻({day})に変えています。もとの内容が分からないため、読んでいません。"
            ),
            Self::SpreadsheetError(text) => {
                format!("表計算ソフトのエラー({text})になっているため、読んでいません。")
            }
            Self::ErrorOutside(text, 1) => {
                format!("表計算ソフトのエラー({text})になっています。報告の表の外なので、表はすべて読みました。")
            }
            Self::ErrorOutside(text, count) => format!(
                "このセル({text})など{count}か所が、表計算ソフトのエラーになっています。報告の表の外なので、表はすべて読みました。"
            ),
            Self::HiddenSheet => "非表示のシートに、報告の表があります。このシートは読んでいません。".to_owned(),
            Self::BrokenSheet => "シートの途中が壊れています。そこから後は読んでいません。".to_owned(),
            Self::Copied { of, differing, is_settled: true } if differing.is_empty() => {
                format!("{of}と同じ内容の表です。2回は読んでいません。")
            }
            Self::Copied { of, differing, is_settled: true } => format!(
                "{of}と同じ項目の表です(写し)。こちらは読んでいません。答えが違うのは、{}です。",
                listed(differing)
            ),
            Self::Copied { of, differing, is_settled: false } => format!(
                "{of}と同じ項目の表です。答えが違う{}は、どちらか分からないため、読んでいません。",
                listed(differing)
            ),
            Self::Struck(text) => format!("「{text}」に取り消し線が引かれています。答えとしては読んでいません。"),
            Self::PartlyStruck { struck, left } => {
                format!("「{struck}」に取り消し線が引かれているため、残りの「{left}」を読みました。")
            }
            Self::Merged => "上の行のセルと結合されています。この行の答えが分からないため、読んでいません。".to_owned(),
            Self::LostCharacters(texts) => format!(
                "ファイルを保存したときに、文字が失われています。いまの下書きの文字を残しました。{}",
                texts.lines()
            ),
            Self::LostInChange(texts) => format!(
                "ファイルを保存したときに、文字が失われたおそれがあります。ファイルの文字を読みました。{}",
                texts.lines()
            ),
            Self::PerhapsLost(text) => {
                format!("「{text}」は、ファイルを保存したときに文字が失われているおそれがあります。")
            }
            Self::Serial { number, day } => {
                format!("「{number}」は表計算ソフトの日付の番号として、{day}と読みました。")
            }
            Self::RestoredZero(code) => {
                format!("先頭の0が消えているため、「{code}」と読みました。")
            }
            Self::NoResult => "数式の計算結果がファイルに入っていません。".to_owned(),
            Self::UnknownOption(text) => format!("「{text}」という選択肢はありません。"),
            Self::UnknownCode(code) => format!("コード「{code}」の選択肢はありません。"),
            Self::ProvisionalCode(code) => {
                format!("この項目のコードは公式の資料で確認できていない(暫定)ため、コード「{code}」では選べません。")
            }
            Self::TwoOptions { code, of_code, named } => {
                format!(
                    "選択肢コード「{code}」は「{of_code}」ですが、選択肢名は「{named}」です。どちらか分からないため、読んでいません。"
                )
            }
            Self::SecondRow => {
                "答えが1つの項目に、2行以上の書き込みがあります。どれか分からないため、どの行も読んでいません。"
                    .to_owned()
            }
            Self::NotADay(text) => format!("「{text}」は日付として読めません。"),
            Self::NotAFlag(text) => format!("「{text}」は、はい・いいえのどちらか分かりません。"),
            Self::LostZero(text) => {
                format!("「{text}」は数として保存されているため、先頭の0が消えているおそれがあります。")
            }
            Self::NameAlone(text) => {
                format!("「名称：」「連携の内容：」の書き分けがないため、「{text}」を名称として読みました。")
            }
        }
    }

    /// What to do.
    pub fn fix(&self) -> &'static str {
        match self {
            Self::NoEdition(_) => "年度が違うときは、取り込まずに、その年度の転記ファイルに書き込んでください。",
            Self::NoId => "同じ項目の行から、項目IDの列を写してください。",
            Self::UnknownId(_) => "kakariで書き出したときの項目IDに戻してください。",
            Self::NotANumber(_) => "数字だけを書いてください。単位は要りません。",
            Self::NumberElsewhere => "「記入値」の列に数字を書いてください。",
            Self::TextElsewhere => "「記入値」の列に移してください。",
            Self::BecameDay(_) => "セルの表示形式を「文字列」にして、もう一度入力してください。",
            Self::SpreadsheetError(_) => "正しい値を入力し直してください。",
            Self::ErrorOutside(..) => "報告には関わりません。そのままでもかまいません。",
            Self::HiddenSheet => {
                "読み込むときは、シートを再表示して保存し直してください。古い写しなら、そのままでかまいません。"
            }
            Self::BrokenSheet => "Excelで開き、内容がそろっているかを確かめて、保存し直してください。",
            Self::Copied { .. } => "こちらが正しいときは、もう一方のシートか表を消して保存し直してください。",
            Self::Struck(_) => "答えを書き直すか、答えを消すときはセルを空にしてください。",
            Self::PartlyStruck { .. } | Self::Serial { .. } => "違うときは、取り込んだあとで直してください。",
            Self::Merged => "セルの結合を解除し、行ごとに書いてください。",
            Self::LostCharacters(_) => "いまの下書きの文字でよければ、することはありません。",
            Self::LostInChange(_) | Self::PerhapsLost(_) => "もとの文字と違うときは、取り込んだあとで直してください。",
            Self::RestoredZero(_) => "保険医療機関番号が違うときは、取り込んだあとで直してください。",
            Self::NoResult => "Excelで開いて保存し直すか、数式を値に置き換えてください。",
            Self::UnknownOption(_) => "書き出したときの選択肢名を、そのまま書いてください。",
            Self::UnknownCode(_) | Self::ProvisionalCode(_) => "コードを空にして、選択肢名を書いてください。",
            Self::TwoOptions { .. } => "選択肢名だけを残し、コードを空にしてください。",
            Self::SecondRow => "1行だけを残してください。",
            Self::NotADay(_) => "2026-01-31 のように書いてください。",
            Self::NotAFlag(_) => "「はい」か「いいえ」と書いてください。",
            Self::LostZero(_) => "セルの表示形式を「文字列」にして10桁で入力し直すか、取り込んだあとで直してください。",
            Self::NameAlone(_) => "連携の内容は、取り込んだあとで入力してください。",
        }
    }

    /// Whether the draft lacks what the cell says; otherwise it stands there as it was typed or was understood.
    pub fn is_left_out(&self) -> bool {
        !matches!(
            self,
            Self::NoEdition(_)
                | Self::NameAlone(_)
                | Self::LostZero(_)
                | Self::NotANumber(_)
                | Self::UnknownOption(_)
                | Self::NotADay(_)
                | Self::ErrorOutside(..)
                | Self::PartlyStruck { .. }
                | Self::LostCharacters(_)
                | Self::LostInChange(_)
                | Self::PerhapsLost(_)
                | Self::Serial { .. }
                | Self::RestoredZero(_)
        )
    }
}

/// The first of many names, and how many there are.
fn listed(names: &[String]) -> String {
    const MOST: usize = 5;
    let first = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join("、");
    if names.len() > MOST { format!("{first}など{}項目", names.len()) } else { first }
}
