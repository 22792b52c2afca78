//! Calculators that stand beside a field: they show the arithmetic and give a value that the user may take over.
//!
//! All of them reckon in whole numbers and cut off where the manual cuts off, so that the same input gives the same
//! digits everywhere. What the manual does not say is returned as such, never guessed.

use std::fmt;

use crate::context::MOST;

/// Why something cannot be worked out; [`fmt::Display`] says it in Japanese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalculatorError {
    /// Hours of part-timers are to be divided by no hours.
    NoFullTimeHours,
    /// More hours than a week has.
    TooManyFullTimeHours,
    /// Months outside 1 to 12.
    MonthsOutOfRange,
    /// Beyond what an answer can be (9,999,999).
    TooLarge,
}

impl fmt::Display for CalculatorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoFullTimeHours => "常勤の1週間の勤務時間を、0より大きい数で入れてください。",
            Self::TooManyFullTimeHours => "常勤の1週間の勤務時間が、1週間の168時間を超えています。",
            Self::MonthsOutOfRange => "外来診療を行った月数を、1から12までの数で入れてください。",
            Self::TooLarge => "数が大きすぎます。9,999,999までの数で入れてください。",
        })
    }
}

impl std::error::Error for CalculatorError {}

/// Hours in a week, to two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    hundredths: u64,
}

impl Hours {
    const WEEK: Self = Self { hundredths: 7 * 24 * 100 };

    /// 12時間 is 1200 hundredths.
    pub const fn from_hundredths(hundredths: u64) -> Self {
        Self { hundredths }
    }

    /// 12時間30分 is 12.5 hours; what does not come out at two decimals is cut off.
    pub const fn from_minutes(minutes: u64) -> Self {
        // Minutes beyond this are far more than any answer can be; the calculator refuses them.
        Self { hundredths: minutes.saturating_mul(100) / 60 }
    }

    /// Reads hours as they are typed, 「12」「12.5」「12.25」; `None` for anything else, and for more than two decimals.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) || fraction.len() > 2 {
            return None;
        }
        let hundredths: u64 = format!("{fraction:0<2}").parse().ok()?;
        let whole: u64 = whole.parse().ok()?;
        Some(Self { hundredths: whole.checked_mul(100)?.checked_add(hundredths)? })
    }
}

/// 「12」「12.5」「12.25」.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal(self.hundredths, 2))
    }
}

/// What 常勤換算 is worked out from.
///
/// Which hours G-MIS takes for a full-timer (常勤) is not known, so they are asked for and have no default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Persons who work full time (常勤).
    pub full_timers: u64,
    /// Weekly hours of all part-timers (非常勤) together.
    pub part_time_hours: Hours,
    /// Weekly hours of one full-timer.
    pub full_time_hours: Hours,
}

/// 常勤換算.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fte {
    /// Full-time equivalents in tenths, cut off after the first decimal (マニュアル PDF p.62).
    pub tenths: u64,
    /// 「12時間 ÷ 週32時間 = 0.375 → 0.3」.
    pub arithmetic: String,
}

impl Fte {
    /// The number as it is entered: 「0.3」.
    pub fn answer(&self) -> String {
        decimal(self.tenths, 1)
    }
}

