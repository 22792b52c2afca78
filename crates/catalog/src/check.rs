//! The checks of a catalogue on itself.

use std::collections::HashSet;

use crate::{Catalog, EditionFile, Function, Id, Item, Kind, Problem, Step};

/// Options that rules or documents ask for by their key. An edition may add options and drop others, but without one of
/// these a check would be silent where it should speak.
const NEEDED: &[(Id, &[&str])] = &[
    (Id::FacilityExclusion, &["none", "advanced_hospital", "dental_only", "correctional", "imperial"]),
    (Id::FacilityKind, &["clinic"]),
    (Id::F1Function, &["yes"]),
    (Id::F1Posted, &["yes"]),
    (Id::F1Training, &["no", "yes"]),
    (Id::F1Generalist, &["no", "yes"]),
    (Id::F1Diseases, &["other"]),
    (Id::F1Consultation, &["yes"]),
    (Id::F1DxOnlineEligibility, &["yes"]),
    (Id::F1DxViewRecords, &["yes"]),
    (Id::F1DxEPrescription, &["yes"]),
    (Id::F1Medication, &["in_house_only"]),
    (Id::F2iOwn, &["no", "willing"]),
    (Id::F2roBeds, &["own", "own_and_partnered"]),
    (Id::F2roReferred, &["none", "lt1", "ge10"]),
    (Id::F2haCare, &["own_24h"]),
];

/// The leaves of 別表第八 第二, 第四 and 第六: each has to be asked by at least one item.
const LEAVES: &[&str] = &[
    "別表第八 第二 一",
    "別表第八 第二 二",
    "別表第八 第二 三",
    "別表第八 第二 四",
    "別表第八 第二 五",
    "別表第八 第二 六",
    "別表第八 第二 七",
    "別表第八 第二 八",
    "別表第八 第二 九",
    "別表第八 第四 一 イ",
    "別表第八 第四 一 ロ",
    "別表第八 第四 二 イ",
    "別表第八 第四 二 ロ",
    "別表第八 第四 二 ハ",
    "別表第八 第四 二 ニ",
    "別表第八 第四 二 ホ",
    "別表第八 第四 三 イ",
    "別表第八 第四 三 ロ",
    "別表第八 第四 三 ハ",
    "別表第八 第四 三 ニ",
    "別表第八 第四 四 イ",
    "別表第八 第四 四 ロ",
    "別表第八 第四 四 ハ",
    "別表第八 第四 四 ニ",
    "別表第八 第四 四 ホ",
    "別表第八 第四 五",
    "別表第八 第六 一",
    "別表第八 第六 二",
    "別表第八 第六 三",
    "別表第八 第六 四",
    "別表第八 第六 五",
];

/// What can be told from the file alone: ids unknown or given twice, and dates.
pub(crate) fn file(file: &EditionFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    unique(&mut problems, "section", file.sections.iter().map(|section| section.id.as_str()));
    unique(&mut problems, "option_set", file.option_sets.iter().map(|set| set.id.as_str()));
    unique(&mut problems, "item", file.items.iter().map(|item| item.id.as_str()));
    for (index, item) in file.items.iter().enumerate() {
        if !Id::ALL.iter().any(|id| id.as_str() == item.id) {
            let path = vec![key("item"), Step::Index(index), key("id")];
            problems
                .push(Problem {
                    path, message: format!("項目ID「{}」は使えません。項目IDは変えられません", item.id)
                });
        }
    }
    blanks(file, &mut problems);
    let spans = [("calendar", file.dates.calendar), ("fiscal", file.dates.fiscal), ("window", file.dates.window)];
    for (name, span) in spans {
        if span.from > span.to {
            let path = vec![key("dates"), key(name)];
            problems.push(Problem { path, message: "期間の終わりが始まりより前です".to_owned() });
        }
    }
    problems
}

/// The ids that none of the items has.
pub(crate) fn lost<'a>(items: impl Iterator<Item = &'a Item>) -> Vec<Id> {
    let there: Vec<Id> = items.filter_map(|item| Id::parse(&item.id)).collect();
    Id::ALL.iter().copied().filter(|id| !there.contains(id)).collect()
}

