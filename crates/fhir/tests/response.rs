//! Draft → `QuestionnaireResponse` → draft.

mod common;

use std::collections::HashMap;

use common::{CLEAN, any_draft, catalog, day, draft, items, json, list, response, text};
use kakari_draft::{Draft, Object, Value};
use kakari_fhir::{Answered, Merged, NotAResponse, Note, questionnaire};
use kakari_rules::{Options, check};
use proptest::prelude::*;

fn back(response: &str, base: Option<&Draft>) -> Merged {
    let answered = Answered::read(response).expect("a response");
    assert_eq!(answered.edition(), Some("R7"));
    answered.draft(&catalog(), base)
}

/// The response without what travels beside the items, as other tools give it back.
fn without_rest(response: &str) -> String {
    let mut root = json(response);
    root.remove("extension");
    to_text(root)
}

/// The first response with the items of the second.
fn with_items_of(response: &str, other: &str) -> String {
    let mut root = json(response);
    match json(other).get("item") {
        Some(items) => root.set("item", items.clone()),
        None => root.remove("item"),
    }
    to_text(root)
}

/// Whether an item is asked, or what decides cannot be read.
fn is_asked(draft: &Draft, id: &str) -> bool {
    let catalog = catalog();
    let report = check(draft, &catalog, &Options { today: day(), deadline: None });
    !report.asked(catalog.find(id).expect("an item").0).is_left_out()
}

fn to_text(root: Object) -> String {
    serde_json::to_string(&Value::Object(root)).expect("JSON")
}

/// Asserts that the response fits its questionnaire: every item where it belongs, every answer of its type.
fn conforms(response: &str) {
    let (questionnaire, root) = (json(&questionnaire(&catalog())), json(response));
    let types: HashMap<_, _> = items(&questionnaire).into_iter().map(|item| (text(item, "linkId"), item)).collect();
    within(&root, &questionnaire, &types);
    assert_eq!(root.get("subject").is_some(), root.get("contained").is_some(), "dom-3");
}

fn within(parent: &Object, asked: &Object, types: &HashMap<&str, &Object>) {
    let mut before = None;
    for item in list(parent, "item") {
        let id = text(item, "linkId");
        let place = list(asked, "item").iter().position(|child| text(child, "linkId") == id);
        let place = place.unwrap_or_else(|| panic!("{id} stands under {}", text(asked, "linkId")));
        let repeats = types[id].get("repeats").is_some() && text(types[id], "type") == "group";
        assert!(before < Some(place) || repeats && before == Some(place), "{id}: order");
        before = Some(place);
        let answers = list(item, "answer");
        let value = match text(types[id], "type") {
            "group" => {
                assert!(answers.is_empty(), "{id}: a group has no answers");
                within(item, types[id], types);
                continue;
            }
            "choice" => "valueCoding",
            "integer" => "valueInteger",
            "decimal" => "valueDecimal",
            "date" => "valueDate",
            "boolean" => "valueBoolean",
            _ => "valueString",
        };
        assert!(!answers.is_empty() && list(item, "item").is_empty(), "{id}");
        assert!(answers.len() == 1 || types[id].get("repeats").is_some(), "{id}: one answer");
        for answer in answers {
            let value = answer.get(value).unwrap_or_else(|| panic!("{id}: {answer:?}"));
            assert!(value.as_str().is_none_or(|text| !text.trim().is_empty()), "{id}");
        }
    }
}

#[test]
fn a_clean_draft_is_completed_and_names_its_institution() {
    let root = json(&response(&draft(CLEAN)));
    assert_eq!((text(&root, "status"), text(&root, "authored")), ("completed", "2026-02-01"));
    let organization = list(&root, "contained")[0];
    let identifier = list(organization, "identifier")[0];
    assert_eq!(text(identifier, "system"), "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no");
    assert_eq!(text(identifier, "value"), "0110112489");
    assert_eq!(text(organization, "name"), "例示クリニック");
}

#[test]
fn a_draft_with_errors_is_in_progress() {
    let root = json(&response(&draft(&CLEAN.replace("\"f1.function\": \"yes\",", ""))));
    assert_eq!(text(&root, "status"), "in-progress");
}

#[test]
fn a_code_as_people_write_it_is_given_in_its_ten_digits_and_one_that_is_none_is_not_given() {
    let code = |typed: &str| {
        let root = json(&response(&draft(&CLEAN.replace("0110112489", typed))));
        let organization = list(&root, "contained")[0].clone();
        list(&organization, "identifier").first().map(|identifier| text(identifier, "value").to_owned())
    };
    assert_eq!(code("01・1・0112489").as_deref(), Some("0110112489"));
    assert_eq!(code("011011248"), None);
    assert!(json(&response(&Draft::new("R7"))).get("subject").is_none());
}

