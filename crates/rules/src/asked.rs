//! What is asked of an institution, and why the rest is not: the one place that decides it.
//!
//! An answer to what is not asked stays in the draft and comes back once it is asked again. Meanwhile it is handed over to
//! nobody: not keyed, not printed, not counted. A [`Report`](crate::Report) says it for every item of the catalogue.

use kakari_catalog::{Catalog, Decider, Function, Id, When};
use kakari_draft::{Draft, Value};

use crate::decisions::FUNCTIONS;
use crate::{Answer, Context, Status};

/// Whether an item is asked, by the other answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Yes.
    Yes,
    /// Yes, and G-MIS fills it in (NDBプレプリント): it need not be answered.
    Preprinted,
    /// It cannot be told, since what decides it cannot be read or is still open. An answer stands.
    Open,
    /// No: the institution is no target of the report (対象外).
    NotTarget,
    /// No: it belongs to the 2号機能, and 1号機能 is lacking.
    Function1Lacks,
    /// No: another answer on which it depends says so.
    OtherAnswer,
}

impl Asked {
    /// The word in results.
    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Preprinted => "preprinted",
            Self::Open => "open",
            Self::NotTarget => "not_target",
            Self::Function1Lacks => "function1_lacks",
            Self::OtherAnswer => "other_answer",
        }
    }

    /// Whether the form asks it now.
    pub fn is_asked(self) -> bool {
        matches!(self, Self::Yes | Self::Preprinted)
    }

    /// Whether its answer, if there is one, is left out of all that is handed over.
    pub fn is_left_out(self) -> bool {
        matches!(self, Self::NotTarget | Self::Function1Lacks | Self::OtherAnswer)
    }
}

/// Whether G-MIS will fill in the counts (算定回数) from electronic claims (電子レセプト): as long as nobody says that claims
/// are made otherwise.
pub fn is_preprinted(draft: &Draft) -> bool {
    are_electronic(draft.get(Id::FacilityElectronicClaims.as_str()).and_then(Value::as_bool))
}

/// The same by what is said about the claims.
pub(crate) fn are_electronic(claims: Option<bool>) -> bool {
    claims != Some(false)
}

/// Whether each item of the catalogue is asked, in its order.
pub(crate) fn asked(context: &Context) -> Vec<Asked> {
    let catalog = context.catalog;
    let is_preprinted = are_electronic(context.flag(Id::FacilityElectronicClaims));
    let mut all = vec![Asked::Yes; catalog.items().len()];
    for (index, item) in catalog.items().iter().enumerate() {
        if item.preprinted && is_preprinted {
            all[index] = Asked::Preprinted;
        }
        if let Some(when) = &item.when
            && let Some(met) = met(context, when, &all)
        {
            all[index] = met;
        }
    }
    if !context.is_asked() {
        set(&mut all, catalog, |section| !["facility", "target"].contains(&section), Asked::NotTarget);
    } else if !context.is_function2_asked() {
        set(&mut all, catalog, |section| FUNCTIONS.contains(&section), Asked::Function1Lacks);
    }
    all
}

/// Whether a condition holds, by what is known so far; nothing where what decides is not there.
fn met(context: &Context, when: &When, all: &[Asked]) -> Option<Asked> {
    let holds = |key: &str| when.is.iter().any(|own| own == key);
    let decider = match &when.by {
        Decider::Function(function) => {
            let [i, ro, ha, ni] = context.function2();
            let status = match function {
                Function::One => context.function1(),
                Function::TwoI => i,
                Function::TwoRo => ro,
                Function::TwoHa => ha,
                Function::TwoNi => ni,
            };
            return Some(match status {
                Status::Undecided => Asked::Open,
                status if holds(status.key()) => Asked::Yes,
                _ => Asked::OtherAnswer,
            });
        }
        Decider::Item(id) => context.catalog.find(id)?.0,
    };
    Some(match context.answer_at(decider) {
        // What depends on an item that is not asked itself is not asked.
        _ if all[decider].is_left_out() => Asked::OtherAnswer,
        Answer::Choice(option) if holds(&option.key) => Asked::Yes,
        Answer::Multi(options) if options.iter().any(|option| holds(&option.key)) => Asked::Yes,
        Answer::Choice(_) | Answer::Multi(_) | Answer::Missing => Asked::OtherAnswer,
        _ => Asked::Open,
    })
}

