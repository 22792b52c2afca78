//! K102 「該当無し」がほかの選択肢と一緒に選ばれている。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K102",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "「該当無し」とほかの選択肢が一緒に選ばれています",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}で、「{0}」とほかの選択肢が一緒に選ばれています。",
        why: "「{0}」は、当てはまるものが1つもないときの選択肢です。ほかの選択肢と一緒では、どちらが実際なのか読み取れません。",
        fix: "当てはまるものがあれば「{0}」を外し、1つもなければ「{0}」だけを残してください。",
    }],
    sources: &[Cite::derived("manual", "PDF p.62")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "一次診療の領域と疾患は、当てはまるものをすべて選び、1つもなければ「該当無し」を選びます。「該当無し」はほかの選択肢と一緒には選べません。",
        good: &[
            Example::new("領域が「該当無し」だけ", &[("f1.areas", r#"["0"]"#)]),
            Example::new("疾患がいくつか", &[("f1.diseases", r#"["2", "18"]"#)]),
        ],
        bad: &[
            Example::new("領域に「該当無し」と呼吸器領域", &[("f1.areas", r#"["0", "6"]"#)]),
            Example::new("疾患に糖尿病と「該当無し」", &[("f1.diseases", r#"["2", "0"]"#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    for id in [Id::F1Areas, Id::F1Diseases] {
        let chosen = context.multi(id);
        if chosen.len() < 2 {
            continue;
        }
        if let Some(none) = chosen.iter().find(|option| option.exclusive) {
            findings.raise(context).at(id).arg(&none.label);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[test]
    fn none_stands_alone() {
        expect("K102", &[("f1.areas", r#"["0"]"#), ("f1.diseases", r#"["0"]"#)], 0);
        expect("K102", &[("f1.areas", r#"["1", "17"]"#)], 0);
        expect("K102", &[("f1.areas", r#"["1", "0", "17"]"#)], 1);
        expect("K102", &[("f1.diseases", r#"["other", "0"]"#)], 1);
    }

    #[test]
    fn none_written_twice_is_still_alone() {
        expect("K102", &[("f1.areas", r#"["0", "0"]"#)], 0);
    }

    #[test]
    fn areas_and_diseases_are_told_apart() {
        let set = [("f1.areas", r#"["0", "6"]"#), ("f1.diseases", r#"["0", "23"]"#)];
        assert_eq!(places("K102", &set), [["f1.areas"], ["f1.diseases"]]);
        let (message, _) = says("K102", &set);
        assert_eq!(message, "「一次診療の領域」で、「該当無し」とほかの選択肢が一緒に選ばれています。");
    }
}
