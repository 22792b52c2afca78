//! Parts that pages of rules and of items share.

use kakari_catalog::{Catalog, Item};
use kakari_rules::{Rule, Severity};
use kakari_sources::{Document, Quote};

use crate::html::Html;
use crate::words;

/// A heading with what follows it.
pub(crate) fn section(html: &mut Html, id: &str, title: &str, inside: impl FnOnce(&mut Html)) {
    let heading = format!("{id}-heading");
    html.line().within("section", &[("id", id), ("aria-labelledby", &heading)], |html| {
        html.element("h2", &[("id", &heading)], title);
        inside(html);
    });
}

/// A term and what belongs to it, inside a `dl`.
pub(crate) fn row(html: &mut Html, term: &str, inside: impl FnOnce(&mut Html)) {
    html.line().within("div", &[], |html| {
        html.element("dt", &[], term).within("dd", &[], inside);
    });
}

/// The same with nothing but text.
pub(crate) fn text_row(html: &mut Html, term: &str, text: &str) {
    row(html, term, |html| {
        html.text(text);
    });
}

/// 「エラー」「注意」…: word, border and a shape in the style sheet, never colour alone.
pub(crate) fn severity(html: &mut Html, severity: Severity) {
    html.element("span", &[("class", &format!("mark is-{}", severity.key()))], severity.label());
}

/// 「暫定」.
pub(crate) fn provisional(html: &mut Html) {
    html.mark("is-provisional", "暫定");
}

/// A rule as a line of a list.
pub(crate) fn rule_line(html: &mut Html, address: &str, rule: &Rule) {
    html.line().within("li", &[], |html| {
        html.within("a", &[("href", address)], |html| {
            html.element("span", &[("class", "code")], rule.code).text(" ").text(rule.title);
        });
        html.text(" ");
        severity(html, rule.severity);
        if rule.provisional {
            provisional(html);
        }
    });
}

/// An item as a line of a list.
pub(crate) fn item_line(html: &mut Html, address: &str, item: &Item) {
    html.line().within("li", &[], |html| {
        html.link(address, &item.label);
        number(html, "項番", item);
        if item.star {
            html.mark("is-star", "★");
        }
    });
}

/// The number of an item on the form, with 暫定 where no official page shows it.
pub(crate) fn number(html: &mut Html, before: &str, item: &Item) {
    let Some(number) = &item.number else {
        return;
    };
    html.text(" ").element("span", &[("class", "number")], &format!("{before}{number}"));
    if !item.number_is_official() {
        provisional(html);
    }
}

/// A document: title, state that was read, address.
pub(crate) fn document(html: &mut Html, document: &Document) {
    html.element("p", &[], document.title);
    if let Some(checked) = document.checked {
        html.element("p", &[("class", "quiet")], &format!("確認した時点: {}", words::day(checked)));
    }
    if let Some(url) = document.url {
        html.within("p", &[("class", "address")], |html| {
            html.link(url, url);
        });
    }
}

/// The wording of an article.
pub(crate) fn quote(html: &mut Html, quote: &Quote) {
    html.within("blockquote", &[], |html| {
        html.element("p", &[], quote.text);
    });
}

/// The editions, each with its window and whether it is sure.
pub(crate) fn editions<'a>(html: &mut Html, editions: impl IntoIterator<Item = &'a Catalog>) {
    html.within("ul", &[("class", "plain")], |html| {
        for catalog in editions {
            let window = catalog.dates().window;
            html.within("li", &[], |html| {
                let day = kakari_catalog::wareki::day;
                html.text(&format!("{}(報告期間 {}〜{})", catalog.label(), day(window.from), day(window.to)));
                if catalog.provisional().is_some() {
                    provisional(html);
                }
            });
        }
    });
}
