//! The catalogue (台帳): what the かかりつけ医機能報告 asks, as data.
//!
//! An [edition](EditionFile) is a TOML file under `editions/` that a person without Rust can correct. The build script
//! turns the built-in ones into JSON, so that the browser needs no TOML reader; [`load`](load::load) (feature `load`)
//! reads a file and names line and column of what is wrong with it, and [`diff()`] says what differs between two editions.

#[cfg(feature = "prose")]
mod check;
#[cfg(feature = "load")]
mod diff;
mod fingerprint;
mod id;
#[cfg(feature = "load")]
pub mod load;
mod model;
#[cfg(feature = "load")]
mod property;
mod read;
pub mod wareki;

#[cfg(feature = "load")]
pub use diff::{Change, Subject, What, diff};
use fingerprint::{NOTHING, fingerprint, written};
pub use id::Id;
use kakari_draft::{SyntaxError, Value};
pub use model::{
    ChoiceOption, Dates, Decider, EditionFile, Fact, Facts, Function, Group, Item, Kind, OptionSet, PeriodKey, Posting,
    Role, Section, Span, When, parse_date,
};
#[cfg(feature = "load")]
pub use property::Property;
pub use time::Date;

/// An edition that is built in.
struct Builtin {
    name: &'static str,
    json: &'static str,
    fingerprint: &'static str,
}

macro_rules! builtin {
    ($($name:literal),+) => {
        &[$(Builtin {
            name: $name,
            json: include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json")),
            fingerprint: include_str!(concat!(env!("OUT_DIR"), "/", $name, ".fingerprint")),
        }),+]
    };
}

/// Built-in editions, newest last.
const BUILTIN: &[Builtin] = builtin!["R7", "R8"];

/// An edition, complete and indexed.
#[derive(Clone, Debug)]
pub struct Catalog {
    edition: String,
    label: String,
    provisional: Option<String>,
    dates: Dates,
    sections: Vec<Section>,
    option_sets: Vec<OptionSet>,
    items: Vec<Item>,
    by_id: Vec<usize>,
    set_of_item: Vec<Option<usize>>,
    /// The beginnings of the keys of each option set.
    keys: Vec<Vec<u64>>,
    /// The places of the items of each section.
    places: Vec<Vec<usize>>,
    is_facility: Vec<bool>,
    fingerprint: String,
}

