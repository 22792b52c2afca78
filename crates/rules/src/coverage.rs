//! Which items the rules look at.
//!
//! KF02 to KF13 see to it that every answer is one that its item can take. Beyond that each item is looked at by a rule of
//! its own or stands in [`UNCHECKED`]; the test below finds out which, by letting the rules find what they can.

use kakari_catalog::Id;

/// Items whose content no rule checks, each with the reason.
pub static UNCHECKED: &[(Id, &str)] = &[
    (
        Id::FacilityAddress,
        "報告事項ではなく、書面に使うだけの欄です。正しい所在地かどうかは、機械では確かめられません。",
    ),
    (Id::FacilityManager, "報告事項ではなく、書面に使うだけの欄です。正しい氏名かどうかは、機械では確かめられません。"),
    (
        Id::FacilityElectronicClaims,
        "算定回数をどのように入力するかを決める問いです。どちらの回答もありえて、実際の請求の方法は機械では確かめられません。",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use kakari_catalog::{Catalog, Id, Kind};
    use kakari_draft::Draft;

    use super::UNCHECKED;
    use crate::registry::RULES;
    use crate::testing::{draft, example_report, report_against};
    use crate::{BASE, Place, References, Report};

    /// The rules that look at every item alike.
    const GENERIC: [&str; 12] =
        ["KF02", "KF03", "KF04", "KF05", "KF06", "KF07", "KF08", "KF09", "KF10", "KF11", "KF12", "KF13"];

    /// The items that rules with an eye for them point to, with the codes.
    #[derive(Default)]
    struct Seen(BTreeMap<String, BTreeSet<&'static str>>);

    impl Seen {
        fn add(&mut self, (catalog, report): &(Catalog, Report)) {
            for finding in report.findings.iter().filter(|finding| !GENERIC.contains(&finding.code())) {
                for place in finding.places.iter().filter(|place| matches!(place, Place::Item(_))) {
                    self.0.entry(place.id(catalog).to_owned()).or_default().insert(finding.code());
                }
            }
        }
    }

    fn on(draft: &Draft, last_year: Option<&Draft>) -> (Catalog, Report) {
        report_against(draft, "2026-02-01", "", &References { last_year, confirmed: None })
    }

    /// Every bad example of every rule, and for every item an answer left out, a contact in a text and a number ten
    /// times as great as last year.
    fn seen() -> Seen {
        let mut seen = Seen::default();
        for rule in RULES {
            for example in rule.page.bad {
                seen.add(&example_report(example, |_| ()));
            }
        }
        let catalog = Catalog::builtin("R7").expect("R7");
        for item in catalog.items() {
            let id = item.id.as_str();
            seen.add(&on(&draft(BASE, &[(id, "")]), None));
            let objectionable = match item.kind {
                Kind::Text => r#""011-000-0000""#,
                Kind::Names => r#"["011-000-0000"]"#,
                Kind::Partners => r#"[{"name": "011-000-0000", "content": "電話"}]"#,
                Kind::Count | Kind::Decimal1 => {
                    seen.add(&on(&draft(BASE, &[(id, "100")]), Some(&draft(BASE, &[(id, "10")]))));
                    continue;
                }
                _ => continue,
            };
            seen.add(&on(&draft(BASE, &[(id, objectionable)]), None));
        }
        seen
    }

    #[test]
    fn every_item_is_looked_at_by_a_rule_or_listed_with_a_reason() {
        let seen = seen();
        let is_listed = |id: &Id| UNCHECKED.iter().any(|(own, _)| own == id);
        let blind: Vec<_> = Id::ALL.iter().filter(|id| !seen.0.contains_key(id.as_str()) && !is_listed(id)).collect();
        assert!(blind.is_empty(), "no rule looks at {blind:?}");
    }

    #[test]
    fn no_listed_item_is_looked_at_after_all() {
        let seen = seen();
        for (id, _) in UNCHECKED {
            assert!(!seen.0.contains_key(id.as_str()), "{}: {:?}", id.as_str(), seen.0[id.as_str()]);
        }
    }

    #[test]
    fn the_list_names_each_item_once_and_says_why() {
        let ids: BTreeSet<_> = UNCHECKED.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids.len(), UNCHECKED.len());
        assert!(UNCHECKED.iter().all(|(_, reason)| reason.ends_with("ません。")));
    }
}
