//! Choosing among several options.

use kakari_catalog::ChoiceOption;
use kakari_draft::Value;

/// An answer once the options at some places are chosen (`on`) or dropped; nothing where none is left. Who chooses 該当無し
/// drops all others, who chooses one of them drops 該当無し. What stands in the answer and is no option stays behind the
/// options, which come in the order of the form.
pub fn ticked(options: &[ChoiceOption], old: Option<&Value>, places: &[usize], on: bool) -> Option<Value> {
    let old = old.and_then(Value::as_array).unwrap_or_default();
    let is_alone = places.iter().any(|place| options.get(*place).is_some_and(|option| option.exclusive));
    let mut list = Vec::new();
    for (place, option) in options.iter().enumerate() {
        let held = old.iter().filter(|value| value.as_str() == Some(&option.key)).count();
        let count = match (places.contains(&place), on) {
            (true, true) => held.max(1),
            (true, false) => 0,
            (false, true) if is_alone != option.exclusive => 0,
            (false, _) => held,
        };
        for _ in 0..count {
            list.push(Value::String(option.key.clone()));
        }
    }
    let is_known = |value: &&Value| options.iter().any(|option| value.as_str() == Some(&option.key));
    list.extend(old.iter().filter(|value| !is_known(value)).cloned());
    (!list.is_empty()).then_some(Value::Array(list))
}

/// Whether an option is what a person is looking for, by its label, its official wording or its reading.
pub fn is_sought(option: &ChoiceOption, search: &str) -> bool {
    let search = search.trim();
    let kana: String = search.chars().map(hiragana).collect();
    let text = |text: &Option<String>| text.as_deref().is_some_and(|text| text.contains(search));
    option.label.contains(search)
        || text(&option.formal)
        || option.kana.as_deref().is_some_and(|own| own.contains(&kana))
}

/// Whether a reading of an option begins with what one key types: a kana, or the Latin letter with which it is typed.
pub fn begins_with(option: &ChoiceOption, key: char) -> bool {
    let key = hiragana(key.to_ascii_lowercase());
    let readings = option.kana.as_deref().unwrap_or_default().split(' ');
    readings.filter_map(|reading| reading.chars().next()).any(|first| first == key || letters(first).contains(key))
}

/// The Latin letters with which typing a kana can begin.
fn letters(kana: char) -> &'static str {
    match kana {
        'あ' => "a",
        'い' => "i",
        'う' => "u",
        'え' => "e",
        'お' => "o",
        'か'..='ご' if "かきくけこ".contains(kana) => "k",
        'か'..='ご' => "g",
        'し' => "sc",
        'じ' => "zj",
        'さ'..='ぞ' if "さすせそ".contains(kana) => "s",
        'さ'..='ぞ' => "z",
        'ち' => "tc",
        'た'..='ど' if "たつってと".contains(kana) => "t",
        'た'..='ど' => "d",
        'な'..='の' | 'ん' => "n",
        'ふ' => "fh",
        'は' | 'ひ' | 'へ' | 'ほ' => "h",
        'ば' | 'び' | 'ぶ' | 'べ' | 'ぼ' => "b",
        'ぱ' | 'ぴ' | 'ぷ' | 'ぺ' | 'ぽ' => "p",
        'ま'..='も' => "m",
        'ゃ'..='よ' => "y",
        'ら'..='ろ' => "r",
        'ゎ'..='を' => "w",
        _ => "",
    }
}

