//! What a check finds.

use kakari_catalog::{Catalog, Id};

use crate::{Context, Place, Rule, Severity};
#[cfg(feature = "prose")]
use crate::{Text, registry::rule};

/// Something that a rule found. Small and without prose; [`Finding::message`] and its fellows write it out.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// What it is about, in form order where there is more than one.
    pub places: Vec<Place>,
    /// Parameters of the text.
    pub args: Vec<String>,
    text: usize,
}

/// The same rule says the same about the same places.
impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.rule, other.rule)
            && (&self.places, &self.args, self.text) == (&other.places, &other.args, other.text)
    }
}

impl Finding {
    fn new(rule: &'static Rule) -> Self {
        Self::with_args(rule, 0, Vec::new())
    }

    pub(crate) fn with_args(rule: &'static Rule, text: usize, args: Vec<String>) -> Self {
        Self { rule, places: Vec::new(), args, text }
    }

    /// The finding again from what a result says of it: its code, which of the texts of its rule it says, what it is about,
    /// and the parameters of the text. `None` where no rule or text is meant.
    #[cfg(feature = "prose")]
    pub fn known_by(code: &str, text: usize, items: &[String], args: Vec<String>, catalog: &Catalog) -> Option<Self> {
        let rule = rule(code)?;
        rule.texts.get(text)?;
        let places = items.iter().map(|name| Place::named(name, catalog)).collect();
        Some(Self { rule, places, args, text })
    }

    /// 「K104」.
    pub fn code(&self) -> &'static str {
        self.rule.code
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// Which of the texts of its rule it says.
    pub fn text(&self) -> usize {
        self.text
    }

    /// Whether another finding says the same, about other items perhaps.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.code() == other.code() && self.text == other.text && self.args == other.args
    }

    fn order(&self) -> usize {
        self.places.iter().map(Place::order).min().unwrap_or(0)
    }
}

/// What it says.
#[cfg(feature = "prose")]
impl Finding {
    /// What is wrong.
    pub fn message(&self, catalog: &Catalog) -> String {
        self.fill(self.words().message, catalog)
    }

    /// Why it matters.
    pub fn why(&self, catalog: &Catalog) -> String {
        self.fill(self.words().why, catalog)
    }

    /// What to do.
    pub fn fix(&self, catalog: &Catalog) -> String {
        self.fill(self.words().fix, catalog)
    }

    fn words(&self) -> &'static Text {
        const NONE: &Text = &Text { message: "", why: "", fix: "" };
        self.rule.texts.get(self.text).unwrap_or(NONE)
    }

    /// Puts the labels and parameters into a text.
    fn fill(&self, template: &str, catalog: &Catalog) -> String {
        let mut out = String::with_capacity(template.len() * 2);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            if name == "items" {
                for (index, place) in self.places.iter().enumerate() {
                    if index > 0 {
                        out.push('、');
                    }
                    out.push('「');
                    out.push_str(place.label(catalog));
                    out.push('」');
                }
            } else if let Some(arg) = name.parse::<usize>().ok().and_then(|at| self.args.get(at)) {
                out.push_str(arg);
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// Collects what the rules find.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    rule: Option<&'static Rule>,
}

impl Findings {
    pub(crate) fn run(&mut self, rule: &'static Rule, context: &Context) {
        self.rule = Some(rule);
        (rule.check)(context, self);
    }

    /// Begins a finding of the rule that is running; it says what it is about with the methods of the result.
    pub fn raise<'a>(&'a mut self, context: &'a Context) -> Draftsman<'a> {
        let at = self.list.len();
        if let Some(rule) = self.rule {
            self.list.push(Finding::new(rule));
        }
        Draftsman { finding: self.list.get_mut(at), catalog: context.catalog }
    }

    /// By place in form order, then by code. The rules run in the order of their codes, so the findings only have to be
    /// dealt out by place; that takes less room in the browser than sorting them.
    pub(crate) fn sorted(self, catalog: &Catalog) -> Vec<Finding> {
        const END: usize = usize::MAX;
        let last = catalog.items().len() + 1;
        // For each place the first finding and the last, and for each finding the next at its place.
        let mut ends = vec![(END, END); last + 1];
        let mut next = vec![END; self.list.len()];
        for (at, finding) in self.list.iter().enumerate() {
            let (first, latest) = &mut ends[finding.order().min(last)];
            if *first == END {
                *first = at;
            } else {
                next[*latest] = at;
            }
            *latest = at;
        }
        let mut dealt: Vec<Option<Finding>> = self.list.into_iter().map(Some).collect();
        let mut sorted = Vec::with_capacity(dealt.len());
        for (first, _) in ends {
            let mut at = first;
            while let Some(finding) = dealt.get_mut(at).and_then(Option::take) {
                sorted.push(finding);
                at = next[at];
            }
        }
        sorted
    }
}

/// Completes a finding that has just been raised.
pub struct Draftsman<'a> {
    finding: Option<&'a mut Finding>,
    catalog: &'a Catalog,
}

