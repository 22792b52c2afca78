//! KN01 協力医療機関であるのに、施設の名称がない。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::function2_checks::is_called_for;
use crate::{Answer, Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KN01",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "協力医療機関となっている施設の名称がありません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "「介護保険施設等の医療」が「有り」ですが、{items}が入力されていません。",
        why: "協力医療機関となっている施設の名称も、医療の提供状況としての報告事項です。",
        fix: "協力医療機関となっている施設の名称を、1つ以上入力してください。協力医療機関になっていなければ、「無し」を選んでください。",
    }],
    sources: &[Cite::derived("regulation", "別表第八 第四 四 ハ"), Cite::restates("guideline", "第2章 2号機能")],
    // The ordinance itself asks how medical care in facilities is given; only the shape of the question was inferred.
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "介護保険施設等の協力医療機関になっていると回答したときに、その施設の名称が1つ以上あるかを確かめます。空白だけの名称は、入力に数えません。1号機能が「無し」のときは見ません。",
        good: &[
            Example::new("名称がある", &[("f2ni.facilities", r#""yes""#), ("f2ni.facilities.names", r#"["例示荘"]"#)]),
            Example::new("協力医療機関になっていない", &[("f2ni.facilities", r#""no""#)]),
        ],
        bad: &[Example::new("名称がない", &[("f2ni.facilities", r#""yes""#)])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let names = Id::F2niFacilitiesNames;
    if !context.is_function2_asked() || is_called_for(context, names) != Some(true) {
        return;
    }
    let is_given = match context.answer(names) {
        Answer::Missing => false,
        Answer::Names(names) => names.iter().any(|name| !name.trim().is_empty()),
        _ => return,
    };
    if !is_given {
        findings.raise(context).at(names);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const YES: (&str, &str) = ("f2ni.facilities", r#""yes""#);

    #[test]
    fn at_least_one_name_is_wanted() {
        for (names, times) in
            [("", 1), ("[]", 1), (r#"[""]"#, 1), (r#"["　", " "]"#, 1), (r#"["", "例示荘"]"#, 0), (r#"["例示荘"]"#, 0)]
        {
            expect("KN01", &[YES, ("f2ni.facilities.names", names)], times);
        }
        assert_eq!(places("KN01", &[YES]), [["f2ni.facilities.names"]]);
    }

    #[test]
    fn otherwise_none_is_wanted() {
        for answer in [r#""no""#, r#""willing""#, "", "1"] {
            expect("KN01", &[("f2ni.facilities", answer)], 0);
        }
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked_and_on_what_cannot_be_read() {
        expect("KN01", &[YES, ("f1.posted", r#""no""#)], 0);
        expect("KN01", &[YES, ("facility.exclusion", r#""imperial""#)], 0);
        expect("KN01", &[YES, ("f2ni.facilities.names", r#""例示荘""#)], 0);
    }
}
