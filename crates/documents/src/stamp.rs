//! What every document says about how it was made.

use kakari_catalog::wareki::western_day;
use kakari_catalog::{Catalog, Date};
use kakari_rules::{FINGERPRINT, Report};

/// How a document was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// 「令和8年度報告(R8)」
    pub edition: String,
    /// What is not yet sure about the edition as a whole (暫定).
    pub provisional: Option<String>,
    /// Fingerprint of the catalogue.
    pub catalog: String,
    /// Fingerprint of the rule set.
    pub rules: &'static str,
    /// 「kakari 0.1.0」
    pub tool: &'static str,
    /// The day it was made.
    pub made_on: Date,
    /// 下書き: errors remain.
    pub is_draft: bool,
}

impl Stamp {
    pub(crate) fn new(catalog: &Catalog, report: &Report, made_on: Date) -> Self {
        Self {
            edition: format!("{}({})", catalog.label(), catalog.edition()),
            provisional: catalog.provisional().map(ToOwned::to_owned),
            catalog: catalog.fingerprint().to_owned(),
            rules: FINGERPRINT,
            tool: concat!("kakari ", env!("CARGO_PKG_VERSION")),
            made_on,
            is_draft: !report.is_ready(),
        }
    }

    /// The line in the footer of a sheet.
    pub fn words(&self) -> String {
        let made = western_day(self.made_on);
        let (edition, catalog, rules, tool) = (&self.edition, &self.catalog, self.rules, self.tool);
        let mut line = format!("{edition} ／ 台帳 {catalog} ／ 点検規則 {rules} ／ {tool} ／ {made}作成");
        if self.is_draft {
            line.push_str(" ／ 下書き");
        }
        line
    }
}