/// What the finished catalogue must be. Places are given in the file that was loaded. Items that stand in for lost ones
/// are not looked at.
pub(crate) fn catalog(catalog: &Catalog, file: &EditionFile, lost: &[Id]) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_sets(catalog, file, &mut problems);
    for index in 0..catalog.items.len() {
        let id = Id::parse(&catalog.items[index].id);
        if id.is_none_or(|id| !lost.contains(&id)) {
            check_item(catalog, file, index, &mut problems);
        }
    }
    for (id, keys) in NEEDED.iter().filter(|(id, _)| !lost.contains(id)) {
        check_needed(catalog, file, *id, keys, &mut problems);
    }
    check_areas(catalog, file, &mut problems);
    let covered: HashSet<&str> = catalog.items.iter().flat_map(|item| item.law.iter().map(String::as_str)).collect();
    for leaf in LEAVES.iter().filter(|leaf| !covered.contains(**leaf)) {
        problems.push(Problem::whole(format!("{leaf}を尋ねる項目がありません")));
    }
    problems
}

fn unique<'a>(problems: &mut Vec<Problem>, table: &'static str, ids: impl Iterator<Item = &'a str>) {
    let mut seen = HashSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            let path = vec![key(table), Step::Index(index), key("id")];
            problems.push(Problem { path, message: format!("「{id}」が2回あります") });
        }
    }
}

/// Names that are given and say nothing.
fn blanks(file: &EditionFile, problems: &mut Vec<Problem>) {
    let mut look = |text: &str, path: Vec<Step>| {
        if text.trim().is_empty() {
            problems.push(Problem { path, message: "ここを空にはできません".to_owned() });
        }
    };
    look(&file.edition, vec![key("edition")]);
    look(&file.label, vec![key("label")]);
    for (index, item) in file.items.iter().enumerate() {
        look(&item.label, vec![key("item"), Step::Index(index), key("label")]);
    }
    for (index, set) in file.option_sets.iter().enumerate() {
        for (at, option) in set.options.iter().enumerate() {
            let path =
                |member| vec![key("option_set"), Step::Index(index), key("options"), Step::Index(at), key(member)];
            look(&option.key, path("key"));
            look(&option.label, path("label"));
            if let Some(code) = &option.code {
                look(code, path("code"));
            }
        }
    }
}

fn check_sets(catalog: &Catalog, file: &EditionFile, problems: &mut Vec<Problem>) {
    for set in &catalog.option_sets {
        let place = file.option_sets.iter().position(|own| own.id == set.id);
        let mut report = |option: usize, member: &'static str, message: String| {
            let mut path = Vec::new();
            if let Some(place) = place {
                path = vec![key("option_set"), Step::Index(place), key("options"), Step::Index(option)];
                path.push(key(member));
            }
            problems.push(Problem { path, message });
        };
        let (mut keys, mut codes) = (HashSet::new(), HashSet::new());
        for (index, option) in set.options.iter().enumerate() {
            if !keys.insert(option.key.as_str()) {
                report(index, "key", format!("選択肢のキー「{}」が2回あります", option.key));
            }
            if let Some(code) = option.code.as_deref().filter(|code| !codes.insert(*code)) {
                report(index, "code", format!("コード「{code}」が2つの選択肢で使われています"));
            }
        }
        if set.options.len() < 2 {
            report(0, "key", format!("選択肢の組「{}」には2つ以上の選択肢が必要です", set.id));
        }
    }
}

