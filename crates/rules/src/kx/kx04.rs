//! KX04 その他の報告事項(別表第八 第六)が未回答。 Whether it is left out when 1号 is lacking is open; the ordinance asks it of all.

use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KX04",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "その他の報告事項に回答していない項目があります",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}が回答されていません。",
        why: "健診、予防接種、地域活動、教育活動は、法令では、1号機能の有無にかかわらず報告事項です。マニュアルの書き方だけでは、1号機能が「無し」のときに省けるかどうかは読み取れません。",
        fix: "「有り」か「無し」を選んでください。1号機能が「無し」のときに入力するかどうかは、G-MISの画面と都道府県の案内によります。",
    }],
    sources: &[
        Cite::restates("regulation", "第30条の33の15第3項"),
        Cite::restates("regulation", "別表第八 第六"),
        Cite::our_reading("manual", "PDF p.7"),
    ],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "健診、予防接種、地域活動、教育活動の各項目に回答があるかを確かめます。法令は、別表第八の第六の事項の報告を、対象となるすべての医療機関に求めています。その他の地域活動と教育活動の欄は、書かなくてもかまいません。",
        good: &[
            Example::new("すべて回答した", &[]),
            Example::new("その他の地域活動は書かなくてよい", &[("other.community", "")]),
        ],
        bad: &[
            Example::new("健診の回答がない", &[("other.checkups", "")]),
            Example::new(
                "1号機能が「無し」でも同じ",
                &[("f1.posted", r#""no""#), ("other.police", ""), ("other.students", "")],
            ),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_asked() {
        return;
    }
    let mut missing = context.unanswered("other").map(|(index, _)| index).peekable();
    if missing.peek().is_some() {
        findings.raise(context).at_items(missing);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    #[test]
    fn one_finding_lists_every_item_in_form_order() {
        assert_eq!(
            places("KX04", &[("other.police", ""), ("other.checkups", "")]),
            [["other.checkups", "other.police"]]
        );
        let all = places("KX04", &[("answers", "{}")]);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].len(), 8);
    }

    #[test]
    fn no_is_an_answer_and_the_free_fields_are_left_out() {
        expect("KX04", &[("other.checkups", r#""no""#), ("other.community", ""), ("other.education", "")], 0);
    }

    #[test]
    fn it_asks_whether_function1_is_held_or_not() {
        expect("KX04", &[("f1.posted", r#""no""#), ("other.checkups", "")], 1);
        expect("KX04", &[("f1.posted", ""), ("other.checkups", "")], 1);
    }

    #[test]
    fn it_is_silent_on_those_that_need_not_report_and_on_what_cannot_be_read() {
        expect("KX04", &[("facility.exclusion", r#""imperial""#), ("other.checkups", "")], 0);
        expect("KX04", &[("other.checkups", "1")], 0);
    }
}
