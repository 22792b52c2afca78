//! The page of each rule, and the list of them.

use kakari_catalog::Item;
use kakari_rules::registry::RULES;
use kakari_rules::{Changes, Example, Rule, Severity, Text};
use kakari_sources::Cite;

use crate::Site;
use crate::frame::{self, Place};
use crate::html::Html;
use crate::parts::{self, row, section, text_row};
use crate::words;
use crate::world::{Outcome, World};

/// Families by the first two letters of a code, in the order of the form.
const FAMILIES: [(&str, &str); 9] = [
    ("KF", "ファイルと入力した値"),
    ("KT", "報告の対象と時期"),
    ("K1", "1号機能"),
    ("KI", "2号機能 イ(通常の診療時間外の診療)"),
    ("KR", "2号機能 ロ(入退院時の支援)"),
    ("KH", "2号機能 ハ(在宅医療の提供)"),
    ("KN", "2号機能 ニ(介護サービス等と連携した医療提供)"),
    ("KX", "報告全体、前年や確認済みの報告との比較"),
    ("KP", "公表と院内掲示"),
];

/// The day on which an example is checked unless it says otherwise.
const USUAL_DAY: &str = Example::new("", &[]).today;

fn family(rule: &Rule) -> &'static str {
    FAMILIES.iter().find(|(code, _)| rule.code.starts_with(code)).map_or("その他", |(_, title)| title)
}

/// All rules by family.
pub(crate) fn index(site: &Site, world: &World) -> String {
    let place =
        Place {
            depth: 1, title: "点検の一覧", description: "かかりつけ医機能報告の下書きで点検することの一覧です。"
        };
    frame::page(site, &world.editions, &place, |html| {
        html.element("h1", &[], place.title);
        html.element("p", &[("class", "lead")], &format!("下書きチェッカーは、{}の点検をします。点検ごとに、何を見るか、なぜ大切か、どうすればよいか、例、根拠を説明しています。", RULES.len()));
        html.within("dl", &[("class", "facts")], |html| {
            for severity in Severity::ALL {
                html.line().within("div", &[], |html| {
                    html.within("dt", &[], |html| parts::severity(html, severity));
                    html.element("dd", &[], words::severity(severity));
                });
            }
        });
        html.line().within("nav", &[("aria-label", "分野"), ("class", "contents")], |html| {
            html.within("ul", &[], |html| {
                for (code, title) in FAMILIES {
                    html.within("li", &[], |html| {
                        html.link(&format!("#{code}"), title);
                    });
                }
            });
        });
        for (code, title) in FAMILIES {
            section(html, code, title, |html| {
                html.within("ul", &[("class", "list")], |html| {
                    for rule in RULES.iter().filter(|rule| rule.code.starts_with(code)) {
                        parts::rule_line(html, &format!("{}/", rule.code), rule);
                    }
                });
            });
        }
    })
}

/// The page of a rule.
pub(crate) fn page(site: &Site, world: &World, rule: &Rule) -> String {
    let title = format!("{} {}", rule.code, rule.title);
    let place = Place { depth: 2, title: &title, description: rule.page.about };
    frame::page(site, &world.editions, &place, |html| {
        html.within("h1", &[], |html| {
            html.element("span", &[("class", "code")], rule.code).text(" ").text(rule.title);
        });
        summary(html, world, rule);
        section(html, "about", "何を見るか", |html| {
            html.element("p", &[], rule.page.about);
        });
        section(html, "texts", "指摘の内容", |html| texts(html, rule));
        section(html, "examples", "例", |html| examples(html, world, rule));
        section(html, "items", "指し示す項目", |html| items(html, world, rule));
        section(html, "sources", "根拠", |html| sources(html, rule.sources));
    })
}

fn summary(html: &mut Html, world: &World, rule: &Rule) {
    html.line().within("dl", &[("class", "facts")], |html| {
        row(html, "重さ", |html| {
            parts::severity(html, rule.severity);
            html.text(" ").text(words::severity(rule.severity));
        });
        text_row(html, "分野", family(rule));
        text_row(html, "定めの時期", &rule.in_force.in_words());
        let editions = world.editions.iter().filter(|edition| rule.in_force.contains(edition.dates().window.from));
        row(html, "使われる報告", |html| parts::editions(html, editions));
        if rule.provisional {
            row(html, "確かさ", |html| {
                parts::provisional(html);
                html.text(" この点検は、公式の資料で確認できていないことをもとにしています。");
            });
        }
    });
}

fn texts(html: &mut Html, rule: &Rule) {
    let rows = |html: &mut Html, text: &Text| {
        html.within("dl", &[("class", "facts")], |html| {
            text_row(html, "何が違うか", &words::with_gaps(text.message));
            text_row(html, "なぜ大切か", &words::with_gaps(text.why));
            text_row(html, "どうするか", &words::with_gaps(text.fix));
        });
    };
    match rule.texts {
        [text] => rows(html, text),
        texts => {
            html.element("p", &[], &format!("下書きの中身によって、次の{}つのどれかを指摘します。", texts.len()));
            for (index, text) in texts.iter().enumerate() {
                html.line().element("h3", &[], &format!("指摘{}", index + 1));
                rows(html, text);
            }
        }
    }
    let has_gaps = |text: &Text| [text.message, text.why, text.fix].iter().any(|words| words.contains('{'));
    if rule.texts.iter().any(has_gaps) {
        html.element("p", &[("class", "quiet")], "「…」には、項目の名前や数など、下書きに応じたことばが入ります。");
    }
}

