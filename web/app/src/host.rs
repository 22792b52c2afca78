//! What the app lives in: a page of its own, or the element `<kakari-checker>` in a page of somebody else.
//!
//! | | page | element |
//! | --- | --- | --- |
//! | address | behind `#` | in memory |
//! | storage | `keep.js`, with a lock between tabs | none |
//! | where the focus moves, and what is looked up | the document | its shadow tree |
//! | files | the browser's download | offered to the page around it first |
//!
//! The feature `element` makes the program of the element. It serves all elements of a page, so nothing of a host is global.
//! What only the page shows (screens about drafts and the tool, 転記モード, 患者説明) asks document and window directly.

use kakari_form::Step;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element};

use crate::js;

/// Whether this is the program of the page. Each host has a program of its own, from which the compiler leaves out what only
/// the other needs.
pub const IS_PAGE: bool = !cfg!(feature = "element");

/// What an element says of each step: whether it is shown.
const SHOWS: &str = "shows";

/// What the app lives in.
pub struct Host {
    /// What only a script can do, by its name: `window`, to which boot.js has given it, or what the element hands over.
    port: JsValue,
    /// What the app draws into.
    root: Element,
}

impl Host {
    /// The host of what is drawn into a root.
    pub fn new(root: Element, port: JsValue) -> Self {
        Self { port, root }
    }

    /// The host of a page where there is none, for what asks nothing of it.
    #[cfg(test)]
    pub fn none() -> Self {
        Self { port: JsValue::UNDEFINED, root: JsValue::UNDEFINED.unchecked_into() }
    }

    /// The document or the shadow tree, which are asked alike; the root itself, before it has a place.
    fn tree(&self) -> Document {
        self.root.get_root_node().unchecked_into()
    }

    /// Whether the app has a page of its own.
    #[expect(clippy::unused_self, reason = "it is the host that is asked")]
    pub fn is_page(&self) -> bool {
        IS_PAGE
    }

    /// Something that the element says about itself; nothing of a page.
    pub fn text(&self, name: &str) -> String {
        if self.is_page() { String::new() } else { js::text(&self.port, name).unwrap_or_default() }
    }

    /// Whether the element says so of itself; a page says nothing.
    pub fn is(&self, name: &str) -> bool {
        !self.is_page() && js::field(&self.port, name).is_some_and(|value| value.is_truthy())
    }

    /// What is called so here, told from what another element of the same page calls so.
    pub fn named(&self, name: &str) -> String {
        [name, &self.text("suffix")].concat()
    }

    /// The steps that are shown, in order.
    pub fn steps(&self) -> Vec<Step> {
        let is_shown = |step: &Step| {
            self.is_page() || self.call(SHOWS, &[step.name().into()]).is_ok_and(|shown| shown.is_truthy())
        };
        Step::ALL.into_iter().filter(is_shown).collect()
    }

    /// Has the script around the app do something.
    ///
    /// # Errors
    ///
    /// What it throws, and `undefined` where it cannot do that.
    pub fn call(&self, what: &str, given: &[JsValue]) -> Result<JsValue, JsValue> {
        js::call(&self.port, what, given)
    }

    /// The same, and waits for what it promises.
    ///
    /// # Errors
    ///
    /// As [`Self::call`], and what the promise is refused with.
    pub fn wait<'a>(
        &self,
        what: &'a str,
        given: &'a [JsValue],
    ) -> impl Future<Output = Result<JsValue, JsValue>> + use<'a> {
        js::wait(self.port.clone(), what, given)
    }

    /// The element with an id.
    pub fn by_id(&self, id: &str) -> Option<Element> {
        self.find(&["[id=\"", id, "\"]"].concat())
    }

    /// The first element that a selector fits.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.tree().query_selector(selector).ok().flatten()
    }

    /// Brings something into view; in a page of somebody else no further than it takes.
    pub fn reveal(&self, element: &Element) {
        if self.is_page() {
            element.scroll_into_view();
        } else {
            let _ = self.call("reveal", &[element.into()]);
        }
    }

    /// Whether the focus is nowhere in what the app shows, since what had it went.
    pub fn has_no_focus(&self) -> bool {
        self.tree().active_element().is_none_or(|element| element.tag_name() == "BODY")
    }
}
