//! G-MIS 転記ファイル: every answer in the order of the screens, with the official code where one is known.
//!
//! G-MIS takes no file from an institution; a person keys the answers. So there is one row for each thing that is keyed
//! or ticked: a row for each option of a list, a row for each partner and each name. What is not asked is left out, which
//! is said in words, and so are working figures (計算のもとの数), which are not reported.

mod rows;

use std::fmt;

use kakari_catalog::wareki::western_day;
use kakari_catalog::{Catalog, Date};
use kakari_draft::Draft;
use kakari_rules::{Context, Options, Report, Severity};

use crate::{Stamp, left_out};

/// The file that the transcription is written into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableFormat {
    /// An Excel workbook.
    #[default]
    Xlsx,
    /// 「Excel(Windows)で開く」: CSV in UTF-8 with a byte order mark, so that Excel does not take it for Shift_JIS.
    ExcelCsv,
    /// 「Excel(Windows)で開く」 in versions and systems that know CP932 alone.
    Cp932Csv,
    /// 「システム連携」: CSV in UTF-8 without a byte order mark (RFC 4180).
    SystemCsv,
}

/// What the user chooses about the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TranscriptionOptions {
    /// The day on which the file is made.
    pub made_on: Date,
    /// Whether a file may be made while errors remain. It then says 下書き.
    pub allow_draft: bool,
}

/// Refused: errors remain, and a 下書き was not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorsRemain {
    /// How many.
    pub count: usize,
}

impl fmt::Display for ErrorsRemain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "エラーが{}件残っているため、転記用のファイルは作れません。下書きとして作ることはできます。",
            self.count
        )
    }
}

impl std::error::Error for ErrorsRemain {}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A number that a spreadsheet may take for one.
    Number(String),
    /// Text, whatever it looks like.
    Text(String),
}

impl Cell {
    /// Text; nothing where there is none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// What stands there, as plain text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Number(text) | Self::Text(text) => text,
        }
    }
}

/// A row: one thing to key or to tick.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// 機能
    pub function: String,
    /// 項番, where it is official.
    pub number: String,
    /// 分類
    pub group: String,
    /// 項目名
    pub label: String,
    /// 選択肢コード, where it is official.
    pub code: Cell,
    /// 選択肢名
    pub option: String,
    /// 記入値
    pub value: Cell,
    /// 単位
    pub unit: String,
    /// 対象期間
    pub period: String,
    /// 根拠
    pub basis: String,
    /// 確度: whether number, name and code are all official. `None` where the question makes no sense.
    pub official: Option<bool>,
    /// 指摘コード
    pub findings: String,
    /// 項目ID
    pub id: String,
}

impl Row {
    /// The names of the columns.
    pub const COLUMNS: [&str; 13] = [
        "機能",
        "項番",
        "分類",
        "項目名",
        "選択肢コード",
        "選択肢名",
        "記入値",
        "単位",
        "対象期間",
        "根拠",
        "確度",
        "指摘コード",
        "項目ID",
    ];

    /// The cells in the order of [`Self::COLUMNS`].
    pub fn cells(&self) -> [Cell; Self::COLUMNS.len()] {
        // The number of an item is a label, but a small whole number keeps its look in every spreadsheet.
        let number = if self.number.is_empty() { Cell::Empty } else { Cell::Number(self.number.clone()) };
        [
            Cell::text(&self.function),
            number,
            Cell::text(&self.group),
            Cell::text(&self.label),
            self.code.clone(),
            Cell::text(&self.option),
            self.value.clone(),
            Cell::text(&self.unit),
            Cell::text(&self.period),
            Cell::text(&self.basis),
            Cell::text(self.certainty()),
            Cell::text(&self.findings),
            Cell::text(&self.id),
        ]
    }

    /// 公式 or 暫定.
    pub fn certainty(&self) -> &'static str {
        match self.official {
            None => "",
            Some(true) => "公式",
            Some(false) => "暫定",
        }
    }
}

/// The transcription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcription {
    /// 保険医療機関番号 and name, to find the right report.
    pub head: Vec<Row>,
    /// The answers in the order of the screens.
    pub rows: Vec<Row>,
    /// What is not keyed and yet part of the draft: the rest about the institution, working figures, and answers to what
    /// is not asked.
    pub unkeyed: Vec<Row>,
    /// The answers to what is not asked, a sentence for each reason.
    pub left_out: Vec<String>,
    /// `report` of the draft, in words where it is one of the known kinds.
    report: Option<String>,
    /// How it was made.
    pub stamp: Stamp,
}

