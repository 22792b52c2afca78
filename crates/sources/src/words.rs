//! Words of the report (ことばの説明), each in one or two plain sentences.
//!
//! What the guideline, the manual or the law says of a word is said with its place; what they do not explain is ours and
//! is marked so.

use crate::Cite;

/// A word of the report and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word as it stands in labels and help.
    pub term: &'static str,
    /// What it means.
    pub text: &'static str,
    /// Where that is said; `None` where the explanation is this tool's own.
    pub cite: Option<Cite>,
}

impl Word {
    /// Where the explanation comes from, in words.
    pub fn origin(&self) -> String {
        self.cite.as_ref().map_or_else(|| OURS.to_owned(), Cite::origin)
    }
}

/// What an explanation is called that no source gives.
pub const OURS: &str = "このツールの説明";

/// All words, in the order of the form.
pub fn words() -> &'static [Word] {
    WORDS
}

/// The list of words is kept apart from what they mean, so that the app can look for words without carrying all texts.
macro_rules! words {
    ($($term:literal: $text:literal, $cite:expr;)*) => {
        /// The words alone, in the order of the form.
        pub static TERMS: &[&str] = &[$($term),*];
        static WORDS: &[Word] = &[$(Word { term: $term, text: $text, cite: $cite }),*];
    };
}

// The notes (注) of the guideline count through its second and fourth chapter.
words! {
    "院内掲示": "報告した内容のうち、法令が定める6つの事項を、院内の見やすいところに貼り出して知らせることです。1号機能の要件の1つです。",
        Some(Cite::derived("regulation", "別表第八 第二 一"));
    "総合診療専門医": "一般社団法人日本専門医機構が認定する専門医です。この専門医がいるかどうかを報告します。",
        Some(Cite::restates("manual", "PDF p.62"));
    "常勤換算": "働く時間の短い人を、常勤の人の何人分にあたるかで数える方法です。常勤の半分の時間を働く人は0.5人になります。", None;
    "特定行為研修": "医師があらかじめ作った手順書に沿って、定められた診療の補助(特定行為)を行う看護師のための研修です。", None;
    "オンライン資格確認": "患者が加入している医療保険の資格を、マイナンバーカードなどを使ってオンラインで確かめる仕組みです。", None;
    "電子処方箋": "処方の内容を、紙の代わりにオンラインで薬局に伝える仕組みです。", None;
    "電子カルテ情報共有サービス": "電子カルテの情報の一部を、医療機関などのあいだで共有するための全国の仕組みです。", None;
    "トレーシングレポート": "薬局の薬剤師が、患者の服薬の様子などを、処方した医師に伝える文書です。", None;
    "在宅当番医制": "休日や夜間の急な病気の患者のために、地区の医師会などが行う当番(輪番)の仕組みです。",
        Some(Cite::restates("manual", "PDF p.68"));
    "NDB": "厚生労働省が管理する「レセプト情報・特定健診等情報データベース」です。電子レセプトで請求した診療報酬の算定回数が、ここから集計され、G-MISにあらかじめ表示されます。",
        Some(Cite::restates("guideline", "第2章 注16、留意事項"));
    "後方支援病床": "在宅療養中の高齢者などの病状が急変して入院が必要になったときに、受け入れる病床です。",
        Some(Cite::restates("guideline", "第4章"));
    "地域連携クリティカルパス": "患者が早く自宅に帰れるように、治療を受けるすべての医療機関で共有する診療計画です。",
        Some(Cite::restates("guideline", "第2章 注10"));
    "地域医療支援病院": "地域医療を担うかかりつけ医などを支援する病院として、都道府県知事が個別に承認する病院です。",
        Some(Cite::restates("guideline", "第2章 注11"));
    "紹介受診重点医療機関": "一般的に受診に紹介状が必要とされる医療機関として、都道府県が公表したものです。", Some(Cite::restates("guideline", "第2章 注12"));
    "主治医意見書": "介護保険の要介護認定のために、主治医が書く書類です。", Some(Cite::derived("manual", "PDF p.80"));
    "介護支援専門員": "介護が必要な人の相談に応じ、介護サービスの計画を作って事業者と調整する人です。ケアマネジャーとも呼ばれます。", None;
    "サービス担当者会議": "介護支援専門員が居宅サービス計画を作るときなどに、利用者と家族、サービスの担当者を集めて行う会議です。障害福祉では、相談支援専門員が行うものもあります。",
        Some(Cite::restates("guideline", "第2章 注14"));
    "地域ケア会議": "高齢者一人ひとりへの支援と、それを支える地域の基盤づくりのために、市町村などが開く、地域の関係者の会議です。",
        Some(Cite::restates("guideline", "第2章 注13"));
    "居宅療養管理指導": "通院が難しい要介護の人の住まいを医師などが訪ね、療養上の管理と指導をする介護保険のサービスです。", None;
    "協力医療機関": "介護保険施設などが、入所者の急変時などに相談・診療・入院の受け入れの体制を確保したとして定めた医療機関です。",
        Some(Cite::restates("guideline", "第4章 注20"));
    "ACP(人生会議)": "もしものときのために、本人が望む医療やケアを前もって考え、家族や医療・ケアチームと繰り返し話し合い、共有する取り組みです(Advance Care Planning)。",
        Some(Cite::restates("guideline", "第2章 注15"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;

    #[test]
    fn every_word_has_a_registered_source_or_is_marked_as_ours() {
        for word in words() {
            if let Some(cite) = word.cite {
                assert!(Document::get(cite.id).is_some(), "{}", word.term);
                assert!(!cite.place.is_empty(), "{}", word.term);
            }
        }
        assert!(words().iter().any(|word| word.cite.is_none()));
    }

    #[test]
    fn an_explanation_is_one_or_two_plain_sentences() {
        for word in words() {
            let sentences = word.text.matches('。').count();
            assert!((1..=2).contains(&sentences), "{}", word.term);
            assert!(word.text.ends_with('。'), "{}", word.term);
        }
    }

    #[test]
    fn no_word_stands_twice() {
        let mut terms = TERMS.to_vec();
        terms.sort_unstable();
        terms.dedup();
        assert_eq!(terms.len(), words().len());
    }
}
