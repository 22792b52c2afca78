//! A page for every rule and every item, and one for the words of the report: static HTML, Japanese, made from registry, catalogue and sources alone.
//!
//! A page needs no script, links to nothing by an absolute address but the sources, and is the same for the same input.

mod frame;
mod help;
mod html;
mod item_pages;
mod parts;
mod rule_pages;
#[cfg(test)]
mod tests;
mod words;
mod world;

use std::collections::BTreeMap;

use kakari_rules::registry::RULES;

use world::World;

/// What the pages have to know of the site they are part of.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// Path of the style sheet below the app's address.
    pub style: &'a str,
    /// The content security policy, as it stands in a page.
    pub policy: &'a str,
}

/// Every page by its path below the app's address: `rules/K104/index.html`. `None` only where a built-in edition is
/// damaged.
pub fn pages(site: &Site) -> Option<BTreeMap<String, String>> {
    let world = World::new()?;
    let mut pages = BTreeMap::new();
    pages.insert("rules/index.html".to_owned(), rule_pages::index(site, &world));
    for rule in RULES {
        pages.insert(format!("rules/{}/index.html", rule.code), rule_pages::page(site, &world, rule));
    }
    pages.insert("items/index.html".to_owned(), item_pages::index(site, &world));
    for item in world.catalog().items() {
        pages.insert(format!("items/{}/index.html", item.id), item_pages::page(site, &world, item));
    }
    pages.insert("words/index.html".to_owned(), help::page(site, &world));
    Some(pages)
}