impl Catalog {
    /// Names of the built-in editions, oldest first.
    pub fn builtin_editions() -> impl DoubleEndedIterator<Item = &'static str> {
        BUILTIN.iter().map(|builtin| builtin.name)
    }

    /// The built-in edition of this name.
    pub fn builtin(edition: &str) -> Option<Self> {
        let builtin = builtin(edition)?;
        Self::of(read_json(builtin.json).ok()?, builtin.fingerprint)
    }

    fn of(file: EditionFile, fingerprint: &str) -> Option<Self> {
        let base = match &file.based_on {
            None => None,
            Some(name) => Some(base_edition(name).ok()?),
        };
        Self::assemble(base, file, fingerprint.to_owned()).ok()
    }

    /// An edition from its JSON form. It is checked as [`load::load`] checks the TOML file; without the feature `prose`,
    /// where a base has neither laws nor sources, it is only read, and what is checked elsewhere can be relied upon.
    pub fn from_json(json: &str) -> Result<Self, Vec<Problem>> {
        let file = read_json(json)?;
        let base = file.based_on.as_deref().map(base_edition).transpose()?;
        // What the fingerprint of a base goes on from is the whole of the base, even where its prose was left out.
        let so_far = file.based_on.as_deref().and_then(builtin).and_then(Builtin::hash).unwrap_or(NOTHING);
        let fingerprint = written(fingerprint(so_far, json.as_bytes()));
        #[cfg(feature = "prose")]
        return Self::checked(base, file, fingerprint);
        #[cfg(not(feature = "prose"))]
        Self::assemble(base, file, fingerprint)
    }

    #[cfg(feature = "prose")]
    fn checked(base: Option<EditionFile>, mut file: EditionFile, fingerprint: String) -> Result<Self, Vec<Problem>> {
        let mut problems = check::file(&file);
        // Items that are lost are reported once; the built-in ones stand in for them, so that the rest can be checked.
        let lost = check::lost(base.iter().flat_map(|base| &base.items).chain(&file.items));
        problems.extend(lost.iter().map(|id| Problem::missing_item(*id)));
        if let Some(builtin) = Self::builtin_editions().next().and_then(Self::builtin) {
            file.items.extend(lost.iter().map(|id| builtin.item(*id).clone()));
        }
        let catalog = Self::assemble(base, file.clone(), fingerprint)?;
        problems.extend(check::catalog(&catalog, &file, &lost));
        if problems.is_empty() { Ok(catalog) } else { Err(problems) }
    }

    /// The same with the fingerprint that [`Self::from_json`] gave it, for those who keep it and cannot make it.
    pub fn kept(json: &str, fingerprint: &str) -> Option<Self> {
        Self::of(read_json(json).ok()?, fingerprint)
    }

    /// The built-in edition whose reporting window is open on that day, or the next one, or the last there is.
    pub fn builtin_for(day: Date) -> Option<Self> {
        let mut last = None;
        for builtin in BUILTIN {
            let catalog = Self::builtin(builtin.name)?;
            if day <= catalog.dates.window.to {
                return Some(catalog);
            }
            last = Some(catalog);
        }
        last
    }

    /// Whether a day lies in the year of this edition, which ends with its reporting window.
    pub fn is_for(&self, day: Date) -> bool {
        let end = self.dates.window.to;
        day <= end && end.replace_year(end.year() - 1).is_ok_and(|last| last < day)
    }

    /// What there is to say on a day in the year of no edition, for which this one stands in.
    pub fn stands_in_on(&self, day: Date) -> Option<String> {
        let words = [
            &wareki::day(day),
            "の年度の報告は、この版のツールに入っていません。入っているなかで近いのは「",
            self.label(),
            "」です。今日の日付がこれと違うときは、端末の時計を直してください。正しいときは、新しい版のツールを使ってください。",
        ];
        (!self.is_for(day)).then(|| words.concat())
    }

    /// Lays the file over its base and indexes the whole.
    fn assemble(base: Option<EditionFile>, file: EditionFile, fingerprint: String) -> Result<Self, Vec<Problem>> {
        let (mut sections, mut option_sets, mut items) = match base {
            Some(base) => (base.sections, base.option_sets, base.items),
            None => (Vec::new(), Vec::new(), Vec::new()),
        };
        overlay(&mut sections, file.sections, |section| &section.id);
        overlay(&mut option_sets, file.option_sets, |set| &set.id);
        overlay(&mut items, file.items, |item| &item.id);

        let by_id = Id::ALL
            .iter()
            .map(|id| {
                let index = items.iter().position(|item| item.id == id.as_str());
                index.ok_or_else(|| Problem::missing_item(*id))
            })
            .collect::<Result<_, _>>()
            .map_err(|problem| vec![problem])?;
        let set_of_item = items
            .iter()
            .map(|item| item.options.as_ref().and_then(|name| option_sets.iter().position(|set| set.id == *name)))
            .collect();

        let keys =
            option_sets.iter().map(|set| set.options.iter().map(|option| beginning(&option.key)).collect()).collect();

        let is_facility = items.iter().map(Item::is_facility).collect();
        let places = sections
            .iter()
            .map(|section| {
                let items = items.iter().enumerate().filter(|(_, item)| item.section == section.id);
                items.map(|(index, _)| index).collect()
            })
            .collect();

        Ok(Self {
            edition: file.edition,
            label: file.label,
            provisional: file.provisional,
            dates: file.dates,
            sections,
            option_sets,
            items,
            by_id,
            set_of_item,
            keys,
            places,
            is_facility,
            fingerprint,
        })
    }

    /// 「R8」.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// 「令和8年度報告」.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// What is not yet sure about the edition as a whole (暫定).
    pub fn provisional(&self) -> Option<&str> {
        self.provisional.as_deref()
    }

    /// The dates of the edition.
    pub fn dates(&self) -> &Dates {
        &self.dates
    }

    /// The sections in the order of the form.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The section of this id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// All items in the order of the form.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The items of a section in the order of the form.
    pub fn items_of<'a>(&'a self, section: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.section == section)
    }

    /// The places of the items of a section in [`Self::items`].
    pub fn places_of(&self, section: &str) -> &[usize] {
        let at = self.sections.iter().position(|own| own.id == section);
        at.map_or(&[], |at| &self.places[at])
    }

    /// The item the rules know under this id.
    pub fn item(&self, id: Id) -> &Item {
        &self.items[self.index(id)]
    }

    /// The place of that item in [`Self::items`].
    pub fn index(&self, id: Id) -> usize {
        self.by_id[id as usize]
    }

    /// The item with this id, and its place in [`Self::items`].
    pub fn find(&self, id: &str) -> Option<(usize, &Item)> {
        let index = self.index(Id::parse(id)?);
        Some((index, &self.items[index]))
    }

    /// The item that belongs under this name in the facility or among the answers of a draft, and its place in
    /// [`Self::items`].
    pub fn find_member(&self, name: &str, is_facility: bool) -> Option<(usize, &Item)> {
        let index = self.index(Id::of_member(name, is_facility)?);
        (self.is_facility[index] == is_facility).then(|| (index, &self.items[index]))
    }

    /// The options of an item, empty where it has none.
    pub fn options(&self, item: &Item) -> &[ChoiceOption] {
        self.find(&item.id).map_or(&[], |(index, _)| self.options_at(index))
    }

    /// The options of the item at this place.
    pub fn options_at(&self, index: usize) -> &[ChoiceOption] {
        self.set_of_item[index].map_or(&[], |set| &self.option_sets[set].options)
    }

    /// The option of an item with this key.
    pub fn option(&self, item: &Item, key: &str) -> Option<&ChoiceOption> {
        self.options(item).iter().find(|option| option.key == key)
    }

    /// The option with this key of the item at this place.
    pub fn option_at(&self, index: usize, key: &str) -> Option<&ChoiceOption> {
        let set = self.set_of_item[index]?;
        let begins = beginning(key);
        let alike = self.keys[set].iter().enumerate().filter(|(_, own)| **own == begins);
        let mut alike = alike.map(|(at, _)| &self.option_sets[set].options[at]);
        alike.find(|option| option.key == key)
    }

    /// Identifies the content: two catalogues with the same fingerprint ask the same.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The days an item is about.
    pub fn days(&self, period: PeriodKey) -> Span {
        match period {
            PeriodKey::AsOf => Span { from: self.dates.as_of, to: self.dates.as_of },
            PeriodKey::Calendar => self.dates.calendar,
            PeriodKey::Fiscal => self.dates.fiscal,
        }
    }

    /// The period in words: 「令和8年1月1日〜令和8年12月31日の実績」.
    pub fn period_in_words(&self, period: PeriodKey) -> String {
        let days = self.days(period);
        match period {
            PeriodKey::AsOf => format!("{}時点", wareki::day(days.from)),
            PeriodKey::Calendar => {
                format!("{}〜{}の実績", wareki::day(days.from), wareki::day(days.to))
            }
            PeriodKey::Fiscal => format!(
                "{}〜{}の実績(令和{}年度)",
                wareki::day(days.from),
                wareki::day(days.to),
                days.from.year() - 2018
            ),
        }
    }
}

