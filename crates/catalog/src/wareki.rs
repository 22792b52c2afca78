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

#[cfg(test)]
mod tests {
    use super::day;
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
}
