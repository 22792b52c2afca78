//! Tests of all pages at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use kakari_catalog::Id;
use kakari_rules::registry::RULES;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::Site;

const SITE: Site = Site { style: "assets/pages-0.css", policy: "default-src 'none'" };

/// Made once for all tests of this file.
fn pages() -> &'static BTreeMap<String, String> {
    static PAGES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| crate::pages(&SITE).expect("built-in data"));
    &PAGES
}

/// An element as it was opened: its name and its attributes.
type Element = (String, Vec<(String, String)>);

/// The elements and the texts of a page, read as XML: what is not well-formed does not get through.
fn read(path: &str, page: &str) -> (Vec<Element>, Vec<String>) {
    let body = page.strip_prefix("<!doctype html>\n").unwrap_or_else(|| panic!("{path}: no doctype"));
    let mut reader = Reader::from_str(body);
    reader.config_mut().check_end_names = true;
    let (mut elements, mut texts, mut open) = (Vec::new(), Vec::new(), 0_i32);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
            Event::Eof => break,
            event @ (Event::Start(_) | Event::Empty(_)) => {
                open += i32::from(matches!(event, Event::Start(_)));
                let (Event::Start(tag) | Event::Empty(tag)) = event else { continue };
                let name = String::from_utf8(tag.name().as_ref().to_vec()).expect("UTF-8");
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{path}: {name}: {error}"));
                    let key = String::from_utf8(attribute.key.as_ref().to_vec()).expect("UTF-8");
                    (key, attribute.unescape_value().expect("escaped").into_owned())
                });
                let attributes = attributes.collect();
                elements.push((name, attributes));
            }
            Event::End(_) => open -= 1,
            Event::Text(text) => texts.push(text.decode().expect("UTF-8").into_owned()),
            Event::GeneralRef(reference) => {
                let name = reference.decode().expect("UTF-8").into_owned();
                assert!(["amp", "lt", "gt", "quot", "#39"].contains(&name.as_str()), "{path}: &{name};");
            }
            other => panic!("{path}: {other:?}"),
        }
    }
    assert_eq!(open, 0, "{path}: not closed");
    (elements, texts)
}

fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.1.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}

/// The file that a relative address means from a page.
fn resolved(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {address} leads out"),
            "" | "." => (),
            other => parts.push(other),
        }
    }
    let path = parts.join("/");
    match (path.as_str(), address.ends_with('/')) {
        ("", _) => "index.html".to_owned(),
        (path, true) => format!("{path}/index.html"),
        (path, false) => path.to_owned(),
    }
}