/// Sets the items of the sections that are meant. What would not be asked anyway keeps its own reason.
fn set(all: &mut [Asked], catalog: &Catalog, is_meant: fn(&str) -> bool, asked: Asked) {
    for section in catalog.sections().iter().filter(|section| is_meant(&section.id)) {
        for index in catalog.places_of(&section.id) {
            all[*index] = if all[*index].is_asked() { asked } else { Asked::OtherAnswer };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Asked::{self, Function1Lacks, NotTarget, Open, OtherAnswer, Preprinted, Yes};
    use crate::BASE;
    use crate::testing::{draft, report};

    #[track_caller]
    fn of(set: &[(&str, &str)]) -> impl Fn(&str) -> Asked + use<> {
        let (catalog, report) = report(&draft(BASE, set), "2026-02-01", "");
        move |id| report.asked(catalog.find(id).expect("an item").0)
    }

    #[test]
    fn everything_is_asked_of_who_has_the_first_function_and_counts_are_preprinted() {
        let asked = of(&[]);
        for id in ["facility.name", "f1.function", "f2i.rota", "f2i.partners", "f2ro.referred.total", "other.checkups"]
        {
            assert_eq!(asked(id), Yes, "{id}");
        }
        assert_eq!(asked("f2i.claims.overtime"), Preprinted);
        assert_eq!(of(&[("facility.electronic_claims", "")])("f2i.claims.overtime"), Preprinted);
        assert_eq!(of(&[("facility.electronic_claims", "false")])("f2i.claims.overtime"), Yes);
        assert!(Preprinted.is_asked() && !Preprinted.is_left_out());
    }

    #[test]
    fn the_second_functions_are_not_asked_while_the_first_is_lacking_and_come_back_with_it() {
        let lacks = of(&[("f1.posted", r#""no""#)]);
        for id in ["f2i.rota", "f2i.partners", "f2i.claims.overtime", "f2ro.referred.total", "f2ni.remarks"] {
            assert_eq!(lacks(id), Function1Lacks, "{id}");
        }
        for id in ["f1.posted", "f1.remarks", "f1.willing", "other.checkups", "facility.name"] {
            assert_eq!(lacks(id), Yes, "{id}");
        }
        // While it is open, nothing is known against them.
        let open = of(&[("f1.posted", "")]);
        assert_eq!((open("f2i.rota"), open("f1.willing")), (Yes, Open));
        assert_eq!(of(&[])("f1.willing"), OtherAnswer);
    }

    #[test]
    fn of_who_is_no_target_nothing_is_asked_but_what_decides_that() {
        let asked = of(&[("facility.exclusion", r#""dental_only""#)]);
        for id in ["f1.function", "f1.training.count", "f2i.rota", "f2i.claims.overtime", "other.checkups"] {
            assert_eq!(asked(id), NotTarget, "{id}");
        }
        for id in ["facility.exclusion", "facility.opened_on", "facility.code", "facility.electronic_claims"] {
            assert_eq!(asked(id), Yes, "{id}");
        }
        assert_eq!(of(&[("facility.exclusion", "")])("f1.function"), Yes);
        // What depends on another answer goes by that one, also where it is open.
        for open in [("f1.posted", ""), ("f2i.own", "7"), ("f2i.own", r#""own""#)] {
            let asked = of(&[("facility.exclusion", r#""dental_only""#), open]);
            for id in ["f1.willing", "f2i.partners"] {
                assert!(asked(id).is_left_out(), "{id}");
            }
        }
    }

    #[test]
    fn a_conditional_item_follows_the_answer_it_depends_on() {
        for (id, decider, yes, no) in [
            ("f1.training.count", "f1.training", r#""yes""#, r#""no""#),
            ("f1.generalist.fte", "f1.generalist", r#""yes""#, r#""no""#),
            ("f1.diseases.other", "f1.diseases", r#"["2","other"]"#, r#"["2"]"#),
            ("f2i.partners", "f2i.own", r#""partnered""#, r#""own""#),
            ("f2ro.partners", "f2ro.beds", r#""own_and_partnered""#, r#""willing""#),
            ("f2ha.partners", "f2ha.care", r#""partnered_24h""#, r#""daytime""#),
            ("f2ni.facilities.names", "f2ni.facilities", r#""yes""#, r#""willing""#),
        ] {
            assert_eq!(of(&[(decider, yes)])(id), Yes, "{id}");
            assert_eq!(of(&[(decider, no)])(id), OtherAnswer, "{id}");
            assert_eq!(of(&[(decider, "")])(id), OtherAnswer, "{id}");
            assert_eq!(of(&[(decider, "7")])(id), Open, "{id}");
        }
        assert!(!Open.is_asked() && !Open.is_left_out());
    }
}
