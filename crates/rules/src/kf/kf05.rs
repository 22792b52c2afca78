//! KF05 数が範囲の外。 Below zero, or beyond 9,999,999.

use kakari_draft::{Exact, Value};
use kakari_sources::Cite;

use crate::context::Fault;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF05",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "数が範囲の外です",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}が、0より小さい数になっています。",
            why: "人数や回数が0より小さくなることはありません。",
            fix: "正しい数を入れ直してください。いないとき、算定していないときは0です。",
        },
        Text {
            message: "{items}の数が大きすぎます。",
            why: "1つの医療機関の1年分の数が9,999,999を超えることは考えられず、打ち間違いだと思われます。",
            fix: "桁を確かめて、9,999,999以下の数を入れ直してください。",
        },
    ],
    sources: &[Cite::our_reading("law", "第30条の18の4第1項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "人数や回数の項目に入るのは、0から9,999,999までの数です。",
        good: &[
            Example::new("0", &[("f1.staff.doctors", "0")]),
            Example::new("9,999,999", &[("f2i.claims.overtime", "9999999")]),
        ],
        bad: &[
            Example::new("0より小さい", &[("f1.staff.doctors", "-1")]),
            Example::new("9,999,999より大きい", &[("f2i.claims.overtime", "10000000")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    for (item, fault) in context.faults() {
        if *fault != Fault::OutOfRange {
            continue;
        }
        let value = context.value_at(*item);
        let is_negative = value.and_then(Value::as_number).is_some_and(|number| Exact::of(number).is_negative());
        findings.raise(context).at_item(*item).text(usize::from(!is_negative));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn zero_and_the_bound_itself_are_allowed() {
        for (id, number, times) in [
            ("f1.staff.doctors", "0", 0),
            ("f1.staff.doctors", "-0", 0),
            ("f1.staff.doctors", "-1", 1),
            ("f1.staff.doctors", "9999999", 0),
            ("f1.staff.doctors", "9999999.0", 0),
            ("f1.staff.doctors", "10000000", 1),
            ("f1.generalist.fte", "-0.1", 1),
            ("f1.generalist.fte", "9999999", 0),
            ("f1.generalist.fte", "9999999.1", 1),
        ] {
            expect("KF05", &[(id, number)], times);
        }
    }

    #[test]
    fn a_number_beyond_all_measure_is_too_large_or_below_zero() {
        assert_eq!(says("KF05", &[("f1.staff.doctors", "1e400")]).0, "「医師数」の数が大きすぎます。");
        assert_eq!(says("KF05", &[("f1.staff.doctors", "-1e400")]).0, "「医師数」が、0より小さい数になっています。");
    }

    #[test]
    fn what_is_no_number_is_not_reported_twice() {
        expect("KF05", &[("f1.staff.doctors", r#""-1""#)], 0);
    }
}
