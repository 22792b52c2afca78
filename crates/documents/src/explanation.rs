//! 患者説明: かかりつけ医機能に関する療養計画書, after the ministry's example form (ガイドライン 別添4).
//!
//! Only the institution's part is made here. What is typed about a patient lives on the open page alone: no type of this
//! program holds it.

use kakari_catalog::{Catalog, Date, Id};
use kakari_draft::Draft;
use kakari_rules::{Answer, Context, Options, Report, Status};
use kakari_sources::Cite;

use crate::Stamp;

mod sheet;

// The words of the official form, to the letter.

/// The title of the form.
pub const TITLE: &str = "かかりつけ医機能に関する療養計画書";
/// What stands before and behind the name of the patient.
pub const PATIENT: [&str; 2] = ["（患者氏名）", "殿"];
/// The heading of the rows about treatment.
pub const TREATMENT: &str = "治療に関する計画";
/// What stands under the rows.
pub const NOTE: &str =
    "注） 上記内容は、現時点で考えられるものであり、今後、状態の変化等に応じて変わり得るものである。";
/// The heading of the part about the institution, and its lines.
pub const INSTITUTION: &str = "当医療機関について";
/// 名称, 住所, 連絡先
pub const INSTITUTION_LINES: [&str; 3] = ["名称", "住所", "連絡先"];
/// What stands before the name of the doctor.
pub const DOCTOR: &str = "（主治医氏名）";

/// The form that this follows, in our own words.
pub const FORM: &str = "様式の出典：厚生労働省「かかりつけ医機能の確保に関するガイドライン」別添4 患者説明様式（例）";

/// What the duty to explain rests on (法第6条の4の2, 規則第1条の8の2).
pub const DUTY: &[Cite] = &[
    Cite::restates("law", "第6条の4の2第1項"),
    Cite::restates("law", "第6条の4の2第1項第1号"),
    Cite::restates("law", "第6条の4の2第1項第2号"),
    Cite::restates("law", "第6条の4の2第1項第3号"),
    Cite::restates("law", "第6条の4の2第1項第4号"),
    Cite::restates("regulation", "第1条の8の2第1項"),
    Cite::restates("regulation", "第1条の8の2第3項第1号"),
    Cite::restates("regulation", "第1条の8の2第3項第2号"),
];

/// What the four ways of explaining rest on.
pub const WAYS: &[Cite] = &[
    Cite::restates("regulation", "第1条の8の2第2項第1号"),
    Cite::restates("regulation", "第1条の8の2第2項第2号"),
    Cite::restates("regulation", "第1条の8の2第2項第3号"),
    Cite::restates("regulation", "第1条の8の2第2項第4号"),
];

/// What the two grounds for not explaining rest on.
pub const GROUNDS: &[Cite] =
    &[Cite::restates("law", "第6条の4の2第1項"), Cite::restates("guideline", "第5章 患者への説明")];

/// A row of the form that the doctor fills in.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Names the row on the page: 「plan-disease」.
    pub id: &'static str,
    /// The label of the form.
    pub label: &'static str,
    /// What the form adds to the label in parentheses.
    pub hint: &'static str,
    /// Whether it stands under [`TREATMENT`].
    pub is_treatment: bool,
    /// The 2号機能 that belong here, as places in [`FUNCTIONS`].
    functions: &'static [usize],
}

const fn row(id: &'static str, label: &'static str, hint: &'static str, functions: &'static [usize]) -> Row {
    Row { id, label, hint, is_treatment: false, functions }
}

const fn treatment(id: &'static str, label: &'static str, hint: &'static str) -> Row {
    Row { id, label, hint, is_treatment: true, functions: &[] }
}

/// The rows in the order of the form.
pub static ROWS: [Row; 8] = [
    row("plan-disease", "疾患名", "", &[]),
    treatment("plan-symptoms", "現在の症状", "(症状、ADL の状況、体温・脈拍・排便・食事などの状況や疼痛の有無など)"),
    treatment("plan-plan", "治療方針・計画・内容", "（検査・服薬・点滴・処置などの予定など）"),
    treatment("plan-goal", "患者と相談した目標", ""),
    treatment("plan-care", "その他", "(生活上の配慮事項など)"),
    row("plan-unwell", "体調不良時の対応", "（通常の診療時間外の診療・入退院時の支援等）", &[0, 1]),
    row("plan-home", "在宅医療の提供・介護サービス等と連携した医療提供", "", &[2, 3]),
    row("plan-more", "その他", "（患者への適切な医療の提供のために必要と判断する事項）", &[]),
];

/// The institution's part of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// 名称, 住所, 連絡先: empty where the draft does not say.
    pub institution: [String; 3],
    /// What the institution offers as 2号機能 イ to ニ, a paragraph for each that it has.
    offers: [Option<String>; 4],
    /// How it was made.
    pub stamp: Stamp,
}

