//! K109 修了者数・総合診療専門医数が医師数より多い。 How staff is counted in G-MIS was not seen, hence provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K109",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "人数が医師数より多くなっています",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "研修の修了者数({0}人)が、医師数({1}人)より多くなっています。",
            why: "修了者が医師であれば、医師数を超えることはありません。医師のほかの修了者を含めるか、人数を実人数と常勤換算のどちらで数えるかは、このツールでは確認できていません。",
            fix: "それぞれの人数を、医療機関で確かめてください。数え方は、厚生労働省のマニュアルとG-MISの画面の説明によります。",
        },
        Text {
            message: "総合診療専門医数(常勤換算{0}人)が、医師数({1}人)より多くなっています。",
            why: "総合診療専門医は医師なので、常勤換算した数が医師の人数を超えることは、ふつうありません。医師数を実人数と常勤換算のどちらで数えるかは、このツールでは確認できていません。",
            fix: "それぞれの人数を、医療機関で確かめてください。数え方は、厚生労働省のマニュアルとG-MISの画面の説明によります。",
        },
    ],
    sources: &[Cite::our_reading("regulation", "別表第八 第二 七"), Cite::our_reading("manual", "PDF p.62")],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "研修の修了者数と総合診療専門医数(常勤換算)を、医師数と比べます。医師数の数え方はマニュアルの頁を確認できていないため、暫定の点検です。",
        good: &[
            Example::new("同じ人数", &[("f1.staff.doctors", "1"), ("f1.training.count", "1")]),
            Example::new("医師数が未回答", &[("f1.staff.doctors", "")]),
        ],
        bad: &[
            Example::new("修了者が3人、医師が2人", &[("f1.training.count", "3")]),
            Example::new("総合診療専門医が2.1人、医師が2人", &[("f1.generalist.fte", "2.1")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(doctors) = context.count(Id::F1StaffDoctors) else {
        return;
    };
    if let Some(trained) = context.count(Id::F1TrainingCount).filter(|trained| *trained > doctors) {
        findings.raise(context).at(Id::F1TrainingCount).at(Id::F1StaffDoctors).arg(trained).arg(doctors);
    }
    // An answer is at most 9,999,999, so this cannot overflow.
    if let Some(tenths) = context.tenths(Id::F1GeneralistFte).filter(|tenths| *tenths > doctors * 10) {
        let fte = format!("{}.{}", tenths / 10, tenths % 10);
        findings.raise(context).text(1).at(Id::F1GeneralistFte).at(Id::F1StaffDoctors).arg(fte).arg(doctors);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[test]
    fn as_many_as_there_are_doctors_is_fine_and_one_tenth_more_is_not() {
        expect("K109", &[("f1.generalist.fte", "2.0"), ("f1.training.count", "2")], 0);
        expect("K109", &[("f1.generalist.fte", "2.1")], 1);
        expect("K109", &[("f1.training.count", "3")], 1);
        expect("K109", &[("f1.generalist.fte", "2.1"), ("f1.training.count", "3")], 2);
    }

    #[test]
    fn a_number_that_is_missing_or_unreadable_is_not_compared() {
        expect("K109", &[("f1.staff.doctors", ""), ("f1.training.count", "3")], 0);
        expect("K109", &[("f1.staff.doctors", "-1"), ("f1.training.count", "3")], 0);
        expect("K109", &[("f1.training.count", ""), ("f1.generalist.fte", r#""多数""#)], 0);
    }

    #[test]
    fn the_largest_numbers_are_compared_without_a_crash() {
        expect("K109", &[("f1.staff.doctors", "9999999"), ("f1.generalist.fte", "9999999")], 0);
    }

    #[test]
    fn it_names_both_numbers() {
        let set = [("f1.generalist.fte", "2.5")];
        assert_eq!(says("K109", &set).0, "総合診療専門医数(常勤換算2.5人)が、医師数(2人)より多くなっています。");
        assert_eq!(places("K109", &set), [["f1.generalist.fte", "f1.staff.doctors"]]);
    }
}
