//! Days in the Japanese calendar (和暦): in words, and read from what people type.

use time::{Date, Month};

/// An era (元号).
struct Era {
    name: &'static str,
    /// Its name in two characters, and what stands for it: R8.4.1, ㋿8年4月1日.
    signs: [char; 4],
    /// The western year of its year 元.
    first: i32,
    /// Year, month and day of its first day.
    from: (i32, u8, u8),
}

const fn era(name: &'static str, signs: [char; 4], from: (i32, u8, u8)) -> Era {
    Era { name, signs, first: from.0, from }
}

const ERAS: [Era; 5] = [
    era("令和", ['令', '和', 'R', '㋿'], (2019, 5, 1)),
    era("平成", ['平', '成', 'H', '㍻'], (1989, 1, 8)),
    era("昭和", ['昭', '和', 'S', '㍼'], (1926, 12, 25)),
    era("大正", ['大', '正', 'T', '㍽'], (1912, 7, 30)),
    // Before its sixth year Japan had another calendar, whose days cannot be counted off in this one.
    Era { first: 1868, ..era("明治", ['明', '治', 'M', '㍾'], (1873, 1, 1)) },
];

/// 「令和8年1月1日」; days before 明治6年 in the western calendar.
pub fn day(date: Date) -> String {
    in_words(date, false)
}

/// 「令和8年(2026年)1月1日」: a day that somebody typed, so that it cannot be taken for another.
pub fn both(date: Date) -> String {
    in_words(date, true)
}

fn in_words(date: Date, both: bool) -> String {
    let (year, month, day) = key(date);
    let western = year.to_string();
    let own = era_on(date).map(|at| (ERAS[at].name, year - ERAS[at].first + 1));
    let (name, number) = match &own {
        Some((name, 1)) => (*name, "元"),
        Some((name, own)) => (*name, &*own.to_string()),
        // So few digits alone read like a year of an era.
        None => (if year < 1000 { "西暦" } else { "" }, &*western),
    };
    let aside = if both && own.is_some() { ["年(", &western, "年)"] } else { ["年", "", ""] };
    let [month, day] = [month, day].map(|number| i32::from(number).to_string());
    [name, number, aside[0], aside[1], aside[2], &month, "月", &day, "日"].concat()
}

/// The place of the era of a day.
fn era_on(date: Date) -> Option<usize> {
    ERAS.iter().position(|era| era.from <= key(date))
}

fn key(date: Date) -> (i32, u8, u8) {
    (date.year(), u8::from(date.month()), date.day())
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is not written as a day.
    Form,
    /// The year has neither four digits nor an era.
    NoEra,
    /// The calendar has no such day.
    NoSuchDay,
    /// The era had ended, or not begun. The day is what counting on gives: 令和2年4月1日 for 平成32年4月1日.
    OutsideEra(Date),
}

impl Unread {
    /// What is wrong, and what to do.
    pub fn words(self) -> String {
        match self {
            Self::Form => "日付として読み取れません。「2026-04-01」「令和8年4月1日」「R8.4.1」のように入れてください。",
            Self::NoEra => "何年のことかわかりません。年は、西暦の4桁か、元号を付けて(令和8年、R8)入れてください。",
            Self::NoSuchDay => "暦にない日です。年・月・日を確かめてください。",
            Self::OutsideEra(day) => {
                return ["この元号に、この日はありません。", &both(day), "のことでしたら、そのように入れてください。"]
                    .concat();
            }
        }
        .to_owned()
    }
}

