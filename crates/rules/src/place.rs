//! What a finding is about.

use kakari_catalog::Catalog;

/// An item of the catalogue, or another member of the draft file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The item at this place in [`Catalog::items`].
    Item(usize),
    /// A member of the file that is no item: `edition`, `report`, or one that is unknown.
    Member(String),
}

impl Place {
    /// The place with this [id](Self::id).
    pub fn named(id: &str, catalog: &Catalog) -> Self {
        catalog.find(id).map_or_else(|| Self::Member(id.to_owned()), |(index, _)| Self::Item(index))
    }

    /// The item id, or the name of the member.
    pub fn id<'a>(&'a self, catalog: &'a Catalog) -> &'a str {
        match self {
            Self::Item(index) => &catalog.items()[*index].id,
            Self::Member(name) => name,
        }
    }

    /// The name for a reader.
    pub fn label<'a>(&'a self, catalog: &'a Catalog) -> &'a str {
        match self {
            Self::Item(index) => catalog.items()[*index].short(),
            Self::Member(name) => match name.as_str() {
                "edition" => "版(報告年度)",
                "version" => "ファイルの版",
                "report" => "報告の種類",
                "facility" => "医療機関の欄",
                "answers" => "回答の欄",
                other => other,
            },
        }
    }

    /// Form order: the head of the file, the items, what is unknown.
    pub(crate) fn order(&self) -> usize {
        match self {
            Self::Item(index) => index + 1,
            Self::Member(name)
                if matches!(name.as_str(), "edition" | "version" | "report" | "facility" | "answers") =>
            {
                0
            }
            Self::Member(_) => usize::MAX,
        }
    }
}
