//! The checks of a catalogue on itself.

use std::collections::HashSet;

use crate::{Catalog, EditionFile, Id, Kind, Problem, Step};

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
    let spans = [("calendar", file.dates.calendar), ("fiscal", file.dates.fiscal), ("window", file.dates.window)];
    for (name, span) in spans {
        if span.from > span.to {
            let path = vec![key("dates"), key(name)];
            problems.push(Problem { path, message: "期間の終わりが始まりより前です".to_owned() });
        }
    }
    problems
}

/// What the finished catalogue must be. Places are given in the file that was loaded.
pub(crate) fn catalog(catalog: &Catalog, file: &EditionFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_sets(catalog, file, &mut problems);
    for index in 0..catalog.items.len() {
        check_item(catalog, file, index, &mut problems);
    }
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
    let mut report = |member: &'static str, message: String| {
        let path = place.map_or_else(Vec::new, |at| vec![key("item"), Step::Index(at), key(member)]);
        problems.push(Problem { path, message });
    };

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
        match catalog.find(&when.item) {
            None => report("when", format!("条件の項目「{}」がありません", when.item)),
            Some((at, decider)) => {
                let options = catalog.options_at(at);
                for key in when.is.iter().filter(|key| !options.iter().any(|option| option.key == **key)) {
                    report("when", format!("項目「{}」に選択肢「{key}」はありません", decider.id));
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
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

/// 第五 is where the law says what 連携 counts; an item may name it beside its place in 第四.
fn is_place(law: &str) -> bool {
    LEAVES.contains(&law) || kakari_sources::quote("regulation", law).is_some_and(|_| law.starts_with("別表第八 第五 "))
}
