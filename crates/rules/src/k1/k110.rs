//! K110 医師数が0。 How staff is counted in G-MIS was not seen, hence provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K110",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "医師数が0です",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}が0です。",
        why: "医科の病院・診療所で医師が1人もいないことは、ふつうありません。非常勤の医師をどう数えるかは、このツールでは確認できていません。",
        fix: "医師の人数を、医療機関で確かめてください。数え方は、厚生労働省のマニュアルとG-MISの画面の説明によります。",
    }],
    sources: &[Cite::our_reading("regulation", "別表第八 第二 七")],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "医師数が0になっていないかを確かめます。医師数の数え方はマニュアルの頁を確認できていないため、暫定の点検です。ほかの職種の0は、そのままの回答として扱います。",
        good: &[
            Example::new("医師が1人", &[("f1.staff.doctors", "1")]),
            Example::new("看護師は0でもよい", &[("f1.staff.outpatient_nurses", "0")]),
        ],
        bad: &[Example::new("医師が0人", &[("f1.staff.doctors", "0")])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if context.count(Id::F1StaffDoctors) == Some(0) {
        findings.raise(context).at(Id::F1StaffDoctors);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn zero_is_asked_about_and_one_is_not() {
        expect("K110", &[("f1.staff.doctors", "0")], 1);
        expect("K110", &[("f1.staff.doctors", "1")], 0);
    }

    #[test]
    fn what_is_missing_or_unreadable_is_not_zero() {
        expect("K110", &[("f1.staff.doctors", "")], 0);
        expect("K110", &[("f1.staff.doctors", r#""0""#)], 0);
    }

    #[test]
    fn it_names_the_item() {
        assert_eq!(says("K110", &[("f1.staff.doctors", "0")]).0, "「医師数」が0です。");
    }
}