/// Something that is wrong in an edition file, with the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    path: Vec<Step>,
    message: String,
}

/// A step on the way to a place in an edition file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

impl Problem {
    /// The first of what is wrong with a file, and how much there is besides, in words.
    pub fn all_in_words(problems: &[Self]) -> String {
        let first = problems.first().map(Self::message).unwrap_or_default();
        let more = match problems.len() {
            0 | 1 => String::new(),
            all => ["ほかに", &(all - 1).to_string(), "件あります。"].concat(),
        };
        ["台帳を読めません。", first, "。", &more].concat()
    }

    /// What is wrong, on one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where, as a script would reach it: 「item[3].kind」. Empty where it is about the whole.
    pub fn place(&self) -> String {
        let mut place = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) if place.is_empty() => place.push_str(key),
                Step::Key(key) => place.extend([".", key]),
                Step::Index(index) => place.extend(["[", &index.to_string(), "]"]),
            }
        }
        place
    }

    fn whole(message: String) -> Self {
        Self { path: Vec::new(), message }
    }

    fn missing_item(id: Id) -> Self {
        Self::whole(format!("項目「{}」がありません。項目IDは変えられません", id.as_str()))
    }
}

impl Builtin {
    /// The fingerprint as the number that it is.
    fn hash(&self) -> Option<u64> {
        u64::from_str_radix(self.fingerprint, 16).ok()
    }
}