/// A 2号機能, as the guideline's words to the patient name it, and the items that say what is offered.
struct Function {
    title: &'static str,
    items: &'static [Id],
    /// Partners and facilities, with the words before them.
    names: &'static [(&'static str, Id)],
}

const PARTNERS: &str = "連携医療機関";

/// イ, ロ, ハ, ニ
const FUNCTIONS: [Function; 4] = [
    Function {
        title: "通常の診療時間外の診療",
        items: &[Id::F2iRota, Id::F2iCenter, Id::F2iOwn],
        names: &[(PARTNERS, Id::F2iPartners)],
    },
    Function {
        title: "入退院時の支援",
        items: &[Id::F2roBeds, Id::F2roDischargeRules, Id::F2roCriticalPath],
        names: &[(PARTNERS, Id::F2roPartners)],
    },
    Function { title: "在宅医療の提供", items: &[Id::F2haCare], names: &[(PARTNERS, Id::F2haPartners)] },
    Function {
        title: "介護サービス等と連携した医療提供",
        items: &[
            Id::F2niOpinion,
            Id::F2niConference,
            Id::F2niCommunity,
            Id::F2niHomeGuidance,
            Id::F2niFacilities,
            Id::F2niNetwork,
            Id::F2niAcp,
        ],
        names: &[("協力医療機関となっている施設", Id::F2niFacilitiesNames)],
    },
];

impl Explanation {
    /// Takes from a draft what the institution has to say.
    pub fn new(draft: &Draft, catalog: &Catalog, report: &Report, made_on: Date) -> Self {
        let context = Context::new(draft, catalog, &Options { today: made_on, deadline: None });
        let text = |id| context.text(id).map(str::trim).unwrap_or_default().to_owned();
        let mut offers = [const { None }; 4];
        for ((offer, function), (_, decision)) in offers.iter_mut().zip(&FUNCTIONS).zip(report.function2.all()) {
            // Of who is no target of the report, the prefecture confirms nothing.
            if decision.status == Status::Has && report.target.status != Status::NotTarget {
                *offer = Some(function.offered(&context, report));
            }
        }
        Self {
            institution: [Id::FacilityName, Id::FacilityAddress, Id::FacilityPhone].map(text),
            offers,
            stamp: Stamp::new(catalog, report, made_on),
        }
    }

    /// The screen on which it is filled in and printed, as HTML. Everything in it is escaped.
    pub fn screen(&self) -> String {
        sheet::screen(self)
    }

    /// Whether the draft has any of the 2号機能, so that the duty arises once the prefecture has confirmed it.
    pub fn has_function2(&self) -> bool {
        self.offers.iter().any(Option::is_some)
    }

    /// What stands in a row before the doctor writes: what the institution offers there, a line for each function.
    pub fn offered(&self, row: &Row) -> String {
        let offers: Vec<&str> = row.functions.iter().filter_map(|place| self.offers[*place].as_deref()).collect();
        offers.join("\n")
    }
}

