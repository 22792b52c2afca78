//! The page of each item of the catalogue, and the list of them.

use kakari_catalog::{Fact, Item, PeriodKey, Posting, Role};
use kakari_form::condition_in_words;
use kakari_rules::coverage::UNCHECKED;
use kakari_rules::registry::RULES;
use kakari_sources::{Document, Grade};

use crate::Site;
use crate::frame::{self, Place};
use crate::html::Html;
use crate::parts::{self, row, section, text_row};
use crate::words;
use crate::world::World;

/// Every place of 別表第八 stands in this document.
const LAW: &str = "regulation";

/// All items by section and group.
pub(crate) fn index(site: &Site, world: &World) -> String {
    let place =
        Place {
            depth: 1, title: "項目の一覧", description: "かかりつけ医機能報告の下書きで聞く項目の一覧です。"
        };
    let catalog = world.catalog();
    frame::page(site, &world.editions, &place, |html| {
        html.element("h1", &[], place.title);
        html.element("p", &[("class", "lead")], "下書きで聞く項目の一覧です。項目ごとに、対象となる期間、選択肢、法令の定め、確かさ、その項目についての点検を説明しています。");
        html.element("p", &[], "★は1号機能の要件になる項目です。");
        html.line().within("nav", &[("aria-label", "区切り"), ("class", "contents")], |html| {
            html.within("ul", &[], |html| {
                for part in catalog.sections() {
                    html.within("li", &[], |html| {
                        html.link(&format!("#{}", part.id), &format!("{} {}", part.label, part.title));
                    });
                }
            });
        });
        for part in catalog.sections() {
            section(html, &part.id, &format!("{} {}", part.label, part.title), |html| {
                for group in &part.groups {
                    html.line().element("h3", &[], &group.label);
                    html.within("ul", &[("class", "list")], |html| {
                        for item in catalog.items_of(&part.id).filter(|item| item.group == group.id) {
                            parts::item_line(html, &format!("{}/", item.id), item);
                        }
                    });
                }
            });
        }
    })
}

/// The page of an item.
pub(crate) fn page(site: &Site, world: &World, item: &Item) -> String {
    let description = format!("「{}」の対象期間、選択肢、法令の定め、点検の説明です。", item.short());
    let place = Place { depth: 2, title: &item.label, description: &description };
    frame::page(site, &world.editions, &place, |html| {
        html.element("h1", &[], &item.label);
        summary(html, world, item);
        if item.help.is_some() || item.not_needed.is_some() {
            section(html, "help", "答え方", |html| {
                for text in [&item.help, &item.not_needed].into_iter().flatten() {
                    html.element("p", &[], text);
                }
            });
        }
        if item.options.is_some() {
            section(html, "options", "選択肢", |html| options(html, world, item));
        }
        if !item.law.is_empty() {
            section(html, "law", "法令の定め", |html| law(html, item));
        }
        section(html, "facts", "確かさと出典", |html| facts(html, item));
        section(html, "rules", "この項目の点検", |html| rules(html, world, item));
    })
}

fn summary(html: &mut Html, world: &World, item: &Item) {
    let catalog = world.catalog();
    html.line().within("dl", &[("class", "facts")], |html| {
        if item.number.is_some() {
            row(html, "様式の項番", |html| parts::number(html, "", item));
        }
        if item.short() != item.label {
            text_row(html, "短い名前", item.short());
        }
        if let Some(part) = catalog.section(&item.section) {
            let group = part.groups.iter().find(|group| group.id == item.group);
            let group = group.map(|group| format!("、{}", group.label)).unwrap_or_default();
            text_row(html, "場所", &format!("{} {}{group}", part.label, part.title));
        }
        text_row(html, "入力", &format!("{}。", words::kind(item)));
        text_row(html, "必要な場合", &needed(world, item));
        if let Some(period) = item.period {
            row(html, "対象の期間", |html| periods(html, world, item, period));
        }
        if item.star {
            row(html, "1号機能", |html| {
                html.mark("is-star", "★").text(" 1号機能の要件になる項目です。");
            });
        }
        if let Some(posting) = item.posting {
            let words = match posting {
                Posting::Heading => "見出しの文で示します。",
                Posting::Required => "法令で掲示が求められています。",
                Posting::Optional => "様式(例)にありますが、法令で求められてはいません。",
            };
            text_row(html, "院内掲示", words);
        }
        text_row(html, "公表", if item.published { "公表されます。" } else { "公表されません。" });
        if item.preprinted {
            text_row(html, "集計値", "電子レセプトで請求していれば、集計値がG-MISにあらかじめ表示されます。");
        }
    });
}

fn needed(world: &World, item: &Item) -> String {
    let catalog = world.catalog();
    if let Some(when) = &item.when {
        return format!("{}に聞きます。", condition_in_words(when, catalog));
    }
    match item.role {
        Some(Role::Remarks) => "書かなくてもよい項目です。".to_owned(),
        Some(Role::Working) => "ほかの答えを計算するための数で、そのものは報告しません。".to_owned(),
        None if item.is_facility() => "医療機関や報告の対象について確かめる項目です。".to_owned(),
        None => "その機能を報告するときに答えます。".to_owned(),
    }
}

