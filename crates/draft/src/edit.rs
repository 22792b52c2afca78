//! Changing a part of an answer that is a list, so that all the rest of it stays as it was written.

use crate::{Draft, Value};

impl Draft {
    /// Chooses options among several: `chosen` in this order. What stands in the list and is no option stays behind them.
    /// A list without entries is no answer.
    pub fn choose(&mut self, id: &str, mut chosen: Vec<Value>, is_option: impl Fn(&str) -> bool) {
        let entries = match self.get_mut(id) {
            Some(Value::Array(entries)) => std::mem::take(entries),
            _ if chosen.is_empty() => return,
            _ => Vec::new(),
        };
        chosen.extend(entries.into_iter().filter(|value| !value.as_str().is_some_and(&is_option)));
        self.set(id, (!chosen.is_empty()).then_some(Value::Array(chosen)));
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
    fn what_is_no_list_stays_where_nothing_is_chosen() {
        let mut draft = draft(r#""n":"甲""#);
        draft.choose("n", Vec::new(), |key| key == "1");
        answers(&draft, r#""n":"甲""#);
    }
}