#[test]
fn no_answer_that_fhir_holds_travels_twice() {
    let text = response(&draft(CLEAN));
    for typed in ["例示病院", "夜間の電話対応と受入れ", "例示 太郎", "011-000-0000"] {
        let expected = draft(CLEAN).to_line().matches(typed).count();
        assert_eq!(text.matches(typed).count(), expected, "{typed}");
    }
}

const ODD: &str = r#"{"later":1,"format":"kakari-report","answers":{"f1.generalist":"yes","f1.generalist.fte":1.50,"f1.areas":["6","zzz","6"],
"f1.staff.doctors":3.0,"f1.function":"no","f1.function":"yes","zzz":{"kept":null},"facility.code":"x","f1.remarks":"",
"f2i.own":"partnered","f2i.partners":[{"content":"夜間","name":"病院","tel":"1"},{"name":"","content":""}],"f1.posted":7,"f2i.rota":"$fhir",
"f1.staff.certified_nurses":-1e400,"f2ni.facilities.names":[],"f1.medication":null},"facility":[1],"report":"change",
"edition":"R99"}"#;

#[test]
fn what_is_not_asked_is_no_answer_of_the_response_and_comes_back_all_the_same() {
    for (change, aside) in [
        (["\"f1.posted\": \"yes\"", "\"f1.posted\": \"no\""], "f2"),
        (["\"exclusion\": \"none\"", "\"exclusion\": \"imperial\""], "f1.posted"),
        (["\"f1.generalist\": \"yes\"", "\"f1.generalist\": \"no\""], "f1.generalist.fte"),
    ] {
        let draft = draft(&CLEAN.replace(change[0], change[1]));
        let made = response(&draft);
        conforms(&made);
        let shown =
            |text_of: &str| items(&json(text_of)).iter().filter(|item| text(item, "linkId").starts_with(aside)).count();
        assert!(shown(&made) == 0 && shown(&response(&self::draft(CLEAN))) > 0, "{aside}");
        assert_eq!(back(&made, None).draft.to_line(), draft.to_line());
        assert_eq!(back(&without_rest(&made), Some(&draft)).draft.to_line(), draft.to_line());
        // Asked again elsewhere, an answer of today counts more than one from before; the others are back.
        let again = made.replace("\"code\": \"no\"", "\"code\": \"yes\"");
        let merged = back(&again, None);
        assert_eq!(merged.draft.get("f2i.partners"), draft.get("f2i.partners"));
        assert_eq!(merged.notes, []);
    }
}

#[test]
fn what_fhir_cannot_hold_comes_back_as_it_was() {
    let odd = draft(ODD);
    let merged = back(&response(&odd), None);
    assert_eq!(merged.draft.to_line(), odd.to_line());
    assert_eq!(merged.notes, []);
    conforms(&response(&odd));
}

#[test]
fn a_tool_that_writes_numbers_its_own_way_changes_nothing() {
    let odd = draft(ODD);
    let elsewhere = response(&odd).replace("\"valueDecimal\": 1.50", "\"valueDecimal\": 1.5");
    assert_ne!(elsewhere, response(&odd));
    assert_eq!(back(&elsewhere, None).draft.to_line(), odd.to_line());
    assert_eq!(back(&without_rest(&elsewhere), Some(&odd)).draft.to_line(), odd.to_line());
}

#[test]
fn an_answer_changed_in_fhir_wins_over_what_travelled_beside_it() {
    let odd = draft(ODD);
    let elsewhere =
        response(&odd).replace("\"valueDecimal\": 1.50", "\"valueDecimal\": 2.25").replace("夜間\"", "休日\"");
    let merged = back(&elsewhere, None);
    assert!(merged.draft.to_line().contains("\"f1.generalist.fte\":2.25,\"f1.areas\":[\"6\",\"zzz\",\"6\"]"));
    assert!(merged.draft.to_line().contains("\"f2i.partners\":[{\"name\":\"病院\",\"content\":\"休日\"}]"));
    let replaced = |id: &str| Note::Replaced(id.to_owned());
    assert_eq!(merged.notes, [replaced("f1.generalist.fte"), replaced("f2i.partners")]);
}

#[test]
fn an_item_emptied_in_fhir_is_taken_out_and_the_rest_stays() {
    let clean = draft(CLEAN);
    let empty = without_rest(&with_items_of(&response(&clean), &response(&Draft::new("R7"))));
    let merged = back(&empty, Some(&clean));
    assert_eq!(merged.draft.to_line(), Draft::new("R7").to_line());
    let odd = draft(ODD);
    let merged = back(&with_items_of(&response(&odd), &response(&Draft::new("R7"))), None);
    for kept in
        ["\"later\":1", "\"zzz\":{\"kept\":null}", "\"f1.posted\":7", "\"f2i.rota\":\"$fhir\"", "\"facility\":[1]"]
    {
        assert!(merged.draft.to_line().contains(kept), "{kept}");
    }
    assert!(merged.notes.contains(&Note::Removed("f1.areas".to_owned())));
    assert!(!merged.draft.to_line().contains("f1.areas"));
}

