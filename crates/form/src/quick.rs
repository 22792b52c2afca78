//! The short way through the form (`quick`): 報告の対象, then the ★ of 1号機能, then which 2号機能, one question a screen; and
//! at its end what is decided and what comes next.

use kakari_catalog::{Catalog, Date, Id, Item, Kind, Section, wareki};
use kakari_rules::{Report, Status};

use crate::field::{remaining, target_in_words};

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question<'a> {
    /// What it is known by: `target`, the ★ item, or the section of the 2号機能 that it asks for.
    pub id: &'a str,
    /// The part of the report that it belongs to.
    pub part: &'a str,
    /// Whether it asks for one of the 2号機能.
    pub is_function2: bool,
    /// What it asks for, by places in the catalogue.
    pub items: Vec<usize>,
    /// The claim counts (算定回数) by which a 2号機能 may be answered instead.
    pub counts: Vec<usize>,
    /// The days that bear on whether the institution is a target.
    pub dates: Vec<usize>,
    /// What the answers so far decide about it; empty where nothing is said.
    pub so_far: String,
}

/// What is decided at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// Whether the institution is a target, as a sentence.
    pub sentence: &'static str,
    /// What is decided, in the order of the report.
    pub decided: Vec<Decided<'a>>,
    /// What comes next.
    pub next: Vec<String>,
    /// How long it is until the report can be made, or until its deadline.
    pub remaining: String,
}

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided<'a> {
    /// The id of the question about it; `function1` where there are several.
    pub id: &'a str,
    /// What it is about.
    pub label: &'a str,
    /// The same in more words, where it is one of the 2号機能.
    pub title: &'a str,
    /// What was decided.
    pub status: Status,
}

/// The short way of a draft, by what is decided about it.
#[derive(Clone, Copy, Debug)]
pub struct Quick<'a> {
    /// The catalogue.
    pub catalog: &'a Catalog,
    /// The decisions. Findings are not looked at.
    pub report: &'a Report,
    /// The 2号機能 that are asked for, by their sections; all of them where none are named.
    pub functions: &'a [String],
}

const TARGET: &str = "報告の対象";
const FUNCTION1: &str = "1号機能";

impl<'a> Quick<'a> {
    /// The questions that are still to be asked, as far as is decided now.
    pub fn questions(self) -> Vec<Question<'a>> {
        let items = self.catalog.items();
        let places = |is_meant: &dyn Fn(&Item) -> bool| -> Vec<usize> {
            let places = items.iter().enumerate().filter(|(_, item)| is_meant(item));
            places.map(|(place, _)| place).collect()
        };
        let so_far = match self.report.target.status {
            Status::Undecided => "",
            status => target_in_words(status),
        };
        let mut all = vec![Question {
            id: "target",
            part: TARGET,
            is_function2: false,
            items: vec![self.catalog.index(Id::FacilityExclusion)],
            counts: Vec::new(),
            dates: places(&|item| item.is_facility() && item.kind == Kind::Date),
            so_far: so_far.to_owned(),
        }];
        if self.report.target.status == Status::NotTarget {
            return all;
        }
        all.extend(places(&|item| item.star).into_iter().map(|place| Question {
            id: &items[place].id,
            part: "1号機能 ★",
            is_function2: false,
            items: vec![place],
            counts: Vec::new(),
            dates: Vec::new(),
            so_far: String::new(),
        }));
        if self.report.function1.status == Status::Lacks {
            return all;
        }
        all.extend(self.functions().map(|(section, status)| {
            let required = |item: &Item| item.section == section.id && item.is_required();
            let so_far = match status {
                Status::Has => {
                    ["", &section.label, "は「", status.label(), "」です。ほかの項目に答えなくても次へ進めます。"]
                }
                Status::Lacks => ["", &section.label, "は「", status.label(), "」です。"],
                _ => [""; 5],
            };
            Question {
                id: &section.id,
                part: &section.label,
                is_function2: true,
                items: places(&|item| required(item) && !item.preprinted),
                counts: places(&|item| required(item) && item.preprinted),
                dates: Vec::new(),
                so_far: so_far.concat(),
            }
        }));
        all
    }

    /// What is decided at the end, on a day before a deadline.
    pub fn outcome(self, today: Date, deadline: Date) -> Outcome<'a> {
        let (target, function1) = (self.report.target.status, self.report.function1.status);
        let mut decided = vec![Decided { id: "target", label: TARGET, title: "", status: target }];
        if target != Status::NotTarget {
            decided.push(Decided { id: "function1", label: FUNCTION1, title: "", status: function1 });
            decided.extend(self.functions().map(|(Section { id, label, title, .. }, status)| Decided {
                id,
                label,
                title,
                status,
            }));
        }
        let opens = self.catalog.dates().window.from;
        Outcome {
            sentence: target_in_words(target),
            decided,
            next: self.next(deadline),
            remaining: remaining(today, opens, deadline),
        }
    }

    fn next(self, deadline: Date) -> Vec<String> {
        let (target, function1) = (self.report.target.status, self.report.function1.status);
        if target == Status::NotTarget {
            return vec![NO_REPORT.to_owned()];
        }
        let mut next = Vec::new();
        let mut say = |is_so: bool, words: &[&str]| {
            if is_so {
                next.push(words.concat());
            }
        };
        let is_open = target == Status::Undecided || function1 == Status::Undecided;
        say(is_open, &["まだ決まらない条件を確かめ、答えてください。"]);
        say(
            function1 == Status::Lacks,
            &[
                "1号機能が「無し」のときは、2号機能の報告は不要です。上の★の条件がすべて満たされると「有り」になります。",
            ],
        );
        let is_target = target == Status::Target;
        say(is_target, &["残りの項目を下書きに入力し、誤りと抜けを確かめます。"]);
        say(
            is_target && function1 == Status::Has,
            &["報告した内容のうち6つを院内に掲示します(医療法施行規則 別表第八 第二 一)。"],
        );
        let day = wareki::western_day(deadline);
        let report = "までに、G-MISなど都道府県が定める方法で報告します。このページからは報告されません。";
        say(is_target, &[&day, report]);
        next
    }

    /// The 2号機能 that are asked for, in the order of the law, and what is decided about each.
    fn functions(self) -> impl Iterator<Item = (&'a Section, Status)> {
        let all = self.report.function2.all().into_iter();
        let wanted = move |id: &str| self.functions.is_empty() || self.functions.iter().any(|own| own == id);
        all.filter(move |(id, _)| wanted(id))
            .filter_map(move |(id, decision)| Some((self.catalog.section(id)?, decision.status)))
    }
}

