//! Writing HTML that is XML as well: every element is closed by the call that opened it, every text is escaped.

use kakari_documents::escape;

/// A piece of HTML.
#[derive(Debug, Default)]
pub(crate) struct Html {
    out: String,
}

/// Names and values.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Html {
    /// An element around what `inside` writes.
    pub(crate) fn within(&mut self, tag: &str, attributes: Attributes, inside: impl FnOnce(&mut Self)) -> &mut Self {
        self.start(tag, attributes);
        self.out.push('>');
        inside(self);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        self
    }

    /// An element with nothing but text.
    pub(crate) fn element(&mut self, tag: &str, attributes: Attributes, text: &str) -> &mut Self {
        self.within(tag, attributes, |html| {
            html.text(text);
        })
    }

    /// An element that can hold nothing.
    pub(crate) fn void(&mut self, tag: &str, attributes: Attributes) -> &mut Self {
        self.start(tag, attributes);
        self.out.push_str("/>\n");
        self
    }

    /// A link, to an address relative to this page or to another site.
    pub(crate) fn link(&mut self, href: &str, text: &str) -> &mut Self {
        // No site learns from which page its reader came.
        let elsewhere = href.starts_with("https://");
        let attributes = [("href", href), ("rel", "noreferrer")];
        self.element("a", &attributes[..if elsewhere { 2 } else { 1 }], text)
    }

    /// A short word with a border: 「暫定」, 「★」.
    pub(crate) fn mark(&mut self, class: &str, text: &str) -> &mut Self {
        self.text(" ").element("span", &[("class", &format!("mark {class}"))], text)
    }

    /// Text, escaped.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        escape(text, &mut self.out);
        self
    }

    /// A line break in the source, for those who read it.
    pub(crate) fn line(&mut self) -> &mut Self {
        self.out.push('\n');
        self
    }

    /// The page, with its declaration.
    pub(crate) fn into_page(self) -> String {
        format!("<!doctype html>\n{}\n", self.out)
    }

    fn start(&mut self, tag: &str, attributes: Attributes) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn what_has_a_meaning_in_html_is_escaped_in_texts_and_attributes() {
        let mut html = Html::default();
        html.element("p", &[("title", "\"<")], "<b>&'\u{0}\u{202e}痛風</b>");
        assert_eq!(
            html.into_page(),
            "<!doctype html>\n<p title=\"&quot;&lt;\">&lt;b&gt;&amp;&#39;痛風&lt;/b&gt;</p>\n"
        );
    }

    #[test]
    fn only_links_to_other_sites_withhold_where_the_reader_came_from() {
        let mut html = Html::default();
        html.link("../", "a").link("https://example.jp/", "b");
        assert!(html.into_page().contains("<a href=\"../\">a</a><a href=\"https://example.jp/\" rel=\"noreferrer\">"));
    }
}
