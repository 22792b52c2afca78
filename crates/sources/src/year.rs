//! The year of the scheme (年間スケジュール): what happens from the request to report to the results of the talks.

use crate::Cite;

/// A part of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    /// Its first and its last month, counted from January of the year in which the reporting window is: November of the
    /// year before is −1, December of the same year 12.
    pub months: (i32, i32),
    /// When, in the words of the source.
    pub when: &'static str,
    /// Who does what.
    pub title: &'static str,
    /// What that means for the institution.
    pub text: &'static str,
    /// Where it is said.
    pub cite: Cite,
}

/// The parts of the year in order. They may overlap.
pub fn year() -> &'static [Phase] {
    YEAR
}

const SCHEDULE: Cite = Cite::derived("guideline", "第2章 第2節");

static YEAR: &[Phase] = &[
    Phase {
        months: (-1, 0),
        when: "11月頃から",
        title: "都道府県から医療機関へ報告の案内(依頼)",
        text: "案内に書かれた期限と報告の方法を確かめます。案内の時期と期限は都道府県によって違います。",
        cite: SCHEDULE,
    },
    Phase {
        months: (1, 3),
        when: "1月〜3月",
        title: "医療機関の報告と、都道府県による体制の確認",
        text: "1年に1回、1月1日から3月31日までの間に、G-MISなど都道府県が定める方法で報告します。",
        cite: Cite::restates("regulation", "第30条の33の15第3項"),
    },
    Phase {
        months: (4, 4),
        when: "4月",
        title: "都道府県が、報告の内容と体制の確認の結果を公表",
        text: "公表された内容に誤りがないかを確かめます。確認を受けた体制が変わったときは、変更を報告します。",
        cite: SCHEDULE,
    },
    Phase {
        months: (4, 6),
        when: "4月〜6月頃",
        title: "都道府県が、報告の内容を集計・分析",
        text: "地域で足りない機能が整理されます。医療機関がすることはありません。",
        cite: SCHEDULE,
    },
    Phase {
        months: (7, 11),
        when: "7月頃から",
        title: "地域の協議の場での話し合い",
        text: "地域に必要なかかりつけ医機能をどう確保するかを、医療関係者や市町村などが話し合います。",
        cite: SCHEDULE,
    },
    Phase {
        months: (12, 12),
        when: "12月頃",
        title: "協議の結果の公表",
        text: "話し合いの結果がまとめられ、公表されます。",
        cite: SCHEDULE,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;

    #[test]
    fn the_year_goes_on_without_a_gap_from_the_request_to_the_results() {
        assert_eq!(year().first().map(|phase| phase.months.0), Some(-1));
        assert_eq!(year().last().map(|phase| phase.months.1), Some(12));
        let mut end = -2;
        for phase in year() {
            let (first, last) = phase.months;
            assert!(first <= last && first <= end + 1 && last >= end, "{}", phase.when);
            end = last;
        }
    }

    #[test]
    fn each_part_names_a_registered_source() {
        for phase in year() {
            assert!(Document::get(phase.cite.id).is_some(), "{}", phase.when);
            assert!(phase.text.ends_with('。'), "{}", phase.when);
        }
    }
}