/// Katakana are looked up as hiragana.
fn hiragana(character: char) -> char {
    match character {
        'ァ'..='ヶ' => char::from_u32(u32::from(character) - 0x60).unwrap_or(character),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use kakari_catalog::{Catalog, Id};
    use kakari_draft::Value;

    use super::{begins_with, is_sought, ticked};

    #[track_caller]
    fn becomes(old: &str, keys: &[&str], on: bool, expected: &str) {
        let catalog = Catalog::builtin("R7").expect("R7");
        let options = catalog.options_at(catalog.index(Id::F1Areas));
        let place = |key: &&str| options.iter().position(|option| option.key == *key).expect("an option");
        let places: Vec<_> = keys.iter().map(place).collect();
        let old = (!old.is_empty()).then(|| Value::read(old).expect("JSON"));
        let new = ticked(options, old.as_ref(), &places, on).map_or(String::new(), |value| value.to_text());
        assert_eq!(new.split_whitespace().collect::<String>(), expected, "{old:?} {keys:?} {on}");
    }

    #[test]
    fn what_is_chosen_stands_in_the_order_of_the_form_and_what_is_dropped_goes() {
        becomes("", &["6"], true, r#"["6"]"#);
        becomes(r#"["7"]"#, &["6"], true, r#"["6","7"]"#);
        becomes(r#"["7","6"]"#, &["6"], true, r#"["6","7"]"#);
        becomes(r#"["6","7"]"#, &["6"], false, r#"["7"]"#);
        becomes(r#"["6"]"#, &["6", "7"], false, "");
        becomes("", &["6"], false, "");
    }

    #[test]
    fn none_stands_alone_and_goes_when_another_is_chosen() {
        becomes(r#"["6","7"]"#, &["0"], true, r#"["0"]"#);
        becomes(r#"["0"]"#, &["6"], true, r#"["6"]"#);
        becomes(r#"["0"]"#, &["0"], false, "");
        // Dropping one touches no other, whatever stands there.
        becomes(r#"["0","6","7"]"#, &["6"], false, r#"["0","7"]"#);
    }

    #[test]
    fn what_is_no_option_stays_behind_and_what_stands_there_twice_stays_twice() {
        becomes(r#"["zz",1.50,"6"]"#, &["7"], true, r#"["6","7","zz",1.50]"#);
        becomes(r#"["6","6","zz"]"#, &["7"], true, r#"["6","6","7","zz"]"#);
        becomes(r#"["6","6","zz"]"#, &["6"], false, r#"["zz"]"#);
        becomes(r#"["zz","6"]"#, &["0"], true, r#"["0","zz"]"#);
        becomes(r#""6""#, &["7"], true, r#"["7"]"#);
    }

    #[test]
    fn an_option_is_found_by_label_reading_and_official_wording() {
        let catalog = Catalog::builtin("R7").expect("R7");
        let options = catalog.options_at(catalog.index(Id::F1Diseases));
        let found = |search: &str| options.iter().filter(|option| is_sought(option, search)).count();
        assert_eq!(found(""), options.len());
        for search in ["高血圧", "とうにょう", "トウニョウ", " 糖尿病 "] {
            assert!((1..5).contains(&found(search)), "{search}: {}", found(search));
        }
        assert_eq!(found("そんな病気はない"), 0);
    }

    #[test]
    fn a_letter_finds_the_options_whose_reading_is_typed_with_it_and_a_kana_those_that_begin_with_it() {
        let catalog = Catalog::builtin("R7").expect("R7");
        let options = catalog.options_at(catalog.index(Id::F1Areas));
        let found = |key: char| {
            let labels = options.iter().filter(|option| begins_with(option, key)).map(|option| &*option.label);
            labels.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found('f'), "婦人科領域");
        assert_eq!(found('H'), "皮膚・形成外科領域 耳鼻咽喉領域 腎・泌尿器系領域 婦人科領域");
        assert_eq!(found('ふ'), found('フ'));
        assert_eq!(found('n'), "神経・脳血管領域 耳鼻咽喉領域 乳腺領域 内分泌・代謝・栄養領域");
        assert_eq!(found('1'), "");
        assert_eq!(found('x'), "");
        // Every option can be reached with a letter.
        for id in [Id::F1Areas, Id::F1Diseases] {
            for option in catalog.options_at(catalog.index(id)) {
                assert!(('a'..='z').any(|key| begins_with(option, key)), "{}", option.label);
            }
        }
    }
}
