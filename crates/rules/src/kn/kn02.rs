//! KN02 施設の名称があるのに、協力医療機関が「有り」でない。 Nothing is deleted.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::function2_checks::is_called_for;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KN02",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "施設の名称があり、介護保険施設等の医療が「有り」になっていません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}が入力されていますが、「介護保険施設等の医療」が「有り」になっていません。",
        why: "施設の名称を報告するのは、協力医療機関になっているときです。このままでは、どちらが実際なのか読み取れません。",
        fix: "協力医療機関になっていれば「有り」を選び、なっていなければ入力した名称を消してください。",
    }],
    sources: &[Cite::derived("regulation", "別表第八 第四 四 ハ"), Cite::derived("guideline", "第2章 2号機能")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "協力医療機関となっている施設の名称が入力されているのに、介護保険施設等の医療が「有り」になっていないときにお知らせします。入力した名称は消しません。",
        good: &[
            Example::new(
                "「有り」で、名称がある",
                &[("f2ni.facilities", r#""yes""#), ("f2ni.facilities.names", r#"["例示荘"]"#)],
            ),
            Example::new("「無し」で、名称がない", &[("f2ni.facilities", r#""no""#)]),
        ],
        bad: &[Example::new(
            "「無し」で、名称がある",
            &[("f2ni.facilities", r#""no""#), ("f2ni.facilities.names", r#"["例示荘"]"#)],
        )],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let names = Id::F2niFacilitiesNames;
    if !context.is_function2_asked() || is_called_for(context, names) != Some(false) {
        return;
    }
    if context.names(names).iter().any(|name| !name.trim().is_empty()) {
        findings.raise(context).at(names);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const NAMES: (&str, &str) = ("f2ni.facilities.names", r#"["例示荘"]"#);

    #[test]
    fn every_other_answer_and_none_at_all_is_found() {
        for (answer, times) in [(r#""no""#, 1), (r#""willing""#, 1), ("", 1), (r#""yes""#, 0), ("1", 0)] {
            expect("KN02", &[("f2ni.facilities", answer), NAMES], times);
        }
        assert_eq!(places("KN02", &[NAMES]), [["f2ni.facilities.names"]]);
    }

    #[test]
    fn names_that_are_blank_are_none() {
        for names in ["", "[]", r#"["", "　"]"#, "1"] {
            expect("KN02", &[("f2ni.facilities.names", names)], 0);
        }
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KN02", &[NAMES, ("f1.posted", r#""no""#)], 0);
        expect("KN02", &[NAMES, ("facility.exclusion", r#""imperial""#)], 0);
    }
}
