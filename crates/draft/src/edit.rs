//! Changing one part of an answer that is a list, so that all the rest of it stays as it was written.

use crate::{Draft, Object, Value};

impl Draft {
    /// The entries of a list; none where the answer is no list.
    fn entries(&self, id: &str) -> Vec<Value> {
        self.get(id).and_then(Value::as_array).unwrap_or_default().to_vec()
    }

    fn set_entries(&mut self, id: &str, entries: Vec<Value>) {
        self.set(id, (!entries.is_empty()).then_some(Value::Array(entries)));
    }

    /// Chooses options among several: `chosen` in this order. What stands in the list and is none of the options `known`
    /// stays behind them.
    pub fn choose(&mut self, id: &str, chosen: &[String], known: &[String]) {
        let is_option = |value: &Value| value.as_str().is_some_and(|own| known.iter().any(|key| key == own));
        let mut entries: Vec<_> = chosen.iter().map(|key| key.as_str().into()).collect();
        entries.extend(self.entries(id).into_iter().filter(|value| !is_option(value)));
        self.set_entries(id, entries);
    }

    /// Writes a text into an entry of a list: into its member `name`, or in its place where the entry is the text itself.
    /// One place behind the last it is a new entry.
    pub fn put(&mut self, id: &str, place: usize, name: Option<&str>, text: &str) {
        let mut entries = self.entries(id);
        if place == entries.len() {
            entries.push(name.map_or(Value::Null, |_| Value::Object(Object::default())));
        }
        let Some(entry) = entries.get_mut(place) else { return };
        match (name, &mut *entry) {
            (Some(name), Value::Object(object)) => object.set(name, text.into()),
            (Some(name), other) => {
                let mut object = Object::default();
                object.set(name, text.into());
                *other = Value::Object(object);
            }
            (None, other) => *other = text.into(),
        }
        self.set_entries(id, entries);
    }

    /// Takes an entry out of a list.
    pub fn take_out(&mut self, id: &str, place: usize) {
        let mut entries = self.entries(id);
        if place < entries.len() {
            entries.remove(place);
            self.set_entries(id, entries);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Draft;

    fn draft(answers: &str) -> Draft {
        Draft::read(&format!("{{\"format\":\"kakari-report\",\"answers\":{{{answers}}}}}")).expect("a draft")
    }

    #[track_caller]
    fn answers(draft: &Draft, expected: &str) {
        let line = draft.to_line();
        assert_eq!(line.split_once("\"answers\":").expect("answers").1, format!("{{{expected}}}}}"));
    }

    #[test]
    fn who_chooses_keeps_what_is_no_option() {
        let keys = |all: &[&str]| all.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        let mut draft = draft(r#""a":["6",1.50,"zz","7",{"b":1,"b":2}]"#);
        draft.choose("a", &keys(&["1", "7"]), &keys(&["1", "6", "7"]));
        answers(&draft, r#""a":["1","7",1.50,"zz",{"b":1,"b":2}]"#);
        draft.choose("a", &[], &keys(&["1", "6", "7"]));
        answers(&draft, r#""a":[1.50,"zz",{"b":1,"b":2}]"#);
    }

    #[test]
    fn the_last_option_that_goes_takes_the_answer_along() {
        let mut draft = draft(r#""a":["6"]"#);
        draft.choose("a", &[], &["6".to_owned()]);
        answers(&draft, "");
    }

    #[test]
    fn a_part_of_an_entry_changes_and_its_other_members_stay() {
        let mut draft = draft(r#""p":[{"name":"甲","mark":1.50,"mark":2},"乙"]"#);
        draft.put("p", 0, Some("name"), "丙");
        draft.put("p", 1, Some("content"), "丁");
        draft.put("p", 2, Some("name"), "");
        draft.put("p", 9, Some("name"), "nowhere");
        answers(&draft, r#""p":[{"name":"丙","mark":1.50,"mark":2},{"content":"丁"},{"name":""}]"#);
        draft.take_out("p", 1);
        draft.take_out("p", 9);
        answers(&draft, r#""p":[{"name":"丙","mark":1.50,"mark":2},{"name":""}]"#);
    }

    #[test]
    fn names_are_texts_and_the_last_one_takes_the_answer_along() {
        let mut draft = draft(r#""n":[1.0]"#);
        draft.put("n", 1, None, "甲");
        draft.take_out("n", 0);
        answers(&draft, r#""n":["甲"]"#);
        draft.take_out("n", 0);
        answers(&draft, "");
    }
}
