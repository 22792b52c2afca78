//! Text that a spreadsheet would take for something else, in a CSV file.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, and turns text that looks like a number or a day into
//! one. Two guards, both visible rather than clever:
//!
//! - Text that a spreadsheet might run gets an apostrophe in front, the sign that spreadsheets themselves use for "text".
//!   White space and full-width signs before the first character count, since some spreadsheets drop or fold them.
//! - In the files for Excel, text that Excel would read as a number or a day (`1-2`, `2026/1/1`, `1E5`) gets the same
//!   apostrophe.
//!
//! Reading takes away what writing put there, and nothing else: text that itself begins with an apostrophe before such
//! text gets one more.

/// The text as it is written. `excel`: what looks like a number or a day counts as well.
pub fn guarded(text: &str, excel: bool) -> String {
    let behind = text.trim_start_matches('\'');
    let guard = if behind.len() < text.len() {
        needs_guard(behind)
    } else {
        might_run(text) || excel && looks_like_a_value(text)
    };
    if guard { format!("'{text}") } else { text.to_owned() }
}

/// The text that was written.
pub fn unguarded(written: &str) -> &str {
    let behind = written.trim_start_matches('\'');
    match written.strip_prefix('\'') {
        Some(text) if needs_guard(behind) => text,
        _ => written,
    }
}

fn needs_guard(text: &str) -> bool {
    might_run(text) || looks_like_a_value(text)
}

/// Whether a spreadsheet might take the text for a formula.
pub fn might_run(text: &str) -> bool {
    const SIGNS: &[char] =
        &['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{2212}', '\u{fe63}', '\u{fe62}', '\u{ff0d}'];
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let invisible = |character: char| {
        character.is_whitespace() || character.is_control() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{feff}')
    };
    text.trim_start_matches(invisible).starts_with(SIGNS)
}

/// Whether Excel might take the text for a number, a day, a time or a truth value.
fn looks_like_a_value(text: &str) -> bool {
    // Full-width digits and signs are folded by Japanese versions of Excel.
    let folded: String = text
        .chars()
        .map(|character| match character {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            '\u{3000}' => ' ',
            other => other,
        })
        .collect();
    let folded = folded.trim();
    if folded.eq_ignore_ascii_case("true") || folded.eq_ignore_ascii_case("false") {
        return true;
    }
    let value = |character: char| {
        character.is_ascii_digit()
            || matches!(character, ' ' | '.' | ',' | '/' | ':' | '-' | '+' | '%' | '$' | '¥' | '(' | ')' | 'e' | 'E')
            || matches!(character, '年' | '月' | '日' | '時' | '分' | '秒')
    };
    folded.contains(|character: char| character.is_ascii_digit()) && folded.chars().all(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_guarded_reads_as_it_was() {
        for text in
            ["=1", "'=1", "''=1", "'", "''", "痛風", "'痛風", "1-2", "'1-2", "0120", "'0120", "-", "", "a=1", "'a"]
        {
            for excel in [false, true] {
                assert_eq!(unguarded(&guarded(text, excel)), text, "{text} {excel}");
            }
        }
    }
}
