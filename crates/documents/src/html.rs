//! Writing HTML: every text goes through [`Html::text`], which escapes it.

use std::fmt;

/// Writes text so that HTML takes it for nothing but text, also between the quotes of an attribute.
pub fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Control characters have no meaning in HTML, and some are errors in it; 双方向制御文字 could reorder the
            // sentence around the text.
            other if other.is_control() && !matches!(other, '\t' | '\n') => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            other => out.push(other),
        }
    }
}

/// A piece of HTML.
#[derive(Debug, Default)]
pub(crate) struct Html {
    out: String,
}

impl Html {
    /// Opens an element.
    pub(crate) fn open(&mut self, tag: &str, class: &str) -> &mut Self {
        self.raw("<").raw(tag).raw(" class=\"").raw(class).raw("\">")
    }

    /// Closes an element.
    pub(crate) fn close(&mut self, tag: &str) -> &mut Self {
        self.raw("</").raw(tag).raw(">")
    }

    /// Text, escaped.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        escape(text, &mut self.out);
        self
    }

    /// An element with nothing but text.
    pub(crate) fn element(&mut self, tag: &str, class: &str, text: &str) -> &mut Self {
        self.open(tag, class).text(text).close(tag)
    }

    /// Markup that was written in this program.
    pub(crate) fn raw(&mut self, markup: &str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn what_has_a_meaning_in_html_is_escaped() {
        let mut html = Html::default();
        html.element("p", "x", "<b>&\"'\u{0}\u{202e}痛風</b>");
        assert_eq!(html.finish(), "<p class=\"x\">&lt;b&gt;&amp;&quot;&#39;痛風&lt;/b&gt;</p>");
    }
}