fn builtin(edition: &str) -> Option<&'static Builtin> {
    BUILTIN.iter().find(|builtin| builtin.name == edition)
}

fn read_json(json: &str) -> Result<EditionFile, Vec<Problem>> {
    let unreadable = |error: SyntaxError| vec![Problem::whole(format!("{}行目がJSONとして読めません", error.line()))];
    let value = Value::read(json).map_err(unreadable)?;
    read::edition(&value)
}

/// The first eight bytes of a key, which can be compared at once; most keys have no more.
fn beginning(key: &str) -> u64 {
    key.bytes().take(8).fold(0, |all, byte| (all << 8) | u64::from(byte))
}

/// The built-in edition that another is based on. One step only: a base stands on its own.
fn base_edition(name: &str) -> Result<EditionFile, Vec<Problem>> {
    let problem = |message: String| vec![Problem { path: vec![Step::Key("based_on".to_owned())], message }];
    let base = builtin(name).ok_or_else(|| problem(format!("元になる版「{name}」は内蔵されていません")))?;
    let file = read_json(base.json)?;
    match file.based_on {
        None => Ok(file),
        Some(_) => Err(problem(format!("版「{name}」はほかの版をもとにしているため、元にできません"))),
    }
}

/// Replaces what has the same id, in place, and appends the rest.
fn overlay<T>(base: &mut Vec<T>, over: Vec<T>, id: impl Fn(&T) -> &String) {
    for new in over {
        match base.iter().position(|old| id(old) == id(&new)) {
            Some(at) => base[at] = new,
            None => base.push(new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        parse_date(text).expect("a date")
    }

    #[test]
    fn what_is_wrong_with_a_catalogue_is_said_once_and_the_rest_counted() {
        let one = || Problem { path: Vec::new(), message: "版の名前がありません".to_owned() };
        let other = || Problem { path: Vec::new(), message: "項目が足りません".to_owned() };
        for (problems, words) in [
            (vec![one()], "台帳を読めません。版の名前がありません。"),
            (vec![one(), other()], "台帳を読めません。版の名前がありません。ほかに1件あります。"),
            (vec![other(), one(), one()], "台帳を読めません。項目が足りません。ほかに2件あります。"),
        ] {
            assert_eq!(Problem::all_in_words(&problems), words);
        }
    }

    #[test]
    fn every_builtin_edition_is_complete() {
        for name in Catalog::builtin_editions() {
            let catalog = Catalog::builtin(name).expect("built-in edition reads");
            assert_eq!(catalog.edition(), name);
            assert_eq!(catalog.items().len(), Id::ALL.len());
            for id in Id::ALL {
                assert_eq!(catalog.item(*id).id, id.as_str());
            }
        }
    }

    #[test]
    fn items_stand_in_the_order_of_the_ids() {
        let catalog = Catalog::builtin("R7").expect("R7");
        let order: Vec<_> = catalog.items().iter().map(|item| item.id.as_str()).collect();
        let ids: Vec<_> = Id::ALL.iter().map(|id| id.as_str()).collect();
        assert_eq!(order, ids);
    }

    #[test]
    fn an_edition_is_chosen_by_its_window() {
        for (day, edition) in [
            ("2025-06-01", "R7"),
            ("2026-01-01", "R7"),
            ("2026-03-31", "R7"),
            ("2026-04-01", "R8"),
            ("2026-11-22", "R8"),
            ("2027-03-31", "R8"),
            ("2028-01-01", "R8"),
        ] {
            let catalog = Catalog::builtin_for(date(day)).expect("an edition");
            assert_eq!(catalog.edition(), edition, "{day}");
        }
    }

    #[test]
    fn days_before_the_first_and_after_the_last_edition_have_none_of_their_own() {
        for (day, has_own) in [
            ("1970-01-01", false),
            ("2025-03-31", false),
            ("2025-04-01", true),
            ("2026-03-31", true),
            ("2026-04-01", true),
            ("2027-03-31", true),
            ("2027-04-01", false),
            ("2028-02-01", false),
        ] {
            let catalog = Catalog::builtin_for(date(day)).expect("an edition");
            assert_eq!(catalog.is_for(date(day)), has_own, "{day}");
            let words = catalog.stands_in_on(date(day));
            assert_eq!(words.is_none(), has_own, "{day}");
            assert!(words.is_none_or(|words| words.contains(catalog.label()) && words.contains("時計")), "{day}");
        }
    }

    #[test]
    fn r8_differs_from_r7_in_its_dates_alone_and_says_so() {
        let (r7, r8) = (Catalog::builtin("R7").expect("R7"), Catalog::builtin("R8").expect("R8"));
        assert_eq!(r7.items(), r8.items());
        assert_eq!(r7.option_sets, r8.option_sets);
        assert_eq!(r7.sections(), r8.sections());
        assert_ne!(r7.dates(), r8.dates());
        assert_ne!(r7.fingerprint(), r8.fingerprint());
        assert!(r7.provisional().is_none());
        assert!(r8.provisional().is_some());
    }

    #[test]
    fn the_periods_of_an_edition_follow_from_its_window() {
        for name in Catalog::builtin_editions() {
            let dates = Catalog::builtin(name).expect("edition").dates().clone();
            let year = dates.window.from.year();
            assert_eq!(dates.as_of, date(&format!("{year}-01-01")));
            assert_eq!(dates.window, Span { from: dates.as_of, to: date(&format!("{year}-03-31")) });
            let calendar =
                Span { from: date(&format!("{}-01-01", year - 1)), to: date(&format!("{}-12-31", year - 1)) };
            assert_eq!(dates.calendar, calendar);
            let fiscal = Span { from: date(&format!("{}-04-01", year - 2)), to: date(&format!("{}-03-31", year - 1)) };
            assert_eq!(dates.fiscal, fiscal);
        }
    }

    #[test]
    fn a_period_is_said_in_words() {
        let catalog = Catalog::builtin("R8").expect("R8");
        assert_eq!(catalog.period_in_words(PeriodKey::AsOf), "令和9年1月1日時点");
        assert_eq!(catalog.period_in_words(PeriodKey::Calendar), "令和8年1月1日〜令和8年12月31日の実績");
        assert_eq!(catalog.period_in_words(PeriodKey::Fiscal), "令和7年4月1日〜令和8年3月31日の実績(令和7年度)");
    }

    #[test]
    fn the_same_label_has_different_codes_in_different_sets() {
        let catalog = Catalog::builtin("R7").expect("R7");
        let code = |id, key| {
            let item = catalog.item(id);
            item.official_code(catalog.option(item, key).expect("option")).map(ToOwned::to_owned)
        };
        assert_eq!(code(Id::F1Generalist, "yes").as_deref(), Some("1"));
        assert_eq!(code(Id::F1DxEPrescription, "yes").as_deref(), Some("2"));
        assert_eq!(code(Id::F1Medication, "yes").as_deref(), Some("3"));
    }

    #[test]
    fn an_inferred_code_is_never_official() {
        let catalog = Catalog::builtin("R7").expect("R7");
        for (id, key) in
            [(Id::F1Function, "yes"), (Id::F2niConference, "yes"), (Id::F2roReferred, "band2"), (Id::F1Diseases, "2")]
        {
            let item = catalog.item(id);
            let option = catalog.option(item, key).expect("option");
            assert_eq!(item.official_code(option), None, "{} {key}", item.id);
        }
    }
}
