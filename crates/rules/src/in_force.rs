//! When what a rule rests on is in force (施行).

use kakari_catalog::Date;
use time::Month;

/// The days on which what a rule rests on is in force; both ends count.
///
/// A rule is applied to the editions whose window (報告期間) begins on such a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InForce {
    /// The first day; `None` where the rule does not depend on any law.
    pub since: Option<Date>,
    /// The last day; `None` where no end is set.
    pub until: Option<Date>,
}

impl InForce {
    /// What follows from the draft file itself.
    pub const ALWAYS: Self = Self { since: None, until: None };

    /// What rests on the texts of the かかりつけ医機能報告: they have been read as they stand since April 2025, and no end is
    /// set.
    pub const SCHEME: Self = Self { since: first_of(2025, Month::April), until: None };

    /// Whether a day is one of them.
    pub fn contains(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The days in words, for people who look a rule up.
    #[cfg(any(test, feature = "pages"))]
    pub fn in_words(&self) -> String {
        use kakari_catalog::wareki::day;
        match (self.since, self.until) {
            (None, None) => "時期によりません(法令ではなく、下書きファイルの形によるため)".to_owned(),
            (Some(since), None) => format!("{}から(終わりの日は決まっていません)", day(since)),
            (None, Some(until)) => format!("{}まで", day(until)),
            (Some(since), Some(until)) => format!("{}から{}まで", day(since), day(until)),
        }
    }
}

const fn first_of(year: i32, month: Month) -> Option<Date> {
    match Date::from_calendar_date(year, month, 1) {
        Ok(day) => Some(day),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kakari_catalog::parse_date;

    #[test]
    fn both_ends_count_and_an_absent_end_is_open() {
        let day = |text| parse_date(text).expect("a day");
        let year = InForce { since: parse_date("2027-04-01"), until: parse_date("2028-03-31") };
        for (text, expected) in
            [("2027-03-31", false), ("2027-04-01", true), ("2028-03-31", true), ("2028-04-01", false)]
        {
            assert_eq!(year.contains(day(text)), expected, "{text}");
        }
        assert!(InForce::SCHEME.contains(day("2025-04-01")) && !InForce::SCHEME.contains(day("2025-03-31")));
        assert!(InForce::SCHEME.contains(day("2099-12-31")));
        assert!(InForce::ALWAYS.contains(day("1900-01-01")));
    }

    #[test]
    fn an_end_that_is_not_set_is_said() {
        assert_eq!(InForce::SCHEME.in_words(), "令和7年4月1日から(終わりの日は決まっていません)");
        let ended = InForce { until: parse_date("2028-03-31"), ..InForce::SCHEME };
        assert_eq!(ended.in_words(), "令和7年4月1日から令和10年3月31日まで");
        assert_eq!(InForce { since: None, ..ended }.in_words(), "令和10年3月31日まで");
        assert!(InForce::ALWAYS.in_words().starts_with("時期によりません"));
    }
}
