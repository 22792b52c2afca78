//! Full width (全角) and half width (半角).

/// Whether the character is a full-width form of one that ASCII has: 「１」「Ａ」「－」.
pub(crate) fn is_wide(character: char) -> bool {
    matches!(character, '！'..='～')
}

/// The text with full-width forms of ASCII, and the space between 漢字, in half width; everything else as it is.
pub(crate) fn narrow(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\u{3000}' => ' ',
            wide if is_wide(wide) => char::from_u32(u32::from(wide) - 0xfee0).unwrap_or(wide),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::narrow;

    #[test]
    fn full_width_forms_become_half_width_and_the_rest_stays() {
        assert_eq!(narrow("０１２Ａｂ－（．）　ア例ｱ"), "012Ab-(.) ア例ｱ");
    }
}
