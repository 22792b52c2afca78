//! The draft file (下書き, `*.kakari.json`).
//!
//! Reading never fails on content: only text that is not JSON, or not this format, is refused, with line and column.
//! Everything else is kept as it was written, in its order, with unknown members, numbers as they were typed and
//! members given twice, so that reading and writing again drops nothing.

mod edit;
mod exact;
mod parse;
mod read;
mod typed;
mod value;
mod write;

pub use exact::Exact;
pub use parse::SyntaxError;
pub use read::{ReadError, Refusal};
pub use serde_json::Number;
pub use typed::{tidied, typed_number};
pub use value::{Object, Value};

/// What `format` must say.
pub const FORMAT: &str = "kakari-report";
/// The newest version of the format that this library knows.
pub const VERSION: u64 = 1;
/// What `report` may say: 定期報告 or 変更報告.
pub const REPORTS: [&str; 2] = ["periodic", "change"];

const FACILITY: &str = "facility";
const ANSWERS: &str = "answers";

/// A draft of a report. Holds whatever the file held; what it means is for the rules to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    root: Object,
}

impl Draft {
    /// An empty draft of a periodic report (定期報告) for an edition.
    pub fn new(edition: &str) -> Self {
        let mut root = Object::default();
        root.set("format", FORMAT.into());
        root.set("version", Value::Number(VERSION.into()));
        root.set("edition", edition.into());
        root.set("report", REPORTS[0].into());
        root.set(FACILITY, Value::Object(Object::default()));
        root.set(ANSWERS, Value::Object(Object::default()));
        Self { root }
    }

    /// Reads a draft file.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        Self::read_with(text, |_| None)
    }

    /// The same, for those who know the names of most members: what `known` gives back is not copied.
    pub fn read_with(text: &str, known: fn(&str) -> Option<&'static str>) -> Result<Self, ReadError> {
        read::root(text, known).map(|root| Self { root })
    }

    /// The draft as a file: indented JSON with a line break at the end.
    pub fn to_text(&self) -> String {
        let mut text = self.root.to_text();
        text.push('\n');
        text
    }

    /// The draft as JSON on one line, as it stands in a `.jsonl` file.
    pub fn to_line(&self) -> String {
        self.root.to_line()
    }

    /// All members of the file.
    pub fn root(&self) -> &Object {
        &self.root
    }

    /// The edition the draft is for, where it says so.
    pub fn edition(&self) -> Option<&str> {
        self.root.get("edition").and_then(Value::as_str)
    }

    /// Makes it a draft for another edition.
    pub fn set_edition(&mut self, edition: &str) {
        self.root.set("edition", edition.into());
    }

    /// One of [`REPORTS`], where it says so.
    pub fn report(&self) -> Option<&str> {
        self.root.get("report").and_then(Value::as_str)
    }

    /// Makes it a report of another kind, one of [`REPORTS`].
    pub fn set_report(&mut self, kind: &str) {
        self.root.set("report", kind.into());
    }

    /// The `facility` member, where it is an object.
    pub fn facility(&self) -> Option<&Object> {
        self.root.get(FACILITY).and_then(Value::as_object)
    }

    /// The `answers` member, where it is an object.
    pub fn answers(&self) -> Option<&Object> {
        self.root.get(ANSWERS).and_then(Value::as_object)
    }

    /// The value under an item id; ids that begin with `facility.` stand in the `facility` member.
    pub fn get(&self, id: &str) -> Option<&Value> {
        match id.strip_prefix("facility.") {
            Some(key) => self.facility()?.get(key),
            None => self.answers()?.get(id),
        }
    }

    /// Whether an item is answered in any way. A list without entries is no answer: "none" is an option of its own.
    pub fn is_answered(&self, id: &str) -> bool {
        self.get(id).is_some_and(|value| value.as_array() != Some(&[]))
    }

    fn get_mut(&mut self, id: &str) -> Option<&mut Value> {
        let (member, key) = place(id);
        match self.root.get_mut(member)? {
            Value::Object(object) => object.get_mut(key),
            _ => None,
        }
    }

    /// Sets or, with `None`, removes the value under an item id. A `facility` or `answers` member that is no object is
    /// moved aside under another name, not overwritten.
    pub fn set(&mut self, id: &str, value: Option<Value>) {
        let (member, key) = place(id);
        let object = self.root.object_or_aside(member);
        match value {
            Some(value) => object.set(key, value),
            None => object.remove(key),
        }
    }
}

