//! The `Questionnaire` keeps what FHIR R4 asks of one (the constraints que-1 to que-13), and says what the catalogue says.

mod common;

use std::collections::{HashMap, HashSet};

use common::{items, json, list, text};
use kakari_catalog::{Catalog, Kind, Role};
use kakari_draft::{Object, Value};
use kakari_fhir::questionnaire;

fn each(test: impl Fn(&Catalog, &Object)) {
    for edition in Catalog::builtin_editions() {
        let catalog = Catalog::builtin(edition).expect("built in");
        test(&catalog, &json(&questionnaire(&catalog)));
    }
}

fn extensions<'a>(element: &'a Object, name: &str) -> Vec<&'a Object> {
    list(element, "extension").into_iter().filter(|extension| text(extension, "url").ends_with(name)).collect()
}

#[test]
fn every_item_of_the_catalogue_is_one_item_with_its_type() {
    each(|catalog, questionnaire| {
        let all = items(questionnaire);
        let by_link: HashMap<_, _> = all.iter().map(|item| (text(item, "linkId"), *item)).collect();
        assert_eq!(by_link.len(), all.len(), "que-2: link ids are unique");
        for item in catalog.items() {
            let found = by_link.get(item.id.as_str()).unwrap_or_else(|| panic!("{}", item.id));
            let expected = match item.kind {
                Kind::Choice | Kind::Multi => "choice",
                Kind::Count => "integer",
                Kind::Decimal1 => "decimal",
                Kind::Text if item.is_facility() => "string",
                Kind::Text => "text",
                Kind::Names => "string",
                Kind::Partners => "group",
                Kind::Date => "date",
                Kind::Flag => "boolean",
            };
            assert_eq!(text(found, "type"), expected, "{}", item.id);
            let repeats = matches!(item.kind, Kind::Multi | Kind::Names | Kind::Partners);
            assert_eq!(found.get("repeats").is_some(), repeats, "{}", item.id);
            let options: Vec<_> = list(found, "answerOption").into_iter().map(|o| o.get("valueCoding")).collect();
            let keys: Vec<_> =
                options.iter().flatten().filter_map(|c| c.as_object()).map(|c| text(c, "code")).collect();
            let expected: Vec<_> = catalog.options(item).iter().map(|option| option.key.as_str()).collect();
            assert_eq!(keys, expected, "{}", item.id);
            assert!(found.get("readOnly").is_none(), "{}", item.id);
        }
    });
}

#[test]
fn groups_displays_and_questions_have_what_each_may_have() {
    each(|_, questionnaire| {
        for item in items(questionnaire) {
            let id = text(item, "linkId");
            assert!(!id.is_empty() && !text(item, "text").trim().is_empty(), "{id}");
            match text(item, "type") {
                "group" => assert!(!list(item, "item").is_empty(), "que-1: {id}"),
                "display" => {
                    assert!(list(item, "item").is_empty(), "que-1: {id}");
                    assert!(item.get("required").is_none() && item.get("repeats").is_none(), "que-6: {id}");
                }
                _ => {}
            }
            assert_eq!(text(item, "type") == "choice", !list(item, "answerOption").is_empty(), "que-5: {id}");
        }
    });
}

#[test]
fn conditions_name_questions_that_come_before_and_options_that_they_have() {
    each(|catalog, questionnaire| {
        let mut seen: HashMap<&str, Vec<(&str, &str)>> = HashMap::new();
        let mut conditional = HashSet::new();
        for item in items(questionnaire) {
            for when in list(item, "enableWhen") {
                assert_eq!(text(when, "operator"), "=");
                let answer = when.get("answerCoding").and_then(Value::as_object).expect("que-7");
                let options = seen.get(text(when, "question")).expect("an earlier question");
                assert!(options.contains(&(text(answer, "system"), text(answer, "code"))), "{}", text(item, "linkId"));
                assert_eq!(text(item, "enableBehavior"), "any", "que-12");
                conditional.insert(text(item, "linkId"));
            }
            let options = list(item, "answerOption").into_iter().filter_map(|o| o.get("valueCoding")?.as_object());
            seen.insert(text(item, "linkId"), options.map(|c| (text(c, "system"), text(c, "code"))).collect());
        }
        let expected: HashSet<_> =
            catalog.items().iter().filter(|item| item.when.is_some()).map(|item| item.id.as_str()).collect();
        assert_eq!(conditional, expected);
    });
}

