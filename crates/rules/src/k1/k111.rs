//! K111 オンライン資格確認が「有り」でないのに、それを使う体制が「有り」。 The items were inferred, hence provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K111",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "オンライン資格確認が「有り」になっていません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{0}が「有り」ですが、「オンライン資格確認」が「有り」になっていません。",
        why: "診療情報等の閲覧・活用と電子処方箋は、オンライン資格確認の仕組みを使って行います。どの段階で体制が「有り」になるかの決まりは、このツールでは確認できていません。",
        fix: "それぞれの体制が実際にあるかを、医療機関で確かめてください。どの段階で「有り」とするかは、厚生労働省のマニュアルによります。",
    }],
    sources: &[Cite::our_reading("regulation", "別表第八 第二 八"), Cite::our_reading("manual", "PDF p.66")],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "診療情報等の閲覧・活用か電子処方箋が「有り」のときに、オンライン資格確認も「有り」になっているかを確かめます。オンライン資格確認の項目はマニュアルの頁を確認できていないため、暫定の点検です。",
        good: &[
            Example::new("3つとも「有り」", &[]),
            Example::new(
                "オンライン資格確認だけ「有り」",
                &[("f1.dx.view_records", r#""no""#), ("f1.dx.e_prescription", r#""no""#)],
            ),
        ],
        bad: &[
            Example::new("オンライン資格確認が「無し」", &[("f1.dx.online_eligibility", r#""no""#)]),
            Example::new("オンライン資格確認が「無し(意向有り)」", &[("f1.dx.online_eligibility", r#""willing""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    // An item that is not answered at all is asked for by K103.
    if matches!(context.choice(Id::F1DxOnlineEligibility), None | Some("yes")) {
        return;
    }
    let in_use: Vec<Id> = [Id::F1DxViewRecords, Id::F1DxEPrescription]
        .into_iter()
        .filter(|id| context.choice(*id) == Some("yes"))
        .collect();
    if in_use.is_empty() {
        return;
    }
    let labels: Vec<_> = in_use.iter().map(|id| format!("「{}」", context.catalog.item(*id).short())).collect();
    let finding = findings.raise(context).arg(labels.join("と")).at(Id::F1DxOnlineEligibility);
    in_use.into_iter().fold(finding, crate::finding::Draftsman::at);
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    const WILLING: (&str, &str) = ("f1.dx.online_eligibility", r#""willing""#);
    const NO_RECORDS: (&str, &str) = ("f1.dx.view_records", r#""willing""#);
    const NO_PRESCRIPTION: (&str, &str) = ("f1.dx.e_prescription", r#""no""#);

    #[test]
    fn it_asks_when_either_is_held_without_the_base() {
        expect("K111", &[WILLING], 1);
        expect("K111", &[WILLING, NO_RECORDS], 1);
        expect("K111", &[WILLING, NO_PRESCRIPTION], 1);
        expect("K111", &[WILLING, NO_RECORDS, NO_PRESCRIPTION], 0);
    }

    #[test]
    fn it_is_silent_when_the_base_is_held_or_not_answered() {
        expect("K111", &[("f1.dx.online_eligibility", r#""yes""#)], 0);
        expect("K111", &[("f1.dx.online_eligibility", "")], 0);
        expect("K111", &[("f1.dx.online_eligibility", r#""maybe""#)], 0);
    }

    #[test]
    fn it_names_and_points_to_what_is_held() {
        assert!(says("K111", &[WILLING]).0.starts_with("「診療情報等の閲覧・活用」と「電子処方箋」が「有り」ですが"));
        assert_eq!(places("K111", &[WILLING, NO_RECORDS]), [["f1.dx.online_eligibility", "f1.dx.e_prescription"]]);
    }
}
