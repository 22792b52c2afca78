//! From the address that was asked for to a file of the app.

/// The path below which the app stands: `/`, or `/iryo/kakari/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount(String);

/// What an address means.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A file, by its path below the app's address.
    File(String),
    /// The app stands at another address: where, from the top of the server.
    Elsewhere(String),
    /// Nothing of ours.
    Nothing,
}

impl Mount {
    /// The top of the server.
    pub fn root() -> Self {
        Self("/".to_owned())
    }

    /// Reads `/iryo/kakari/`; a missing stroke at either end is put there. Nothing for what is no such path: letters,
    /// digits, `-`, `_` and `.` alone, and no part that begins with a dot.
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.trim_matches('/');
        if inner.is_empty() {
            return Some(Self::root());
        }
        is_ours(inner).then(|| Self(format!("/{inner}/")))
    }

    /// With a stroke at both ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn meaning(&self, url: &str) -> Meaning {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        match path.strip_prefix(&self.0) {
            Some(below) => file_of(below).map_or(Meaning::Nothing, Meaning::File),
            None if path == "/" || (path.len() > 1 && self.0.strip_suffix('/') == Some(path)) => {
                Meaning::Elsewhere(self.0.clone())
            }
            None => Meaning::Nothing,
        }
    }
}

/// The file below the app's address; nothing for an address that could lead out of it.
fn file_of(path: &str) -> Option<String> {
    if !path.is_empty() && !is_ours(path.strip_suffix('/').unwrap_or(path)) {
        return None;
    }
    let folder = path.is_empty() || path.ends_with('/');
    Some(if folder { format!("{path}index.html") } else { path.to_owned() })
}

/// Our own files need no percent encoding, so an address with one is not ours.
fn is_ours(path: &str) -> bool {
    let known = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    path.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && part.chars().all(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> Meaning {
        Meaning::File(path.to_owned())
    }

    fn below() -> Mount {
        Mount::parse("/iryo/kakari/").unwrap_or_else(Mount::root)
    }

    #[test]
    fn a_folder_means_its_page() {
        assert_eq!(Mount::root().meaning("/"), file("index.html"));
        assert_eq!(Mount::root().meaning("/?x=1"), file("index.html"));
        assert_eq!(Mount::root().meaning("/items/f1.generalist/"), file("items/f1.generalist/index.html"));
        assert_eq!(below().meaning("/iryo/kakari/"), file("index.html"));
        assert_eq!(below().meaning("/iryo/kakari/rules/"), file("rules/index.html"));
    }

    #[test]
    fn a_file_keeps_its_path() {
        assert_eq!(Mount::root().meaning("/assets/app-00ff.wasm"), file("assets/app-00ff.wasm"));
        assert_eq!(below().meaning("/iryo/kakari/assets/app-00ff.wasm"), file("assets/app-00ff.wasm"));
    }

    #[test]
    fn no_address_leads_out_of_the_folder() {
        for url in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/a/../../Cargo.toml",
            "/a/./b",
            "//etc/passwd",
            "/a//b",
            "/..\\Cargo.toml",
            "/C:/Windows",
            "/.git/config",
            "/a\0b",
            "Cargo.toml",
            "*",
            "",
        ] {
            assert_eq!(Mount::root().meaning(url), Meaning::Nothing, "{url}");
        }
        for url in ["/iryo/kakari/../../x", "/iryo/kakari//x", "/iryo/kakari/%2e%2e/x", "/iryo/kakariassets/x"] {
            assert_eq!(below().meaning(url), Meaning::Nothing, "{url}");
        }
    }

    #[test]
    fn the_top_and_a_forgotten_stroke_lead_to_the_app() {
        for url in ["/", "/?x=1", "/iryo/kakari"] {
            assert_eq!(below().meaning(url), Meaning::Elsewhere("/iryo/kakari/".to_owned()), "{url}");
        }
        for url in ["/iryo/", "/iryo", "/assets/app.js", "/iryo/kakari2/"] {
            assert_eq!(below().meaning(url), Meaning::Nothing, "{url}");
        }
    }

    #[test]
    fn a_path_is_read_with_or_without_its_strokes_and_refused_where_it_is_none() {
        for text in ["iryo/kakari", "/iryo/kakari", "iryo/kakari/", "/iryo/kakari/"] {
            assert_eq!(Mount::parse(text), Some(below()), "{text}");
        }
        for text in ["", "/", "//"] {
            assert_eq!(Mount::parse(text), Some(Mount::root()), "{text}");
        }
        for text in ["/医療/", "/a b/", "/../", "/a/../b/", "/a//b/", "http://a/", "/a?b/"] {
            assert_eq!(Mount::parse(text), None, "{text}");
        }
    }
}