/// Full-time equivalents of full-timers and part-timers, cut off and not rounded.
pub fn fte(staff: Staff) -> Result<Fte, CalculatorError> {
    let Staff { full_timers, part_time_hours, full_time_hours } = staff;
    let has_part_timers = part_time_hours != Hours::default();
    if has_part_timers && full_time_hours == Hours::default() {
        return Err(CalculatorError::NoFullTimeHours);
    }
    if full_time_hours > Hours::WEEK {
        return Err(CalculatorError::TooManyFullTimeHours);
    }
    let per_person = full_time_hours.hundredths.max(1);
    let scaled = |places: u32| {
        let factor = 10u64.pow(places);
        let part = part_time_hours.hundredths.checked_mul(factor)? / per_person;
        full_timers.checked_mul(factor)?.checked_add(part)
    };
    let (Some(tenths), Some(thousandths)) = (scaled(1), scaled(3)) else {
        return Err(CalculatorError::TooLarge);
    };
    if tenths > MOST * 10 {
        return Err(CalculatorError::TooLarge);
    }

    let mut terms = Vec::new();
    if full_timers > 0 || !has_part_timers {
        terms.push(format!("常勤{full_timers}人"));
    }
    if has_part_timers {
        terms.push(format!("{part_time_hours}時間 ÷ 週{full_time_hours}時間"));
    }
    let (shown, cut) = (decimal(thousandths, 3), decimal(tenths, 1));
    let mut arithmetic = format!("{} = {shown}", terms.join(" + "));
    if shown != cut {
        arithmetic.push_str(" → ");
        arithmetic.push_str(&cut);
    }
    Ok(Fte { tenths, arithmetic })
}

/// An option of set C (回数と意向) that a number of times can fall into.
struct Times {
    key: &'static str,
    /// The first whole monthly average of the option.
    from: u64,
    words: &'static str,
}

const TIMES: [Times; 6] = [
    Times { key: "lt1", from: 0, words: "月1回未満" },
    Times { key: "m1", from: 1, words: "月1回" },
    Times { key: "m2_3", from: 2, words: "月2〜3回" },
    Times { key: "m4_5", from: 4, words: "月4〜5回" },
    Times { key: "m6_9", from: 6, words: "月6〜9回" },
    Times { key: "m10", from: 10, words: "月10回以上" },
];

impl Times {
    /// The option of a whole monthly average.
    fn of(average: u64) -> &'static Self {
        TIMES.iter().rev().find(|option| option.from <= average).unwrap_or(&TIMES[0])
    }
}

/// Where a monthly average falls among the options of set C, by option key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// Not once in the year: 無し; with or without 意向 is for the institution to say.
    None,
    /// One option.
    Decided(&'static str),
    /// Between the whole averages of two options; the manual does not say which one is meant.
    Between(&'static str, &'static str),
}

/// A monthly average over a calendar year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthlyBand {
    /// The option, where it is known.
    pub band: Band,
    /// 「66回 ÷ 12か月 = 5.5回 → 月4〜5回と月6〜9回の間」.
    pub arithmetic: String,
}

/// The option of set C for a number of times in a calendar year (在宅当番医制, 休日夜間急患センター等).
pub fn monthly_band(year_count: u64) -> MonthlyBand {
    let whole = year_count / 12;
    let lower = Times::of(whole);
    // Below one, the option holds whatever the decimals are; otherwise a fraction reaches towards the next average.
    let upper = if whole == 0 || year_count.is_multiple_of(12) { lower } else { Times::of(whole + 1) };
    let (band, words) = if year_count == 0 {
        (Band::None, "無し".to_owned())
    } else if lower.key == upper.key {
        (Band::Decided(lower.key), lower.words.to_owned())
    } else {
        (Band::Between(lower.key, upper.key), format!("{}と{}の間", lower.words, upper.words))
    };
    let average = decimal(hundredths(year_count, 12), 2);
    MonthlyBand { band, arithmetic: format!("{year_count}回 ÷ 12か月 = {average}回 → {words}") }
}

/// Where a monthly average falls among the options of set E (患者数), by option key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferredBand {
    /// One option.
    Decided(&'static str),
    /// From one to below ten: the bounds of codes 2 to 4 are not known.
    Unknown,
}

/// 紹介患者の月平均.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferredAverage {
    /// Patients a month in hundredths, cut off, for display.
    pub hundredths: u64,
    /// The option, where its bounds are known. Decided by the exact average, not by the one displayed.
    pub band: ReferredBand,
    /// 「96 ÷ 9か月 = 10.66 → 10人以上」.
    pub arithmetic: String,
}

