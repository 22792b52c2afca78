//! Is the institution a target of the report (かかりつけ医機能報告対象病院等)?

use kakari_catalog::{Id, wareki};
use kakari_sources::Cite;

use super::{Condition, Decision, Status};
use crate::Context;

const EXCLUSIONS: &[Cite] = &[Cite::restates("regulation", "第30条の33の15第1項")];
const REMARKS: &[Cite] = &[Cite::restates("guideline", "第2章 留意事項")];
const REMARKS_AND_QA: &[Cite] = &[Cite::restates("guideline", "第2章 留意事項"), Cite::restates("qa", "Q8")];

/// How a 休院 stands to the 基準日 and the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suspension {
    /// Open on the base date and through the window, as far as is known.
    Open,
    /// Closed for business on the base date and not resumed inside the window.
    OnBaseDate,
    /// Closed for business on the base date, resumed inside the window.
    Resumed,
    /// Began inside the window and not resumed in it.
    InWindow,
}

pub(crate) fn suspension(context: &Context) -> Suspension {
    let dates = context.catalog.dates();
    let Some(suspended) = context.date(Id::FacilitySuspendedOn) else {
        return Suspension::Open;
    };
    let resumed = context.date(Id::FacilityResumedOn);
    let back_by = |day| resumed.is_some_and(|resumed| resumed <= day);
    if suspended <= dates.as_of {
        match resumed {
            _ if back_by(dates.as_of) => Suspension::Open,
            _ if back_by(dates.window.to) => Suspension::Resumed,
            _ => Suspension::OnBaseDate,
        }
    } else if suspended <= dates.window.to && !back_by(dates.window.to) {
        Suspension::InWindow
    } else {
        Suspension::Open
    }
}

/// Looks at the exclusions of the ordinance, then at the dates that the guideline names.
pub fn target(context: &Context) -> Decision {
    let catalog = context.catalog;
    let dates = catalog.dates();
    let condition = |text: &dyn Fn() -> String, met, ids: &[Id], sources| Condition {
        text: context.explained(text),
        met,
        items: context.explained(|| ids.iter().map(|id| catalog.index(*id)).collect()),
        sources,
    };
    let base_date = || wareki::day(dates.as_of);

    let excluded = context.choice(Id::FacilityExclusion).map(|key| key == "none");
    // A day that cannot be read or meant decides nothing.
    let unclear = |ids: &[Id]| ids.iter().any(|id| context.is_date_unclear(*id));
    let opened = match context.date(Id::FacilityOpenedOn) {
        None if unclear(&[Id::FacilityOpenedOn]) => None,
        day => Some(day.is_none_or(|day| day < dates.window.from)),
    };
    let suspended = unclear(&[Id::FacilitySuspendedOn, Id::FacilityResumedOn]);
    let open_on_base_date = match suspension(context) {
        _ if suspended => None,
        Suspension::OnBaseDate => Some(false),
        _ => Some(true),
    };
    // The guideline lets such institutions be left out; whether they are is not for a machine to say.
    let open_through_window = match suspension(context) {
        Suspension::InWindow => None,
        _ if suspended => None,
        _ => Some(true),
    };
    let not_closed = match context.date(Id::FacilityClosedOn) {
        Some(day) if day < dates.window.from => Some(false),
        Some(day) if day <= dates.window.to => None,
        None if unclear(&[Id::FacilityClosedOn]) => None,
        _ => Some(true),
    };

    let because = vec![
        condition(
            &|| {
                "特定機能病院、歯科医業のみの病院・診療所、刑事施設等の中の病院・診療所、皇室用財産である病院・診療所のいずれでもない".to_owned()
            },
            excluded,
            &[Id::FacilityExclusion],
            EXCLUSIONS,
        ),
        condition(&|| format!("{}より前に開設した", base_date()), opened, &[Id::FacilityOpenedOn], REMARKS),
        condition(
            &|| format!("{}に休院していない(休院していても報告期間中に再開した)", base_date()),
            open_on_base_date,
            &[Id::FacilitySuspendedOn, Id::FacilityResumedOn],
            REMARKS,
        ),
        condition(
            &|| "報告期間中に休院に入っていない(入っても報告期間中に再開した)".to_owned(),
            open_through_window,
            &[Id::FacilitySuspendedOn, Id::FacilityResumedOn],
            REMARKS_AND_QA,
        ),
        condition(&|| "報告期間の終わりまでに廃院していない".to_owned(), not_closed, &[Id::FacilityClosedOn], REMARKS),
    ];
    let status = if because.iter().any(|condition| condition.met == Some(false)) {
        Status::NotTarget
    } else if because.iter().any(|condition| condition.met.is_none()) {
        Status::Undecided
    } else {
        Status::Target
    };
    Decision { status, because }
}