impl Transcription {
    /// Lays the answers of a draft out for keying.
    pub fn new(
        draft: &Draft,
        catalog: &Catalog,
        report: &Report,
        options: &TranscriptionOptions,
    ) -> Result<Self, ErrorsRemain> {
        if !report.is_ready() && !options.allow_draft {
            return Err(ErrorsRemain { count: report.count(Severity::Error) });
        }
        let context = Context::new(draft, catalog, &Options { today: options.made_on, deadline: None });
        Ok(Self {
            head: rows::head(&context, report),
            rows: rows::rows(&context, report),
            unkeyed: rows::unkeyed(&context, report),
            left_out: left_out(draft, catalog, report),
            report: draft.report().map(|kind| kind_in_words(kind).unwrap_or(kind).to_owned()),
            stamp: Stamp::new(catalog, report, options.made_on),
        })
    }

    /// 下書き: errors remain.
    pub fn is_draft(&self) -> bool {
        self.stamp.is_draft
    }

    /// What the table says about itself: name and value of each line.
    pub fn about(&self) -> Vec<(&'static str, String)> {
        let stamp = &self.stamp;
        let mut about = vec![(Self::EDITION, stamp.edition.clone())];
        about.extend(stamp.provisional.clone().map(|note| ("版についての注意(暫定)", note)));
        about.extend(self.report.clone().map(|kind| (Self::REPORT, kind)));
        about.extend([
            ("台帳", stamp.catalog.clone()),
            ("点検規則", stamp.rules.to_owned()),
            ("作成したツール", stamp.tool.to_owned()),
            ("作成日", western_day(stamp.made_on)),
            ("状態", if stamp.is_draft { "下書き" } else { "エラーなし" }.to_owned()),
        ]);
        about.extend(self.left_out.iter().map(|words| ("除いた回答", words.clone())));
        about
    }

    /// What stands in the first column of the lines of [`Self::about`].
    pub const ABOUT: &str = "この表について";
    /// The line about the edition.
    pub const EDITION: &str = "版";
    /// The line about the kind of report.
    pub const REPORT: &str = "報告の種類";
    /// What stands above everything while errors remain.
    pub const DRAFT: &str = "下書き(エラーが残っています。このまま G-MIS に入力しないでください)";
}

/// The kinds of report, as the draft file and as people call them.
const REPORTS: [(&str, &str); 2] = [("periodic", "定期報告"), ("change", "変更報告")];

fn kind_in_words(key: &str) -> Option<&'static str> {
    REPORTS.iter().find(|(own, _)| *own == key).map(|(_, words)| *words)
}

