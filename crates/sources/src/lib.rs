//! What the product rests on: laws, the ministry's guideline and manual, and other public pages.
//!
//! A [`Document`] is a text with an address and a [`Grade`]; a [`Cite`] names a place in one. Where the wording matters
//! and may be quoted (statutes and ordinances carry no copyright, 著作権法第13条), [`quote`] gives the passage as it was
//! read on [`Document::checked`]. [`words()`] says what the words of the report mean, [`year()`] what happens when.

mod documents;
mod quotes;
mod words;
mod year;

pub use documents::{Document, documents};
pub use quotes::{Quote, quote, quotes};
pub use words::{OURS, TERMS, Word, words};
pub use year::{Phase, year};

/// How well a fact is known (確度). Ordered from the best known to the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Read in full in the text of a statute or ordinance.
    Law,
    /// Read verbatim in a page of the ministry's manual.
    Manual,
    /// In the ministry's guideline: official as to existence and meaning, not as to number or code.
    Guideline,
    /// On another public page: shown with its source.
    Press,
    /// Inferred from the others, not seen: 暫定 wherever it is shown.
    Inferred,
}

impl Grade {
    /// Whether a fact of this grade has to be marked 暫定.
    pub fn is_provisional(self) -> bool {
        self == Self::Inferred
    }

    /// Whether a number or a code of this grade may be printed as the official one.
    pub fn is_official_code(self) -> bool {
        matches!(self, Self::Law | Self::Manual)
    }

    /// The grade as it is written in catalogue files and shown in results.
    pub fn key(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Manual => "manual",
            Self::Guideline => "guideline",
            Self::Press => "press",
            Self::Inferred => "inferred",
        }
    }

    /// The grade in words for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::Law => "法令",
            Self::Manual => "厚生労働省のマニュアル",
            Self::Guideline => "厚生労働省のガイドライン",
            Self::Press => "公開資料",
            Self::Inferred => "暫定",
        }
    }
}

/// How a statement of ours stands to the text it cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Says the same in other words.
    Restates,
    /// Follows from the text.
    Derived,
    /// Our reading; the text can be read otherwise.
    OurReading,
}

impl Relation {
    /// The relation in words for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::Restates => "条文・資料のとおり",
            Self::Derived => "条文・資料から導かれる",
            Self::OurReading => "このツールの読み方",
        }
    }
}

/// A place in a document that a rule, a condition or a fact rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cite {
    /// [`Document::id`].
    pub id: &'static str,
    /// The article, chapter or page, as a reader would look it up: 「第30条の18の4第6項」.
    pub place: &'static str,
    /// How our statement stands to the text.
    pub relation: Relation,
}

impl Cite {
    /// Our statement says what stands there.
    pub const fn restates(id: &'static str, place: &'static str) -> Self {
        Self { id, place, relation: Relation::Restates }
    }

    /// Our statement follows from what stands there.
    pub const fn derived(id: &'static str, place: &'static str) -> Self {
        Self { id, place, relation: Relation::Derived }
    }

    /// Our statement is one reading of what stands there.
    pub const fn our_reading(id: &'static str, place: &'static str) -> Self {
        Self { id, place, relation: Relation::OurReading }
    }

    /// The document, if it is registered.
    pub fn document(&self) -> Option<&'static Document> {
        Document::get(self.id)
    }

    /// The passage, where it may be quoted.
    pub fn quote(&self) -> Option<&'static Quote> {
        quote(self.id, self.place)
    }

    /// 「医療法 第30条の18の4第6項」.
    pub fn title(&self) -> String {
        match self.document() {
            Some(document) => format!("{} {}", document.short, self.place),
            None => format!("{} {}", self.id, self.place),
        }
    }

    /// 「出典: 医療法 第30条の18の4第6項(条文のとおり)」.
    pub fn origin(&self) -> String {
        format!("出典: {}({})", self.title(), self.relation.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn document_ids_are_unique() {
        let ids: HashSet<_> = documents().iter().map(|d| d.id).collect();
        assert_eq!(ids.len(), documents().len());
    }

    #[test]
    fn every_quote_belongs_to_a_law_and_has_one_place() {
        let mut seen = HashSet::new();
        for quote in quotes() {
            let document = Document::get(quote.id).expect("quoted document is registered");
            assert_eq!(document.grade, Grade::Law, "only laws are quoted: {}", quote.place);
            assert!(seen.insert((quote.id, quote.place)), "twice: {} {}", quote.id, quote.place);
            assert!(!quote.text.trim().is_empty());
        }
    }

    #[test]
    fn inferred_is_provisional_and_nothing_else_is() {
        for grade in [Grade::Law, Grade::Manual, Grade::Guideline, Grade::Press] {
            assert!(!grade.is_provisional());
        }
        assert!(Grade::Inferred.is_provisional());
    }

    #[test]
    fn only_law_and_manual_give_official_codes() {
        assert!(Grade::Manual.is_official_code());
        assert!(!Grade::Guideline.is_official_code());
        assert!(!Grade::Press.is_official_code());
        assert!(!Grade::Inferred.is_official_code());
    }
}