impl Function {
    /// 「入退院時の支援：後方支援病床 他医療機関と連携して確保、退院ルールへの参加。連携医療機関：例示病院（急変時の入院受入れ）。」
    fn offered(&self, context: &Context, report: &Report) -> String {
        let mut text = [self.title, "："].concat();
        let mut parts = Vec::new();
        for id in self.items {
            let index = context.catalog.index(*id);
            if let Answer::Choice(option) = context.answer_at(index)
                && option.positive
            {
                let short = context.catalog.items()[index].short();
                // 「有り」 alone says no more than that it stands here.
                parts.push(match option.label.strip_prefix("有り") {
                    Some(more) => [short, more].concat(),
                    None => [short, " ", &option.label].concat(),
                });
            }
        }
        text.push_str(&parts.join("、"));
        text.push('。');
        for (about, listed) in self.names {
            let names: Vec<String> = match context.answer(*listed) {
                _ if report.asked(context.catalog.index(*listed)).is_left_out() => Vec::new(),
                Answer::Partners(partners) => partners
                    .iter()
                    .filter(|partner| !partner.is_blank())
                    .map(|partner| match partner.content.trim() {
                        "" => partner.name.trim().to_owned(),
                        how => [partner.name.trim(), "（", how, "）"].concat(),
                    })
                    .collect(),
                Answer::Names(names) => names.iter().map(|name| name.trim().to_owned()).collect(),
                _ => Vec::new(),
            };
            if !names.is_empty() {
                for part in [about, "：", &names.join("、"), "。"] {
                    text.push_str(part);
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{checked, today};

    fn explanation(set: &[(&str, &str)]) -> Explanation {
        let (draft, catalog, report) = checked(set);
        Explanation::new(&draft, &catalog, &report, today())
    }

    #[test]
    fn the_rows_are_those_of_the_official_form_to_the_letter_and_in_order() {
        let rows: Vec<_> = ROWS.iter().map(|row| [row.label, row.hint].concat()).collect();
        assert_eq!(
            rows,
            [
                "疾患名",
                "現在の症状(症状、ADL の状況、体温・脈拍・排便・食事などの状況や疼痛の有無など)",
                "治療方針・計画・内容（検査・服薬・点滴・処置などの予定など）",
                "患者と相談した目標",
                "その他(生活上の配慮事項など)",
                "体調不良時の対応（通常の診療時間外の診療・入退院時の支援等）",
                "在宅医療の提供・介護サービス等と連携した医療提供",
                "その他（患者への適切な医療の提供のために必要と判断する事項）",
            ]
        );
    }

    #[test]
    fn four_rows_are_about_treatment() {
        let treatment: Vec<_> = ROWS.iter().filter(|row| row.is_treatment).map(|row| row.id).collect();
        assert_eq!(treatment, ["plan-symptoms", "plan-plan", "plan-goal", "plan-care"]);
    }

    #[test]
    fn the_institution_is_taken_from_the_draft_and_stays_blank_where_it_is_not_said() {
        assert_eq!(explanation(&[]).institution, ["例示クリニック", "北海道札幌市中央区例示1条1丁目", "011-000-0000"]);
        assert_eq!(explanation(&[("facility.address", ""), ("facility.phone", r#"" ""#)]).institution[1..], ["", ""]);
    }

    #[track_caller]
    fn offers(set: &[(&str, &str)], row: &str, expected: &[&str]) {
        let row = ROWS.iter().find(|own| own.id == row).expect("a row");
        assert_eq!(explanation(set).offered(row), expected.join("\n"));
    }

    #[test]
    fn what_is_offered_stands_in_the_rows_it_belongs_to_with_the_partners() {
        offers(
            &[],
            "plan-unwell",
            &[
                "通常の診療時間外の診療：在宅当番医制(月1回)、自院又は連携の時間外対応 自院での一定の対応に加えて他医療機関と連携して随時対応。連携医療機関：例示病院（夜間の電話対応と受入れ）。",
                "入退院時の支援：後方支援病床 他医療機関と連携して確保、退院ルールへの参加。連携医療機関：例示病院（急変時の入院受入れ）。",
            ],
        );
        offers(
            &[("f2ni.facilities", r#""yes""#), ("f2ni.facilities.names", r#"["例示苑","例示の里"]"#)],
            "plan-home",
            &[
                "在宅医療の提供：在宅医療の体制 自院で日中のみ。",
                "介護サービス等と連携した医療提供：主治医意見書の作成、相談機会・担当者会議、介護保険施設等の医療、ACP(人生会議)。協力医療機関となっている施設：例示苑、例示の里。",
            ],
        );
        for row in ["plan-disease", "plan-symptoms", "plan-plan", "plan-goal", "plan-care", "plan-more"] {
            offers(&[], row, &[]);
        }
    }

    #[test]
    fn a_function_that_the_institution_does_not_have_is_not_offered() {
        offers(
            &[("f2ha.care", r#""no""#)],
            "plan-home",
            &["介護サービス等と連携した医療提供：主治医意見書の作成、相談機会・担当者会議、ACP(人生会議)。"],
        );
        let none = explanation(&[("f1.function", r#""no""#)]);
        assert!(!none.has_function2() && ROWS.iter().all(|row| none.offered(row).is_empty()));
        assert!(explanation(&[]).has_function2());
    }

    #[test]
    fn partners_are_named_only_where_they_are_asked_for() {
        let own = ("f2i.own", r#""own""#);
        let offered = explanation(&[own]).offered(&ROWS[5]);
        let [i, ro] = offered.lines().collect::<Vec<_>>()[..] else { panic!("{offered}") };
        assert!(!i.contains("連携医療機関：") && ro.contains("連携医療機関：例示病院"), "{offered}");
    }

    #[test]
    fn who_is_no_target_offers_nothing() {
        let none = explanation(&[("facility.exclusion", r#""imperial""#)]);
        assert!(!none.has_function2() && ROWS.iter().all(|row| none.offered(row).is_empty()));
    }

    #[test]
    fn willing_is_not_offered() {
        offers(
            &[("f2ni.acp", r#""willing""#)],
            "plan-home",
            &[
                "在宅医療の提供：在宅医療の体制 自院で日中のみ。",
                "介護サービス等と連携した医療提供：主治医意見書の作成、相談機会・担当者会議。",
            ],
        );
    }

    #[test]
    fn what_it_rests_on_in_the_law_can_be_quoted() {
        for cite in DUTY.iter().chain(WAYS).chain(GROUNDS) {
            assert!(cite.document().is_some(), "{}", cite.place);
            assert!(cite.id == "guideline" || cite.quote().is_some(), "{} {}", cite.id, cite.place);
        }
    }
}