fn periods(html: &mut Html, world: &World, item: &Item, period: PeriodKey) {
    let is_unsure = item.facts.period.as_ref().is_some_and(|fact| fact.grade.is_provisional());
    html.within("ul", &[("class", "plain")], |html| {
        for catalog in &world.editions {
            html.within("li", &[], |html| {
                html.text(&format!("{}: {}", catalog.label(), catalog.period_in_words(period)));
                if is_unsure || catalog.provisional().is_some() {
                    parts::provisional(html);
                }
            });
        }
    });
}

fn options(html: &mut Html, world: &World, item: &Item) {
    let options = world.catalog().options(item);
    let has_codes = options.iter().any(|option| option.code.is_some());
    html.within("table", &[], |html| {
        html.within("thead", &[], |html| {
            html.within("tr", &[], |html| {
                html.element("th", &[("scope", "col")], "選択肢");
                if has_codes {
                    html.element("th", &[("scope", "col")], "コード");
                }
            });
        });
        html.within("tbody", &[], |html| {
            for option in options {
                html.line().within("tr", &[], |html| {
                    html.within("td", &[], |html| {
                        html.text(&option.label);
                        for note in [&option.formal, &option.help].into_iter().flatten() {
                            html.element("p", &[("class", "quiet")], note);
                        }
                    });
                    if has_codes {
                        html.within("td", &[], |html| match item.official_code(option) {
                            Some(code) => {
                                html.text(code);
                            }
                            None => parts::provisional(html),
                        });
                    }
                });
            }
        });
    });
    if has_codes {
        html.element(
            "p",
            &[("class", "quiet")],
            "公式の資料で確認できたコードだけを示します。「暫定」のコードは、G-MISの画面の表示に従ってください。",
        );
    }
}

fn law(html: &mut Html, item: &Item) {
    let document = Document::get(LAW);
    html.within("ul", &[("class", "sources")], |html| {
        for place in &item.law {
            html.line().within("li", &[], |html| {
                let name = document.map_or(LAW, |document| document.short);
                html.element("h3", &[], &format!("{name} {place}"));
                if let Some(quote) = kakari_sources::quote(LAW, place) {
                    parts::quote(html, quote);
                }
                if let Some(document) = document {
                    parts::document(html, document);
                }
            });
        }
    });
}

fn facts(html: &mut Html, item: &Item) {
    html.within("dl", &[("class", "facts")], |html| {
        for (_, name, known) in item.facts.known() {
            row(html, name, |html| fact(html, known));
        }
    });
    let mut ids: Vec<&str> = Vec::new();
    for (id, _) in item.facts.known().filter_map(|(.., fact)| fact.source.as_ref()) {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    if ids.is_empty() {
        return;
    }
    html.line().element("h3", &[], "資料");
    html.within("ul", &[("class", "sources")], |html| {
        for document in ids.into_iter().filter_map(Document::get) {
            html.line().within("li", &[], |html| parts::document(html, document));
        }
    });
}

fn fact(html: &mut Html, fact: &Fact) {
    let source = fact.source.as_ref().map(|(id, place)| {
        let short = Document::get(id).map_or(id.as_str(), |document| document.short);
        format!("{short} {place}")
    });
    if fact.grade == Grade::Inferred {
        parts::provisional(html);
        html.text(" 確認できていません。");
        if let Some(source) = source {
            html.text(&format!("手がかりは{source}です。"));
        }
        return;
    }
    html.text(fact.grade.label());
    if let Some(source) = source {
        html.text(&format!("({source})"));
    }
}

fn rules(html: &mut Html, world: &World, item: &Item) {
    let mut rules = world.rules_of(&item.id).peekable();
    let reason = UNCHECKED.iter().find(|(id, _)| id.as_str() == item.id).map(|(_, reason)| reason);
    match reason {
        Some(reason) => {
            html.element("p", &[], &format!("内容についての点検はありません。{reason}"));
        }
        None if rules.peek().is_none() => {
            html.element("p", &[], "この項目だけについての点検はありません。");
        }
        None => {
            html.within("ul", &[("class", "list")], |html| {
                for rule in rules {
                    parts::rule_line(html, &format!("../../rules/{}/", rule.code), rule);
                }
            });
        }
    }
    let mut related = RULES
        .iter()
        .filter(|rule| {
            World::is_in_examples(rule, &item.id) && !world.rules_of(&item.id).any(|own| own.code == rule.code)
        })
        .peekable();
    if related.peek().is_some() {
        html.line().element("h3", &[], "例の中でこの項目の答えを変えている点検");
        html.within("ul", &[("class", "list")], |html| {
            for rule in related {
                parts::rule_line(html, &format!("../../rules/{}/", rule.code), rule);
            }
        });
    }
    html.line().within("p", &[], |html| {
        html.text("このほかに、すべての項目に共通の");
        html.link("../../rules/#KF", "ファイルと入力した値の点検").text("があります。");
    });
}
