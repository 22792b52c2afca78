//! Which fields there are, and the words that stand with them.

use kakari_catalog::{Catalog, Date, Function, Group, Item, PeriodKey, When};
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
    /// The word in results.
    pub fn key(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Preprinted => "preprinted",
        }
    }

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

/// Whether the institution is a target of the report, as a sentence.
pub fn target_in_words(status: Status) -> &'static str {
    match status {
        Status::Target => "報告の対象です",
        Status::NotTarget => "報告の対象外です",
        _ => "対象かどうか、まだ決まりません",
    }
}

/// When a conditional item is asked: 「「総合診療専門医」が「有り」のとき」.
pub fn condition_in_words(when: &When, catalog: &Catalog) -> String {
    let decider = when.item().and_then(|id| catalog.find(id));
    let label = |key: &String| match decider {
        Some((_, item)) => catalog.option(item, key).map(|option| option.label.as_str()),
        None => [Status::Has, Status::Lacks].into_iter().find(|own| own.key() == key).map(Status::label),
    };
    let what = decider.map(|(_, item)| item.short()).or_else(|| when.function().map(Function::label));
    let outcomes: Vec<_> = when.is.iter().filter_map(label).collect();
    ["「", what.unwrap_or_default(), "」が「", &outcomes.join("」または「"), "」のとき"].concat()
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
    pub fn asked(&self, index: usize) -> Asked {
        self.report.asked(index)
    }

    /// Whether an item is answered in any way.
    pub fn is_answered(&self, index: usize) -> bool {
        self.draft.is_answered(&self.item(index).id)
    }

    /// Whether an item has a field. What another answer has done away with stays as long as something stands in it.
    pub fn is_shown(&self, index: usize) -> bool {
        match self.asked(index) {
            Asked::OtherAnswer | Asked::Open => self.is_answered(index),
            _ => true,
        }
    }

    /// Whether an answer is handed over, or the lack of one: what is asked, and what stands where that cannot be told.
    pub fn is_handed_over(&self, index: usize) -> bool {
        match self.asked(index) {
            Asked::Open => self.is_answered(index),
            asked => asked.is_asked(),
        }
    }

    /// Whether an item stands in the list of answers: what is handed over, without what is left blank and may be.
    pub fn is_listed(&self, index: usize) -> bool {
        self.is_handed_over(index) && (self.is_answered(index) || self.item(index).role.is_none())
    }

    /// Whether a field has to be filled in, as long as it is asked.
    pub fn need(&self, index: usize) -> Need {
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
    pub(crate) fn counts(&self, index: usize) -> bool {
        self.asked(index) == Asked::Yes && self.need(index) == Need::Required
    }

    /// The items of a step, by their places in the catalogue.
    pub fn items_of(&self, step: Step) -> &'a [usize] {
        self.catalog.places_of(step.name())
    }

    /// The groups of a step in which a field is shown, and those fields.
    pub fn groups(&self, step: Step) -> Vec<(&'a Group, Vec<usize>)> {
        let mut groups = Vec::new();
        for group in self.catalog.section(step.name()).map(|section| &*section.groups).unwrap_or_default() {
            let is_meant = |index: &usize| self.item(*index).group == group.id && self.is_shown(*index);
            let fields: Vec<_> = self.items_of(step).iter().copied().filter(is_meant).collect();
            if !fields.is_empty() {
                groups.push((group, fields));
            }
        }
        groups
    }

    /// Why the fields of a step are put aside; nothing where they are not.
    pub fn not_held(&self, step: Step) -> Option<NotHeld> {
        match self.report.function1.status {
            _ if !step.is_function2() => None,
            Status::Has => None,
            Status::Lacks => Some(NotHeld::Lacks),
            _ => Some(NotHeld::Open),
        }
    }

    /// What a step is called above its fields.
    pub fn heading(&self, step: Step) -> String {
        match self.catalog.section(step.name()) {
            Some(section) if matches!(step, Step::F1) || step.is_function2() => {
                [&section.label, " ", &section.title].concat()
            }
            Some(section) => section.label.clone(),
            None => step.label().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use kakari_catalog::{Date, PeriodKey, parse_date};
    use kakari_rules::Asked;

    use super::{Need, NotHeld, because, condition_in_words, period_name, remaining, terms_of};
    use crate::testing::{Checked, checked};
    use crate::{Form, Step, Visit};

    const LACKS: (&str, &str) = ("f1.posted", r#""no""#);
    const OPEN: (&str, &str) = ("f1.posted", "");
    const NOT_TARGET: (&str, &str) = ("facility.exclusion", r#""dental_only""#);

    type Set<'a> = &'a [(&'a str, &'a str)];

    #[track_caller]
    fn says(what: fn(Form, usize) -> bool, cases: &[(Set, &str, bool)]) {
        for (set, id, expected) in cases {
            let checked = checked(set);
            assert_eq!(what(checked.form(Visit::default()), checked.at(id)), *expected, "{set:?} {id}");
        }
    }

    #[test]
    fn a_field_is_shown_unless_another_answer_has_done_away_with_it_and_nothing_stands_in_it() {
        let partners = r#"[{"name":"例示病院","content":"受入れ"}]"#;
        says(
            |form, index| form.is_shown(index),
            &[
                (&[], "f2i.partners", true),
                (&[("f2i.partners", "")], "f2i.partners", true),
                (&[("f2i.own", r#""own""#), ("f2i.partners", "")], "f2i.partners", false),
                (&[("f2i.own", r#""own""#), ("f2i.partners", "[]")], "f2i.partners", false),
                (&[("f2i.own", r#""own""#), ("f2i.partners", partners)], "f2i.partners", true),
                (&[("f2i.own", "7"), ("f2i.partners", "")], "f2i.partners", false),
                (&[("f2i.own", "7")], "f2i.partners", true),
                // A whole step that is not asked keeps its fields, which may be filled in beforehand.
                (&[LACKS, ("f2ni.acp", "")], "f2ni.acp", true),
                (&[NOT_TARGET], "f1.posted", true),
                (&[], "f1.willing", false),
                (&[LACKS], "f1.willing", true),
            ],
        );
    }

    #[test]
    fn what_is_not_asked_is_not_handed_over_and_what_is_open_is_where_it_is_answered() {
        says(
            |form, index| form.is_handed_over(index),
            &[
                (&[], "f2ni.acp", true),
                (&[("f2ni.acp", "")], "f2ni.acp", true),
                (&[LACKS], "f2ni.acp", false),
                (&[NOT_TARGET], "f1.posted", false),
                (&[("f2i.own", r#""own""#)], "f2i.partners", false),
                (&[("f2i.own", "7")], "f2i.partners", true),
                (&[("f2i.own", "7"), ("f2i.partners", "")], "f2i.partners", false),
                (&[OPEN, ("f1.willing", r#""no""#)], "f1.willing", true),
                (&[OPEN], "f1.willing", false),
                (&[], "f2i.claims.overtime", true),
            ],
        );
    }

    #[test]
    fn the_list_of_answers_has_what_is_missing_but_not_what_may_be_left_blank() {
        says(
            |form, index| form.is_listed(index),
            &[
                (&[("f2ni.acp", "")], "f2ni.acp", true),
                (&[], "f2ni.remarks", false),
                (&[("f2ni.remarks", r#""a""#)], "f2ni.remarks", true),
                (&[LACKS, ("f2ni.remarks", r#""a""#)], "f2ni.remarks", false),
                (&[("f2ro.referred.total", "")], "f2ro.referred.total", false),
                (&[("f2i.own", r#""own""#)], "f2i.partners", false),
            ],
        );
    }

    #[test]
    fn a_field_has_to_be_filled_in_unless_it_is_a_remark_a_working_figure_or_preprinted() {
        let by_hand = ("facility.electronic_claims", "false");
        let cases: [(Set, &str, Need); 7] = [
            (&[], "f1.posted", Need::Required),
            (&[], "f2i.partners", Need::Required),
            (&[], "f1.remarks", Need::Optional),
            (&[], "f2ro.referred.total", Need::Optional),
            (&[], "f2i.claims.overtime", Need::Preprinted),
            (&[("facility.electronic_claims", "")], "f2i.claims.overtime", Need::Preprinted),
            (&[by_hand], "f2i.claims.overtime", Need::Required),
        ];
        for (set, id, expected) in cases {
            let checked = checked(set);
            assert_eq!(checked.form(Visit::default()).need(checked.at(id)), expected, "{set:?} {id}");
        }
        assert!(Need::Preprinted.words().is_some() && Need::Required.words().is_none());
        let labels = [Need::Required, Need::Optional, Need::Preprinted].map(Need::label);
        assert_eq!(labels, ["※必須", "任意", "入力は任意"]);
    }

    #[test]
    fn every_shown_field_stands_in_one_group_of_its_step_in_the_order_of_the_catalogue() {
        for set in [&[][..], &[LACKS], &[NOT_TARGET], &[("f2i.own", r#""own""#), ("f2i.partners", "")]] {
            let checked = checked(set);
            let form = checked.form(Visit::default());
            let steps = || Step::ALL.into_iter();
            let mut fields = Vec::new();
            for (group, own) in steps().flat_map(|step| form.groups(step)) {
                assert!(!own.is_empty() && own.is_sorted(), "{}", group.id);
                fields.extend(own);
            }
            fields.sort_unstable();
            let shown: Vec<_> = (0..checked.catalog.items().len()).filter(|index| form.is_shown(*index)).collect();
            assert_eq!(fields, shown, "{set:?}");
        }
    }

    #[test]
    fn the_second_functions_are_put_aside_while_the_first_is_not_held() {
        let of = |set: Set, step| checked(set).form(Visit::default()).not_held(step);
        for step in Step::ALL {
            let lacks = step.is_function2().then_some(NotHeld::Lacks);
            let open = step.is_function2().then_some(NotHeld::Open);
            assert_eq!((of(&[], step), of(&[LACKS], step), of(&[OPEN], step)), (None, lacks, open), "{step:?}");
        }
        assert_ne!(NotHeld::Lacks.heading(), NotHeld::Open.heading());
        assert!(NotHeld::Lacks.words().ends_with('。') && NotHeld::Open.words().ends_with('。'));
    }

    #[test]
    fn a_step_is_headed_by_the_name_of_its_function_where_it_has_one() {
        let heading = |step| checked(&[]).form(Visit::default()).heading(step);
        assert_eq!(heading(Step::F1), "1号機能 日常的な診療を総合的かつ継続的に行う機能");
        assert_eq!(heading(Step::F2i), "2号機能 イ 通常の診療時間外の診療");
        assert_eq!(heading(Step::Facility), "医療機関");
        assert_eq!(heading(Step::Other), "その他の報告事項");
        assert_eq!(heading(Step::Review), "確認");
    }

    #[test]
    fn the_reason_is_told_of_what_is_not_asked_alone() {
        for asked in [Asked::Yes, Asked::Preprinted, Asked::Open] {
            assert_eq!(because(asked), None, "{asked:?}");
        }
        for asked in [Asked::NotTarget, Asked::Function1Lacks, Asked::OtherAnswer] {
            assert!(because(asked).is_some_and(|words| words.ends_with("のため")), "{asked:?}");
        }
    }

    #[test]
    fn a_condition_names_what_decides_and_its_answers() {
        let Checked { catalog, .. } = checked(&[]);
        let words = |id: &str| {
            let when = catalog.find(id).and_then(|(_, item)| item.when.as_ref()).expect("a conditional item");
            condition_in_words(when, &catalog)
        };
        assert_eq!(words("f1.training.count"), "「研修の修了者」が「有り」のとき");
        assert_eq!(words("f1.willing"), "「1号機能」が「無し」のとき");
        assert!(words("f2ro.partners").contains("」または「"), "{}", words("f2ro.partners"));
    }

    #[test]
    fn days_are_counted_to_the_window_then_to_the_deadline_and_after_it() {
        let day = |text: &str| -> Date { parse_date(text).expect("a day") };
        let of = |today| remaining(day(today), day("2026-01-01"), day("2026-03-31"));
        assert_eq!(of("2025-12-31"), "報告期間まであと1日");
        assert_eq!(of("2026-01-01"), "あと89日");
        assert_eq!(of("2026-03-30"), "あと1日");
        assert_eq!(of("2026-03-31"), "今日が期限です");
        assert_eq!(of("2026-04-02"), "期限から2日過ぎています");
    }

    #[test]
    fn words_of_the_scheme_are_explained_where_they_stand() {
        let Checked { catalog, .. } = checked(&[]);
        let of = |id: &str| terms_of(catalog.find(id).expect("an item").1).collect::<Vec<_>>();
        assert!(of("f2i.claims.overtime").contains(&"NDB"), "{:?}", of("f2i.claims.overtime"));
        assert!(!of("f1.posted").contains(&"NDB"));
        assert_eq!(of("facility.phone"), [""; 0]);
    }

    #[test]
    fn each_kind_of_period_has_a_name() {
        let names = [PeriodKey::AsOf, PeriodKey::Calendar, PeriodKey::Fiscal].map(period_name);
        assert_eq!(names, ["基準日", "暦年の実績", "年度の実績"]);
    }
}
