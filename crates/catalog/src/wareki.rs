//! Days in the Japanese calendar (和暦).

use time::Date;

const ERAS: &[(&str, i32, u8, u8)] = &[("令和", 2019, 5, 1), ("平成", 1989, 1, 8), ("昭和", 1926, 12, 25)];

/// 「令和8年1月1日」; days before 昭和 in the western calendar.
pub fn day(date: Date) -> String {
    let (month, day) = (u8::from(date.month()), date.day());
    let key = (date.year(), month, day);
    match ERAS.iter().find(|(_, y, m, d)| (*y, *m, *d) <= key) {
        Some((era, first, ..)) => match date.year() - first + 1 {
            1 => format!("{era}元年{month}月{day}日"),
            year => format!("{era}{year}年{month}月{day}日"),
        },
        None => format!("{}年{month}月{day}日", date.year()),
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
    let (after, first) = ERAS.iter().find_map(|(era, first, ..)| Some((text.strip_prefix(era)?, first)))?;
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
    use super::{day, western};
    use crate::parse_date;

    #[test]
    fn an_era_begins_on_its_first_day() {
        for (iso, words) in [
            ("2027-01-01", "令和9年1月1日"),
            ("2019-05-01", "令和元年5月1日"),
            ("2019-04-30", "平成31年4月30日"),
            ("1989-01-08", "平成元年1月8日"),
            ("1989-01-07", "昭和64年1月7日"),
            ("1926-12-24", "1926年12月24日"),
        ] {
            assert_eq!(day(parse_date(iso).expect("a date")), words);
        }
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
        ] {
            assert_eq!(western(words), expected);
        }
    }
}
