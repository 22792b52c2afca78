//! What a person copied from a spreadsheet, for the lists of the form: 連携医療機関 and names.

use kakari_draft::{Object, Value};

/// The parts of a 連携医療機関, in the order of their columns.
const PARTNER: &[&str] = &["name", "content"];
/// A name is its only part.
const NAME: &[&str] = &[""];

/// Puts copied cells into a list from one entry and its part on (`""` where the entry is a text), and gives what found no
/// column.
///
/// Nothing is written over. The first row goes beside what stands in another column of its entry; an entry that holds
/// something else stays, and new ones go in behind it, or before those that follow.
pub fn pasted(entries: &mut Vec<Value>, place: usize, part: &str, text: &str) -> String {
    let all = if part.is_empty() { NAME } else { PARTNER };
    let parts = &all[all.iter().position(|own| *own == part).unwrap_or_default()..];
    let is_blank = |entry: &Value, parts: &[&str]| parts.iter().all(|part| part_of(entry, part).is_empty());
    let mut at = place;
    let mut left_over: Vec<String> = Vec::new();
    for (number, mut row) in cells(text).into_iter().enumerate() {
        let filled = row.len().min(parts.len());
        let wanted = if number == 0 { &parts[..filled] } else { all };
        let is_taken = number == 0 && entries.get(at).is_some_and(|entry| !is_blank(entry, wanted));
        at = (at + usize::from(is_taken)).min(entries.len());
        if !entries.get(at).is_some_and(|entry| is_blank(entry, wanted)) {
            let mut blank = Value::from("");
            for part in all {
                set_part(&mut blank, part, String::new());
            }
            entries.insert(at, blank);
        }
        left_over.extend(row.drain(filled..).filter(|cell| !cell.is_empty()));
        for (part, cell) in parts.iter().zip(row) {
            set_part(&mut entries[at], part, cell);
        }
        at += 1;
    }
    left_over.join("　")
}

/// A part of an entry; the entry itself, where it is a text.
fn part_of<'a>(entry: &'a Value, name: &str) -> &'a str {
    let part = if name.is_empty() { Some(entry) } else { entry.as_object().and_then(|entry| entry.get(name)) };
    part.and_then(Value::as_str).unwrap_or_default()
}

/// Other members of the entry stay as they are.
fn set_part(entry: &mut Value, name: &str, text: String) {
    *entry = if name.is_empty() {
        Value::String(text)
    } else {
        let mut object: Object = entry.as_object().cloned().unwrap_or_default();
        object.set(name, Value::String(text));
        Value::Object(object)
    };
}

/// The cells of what a spreadsheet copies: tabs between columns, a line for each row, and quotes around a cell with line
/// breaks in it. Rows that hold nothing are left out, and so are empty cells at the end of one.
fn cells(text: &str) -> Vec<Vec<String>> {
    // A quote that nothing closes is one of the text.
    split(text, true).or_else(|| split(text, false)).unwrap_or_default()
}

/// `None` where a quote is not closed.
fn split(text: &str, quotes: bool) -> Option<Vec<Vec<String>>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut is_quoted, mut is_new) = (false, true);
    let mut characters = text.trim_end_matches(['\r', '\n']).chars().chain(['\n']).peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_new && quotes => is_quoted = true,
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '\r' => continue,
            '\t' | '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell).trim().to_owned());
                if character == '\n' {
                    let mut row: Vec<String> = std::mem::take(&mut row);
                    while row.last().is_some_and(String::is_empty) {
                        row.pop();
                    }
                    if !row.is_empty() {
                        rows.push(row);
                    }
                }
                is_new = true;
                continue;
            }
            // A field has one line.
            '\n' => cell.push(' '),
            other => cell.push(other),
        }
        is_new = false;
    }
    (!is_quoted).then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_copies_is_rows_and_columns() {
        for (text, expected) in [
            ("甲病院\t夜間\r\n乙医院\t休日\r\n", vec![vec!["甲病院", "夜間"], vec!["乙医院", "休日"]]),
            ("甲病院\n乙医院", vec![vec!["甲病院"], vec!["乙医院"]]),
            ("\t夜間\n", vec![vec!["", "夜間"]]),
            ("甲\t\t\n\n\t\n乙\t休日", vec![vec!["甲"], vec!["乙", "休日"]]),
            ("\"甲\n\"\"別館\"\"\"\t夜間\n", vec![vec!["甲 \"別館\"", "夜間"]]),
            ("\"甲\n別館\"\r\n乙", vec![vec!["甲 別館"], vec!["乙"]]),
            ("甲\"\t\"\n", vec![vec!["甲\"", "\""]]),
            ("甲病院", vec![vec!["甲病院"]]),
            ("", vec![]),
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }

    fn partner(name: &str, content: &str) -> Value {
        let mut partner = Value::from("");
        set_part(&mut partner, "name", name.to_owned());
        set_part(&mut partner, "content", content.to_owned());
        partner
    }

    #[test]
    fn pasted_rows_write_over_nothing() {
        let rows = [partner("甲", "夜間"), partner("乙", "休日")];
        let old = partner("丙", "日中");
        for (before, place, after) in [
            (vec![partner("", "")], 0, rows.to_vec()),
            (vec![], 7, rows.to_vec()),
            (vec![partner("", ""), old.clone()], 0, [&rows[..], std::slice::from_ref(&old)].concat()),
            (vec![old.clone()], 0, [std::slice::from_ref(&old), &rows[..]].concat()),
            (vec![partner("", ""), partner("", "")], 0, rows.to_vec()),
        ] {
            let mut entries = before;
            assert_eq!(pasted(&mut entries, place, "name", "甲\t夜間\n乙\t休日"), "");
            assert_eq!(entries, after);
        }
    }

    #[test]
    fn what_finds_no_column_is_given_back() {
        let mut entries = vec![partner("丙", "")];
        let left_over = pasted(&mut entries, 0, "content", "夜間\t011\n休日\t\t012");
        assert_eq!((left_over.as_str(), entries), ("011　012", vec![partner("丙", "夜間"), partner("", "休日")]));
        let mut names = vec![Value::from("")];
        assert_eq!(pasted(&mut names, 0, "", "例示苑\t5床\n例示荘"), "5床");
        assert_eq!(names, [Value::from("例示苑"), Value::from("例示荘")]);
    }
}