/// Reads a day as people write it: 2026-04-01, 2026/4/1, 2026.4.1, 20260401, 2026年4月1日, 令和8年4月1日, R8.4.1, R080401,
/// in full width as well, and what [`day`] and [`both`] write. Nothing is guessed.
pub fn read(text: &str) -> Result<Date, Unread> {
    let (signs, aside) = split(text)?;
    let (era, mut rest) = era_of(&signs);
    let mut all = [(0, 0); 3];
    let mut count = 0;
    while !rest.is_empty() {
        if count == 3 {
            return Err(Unread::Form);
        }
        let (number, digits) = number_of(rest);
        let after = &rest[digits..];
        rest = match (count, after) {
            (0, ['年', next @ ..]) | (1, ['月', next @ ..]) | (0 | 1, ['-' | '/' | '.', next @ ..])
                if !next.is_empty() =>
            {
                next
            }
            (2, ['日'] | []) | (0, []) => &[],
            _ => return Err(Unread::Form),
        };
        all[count] = (number, digits);
        count += 1;
    }
    let is_era = era.is_some_and(|at| at < ERAS.len());
    let [(year, digits), month, day] = match (count, all[0]) {
        (3, _) => all,
        // 20260401, R080401
        (1, (number, digits)) if digits == if is_era { 6 } else { 8 } => {
            [(number / 10_000, digits - 4), (number / 100 % 100, 2), (number % 100, 2)]
        }
        _ => return Err(Unread::Form),
    };
    if ![1, 2].contains(&month.1) || ![1, 2].contains(&day.1) || !(1..=if is_era { 2 } else { 4 }).contains(&digits) {
        return Err(Unread::Form);
    }
    let year = match era {
        None if digits < 4 => return Err(Unread::NoEra),
        Some(at) if is_era => year + ERAS[at].first - 1,
        _ => year,
    };
    let small = |(number, _): (i32, usize)| u8::try_from(number).unwrap_or_default();
    let month = Month::try_from(small(month)).map_err(|_| Unread::NoSuchDay)?;
    let date = Date::from_calendar_date(year, month, small(day)).map_err(|_| Unread::NoSuchDay)?;
    match (era_on(date), era) {
        _ if !aside.is_empty() && number_of(&aside) != (year, aside.len()) => Err(Unread::Form),
        (own, era) if !is_era || own == era => Ok(date),
        (Some(_), _) => Err(Unread::OutsideEra(date)),
        (None, _) => Err(Unread::Form),
    }
}

/// The characters of a day, and the western year that stands beside it in brackets: 令和8年(2026年)4月1日. A day of the week
/// in brackets is left out.
fn split(text: &str) -> Result<(Vec<char>, Vec<char>), Unread> {
    let (mut signs, mut aside, mut brackets) = (Vec::new(), Vec::new(), 0);
    for sign in text.chars().filter(|sign| !sign.is_whitespace()).map(narrow) {
        match (sign, brackets) {
            ('(', 0) | (')', 1) => brackets += 1,
            (_, 1) => aside.push(sign),
            _ => signs.push(sign),
        }
    }
    let year = match (&*aside, brackets) {
        ([.., '年'], 2) => aside.len() - 1,
        (['月' | '火' | '水' | '木' | '金' | '土' | '日'] | [_, '曜'] | [_, '曜', '日'], 2) | ([], 0) => 0,
        _ => return Err(Unread::Form),
    };
    aside.truncate(year);
    Ok((signs, aside))
}

/// The era that a day begins with, by its place (behind the last one where it says 西暦), and what follows.
fn era_of(signs: &[char]) -> (Option<usize>, &[char]) {
    let Some(first) = signs.first().map(char::to_ascii_uppercase) else { return (None, signs) };
    if let ['西', '暦', rest @ ..] = signs {
        return (Some(ERAS.len()), rest);
    }
    for (at, Era { signs: [one, two, letter, square], .. }) in ERAS.iter().enumerate() {
        if [one, letter, square].contains(&&first) {
            return match &signs[1..] {
                [next, rest @ ..] if next == two || *next == '.' => (Some(at), rest),
                rest => (Some(at), rest),
            };
        }
    }
    (None, signs)
}

/// The number that the characters begin with, and how many of them are its digits. 元 is 1, and no digits are none.
fn number_of(signs: &[char]) -> (i32, usize) {
    if signs.first() == Some(&'元') {
        return (1, 1);
    }
    let (mut number, mut digits) = (0, 0);
    while let Some(sign @ '0'..='9') = signs.get(digits).filter(|_| digits < 9) {
        number = 10 * number + (u32::from(*sign) - u32::from('0')).cast_signed();
        digits += 1;
    }
    (number, digits)
}