#[test]
fn every_rule_and_every_item_has_a_page_beside_that_of_the_words_and_no_other_page_is_there() {
    let mut expected: BTreeSet<String> =
        ["rules/index.html", "items/index.html", "words/index.html"].map(ToOwned::to_owned).into();
    expected.extend(RULES.iter().map(|rule| format!("rules/{}/index.html", rule.code)));
    expected.extend(Id::ALL.iter().map(|id| format!("items/{}/index.html", id.as_str())));
    assert_eq!(pages().keys().cloned().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn the_lists_lead_to_every_page() {
    let pages = pages();
    for (folder, count) in [("rules", RULES.len()), ("items", Id::ALL.len())] {
        let path = format!("{folder}/index.html");
        let (elements, _) = read(&path, &pages[&path]);
        let links: BTreeSet<_> = elements
            .iter()
            .filter_map(|element| attribute(element, "href"))
            .map(|href| resolved(&path, href))
            .collect();
        let leads = pages.keys().filter(|page| page.starts_with(folder) && **page != path && links.contains(*page));
        assert_eq!(leads.count(), count, "{folder}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    let pages = pages();
    let known = [SITE.style, "index.html", "icons/icon.svg"];
    for (path, page) in pages {
        let (elements, _) = read(path, page);
        let ids: Vec<_> = elements.iter().filter_map(|element| attribute(element, "id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: an id twice");
        for element in &elements {
            let label = attribute(element, "aria-labelledby");
            assert!(label.is_none_or(|id| ids.contains(&id)), "{path}: {element:?}");
            let Some(href) = attribute(element, "href") else { continue };
            if let Some(anchor) = href.strip_prefix('#') {
                assert!(ids.contains(&anchor), "{path}: {href}");
            } else if href.starts_with("https://") {
                assert_eq!((element.0.as_str(), attribute(element, "rel")), ("a", Some("noreferrer")), "{path}");
            } else {
                let (address, anchor) = href.split_once('#').unwrap_or((href, ""));
                let file = resolved(path, address);
                let id = format!("id=\"{anchor}\"");
                assert!(anchor.is_empty() || pages[&file].contains(&id), "{path}: {href}");
                assert!(known.contains(&file.as_str()) || pages.contains_key(&file), "{path}: {href} → {file}");
            }
        }
    }
}

#[test]
fn every_page_is_japanese_has_one_heading_a_way_back_and_no_script() {
    for (path, page) in pages() {
        let (elements, _) = read(path, page);
        let count = |name: &str| elements.iter().filter(|(own, _)| own == name).count();
        assert_eq!(attribute(&elements[0], "lang"), Some("ja"), "{path}");
        for once in ["title", "h1", "main", "header", "footer"] {
            assert_eq!(count(once), 1, "{path}: {once}");
        }
        for never in ["script", "style", "img", "iframe", "form"] {
            assert_eq!(count(never), 0, "{path}: {never}");
        }
        let inline = |(name, _): &(String, String)| name == "style" || name.starts_with("on");
        assert!(!elements.iter().any(|(_, attributes)| attributes.iter().any(inline)), "{path}");
        let root = if path.matches('/').count() == 1 { "../" } else { "../../" };
        assert!(elements.iter().any(|element| attribute(element, "href") == Some(root)), "{path}: no way back");
        assert!(page.contains("入力内容はこの端末から送信されません。"), "{path}");
        assert!(page.contains(kakari_rules::FINGERPRINT), "{path}");
    }
}

#[test]
fn headings_go_down_step_by_step() {
    for (path, page) in pages() {
        let mut last = 0;
        for (name, _) in read(path, page).0 {
            let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok()) else { continue };
            assert!(level <= last + 1, "{path}: {name} after h{last}");
            last = level;
        }
    }
}

#[test]
fn no_gap_and_no_id_is_left_in_the_words() {
    let prefixes = ["f1.", "f2i.", "f2ro.", "f2ha.", "f2ni.", "other.", "facility."];
    for (path, page) in pages() {
        let is_about_files = ["rules/KF01/", "rules/KF02/"].iter().any(|own| path.starts_with(own));
        for text in read(path, page).1 {
            assert!(is_about_files || !text.contains(['{', '}']), "{path}: {text}");
            assert!(is_about_files || !prefixes.iter().any(|id| text.contains(id)), "{path}: {text}");
        }
    }
}

#[test]
fn a_bad_example_is_shown_with_what_the_engine_says() {
    let pages = pages();
    let page = &pages["rules/K104/index.html"];
    assert!(page.contains("総合診療専門医が「有り」ですが、「総合診療専門医数」が入力されていないか、0です。"));
    for rule in RULES {
        let page = &pages[&format!("rules/{}/index.html", rule.code)];
        let bad = if rule.code == "KF01" { 3 } else { rule.page.bad.len() };
        assert_eq!(page.matches("class=\"said\"").count(), bad, "{}", rule.code);
    }
}

#[test]
fn a_code_that_no_official_page_shows_is_not_printed() {
    let pages = pages();
    let page = &pages["items/f2ni.conference/index.html"];
    assert!(page.contains("<td> <span class=\"mark is-provisional\">暫定</span></td>"));
    assert!(!["<td>1</td>", "<td>2</td>", "<td>3</td>"].iter().any(|cell| page.contains(cell)));
    assert!(pages["items/f1.generalist/index.html"].contains("<td>1</td>"));
}

#[test]
fn the_pages_are_the_same_every_time() {
    assert!(crate::pages(&SITE).as_ref() == Some(pages()));
}
