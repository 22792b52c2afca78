//! The deadline for a calendar: an iCalendar file (RFC 5545) with one all-day event.

use kakari_catalog::Date;

/// A content line has at most this many octets without its line break.
const LINE: usize = 75;

/// The deadline of a report, and whom to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline<'a> {
    /// The last day on which the prefecture takes the report.
    pub day: Date,
    /// Name of the edition: 「R7」. With the prefecture it makes the UID, so that a file with a new day replaces the entry
    /// of the old one.
    pub edition: &'a str,
    /// The edition in words: 「令和7年度報告」.
    pub label: &'a str,
    /// Key of the prefecture: 「13」; empty where it is not known.
    pub prefecture: &'a str,
    /// Whom to ask, one line each; empty where nobody is known.
    pub contact: &'a str,
}

impl Deadline<'_> {
    /// The file. `made_at` is when it is made, in seconds since 1970 (UTC).
    pub fn to_ics(&self, made_at: i64) -> String {
        let title = ["かかりつけ医機能報告(", self.label, ")の期限"].concat();
        let mut words = "G-MISなど都道府県が定める方法で、この日までに報告します。".to_owned();
        if !self.contact.is_empty() {
            words = [&words, "\n困ったときの連絡先:\n", self.contact].concat();
        }
        let separator = if self.prefecture.is_empty() { "" } else { "-" };
        let (title, stamp) = (escaped(&title), stamp(made_at));
        let lines = [
            HEAD,
            "UID:kakari-deadline-",
            self.edition,
            separator,
            self.prefecture,
            "\nDTSTAMP:",
            &stamp,
            "\nLAST-MODIFIED:",
            &stamp,
            "\nDTSTART;VALUE=DATE:",
            &basic(self.day),
            "\nDTEND;VALUE=DATE:",
            &basic(self.day.next_day().unwrap_or(self.day)),
            "\nSUMMARY:",
            &title,
            "\nDESCRIPTION:",
            &escaped(&words),
            ALARM,
            &title,
            FOOT,
        ]
        .concat();
        let mut file = String::new();
        for line in lines.split('\n') {
            fold(&mut file, line);
        }
        file
    }
}

const HEAD: &str = concat!(
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//kakari//kakari ",
    env!("CARGO_PKG_VERSION"),
    "//JA\nCALSCALE:GREGORIAN\nBEGIN:VEVENT\n"
);
/// The day is not taken up by the event.
const ALARM: &str = "\nTRANSP:TRANSPARENT\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-P14D\nDESCRIPTION:";
const FOOT: &str = "まで、あと14日です。\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR";

/// 「20260306」
fn basic(day: Date) -> String {
    let number = day.year() * 10_000 + i32::from(u8::from(day.month())) * 100 + i32::from(day.day());
    number.to_string()
}

/// 「20260201T010000Z」
fn stamp(seconds: i64) -> String {
    const DAY: i64 = 24 * 60 * 60;
    /// 1 January 1970.
    const EPOCH: i64 = 2_440_588;
    let day = i32::try_from(seconds.div_euclid(DAY) + EPOCH).ok().and_then(|day| Date::from_julian_day(day).ok());
    let rest = seconds.rem_euclid(DAY);
    // The one in front keeps the zeros.
    let time = (1_000_000 + rest / 3600 * 10_000 + rest / 60 % 60 * 100 + rest % 60).to_string();
    [&basic(day.unwrap_or(Date::MIN)), "T", &time[1..], "Z"].concat()
}

