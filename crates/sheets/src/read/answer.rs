//! From the rows of an item to its value in a draft.

use kakari_catalog::{Catalog, ChoiceOption, Id, Item, Kind, wareki};
use kakari_draft::{Object, Value, typed_number};
use kakari_rules::{CheckDigit, InstitutionCode};

use super::look_alike::plain;
use super::lost::{Lost, lost};
use super::number::without_noise;
use super::problem::{Problem, SideBySide, Trouble};
use super::table::{Cell, Entry, Raw, brief, fold, narrowed};
use super::workbook::serial_day;
use crate::csv::CODE;

/// What the rows of an item say.
#[derive(Debug)]
pub enum Answer {
    /// All rows were read; `None` where nothing is answered.
    Is(Option<Value>),
    /// Something could not be read; of a list, what could.
    Unclear(Option<Value>),
}

/// Reads the rows of the item at this place in the catalogue. `old`: the answer of the open draft.
pub fn read(
    catalog: &Catalog,
    index: usize,
    entries: &[&Entry],
    old: Option<&Value>,
    problems: &mut Vec<Problem>,
) -> Answer {
    let item = &catalog.items()[index];
    let mut reader = Reader { item, options: catalog.options_at(index), old, problems };
    let filled: Vec<&Entry> = entries.iter().copied().filter(|entry| !entry.is_empty()).collect();
    let is_list = matches!(item.kind, Kind::Multi | Kind::Partners | Kind::Names);
    if let (false, Some(second)) = (is_list, filled.get(1)) {
        reader.raise(second, second.first_filled(), Trouble::SecondRow);
        return Answer::Unclear(None);
    }
    let (mut values, mut is_unclear): (Vec<Value>, bool) = (Vec::new(), false);
    for entry in filled {
        match reader.value(entry) {
            // Ticked twice is ticked.
            Some(value) if item.kind == Kind::Multi && values.contains(&value) => {}
            Some(value) => values.push(value),
            None => is_unclear = true,
        }
    }
    let value = if is_list { (!values.is_empty()).then_some(Value::Array(values)) } else { values.pop() };
    if is_unclear { Answer::Unclear(value) } else { Answer::Is(value) }
}

/// The code of the institution in the cell of a file: without what stands before it in the files for Excel, and with its
/// first zero where a spreadsheet has dropped that and the check digit leaves no doubt.
pub fn institution_code(text: &str) -> Option<String> {
    let digits = InstitutionCode::digits(text.trim_start_matches(CODE))?;
    let whole = ["0", &digits].concat();
    let fits = |code: &InstitutionCode| code.check_digit() == CheckDigit::Fits && code.prefecture() > 0;
    let is_cut = digits.len() == 9 && InstitutionCode::parse(&whole).as_ref().is_some_and(fits);
    Some(if is_cut { whole } else { digits })
}

