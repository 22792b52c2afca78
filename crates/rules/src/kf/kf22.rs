//! KF22 保険医療機関番号のはじめの2桁が都道府県と合わない。

use kakari_catalog::Id;
use kakari_sources::Cite;

use super::institution_code;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF22",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "保険医療機関番号と都道府県が合いません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}のはじめの2桁「{0}」は、都道府県番号ではありません。",
            why: "はじめの2桁は都道府県番号で、01(北海道)から47(沖縄県)までです。番号が違うと、G-MISで照合できません。",
            fix: "通知書などで番号を確かめてください。7桁や9桁の番号の前後に、ほかの数字を足していないかも確かめてください。",
        },
        Text {
            message: "{items}が食い違っています。番号のはじめの2桁は「{0}」({1})ですが、都道府県は「{2}」です。",
            why: "報告は、所在地の都道府県の知事にします。番号のはじめの2桁は、その都道府県の番号になります。",
            fix: "番号と都道府県のどちらが違うか確かめて、直してください。",
        },
    ],
    sources: &[
        Cite::derived("law", "第30条の18の4第1項"),
        Cite::derived("manual-gmis", "PDF p.9"),
        Cite::our_reading("public-lists", "検証番号の検証(105,421件)"),
    ],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "保険医療機関番号のはじめの2桁は、都道府県番号です。01から47までの番号で、選んだ都道府県と同じはずです。",
        good: &[
            Example::new("同じ都道府県", &[("facility.prefecture", r#""01""#)]),
            Example::new("都道府県がまだ選ばれていない", &[("facility.prefecture", "")]),
        ],
        bad: &[
            Example::new("違う都道府県", &[("facility.prefecture", r#""02""#)]),
            Example::new("都道府県番号でない2桁", &[("facility.code", r#""4810112489""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(code) = institution_code(context) else {
        return;
    };
    let number = format!("{:02}", code.prefecture());
    let prefectures = context.catalog.options_at(context.catalog.index(Id::FacilityPrefecture));
    let label = |key: &str| prefectures.iter().find(|option| option.key == key).map(|option| option.label.as_str());
    let Some(own) = label(&number) else {
        findings.raise(context).at(Id::FacilityCode).arg(number);
        return;
    };
    let Some(chosen) = context.choice(Id::FacilityPrefecture).filter(|chosen| *chosen != number) else {
        return;
    };
    let finding = findings.raise(context).at(Id::FacilityPrefecture).at(Id::FacilityCode).text(1);
    finding.arg(number).arg(own).arg(label(chosen).unwrap_or(chosen));
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[test]
    fn prefectures_run_from_01_to_47() {
        for (number, times) in [("00", 1), ("01", 0), ("47", 0), ("48", 1), ("99", 1)] {
            let code = format!("\"{number}10112489\"");
            expect("KF22", &[("facility.code", &code), ("facility.prefecture", "")], times);
        }
    }

    #[test]
    fn both_prefectures_are_told() {
        let set = [("facility.prefecture", r#""13""#)];
        assert_eq!(places("KF22", &set), [["facility.prefecture", "facility.code"]]);
        let message = "「都道府県」、「保険医療機関番号」が食い違っています。番号のはじめの2桁は「01」(北海道)ですが、都道府県は「東京都」です。";
        assert_eq!(says("KF22", &set).0, message);
    }

    #[test]
    fn a_code_that_is_not_ten_digits_is_left_to_another_rule() {
        expect("KF22", &[("facility.code", r#""9999999""#)], 0);
        expect("KF22", &[("facility.code", "")], 0);
    }
}
