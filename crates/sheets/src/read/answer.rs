//! From the rows of an item to its value in a draft.

use kakari_catalog::{Catalog, ChoiceOption, Id, Item, Kind, wareki};
use kakari_draft::{Number, Object, Value};

use super::problem::{Problem, Trouble};
use super::table::{Cell, Entry, Raw, brief, fold, narrowed};
use crate::csv::CODE;

/// Reads the rows of the item at this place in the catalogue. `None` where nothing is answered.
pub fn read(catalog: &Catalog, index: usize, entries: &[&Entry], problems: &mut Vec<Problem>) -> Option<Value> {
    let item = &catalog.items()[index];
    let mut reader = Reader { item, options: catalog.options_at(index), problems };
    let filled: Vec<&Entry> = entries.iter().copied().filter(|entry| !entry.is_empty()).collect();
    let is_list = matches!(item.kind, Kind::Multi | Kind::Partners | Kind::Names);
    if let (false, Some(second)) = (is_list, filled.get(1)) {
        reader.raise(second, second.first_filled(), Trouble::SecondRow);
        return None;
    }
    let values: Vec<Value> = filled.iter().filter_map(|entry| reader.value(entry)).collect();
    if is_list { (!values.is_empty()).then_some(Value::Array(values)) } else { values.into_iter().next() }
}