struct Reader<'a> {
    item: &'a Item,
    options: &'a [ChoiceOption],
    old: Option<&'a Value>,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn raise(&mut self, entry: &Entry, cell: &Cell, trouble: Trouble) {
        self.problems.push(entry.problem(cell, trouble));
    }

    /// `None` where the row cannot be read, which has been told then.
    fn value(&mut self, entry: &Entry) -> Option<Value> {
        if !self.is_clear(entry) {
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

    /// Whether the cells of a row can be read; tells why not, and what is struck out in them.
    fn is_clear(&mut self, entry: &Entry) -> bool {
        let mut is_struck = false;
        for cell in entry.cells() {
            let trouble = match &cell.raw {
                Raw::Error(text) => Trouble::SpreadsheetError(brief(text)),
                Raw::NoResult => Trouble::NoResult,
                Raw::Merged if !entry.has_content() => Trouble::Merged,
                _ if cell.is_struck() => {
                    is_struck = true;
                    self.raise(entry, cell, Trouble::Struck(brief(cell.struck.trim())));
                    continue;
                }
                _ if !cell.struck.is_empty() => {
                    let (struck, left) = (brief(cell.struck.trim()), brief(cell.shown().trim()));
                    self.raise(entry, cell, Trouble::PartlyStruck { struck, left });
                    continue;
                }
                _ => continue,
            };
            self.raise(entry, cell, trouble);
            return false;
        }
        // A code alone, beside a name that is struck out, is that of the name.
        !is_struck || entry.value.holds() || entry.option.holds()
    }

    fn option(&mut self, entry: &Entry) -> Option<Value> {
        // A name may stand in either column; a code as well, where there is nothing else.
        let name_cell = if entry.option.holds() { &entry.option } else { &entry.value };
        let named = name_cell.holds().then(|| self.by_name(&name_cell.shown()));
        let coded = entry.code.holds().then(|| self.by_code(&entry.code));
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
        let cell = self.own(entry, Trouble::NumberElsewhere)?;
        let typed = without_noise(&cell.shown());
        if let Some(number) = typed_number(&typed, self.item.unit.as_deref().unwrap_or_default()) {
            return Some(Value::Number(number));
        }
        self.raise(entry, cell, Trouble::NotANumber(brief(typed.trim())));
        Some(Value::String(typed))
    }

    /// The cell 記入値, where it says something.
    fn own<'e>(&mut self, entry: &'e Entry, elsewhere: Trouble) -> Option<&'e Cell> {
        let cell = &entry.value;
        let (cell, trouble) = match &cell.raw {
            _ if !cell.holds() => (entry.first_filled(), elsewhere),
            Raw::Day(day) => (cell, Trouble::BecameDay(day.clone())),
            _ => return Some(cell),
        };
        self.raise(entry, cell, trouble);
        None
    }

    fn text(&mut self, entry: &Entry) -> Option<String> {
        let cell = self.own(entry, Trouble::TextElsewhere)?;
        let typed = cell.shown();
        let is_number = matches!(cell.raw, Raw::Number(_));
        if self.item.id == Id::FacilityCode.as_str() {
            let bare = typed.strip_prefix(CODE).unwrap_or(&typed).to_owned();
            let digits = InstitutionCode::digits(&bare);
            if let Some(code) = institution_code(&bare).filter(|code| digits.as_ref() != Some(code)) {
                self.raise(entry, cell, Trouble::RestoredZero(code.clone()));
                return Some(code);
            }
            if is_number && typed.len() < 10 {
                self.raise(entry, cell, Trouble::LostZero(typed));
            }
            return Some(bare);
        }
        if self.item.id == Id::FacilityPhone.as_str() && is_number {
            self.raise(entry, cell, Trouble::LostZero(typed.clone()));
        }
        let old: Vec<&str> = match self.old {
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            other => other.and_then(Value::as_str).into_iter().collect(),
        };
        Some(self.whole(entry, plain(&typed), &old))
    }

    /// The text of 記入値 with what a save in another encoding has taken from it. `old`: what may have stood there.
    fn whole(&mut self, entry: &Entry, text: String, old: &[&str]) -> String {
        let (trouble, text) = match lost(&text, old.iter().copied()) {
            Lost::Nothing => return text,
            Lost::Only(old) => (Trouble::LostCharacters(SideBySide::new(&old, &text)), old),
            Lost::InChange(old) => (Trouble::LostInChange(SideBySide::new(&old, &text)), text),
            Lost::Perhaps => (Trouble::PerhapsLost(brief(text.trim())), text),
        };
        self.raise(entry, &entry.value, trouble);
        text
    }

    fn partner(&mut self, entry: &Entry) -> Option<Value> {
        let text = plain(&self.own(entry, Trouble::TextElsewhere)?.shown());
        let (name, content) = partner_of(&text).unwrap_or_else(|| {
            self.raise(entry, &entry.value, Trouble::NameAlone(brief(text.trim())));
            (text.trim(), "")
        });
        let mut partner = Object::default();
        for (member, text) in [("name", name), ("content", content)] {
            let partners = self.old.and_then(Value::as_array).into_iter().flatten();
            let texts = partners.filter_map(|old| old.as_object()?.get(member)?.as_str());
            let texts: Vec<&str> = texts.collect();
            partner.set(member, self.whole(entry, text.to_owned(), &texts).as_str().into());
        }
        Some(Value::Object(partner))
    }

    fn day(&mut self, entry: &Entry) -> Value {
        let cell = entry.first_held();
        let typed = cell.shown();
        if let Ok(day) = wareki::read(&typed) {
            return day.to_string().as_str().into();
        }
        if let Some(day) = counted_day(&typed) {
            self.raise(entry, cell, Trouble::Serial { number: typed, day: day.clone() });
            return day.as_str().into();
        }
        self.raise(entry, cell, Trouble::NotADay(brief(&typed)));
        typed.as_str().into()
    }

    fn flag(&mut self, entry: &Entry) -> Option<Value> {
        let cell = entry.first_held();
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

/// The day of a number that a spreadsheet shows for one, from 1950 to 2099; others are meant otherwise.
fn counted_day(typed: &str) -> Option<String> {
    let number: u32 = narrowed(typed).trim().parse().ok()?;
    (18_264..=73_050).contains(&number).then(|| serial_day(f64::from(number), false))?
}

#[cfg(test)]
mod tests {
    use super::*;

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