fn examples(html: &mut Html, world: &World, rule: &Rule) {
    if rule.page.bad.is_empty() {
        html.line().element("h3", &[], "指摘が出る例");
        html.within("ul", &[("class", "examples is-bad")], |html| {
            for (title, text, outcome) in world.refused() {
                html.within("li", &[], |html| {
                    html.element("h4", &[], title);
                    html.within("p", &[], |html| {
                        html.text("ファイルの中身: ").element("code", &[], text);
                    });
                    said(html, &outcome);
                });
            }
        });
        return;
    }
    html.element(
        "p",
        &[],
        &format!(
            "架空の診療所の記入例から、書いてあるところだけを変えています。断りがなければ、{}に点検しています。",
            words::day(USUAL_DAY)
        ),
    );
    for (title, class, list) in
        [("指摘が出ない例", "is-good", rule.page.good), ("指摘が出る例", "is-bad", rule.page.bad)]
    {
        html.line().element("h3", &[], title);
        html.within("ul", &[("class", &format!("examples {class}"))], |html| {
            for example in list {
                html.line().within("li", &[], |html| one(html, world, rule, example));
            }
        });
    }
}

fn one(html: &mut Html, world: &World, rule: &Rule, example: &Example) {
    html.element("h4", &[], example.title);
    let mut days = Vec::new();
    if example.today != USUAL_DAY {
        days.push(format!("{}に点検", words::day(example.today)));
    }
    if !example.deadline.is_empty() {
        days.push(format!("都道府県の期限は{}", words::day(example.deadline)));
    }
    if !days.is_empty() {
        html.element("p", &[], &format!("{}。", days.join("、")));
    }
    let is_alone = example.last_year.is_none() && example.confirmed.is_none();
    changes(html, world, if is_alone { "" } else { "この下書き" }, example.set);
    for (whose, set) in [("前年の下書き", example.last_year), ("確認を受けた報告の下書き", example.confirmed)]
    {
        if let Some(set) = set {
            changes(html, world, whose, set);
        }
    }
    said(html, &world.outcome(rule, example));
}

fn changes(html: &mut Html, world: &World, whose: &str, set: Changes) {
    if set.is_empty() {
        let words =
            if whose.is_empty() { "記入例のまま".to_owned() } else { format!("{whose}: 記入例のまま") };
        html.element("p", &[], &words);
        return;
    }
    if !whose.is_empty() {
        html.element("p", &[], &format!("{whose}:"));
    }
    html.within("ul", &[("class", "changes")], |html| {
        for (id, json) in set {
            let catalog = world.catalog();
            let name = words::name(catalog, id);
            html.within("li", &[], |html| {
                if catalog.find(id).is_some() {
                    html.link(&format!("../../items/{id}/"), &name);
                } else {
                    html.text(&name);
                }
                html.text(": ").text(&words::answer(catalog, id, json));
            });
        }
    });
}

fn said(html: &mut Html, outcome: &Outcome) {
    for (message, fix) in outcome.words() {
        html.within("p", &[("class", "said")], |html| {
            html.element("strong", &[], "指摘: ").text(&message).text(&fix);
        });
    }
}

fn items(html: &mut Html, world: &World, rule: &Rule) {
    let address = |item: &Item| format!("../../items/{}/", item.id);
    if World::is_generic(rule) {
        html.element("p", &[], "特定の項目ではなく、下書き全体を同じように見ます。");
        return;
    }
    let pointed: Vec<&Item> = world.items_of(rule).collect();
    let is_changed =
        |item: &&Item| World::is_in_examples(rule, &item.id) && !pointed.iter().any(|own| own.id == item.id);
    let changed: Vec<&Item> = world.catalog().items().iter().filter(is_changed).collect();
    if pointed.is_empty() {
        html.element("p", &[], "特定の項目ではなく、ファイルや報告の全体を指します。");
    } else {
        html.within("ul", &[("class", "list")], |html| {
            for item in &pointed {
                parts::item_line(html, &address(item), item);
            }
        });
    }
    if !changed.is_empty() {
        html.line().element("h3", &[], "例の中で答えを変えている、ほかの項目");
        html.within("ul", &[("class", "list")], |html| {
            for item in &changed {
                parts::item_line(html, &address(item), item);
            }
        });
    }
}

fn sources(html: &mut Html, cites: &[Cite]) {
    html.within("ul", &[("class", "sources")], |html| {
        for cite in cites {
            html.line().within("li", &[], |html| {
                html.within("h3", &[], |html| {
                    html.text(&cite.title());
                });
                html.element("p", &[], &format!("点検との関係: {}", cite.relation.label()));
                if let Some(quote) = cite.quote() {
                    parts::quote(html, quote);
                }
                if let Some(document) = cite.document() {
                    parts::document(html, document);
                }
            });
        }
    });
}