struct Reader<'a> {
    item: &'a Item,
    options: &'a [ChoiceOption],
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn raise(&mut self, entry: &Entry, cell: &Cell, trouble: Trouble) {
        self.problems.push(entry.problem(cell, trouble));
    }

    fn value(&mut self, entry: &Entry) -> Option<Value> {
        for cell in [&entry.value, &entry.option, &entry.code] {
            let trouble = match &cell.raw {
                Raw::Error => Trouble::SpreadsheetError,
                Raw::NoResult => Trouble::NoResult,
                _ => continue,
            };
            self.raise(entry, cell, trouble);
            return None;
        }
        match self.item.kind {
            Kind::Choice | Kind::Multi => self.option(entry),
            Kind::Count | Kind::Decimal1 => self.number(entry),
            Kind::Text | Kind::Names => self.text(entry).map(Value::String),
            Kind::Partners => self.partner(entry),
            Kind::Date => Some(self.day(entry)),
            Kind::Flag => self.flag(entry),
        }
    }

    fn option(&mut self, entry: &Entry) -> Option<Value> {
        // A name may stand in either column; a code as well, where there is nothing else.
        let name_cell = if entry.option.is_empty() { &entry.value } else { &entry.option };
        let named = if name_cell.is_empty() { None } else { Some(self.by_name(&name_cell.shown())) };
        let coded = if entry.code.is_empty() { None } else { Some(self.by_code(&entry.code)) };
        let (cell, found) = match (named, coded) {
            (Some(Some(named)), Some(Ok(coded))) if named.key != coded.key => {
                let trouble = Trouble::TwoOptions {
                    code: brief(&entry.code.shown()),
                    of_code: coded.label.clone(),
                    named: named.label.clone(),
                };
                (&entry.code, Err(trouble))
            }
            (Some(Some(_)), Some(Err(trouble))) => (&entry.code, Err(trouble)),
            (Some(Some(named)), _) => (name_cell, Ok(named)),
            (Some(None), None) if is_code(name_cell) => (name_cell, self.by_code(name_cell)),
            (Some(None), _) => (name_cell, Err(Trouble::UnknownOption(brief(&name_cell.shown())))),
            (None, Some(coded)) => (&entry.code, coded),
            (None, None) => return None,
        };
        match found {
            Ok(option) => Some(option.key.as_str().into()),
            Err(trouble) => {
                let keeps = !trouble.is_left_out();
                let typed = cell.shown();
                // As it was typed, unless that has a meaning in the draft which it does not have in the file.
                let keeps = keeps && !self.options.iter().any(|option| option.key == typed);
                let trouble = if keeps { trouble } else { left_out(trouble) };
                self.raise(entry, cell, trouble);
                keeps.then(|| typed.as_str().into())
            }
        }
    }

    fn by_name(&self, text: &str) -> Option<&'_ ChoiceOption> {
        let wanted = fold(text);
        let is_it = |name: &str| fold(name) == wanted;
        let mut all =
            self.options.iter().filter(|option| is_it(&option.label) || option.formal.as_deref().is_some_and(is_it));
        let first = all.next();
        // Two options of one name: the code has to tell.
        if all.next().is_some() { None } else { first }
    }

    fn by_code(&self, cell: &Cell) -> Result<&'_ ChoiceOption, Trouble> {
        let text = narrowed(&cell.shown());
        let code = text.trim();
        let official = self.options.iter().find(|option| self.item.official_code(option) == Some(code));
        official.ok_or_else(|| {
            let is_known = self.options.iter().any(|option| option.code.as_deref() == Some(code));
            if is_known { Trouble::ProvisionalCode(brief(code)) } else { Trouble::UnknownCode(brief(code)) }
        })
    }

    fn number(&mut self, entry: &Entry) -> Option<Value> {
        let cell = &entry.value;
        if cell.is_empty() {
            self.raise(entry, entry.first_filled(), Trouble::NumberElsewhere);
            return None;
        }
        if let Raw::Day(day) = &cell.raw {
            self.raise(entry, cell, Trouble::BecameDay(day.clone()));
            return None;
        }
        let typed = cell.shown();
        if let Some(number) = number_of(&typed, self.item.unit.as_deref()) {
            return Some(Value::Number(number));
        }
        self.raise(entry, cell, Trouble::NotANumber(brief(typed.trim())));
        Some(Value::String(typed))
    }

    fn text(&mut self, entry: &Entry) -> Option<String> {
        let cell = &entry.value;
        if cell.is_empty() {
            self.raise(entry, entry.first_filled(), Trouble::TextElsewhere);
            return None;
        }
        if let Raw::Day(day) = &cell.raw {
            self.raise(entry, cell, Trouble::BecameDay(day.clone()));
            return None;
        }
        let typed = cell.shown();
        if self.item.id == Id::FacilityCode.as_str() {
            if matches!(cell.raw, Raw::Number(_)) && typed.len() < 10 {
                self.raise(entry, cell, Trouble::LostZero(typed.clone()));
            }
            return Some(typed.strip_prefix(CODE).unwrap_or(&typed).to_owned());
        }
        if self.item.id == Id::FacilityPhone.as_str() && matches!(cell.raw, Raw::Number(_)) {
            self.raise(entry, cell, Trouble::LostZero(typed.clone()));
        }
        Some(typed)
    }

    fn partner(&mut self, entry: &Entry) -> Option<Value> {
        let text = self.text(entry)?;
        let (name, content) = partner_of(&text).unwrap_or_else(|| {
            self.raise(entry, &entry.value, Trouble::NameAlone(brief(text.trim())));
            (text.trim(), "")
        });
        let mut partner = Object::default();
        partner.set("name", name.into());
        partner.set("content", content.into());
        Some(Value::Object(partner))
    }

    fn day(&mut self, entry: &Entry) -> Value {
        let cell = if entry.value.is_empty() { entry.first_filled() } else { &entry.value };
        let typed = cell.shown();
        if let Ok(day) = wareki::read(&typed) {
            return day.to_string().as_str().into();
        }
        self.raise(entry, cell, Trouble::NotADay(brief(&typed)));
        typed.as_str().into()
    }

    fn flag(&mut self, entry: &Entry) -> Option<Value> {
        let cell = entry.first_filled();
        match fold(&cell.shown()).to_ascii_lowercase().as_str() {
            "はい" | "true" => Some(true.into()),
            "いいえ" | "false" => Some(false.into()),
            other => {
                self.raise(entry, cell, Trouble::NotAFlag(brief(other)));
                None
            }
        }
    }
}

