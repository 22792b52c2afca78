//! How the fields of a group are laid out: one below the other, or those that are alike as one table; and what is said once
//! for all of a group.

use kakari_catalog::{Catalog, Item, Kind, PeriodKey};

use crate::Form;

/// Up to this many options stand side by side as the columns of a table.
const MOST_COLUMNS: usize = 3;

/// Up to this many characters of an item's help stand beside its field, and in any case the first sentence.
const MOST_HELP: usize = 64;

/// A piece of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A field of its own.
    Field(usize),
    /// Fields that are answered alike, one a row: a number each, or one of the same few options.
    Table(Vec<usize>),
}

impl Form<'_> {
    /// The fields of a group, those that are alike and stand one after the other as a table. A ★ item stands alone: what
    /// need not hold for it is said beside it.
    pub fn blocks(&self, fields: &[usize]) -> Vec<Block> {
        let mut blocks = Vec::new();
        for alike in fields.chunk_by(|one, other| self.are_alike(*one, *other)) {
            blocks.push(match alike {
                [alone] => Block::Field(*alone),
                several => Block::Table(several.to_vec()),
            });
        }
        blocks
    }

    fn are_alike(&self, one: usize, other: usize) -> bool {
        let (first, second) = (self.item(one), self.item(other));
        let may_be_row = |index: usize| match self.item(index).kind {
            Kind::Count | Kind::Decimal1 => true,
            Kind::Choice => !self.item(index).star && self.catalog.options_at(index).len() <= MOST_COLUMNS,
            _ => false,
        };
        may_be_row(one)
            && may_be_row(other)
            && (first.kind == Kind::Choice) == (second.kind == Kind::Choice)
            && (&first.options, first.period, first.preprinted, first.role)
                == (&second.options, second.period, second.preprinted, second.role)
    }
}

/// The days that all answers of a group are about, where they are about the same: that is said once.
pub fn period_of_group(catalog: &Catalog, section: &str, group: &str) -> Option<PeriodKey> {
    let mut periods = catalog.items_of(section).filter(|item| item.group == group).filter_map(|item| item.period);
    let first = periods.next()?;
    periods.all(|period| period == first).then_some(first)
}

/// The help of an item in two parts: what stands beside its field, whole sentences of it, and what is said when more is
/// asked for.
pub fn help_in_parts(item: &Item) -> (&str, &str) {
    let help = item.help.as_deref().unwrap_or_default();
    let (mut end, mut characters) = (0, 0);
    for sentence in help.split_inclusive('。') {
        characters += sentence.chars().count();
        if end > 0 && characters > MOST_HELP {
            break;
        }
        end += sentence.len();
    }
    help.split_at(end)
}

#[cfg(test)]
mod tests {
    use kakari_catalog::{Catalog, PeriodKey};

    use super::{Block, help_in_parts, period_of_group};
    use crate::testing::checked;
    use crate::{Step, Visit};

    /// The blocks of a group, rows of a table in brackets.
    #[track_caller]
    fn blocks(set: &[(&str, &str)], step: Step, group: &str) -> String {
        let checked = checked(set);
        let form = checked.form(Visit::default());
        let groups = form.groups(step);
        let (_, fields) = groups.iter().find(|(own, _)| own.id == group).expect("a group with fields");
        let name = |index: &usize| form.item(*index).id.rsplit('.').next().unwrap_or_default().to_owned();
        let words = form.blocks(fields).into_iter().map(|block| match block {
            Block::Field(index) => name(&index),
            Block::Table(rows) => format!("[{}]", rows.iter().map(name).collect::<Vec<_>>().join(" ")),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_and_choices_that_are_alike_make_a_table_and_others_stand_alone() {
        for (step, group, expected) in [
            (Step::F1, "staff", "[doctors outpatient_nurses specialist_nurses certified_nurses specified_act_nurses]"),
            (Step::F1, "dx", "[online_eligibility view_records e_prescription record_sharing]"),
            // Both are 無し or 有り, and ★.
            (Step::F1, "function", "function posted"),
            (Step::F1, "training", "training count generalist fte"),
            (Step::F1, "primary_care", "areas diseases"),
            // Eight options are no columns.
            (Step::F2i, "structure", "rota center own"),
            (Step::F2i, "claims", "addon [overtime midnight holiday early_night]"),
            (Step::F2ro, "regional", "[discharge_rules critical_path]"),
            // What is chosen from bands and what it is worked out from.
            (Step::F2ro, "referred", "referred [total months]"),
            (Step::F2ni, "structure", "[opinion conference community home_guidance]"),
            (Step::F2ni, "facilities", "facilities facility_care"),
            (Step::Other, "community", "[school_doctor industrial_doctor police] community"),
        ] {
            assert_eq!(blocks(&[], step, group), expected, "{group}");
        }
    }

    #[test]
    fn the_days_of_a_group_are_said_once_where_all_its_answers_are_about_the_same() {
        let catalog = Catalog::builtin("R7").expect("R7");
        for (section, group, expected) in [
            ("f1", "staff", Some(PeriodKey::AsOf)),
            // The remark has no days of its own.
            ("f1", "closing", Some(PeriodKey::AsOf)),
            ("f2i", "structure", None),
            ("f2ro", "admission", Some(PeriodKey::Fiscal)),
            ("other", "prevention", None),
            ("f1", "no such group", None),
        ] {
            assert_eq!(period_of_group(&catalog, section, group), expected, "{section} {group}");
        }
    }

    #[test]
    fn help_beside_a_field_is_whole_sentences_and_nothing_of_the_rest_is_lost() {
        for edition in Catalog::builtin_editions() {
            let catalog = Catalog::builtin(edition).expect("a built-in edition");
            for item in catalog.items() {
                let (beside, rest) = help_in_parts(item);
                assert_eq!([beside, rest].concat(), item.help.clone().unwrap_or_default());
                assert!(beside.is_empty() == item.help.is_none() && (rest.is_empty() || beside.ends_with('。')));
                assert!(beside.chars().count() <= super::MOST_HELP || beside.matches('。').count() == 1, "{beside}");
            }
        }
        let catalog = Catalog::builtin("R7").expect("R7");
        let parts = |id: &str| help_in_parts(catalog.find(id).expect("an item").1);
        assert!(parts("f2i.rota").1.starts_with("月1.5回"));
        assert_eq!(parts("f1.generalist.fte").1, "");
    }
}