impl Draftsman<'_> {
    /// It is about this item.
    pub fn at(self, id: Id) -> Self {
        let index = self.catalog.index(id);
        self.at_item(index)
    }

    /// It is about the item at this place in the catalogue.
    pub fn at_item(self, index: usize) -> Self {
        self.place(Place::Item(index))
    }

    /// It is about the items at these places in the catalogue.
    pub fn at_items(self, indices: impl IntoIterator<Item = usize>) -> Self {
        indices.into_iter().fold(self, Self::at_item)
    }

    /// It is about this member of the file.
    pub fn at_member(self, name: &str) -> Self {
        self.place(Place::Member(name.to_owned()))
    }

    /// It is about this place.
    pub fn place(mut self, place: Place) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.places.push(place);
        }
        self
    }

    /// The next parameter of the text.
    #[allow(clippy::needless_pass_by_value, reason = "callers pass numbers and new strings as they are")]
    pub fn arg(mut self, arg: impl ToString) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.args.push(arg.to_string());
        }
        self
    }

    /// Chooses among the texts of the rule; the first where not called.
    pub fn text(mut self, index: usize) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.text = index;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Finding;
    use crate::BASE;
    use crate::testing::{draft, report};

    #[test]
    fn a_finding_is_known_by_what_a_result_says_of_it() {
        let set = [("f1.staff.doctors", "-1"), ("f1.posted", r#""no""#), ("f9.future", "1"), ("other.residents", "0")];
        let (catalog, report) = report(&draft(BASE, &set), "2026-02-01", "");
        assert!(report.findings.len() > 4);
        for finding in &report.findings {
            let items: Vec<_> = finding.places.iter().map(|place| place.id(&catalog).to_owned()).collect();
            let known = |code, text| Finding::known_by(code, text, &items, finding.args.clone(), &catalog);
            assert_eq!(known(finding.code(), finding.text()).as_ref(), Some(finding));
            assert!(known("K999", 0).is_none() && known(finding.code(), 99).is_none());
        }
    }

    #[test]
    fn findings_stand_in_the_order_of_the_form_to_its_very_end_and_unknown_members_after_it() {
        let set =
            [("f9.future", "1"), ("other.education", "3"), ("other.recurrent", r#""maybe""#), ("other.residents", "0")];
        let (catalog, report) = report(&draft(BASE, &set), "2026-02-01", "");
        let found = report.findings.iter().map(|finding| (finding.code(), finding.places[0].id(&catalog)));
        let last: Vec<_> = found.collect();
        assert_eq!(
            last[last.len() - 4..],
            [
                ("KF03", "other.residents"),
                ("KF04", "other.recurrent"),
                ("KF03", "other.education"),
                ("KF02", "f9.future"),
            ]
        );
    }
}
