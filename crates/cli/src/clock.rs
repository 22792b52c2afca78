//! The day in Japan.

use std::time::{SystemTime, UNIX_EPOCH};

use kakari_catalog::{Catalog, Date};

use crate::outcome::complain;

const DAY: u64 = 24 * 60 * 60;
/// Japan has one time zone and no summer time.
const JST: u64 = 9 * 60 * 60;
/// The Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;

/// Today in Japan, wherever this runs. The first day of the epoch where the clock stands before it.
fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    on(seconds)
}

/// The day that was given, or today. Where it is in the year of no edition, that is said.
pub fn day(given: Option<Date>) -> Date {
    let day = given.unwrap_or_else(today);
    if let Some(words) = Catalog::builtin_for(day).and_then(|nearest| nearest.stands_in_on(day)) {
        complain(&words);
    }
    day
}

fn on(seconds: u64) -> Date {
    let days = i32::try_from((seconds + JST) / DAY).unwrap_or(i32::MAX - EPOCH);
    Date::from_julian_day(EPOCH + days).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use kakari_catalog::parse_date;

    use super::on;

    #[test]
    fn the_day_begins_at_midnight_in_japan() {
        assert_eq!(Some(on(0)), parse_date("1970-01-01"));
        // 2026-03-31 14:59:59 and 15:00:00 UTC
        assert_eq!(Some(on(1_774_969_199)), parse_date("2026-03-31"));
        assert_eq!(Some(on(1_774_969_200)), parse_date("2026-04-01"));
    }
}