/// A text that stands in a field for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// What is kept of it: the day as `2026-04-01`, else the text as it is; empty where nothing stands there.
    pub kept: String,
    /// What is said below the field: the day in both calendars, what is wrong, or how a day may be typed.
    pub words: String,
    /// Whether it is a day, or nothing.
    pub is_day: bool,
}

/// What a field makes of what is typed into it.
pub fn typed(text: &str) -> Typed {
    match read(text) {
        _ if text.trim().is_empty() => {
            Typed {
                kept: String::new(), words: "例: 2026-04-01、令和8年4月1日、R8.4.1".to_owned(), is_day: true
            }
        }
        Ok(day) => Typed { kept: iso(day), words: both(day), is_day: true },
        Err(unread) => Typed { kept: text.to_owned(), words: unread.words(), is_day: false },
    }
}

fn iso(date: Date) -> String {
    let (year, month, day) = key(date);
    let digits = (year * 10_000 + i32::from(month) * 100 + i32::from(day)).to_string();
    let digits = ["00000000", &digits].concat();
    let digits = &digits[digits.len() - 8..];
    [&digits[..4], "-", &digits[4..6], "-", &digits[6..]].concat()
}

/// The same character in half width; every kind of dash as a hyphen, and what only looks like 日, 月 and 令 as these.
fn narrow(character: char) -> char {
    match character {
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | 'ｰ' => '-',
        '\u{2F47}' => '日',
        '\u{2F49}' => '月',
        '\u{F9A8}' => '令',
        other => other,
    }
}

/// 「2026年1月1日」, the way the official form writes the day.
pub fn western_day(date: Date) -> String {
    let (year, month, day) = (date.year().to_string(), u8::from(date.month()).to_string(), date.day().to_string());
    [&*year, "年", &month, "月", &day, "日"].concat()
}

