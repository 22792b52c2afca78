//! Drafts, right and wrong, with what the engine says of each. Used by the test of this crate and by the example that
//! writes them down for ajv.

use std::collections::BTreeSet;

use kakari_catalog::{Catalog, Item, Kind};
use kakari_draft::Draft;
use kakari_rules::{Options, check};

/// The rules that a schema can speak for.
const CODES: [&str; 5] = ["KF03", "KF04", "KF05", "KF06", "KF07"];

/// A draft and where the engine finds it wrong.
pub struct Sample {
    /// Place in the list of catalogues.
    pub catalog: usize,
    /// The file.
    pub text: String,
    /// Ids of items and names of members at which KF03 to KF07 speak.
    pub faults: BTreeSet<String>,
}

/// Values of every kind, at their bounds and beyond, for any item. Numbers of 100 and more have no decimals to spare: see
/// `kakari_schema` on tenths.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "0.0",
    "1",
    "-1",
    "-0.1",
    "0.1",
    "0.3",
    "0.30",
    "0.7",
    "1.1",
    "1.9",
    "1.90",
    "1.99",
    "0.01",
    "0.25",
    "2.0",
    "2.5",
    "99.9",
    "99.95",
    "100",
    "100.5",
    "9999999",
    "9999999.0",
    "9999999.1",
    "10000000",
    "1e2",
    "19e-1",
    "21e-2",
    "1e400",
    "-1e400",
    r#""""#,
    r#"" ""#,
    r#""yes""#,
    r#""no""#,
    r#""YES""#,
    r#""yes ""#,
    r#""2""#,
    r#""02""#,
    r#""true""#,
    r#""2026-02-28""#,
    r#""2026-02-29""#,
    r#""2024-02-29""#,
    r#""1900-02-29""#,
    r#""2000-02-29""#,
    r#""0000-02-29""#,
    r#""2026-04-31""#,
    r#""2026-12-31""#,
    r#""2026-13-01""#,
    r#""2026-00-10""#,
    r#""2026-01-00""#,
    r#""2026-2-1""#,
    r#""2026-02-01 ""#,
    r#""2026-02-01\n""#,
    r#""２０２６-０２-０１""#,
    "[]",
    "[1]",
    "[null]",
    r#"["6"]"#,
    r#"["0","6"]"#,
    r#"["6","6"]"#,
    r#"["6","7","6"]"#,
    r#"["99"]"#,
    r#"["99","99"]"#,
    r#"["6",6]"#,
    r#"["other"]"#,
    r#"["例示苑","例示苑"]"#,
    "[[]]",
    "[{}]",
    "{}",
    r#"{"name":"例示病院"}"#,
    r#"[{"name":"例示病院","content":"受入れ"}]"#,
    r#"[{"name":"例示病院","content":"受入れ"},{"name":"例示病院","content":"受入れ"}]"#,
    r#"[{"name":"例示病院","fax":1}]"#,
    r#"[{"name":1}]"#,
    r#"[{"content":null}]"#,
    r#"[{"name":"例示病院"},"例示病院"]"#,
];

/// Values of the members of the file, right and wrong.
const HEAD: &[(&str, &[&str])] = &[
    ("version", &["1", "1.0", "2", "0", "-1", "1.5", "\"1\"", "null", "true"]),
    ("report", &["\"periodic\"", "\"change\"", "\"Periodic\"", "\"\"", "3", "null", "[]"]),
    ("edition", &["7", "null", "[]", "{}"]),
    ("facility", &["{}", "[]", "null", "\"x\"", "{\"fax\":1}", "{\"code\":null,\"x\":null}"]),
    ("answers", &["{}", "[]", "null", "3", "{\"f9.x\":[null]}", "{\"facility.code\":1}"]),
    ("later", &["null", "{\"a\":[1]}"]),
    ("$schema", &["\"https://example.jp/\""]),
];

/// A source of numbers that are the same on every machine (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("below a usize")
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Every value under every item, every value of every member, and drafts at random. The same every time.
pub fn samples(catalogs: &[Catalog]) -> Vec<Sample> {
    let mut texts = Vec::new();
    for (at, catalog) in catalogs.iter().enumerate() {
        for item in catalog.items() {
            let own = catalog.options(item).iter().flat_map(|option| {
                let (key, label) = (quoted(&option.key), quoted(&option.label));
                [format!("[{key},{key}]"), format!("[{key}]"), key, label]
            });
            // One catalogue goes through all; the others differ from it in their options alone.
            let shared = VALUES.iter().map(|value| (*value).to_owned()).filter(|_| at == 0);
            texts.extend(shared.chain(own).map(|value| (at, with_answers(catalog, &[(&item.id, value)]))));
        }
        for (name, values) in HEAD {
            texts.extend(values.iter().map(|value| (at, with_members(catalog, &[(name, (*value).to_owned())]))));
        }
        let mut dice = Dice(2027 + at as u64);
        texts.extend((0..400).map(|_| (at, random(catalog, &mut dice))));
    }
    texts
        .into_iter()
        .map(|(catalog, text)| Sample { catalog, faults: faults(&catalogs[catalog], &text), text })
        .collect()
}