/// The monthly average of referred outpatients over the months with outpatients (マニュアル PDF p.74), not over twelve.
pub fn referred_average(total: u64, months: u64) -> Result<ReferredAverage, CalculatorError> {
    let band = referred_band(total, months)?;
    let words = match band {
        ReferredBand::Decided("none") => "無し",
        ReferredBand::Decided("lt1") => "1人未満",
        ReferredBand::Decided(_) => "10人以上",
        ReferredBand::Unknown => "1人以上10人未満(区分はG-MISの画面で選びます)",
    };
    let hundredths = hundredths(total, months);
    let arithmetic = format!("{total} ÷ {months}か月 = {} → {words}", decimal(hundredths, 2));
    Ok(ReferredAverage { hundredths, band, arithmetic })
}

/// Where that average falls.
pub fn referred_band(total: u64, months: u64) -> Result<ReferredBand, CalculatorError> {
    if !(1..=12).contains(&months) {
        return Err(CalculatorError::MonthsOutOfRange);
    }
    if total > MOST {
        return Err(CalculatorError::TooLarge);
    }
    Ok(if total == 0 {
        ReferredBand::Decided("none")
    } else if total < months {
        ReferredBand::Decided("lt1")
    } else if total >= 10 * months {
        ReferredBand::Decided("ge10")
    } else {
        ReferredBand::Unknown
    })
}

/// A fee (診療報酬項目) whose claims are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimCode {
    /// 「A000」.
    pub code: &'static str,
    /// 「初診料」.
    pub name: &'static str,
}

/// The fees whose 時間外加算 and 時間外特例医療機関加算 make up `f2i.claims.overtime` (マニュアル PDF p.70).
pub const OVERTIME_CODES: [ClaimCode; 8] = [
    ClaimCode { code: "A000", name: "初診料" },
    ClaimCode { code: "A001", name: "再診料" },
    ClaimCode { code: "A002", name: "外来診療料" },
    ClaimCode { code: "B001-2", name: "小児科外来診療料" },
    ClaimCode { code: "B001-2-9", name: "地域包括診療料" },
    ClaimCode { code: "B001-2-10", name: "認知症地域包括診療料" },
    ClaimCode { code: "B001-2-11", name: "小児かかりつけ診療料" },
    ClaimCode { code: "B001-2-12", name: "外来腫瘍化学療法診療料" },
];

/// A sum of claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimSum {
    /// Times in all.
    pub total: u64,
    /// 「初診料 120 + 再診料 12 = 132回」; fees without a claim are left out.
    pub arithmetic: String,
}

/// Adds up the claims of several fees.
pub fn claim_sum(parts: &[(ClaimCode, u64)]) -> Result<ClaimSum, CalculatorError> {
    let total = parts.iter().try_fold(0u64, |sum, (_, count)| sum.checked_add(*count));
    let total = total.filter(|total| *total <= MOST).ok_or(CalculatorError::TooLarge)?;
    let terms: Vec<_> =
        parts.iter().filter(|(_, count)| *count > 0).map(|(code, count)| format!("{} {count}", code.name)).collect();
    let arithmetic =
        if terms.is_empty() { format!("{total}回") } else { format!("{} = {total}回", terms.join(" + ")) };
    Ok(ClaimSum { total, arithmetic })
}

/// A quotient in hundredths, cut off. Exact for any dividend, since only the remainder is scaled.
fn hundredths(dividend: u64, divisor: u64) -> u64 {
    (dividend / divisor).saturating_mul(100).saturating_add(dividend % divisor * 100 / divisor)
}

