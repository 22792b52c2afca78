//! What the notice states, in words: for those who cannot see a picture of it, and to tell what has changed.

use kakari_catalog::wareki::western_day;

use super::sheet::{CAN, GENERALIST, NUMBER, PART_2_1, PART_2_2, PART_3, PERSONS, TITLE, TRAINING, YES_NO};
use super::{Choice, Notice, Tick, Ticks};

/// One thing that the notice states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What about, mostly in the words of the sheet.
    pub about: String,
    /// What it says: one thing, the ticked boxes of a list, or nothing where it is not answered.
    pub says: Vec<String>,
}

impl Notice {
    /// Everything that the sheet states, in its order, with the numbers of persons or without.
    pub fn statements(&self, numbers: bool) -> Vec<Statement> {
        let mut all = vec![
            one("医療機関の名称", self.institution.clone()),
            one("「具体的な機能」を有すること", word(self.function, YES_NO)),
        ];
        for (about, staff) in [(TRAINING, &self.training), (GENERALIST, &self.generalist)] {
            all.push(one(about, word(staff.has, YES_NO)));
            if numbers {
                let number = staff.number.as_ref().map(|number| [number, PERSONS].concat());
                all.push(one(&[about, NUMBER].concat(), number));
            }
        }
        all.push(ticked(PART_2_1, &self.areas, None));
        let other = self.other.ticked.then(|| match &self.other_text {
            Some(text) => [&self.other.label, "（", text, "）"].concat(),
            None => self.other.label.clone(),
        });
        all.push(ticked(PART_2_2, &self.diseases, other));
        all.push(one(PART_3, word(self.consultation, [CAN[1], CAN[0]])));
        all
    }

    /// The notice in words, for the `alt` of a picture of it.
    pub fn words(&self) -> String {
        let mut text = [TITLE, "（", &western_day(self.options.date), "）。"].concat();
        for statement in self.statements(self.options.numbers).iter().filter(|statement| !statement.says.is_empty()) {
            for part in [&statement.about, "：", &statement.says.join("、"), "。"] {
                text.push_str(part);
            }
        }
        text
    }
}

fn word(choice: Choice, [no, yes]: [&str; 2]) -> Option<String> {
    choice.map(|chosen| if chosen { yes } else { no }.to_owned())
}

fn one(about: &str, says: Option<String>) -> Statement {
    Statement { about: about.to_owned(), says: says.into_iter().collect() }
}

fn ticked(about: &str, ticks: &Ticks, other: Option<String>) -> Statement {
    let boxes = std::iter::once(&ticks.none).chain(&ticks.boxes);
    let labels = boxes.filter(|tick| tick.ticked).map(|Tick { label, .. }| label.clone());
    Statement { about: about.to_owned(), says: labels.chain(other).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::tests::notice;

    #[test]
    fn the_words_say_what_the_sheet_says_and_skip_what_is_not_answered() {
        let set = [
            ("f1.areas", r#"["6"]"#),
            ("f1.diseases", r#"["2","other"]"#),
            ("f1.diseases.other", r#""痛風""#),
            ("f1.generalist", ""),
            ("f1.generalist.fte", ""),
        ];
        assert_eq!(
            notice(&set).words(),
            "当院におけるかかりつけ医機能について（2026年2月1日）。医療機関の名称：例示クリニック。\
             「具体的な機能」を有すること：有。研修の修了者の有無：有。研修の修了者の有無/人数：1名。\
             一次診療の対応ができる領域：呼吸器領域。\
             一次診療を行うことができる発生頻度が高い疾患：糖尿病、その他の疾患（痛風）。\
             医療に関する患者からの相談への対応について：可。"
        );
    }

    #[test]
    fn numbers_that_are_not_printed_are_not_stated() {
        let all = notice(&[]).statements(false);
        assert!(all.iter().all(|statement| !statement.about.contains("人数")));
        assert_eq!(all.len(), 7);
    }
}
