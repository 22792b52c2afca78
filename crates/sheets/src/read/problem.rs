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
        let Some((row, column)) = self.cell else { return String::new() };
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
    /// The spreadsheet shows an error.
    SpreadsheetError,
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

impl Trouble {
    /// What is wrong.
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
                "表計算ソフトが、入力した内容を日付({day})に変えています。もとの内容が分からないため、読んでいません。"
            ),
            Self::SpreadsheetError => "表計算ソフトのエラー(#N/A など)になっています。".to_owned(),
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
            Self::SpreadsheetError => "正しい値を入力し直してください。",
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
        )
    }
}