fn check_item(catalog: &Catalog, file: &EditionFile, index: usize, problems: &mut Vec<Problem>) {
    let item = &catalog.items[index];
    let place = file.items.iter().position(|own| own.id == item.id);
    let mut late = Vec::new();
    let mut report = |member: &'static str, message: String| {
        let path = place.map_or_else(Vec::new, |at| vec![key("item"), Step::Index(at), key(member)]);
        problems.push(Problem { path, message });
    };

    let prefix = item.id.split('.').next().unwrap_or_default();
    if item.section != prefix && !(prefix == "facility" && item.is_facility()) {
        report("section", format!("項目「{}」を区分「{}」には置けません", item.id, item.section));
    }
    match catalog.section(&item.section) {
        None => report("section", format!("区分「{}」がありません", item.section)),
        Some(section) if !section.groups.iter().any(|group| group.id == item.group) => {
            report("group", format!("区分「{}」にまとまり「{}」がありません", item.section, item.group));
        }
        Some(_) => {}
    }

    let wants_options = matches!(item.kind, Kind::Choice | Kind::Multi);
    match (&item.options, catalog.set_of_item[index]) {
        (None, _) if wants_options => report("kind", "選択肢の組(options)が書かれていません".to_owned()),
        (Some(name), None) => report("options", format!("選択肢の組「{name}」がありません")),
        (Some(_), Some(_)) if !wants_options => report("options", "この種類の項目に選択肢はありません".to_owned()),
        _ => {}
    }

    if let Some(when) = &item.when {
        match when.item().map(|id| (id, catalog.find(id))) {
            None => {
                for outcome in when.is.iter().filter(|own| !Function::OUTCOMES.contains(&own.as_str())) {
                    let known = Function::OUTCOMES.join("、");
                    report("when", format!("判定の結果に「{outcome}」はありません。書けるのは {known} です"));
                }
            }
            Some((id, None)) => report("when", format!("条件の項目「{id}」がありません")),
            Some((_, Some((at, decider)))) => {
                let options = catalog.options_at(at);
                for name in when.is.iter().filter(|name| !options.iter().any(|option| option.key == **name)) {
                    let message = format!(
                        "項目「{}」の条件になっている「{}」の選択肢「{name}」がありません",
                        item.id, decider.id
                    );
                    match place {
                        Some(_) => report("when", message),
                        // The condition is the base's; what this file changed are the options.
                        None => late.push(Problem { path: options_place(catalog, file, at), message }),
                    }
                }
            }
        }
    }

    if !item.is_facility() && item.role.is_none() && item.law.is_empty() {
        report("id", format!("項目「{}」が別表第八のどこに当たるか(law)が書かれていません", item.id));
    }
    for law in item.law.iter().filter(|law| !is_place(law)) {
        report("law", format!("「{law}」は別表第八の場所ではありません"));
    }
    if item.number.is_some() && item.facts.number.is_none() {
        report("facts", "項番の出典(number)が書かれていません".to_owned());
    }
    if item.period.is_some() && item.facts.period.is_none() {
        report("facts", "対象期間の出典(period)が書かれていません".to_owned());
    }
    problems.append(&mut late);
}

fn check_needed(catalog: &Catalog, file: &EditionFile, id: Id, keys: &[&str], problems: &mut Vec<Problem>) {
    let options = catalog.options_at(catalog.index(id));
    // An item without options has been reported.
    if options.is_empty() {
        return;
    }
    for name in keys.iter().filter(|name| !options.iter().any(|option| option.key == **name)) {
        let message = format!("項目「{}」の点検に使う選択肢「{name}」がありません", id.as_str());
        problems.push(Problem { path: options_place(catalog, file, catalog.index(id)), message });
    }
}

/// The areas that a disease belongs to are options of [`Id::F1Areas`].
fn check_areas(catalog: &Catalog, file: &EditionFile, problems: &mut Vec<Problem>) {
    let areas = catalog.options_at(catalog.index(Id::F1Areas));
    for set in &catalog.option_sets {
        let own = file.option_sets.iter().position(|own| own.id == set.id);
        for (index, option) in set.options.iter().enumerate() {
            for name in option.areas.iter().filter(|name| !areas.iter().any(|area| area.key == **name)) {
                let path = match own {
                    Some(at) => {
                        vec![key("option_set"), Step::Index(at), key("options"), Step::Index(index), key("areas")]
                    }
                    None => options_place(catalog, file, catalog.index(Id::F1Areas)),
                };
                let message = format!("「{}」の診療領域「{name}」が、領域の選択肢にありません", option.label);
                problems.push(Problem { path, message });
            }
        }
    }
}

/// Where this file says which options the item at this place has: in the set, or where the item names its set.
fn options_place(catalog: &Catalog, file: &EditionFile, index: usize) -> Vec<Step> {
    let item = &catalog.items[index];
    let set = file.option_sets.iter().position(|set| item.options.as_deref() == Some(&set.id));
    let own = file.items.iter().position(|own| own.id == item.id);
    match (set, own) {
        (Some(at), _) => vec![key("option_set"), Step::Index(at), key("options")],
        (None, Some(at)) => vec![key("item"), Step::Index(at), key("options")],
        (None, None) => Vec::new(),
    }
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

/// 第五 is where the law says what 連携 counts; an item may name it beside its place in 第四.
fn is_place(law: &str) -> bool {
    LEAVES.contains(&law) || kakari_sources::quote("regulation", law).is_some_and(|_| law.starts_with("別表第八 第五 "))
}
