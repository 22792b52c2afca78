//! KI03 輪番や急患センターに参加していて、自院の時間外対応が「無し」。 別表第八 第五 一 counts both on top of an own structure;
//! the form of the question on the own structure was inferred, hence provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KI03",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "輪番や急患センターに参加していて、自院の時間外対応が「無し」です",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{0}に参加していますが、「自院又は連携の時間外対応」が「無し」です。",
        why: "ガイドラインでは、どれか1項目を行っていればこの機能は「有り」です。一方、法令は、輪番や急患センターへの参加を、自院で体制を確保した上で行う連携としています。どう扱うかは、都道府県が判断します。",
        fix: "自院でも時間外に対応していれば、その回答を選んでください。していなければこのまま報告できますが、扱いは都道府県に確かめてください。",
    }],
    sources: &[
        Cite::our_reading("regulation", "別表第八 第五 一"),
        Cite::our_reading("regulation", "別表第八 第四 一 イ"),
        Cite::restates("guideline", "第2章 2号機能"),
        Cite::derived("law", "第30条の18の4第2項"),
    ],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "在宅当番医制か休日夜間急患センター等だけに参加していて、自院の時間外対応が「無し」のときに、扱いを確かめるようお知らせします。別表第八の第五の一は、輪番や急患センターへの参加を「単独で体制を確保した上で行う」連携として挙げています。これはこのツールの読み方で、判断するのは都道府県です。",
        good: &[
            Example::new("自院でも対応している", &[("f2i.rota", r#""m1""#), ("f2i.own", r#""own""#)]),
            Example::new(
                "どれにも参加していない",
                &[("f2i.rota", r#""no""#), ("f2i.own", r#""no""#), ("f2i.partners", "")],
            ),
        ],
        bad: &[Example::new(
            "輪番にだけ参加している",
            &[("f2i.rota", r#""m1""#), ("f2i.own", r#""no""#), ("f2i.partners", "")],
        )],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_function2_asked() || !matches!(context.choice(Id::F2iOwn), Some("no" | "willing")) {
        return;
    }
    let joined = [Id::F2iRota, Id::F2iCenter].into_iter().filter(|id| context.answer(*id).is_positive() == Some(true));
    let joined: Vec<_> = joined.map(|id| context.catalog.index(id)).collect();
    if joined.is_empty() {
        return;
    }
    let names: Vec<_> = joined.iter().map(|at| format!("「{}」", context.catalog.items()[*at].short())).collect();
    findings.raise(context).at_items(joined).at(Id::F2iOwn).arg(names.join("と"));
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    const OWN_NO: (&str, &str) = ("f2i.own", r#""no""#);

    #[test]
    fn it_asks_when_the_own_structure_is_said_to_be_lacking() {
        expect("KI03", &[OWN_NO], 1);
        expect("KI03", &[("f2i.own", r#""willing""#)], 1);
        for own in [r#""own""#, r#""partnered""#, ""] {
            expect("KI03", &[("f2i.own", own)], 0);
        }
    }

    #[test]
    fn the_smallest_share_counts_and_willingness_does_not() {
        expect("KI03", &[OWN_NO, ("f2i.rota", r#""lt1""#)], 1);
        expect("KI03", &[OWN_NO, ("f2i.rota", r#""willing""#)], 0);
        expect("KI03", &[OWN_NO, ("f2i.rota", "")], 0);
        expect("KI03", &[OWN_NO, ("f2i.rota", r#""no""#), ("f2i.center", r#""lt1""#)], 1);
    }

    #[test]
    fn it_names_what_is_joined() {
        let both = [OWN_NO, ("f2i.center", r#""m1""#)];
        assert_eq!(places("KI03", &both), [["f2i.rota", "f2i.center", "f2i.own"]]);
        let (message, _) = says("KI03", &both);
        assert_eq!(
            message,
            "「在宅当番医制」と「休日夜間急患センター等」に参加していますが、「自院又は連携の時間外対応」が「無し」です。"
        );
        assert_eq!(places("KI03", &[OWN_NO]), [["f2i.rota", "f2i.own"]]);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KI03", &[OWN_NO, ("f1.posted", r#""no""#)], 0);
        expect("KI03", &[OWN_NO, ("facility.exclusion", r#""imperial""#)], 0);
    }
}
