//! The documents, one entry each.

use crate::Grade;

/// A public text that facts and rules rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// Stable id used in catalogue files and results.
    pub id: &'static str,
    /// Full title.
    pub title: &'static str,
    /// Short title for a line of text.
    pub short: &'static str,
    /// Public address, where it is known.
    pub url: Option<&'static str>,
    /// Grade of a fact read there.
    pub grade: Grade,
    /// The state of the text that was read (ISO date, or a part of one), where it is known.
    pub checked: Option<&'static str>,
}

impl Document {
    /// The document with this id.
    pub fn get(id: &str) -> Option<&'static Self> {
        DOCUMENTS.iter().find(|document| document.id == id)
    }
}

/// All documents.
pub fn documents() -> &'static [Document] {
    DOCUMENTS
}

const MHLW_PAGE: &str = "https://www.mhlw.go.jp/stf/seisakunitsuite/bunya/0000123022_00007.html";

static DOCUMENTS: &[Document] = &[
    Document {
        id: "law",
        title: "医療法(昭和23年法律第205号)",
        short: "医療法",
        url: Some("https://laws.e-gov.go.jp/law/323AC0000000205"),
        grade: Grade::Law,
        checked: Some("2026-06-05"),
    },
    Document {
        id: "regulation",
        title: "医療法施行規則(昭和23年厚生省令第50号)",
        short: "医療法施行規則",
        url: Some("https://laws.e-gov.go.jp/law/323M40000100050"),
        grade: Grade::Law,
        checked: Some("2026-05-01"),
    },
    Document {
        id: "guideline",
        title: "かかりつけ医機能の確保に関するガイドライン(第1版)",
        short: "ガイドライン",
        url: Some(MHLW_PAGE),
        grade: Grade::Guideline,
        checked: Some("2025-06-27"),
    },
    Document {
        id: "qa",
        title: "かかりつけ医機能の確保に関するガイドライン Q&A集",
        short: "ガイドラインQ&A",
        url: Some(MHLW_PAGE),
        grade: Grade::Guideline,
        checked: Some("2025-06-27"),
    },
    Document {
        id: "manual",
        title: "【医療機関用】かかりつけ医機能報告マニュアル(令和7年11月4日 医政総発1104第1号)",
        short: "報告マニュアル",
        url: Some("https://www.wic-net.com/material/document/22416/1"),
        grade: Grade::Manual,
        checked: Some("2025-11-04"),
    },
    Document {
        id: "manual-gmis",
        title: "【医療機関用】かかりつけ医機能報告マニュアル(G-MIS操作編)",
        short: "報告マニュアル(G-MIS操作編)",
        url: Some("https://www.wic-net.com/material/document/22417/9"),
        grade: Grade::Manual,
        checked: Some("2025-11-04"),
    },
    Document {
        id: "subcommittee",
        title: "かかりつけ医機能が発揮される制度の施行に関する分科会 令和6年7月5日 資料1",
        short: "分科会資料(令和6年7月5日)",
        url: Some("https://wic-net.com/material/document/15649/3"),
        grade: Grade::Press,
        checked: Some("2024-07-05"),
    },
    Document {
        id: "jmedj",
        title: "日本医事新報 令和7年4月(令和7年3月31日の省令・告示の記事)",
        short: "日本医事新報",
        url: Some("https://jmedj.co.jp/journal/paper/detail.php?id=26189"),
        grade: Grade::Press,
        checked: Some("2025-04"),
    },
    Document {
        id: "ehime",
        title: "愛媛県 かかりつけ医機能報告制度のページ",
        short: "愛媛県の案内",
        url: None,
        grade: Grade::Press,
        checked: None,
    },
    Document {
        id: "iwate",
        title: "岩手県 かかりつけ医機能報告制度のページ",
        short: "岩手県の案内",
        url: None,
        grade: Grade::Press,
        checked: None,
    },
    Document {
        id: "public-lists",
        title: "地方厚生局 コード内容別医療機関一覧(47都道府県の公開一覧による検証)",
        short: "公開一覧による検証",
        url: None,
        grade: Grade::Inferred,
        checked: Some("2025-08"),
    },
];
