//! Every rule, one line each.

use kakari_catalog::Date;

use crate::{Rule, k1, kf, kh, ki, kn, kp, kr, kt, kx};

/// The rules by code.
pub static RULES: &[&Rule] = &[
    &k1::k101::RULE,
    &k1::k102::RULE,
    &k1::k103::RULE,
    &k1::k104::RULE,
    &k1::k105::RULE,
    &k1::k106::RULE,
    &k1::k107::RULE,
    &k1::k108::RULE,
    &k1::k109::RULE,
    &k1::k110::RULE,
    &k1::k111::RULE,
    &k1::k112::RULE,
    &k1::k113::RULE,
    &k1::k114::RULE,
    &k1::k115::RULE,
    &k1::k116::RULE,
    &kf::kf01::RULE,
    &kf::kf02::RULE,
    &kf::kf03::RULE,
    &kf::kf04::RULE,
    &kf::kf05::RULE,
    &kf::kf06::RULE,
    &kf::kf07::RULE,
    &kf::kf08::RULE,
    &kf::kf09::RULE,
    &kf::kf10::RULE,
    &kf::kf11::RULE,
    &kf::kf12::RULE,
    &kf::kf13::RULE,
    &kf::kf20::RULE,
    &kf::kf21::RULE,
    &kf::kf22::RULE,
    &kf::kf23::RULE,
    &kf::kf24::RULE,
    &kf::kf25::RULE,
    &kf::kf26::RULE,
    &kh::kh01::RULE,
    &kh::kh02::RULE,
    &kh::kh03::RULE,
    &kh::kh04::RULE,
    &kh::kh05::RULE,
    &kh::kh06::RULE,
    &kh::kh07::RULE,
    &ki::ki01::RULE,
    &ki::ki02::RULE,
    &ki::ki03::RULE,
    &ki::ki04::RULE,
    &ki::ki05::RULE,
    &ki::ki06::RULE,
    &ki::ki07::RULE,
    &kn::kn01::RULE,
    &kn::kn02::RULE,
    &kn::kn03::RULE,
    &kn::kn06::RULE,
    &kn::kn07::RULE,
    &kp::kp01::RULE,
    &kp::kp02::RULE,
    &kp::kp04::RULE,
    &kr::kr01::RULE,
    &kr::kr02::RULE,
    &kr::kr03::RULE,
    &kr::kr04::RULE,
    &kr::kr05::RULE,
    &kr::kr06::RULE,
    &kr::kr07::RULE,
    &kr::kr08::RULE,
    &kt::kt01::RULE,
    &kt::kt02::RULE,
    &kt::kt03::RULE,
    &kt::kt04::RULE,
    &kt::kt05::RULE,
    &kt::kt06::RULE,
    &kt::kt07::RULE,
    &kt::kt08::RULE,
    &kt::kt09::RULE,
    &kt::kt10::RULE,
    &kt::kt11::RULE,
    &kt::kt12::RULE,
    &kx::kx01::RULE,
    &kx::kx02::RULE,
    &kx::kx03::RULE,
    &kx::kx04::RULE,
    &kx::kx05::RULE,
];

