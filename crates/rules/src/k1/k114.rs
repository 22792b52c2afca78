//! K114 1号機能が「無し」なのに2号機能の回答がある。 Nothing is deleted.

use kakari_sources::Cite;

use crate::decisions::{FUNCTIONS, is_touched};
use crate::{Answer, Context, Findings, InForce, Rule, Severity, Status, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K114",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "1号機能が「無し」のため、2号機能の回答は報告しません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "1号機能が「無し」なので、「{0}」の回答は報告しません。",
        why: "2号機能を報告するのは、1号機能が「有り」の医療機関です。",
        fix: "★の4項目の回答を確かめてください。実際のとおりであれば、することはありません。「{0}」に入力した内容は消さずに残してあり、1号機能が「有り」になれば、また使えます。",
    }],
    sources: &[Cite::restates("manual", "PDF p.7"), Cite::restates("law", "第30条の18の4第1項第2号")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "1号機能が「無し」のときに、2号機能に何か入力されていないかを、イ・ロ・ハ・ニごとに見ます。報告しないというお知らせで、入力した内容は消えません。",
        good: &[
            Example::new("1号機能が「有り」", &[]),
            Example::new("1号機能の有無がまだ決まらない", &[("f1.posted", "")]),
            Example::new("2号機能に何も入力していない", &[("answers", r#"{"f1.posted": "no", "f1.willing": "no"}"#)]),
        ],
        bad: &[Example::new("イにだけ入力がある", &[("answers", r#"{"f1.posted": "no", "f2i.rota": "m1"}"#)])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_asked() || context.function1() != Status::Lacks {
        return;
    }
    for section in FUNCTIONS.into_iter().filter(|section| is_touched(context, section)) {
        let label = context.catalog.section(section).map_or(section, |section| &section.label);
        let finding = findings.raise(context).arg(label);
        let items = context.catalog.items().iter().enumerate();
        items
            .filter(|(index, item)| item.section == section && *context.answer_at(*index) != Answer::Missing)
            .map(|(index, _)| index)
            .fold(finding, crate::finding::Draftsman::at_item);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[track_caller]
    fn in_answers(answers: &str, times: usize) {
        expect("K114", &[("answers", answers)], times);
    }

    #[test]
    fn each_function_with_any_answer_is_found() {
        expect("K114", &[("f1.function", r#""no""#)], 4);
        in_answers(r#"{"f1.function": "no", "f2ro.beds": "no", "f2ni.remarks": "なし"}"#, 2);
        in_answers(r#"{"f1.function": "no"}"#, 0);
    }

    #[test]
    fn it_is_silent_unless_function1_is_lacking() {
        in_answers(r#"{"f1.function": "yes", "f2ro.beds": "no"}"#, 0);
        expect("K114", &[], 0);
        expect("K114", &[("facility.exclusion", r#""correctional""#), ("f1.function", r#""no""#)], 0);
    }

    #[test]
    fn it_points_to_what_was_entered_and_says_that_it_is_kept() {
        let set = [("answers", r#"{"f1.function": "no", "f2ha.claims.visit": 3, "f2ha.care": "daytime"}"#)];
        assert_eq!(places("K114", &set), [["f2ha.care", "f2ha.claims.visit"]]);
        let (message, fix) = says("K114", &set);
        assert_eq!(message, "1号機能が「無し」なので、「2号機能 ハ」の回答は報告しません。");
        assert!(fix.contains("消さずに残してあり"), "{fix}");
    }
}
