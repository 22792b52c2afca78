//! What hangs on the wall: what the notice stated when it was printed or saved, and how that differs from the draft now.

use kakari_catalog::{Date, parse_date};

use super::{Notice, Statement};

/// What a notice stated, as text that can be kept: a line for the day and the institution, then one for each statement,
/// the parts separated by tabs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The day it was printed or saved.
    pub day: Date,
    /// Whose notice it was, as its draft names the institution: 保険医療機関番号, else nothing.
    pub code: String,
    statements: Vec<Statement>,
}

impl Posted {
    /// What a notice states.
    pub fn new(notice: &Notice, code: &str) -> Self {
        let statements = statements(notice, notice.options.numbers);
        Self { day: notice.options.made_on, code: plain(code), statements }
    }

    /// Reads what [`Posted::to_text`] wrote; `None` where that is not so.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(|line| line.split('\t'));
        let mut first = lines.next()?;
        let day = parse_date(first.next()?)?;
        let code = first.next()?.to_owned();
        let statements = lines.filter_map(|mut parts| {
            let about = parts.next()?.to_owned();
            Some(Statement { about, says: parts.map(ToOwned::to_owned).collect() })
        });
        Some(Self { day, code, statements: statements.collect() })
    }

    /// The text to keep.
    pub fn to_text(&self) -> String {
        let day = self.day;
        let mut text = format!("{:04}-{:02}-{:02}\t{}", day.year(), u8::from(day.month()), day.day(), self.code);
        for statement in &self.statements {
            text.push('\n');
            text.push_str(&statement.about);
            for part in &statement.says {
                text.push('\t');
                text.push_str(part);
            }
        }
        text
    }

    /// What a notice made now states otherwise, one sentence each; none while the posted one still holds. What the posted
    /// one left out is not compared, and neither is the notice of another institution.
    pub fn changes(&self, now: &Notice, code: &str) -> Vec<String> {
        if code != self.code {
            return Vec::new();
        }
        let now = statements(now, true);
        let pairs = self.statements.iter().filter_map(|old| {
            let new = now.iter().find(|new| new.about == old.about)?;
            (old.says != new.says).then(|| change(old, &new.says))
        });
        pairs.collect()
    }
}

fn statements(notice: &Notice, numbers: bool) -> Vec<Statement> {
    let mut all = notice.statements(numbers);
    all.iter_mut().flat_map(|statement| &mut statement.says).for_each(|text| *text = plain(text));
    all
}

/// 「小児領域」が加わり、「眼領域」がなくなりました, or from one to the other.
fn change(old: &Statement, new: &[String]) -> String {
    let about = old.about.as_str();
    if let ([] | [_], [] | [_]) = (old.says.as_slice(), new) {
        let name =
            |says: &[String]| says.first().map_or_else(|| "記入なし".to_owned(), |text| ["「", text, "」"].concat());
        return [about, "：", &name(&old.says), "から", &name(new), "に変わりました。"].concat();
    }
    let only = |these: &[String], those: &[String]| -> String {
        these.iter().filter(|text| !those.contains(text)).flat_map(|text| ["「", text.as_str(), "」"]).collect()
    };
    let (gone, come) = (only(&old.says, new), only(new, &old.says));
    let end = if gone.is_empty() { "が加わりました。" } else { "が加わり、" };
    let come = if come.is_empty() { come } else { [&come, end].concat() };
    let gone = if gone.is_empty() { gone } else { [&gone, "がなくなりました。"].concat() };
    [about, "：", &come, &gone].concat()
}

/// On one line, without what separates.
fn plain(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{notice, notice_with};
    use super::Posted;

    const CODE: &str = "0110112489";

    #[track_caller]
    fn changes(before: &[(&str, &str)], after: &[(&str, &str)], expected: &[&str]) {
        let posted = Posted::new(&notice(before), CODE);
        let kept = Posted::read(&posted.to_text()).expect("reads what it wrote");
        assert_eq!(kept, posted);
        assert_eq!(kept.changes(&notice(after), CODE), expected);
    }

    #[test]
    fn the_same_answers_are_no_change_on_any_day_and_in_any_layout() {
        let posted = Posted::new(&notice(&[]), CODE);
        let other = notice_with(&[], |options| {
            options.date = options.date.next_day().expect("a day");
            options.layout = crate::Layout::Applying;
            options.numbers = false;
        });
        assert_eq!(posted.changes(&other, CODE), [""; 0]);
    }

    #[test]
    fn each_change_is_said_in_words() {
        changes(
            &[("f1.areas", r#"["6","7"]"#), ("f1.diseases", r#"["2"]"#)],
            &[("f1.areas", r#"["7","17"]"#), ("f1.diseases", r#"["2","3"]"#), ("f1.consultation", r#""no""#)],
            &[
                "一次診療の対応ができる領域：「小児領域」が加わり、「呼吸器領域」がなくなりました。",
                "一次診療を行うことができる発生頻度が高い疾患：「脂質異常症」が加わりました。",
                "医療に関する患者からの相談への対応について：「可」から「不可」に変わりました。",
            ],
        );
        changes(
            &[("f1.areas", r#"["6","7"]"#)],
            &[("f1.areas", r#"["6"]"#), ("f1.training.count", "3"), ("facility.name", "")],
            &[
                "医療機関の名称：「例示クリニック」から記入なしに変わりました。",
                "研修の修了者の有無/人数：「1名」から「3名」に変わりました。",
                "一次診療の対応ができる領域：「消化器系領域」がなくなりました。",
            ],
        );
    }

    #[test]
    fn what_was_not_on_the_paper_is_not_compared() {
        let posted = Posted::new(&notice_with(&[], |options| options.numbers = false), CODE);
        assert_eq!(posted.changes(&notice(&[("f1.training.count", "3")]), CODE), [""; 0]);
    }

    #[test]
    fn the_notice_of_another_institution_is_not_compared() {
        let posted = Posted::new(&notice(&[]), CODE);
        assert_eq!(posted.changes(&notice(&[("f1.consultation", r#""no""#)]), "1310000000"), [""; 0]);
        assert_eq!(posted.changes(&notice(&[("f1.consultation", r#""no""#)]), CODE).len(), 1);
    }

    #[test]
    fn tabs_and_lines_in_what_was_typed_stay_inside_their_statement() {
        let set = [("f1.diseases", r#"["2","other"]"#), ("f1.diseases.other", r#""痛風\t腰痛\n外傷""#)];
        changes(&set, &set, &[]);
    }

    #[test]
    fn what_is_no_record_is_not_read() {
        for text in ["", "2026-02-01", "昨日\t0110112489\n医療機関の名称\t例示クリニック"] {
            assert_eq!(Posted::read(text), None, "{text}");
        }
    }
}