/// The `report` of a draft for what a table says about it.
pub fn report_of_words(words: &str) -> Option<&'static str> {
    REPORTS.iter().find(|(_, own)| *own == words).map(|(key, _)| *key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{checked, checked_in, today};

    fn transcription(set: &[(&str, &str)]) -> Transcription {
        let (draft, catalog, report) = checked(set);
        let options = TranscriptionOptions { made_on: today(), allow_draft: true };
        Transcription::new(&draft, &catalog, &report, &options).expect("a draft is allowed")
    }

    fn rows_of(id: &str, set: &[(&str, &str)]) -> Vec<Row> {
        transcription(set).rows.into_iter().filter(|row| row.id == id).collect()
    }

    /// Code, option, value and certainty of each row of an item.
    fn brief(id: &str, set: &[(&str, &str)]) -> Vec<String> {
        let cells =
            |row: Row| format!("{}|{}|{}|{}", row.code.as_str(), row.option, row.value.as_str(), row.certainty());
        rows_of(id, set).into_iter().map(cells).collect()
    }

    #[test]
    fn every_item_that_is_asked_has_a_row_in_the_order_of_the_form() {
        let (_, catalog, _) = checked(&[]);
        let rows = transcription(&[]).rows;
        let order: Vec<_> = rows.iter().map(|row| catalog.find(&row.id).expect("an item").0).collect();
        assert!(order.is_sorted());
        for item in catalog.items().iter().filter(|item| !item.is_facility() && item.is_required()) {
            assert!(rows.iter().any(|row| row.id == item.id), "{}", item.id);
        }
        assert!(!rows.iter().any(|row| row.id.starts_with("facility.")));
    }

    #[test]
    fn there_is_one_row_for_each_option_that_is_ticked() {
        let set = [("f1.areas", r#"["17","1"]"#)];
        assert_eq!(brief("f1.areas", &set), ["1|皮膚・形成外科領域||公式", "|小児領域||暫定"]);
    }

    #[test]
    fn there_is_one_row_for_each_partner_and_each_name() {
        let partners = r#"[{"name":"甲病院","content":"夜間の受入れ"},{"name":"乙診療所"}]"#;
        let set = [("f2i.own", r#""partnered""#), ("f2i.partners", partners)];
        assert_eq!(
            brief("f2i.partners", &set),
            ["||名称：甲病院　連携の内容：夜間の受入れ|暫定", "||名称：乙診療所　連携の内容：|暫定"]
        );
        let set = [("f2ni.facilities", r#""yes""#), ("f2ni.facilities.names", r#"["甲苑","乙苑"]"#)];
        assert_eq!(brief("f2ni.facilities.names", &set), ["||甲苑|公式", "||乙苑|公式"]);
    }

    #[test]
    fn a_provisional_code_or_number_is_an_empty_cell_with_the_mark_beside_it() {
        assert_eq!(brief("f1.function", &[]), ["|有り||暫定"]);
        assert_eq!(rows_of("f1.function", &[])[0].number, "");
        assert_eq!(brief("f1.diseases", &[("f1.diseases", r#"["2"]"#)]), ["|糖尿病||暫定"]);
        assert_eq!(brief("f1.generalist", &[]), ["1|有り||公式"]);
        assert_eq!(rows_of("f1.generalist", &[])[0].number, "4");
        assert_eq!(brief("f1.dx.e_prescription", &[("f1.dx.e_prescription", r#""yes""#)]), ["2|有り||公式"]);
        assert_eq!(brief("f2ni.conference", &[("f2ni.conference", r#""yes""#)]), ["|有り||暫定"]);
    }

    #[test]
    fn a_period_that_is_not_sure_says_so() {
        assert_eq!(rows_of("f1.generalist", &[])[0].period, "令和8年1月1日時点(暫定)");
        assert_eq!(rows_of("f2i.rota", &[])[0].period, "令和7年1月1日〜令和7年12月31日の実績");
    }

    #[test]
    fn a_number_is_a_number_with_its_unit() {
        let row = &rows_of("f1.generalist.fte", &[("f1.generalist.fte", "1.50")])[0];
        assert_eq!((&row.value, row.unit.as_str()), (&Cell::Number("1.5".to_owned()), "人(常勤換算)"));
        let row = &rows_of("f1.staff.doctors", &[("f1.staff.doctors", "12")])[0];
        assert_eq!(row.value, Cell::Number("12".to_owned()));
    }

    #[test]
    fn what_cannot_be_read_stands_there_as_it_was_typed() {
        assert_eq!(brief("f1.generalist.fte", &[("f1.generalist.fte", "1.99")]), ["||1.99|公式"]);
        assert_eq!(brief("f1.staff.doctors", &[("f1.staff.doctors", "-5")]), ["||-5|"]);
        assert_eq!(brief("f1.staff.doctors", &[("f1.staff.doctors", r#""二人""#)]), ["||二人|"]);
        assert_eq!(brief("f1.generalist", &[("f1.generalist", r#""maybe""#)]), ["||maybe|"]);
        assert_eq!(brief("f1.areas", &[("f1.areas", r#"["1","99"]"#)]), ["1|皮膚・形成外科領域||公式", "||99|"]);
        assert_eq!(brief("f1.areas", &[("f1.areas", r#"{"a":1}"#)]), [r#"||{"a":1}|"#]);
    }

    #[test]
    fn what_is_not_answered_has_an_empty_row_with_the_codes_of_its_findings() {
        let rows = rows_of("f1.generalist.fte", &[("f1.generalist.fte", "")]);
        assert_eq!(rows.len(), 1);
        assert_eq!((&rows[0].value, rows[0].option.as_str(), rows[0].findings.as_str()), (&Cell::Empty, "", "K104"));
    }

    #[test]
    fn what_is_not_asked_is_left_out_whether_it_is_answered_or_not() {
        let no = ("f1.generalist", r#""no""#);
        assert!(brief("f1.generalist.fte", &[no, ("f1.generalist.fte", "")]).is_empty());
        assert!(brief("f1.generalist.fte", &[no, ("f1.generalist.fte", "1")]).is_empty());
        assert!(brief("f2i.partners", &[("f2i.own", r#""own""#)]).is_empty());

        let lacks = ("f1.function", r#""no""#);
        assert!(brief("f2i.rota", &[lacks]).is_empty());
        assert_eq!(brief("f1.willing", &[lacks, ("f1.willing", "")]).len(), 1);
        assert!(brief("f1.willing", &[("f1.willing", "")]).is_empty());
        assert!(brief("f1.willing", &[("f1.willing", r#""no""#)]).is_empty());
    }

    #[test]
    fn without_the_first_function_no_answer_of_the_second_ones_is_in_any_list_and_the_table_says_so_once() {
        let lacks = transcription(&[("f1.function", r#""no""#)]);
        let all = || lacks.head.iter().chain(&lacks.rows);
        assert!(!all().any(|row| row.id.starts_with("f2")));
        assert!(
            lacks.rows.iter().any(|row| row.id.starts_with("f1."))
                && lacks.rows.iter().any(|row| row.id.starts_with("other."))
        );
        // Where the draft can be made again from, they are.
        assert_eq!(lacks.unkeyed.iter().filter(|row| row.id.starts_with("f2i.partners")).count(), 1);
        let said = |made: &Transcription| made.about().into_iter().filter(|(label, _)| *label == "除いた回答").count();
        assert_eq!((said(&lacks), said(&transcription(&[]))), (1, 0));
        // They come back as they were.
        let back = transcription(&[]);
        assert!(back.rows.iter().any(|row| row.id == "f2i.rota") && back.left_out.is_empty());
    }

    #[test]
    fn of_who_is_no_target_nothing_is_keyed() {
        let made = transcription(&[("facility.exclusion", r#""imperial""#)]);
        assert!(made.rows.is_empty() && made.unkeyed.iter().any(|row| row.id == "f1.function"));
        assert!(made.about().iter().any(|(_, words)| words.starts_with("報告の対象外のため")));
    }

    #[test]
    fn working_figures_are_not_reported() {
        assert!(brief("f2ro.referred.total", &[("f2ro.referred.total", "10")]).is_empty());
    }

    #[test]
    fn the_basis_names_law_and_source() {
        let row = &rows_of("f1.generalist", &[])[0];
        assert_eq!(row.basis, "医療法施行規則 別表第八 第二 三、報告マニュアル PDF p.62");
        let row = &rows_of("f1.areas", &[("f1.areas", r#"["17"]"#)])[0];
        assert_eq!(row.basis, "医療法施行規則 別表第八 第二 四、分科会資料(令和6年7月5日) p.3");
    }

    #[test]
    fn code_and_name_of_the_institution_stand_in_the_head() {
        let head = transcription(&[("facility.code", r#""01-1-0112489""#)]).head;
        let cells: Vec<_> = head.iter().map(|row| (row.id.as_str(), row.value.as_str())).collect();
        assert_eq!(cells, [("facility.code", "0110112489"), ("facility.name", "例示クリニック")]);
    }

    #[test]
    fn what_is_not_keyed_stands_apart() {
        let set = [("facility.electronic_claims", "false"), ("facility.opened_on", r#""2025-04-01""#)];
        let unkeyed = transcription(&set).unkeyed;
        let value = |id: &str| unkeyed.iter().find(|row| row.id == id).map(|row| row.value.as_str());
        assert_eq!(value("facility.electronic_claims"), Some("いいえ"));
        assert_eq!(value("facility.opened_on"), Some("2025-04-01"));
        assert_eq!(value("f2ro.referred.total"), Some("150"));
        assert_eq!((value("facility.name"), value("f1.function"), value("facility.closed_on")), (None, None, None));
    }

    #[test]
    fn it_is_refused_while_errors_remain_unless_a_draft_is_asked_for() {
        let (draft, catalog, report) = checked(&[("f1.generalist.fte", "")]);
        let mut options = TranscriptionOptions { made_on: today(), allow_draft: false };
        let refused = Transcription::new(&draft, &catalog, &report, &options).expect_err("refused");
        assert_eq!(refused, ErrorsRemain { count: 1 });
        options.allow_draft = true;
        assert!(Transcription::new(&draft, &catalog, &report, &options).expect("allowed").is_draft());

        let (draft, catalog, report) = checked(&[]);
        assert!(!Transcription::new(&draft, &catalog, &report, &options).expect("ready").is_draft());
    }

    #[test]
    fn an_edition_that_is_not_yet_sure_says_so() {
        let (draft, catalog, report) = checked_in("R8", &[]);
        let options = TranscriptionOptions { made_on: today(), allow_draft: true };
        let about = Transcription::new(&draft, &catalog, &report, &options).expect("allowed").about();
        let note = about.iter().find(|(label, _)| *label == "版についての注意(暫定)").expect("a note");
        assert!(note.1.contains("令和8年度の報告マニュアルは未確認です"));
    }
}