/// The member that an item id stands in, and its name there.
fn place(id: &str) -> (&'static str, &str) {
    match id.strip_prefix("facility.") {
        Some(key) => (FACILITY, key),
        None => (ANSWERS, id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EXAMPLE: &str = r#"{
  "format": "kakari-report",
  "version": 1,
  "edition": "R8",
  "report": "periodic",
  "facility": {
    "code": "0110112489"
  },
  "answers": {
    "f1.generalist.fte": 1.50,
    "f1.areas": [
      "6",
      "7"
    ],
    "zzz.unknown": {
      "kept": null
    },
    "f1.function": "no",
    "f1.function": "yes"
  },
  "later": 1e+400
}
"#;

    #[test]
    fn reading_and_writing_again_gives_the_same_text() {
        let draft = Draft::read(EXAMPLE).expect("a draft");
        assert_eq!(draft.to_text(), EXAMPLE);
    }

    #[test]
    fn of_a_member_given_twice_the_last_counts_and_both_are_kept() {
        let draft = Draft::read(EXAMPLE).expect("a draft");
        assert_eq!(draft.get("f1.function").and_then(Value::as_str), Some("yes"));
        assert_eq!(draft.to_text().matches("f1.function").count(), 2);
    }

    #[test]
    fn setting_a_member_given_twice_leaves_one_meaning() {
        let mut draft = Draft::read(EXAMPLE).expect("a draft");
        draft.set("f1.function", None);
        assert_eq!(draft.get("f1.function"), None);
    }

    #[test]
    fn facility_ids_stand_in_the_facility_member() {
        let mut draft = Draft::new("R8");
        draft.set("facility.name", Some("例クリニック".into()));
        draft.set("f1.function", Some("yes".into()));
        assert_eq!(draft.facility().and_then(|f| f.get("name")).and_then(Value::as_str), Some("例クリニック"));
        assert_eq!(draft.answers().and_then(|a| a.get("f1.function")).and_then(Value::as_str), Some("yes"));
    }

    #[test]
    fn a_damaged_answers_member_is_moved_aside_not_overwritten() {
        let mut draft = Draft::read(r#"{"format":"kakari-report","answers":[1,2]}"#).expect("a draft");
        draft.set("f1.function", Some("yes".into()));
        assert_eq!(draft.get("f1.function").and_then(Value::as_str), Some("yes"));
        assert!(draft.to_line().contains("[1,2]"));
    }

    #[test]
    fn a_byte_order_mark_is_no_reason_to_refuse() {
        assert!(Draft::read("\u{feff}{\"format\":\"kakari-report\"}").is_ok());
    }

    #[track_caller]
    fn refused(text: &str, line: usize, column: usize, refusal: Refusal) {
        let error = Draft::read(text).expect_err("refused");
        assert_eq!((error.line, error.column, error.refusal), (line, column, refusal), "{error}");
    }

    #[test]
    fn text_that_is_no_draft_is_refused_with_its_place() {
        refused("", 1, 1, Refusal::Incomplete);
        refused("{\"format\":", 1, 10, Refusal::Incomplete);
        refused("<html>", 1, 1, Refusal::NotJson);
        refused("{\"format\": \"kakari-report\",\n  \"名前\": あ}", 2, 9, Refusal::NotJson);
        refused("[]", 1, 1, Refusal::NotThisFormat);
        refused("  12", 1, 3, Refusal::NotThisFormat);
        refused("{\n \"format\": \"other\"}", 2, 19, Refusal::NotThisFormat);
        refused("{\"a\": 1}", 1, 8, Refusal::NotThisFormat);
        refused("{\"format\":\"kakari-report\"} x", 1, 28, Refusal::NotJson);
    }

    #[test]
    fn nesting_without_end_is_refused_without_a_crash() {
        let deep = format!("{{\"format\":\"kakari-report\",\"x\":{}", "[".repeat(100_000));
        assert_eq!(Draft::read(&deep).expect_err("refused").refusal, Refusal::TooDeep);
    }

    fn json() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just("null".to_owned()),
            any::<bool>().prop_map(|b| b.to_string()),
            any::<i64>().prop_map(|n| n.to_string()),
            "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,4})?([eE][+-]?[0-9]{1,3})?",
            "\\PC{0,6}".prop_map(|s| serde_json::to_string(&s).expect("a string")),
        ];
        leaf.prop_recursive(3, 24, 5, |inner| {
            let key = "[a-z_$.]{0,8}";
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(|v| format!("[{}]", v.join(","))),
                prop::collection::vec((key, inner), 0..5).prop_map(|members| {
                    let members: Vec<_> = members.iter().map(|(k, v)| format!("\"{k}\":{v}")).collect();
                    format!("{{{}}}", members.join(","))
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_draft_survives_a_round_trip(extra in json(), answers in json()) {
            let text = format!("{{\"format\":\"kakari-report\",\"answers\":{answers},\"extra\":{extra}}}");
            let draft = Draft::read(&text).expect("JSON of this format is never refused");
            prop_assert_eq!(draft.to_line(), text.clone());
            prop_assert_eq!(Draft::read(&draft.to_text()).expect("own output"), draft);
        }

        #[test]
        fn it_reads_what_serde_json_reads_and_refuses_the_rest_at_the_same_place(
            json in json(),
            at in any::<prop::sample::Index>(),
            cut in 0..4usize,
            with in r#"[\[\]{}:,"\\\\/a-fu0-9+\-.eEtrunl \n\tあ\x01]{0,3}"#,
        ) {
            let characters: Vec<char> = json.chars().collect();
            let at = at.index(characters.len() + 1);
            let rest = characters.iter().skip(at + cut);
            let text: String = characters.iter().take(at).copied().chain(with.chars()).chain(rest.copied()).collect();
            match (Value::read(&text), serde_json::from_str::<Value>(&text)) {
                // It puts a + into exponents; here numbers stay as they were typed.
                (Ok(own), Ok(theirs)) => {
                    let written = serde_json::to_string(&own).expect("serializable");
                    prop_assert_eq!(serde_json::from_str::<Value>(&written).expect("JSON"), theirs);
                    prop_assert_eq!(Value::read(&written).expect("JSON"), own);
                }
                (Err(own), Err(theirs)) => {
                    let is_over = own.refusal() == Refusal::Incomplete;
                    prop_assert_eq!(is_over, theirs.is_eof(), "{}", &text);
                    prop_assert_eq!((own.line(), own.column()), (theirs.line(), theirs.column()), "{}", &text);
                }
                (own, theirs) => prop_assert!(false, "{text}: {own:?}, {theirs:?}"),
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,200}") {
            let _ = Draft::read(&text);
        }
    }
}
