//! KT01 報告の対象でない種類の病院・診療所(規則第30条の33の15第1項).

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KT01",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "報告の対象外の種類です",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "「{0}」は、かかりつけ医機能報告の対象外です(医療法施行規則第30条の33の15第1項第{1}号)。",
        why: "この種類の病院・診療所には、かかりつけ医機能報告の義務がありません。",
        fix: "選択に間違いがなければ、報告は不要です。念のため都道府県の案内も確かめてください。",
    }],
    sources: &[Cite::restates("regulation", "第30条の33の15第1項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "特定機能病院、歯科医業のみを行う病院・診療所、刑事施設等の中の病院・診療所、皇室用財産である病院・診療所は、報告の対象から除かれています。それ以外の病院・診療所は、無床診療所も含めてすべて対象です。",
        good: &[Example::new("いずれにも当たらない", &[("facility.exclusion", r#""none""#)])],
        bad: &[
            Example::new("特定機能病院", &[("facility.exclusion", r#""advanced_hospital""#)]),
            Example::new("歯科医業のみ", &[("facility.exclusion", r#""dental_only""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let crate::Answer::Choice(option) = context.answer(Id::FacilityExclusion) else {
        return;
    };
    let clause = match option.key.as_str() {
        "advanced_hospital" => 1,
        "dental_only" => 2,
        "correctional" => 3,
        "imperial" => 4,
        _ => return,
    };
    findings.raise(context).at(Id::FacilityExclusion).arg(&option.label).arg(clause);
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn each_exclusion_names_its_clause() {
        for (key, clause) in [("advanced_hospital", 1), ("dental_only", 2), ("correctional", 3), ("imperial", 4)] {
            let json = format!("\"{key}\"");
            let (message, _) = says("KT01", &[("facility.exclusion", &json)]);
            assert!(message.contains(&format!("第1項第{clause}号")), "{message}");
        }
    }

    #[test]
    fn it_is_silent_when_nothing_excludes_and_when_nothing_is_answered() {
        expect("KT01", &[("facility.exclusion", r#""none""#)], 0);
        expect("KT01", &[("facility.exclusion", "")], 0);
    }
}
