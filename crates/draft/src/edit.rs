//! Changing one part of an answer that is a list, so that all the rest of it stays as it was written.

use crate::{Draft, Object, Value};

impl Draft {
    /// Changes the entries of a list, which is empty where the answer is none. A list without entries is no answer.
    fn edit(&mut self, id: &str, change: impl FnOnce(&mut Vec<Value>)) {
        let (is_list, mut entries) = match self.get_mut(id) {
            Some(Value::Array(entries)) => (true, std::mem::take(entries)),
            _ => (false, Vec::new()),
        };
        change(&mut entries);
        if entries.is_empty() && !is_list {
            return;
        }
        self.set(id, (!entries.is_empty()).then_some(Value::Array(entries)));
    }

    /// Chooses options among several: `chosen` in this order. What stands in the list and is no option stays behind them.
    pub fn choose(&mut self, id: &str, mut chosen: Vec<Value>, is_option: impl Fn(&str) -> bool) {
        self.edit(id, |entries| {
            entries.retain(|value| !value.as_str().is_some_and(&is_option));
            chosen.append(entries);
            *entries = chosen;
        });
    }

    /// Writes a text into an entry of a list: into its member `name`, or in its place where the entry is the text itself.
    /// One place behind the last it is a new entry.
    pub fn put(&mut self, id: &str, place: usize, name: Option<&str>, text: &str) {
        self.edit(id, |entries| {
            if place == entries.len() {
                entries.push(Value::Null);
            }
            match (entries.get_mut(place), name) {
                (None, _) => {}
                (Some(entry), None) => *entry = text.into(),
                (Some(Value::Object(object)), Some(name)) => object.set(name, text.into()),
                (Some(entry), Some(name)) => {
                    let mut object = Object::default();
                    object.set(name, text.into());
                    *entry = Value::Object(object);
                }
            }
        });
    }

    /// Takes an entry out of a list.
    pub fn take_out(&mut self, id: &str, place: usize) {
        self.edit(id, |entries| {
            if place < entries.len() {
                entries.remove(place);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::{Draft, Value};

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
        let keys = |all: &[&str]| all.iter().map(|key| Value::from(*key)).collect::<Vec<_>>();
        let mut draft = draft(r#""a":["6",1.50,"zz","7",{"b":1,"b":2}]"#);
        let is_option = |key: &str| ["1", "6", "7"].contains(&key);
        draft.choose("a", keys(&["1", "7"]), is_option);
        answers(&draft, r#""a":["1","7",1.50,"zz",{"b":1,"b":2}]"#);
        draft.choose("a", Vec::new(), is_option);
        answers(&draft, r#""a":[1.50,"zz",{"b":1,"b":2}]"#);
    }

    #[test]
    fn the_last_option_that_goes_takes_the_answer_along() {
        let mut draft = draft(r#""a":["6"]"#);
        draft.choose("a", Vec::new(), |key| key == "6");
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

    #[test]
    fn what_is_no_list_stays_where_nothing_is_put_into_one() {
        let mut draft = draft(r#""n":"甲""#);
        draft.take_out("n", 0);
        draft.choose("n", Vec::new(), |key| key == "1");
        draft.put("n", 3, None, "乙");
        answers(&draft, r#""n":"甲""#);
    }
}