/// A number of tenths, hundredths … in decimal notation without trailing zeros.
fn decimal(scaled: u64, places: u32) -> String {
    let factor = 10u64.pow(places);
    let (whole, fraction) = (scaled / factor, scaled % factor);
    if fraction == 0 {
        return whole.to_string();
    }
    let width = usize::try_from(places).unwrap_or_default();
    let digits = format!("{fraction:0width$}");
    format!("{whole}.{}", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kakari_catalog::{Catalog, Id};
    use proptest::prelude::*;

    fn hours(text: &str) -> Hours {
        Hours::parse(text).expect("hours")
    }

    fn staff(full_timers: u64, part_time: &str, full_time: &str) -> Staff {
        Staff { full_timers, part_time_hours: hours(part_time), full_time_hours: hours(full_time) }
    }

    #[track_caller]
    fn assert_fte(input: Staff, answer: &str, arithmetic: &str) {
        let result = fte(input).expect("a result");
        assert_eq!((result.answer().as_str(), result.arithmetic.as_str()), (answer, arithmetic));
    }

    #[test]
    fn hours_are_read_as_they_are_typed() {
        for (text, hundredths) in [("12", 1200), ("12.5", 1250), ("12.05", 1205), ("0", 0), ("0.25", 25)] {
            assert_eq!(Hours::parse(text), Some(Hours::from_hundredths(hundredths)), "{text}");
        }
        for text in ["", ".", "12.", ".5", "-1", "+1", "1e2", "12.345", "十二", "１２", "99999999999999999999"] {
            assert_eq!(Hours::parse(text), None, "{text}");
        }
        assert_eq!(Hours::from_minutes(750).to_string(), "12.5");
        assert_eq!(Hours::from_minutes(100).to_string(), "1.66");
        assert_eq!(Hours::from_hundredths(1205).to_string(), "12.05");
    }

    #[test]
    fn full_time_equivalents_are_cut_off_not_rounded() {
        assert_fte(staff(0, "12", "32"), "0.3", "12時間 ÷ 週32時間 = 0.375 → 0.3");
        assert_fte(staff(1, "39.6", "40"), "1.9", "常勤1人 + 39.6時間 ÷ 週40時間 = 1.99 → 1.9");
        assert_fte(staff(0, "16", "32"), "0.5", "16時間 ÷ 週32時間 = 0.5");
        assert_fte(staff(2, "0", "32"), "2", "常勤2人 = 2");
        assert_fte(staff(0, "1", "32"), "0", "1時間 ÷ 週32時間 = 0.031 → 0");
        assert_fte(staff(0, "10", "30"), "0.3", "10時間 ÷ 週30時間 = 0.333 → 0.3");
    }

    #[test]
    fn one_hundredth_of_an_hour_below_a_tenth_is_below_it() {
        assert_eq!(fte(staff(0, "3.2", "32")).expect("a result").tenths, 1);
        assert_eq!(fte(staff(0, "3.19", "32")).expect("a result").tenths, 0);
    }

    #[test]
    fn nobody_at_all_is_zero() {
        assert_fte(staff(0, "0", "0"), "0", "常勤0人 = 0");
    }

    #[test]
    fn hours_that_cannot_be_are_refused_with_words() {
        assert_eq!(fte(staff(1, "12", "0")), Err(CalculatorError::NoFullTimeHours));
        assert_eq!(fte(staff(1, "12", "168.01")), Err(CalculatorError::TooManyFullTimeHours));
        assert!(fte(staff(1, "12", "168")).is_ok());
        assert!(fte(staff(9_999_999, "0", "40")).is_ok());
        assert_eq!(fte(staff(9_999_999, "4", "40")), Err(CalculatorError::TooLarge));
        assert_eq!(fte(staff(u64::MAX, "4", "40")), Err(CalculatorError::TooLarge));
        let endless = Staff { part_time_hours: Hours::from_minutes(u64::MAX), ..staff(0, "0", "40") };
        assert_eq!(fte(endless), Err(CalculatorError::TooLarge));
        for error in [
            CalculatorError::NoFullTimeHours,
            CalculatorError::TooManyFullTimeHours,
            CalculatorError::MonthsOutOfRange,
            CalculatorError::TooLarge,
        ] {
            assert!(error.to_string().ends_with('。'));
        }
    }

    #[test]
    fn a_yearly_count_gives_the_option_where_the_manual_decides() {
        for (count, key) in [
            (1, "lt1"),
            (11, "lt1"),
            (12, "m1"),
            (24, "m2_3"),
            (30, "m2_3"),
            (36, "m2_3"),
            (48, "m4_5"),
            (54, "m4_5"),
            (60, "m4_5"),
            (72, "m6_9"),
            (88, "m6_9"),
            (108, "m6_9"),
            (120, "m10"),
            (121, "m10"),
            (9_999_999, "m10"),
            (u64::MAX, "m10"),
        ] {
            assert_eq!(monthly_band(count).band, Band::Decided(key), "{count}");
        }
    }

    #[test]
    fn between_two_options_both_are_returned() {
        for (count, lower, upper) in [
            (13, "m1", "m2_3"),
            (18, "m1", "m2_3"),
            (23, "m1", "m2_3"),
            (37, "m2_3", "m4_5"),
            (42, "m2_3", "m4_5"),
            (47, "m2_3", "m4_5"),
            (61, "m4_5", "m6_9"),
            (66, "m4_5", "m6_9"),
            (71, "m4_5", "m6_9"),
            (109, "m6_9", "m10"),
            (114, "m6_9", "m10"),
            (119, "m6_9", "m10"),
        ] {
            assert_eq!(monthly_band(count).band, Band::Between(lower, upper), "{count}");
        }
    }

    #[test]
    fn not_once_is_none_and_leaves_the_willingness_open() {
        assert_eq!(monthly_band(0).band, Band::None);
    }

    #[test]
    fn the_monthly_average_is_shown_with_its_arithmetic() {
        for (count, arithmetic) in [
            (0, "0回 ÷ 12か月 = 0回 → 無し"),
            (5, "5回 ÷ 12か月 = 0.41回 → 月1回未満"),
            (24, "24回 ÷ 12か月 = 2回 → 月2〜3回"),
            (66, "66回 ÷ 12か月 = 5.5回 → 月4〜5回と月6〜9回の間"),
            (150, "150回 ÷ 12か月 = 12.5回 → 月10回以上"),
        ] {
            assert_eq!(monthly_band(count).arithmetic, arithmetic);
        }
    }

    #[test]
    fn the_words_of_the_bands_are_those_of_the_catalogue() {
        let catalog = Catalog::builtin("R7").expect("R7");
        let item = catalog.item(Id::F2iRota);
        for Times { key, words, .. } in TIMES {
            let label = &catalog.option(item, key).expect("an option").label;
            assert_eq!(*label, format!("有り({})", words.replace('〜', "~")));
        }
        let item = catalog.item(Id::F2roReferred);
        for (total, label) in [(0, "無し"), (1, "1人未満"), (120, "10人以上")] {
            let result = referred_average(total, 12).expect("a result");
            let ReferredBand::Decided(key) = result.band else { panic!("{total} is decided") };
            assert_eq!(catalog.option(item, key).expect("an option").label, label);
            assert!(result.arithmetic.ends_with(label));
        }
    }

    #[test]
    fn referred_patients_are_divided_by_the_months_with_outpatients() {
        for (total, months, hundredths, band) in [
            (0, 12, 0, ReferredBand::Decided("none")),
            (8, 9, 88, ReferredBand::Decided("lt1")),
            (9, 9, 100, ReferredBand::Unknown),
            (89, 9, 988, ReferredBand::Unknown),
            (90, 9, 1000, ReferredBand::Decided("ge10")),
            (96, 9, 1066, ReferredBand::Decided("ge10")),
            (96, 12, 800, ReferredBand::Unknown),
            (1, 1, 100, ReferredBand::Unknown),
            (10, 1, 1000, ReferredBand::Decided("ge10")),
            (9_999_999, 12, 83_333_325, ReferredBand::Decided("ge10")),
        ] {
            let result = referred_average(total, months).expect("a result");
            assert_eq!((result.hundredths, result.band), (hundredths, band), "{total} ÷ {months}");
        }
    }

    #[test]
    fn the_average_of_referred_patients_is_shown_with_its_arithmetic() {
        for (total, months, arithmetic) in [
            (96, 9, "96 ÷ 9か月 = 10.66 → 10人以上"),
            (6, 12, "6 ÷ 12か月 = 0.5 → 1人未満"),
            (0, 12, "0 ÷ 12か月 = 0 → 無し"),
            (30, 12, "30 ÷ 12か月 = 2.5 → 1人以上10人未満(区分はG-MISの画面で選びます)"),
        ] {
            assert_eq!(referred_average(total, months).expect("a result").arithmetic, arithmetic);
        }
    }

    #[test]
    fn months_and_totals_that_cannot_be_are_refused() {
        for months in [0, 13, u64::MAX] {
            assert_eq!(referred_average(10, months), Err(CalculatorError::MonthsOutOfRange), "{months}");
        }
        assert_eq!(referred_average(10_000_000, 12), Err(CalculatorError::TooLarge));
    }

    #[test]
    fn claims_are_added_up_over_the_named_codes() {
        let [first, again, .., chemotherapy] = OVERTIME_CODES;
        let sum = claim_sum(&[(first, 120), (again, 0), (chemotherapy, 12)]).expect("a sum");
        assert_eq!(sum.total, 132);
        assert_eq!(sum.arithmetic, "初診料 120 + 外来腫瘍化学療法診療料 12 = 132回");
        let none = claim_sum(&OVERTIME_CODES.map(|code| (code, 0))).expect("a sum");
        assert_eq!((none.total, none.arithmetic.as_str()), (0, "0回"));
    }

    #[test]
    fn a_sum_beyond_the_bound_is_refused() {
        let [first, again, ..] = OVERTIME_CODES;
        assert_eq!(claim_sum(&[(first, 9_999_998), (again, 1)]).map(|sum| sum.total), Ok(9_999_999));
        assert_eq!(claim_sum(&[(first, 9_999_999), (again, 1)]), Err(CalculatorError::TooLarge));
        assert_eq!(claim_sum(&[(first, u64::MAX), (again, 1)]), Err(CalculatorError::TooLarge));
    }

    #[test]
    fn the_eight_codes_are_those_that_the_catalogue_names() {
        let catalog = Catalog::builtin("R7").expect("R7");
        let help = catalog.item(Id::F2iClaimsOvertime).help.as_deref().expect("a help text");
        for ClaimCode { code, name } in OVERTIME_CODES {
            assert!(help.contains(&format!("{name}({code})")), "{code} {name}");
        }
    }

    proptest! {
        #[test]
        fn full_time_equivalents_never_exceed_the_exact_quotient(full in 0u64..1000, part in 0u64..100_000, week in 1u64..16_800) {
            let input = Staff { full_timers: full, part_time_hours: Hours::from_hundredths(part), full_time_hours: Hours::from_hundredths(week) };
            let tenths = fte(input).expect("a result").tenths;
            // tenths / 10 ≤ full + part / week < (tenths + 1) / 10
            prop_assert!(tenths * week <= 10 * (full * week + part));
            prop_assert!(10 * (full * week + part) < (tenths + 1) * week);
        }

        #[test]
        fn a_greater_count_never_gives_a_lower_band(count in 0u64..200) {
            let place = |band| match band {
                Band::None => 0,
                Band::Decided(key) => 1 + 2 * TIMES.iter().position(|own| own.key == key).expect("a band"),
                Band::Between(key, _) => 2 + 2 * TIMES.iter().position(|own| own.key == key).expect("a band"),
            };
            prop_assert!(place(monthly_band(count).band) <= place(monthly_band(count + 1).band));
        }
    }
}
