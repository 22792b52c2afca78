//! Which fields there are, and the words that stand with them.

use kakari_catalog::{Date, Group, Item, PeriodKey};
use kakari_rules::{Asked, Status, is_preprinted};
use kakari_sources::TERMS;

use crate::{Form, Step};

/// Whether a field has to be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It has to be.
    Required,
    /// It need not be: a remark, or a figure that another answer is worked out from.
    Optional,
    /// It need not be, since G-MIS fills it in (NDBプレプリント).
    Preprinted,
}

impl Need {
    /// The mark beside the name of the field.
    pub fn label(self) -> &'static str {
        match self {
            Self::Required => "※必須",
            Self::Optional => "任意",
            Self::Preprinted => "入力は任意",
        }
    }

    /// Words for the field, where more has to be said.
    pub fn words(self) -> Option<&'static str> {
        (self == Self::Preprinted).then_some("G-MISに集計値が表示されます。ここでは控えとして入力できます。")
    }
}

/// Why the fields of one of the 2号機能 are put aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotHeld {
    /// 1号機能 is lacking: they are not asked.
    Lacks,
    /// 1号機能 cannot be told yet.
    Open,
}

impl NotHeld {
    /// What is said in their place.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Lacks => "2号機能の報告は不要です",
            Self::Open => "1号機能の★の項目に答えると、ここで尋ねるかどうかが決まります",
        }
    }

    /// Why.
    pub fn words(self) -> &'static str {
        match self {
            Self::Lacks => {
                "1号機能が「無し」のためです。2号機能は、1号機能を有する医療機関だけが報告します(医療法第30条の18の4第1項第2号)。次の★の条件がすべて満たされると、ここで尋ねます。"
            }
            Self::Open => "2号機能は、1号機能を有する医療機関だけが報告します(医療法第30条の18の4第1項第2号)。",
        }
    }
}

/// Why something is not asked; nothing where it is, or where that cannot be told.
pub fn because(asked: Asked) -> Option<&'static str> {
    match asked {
        Asked::Yes | Asked::Preprinted | Asked::Open => None,
        Asked::NotTarget => Some("報告の対象外のため"),
        Asked::Function1Lacks => Some("1号機能が「無し」のため"),
        Asked::OtherAnswer => Some("いまの回答では尋ねない項目のため"),
    }
}

/// What the days of an answer are called.
pub fn period_name(period: PeriodKey) -> &'static str {
    match period {
        PeriodKey::AsOf => "基準日",
        PeriodKey::Calendar => "暦年の実績",
        PeriodKey::Fiscal => "年度の実績",
    }
}

/// How long it is until the report can be made, or until its deadline.
pub fn remaining(today: Date, opens: Date, deadline: Date) -> String {
    let days = |to: Date| to.to_julian_day() - today.to_julian_day();
    let (before, left) = (days(opens), days(deadline));
    let parts = match left {
        _ if before > 0 => ["報告期間まであと", &before.to_string(), "日"],
        0 => ["今日が期限です", "", ""],
        1.. => ["あと", &left.to_string(), "日"],
        _ => ["期限から", &left.abs().to_string(), "日過ぎています"],
    };
    parts.concat()
}

/// The words of the scheme in what an item is called and explained by, which are explained beside it.
pub fn terms_of(item: &Item) -> impl Iterator<Item = &'static str> {
    let help = item.help.as_deref().unwrap_or_default();
    // The counts that G-MIS fills in come from NDB, which is not in their labels.
    let is_meant = |term: &&str| item.label.contains(term) || help.contains(term) || item.preprinted && *term == "NDB";
    TERMS.iter().copied().filter(move |term| is_meant(term))
}

impl<'a> Form<'a> {
    /// Whether the item at a place in the catalogue is asked.
    pub fn asked(self, index: usize) -> Asked {
        self.report.asked(index)
    }

    /// Whether an item is answered in any way.
    pub fn is_answered(self, index: usize) -> bool {
        self.draft.is_answered(&self.item(index).id)
    }

    /// Whether an item has a field. What another answer has done away with stays as long as something stands in it.
    pub fn is_shown(self, index: usize) -> bool {
        match self.asked(index) {
            Asked::OtherAnswer | Asked::Open => self.is_answered(index),
            _ => true,
        }
    }

    /// Whether an answer is handed over, or the lack of one: what is asked, and what stands where that cannot be told.
    pub fn is_handed_over(self, index: usize) -> bool {
        match self.asked(index) {
            Asked::Open => self.is_answered(index),
            asked => asked.is_asked(),
        }
    }

    /// Whether an item stands in the list of answers: what is handed over, without what is left blank and may be.
    pub fn is_listed(self, index: usize) -> bool {
        self.is_handed_over(index) && (self.is_answered(index) || self.item(index).role.is_none())
    }

    /// Whether a field has to be filled in, as long as it is asked.
    pub fn need(self, index: usize) -> Need {
        let item = self.item(index);
        if item.preprinted && is_preprinted(self.draft) {
            Need::Preprinted
        } else if item.role.is_some() {
            Need::Optional
        } else {
            Need::Required
        }
    }

    /// Whether an answer counts as one that is still to be given, or has been.
    pub(crate) fn counts(self, index: usize) -> bool {
        self.asked(index) == Asked::Yes && self.need(index) == Need::Required
    }

    /// The items of a step, by their places in the catalogue.
    pub fn items_of(self, step: Step) -> impl Iterator<Item = usize> + use<'a> {
        self.catalog.places_of(step.name()).iter().copied()
    }

    /// The fields of a group that are shown.
    pub fn fields(self, step: Step, group: &Group) -> impl Iterator<Item = usize> {
        self.items_of(step).filter(move |index| self.item(*index).group == group.id && self.is_shown(*index))
    }

    /// The groups of a step in which a field is shown.
    pub fn groups(self, step: Step) -> impl Iterator<Item = &'a Group> {
        let groups = self.catalog.section(step.name()).map(|section| &*section.groups).unwrap_or_default();
        groups.iter().filter(move |group| self.fields(step, group).next().is_some())
    }

    /// Why the fields of a step are put aside; nothing where they are not.
    pub fn not_held(self, step: Step) -> Option<NotHeld> {
        match self.report.function1.status {
            _ if !step.is_function2() => None,
            Status::Has => None,
            Status::Lacks => Some(NotHeld::Lacks),
            _ => Some(NotHeld::Open),
        }
    }

    /// What a step is called above its fields.
    pub fn heading(self, step: Step) -> String {
        match self.catalog.section(step.name()) {
            Some(section) if matches!(step, Step::F1) || step.is_function2() => {
                [&section.label, " ", &section.title].concat()
            }
            Some(section) => section.label.clone(),
            None => step.label().to_owned(),
        }
    }
}
