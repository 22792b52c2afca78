//! KX03 2号機能を有していて、都道府県の確認を受けると説明の努力義務が生じる(医療法第6条の4の2)。

use kakari_sources::Cite;

use crate::decisions::FUNCTIONS;
use crate::{Context, Findings, InForce, Rule, Severity, Status, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KX03",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "確認を受けると、患者さんへの説明の努力義務が生じます",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{0}が「有り」なので、都道府県の確認を受けると、患者さんへの説明の努力義務が生じます。",
        why: "継続的な医療を要する患者さんや家族から求めがあったときに、在宅医療か、おおむね4か月以上続く見込みの外来医療について、病名や治療の計画などの説明に努めることになります。1号機能だけでは生じません。",
        fix: "書面を渡す、データを送るなど、法令で決められた方法で説明できるように準備してください。国の様式は例なので、自院の様式でもかまいません。",
    }],
    sources: &[
        Cite::restates("law", "第6条の4の2第1項"),
        Cite::restates("regulation", "第1条の8の2第1項"),
        Cite::restates("regulation", "第1条の8の2第2項"),
        Cite::restates("guideline", "第5章 患者への説明"),
        Cite::restates("qa", "Q20"),
        Cite::restates("qa", "Q21"),
    ],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "2号機能のどれかが「有り」のときにお知らせします。説明の努力義務は、2号機能の体制について都道府県の確認を受けたときに生じ、1号機能だけでは生じません。正当な理由がある場合は、説明しなくてもかまいません。",
        good: &[
            Example::new("1号機能が「無し」", &[("f1.posted", r#""no""#)]),
            Example::new("報告の対象外", &[("facility.exclusion", r#""advanced_hospital""#)]),
        ],
        bad: &[Example::new("2号機能が「有り」", &[])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_asked() {
        return;
    }
    let held = FUNCTIONS.into_iter().zip(context.function2()).filter(|(_, status)| *status == Status::Has);
    let held: Vec<_> = held.map(|(section, _)| section).collect();
    if held.is_empty() {
        return;
    }
    let label = |section| context.catalog.section(section).map_or(section, |section| section.label.as_str());
    let labels: Vec<_> = held.iter().map(|section| format!("「{}」", label(section))).collect();
    // For each function the first item that makes it so.
    let first = held.iter().filter_map(|section| {
        let mut places = context.catalog.places_of(section).iter().copied();
        places.find(|index| context.answer_at(*index).is_positive() == Some(true))
    });
    findings.raise(context).at_items(first).arg(labels.join("、"));
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    const ONLY_HA: &str = r#"{"f1.function": "yes", "f1.posted": "yes", "f1.areas": ["6"], "f1.consultation": "yes",
        "f2ha.care": "no", "f2ha.claims.visit": 1}"#;
    const NONE: &str = r#"{"f1.function": "yes", "f1.posted": "yes", "f1.areas": ["6"], "f1.consultation": "yes",
        "f2ha.care": "willing"}"#;

    #[test]
    fn it_names_every_function_that_is_held() {
        assert!(says("KX03", &[]).0.starts_with("「2号機能 イ」、「2号機能 ロ」、「2号機能 ハ」、「2号機能 ニ」が"));
        assert!(says("KX03", &[("answers", ONLY_HA)]).0.starts_with("「2号機能 ハ」が「有り」なので"));
    }

    #[test]
    fn it_points_to_the_first_item_that_makes_it_so() {
        assert_eq!(places("KX03", &[("answers", ONLY_HA)]), [["f2ha.claims.visit"]]);
        assert_eq!(places("KX03", &[]), [["f2i.rota", "f2ro.beds", "f2ha.care", "f2ni.opinion"]]);
    }

    #[test]
    fn without_a_function_that_is_held_nothing_is_said() {
        expect("KX03", &[("answers", NONE)], 0);
        expect("KX03", &[("f1.posted", r#""no""#)], 0);
        expect("KX03", &[("f1.posted", "")], 0);
        expect("KX03", &[("facility.exclusion", r#""imperial""#)], 0);
    }
}