#[test]
fn the_intention_is_asked_as_soon_as_one_of_the_stars_is_lacking() {
    each(|catalog, questionnaire| {
        let all = items(questionnaire);
        let willing = all.iter().find(|item| text(item, "linkId") == "f1.willing").expect("the 意向");
        let answer = |when: &Object| {
            text(when.get("answerCoding").and_then(Value::as_object).expect("que-7"), "code").to_owned()
        };
        let when: HashSet<_> = list(willing, "enableWhen")
            .into_iter()
            .map(|when| (text(when, "question").to_owned(), answer(when)))
            .collect();
        let stars = catalog.items().iter().filter(|item| item.star);
        let lacking = stars.flat_map(|item| {
            let options = catalog.options(item).iter().filter(|option| !option.positive);
            options.map(|option| (item.id.clone(), option.key.clone()))
        });
        assert_eq!(when, lacking.collect());
        assert_eq!(when.len(), 4);
    });
}

#[test]
fn only_official_numbers_and_codes_are_given_as_such_and_the_rest_is_marked() {
    each(|catalog, questionnaire| {
        for found in items(questionnaire) {
            let Some((_, item)) = catalog.find(text(found, "linkId")) else {
                assert!(found.get("prefix").is_none());
                continue;
            };
            let official = item.number.as_deref().filter(|_| item.number_is_official());
            assert_eq!(found.get("prefix").and_then(Value::as_str), official, "{}", item.id);
            for (option, written) in catalog.options(item).iter().zip(list(found, "answerOption")) {
                let codes = extensions(written, "/official-code");
                let code = codes.first().and_then(|code| code.get("valueCoding")?.as_object()).map(|c| text(c, "code"));
                assert_eq!(code, item.official_code(option), "{} {}", item.id, option.key);
                assert_eq!(!extensions(written, "optionExclusive").is_empty(), option.exclusive);
            }
            let help = items(found).into_iter().find(|child| text(child, "type") == "display");
            let says = help.is_some_and(|help| text(help, "text").contains("暫定: "));
            assert_eq!(says, item.grade().is_provisional(), "{}", item.id);
            assert_eq!(!extensions(found, "/provisional").is_empty(), item.grade().is_provisional(), "{}", item.id);
            assert_eq!(extensions(found, "/law").len(), item.law.len());
        }
    });
}

#[test]
fn what_everyone_is_asked_is_required_and_nothing_else() {
    each(|catalog, questionnaire| {
        for found in items(questionnaire) {
            let Some((_, item)) = catalog.find(text(found, "linkId")) else { continue };
            let expected = item.role.is_none() && !item.id.starts_with("f2");
            assert_eq!(found.get("required").is_some(), expected, "{}", item.id);
            if item.role == Some(Role::Remarks) {
                assert!(found.get("required").is_none());
            }
        }
    });
}

#[test]
fn the_head_names_edition_and_fingerprint_and_the_bytes_are_always_the_same() {
    each(|catalog, root| {
        assert_eq!(text(root, "resourceType"), "Questionnaire");
        assert_eq!(text(root, "status"), "draft");
        assert!(text(root, "url").ends_with(catalog.edition()));
        assert!(text(root, "version").contains(catalog.fingerprint()));
        assert_eq!(text(root, "description").contains("暫定"), catalog.provisional().is_some());
        assert_eq!(questionnaire(catalog), questionnaire(catalog));
    });
}
