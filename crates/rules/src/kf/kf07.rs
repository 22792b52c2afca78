//! KF07 同じ選択肢が2回以上ある。

use kakari_sources::Cite;

use crate::context::Fault;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF07",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "同じ選択肢が2回以上あります",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}に、「{0}」が2回以上書かれています。",
        why: "当てはまるものをすべて選ぶ項目で、1つの選択肢を選べるのは1回だけです。別の選択肢の書き間違いかもしれません。",
        fix: "ほかに選ぶはずだった選択肢がないか確かめて、選び直してください。",
    }],
    sources: &[Cite::derived("manual", "PDF p.62")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "一次診療の領域や疾患のように、当てはまるものをすべて選ぶ項目では、同じ選択肢は1回だけです。",
        good: &[Example::new("1回ずつ", &[("f1.areas", r#"["6","7"]"#)])],
        bad: &[Example::new("同じ領域が2回", &[("f1.areas", r#"["6","7","6"]"#)])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    for (item, fault) in context.faults() {
        let Fault::RepeatedOption(key) = fault else {
            continue;
        };
        let option = context.catalog.options_at(*item).iter().find(|option| option.key == *key);
        findings.raise(context).at_item(*item).arg(option.map_or(key, |option| &option.label));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn an_option_is_told_once_however_often_it_comes() {
        expect("KF07", &[("f1.areas", r#"["6","7"]"#)], 0);
        expect("KF07", &[("f1.areas", r#"["6","6","6"]"#)], 1);
        expect("KF07", &[("f1.areas", r#"["6","6","7","7"]"#)], 2);
    }

    #[test]
    fn it_is_told_with_its_label() {
        let (message, _) = says("KF07", &[("f1.areas", r#"["6","6"]"#)]);
        assert_eq!(message, "「一次診療の領域」に、「呼吸器領域」が2回以上書かれています。");
    }

    #[test]
    fn unknown_options_are_left_to_another_rule() {
        expect("KF07", &[("f1.areas", r#"["6","99","99"]"#)], 0);
    }
}