/// A text value: what has a meaning in the format is escaped, other control characters are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// Writes a content line, broken so that no part is longer than [`LINE`] octets and no character is cut in two.
fn fold(file: &mut String, line: &str) {
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > LINE {
            file.push_str("\r\n ");
            length = 1;
        }
        file.push(character);
        length += character.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use kakari_catalog::parse_date;

    fn deadline(day: &str) -> Deadline<'static> {
        let day = parse_date(day).expect("a date");
        Deadline { day, edition: "R7", label: "令和7年度報告", prefecture: "13", contact: "" }
    }

    /// The content lines, unfolded (RFC 5545 3.1).
    fn lines(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split_terminator("\r\n").map(ToOwned::to_owned).collect()
    }

    #[track_caller]
    fn value(file: &str, name: &str) -> String {
        let start = format!("{name}:");
        let found = lines(file).into_iter().find_map(|line| line.strip_prefix(&start).map(ToOwned::to_owned));
        found.unwrap_or_else(|| panic!("no {name} in {file}"))
    }

    #[test]
    fn the_event_is_the_whole_day_of_the_deadline_with_an_alarm_14_days_before() {
        let file = deadline("2026-03-06").to_ics(0);
        assert_eq!(value(&file, "DTSTART;VALUE=DATE"), "20260306");
        assert_eq!(value(&file, "DTEND;VALUE=DATE"), "20260307");
        assert_eq!(value(&file, "TRIGGER"), "-P14D");
        assert_eq!(value(&file, "SUMMARY"), "かかりつけ医機能報告(令和7年度報告)の期限");
        let all = lines(&file);
        assert_eq!(all.first().map(String::as_str), Some("BEGIN:VCALENDAR"));
        assert_eq!(all.last().map(String::as_str), Some("END:VCALENDAR"));
        for part in ["VCALENDAR", "VEVENT", "VALARM"] {
            for end in ["BEGIN", "END"] {
                assert_eq!(all.iter().filter(|line| **line == format!("{end}:{part}")).count(), 1, "{end} {part}");
            }
        }
    }

    #[test]
    fn the_day_after_the_end_of_a_month_is_the_first_of_the_next() {
        assert_eq!(value(&deadline("2026-02-28").to_ics(0), "DTEND;VALUE=DATE"), "20260301");
        assert_eq!(value(&deadline("2028-02-28").to_ics(0), "DTEND;VALUE=DATE"), "20280229");
    }

    #[test]
    fn the_same_report_keeps_its_uid_when_the_deadline_moves_and_another_has_another() {
        let uid = |deadline: &Deadline, made_at| value(&deadline.to_ics(made_at), "UID");
        let first = uid(&deadline("2026-03-06"), 0);
        assert_eq!(first, "kakari-deadline-R7-13");
        assert_eq!(uid(&deadline("2026-02-27"), 86_400), first);
        assert_ne!(uid(&Deadline { edition: "R8", ..deadline("2026-03-06") }, 0), first);
        assert_eq!(uid(&Deadline { prefecture: "", ..deadline("2026-03-06") }, 0), "kakari-deadline-R7");
    }

    #[test]
    fn the_time_of_making_is_written_in_utc() {
        for (seconds, words) in [
            (0, "19700101T000000Z"),
            (86_399, "19700101T235959Z"),
            (951_782_400, "20000229T000000Z"),
            (1_769_907_600, "20260201T010000Z"),
        ] {
            let file = deadline("2026-03-06").to_ics(seconds);
            assert_eq!(value(&file, "DTSTAMP"), words);
            assert_eq!(value(&file, "LAST-MODIFIED"), words);
        }
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_nothing_is_lost_by_folding() {
        let contact = "長い名前の県庁医療政策課かかりつけ医機能報告担当窓口".repeat(4);
        for shift in 0..3 {
            let contact = format!("{}{contact}", "a".repeat(shift));
            let file = Deadline { contact: &contact, ..deadline("2026-03-06") }.to_ics(0);
            assert!(file.ends_with("\r\n"));
            for line in file.split_terminator("\r\n") {
                assert!(line.len() <= 75, "{} octets: {line}", line.len());
                assert!(!line.contains(['\r', '\n']));
            }
            assert!(lines(&file).iter().any(|line| line.ends_with(&format!("\\n{contact}"))));
        }
    }

    #[test]
    fn a_line_of_exactly_75_octets_is_not_folded_and_one_more_is() {
        let folded = |length: usize| {
            let mut file = String::new();
            fold(&mut file, &"a".repeat(length));
            file
        };
        assert_eq!(folded(75), format!("{}\r\n", "a".repeat(75)));
        assert_eq!(folded(76), format!("{}\r\n a\r\n", "a".repeat(75)));
    }

    #[test]
    fn what_is_typed_cannot_end_a_line_or_become_a_property() {
        let typed = "医療政策課;内線1,2\\\r\nATTACH:http://example.invalid/\u{7}";
        let file = Deadline { contact: typed, ..deadline("2026-03-06") }.to_ics(0);
        assert!(!lines(&file).iter().any(|line| line.starts_with("ATTACH")));
        let words = value(&file, "DESCRIPTION");
        assert!(words.ends_with("医療政策課\\;内線1\\,2\\\\\\nATTACH:http://example.invalid/"), "{words}");
    }
}
