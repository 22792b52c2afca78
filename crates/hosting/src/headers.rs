//! The headers of every answer. The small server sends them, `docs/hosting.md` gives them for other servers, and a test
//! holds those to this list.

/// What the page may do: load its own files and run its own WebAssembly, and nothing else.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The one directive that browsers accept only as a header.
const HEADER_ONLY: &str = "frame-ancestors 'none'; ";

/// For the page that other people's pages show in a frame. What it may load it says itself, since a frame with `sandbox`
/// has no `'self'` in every browser.
const EMBED_POLICY: &str = "frame-ancestors *; base-uri 'none'; form-action 'none'";

/// The files of the app whose names carry a hash of their content, and which never change.
pub const HASHED: &str = "assets/";

/// How many hex digits of the hash stand in such a name, there and elsewhere (`embed/quick-0123456789abcdef.js`).
const DIGITS: usize = 16;

/// One header: its name in small letters, and its value.
pub type Header = (&'static str, &'static str);

/// The policy as it stands in the page itself, for hosts that cannot send headers.
pub fn meta_policy() -> String {
    POLICY.replace(HEADER_ONLY, "")
}

/// The headers of a file, by its path below the app's address (`assets/app-0123.js`).
pub fn of_file(path: &str) -> Vec<Header> {
    let mut headers = vec![("content-type", content_type(path)), ("cache-control", cache_control(path))];
    headers.extend(security(path));
    if is_for_other_pages(path) {
        // A frame with `sandbox` has no origin of its own, and a page with the element has another.
        headers.push(("access-control-allow-origin", "*"));
    }
    headers
}

/// The headers of every answer, those that say that there is nothing among them.
pub fn security(path: &str) -> Vec<Header> {
    let mut headers = vec![("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")];
    // The example of somebody else's page has the policy of such a page, in the page itself.
    if !path.starts_with("examples/") {
        headers.push(("content-security-policy", if path == "embed.html" { EMBED_POLICY } else { POLICY }));
    }
    headers
}

/// Whether a file is there for pages of other origins: the element, its page for a frame, and the examples of both.
pub fn is_for_other_pages(path: &str) -> bool {
    path == "embed.html" || path.starts_with("embed/") || path.starts_with("examples/")
}

/// Whether the name of a file says what it holds, so that it can be kept for good.
fn is_named_by_content(path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or("", |(stem, _)| stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    path.starts_with(HASHED)
        || (hash.len() == DIGITS && hash.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')))
}

fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.starts_with(crate::checksums::LIST) {
        return "text/plain; charset=utf-8";
    }
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn cache_control(path: &str) -> &'static str {
    if is_named_by_content(path) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(path: &str, name: &str) -> Option<&'static str> {
        of_file(path).into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    #[test]
    fn only_named_by_content_is_kept_for_good() {
        for path in ["assets/app-00ff.js", "embed/quick-0123456789abcdef.js"] {
            assert!(cache_control(path).contains("immutable"), "{path}");
        }
        for path in [
            "index.html",
            "service-worker.js",
            "manifest.webmanifest",
            "icons/icon-192.png",
            "embed/kakari.js",
            "embed/quick-0123456789abcde.js",
            "embed/quick-0123456789abcdeg.js",
            "embed/0123456789abcdef.js",
        ] {
            assert_eq!(cache_control(path), "no-cache", "{path}");
        }
    }

    #[test]
    fn a_page_cannot_set_the_policy_on_frames() {
        assert!(!meta_policy().contains("frame-ancestors"));
        assert!(meta_policy().starts_with("default-src 'self'; script-src"));
    }

    #[test]
    fn only_what_is_for_other_pages_may_be_framed_and_read_by_them() {
        for path in ["embed.html", "embed/kakari.js", "examples/prefecture/index.html"] {
            assert_eq!(header(path, "access-control-allow-origin"), Some("*"), "{path}");
        }
        for path in ["index.html", "assets/app-00ff.wasm", "embedded.html", "rules/embed.html"] {
            assert_eq!(header(path, "access-control-allow-origin"), None, "{path}");
            assert_eq!(header(path, "content-security-policy"), Some(POLICY), "{path}");
        }
        assert_eq!(header("examples/prefecture/index.html", "content-security-policy"), None);
        assert!(EMBED_POLICY.contains("frame-ancestors *;"));
    }

    #[test]
    fn a_file_without_a_known_ending_is_never_run() {
        assert_eq!(content_type("notes.exe"), "application/octet-stream");
        assert_eq!(content_type("SHA256SUMS"), "text/plain; charset=utf-8");
    }
}