/// The rules that are applied to an edition whose window begins on this day.
pub fn in_force_on(day: Date) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().filter(move |rule| rule.in_force.contains(day))
}

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BASE, Severity, testing};
    use std::collections::HashSet;

    const FAMILIES: [&str; 9] = ["K1", "KF", "KH", "KI", "KN", "KP", "KR", "KT", "KX"];

    #[test]
    fn codes_are_unique_sorted_and_well_formed() {
        let codes: Vec<_> = RULES.iter().map(|rule| rule.code).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        assert_eq!(codes, sorted);
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
        for code in codes {
            let (family, number) = code.split_at(2);
            assert!(FAMILIES.contains(&family) && number.len() == 2, "{code}");
            assert_eq!(rule(code).map(|rule| rule.code), Some(code));
        }
    }

    #[test]
    fn every_rule_says_what_why_and_what_to_do_and_names_its_sources() {
        for rule in RULES {
            assert!(!rule.title.is_empty() && !rule.texts.is_empty() && !rule.sources.is_empty(), "{}", rule.code);
            assert!(!rule.page.about.is_empty(), "{}", rule.code);
            for text in rule.texts {
                let sentences = [text.message, text.why, text.fix];
                for sentence in sentences {
                    assert!(sentence.ends_with('。') && sentence.trim() == sentence, "{}: {sentence}", rule.code);
                }
                // Three answers, not one given three times.
                assert_eq!(sentences.iter().collect::<HashSet<_>>().len(), 3, "{}: {sentences:?}", rule.code);
            }
            let places: HashSet<_> = rule.sources.iter().map(|cite| (cite.id, cite.place)).collect();
            assert_eq!(places.len(), rule.sources.len(), "{} cites a place twice", rule.code);
        }
    }

    #[test]
    fn every_file_of_a_family_is_a_registered_rule() {
        let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut codes = Vec::new();
        for family in FAMILIES {
            for file in std::fs::read_dir(sources.join(family.to_lowercase())).expect("a folder for each family") {
                let name = file.expect("a file").file_name().into_string().expect("UTF-8");
                codes.extend(name.strip_suffix(".rs").filter(|stem| *stem != "mod").map(str::to_uppercase));
            }
        }
        codes.sort_unstable();
        assert_eq!(codes, RULES.iter().map(|rule| rule.code).collect::<Vec<_>>());
    }

    #[test]
    fn every_rule_has_cases_of_its_own_besides_the_examples() {
        let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for rule in RULES {
            let code = rule.code.to_lowercase();
            let file = sources.join(&code[..2]).join(format!("{code}.rs"));
            let text = std::fs::read_to_string(&file).unwrap_or_else(|_| panic!("{}", file.display()));
            assert!(text.contains("#[cfg(test)]") && text.contains("#[test]"), "{}", rule.code);
        }
    }

    #[test]
    fn every_example_names_what_it_shows_and_can_be_made() {
        for rule in RULES {
            for examples in [rule.page.good, rule.page.bad] {
                let titles: HashSet<_> = examples.iter().map(|example| example.title).collect();
                assert!(titles.len() == examples.len() && !titles.contains(""), "{}: {titles:?}", rule.code);
                for example in examples {
                    let is_day = |day| kakari_catalog::parse_date(day).is_some();
                    assert!(is_day(example.today), "{}: {}", rule.code, example.today);
                    assert!(example.deadline.is_empty() || is_day(example.deadline), "{}", rule.code);
                    for set in [Some(example.set), example.last_year, example.confirmed].into_iter().flatten() {
                        let ids: HashSet<_> = set.iter().map(|(id, _)| id).collect();
                        assert_eq!(ids.len(), set.len(), "{}: {} changes a value twice", rule.code, example.title);
                    }
                }
            }
        }
    }

    #[test]
    fn only_the_rule_about_reading_has_no_examples() {
        let without: Vec<_> =
            RULES.iter().filter(|rule| rule.page.good.is_empty() || rule.page.bad.is_empty()).collect();
        assert_eq!(without.iter().map(|rule| rule.code).collect::<Vec<_>>(), ["KF01"]);
    }

    #[test]
    fn every_source_is_registered_and_every_cited_article_can_be_quoted() {
        // Articles whose content, not wording, is at hand.
        const NOT_QUOTED: &[&str] = &["第92条", "第6条の3第1項", "第30条の13第6項"];
        for rule in RULES {
            for cite in rule.sources {
                let document = cite.document().unwrap_or_else(|| panic!("{}: {}", rule.code, cite.id));
                let quotable = document.grade == kakari_sources::Grade::Law && !NOT_QUOTED.contains(&cite.place);
                assert!(!quotable || cite.quote().is_some(), "{}: {}", rule.code, cite.title());
            }
        }
    }

    #[test]
    fn what_is_provisional_is_never_an_error() {
        for rule in RULES {
            assert!(!rule.provisional || rule.severity != Severity::Error, "{}", rule.code);
        }
    }

    #[test]
    fn a_warning_is_never_called_an_error() {
        for rule in RULES.iter().filter(|rule| rule.severity != Severity::Error) {
            for text in rule.texts {
                assert!(![text.message, text.why, text.fix].iter().any(|s| s.contains("エラー")), "{}", rule.code);
            }
        }
    }

    #[test]
    fn the_clean_draft_has_nothing_but_notes() {
        let findings = testing::findings(&testing::draft(BASE, &[]), "2026-02-01", "");
        assert!(findings.iter().all(|(_, severity)| *severity == Severity::Note), "{findings:?}");
    }

    #[test]
    fn the_good_examples_are_silent_and_the_bad_ones_give_exactly_one_finding() {
        for rule in RULES.iter().filter(|rule| rule.code != "KF01") {
            assert!(!rule.page.good.is_empty() && !rule.page.bad.is_empty(), "{}", rule.code);
            let count = |example: &crate::Example| {
                let (_, report) = testing::example_report(example, |_| ());
                report.findings.iter().filter(|finding| finding.code() == rule.code).count()
            };
            for example in rule.page.good {
                assert_eq!(count(example), 0, "{} good: {}", rule.code, example.title);
            }
            for example in rule.page.bad {
                assert_eq!(count(example), 1, "{} bad: {}", rule.code, example.title);
            }
        }
    }
}