/// What is said of an option that cannot be kept as it was typed.
fn left_out(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::UnknownOption(text) => Trouble::UnknownCode(text),
        other => other,
    }
}

/// Whether a cell can only be meant as a code.
fn is_code(cell: &Cell) -> bool {
    let text = narrowed(&cell.shown());
    let text = text.trim();
    !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number as people write it: full width, grouped, with its unit behind it, as `3.0`.
fn number_of(typed: &str, unit: Option<&str>) -> Option<Number> {
    let text: String = narrowed(typed).chars().filter(|character| !matches!(character, ',' | ' ')).collect();
    let text = text.trim().replace(['−', '‐', 'ー'], "-");
    let unit = unit.map(|unit| narrowed(unit.split(['(', '（']).next().unwrap_or_default()));
    let text = unit.filter(|unit| !unit.is_empty()).and_then(|unit| text.strip_suffix(&unit)).unwrap_or(&text);
    if text.contains(['e', 'E']) {
        return text.parse().ok();
    }
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = if fraction.bytes().all(|byte| byte == b'0') { String::new() } else { format!(".{fraction}") };
    format!("{sign}{whole}{fraction}").parse().ok()
}

/// Name and content of 「名称：甲病院　連携の内容：夜間の受入れ」. `None` where it is not written so.
fn partner_of(text: &str) -> Option<(&str, &str)> {
    if let Some((name, content)) = text.strip_prefix("名称：").and_then(|rest| rest.split_once("　連携の内容："))
    {
        return Some((name, content));
    }
    // As people write it over: half-width colons, other spaces or a line break between.
    let after = |text: &'_ str, word: &str| -> Option<usize> {
        let at = text.find(word)? + word.len();
        let colon = text[at..].chars().next().filter(|colon| matches!(colon, '：' | ':'))?;
        Some(at + colon.len_utf8())
    };
    let name = after(text, "名称").filter(|_| text.trim_start().starts_with("名称"))?;
    let rest = &text[name..];
    match (rest.find("連携の内容"), after(rest, "連携の内容")) {
        (Some(end), Some(content)) => Some((rest[..end].trim(), rest[content..].trim())),
        _ => Some((rest.trim(), "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let cases = [
            ("12", "12"),
            ("1.0", "1"),
            ("１２", "12"),
            (" 1,234 ", "1234"),
            ("３人", "3"),
            ("007", "7"),
            ("0", "0"),
            ("1.50", "1.50"),
            ("－5", "-5"),
            ("−5", "-5"),
            ("0.5", "0.5"),
            ("1e400", "1e+400"),
        ];
        for (typed, number) in cases {
            assert_eq!(
                number_of(typed, Some("人(常勤換算)")).map(|n| n.to_string()).as_deref(),
                Some(number),
                "{typed}"
            );
        }
        for typed in ["", "約2", "2回", "1.", ".5", "1.2.3", "1/2", "二", "--1", "+1", "1 人半"] {
            assert_eq!(number_of(typed, Some("人")), None, "{typed}");
        }
    }

    #[test]
    fn partners_are_read_as_they_are_written_and_as_people_write_them_over() {
        let expected = Some(("甲病院", "夜間の受入れ"));
        for text in [
            "名称：甲病院　連携の内容：夜間の受入れ",
            "名称:甲病院 連携の内容:夜間の受入れ",
            "名称：甲病院\n連携の内容：夜間の受入れ",
        ] {
            assert_eq!(partner_of(text), expected, "{text}");
        }
        assert_eq!(partner_of("名称：甲病院　連携の内容："), Some(("甲病院", "")));
        assert_eq!(partner_of("名称：　連携の内容：受入れ"), Some(("", "受入れ")));
        assert_eq!(partner_of("名称：甲病院"), Some(("甲病院", "")));
        assert_eq!(partner_of("甲病院"), None);
        assert_eq!(partner_of("病院の名称：甲"), None);
    }
}
