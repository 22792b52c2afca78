//! The steps of the form.

use kakari_catalog::Item;

/// A step of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// 対象の確認: the section `target` and what decides with it.
    Target,
    /// 医療機関.
    Facility,
    /// 1号機能.
    F1,
    /// 2号機能 イ.
    F2i,
    /// 2号機能 ロ.
    F2ro,
    /// 2号機能 ハ.
    F2ha,
    /// 2号機能 ニ.
    F2ni,
    /// その他の報告事項.
    Other,
    /// 確認: all that was found.
    Review,
    /// 院内掲示.
    Notice,
    /// 書き出し.
    Export,
}

impl Step {
    /// The steps in order.
    pub const ALL: [Self; 11] = [
        Self::Target,
        Self::Facility,
        Self::F1,
        Self::F2i,
        Self::F2ro,
        Self::F2ha,
        Self::F2ni,
        Self::Other,
        Self::Review,
        Self::Notice,
        Self::Export,
    ];

    /// The name in addresses; for steps that ask for answers, the id of the section of the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Facility => "facility",
            Self::F1 => "f1",
            Self::F2i => "f2i",
            Self::F2ro => "f2ro",
            Self::F2ha => "f2ha",
            Self::F2ni => "f2ni",
            Self::Other => "other",
            Self::Review => "review",
            Self::Notice => "notice",
            Self::Export => "export",
        }
    }

    /// The step with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// The step on which an item is asked: that of its section.
    pub fn of(item: &Item) -> Self {
        Self::from_name(&item.section).unwrap_or(Self::Target)
    }

    /// The name on the line of steps.
    pub fn label(self) -> &'static str {
        match self {
            Self::Target => "対象の確認",
            Self::Facility => "医療機関",
            Self::F1 => "1号機能",
            Self::F2i => "2号機能 イ",
            Self::F2ro => "2号機能 ロ",
            Self::F2ha => "2号機能 ハ",
            Self::F2ni => "2号機能 ニ",
            Self::Other => "その他の報告事項",
            Self::Review => "確認",
            Self::Notice => "院内掲示",
            Self::Export => "書き出し",
        }
    }

    /// Whether it asks for answers.
    pub fn is_section(self) -> bool {
        !matches!(self, Self::Review | Self::Notice | Self::Export)
    }

    /// Whether it is one of the 2号機能.
    pub fn is_function2(self) -> bool {
        matches!(self, Self::F2i | Self::F2ro | Self::F2ha | Self::F2ni)
    }

    /// Its place among the steps, from 0.
    pub fn place(self) -> usize {
        self as usize
    }

    /// The step after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.place() + 1).copied()
    }

    /// The step before this one.
    pub fn previous(self) -> Option<Self> {
        self.place().checked_sub(1).map(|place| Self::ALL[place])
    }
}

#[cfg(test)]
mod tests {
    use super::Step;
    use kakari_catalog::Catalog;

    #[test]
    fn the_steps_that_ask_are_the_sections_of_every_edition_in_their_order() {
        let steps: Vec<_> = Step::ALL.into_iter().filter(|step| step.is_section()).map(Step::name).collect();
        for edition in Catalog::builtin_editions() {
            let catalog = Catalog::builtin(edition).expect("a built-in edition");
            let sections: Vec<_> = catalog.sections().iter().map(|section| &*section.id).collect();
            assert_eq!(steps, sections, "{edition}");
            for item in catalog.items() {
                assert_eq!(Step::of(item).name(), item.section, "{}", item.id);
            }
        }
    }

    #[test]
    fn one_step_leads_to_the_next_and_back() {
        let mut step = Step::Target;
        assert_eq!(step.previous(), None);
        for own in Step::ALL {
            assert_eq!((step, Step::from_name(own.name()), Step::ALL[own.place()]), (own, Some(own), own));
            match step.next() {
                Some(next) => {
                    assert_eq!(next.previous(), Some(step));
                    step = next;
                }
                None => assert_eq!(step, Step::Export),
            }
        }
        assert_eq!(Step::from_name(""), None);
        assert_eq!(Step::from_name("start"), None);
    }

    #[test]
    fn what_a_step_is_is_told_apart() {
        for (step, is_section, is_function2) in [
            (Step::Target, true, false),
            (Step::F1, true, false),
            (Step::F2i, true, true),
            (Step::F2ni, true, true),
            (Step::Other, true, false),
            (Step::Review, false, false),
            (Step::Notice, false, false),
            (Step::Export, false, false),
        ] {
            assert_eq!((step.is_section(), step.is_function2()), (is_section, is_function2), "{step:?}");
        }
    }
}
