//! A condition of the catalogue is all there is to whether an item is asked: another condition asks it of others.

use kakari_catalog::{Catalog, Id, load, parse_date};
use kakari_draft::{Draft, Value};
use kakari_rules::Asked::{self, Function1Lacks, Open, OtherAnswer, Yes};
use kakari_rules::{BASE, Options, check};

const R7: &str = include_str!("../../catalog/editions/R7.toml");

/// R7 in which 2号機能 ニ asks for the remarks under a condition.
fn with_condition(condition: &str) -> Catalog {
    let (from, to) = ("id = \"f2ni.remarks\"\n", format!("id = \"f2ni.remarks\"\nwhen = {condition}\n"));
    assert!(R7.contains(from));
    load::load(&R7.replacen(from, &to, 1)).unwrap_or_else(|errors| panic!("{condition}: {errors:?}"))
}

/// Whether the remarks on ニ and the 意向 are asked of the clean draft with some changes.
#[track_caller]
fn asked(catalog: &Catalog, set: &[(&str, &str)]) -> (Asked, Asked) {
    let mut draft = Draft::read(BASE).expect("the base is a draft");
    for (id, json) in set {
        draft.set(id, (!json.is_empty()).then(|| Value::read(json).expect("JSON")));
    }
    let today = parse_date("2026-02-01").expect("a day");
    let report = check(&draft, catalog, &Options { today, deadline: None });
    let of = |id: &str| report.asked(catalog.find(id).expect("an item").0);
    (of("f2ni.remarks"), of(Id::F1Willing.as_str()))
}

/// Every item of ロ negative, so that it is lacking.
const RO_LACKS: [(&str, &str); 6] = [
    ("f2ro.beds", r#""no""#),
    ("f2ro.claims.admission", "0"),
    ("f2ro.discharge_rules", r#""no""#),
    ("f2ro.critical_path", r#""no""#),
    ("f2ro.claims.discharge", "0"),
    ("f2ro.referred", r#""none""#),
];

#[test]
fn an_item_is_asked_by_the_decision_that_its_condition_names() {
    let has = with_condition(r#"{ decision = "function2.ro", is = ["has"] }"#);
    let lacks = with_condition(r#"{ decision = "function2.ro", is = ["lacks"] }"#);
    let either = with_condition(r#"{ decision = "function2.ro", is = ["has", "lacks"] }"#);
    let open: Vec<_> = RO_LACKS.into_iter().chain([("f2ro.referred", "")]).collect();
    for (set, when_has, when_lacks, when_either) in
        [(&[][..], Yes, OtherAnswer, Yes), (&RO_LACKS, OtherAnswer, Yes, Yes), (&open, Open, Open, Open)]
    {
        for (catalog, expected) in [(&has, when_has), (&lacks, when_lacks), (&either, when_either)] {
            assert_eq!(asked(catalog, set).0, expected, "{set:?}");
        }
    }
    // What is not asked at all is asked under no condition.
    let none = [("f1.posted", r#""no""#)];
    assert_eq!(asked(&either, &none).0, OtherAnswer);
    assert_eq!(asked(&Catalog::builtin("R7").expect("R7"), &none).0, Function1Lacks);
}

#[test]
fn the_intention_goes_by_its_condition_and_by_nothing_else() {
    const LACKS: &str = r#"when = { decision = "function1", is = ["lacks"] }"#;
    let other = R7.replacen(LACKS, r#"when = { item = "f1.training", is = ["no"] }"#, 1);
    let other = load::load(&other).expect("a valid edition");
    let builtin = Catalog::builtin("R7").expect("R7");
    for (set, by_decision, by_item) in [
        (&[][..], OtherAnswer, OtherAnswer),
        (&[("f1.posted", r#""no""#)], Yes, OtherAnswer),
        (&[("f1.posted", "")], Open, OtherAnswer),
        (&[("f1.training", r#""no""#)], OtherAnswer, Yes),
    ] {
        assert_eq!((asked(&builtin, set).1, asked(&other, set).1), (by_decision, by_item), "{set:?}");
    }
}