/// What follows from being no target.
pub const NO_REPORT: &str = "選択に間違いがなければ、この年度の報告は不要です。";

#[cfg(test)]
mod tests {
    use kakari_catalog::parse_date;
    use kakari_rules::Status;

    use super::{Question, Quick};
    use crate::testing::{Checked, checked};

    const LACKS: (&str, &str) = ("f1.posted", r#""no""#);
    const NOT_TARGET: (&str, &str) = ("facility.exclusion", r#""dental_only""#);
    const OPEN: (&str, &str) = ("facility.exclusion", "");

    type Set<'a> = &'a [(&'a str, &'a str)];

    fn quick<'a>(checked: &'a Checked, functions: &'a [String]) -> Quick<'a> {
        Quick { catalog: &checked.catalog, report: &checked.report, functions }
    }

    #[track_caller]
    fn asks(set: Set, functions: &[&str], expected: &[&str]) {
        let functions: Vec<_> = functions.iter().map(|&own| own.to_owned()).collect();
        let checked = checked(set);
        let questions = quick(&checked, &functions).questions();
        let ids: Vec<_> = questions.iter().map(|own| own.id).collect();
        assert_eq!(ids, expected, "{set:?} {functions:?}");
    }

    #[test]
    fn the_questions_go_as_far_as_what_is_decided_leads() {
        let stars = ["target", "f1.function", "f1.posted", "f1.areas", "f1.consultation"];
        let all: Vec<_> = stars.into_iter().chain(["f2i", "f2ro", "f2ha", "f2ni"]).collect();
        asks(&[], &[], &all);
        asks(&[OPEN], &[], &all);
        asks(&[LACKS], &[], &stars);
        asks(&[NOT_TARGET], &[], &["target"]);
        asks(&[("f1.posted", "")], &[], &all);
        // A prefecture may want to know of some of the 2号機能 alone, in the order of the law.
        let some: Vec<_> = stars.into_iter().chain(["f2i", "f2ha"]).collect();
        asks(&[], &["f2ha", "f2i"], &some);
        asks(&[LACKS], &["f2ha"], &stars);
    }

    #[test]
    fn a_question_asks_for_what_must_be_answered_and_sets_counts_apart() {
        let checked = checked(&[]);
        let ids = |places: &[usize]| places.iter().map(|at| &*checked.catalog.items()[*at].id).collect::<Vec<_>>();
        let questions = quick(&checked, &[]).questions();
        let of = |id: &str| questions.iter().find(|own| own.id == id).expect("a question");
        let target = of("target");
        assert_eq!(ids(&target.items), ["facility.exclusion"]);
        let dates = ["facility.opened_on", "facility.suspended_on", "facility.resumed_on", "facility.closed_on"];
        assert_eq!(ids(&target.dates), dates);
        assert_eq!((of("f1.areas").part, ids(&of("f1.areas").items)), ("1号機能 ★", vec!["f1.areas"]));
        assert_eq!((of("f2i").part, ids(&of("f2i").items).len(), of("f2i").counts.len()), ("2号機能 イ", 4, 4));
        for Question { id, is_function2, items, counts, .. } in &questions {
            assert_eq!(*is_function2, id.starts_with("f2"), "{id}");
            assert!(counts.iter().all(|at| checked.catalog.items()[*at].preprinted), "{id}");
            assert!(!items.iter().any(|at| checked.catalog.items()[*at].preprinted), "{id}");
        }
    }

    #[test]
    fn what_the_answers_decide_is_said_with_the_question() {
        let says = |set: Set, id: &str| {
            let checked = checked(set);
            let questions = quick(&checked, &[]).questions();
            questions.into_iter().find(|own| own.id == id).map(|own| own.so_far)
        };
        let lacks: Vec<_> = ["f2ha.care", "f2ha.claims.visit", "f2ha.claims.house_call", "f2ha.claims.home_nursing"]
            .into_iter()
            .chain(["f2ha.claims.nursing_order", "f2ha.claims.end_of_life"])
            .map(|id| (id, if id == "f2ha.care" { r#""no""# } else { "0" }))
            .collect();
        for (set, id, expected) in [
            (&[][..], "target", Some("報告の対象です")),
            (&[NOT_TARGET], "target", Some("報告の対象外です")),
            (&[OPEN], "target", Some("")),
            (&[], "f1.posted", Some("")),
            (&[], "f2ha", Some("2号機能 ハは「有り」です。ほかの項目に答えなくても次へ進めます。")),
            (&lacks, "f2ha", Some("2号機能 ハは「無し」です。")),
            (&lacks[1..], "f2ha", Some("2号機能 ハは「有り」です。ほかの項目に答えなくても次へ進めます。")),
            (&[("f2ha.care", "")], "f2ha", Some("")),
            (&[LACKS], "f2ha", None),
        ] {
            assert_eq!(says(set, id).as_deref(), expected, "{set:?} {id}");
        }
    }

    #[test]
    fn the_end_says_what_is_decided_and_what_comes_next() {
        let day = |text: &str| parse_date(text).expect("a day");
        let (today, deadline) = (day("2026-02-01"), day("2026-02-27"));
        let (next, reported) = ("残りの項目を", "2026年2月27日までに、");
        for (set, sentence, statuses, steps) in [
            (&[][..], "報告の対象です", &[Status::Target, Status::Has][..], &[next, "報告した内容", reported][..]),
            (&[LACKS], "報告の対象です", &[Status::Target, Status::Lacks], &["1号機能が「無し」", next, reported]),
            (&[NOT_TARGET], "報告の対象外です", &[Status::NotTarget], &["選択に間違い"]),
            (&[OPEN], "対象かどうか、まだ決まりません", &[Status::Undecided, Status::Has], &["まだ決まらない"]),
            (
                &[("f1.posted", "")],
                "報告の対象です",
                &[Status::Target, Status::Undecided],
                &["まだ決まらない", next, reported],
            ),
        ] {
            let checked = checked(set);
            let outcome = quick(&checked, &[]).outcome(today, deadline);
            assert_eq!((outcome.sentence, &*outcome.remaining), (sentence, "あと26日"), "{set:?}");
            let decided: Vec<_> = outcome.decided.iter().map(|own| own.status).collect();
            assert_eq!(&decided[..statuses.len()], statuses, "{set:?}");
            assert_eq!(decided.len(), if statuses.len() == 1 { 1 } else { 6 }, "{set:?}");
            assert_eq!(outcome.next.len(), steps.len(), "{set:?} {:?}", outcome.next);
            for (words, begin) in outcome.next.iter().zip(steps) {
                assert!(words.starts_with(begin), "{set:?} {words}");
            }
        }
        let some = ["f2ni".to_owned()];
        let checked = checked(&[]);
        let decided = quick(&checked, &some).outcome(today, deadline).decided;
        let names: Vec<_> = decided.iter().map(|own| (own.id, own.label)).collect();
        assert_eq!(names, [("target", "報告の対象"), ("function1", "1号機能"), ("f2ni", "2号機能 ニ")]);
        assert_eq!(decided[2].title, "介護サービス等と連携した医療提供");
    }
}