/// The same text with its days in the western calendar: 「令和8年1月1日」 becomes 「2026年1月1日」. A year that is part of a
/// name (令和8年度報告) stays.
pub fn western(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((year, after)) = western_year(rest) {
            out.push_str(&year.to_string());
            rest = after;
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// The western year of a day that the text begins with, and the text from its 年 on.
fn western_year(text: &str) -> Option<(i32, &str)> {
    let (after, first) = ERAS.iter().find_map(|era| Some((text.strip_prefix(era.name)?, era.first)))?;
    let end = after.find('年')?;
    let year = match &after[..end] {
        "元" => 1,
        digits => digits.parse::<i32>().ok().filter(|year| (1..100).contains(year))?,
    };
    let is_day = after[end..].strip_prefix('年')?.starts_with(|next: char| next.is_ascii_digit());
    is_day.then_some((first + year - 1, &after[end..]))
}

#[cfg(test)]
mod tests {
    use super::{Unread, both, day, read, western};
    use crate::parse_date;

    #[test]
    fn an_era_begins_on_its_first_day() {
        for (iso, words) in [
            ("2027-01-01", "令和9年1月1日"),
            ("2019-05-01", "令和元年5月1日"),
            ("2019-04-30", "平成31年4月30日"),
            ("1989-01-08", "平成元年1月8日"),
            ("1989-01-07", "昭和64年1月7日"),
            ("1926-12-25", "昭和元年12月25日"),
            ("1926-12-24", "大正15年12月24日"),
            ("1912-07-30", "大正元年7月30日"),
            ("1912-07-29", "明治45年7月29日"),
            ("1873-01-01", "明治6年1月1日"),
            ("1872-12-31", "1872年12月31日"),
        ] {
            assert_eq!(day(parse_date(iso).expect("a date")), words);
        }
    }

    #[test]
    fn a_day_that_was_typed_is_shown_in_both_calendars_and_a_year_of_few_digits_is_never_taken_for_one_of_an_era() {
        for (iso, words) in [
            ("2026-04-01", "令和8年(2026年)4月1日"),
            ("2019-05-01", "令和元年(2019年)5月1日"),
            ("1926-12-24", "大正15年(1926年)12月24日"),
            ("1867-01-01", "1867年1月1日"),
            ("0008-04-01", "西暦8年4月1日"),
            ("0000-01-01", "西暦0年1月1日"),
        ] {
            assert_eq!(both(parse_date(iso).expect("a date")), words);
        }
        assert_eq!(day(parse_date("0008-04-01").expect("a date")), "西暦8年4月1日");
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for typed in [
            "2026-04-01",
            "2026/4/1",
            "2026/04/01",
            "2026.4.1",
            "20260401",
            "2026年4月1日",
            " 2026年 4月 1日 ",
            "西暦2026年4月1日",
            "２０２６年４月１日",
            "２０２６／４／１",
            "２０２６－０４－０１",
            "2026‐4‐1",
            "2026−4−1",
            "2026ー4ー1",
            "2026年4⽉1⽇",
            "令和8年4月1日",
            "令和 8 年 4 月 1 日",
            "令和８年４月１日",
            "令和8.4.1",
            "令和8/4/1",
            "令8.4.1",
            "\u{F9A8}和8年4月1日",
            "㋿8年4月1日",
            "R8.4.1",
            "r8.4.1",
            "Ｒ８．４．１",
            "R8/4/1",
            "R8-4-1",
            "R.8.4.1",
            "R 8.4.1",
            "R08.04.01",
            "R8年4月1日",
            "R080401",
            "令和080401",
            "令和8年(2026年)4月1日",
            "令和８年（２０２６年）４月１日",
            "2026年4月1日(水)",
            "令和8年4月1日（水曜日）",
        ] {
            assert_eq!(read(typed), Ok(parse_date("2026-04-01").expect("a date")), "{typed}");
        }
    }

    #[test]
    fn the_days_on_which_eras_change_are_read_and_those_that_an_era_does_not_have_are_told() {
        for (typed, iso) in [
            ("令和元年5月1日", "2019-05-01"),
            ("R1.5.1", "2019-05-01"),
            ("平成31年4月30日", "2019-04-30"),
            ("H31.4.30", "2019-04-30"),
            ("平成元年1月8日", "1989-01-08"),
            ("昭和64年1月7日", "1989-01-07"),
            ("S64.1.7", "1989-01-07"),
            ("昭和元年12月25日", "1926-12-25"),
            ("大正15年12月24日", "1926-12-24"),
            ("T1.7.30", "1912-07-30"),
            ("明治45年7月29日", "1912-07-29"),
            ("明治6年1月1日", "1873-01-01"),
            ("0008-04-01", "0008-04-01"),
            ("西暦8年4月1日", "0008-04-01"),
        ] {
            assert_eq!(read(typed), Ok(parse_date(iso).expect("a date")), "{typed}");
        }
        for (typed, iso) in [
            ("令和元年4月1日", "2019-04-01"),
            ("平成31年5月1日", "2019-05-01"),
            ("平成32年4月1日", "2020-04-01"),
            ("平成元年1月7日", "1989-01-07"),
            ("昭和64年1月8日", "1989-01-08"),
            ("S99.4.1", "2024-04-01"),
            ("令和0年4月1日", "2018-04-01"),
            ("大正15年12月25日", "1926-12-25"),
        ] {
            assert_eq!(read(typed), Err(Unread::OutsideEra(parse_date(iso).expect("a date"))), "{typed}");
        }
        assert_eq!(
            read("令和元年4月1日").map_err(Unread::words),
            Err("この元号に、この日はありません。平成31年(2019年)4月1日のことでしたら、そのように入れてください。"
                .to_owned())
        );
    }

    #[test]
    fn what_is_no_day_is_told_by_kind_and_nothing_is_guessed() {
        let all = [
            (Unread::NoEra, &["8年4月1日", "8.4.1", "26/4/1", "01/20/9", "8-4-1", "202/4/1", "元年5月1日"][..]),
            (Unread::NoSuchDay, &["2026-02-30", "2026-13-01", "2026-00-10", "2026-04-0", "20261301", "R8.2.30"]),
            (
                Unread::Form,
                &[
                    "",
                    "なし",
                    "2026",
                    "2026年",
                    "2026年4月",
                    "2026-04",
                    "2026-04-",
                    "2026-4-1-",
                    "2026-4-1-1",
                    "4月1日",
                    "2026041",
                    "202604011",
                    "R80401",
                    "5080401",
                    "12026-04-01",
                    "2026-004-01",
                    "2026年4月1日ごろ",
                    "2026月4年1日",
                    "令和8年4月1日(2025年)",
                    "2026年(令和7年)4月1日",
                    "2026年4月1日(予定)",
                    "2026年4月1日(水",
                    "令和2026年4月1日",
                    "明治5年4月1日",
                    "令和8年4月1日令和8年4月1日",
                    "X8.4.1",
                    "2026,4,1",
                    "-2026-04-01",
                    "+8.4.1",
                    "西暦",
                    "R",
                    "(2026-04-01)x",
                ],
            ),
        ];
        for (expected, texts) in all {
            for typed in texts {
                assert_eq!(read(typed), Err(expected), "{typed}");
            }
            assert!(expected.words().ends_with("ください。"));
        }
    }

    #[test]
    fn a_field_keeps_the_day_or_what_was_typed_and_says_what_it_understood() {
        let of = |text| {
            let super::Typed { kept, words, is_day } = super::typed(text);
            (kept, words, is_day)
        };
        assert_eq!(of("Ｒ8.4.1"), ("2026-04-01".to_owned(), "令和8年(2026年)4月1日".to_owned(), true));
        assert_eq!(of("0008-04-01"), ("0008-04-01".to_owned(), "西暦8年4月1日".to_owned(), true));
        for half in ["なし", "2026-04", " 令和8年4月"] {
            assert_eq!(of(half), (half.to_owned(), Unread::Form.words(), false));
        }
        for nothing in ["", " ", "　"] {
            let (kept, words, is_day) = of(nothing);
            assert!(kept.is_empty() && words.starts_with("例: ") && is_day);
        }
        // What stands there as an example is read.
        for example in of("").1.trim_start_matches("例: ").split('、') {
            assert_eq!(of(example).0, "2026-04-01");
        }
    }

    #[test]
    fn what_is_written_in_words_is_read_again() {
        let mut date = parse_date("1873-01-01").expect("a date");
        while date.year() < 2040 {
            for words in [day(date), both(date), western(&day(date)), date.to_string()] {
                assert_eq!(read(&words), Ok(date), "{words}");
            }
            date = date.saturating_add(time::Duration::days(17));
        }
        assert_eq!(read(&day(parse_date("0008-04-01").expect("a date"))), parse_date("0008-04-01").ok_or(Unread::Form));
    }

    #[test]
    fn days_become_western_and_names_with_a_year_stay() {
        for (words, expected) in [
            ("令和8年1月1日〜令和8年3月31日", "2026年1月1日〜2026年3月31日"),
            ("令和元年5月1日", "2019年5月1日"),
            ("昭和64年1月7日から平成元年1月8日", "1989年1月7日から1989年1月8日"),
            ("令和7年4月1日〜令和8年3月31日の実績(令和7年度)", "2025年4月1日〜2026年3月31日の実績(令和7年度)"),
            ("令和7年度報告の期限は令和8年3月6日です。", "令和7年度報告の期限は2026年3月6日です。"),
            ("令和", "令和"),
            ("令和の年1", "令和の年1"),
            ("令和-1年1月", "令和-1年1月"),
            ("1926年12月24日", "1926年12月24日"),
            ("令和8年(2026年)4月1日", "令和8年(2026年)4月1日"),
        ] {
            assert_eq!(western(words), expected);
        }
    }
}