#[test]
fn answers_of_other_tools_are_understood_and_what_cannot_be_is_counted() {
    let text = r#"{"resourceType":"QuestionnaireResponse","status":"completed","item":[
        {"linkId":"f1.function","answer":[{"valueCoding":{"code":"yes"}}]},
        {"linkId":"f1.posted","answer":[{"valueString":"有り"}]},
        {"linkId":"f1.training","answer":[{"valueCoding":{"system":"urn:other","code":"x","display":"無し"}}]},
        {"linkId":"f1.staff.doctors","answer":[{"valueQuantity":{"value":2,"unit":"人"}}]},
        {"linkId":"f1.consultation","answer":[{"valueAttachment":{}}]},
        {"linkId":"f1.medication","answer":[{"valueString":"自由な文"},{"valueBoolean":true}]},
        {"linkId":"f2i.partners","item":[{"linkId":"f2i.partners:name","answer":[{"valueString":"病院"}]}]},
        {"linkId":"something","item":[{"linkId":"else","answer":[{"valueString":"?"}]}]}]}"#;
    let answered = Answered::read(text).expect("a response");
    assert_eq!(answered.edition(), None);
    let merged = answered.draft(&catalog(), None);
    let answers = merged.draft.to_line();
    assert!(
        answers.contains(
            r#""answers":{"f1.function":"yes","f1.posted":"yes","f1.training":"no","f1.staff.doctors":2,"f1.medication":["自由な文",true],"f2i.partners":[{"name":"病院"}]}"#
        ),
        "{answers}"
    );
    assert_eq!(merged.notes, [Note::Unreadable("f1.consultation".to_owned()), Note::Unknown(1)]);
    assert!(merged.notes.iter().all(Note::is_loss));
}

#[test]
fn a_damaged_rest_is_said_and_the_items_are_read() {
    let damaged = response(&draft(CLEAN)).replace("kakari-report", "kakari");
    let merged = back(&damaged, None);
    assert_eq!(merged.notes, [Note::RestDamaged]);
    assert_eq!(merged.draft.get("f1.function").and_then(Value::as_str), Some("yes"));
    assert_eq!((merged.draft.edition(), merged.draft.report()), (Some("R7"), Some("periodic")));
}

#[test]
fn what_is_no_response_of_ours_is_refused() {
    let refusal = |text: &str| Answered::read(text).expect_err("refused");
    assert_eq!(refusal("{\n \"a\": x}"), NotAResponse::NotJson(2, 7));
    assert_eq!(refusal("[]"), NotAResponse::OtherResource);
    assert_eq!(refusal(CLEAN), NotAResponse::OtherResource);
    assert_eq!(
        refusal(r#"{"resourceType":"QuestionnaireResponse","questionnaire":"http://example.org/q"}"#),
        NotAResponse::OtherQuestionnaire
    );
}

proptest! {
    #[test]
    fn any_draft_comes_back_as_it_was(draft in any_draft()) {
        let response = response(&draft);
        conforms(&response);
        let merged = back(&response, None);
        prop_assert_eq!(merged.draft.to_line(), draft.to_line());
        prop_assert_eq!(merged.notes, []);
        let merged = back(&without_rest(&response), Some(&draft));
        prop_assert_eq!(merged.draft.to_line(), draft.to_line());
    }

    /// FHIR wins: after a merge, the draft says in FHIR what the response said, but for what was not asked there and stood
    /// aside, which stays; where both said the same, the draft is what it was; and it makes no difference whether the
    /// draft travelled or was at hand.
    #[test]
    fn after_a_merge_the_draft_says_what_the_response_said(before in any_draft(), edited in any_draft()) {
        let (old, new) = (response(&before), response(&edited));
        let mixed = with_items_of(&old, &new);
        let merged = back(&mixed, None).draft;
        let said = json(&response(&merged));
        prop_assert_eq!(back(&without_rest(&mixed), Some(&before)).draft.to_line(), merged.to_line());

        let (old, new) = (json(&old), json(&new));
        for item in catalog().items() {
            let of = |root| items(root).into_iter().filter(|i| text(i, "linkId") == item.id).cloned().collect::<Vec<_>>();
            if of(&old) == of(&new) {
                prop_assert_eq!(merged.get(&item.id), before.get(&item.id));
            } else if of(&new).is_empty() {
                prop_assert_eq!(of(&said), []);
            } else if is_asked(&merged, &item.id) {
                prop_assert_eq!(of(&said), of(&new));
            } else {
                prop_assert!(merged.get(&item.id).is_some());
            }
        }
        for (name, value) in before.root().iter().filter(|(name, _)| !["facility", "answers"].contains(name)) {
            prop_assert!(merged.root().iter().any(|member| member == (name, value)));
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}") {
        let _ = Answered::read(&text);
    }
}
