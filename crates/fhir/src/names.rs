//! The names that FHIR resources of ours are known by.
//!
//! They are names, not addresses: this product has no domain, so they stand below `.invalid`, which RFC 6761 keeps from
//! ever leading anywhere. Responses in other people's hands rest on them; they are never changed.

use kakari_catalog::{Catalog, Item};

/// What all our names begin with.
const BASE: &str = "https://kakari.invalid/fhir";

/// 保険医療機関番号 in JP Core.
pub const INSTITUTION_CODE: &str = "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no";

/// Extensions that FHIR R4 itself defines.
pub mod standard {
    pub const ITEM_CONTROL: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
    pub const ITEM_CONTROL_CODES: &str = "http://hl7.org/fhir/questionnaire-item-control";
    pub const MAX_DECIMAL_PLACES: &str = "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces";
    pub const MAX_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
    pub const MIN_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
    pub const OPTION_EXCLUSIVE: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";
    pub const UNIT: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
}

/// Extensions of ours.
pub enum Extension {
    /// On an option: its code on the ministry's form, where that is official.
    OfficialCode,
    /// On an item: a fact that was not seen on an official page (暫定), as `number`, `label`, `input` or `period`.
    Provisional,
    /// On an item: its place in 別表第八.
    Law,
    /// On a response: what the draft holds and FHIR items cannot.
    Rest,
}

impl Extension {
    /// Its URL.
    pub fn url(&self) -> String {
        let name = match self {
            Self::OfficialCode => "official-code",
            Self::Provisional => "provisional",
            Self::Law => "law",
            Self::Rest => "draft-rest",
        };
        format!("{BASE}/StructureDefinition/{name}")
    }
}

/// The URL of the questionnaire of an edition.
pub fn questionnaire(catalog: &Catalog) -> String {
    format!("{BASE}/Questionnaire/{}", questionnaire_id(catalog))
}

/// Its id.
pub fn questionnaire_id(catalog: &Catalog) -> String {
    format!("kakari-{}", catalog.edition())
}

/// Edition and fingerprint: two questionnaires with the same version ask the same.
pub fn version(catalog: &Catalog) -> String {
    format!("{}-{}", catalog.edition(), catalog.fingerprint())
}

/// The edition that a canonical reference (`url|version`) to a questionnaire of ours names.
pub fn edition_of(canonical: &str) -> Option<&str> {
    let url = canonical.split(['|', '#']).next()?;
    url.strip_prefix(BASE)?.strip_prefix("/Questionnaire/kakari-")
}

/// The code system of an item's options; empty where it has none.
pub fn options(item: &Item) -> String {
    code_system(item.options.as_deref().unwrap_or_default())
}

/// The code system of the ministry's codes for an item's options.
pub fn official(item: &Item) -> String {
    code_system(&format!("{}-official", item.options.as_deref().unwrap_or_default()))
}

fn code_system(name: &str) -> String {
    format!("{BASE}/CodeSystem/{name}")
}

/// Item ids have no colon, so what belongs to an item or groups items can never be taken for one.
pub mod link {
    pub fn group(section: &str, group: &str) -> String {
        format!("{section}:{group}")
    }

    pub fn help(of: &str) -> String {
        format!("{of}:help")
    }

    pub fn partner_name(item: &str) -> String {
        format!("{item}:name")
    }

    pub fn partner_content(item: &str) -> String {
        format!("{item}:content")
    }
}