/// Where the engine finds the draft wrong.
pub fn faults(catalog: &Catalog, text: &str) -> BTreeSet<String> {
    let draft = Draft::read(text).expect("a draft");
    let report = check(&draft, catalog, &Options { today: catalog.dates().window.from, deadline: None });
    let found = report.findings.iter().filter(|finding| CODES.contains(&finding.code()));
    found.flat_map(|finding| finding.places.iter().map(|place| place.id(catalog).to_owned())).collect()
}

/// A draft with these answers.
pub fn with_answers(catalog: &Catalog, answers: &[(&str, String)]) -> String {
    let of = |facility: bool| {
        let own = answers.iter().filter(|(id, _)| id.starts_with("facility.") == facility);
        object(own.map(|(id, value)| (id.trim_start_matches("facility."), value.as_str())))
    };
    with_members(catalog, &[("facility", of(true)), ("answers", of(false))])
}

fn with_members(catalog: &Catalog, members: &[(&str, String)]) -> String {
    let edition = quoted(catalog.edition());
    let head = [("format", "\"kakari-report\""), ("edition", edition.as_str())];
    let head = head.into_iter().filter(|(name, _)| !members.iter().any(|(own, _)| own == name));
    object(head.chain(members.iter().map(|(name, value)| (*name, value.as_str()))))
}

/// Most items answered rightly, some left out, and up to four faults.
fn random(catalog: &Catalog, dice: &mut Dice) -> String {
    let mut answers: Vec<(&str, String)> = Vec::new();
    for item in catalog.items() {
        if dice.below(4) > 0 {
            answers.push((&item.id, right(catalog, item, dice)));
        }
    }
    for _ in 0..dice.below(5) {
        let item = dice.one(catalog.items());
        let value = wrong(catalog, item, dice);
        answers.retain(|(id, _)| *id != item.id);
        answers.push((&item.id, value));
    }
    if dice.below(5) == 0 {
        answers.push(("f9.unknown", (*dice.one(VALUES)).to_owned()));
    }
    with_answers(catalog, &answers)
}

fn right(catalog: &Catalog, item: &Item, dice: &mut Dice) -> String {
    const TEXTS: [&str; 4] = ["", "例示クリニック", "🏥\n改行", "\\\"'"];
    let options = catalog.options(item);
    match item.kind {
        Kind::Choice => quoted(&dice.one(options).key),
        Kind::Multi => {
            let keys: Vec<_> = options.iter().filter(|_| dice.below(3) == 0).map(|own| quoted(&own.key)).collect();
            format!("[{}]", keys.join(","))
        }
        Kind::Count => dice.one(&[0, 1, 12, 9_999_999, dice.0 % 9_999_999]).to_string(),
        Kind::Decimal1 => format!("{}.{}", dice.below(100_000), dice.below(10)),
        Kind::Text => quoted(dice.one(&TEXTS)),
        Kind::Partners => {
            let partner = |dice: &mut Dice| format!("{{\"name\":{},\"content\":\"受入れ\"}}", quoted(dice.one(&TEXTS)));
            format!("[{}]", (0..dice.below(3)).map(|_| partner(dice)).collect::<Vec<_>>().join(","))
        }
        Kind::Names => format!("[{}]", vec![quoted(dice.one(&TEXTS)); dice.below(3)].join(",")),
        Kind::Date => quoted(format!("{:04}-{:02}-{:02}", dice.below(10_000), 1 + dice.below(12), 1 + dice.below(28))),
        Kind::Flag => (dice.below(2) == 0).to_string(),
    }
}

fn wrong(catalog: &Catalog, item: &Item, dice: &mut Dice) -> String {
    let unknown = [r#""例示太郎""#, r#""unknown""#];
    match (item.kind, dice.below(3)) {
        (_, 0) => (*dice.one(VALUES)).to_owned(),
        (Kind::Choice, _) => (*dice.one(&unknown)).to_owned(),
        (Kind::Multi, 1) => {
            let key = quoted(&dice.one(catalog.options(item)).key);
            format!("[{key},{},{key}]", quoted(&dice.one(catalog.options(item)).key))
        }
        (Kind::Multi, _) => format!("[{}]", dice.one(&unknown)),
        (Kind::Count, 1) => format!("-{}", 1 + dice.below(1000)),
        (Kind::Count, _) => format!("{}.{}", dice.below(1000), 1 + dice.below(9)),
        (Kind::Decimal1, 1) => format!("{}{:07}.5", 1 + dice.below(9), dice.below(10_000_000)),
        (Kind::Decimal1, _) => format!("{}.{}{}", dice.below(100), dice.below(10), 1 + dice.below(9)),
        (Kind::Date, _) => quoted(format!("{:04}-{:02}-{:02}", dice.below(10_000), dice.below(15), 27 + dice.below(6))),
        _ => (*dice.one(&["7", "null", "[7]", "{\"name\":\"x\"}"])).to_owned(),
    }
}

fn quoted(text: impl AsRef<str>) -> String {
    serde_json::to_string(text.as_ref()).expect("a string")
}

fn object<'a>(members: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let members: Vec<_> = members.map(|(name, json)| format!("{}:{json}", quoted(name))).collect();
    format!("{{{}}}", members.join(","))
}
