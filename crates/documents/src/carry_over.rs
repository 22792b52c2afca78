//! Next year's draft from last year's: facts are carried over, figures are emptied. Which is which comes from the
//! catalogue, and nothing that the new edition has no place for is dropped.

use kakari_catalog::{Catalog, Date, Item, Kind, PeriodKey};
use kakari_draft::{Draft, Value};

use crate::answer_lines;

/// Whether an answer is a figure of its year: a number, or the result of a period (有り(月1回)). Everything else is a
/// fact that holds until it changes.
pub fn is_figure(item: &Item) -> bool {
    matches!(item.kind, Kind::Count | Kind::Decimal1) || is_of_a_period(item)
}

/// Whether last year's figure may well be this year's: a number on a day (人員), not the result of a period.
pub fn may_stay(item: &Item) -> bool {
    is_figure(item) && !is_of_a_period(item)
}

fn is_of_a_period(item: &Item) -> bool {
    item.preprinted || matches!(item.period, Some(PeriodKey::Calendar | PeriodKey::Fiscal))
}

/// A value that an edition has no place for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// The name in the draft.
    pub id: String,
    /// 項目名; the name in the draft where the edition does not know it.
    pub label: String,
    /// What stands there: the key of the option, or the value as it is written.
    pub value: String,
}

/// The draft of another year, and what became of the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct CarriedOver {
    /// The new draft, of a periodic report (定期報告).
    pub draft: Draft,
    /// How many answers were carried over.
    pub carried: usize,
    /// How many were emptied.
    pub emptied: usize,
    /// What the new edition has no place for. It is in the new draft as it was.
    pub unplaced: Vec<Unplaced>,
}

/// The edition that a draft is carried over to: that of the day, or where the draft is of that one or a later, the next
/// one. `None` where there is no later edition than the draft's.
pub fn next_edition(draft: &Draft, today: Date) -> Option<Catalog> {
    let editions: Vec<_> = Catalog::builtin_editions().collect();
    let place = |edition: &str| editions.iter().position(|own| *own == edition);
    let of_day = Catalog::builtin_for(today)?;
    let Some(own) = draft.edition().and_then(place) else { return Some(of_day) };
    if place(of_day.edition()) > Some(own) {
        return Some(of_day);
    }
    editions.get(own + 1).and_then(|edition| Catalog::builtin(edition))
}

/// Makes the draft of another year. `catalog` is its edition.
pub fn carry_over(last: &Draft, catalog: &Catalog) -> CarriedOver {
    let mut draft = last.clone();
    draft.set_edition(catalog.edition());
    draft.set_report("periodic");
    let (mut carried, mut emptied) = (0, 0);
    for item in catalog.items() {
        if last.get(&item.id).is_none() {
            continue;
        }
        if is_figure(item) {
            draft.set(&item.id, None);
            emptied += 1;
        } else {
            carried += 1;
        }
    }
    let unplaced = unplaced(&draft, catalog);
    CarriedOver { draft, carried, emptied, unplaced }
}

/// What stands in a draft and has no place in an edition: members it does not know, and options it does not have.
pub fn unplaced(draft: &Draft, catalog: &Catalog) -> Vec<Unplaced> {
    let mut found = Vec::new();
    for (members, is_facility) in [(draft.facility(), true), (draft.answers(), false)] {
        for (name, value) in members.into_iter().flat_map(kakari_draft::Object::iter) {
            let Some((_, item)) = catalog.find_member(name, is_facility) else {
                let value = serde_json::to_string(value).unwrap_or_default();
                found.push(Unplaced { id: name.to_owned(), label: name.to_owned(), value });
                continue;
            };
            let keys = match (item.kind, value) {
                (Kind::Choice, Value::String(_)) => std::slice::from_ref(value),
                (Kind::Multi, Value::Array(keys)) => keys,
                _ => &[],
            };
            for key in keys.iter().filter_map(Value::as_str).filter(|key| catalog.option(item, key).is_none()) {
                found.push(Unplaced { id: item.id.clone(), label: item.label.clone(), value: key.to_owned() });
            }
        }
    }
    found
}

