//! Characters that a save in another encoding has taken: each leaves a `?` or another mark where it stood.

use crate::cp932::{MARK, holds, twin};

/// What was lost from a text of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Lost {
    /// The file's text is the old one without some characters, and nothing else.
    Nothing,
    /// That, with this as the old one.
    Only(String),
    /// Something was changed as well in what was this.
    InChange(String),
    /// Nothing is known of what stood there.
    Perhaps,
}

/// Compares a text of a file with what may have stood there before.
pub fn lost<'a>(new: &str, old: impl Iterator<Item = &'a str> + Clone) -> Lost {
    if !new.contains(is_mark) || old.clone().any(|old| old == new) {
        return Lost::Nothing;
    }
    if let Some(old) = old.clone().find(|old| is_remnant(new, old)) {
        return Lost::Only(old.to_owned());
    }
    let marks = |text: &str| text.chars().filter(|character| is_mark(*character)).count();
    let mut rich =
        old.filter(|old| marks(old) < marks(new) && old.chars().any(|own| is_fragile(own) && !new.contains(own)));
    match rich.next() {
        // Of several that may have stood there none is the one.
        Some(old) if rich.next().is_none() => Lost::InChange(old.to_owned()),
        _ if is_suspect(new) => Lost::Perhaps,
        _ => Lost::Nothing,
    }
}

/// What stands in place of a lost character.
fn is_mark(character: char) -> bool {
    matches!(character, '?' | '？' | MARK | char::REPLACEMENT_CHARACTER)
}

/// Whether a character does not live through a save in CP932.
fn is_fragile(character: char) -> bool {
    !holds(character)
}

/// Whether `new` is what is left of `old`: the same text, with marks where characters were that do not live through.
fn is_remnant(new: &str, old: &str) -> bool {
    let (mut new, mut old) = (new, old);
    let mut is_lost = false;
    loop {
        let (Some(one), Some(other)) = (new.chars().next(), old.chars().next()) else {
            return is_lost && new.is_empty() && old.is_empty();
        };
        if !is_mark(one) {
            if twin(one) != twin(other) {
                return false;
            }
            (new, old) = (&new[one.len_utf8()..], &old[other.len_utf8()..]);
            continue;
        }
        let (marks, rest_new) = run(new, is_mark);
        let (lost, rest_old) = run(old, |character| is_fragile(character) || is_mark(character));
        if marks != lost {
            // Excel writes a mark for each of the two units of a rare character, others one for each character.
            let count = marks.chars().count();
            let fits = [lost.chars().count(), lost.encode_utf16().count()].contains(&count);
            if lost.is_empty() || !fits {
                return false;
            }
            is_lost = true;
        }
        (new, old) = (rest_new, rest_old);
    }
}

fn run(text: &str, is_in: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|character| !is_in(character)).unwrap_or(text.len()))
}

/// Whether marks stand as nobody sets them: two together, one before a letter, or one that is no question at all.
fn is_suspect(text: &str) -> bool {
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let is_question = matches!(character, '?' | '？');
        if is_mark(character) && (!is_question || next.is_some_and(|next| is_mark(next) || is_letter(next))) {
            return true;
        }
    }
    false
}

/// A letter that is neither Latin nor a digit: addresses of pages have a `?` before those.
fn is_letter(character: char) -> bool {
    !character.is_ascii() && character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(new: &str, old: &[&str]) -> Lost {
        lost(new, old.iter().copied())
    }

    #[test]
    fn a_text_that_only_lost_characters_is_known_by_what_is_left() {
        for (new, old) in [
            ("??野例示クリニック", "𠮷野例示クリニック"),
            ("?野", "𠮷野"),
            ("〓野", "𠮷野"),
            ("\u{fffd}野", "𠮷野"),
            ("例示 ??太郎", "例示 𠀋太郎"),
            ("葛??城", "葛\u{e0100}城"),
            ("caf?", "café"),
            ("?か??", "?か𠮷"),
            ("???", "?𠮷"),
            ("9～17時??", "9〜17時𠮷"),
        ] {
            assert_eq!(of(new, &["別の", old]), Lost::Only(old.to_owned()), "{new}");
        }
    }

    #[test]
    fn a_text_that_was_changed_as_well_is_not_taken_back() {
        for new in ["??野医院", "?????野例示クリニック", "??野例示クリニック2"] {
            assert_eq!(of(new, &["𠮷野例示クリニック"]), Lost::InChange("𠮷野例示クリニック".into()), "{new}");
        }
    }

    #[test]
    fn what_nothing_is_known_of_is_told_where_nobody_writes_so() {
        for new in ["??野", "例示?太郎", "〓田", "a\u{fffd}"] {
            assert_eq!(of(new, &[]), Lost::Perhaps, "{new}");
        }
        for new in ["夜間も可?", "可? 不可?", "https://example.jp/?a=1", "痛風", ""] {
            assert_eq!(
                of(new, &["𠮷"].into_iter().filter(|_| new.is_empty()).collect::<Vec<_>>()),
                Lost::Nothing,
                "{new}"
            );
        }
        assert_eq!(of("??野", &["??野"]), Lost::Nothing, "so it stands in the draft");
    }
}
