//! What the person set for this browser.

use kakari_catalog::wareki;

/// What the person set for this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The prefecture's deadline, ISO; empty where none is set.
    pub deadline: String,
    /// The 保険医療機関番号 whose check digit does not fit and which the person has compared and found right.
    pub accepted_code: String,
    /// Key of the prefecture that takes the report; empty where it is that of the draft.
    pub prefecture: String,
    /// Whom to ask: the name of the office.
    pub office: String,
    /// Its telephone number.
    pub phone: String,
    /// What else there is to know about it.
    pub contact: String,
    /// `western` for days in the western calendar; empty for 和暦.
    pub years: String,
    /// Not empty where the codes of options are shown in the form, for those who key them in.
    pub codes: String,
    /// `large` or `larger`; empty for the usual size.
    pub type_size: String,
    /// A catalogue of the person's own, as JSON; empty where the built-in ones are used.
    pub catalog: String,
    /// Its fingerprint.
    pub catalog_print: String,
    /// Not empty once the guide has been shown.
    pub guide: String,
    /// What the clinic chose about its notice (院内掲示), in the words of the screen that asks.
    pub notice: String,
    /// What the notice stated when it was last printed or saved: see [`kakari_documents::Posted`].
    pub posted: String,
}

/// One of the settings.
pub type Setting = fn(&mut Settings) -> &mut String;

impl Settings {
    /// All of them, by their names in the record that is kept.
    pub const ALL: [(&str, Setting); 14] = [
        ("deadline", |settings| &mut settings.deadline),
        ("acceptedCode", |settings| &mut settings.accepted_code),
        ("notice", |settings| &mut settings.notice),
        ("posted", |settings| &mut settings.posted),
        ("prefecture", |settings| &mut settings.prefecture),
        ("office", |settings| &mut settings.office),
        ("phone", |settings| &mut settings.phone),
        ("contact", |settings| &mut settings.contact),
        ("years", |settings| &mut settings.years),
        ("codes", |settings| &mut settings.codes),
        ("typeSize", |settings| &mut settings.type_size),
        ("catalog", |settings| &mut settings.catalog),
        ("catalogPrint", |settings| &mut settings.catalog_print),
        ("guide", |settings| &mut settings.guide),
    ];

    /// A text with its days in the calendar that was chosen. Documents keep the official form.
    pub fn days(&self, text: &str) -> String {
        if self.years.is_empty() { text.to_owned() } else { wareki::western(text) }
    }

    /// With what was set before it was known what is kept.
    #[must_use]
    pub fn with(mut self, mut newer: Self) -> Self {
        for (_, of) in Self::ALL {
            let value = std::mem::take(of(&mut newer));
            if !value.is_empty() {
                *of(&mut self) = value;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_name_of_its_own() {
        let mut all = Settings::default();
        for (name, of) in Settings::ALL {
            name.clone_into(of(&mut all));
        }
        for (name, of) in Settings::ALL {
            assert_eq!(of(&mut all), name);
        }
        // A setting without a name would not be kept.
        assert!(!format!("{all:?}").contains("\"\""), "{all:?}");
    }

    #[test]
    fn what_was_set_meanwhile_goes_before_what_was_kept_and_takes_nothing_away() {
        let kept = Settings { office: "保健所".into(), phone: "1".into(), ..Settings::default() };
        let newer = Settings { phone: "2".into(), years: "western".into(), ..Settings::default() };
        let both = kept.clone().with(newer);
        assert_eq!(both, Settings { phone: "2".into(), years: "western".into(), ..kept.clone() });
        assert_eq!(kept.clone().with(Settings::default()), kept);
    }
}