/// An item that is answered otherwise in two drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Place of the item in the catalogue of the later draft.
    pub index: usize,
    /// The answer before, in words; empty where there was none.
    pub before: String,
    /// The answer now.
    pub now: String,
}

/// The items that two drafts answer otherwise, in the order of the form. Each draft comes with its edition.
pub fn differences(before: (&Draft, &Catalog), now: (&Draft, &Catalog)) -> Vec<Difference> {
    let words = |(draft, catalog): (&Draft, &Catalog), id: &str| {
        let (Some(value), Some((_, item))) = (draft.get(id), catalog.find(id)) else { return String::new() };
        let is_empty = value.as_array() == Some(&[]) || value.as_str().is_some_and(|text| text.trim().is_empty());
        if is_empty { String::new() } else { answer_lines(catalog, item, &in_order(catalog, item, value)).join("、") }
    };
    let items = now.1.items().iter().enumerate();
    let differing = items
        .filter(|(_, item)| before.0.get(&item.id) != now.0.get(&item.id))
        .map(|(index, item)| Difference { index, before: words(before, &item.id), now: words(now, &item.id) });
    differing.filter(|difference| difference.before != difference.now).collect()
}

/// A list of options in the order of the form: ticking them in another order is no difference.
fn in_order(catalog: &Catalog, item: &Item, value: &Value) -> Value {
    match (item.kind, value) {
        (Kind::Multi, Value::Array(keys)) => {
            let options = catalog.options(item);
            let place = |key: &Value| options.iter().position(|option| Some(option.key.as_str()) == key.as_str());
            let mut keys = keys.clone();
            keys.sort_by_key(|key| place(key).unwrap_or(usize::MAX));
            Value::Array(keys)
        }
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::checked;
    use kakari_catalog::parse_date;

    fn catalog(edition: &str) -> Catalog {
        Catalog::builtin(edition).expect("built-in")
    }

    fn on(day: &str, edition: &str) -> Option<String> {
        let day = parse_date(day).expect("a day");
        next_edition(&Draft::new(edition), day).map(|catalog| catalog.edition().to_owned())
    }

    #[test]
    fn facts_are_carried_over_and_figures_are_emptied() {
        let (mut last, _, _) =
            checked(&[("f1.staff.doctors", "2"), ("f2i.rota", r#""m1""#), ("f2i.claims.overtime", "132")]);
        last.set_report("change");
        let made = carry_over(&last, &catalog("R8"));
        assert_eq!((made.draft.edition(), made.draft.report()), (Some("R8"), Some("periodic")));
        for kept in ["facility.name", "facility.code", "f1.areas", "f1.function", "f2i.own"] {
            assert!(last.get(kept).is_some(), "{kept}");
            assert_eq!(made.draft.get(kept), last.get(kept), "{kept}");
        }
        for emptied in ["f1.staff.doctors", "f2i.rota", "f2i.claims.overtime", "f2ro.referred", "f2ro.referred.total"] {
            assert!(last.get(emptied).is_some(), "{emptied}");
            assert_eq!(made.draft.get(emptied), None, "{emptied}");
        }
        let answered = catalog("R8").items().iter().filter(|item| last.get(&item.id).is_some()).count();
        assert_eq!(made.carried + made.emptied, answered);
        assert!(made.unplaced.is_empty());
    }

    #[test]
    fn what_is_a_figure_follows_from_kind_and_period() {
        let catalog = catalog("R7");
        for item in catalog.items() {
            let is_number = matches!(item.kind, Kind::Count | Kind::Decimal1);
            let is_result = matches!(item.period, Some(PeriodKey::Calendar | PeriodKey::Fiscal));
            assert_eq!(is_figure(item), is_number || is_result || item.preprinted, "{}", item.id);
            assert!(!may_stay(item) || (is_number && !is_result && !item.preprinted), "{}", item.id);
        }
        let stays = |id: &str| catalog.find(id).map(|(_, item)| may_stay(item));
        assert_eq!(stays("f1.staff.doctors"), Some(true));
        assert_eq!(stays("f2i.claims.overtime"), Some(false));
        assert_eq!(stays("f2i.rota"), Some(false));
        assert_eq!(stays("facility.name"), Some(false));
    }

    #[test]
    fn what_the_edition_has_no_place_for_is_listed_and_not_dropped() {
        let (mut last, _, _) = checked(&[
            ("f1.medication", r#""former""#),
            ("f1.areas", r#"["1","99"]"#),
            ("zzz.unknown", r#"{"kept":null}"#),
        ]);
        last.set("facility.fax", Some("011".into()));
        let made = carry_over(&last, &catalog("R8"));
        let listed: Vec<_> = made.unplaced.iter().map(|one| (one.id.as_str(), one.value.as_str())).collect();
        assert_eq!(
            listed,
            [("fax", r#""011""#), ("f1.areas", "99"), ("f1.medication", "former"), ("zzz.unknown", r#"{"kept":null}"#)]
        );
        for id in ["facility.fax", "f1.areas", "f1.medication", "zzz.unknown"] {
            assert_eq!(made.draft.get(id), last.get(id), "{id}");
        }
    }

    #[test]
    fn numbers_and_unknown_members_stay_as_they_were_typed() {
        let text =
            r#"{"format":"kakari-report","edition":"R7","later":1e+400,"answers":{"zzz":1.50,"f1.staff.doctors":1.0}}"#;
        let made = carry_over(&Draft::read(text).expect("a draft"), &catalog("R8"));
        assert!(made.draft.to_line().contains(r#""later":1e+400,"answers":{"zzz":1.50}"#), "{}", made.draft.to_line());
    }

    #[test]
    fn a_damaged_draft_is_carried_over_as_it_is() {
        let last = Draft::read(r#"{"format":"kakari-report","answers":[1,2]}"#).expect("a draft");
        let made = carry_over(&last, &catalog("R8"));
        assert!(made.draft.to_line().contains(r#""answers":[1,2]"#));
        assert_eq!((made.carried, made.emptied), (0, 0));
    }

    #[test]
    fn the_new_draft_is_of_the_day_and_in_any_case_later() {
        assert_eq!(on("2026-11-22", "R7").as_deref(), Some("R8"));
        assert_eq!(on("2026-03-31", "R7").as_deref(), Some("R8"));
        assert_eq!(on("2026-04-01", "R7").as_deref(), Some("R8"));
        assert_eq!(on("2026-02-01", "R8"), None);
        assert_eq!(on("2028-01-01", "R8"), None);
        assert_eq!(on("2026-02-01", "R99").as_deref(), Some("R7"));
    }

    /// Id, before and now of each difference.
    fn between(before: &[(&str, &str)], now: &[(&str, &str)]) -> Vec<String> {
        let (before, r7, _) = checked(before);
        let (now, _, _) = checked(now);
        let line = |one: Difference| format!("{}|{}|{}", r7.items()[one.index].id, one.before, one.now);
        differences((&before, &r7), (&now, &r7)).into_iter().map(line).collect()
    }

    #[test]
    fn differences_are_told_in_words_in_the_order_of_the_form() {
        let before = [("f1.staff.doctors", "2"), ("facility.phone", r#""1""#), ("f1.remarks", "")];
        let now = [("f1.staff.doctors", "12"), ("facility.phone", r#""2""#), ("f1.remarks", r#""新しい""#)];
        assert_eq!(between(&before, &now), ["facility.phone|1|2", "f1.staff.doctors|2人|12人", "f1.remarks||新しい"]);
    }

    #[test]
    fn the_order_of_ticks_and_empty_answers_are_no_difference() {
        assert!(between(&[("f1.areas", r#"["6","1"]"#)], &[("f1.areas", r#"["1","6"]"#)]).is_empty());
        assert!(between(&[("f1.remarks", "")], &[("f1.remarks", r#"" ""#)]).is_empty());
        assert!(between(&[("f1.areas", "")], &[("f1.areas", "[]")]).is_empty());
        assert!(between(&[], &[]).is_empty());
        assert_eq!(between(&[("f1.areas", r#"["1"]"#)], &[("f1.areas", r#"["6"]"#)]).len(), 1);
    }
}