#[cfg(test)]
mod tests {
    use crate::Status::{NotTarget, Target, Undecided};
    use crate::testing::{draft, report};
    use crate::{BASE, Status};

    #[track_caller]
    fn decides(set: &[(&str, &str)], expected: Status) {
        let (_, report) = report(&draft(BASE, set), "2026-02-01", "");
        assert_eq!(report.target.status, expected, "{set:?}");
    }

    #[test]
    fn an_exclusion_decides_and_no_answer_leaves_it_open() {
        decides(&[("facility.exclusion", r#""none""#)], Target);
        decides(&[("facility.exclusion", r#""dental_only""#)], NotTarget);
        decides(&[("facility.exclusion", "")], Undecided);
    }

    #[test]
    fn who_opens_on_the_first_day_of_the_window_reports_from_the_next_year() {
        for (day, expected) in [("2025-12-31", Target), ("2026-01-01", NotTarget), ("2026-03-31", NotTarget)] {
            decides(&[("facility.opened_on", &format!("{day:?}"))], expected);
        }
    }

    #[test]
    fn who_closes_inside_the_window_may_be_left_out() {
        let days =
            [("2025-12-31", NotTarget), ("2026-01-01", Undecided), ("2026-03-31", Undecided), ("2026-04-01", Target)];
        for (day, expected) in days {
            decides(&[("facility.closed_on", &format!("{day:?}"))], expected);
        }
    }

    #[test]
    fn a_day_that_cannot_be_read_or_meant_leaves_it_open() {
        for id in ["facility.opened_on", "facility.suspended_on", "facility.resumed_on", "facility.closed_on"] {
            for day in [r#""0009-01-20""#, r#""2062-04-01""#, r#""なし""#, "7"] {
                decides(&[(id, day)], Undecided);
            }
        }
        // What decides by itself decides all the same.
        decides(&[("facility.opened_on", r#""0009-01-20""#), ("facility.exclusion", r#""imperial""#)], NotTarget);
    }

    #[test]
    fn a_suspension_counts_by_base_date_and_window() {
        for (suspended, resumed, expected) in [
            ("2025-12-01", "", NotTarget),
            ("2026-01-01", "", NotTarget),
            ("2025-12-01", "2026-01-01", Target),
            ("2025-12-01", "2026-01-02", Target),
            ("2025-12-01", "2026-03-31", Target),
            ("2025-12-01", "2026-04-01", NotTarget),
            ("2026-01-02", "", Undecided),
            ("2026-03-31", "", Undecided),
            ("2026-04-01", "", Target),
            ("2026-01-02", "2026-03-31", Target),
            ("2026-01-02", "2026-04-01", Undecided),
        ] {
            let quoted = |day: &str| if day.is_empty() { String::new() } else { format!("{day:?}") };
            let set = [("facility.suspended_on", quoted(suspended)), ("facility.resumed_on", quoted(resumed))];
            decides(&set.each_ref().map(|(id, day)| (*id, day.as_str())), expected);
        }
    }
}
