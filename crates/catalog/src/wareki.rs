//! Days in the Japanese calendar (和暦): in words, and read from what people type.

use time::{Date, Month};

/// An era (元号).
struct Era {
    name: &'static str,
    /// What stands for it in R8.4.1, and in one character.
    signs: [char; 2],
    /// The western year of its year 元.
    first: i32,
    /// Year, month and day of its first day.
    from: (i32, u8, u8),
}

const fn era(name: &'static str, signs: [char; 2], from: (i32, u8, u8)) -> Era {
    Era { name, signs, first: from.0, from }
}

const ERAS: [Era; 5] = [
    era("令和", ['R', '㋿'], (2019, 5, 1)),
    era("平成", ['H', '㍻'], (1989, 1, 8)),
    era("昭和", ['S', '㍼'], (1926, 12, 25)),
    era("大正", ['T', '㍽'], (1912, 7, 30)),
    // Before its sixth year Japan had another calendar, whose days cannot be counted off in this one.
    Era { first: 1868, ..era("明治", ['M', '㍾'], (1873, 1, 1)) },
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
    let own = ERAS.iter().find(|era| era.from <= key(date)).map(|era| match year - era.first + 1 {
        1 => [era.name, "元"].concat(),
        own => [era.name, &own.to_string()].concat(),
    });
    let year = match own {
        Some(own) if both => [&own, "年(", &western, "年)"].concat(),
        Some(own) => own + "年",
        // So few digits alone read like a year of an era.
        None if year < 1000 => ["西暦", &western, "年"].concat(),
        None => western + "年",
    };
    [&year, &month.to_string(), "月", &day.to_string(), "日"].concat()
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
    let text: String = text.trim().chars().map(narrow).collect();
    let (text, aside) = match text.split_once('(') {
        Some((before, rest)) => {
            let (aside, after) = rest.split_once(')').ok_or(Unread::Form)?;
            ([before, after].concat(), aside)
        }
        None => (text.clone(), ""),
    };
    let (era, text) = era_of(&text);
    let groups = groups(&text).ok_or(Unread::Form)?;
    let [year, month, day] = match groups[..] {
        [all] => {
            // 20260401, R080401
            let long = match era {
                Some(era) if era < ERAS.len() => 2,
                _ => 4,
            };
            let is_whole = all.len() == long + 4;
            if is_whole { [&all[..long], &all[long..long + 2], &all[long + 2..]] } else { return Err(Unread::Form) }
        }
        [year, month, day] => [year, month, day],
        _ => return Err(Unread::Form),
    };
    if month.len() > 2 || day.len() > 2 {
        return Err(Unread::Form);
    }
    let date = year_of(era, year).and_then(|year| {
        let month = Month::try_from(small(month)).map_err(|_| Unread::NoSuchDay)?;
        Date::from_calendar_date(year, month, small(day)).map_err(|_| Unread::NoSuchDay)
    })?;
    if let Some((at, era)) = era.and_then(|at| Some((at, ERAS.get(at)?))) {
        let is_over = at > 0 && ERAS[at - 1].from <= key(date);
        if is_over || key(date) < era.from {
            return Err(if date.year() < 1873 { Unread::Form } else { Unread::OutsideEra(date) });
        }
    }
    if fits(aside, date) { Ok(date) } else { Err(Unread::Form) }
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
        _ if text.trim().is_empty() => Typed {
            kept: String::new(),
            words: "例: 2026-04-01、2026/4/1、令和8年4月1日、R8.4.1".to_owned(),
            is_day: true,
        },
        Ok(day) => Typed { kept: day.to_string(), words: both(day), is_day: true },
        Err(unread) => Typed { kept: text.to_owned(), words: unread.words(), is_day: false },
    }
}

/// The place of a year in the western calendar that says so (西暦) among the eras.
const WESTERN: usize = ERAS.len();

/// The era that a text begins with, by its place, and the text behind it, with a 元 in digits.
fn era_of(text: &str) -> (Option<usize>, String) {
    if let Some(rest) = text.strip_prefix("西暦") {
        return (Some(WESTERN), rest.to_owned());
    }
    let first = text.chars().next().unwrap_or(' ');
    for (at, era) in ERAS.iter().enumerate() {
        let rest = text.strip_prefix(era.name).or_else(|| {
            let stands = era.signs.contains(&first.to_ascii_uppercase()) || era.name.starts_with(first);
            stands.then(|| text[first.len_utf8()..].trim_start_matches('.'))
        });
        if let Some(rest) = rest {
            let rest = rest.trim_start();
            let rest = rest.strip_prefix('元').map_or_else(|| rest.to_owned(), |rest| ["1", rest].concat());
            return (Some(at), rest);
        }
    }
    (None, text.to_owned())
}

/// The digits of a day, where nothing stands between them and behind them that does not belong there.
fn groups(text: &str) -> Option<Vec<&str>> {
    let mut groups = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let digits = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
        let next = rest[digits..].find(|sign: char| sign.is_ascii_digit()).map_or(rest.len(), |next| digits + next);
        let between = &rest[digits..next];
        let is_last = next == rest.len();
        let fits = match (groups.len(), between.trim()) {
            (0, "年") | (1, "月") | (2, "日" | "") => true,
            // Digits alone, 20260401.
            (0, "") if is_last => true,
            (0 | 1, "-" | "/" | "." | "") => !is_last,
            _ => false,
        };
        if digits == 0 || !fits {
            return None;
        }
        groups.push(&rest[..digits]);
        rest = &rest[next..];
    }
    Some(groups)
}

fn year_of(era: Option<usize>, digits: &str) -> Result<i32, Unread> {
    if digits.len() > 4 {
        return Err(Unread::Form);
    }
    let year: i32 = digits.parse().map_err(|_| Unread::Form)?;
    match era {
        None if digits.len() < 4 => Err(Unread::NoEra),
        None | Some(WESTERN) => Ok(year),
        Some(_) if digits.len() > 2 => Err(Unread::Form),
        Some(_) if year == 0 => Err(Unread::NoSuchDay),
        Some(at) => Ok(ERAS[at].first + year - 1),
    }
}

fn small(digits: &str) -> u8 {
    digits.parse().unwrap_or_default()
}

/// Whether what stands in brackets beside a day belongs to it: its year in the other calendar, or a day of the week.
fn fits(aside: &str, date: Date) -> bool {
    let aside = aside.trim();
    if let Some(year) = aside.strip_suffix('年') {
        let (era, digits) = era_of(year);
        return year_of(era, digits.trim()) == Ok(date.year());
    }
    let mut signs = aside.chars();
    let is_week = signs.next().is_none_or(|sign| "月火水木金土日".contains(sign));
    is_week && matches!(signs.as_str(), "" | "曜" | "曜日")
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
            "2026 4 1",
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
            "2026年(令和8年)4月1日",
            "２０２６年（令和８年）４月１日",
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
            (Unread::NoEra, &["8年4月1日", "8.4.1", "26/4/1", "01/20/9", "8-4-1", "202/4/1"][..]),
            (
                Unread::NoSuchDay,
                &["2026-02-30", "2026-13-01", "2026-00-10", "2026-04-0", "20261301", "R8.2.30", "令和0年4月1日"],
            ),
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
                    "元年5月1日",
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
