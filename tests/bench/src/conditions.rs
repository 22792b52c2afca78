//! A JSON Schema that says of the rules what a schema can say, so that the peers have more of the same work: conditional
//! items, what must be answered when, options that stand alone, areas of diseases, partners, forbidden characters, the
//! shapes of code and telephone number. Dates, sums, comparisons and decisions stay out of its reach.

use kakari_catalog::{Catalog, Id, Item, Kind};
use serde_json::{Map, Value, json};

const STARS: [Id; 4] = [Id::F1Function, Id::F1Posted, Id::F1Areas, Id::F1Consultation];
const FUNCTIONS: [&str; 4] = ["f2i", "f2ro", "f2ha", "f2ni"];

/// The schema of an edition with these conditions. `structure` is the schema of its structure.
pub fn schema(catalog: &Catalog, structure: &str) -> Result<Value, serde_json::Error> {
    let mut schema: Value = serde_json::from_str(structure)?;
    let answers = answers(catalog);
    let properties = |facility: bool| -> Map<String, Value> {
        let items = catalog.items().iter().filter(|item| item.is_facility() == facility);
        items.filter_map(|item| Some((member(item).to_owned(), shape(catalog, item)?))).collect()
    };
    schema["allOf"] = json!([{"properties": {
        "facility": {"properties": properties(true)},
        "answers": {"properties": properties(false), "allOf": answers},
    }}]);
    Ok(schema)
}

fn member(item: &Item) -> &str {
    item.id.strip_prefix("facility.").unwrap_or(&item.id)
}

/// KF08, KF20 to KF25, K102, KI01: what an answer must look like by itself.
fn shape(catalog: &Catalog, item: &Item) -> Option<Value> {
    const PLAIN: &str = "^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b\\u200e\\u200f\\u2028-\\u202e\\ue000-\\uf8ff]*$";
    Some(match item.kind {
        Kind::Text if item.id == Id::FacilityCode.as_str() => {
            json!({"pattern": "^(0[1-9]|[1-3][0-9]|4[0-7])[13][0-9]{7}$"})
        }
        Kind::Text if item.id == Id::FacilityPhone.as_str() => json!({"pattern": "^[(]?0[0-9]+([-() ]?[0-9]+)*$"}),
        Kind::Text => json!({"pattern": PLAIN}),
        Kind::Names => json!({"items": {"pattern": PLAIN, "minLength": 1}}),
        Kind::Partners => {
            let part = json!({"pattern": PLAIN, "minLength": 1});
            json!({"items": {"required": ["name", "content"], "properties": {"name": part, "content": part}}})
        }
        Kind::Multi => {
            let alone = catalog.options(item).iter().find(|option| option.exclusive)?;
            json!({"if": {"contains": {"const": alone.key}}, "then": {"maxItems": 1}})
        }
        _ => return None,
    })
}

/// K101 to K116, KI, KR, KH, KN, KX: which answers go together.
fn answers(catalog: &Catalog) -> Vec<Value> {
    let mut all = Vec::new();
    for item in catalog.items() {
        // What a decision calls for is not said here.
        let Some((when, decider)) = item.when.as_ref().and_then(|when| Some((when, when.item()?))) else { continue };
        let asked = json!({"required": [decider], "properties": {decider: {"anyOf": [
            {"enum": when.is}, {"type": "array", "contains": {"enum": when.is}},
        ]}}});
        all.push(
            json!({"if": asked, "then": {"required": [item.id]}, "else": {"properties": {item.id.as_str(): false}}}),
        );
    }
    let required = |section: &'static str| -> Vec<&str> {
        let items = catalog.items_of(section).filter(|item| item.is_required() && !item.preprinted);
        items.map(|item| item.id.as_str()).collect()
    };
    all.push(json!({"required": required("f1")}));
    all.push(json!({"required": required("other")}));
    let positive = |item: &Item| -> Value {
        let keys: Vec<_> =
            catalog.options(item).iter().filter(|option| option.positive).map(|option| option.key.as_str()).collect();
        match item.kind {
            Kind::Multi => json!({"contains": {"enum": keys}}),
            _ => json!({"enum": keys}),
        }
    };
    let stars = STARS.map(|id| catalog.item(id));
    let has = json!({
        "required": stars.map(|item| item.id.as_str()),
        "properties": stars.iter().map(|item| (item.id.clone(), positive(item))).collect::<Map<_, _>>(),
    });
    for section in FUNCTIONS {
        let none: Map<String, Value> = catalog.items_of(section).map(|item| (item.id.clone(), json!(false))).collect();
        all.push(json!({"if": has, "then": {"required": required(section)}, "else": {"properties": none}}));
    }
    let areas = catalog.item(Id::F1Areas).id.as_str();
    for disease in catalog.options(catalog.item(Id::F1Diseases)).iter().filter(|disease| !disease.areas.is_empty()) {
        let diseases = Id::F1Diseases.as_str();
        all.push(json!({
            "if": {"required": [diseases, areas], "properties": {diseases: {"contains": {"const": disease.key}}}},
            "then": {"properties": {areas: {"contains": {"enum": disease.areas}}}},
        }));
    }
    all
}
