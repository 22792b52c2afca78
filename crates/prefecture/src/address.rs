//! Addresses: which texts are taken for one, and what makes the others none.
//!
//! Narrower than the standards on purpose: what is refused can be written otherwise, and what is taken cannot run a script
//! or hide where it leads.

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Not https.
    Scheme,
    /// A name or a password stands before the host.
    Credentials,
    /// No host, or one that is no ASCII host name.
    Host,
    /// A character that an address does not have.
    Character,
    /// Something stands behind the host.
    Path,
}

impl Fault {
    /// In words, as the second half of a message, and what to do.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Scheme => ("は https:// で始まっていません。", "https:// で始まるアドレスを書いてください。"),
            Self::Credentials => (
                "に利用者名やパスワードが入っています。",
                "「@」より前を消してください。設定ファイルはだれでも見ることができます。",
            ),
            Self::Host => (
                "のホスト名を読み取れません。",
                "「www.pref.example.lg.jp」のような名前を書いてください。日本語のドメイン名は「xn--」で始まる形で書きます。",
            ),
            Self::Character => (
                "にアドレスに使えない文字があります。",
                "空白や「\\」「<」「>」「\"」などを消してください。ブラウザーのアドレス欄から写すと確実です。",
            ),
            Self::Path => (
                "にホスト名より後ろの部分があります。",
                "https:// とホスト名だけを書いてください(例: https://www.pref.example.lg.jp)。",
            ),
        }
    }
}

/// Characters that cannot be seen, or that turn the text around them: from, to.
pub(crate) const HIDDEN: &[(char, char)] = &[
    ('\u{0}', '\u{1f}'),
    ('\u{7f}', '\u{9f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{feff}', '\u{feff}'),
];

/// What an address does not have besides those.
pub(crate) const FOREIGN: &str = " \"<>\\^`{|}\u{a0}\u{3000}";

/// Whether the character cannot be seen.
pub(crate) fn is_hidden(character: char) -> bool {
    HIDDEN.iter().any(|(from, to)| (*from..=*to).contains(&character))
}

fn is_foreign(character: char) -> bool {
    is_hidden(character) || FOREIGN.contains(character)
}

/// The address of a page: `https` alone, without name and password.
pub(crate) fn url(text: &str) -> Result<(), Fault> {
    if text.contains(is_foreign) {
        return Err(Fault::Character);
    }
    authority(scheme(text, "https").ok_or(Fault::Scheme)?).map(|_| ())
}

/// The address of a file: that of a page, or one that is relative to the configuration.
pub(crate) fn file(text: &str) -> Result<(), Fault> {
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    if first.contains(':') || text.starts_with("//") {
        return url(text);
    }
    if text.contains(is_foreign) { Err(Fault::Character) } else { Ok(()) }
}

/// An origin as browsers write it, and whether it is encrypted or of this machine. A slash at the end is forgiven.
pub(crate) fn origin(text: &str) -> Result<(String, bool), Fault> {
    if text.contains(is_foreign) {
        return Err(Fault::Character);
    }
    let (scheme, rest, default) = match (scheme(text, "https"), scheme(text, "http")) {
        (Some(rest), _) => ("https", rest, "443"),
        (_, Some(rest)) => ("http", rest, "80"),
        _ => return Err(Fault::Scheme),
    };
    let (host, port, rest) = authority(rest)?;
    if !matches!(rest, "" | "/") {
        return Err(Fault::Path);
    }
    let host = host.to_ascii_lowercase();
    let is_safe = scheme == "https" || matches!(host.as_str(), "localhost" | "127.0.0.1");
    let port = port.map(|port| port.trim_start_matches('0')).filter(|port| *port != default);
    let port = port.map_or(String::new(), |port| format!(":{port}"));
    Ok((format!("{scheme}://{host}{port}"), is_safe))
}

/// A mail address that means the same in `mailto:`.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'+' | b'-');
    !name.is_empty() && name.bytes().all(is_name) && host.contains('.') && is_host(host)
}

/// Whether it looks like a telephone number: nine to fifteen digits in the signs that people put between them, and
/// perhaps an extension (内線).
pub(crate) fn is_phone(text: &str) -> bool {
    let number = text.split(['内', '代', '担']).next().unwrap_or_default();
    let is_digit = |character: &char| matches!(character, '0'..='9' | '０'..='９');
    let is_sign = |character: char| "+-() .・‐‑–−ー－（）＋\u{3000}".contains(character);
    let number = number.trim_end_matches(['(', '（']);
    (9..=15).contains(&number.chars().filter(is_digit).count())
        && number.chars().all(|character| is_digit(&character) || is_sign(character))
}

/// What stands behind a scheme, which is written in any case.
fn scheme<'t>(text: &'t str, scheme: &str) -> Option<&'t str> {
    let (own, rest) = text.split_once("://")?;
    own.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// Host, port and what stands behind them.
fn authority(text: &str) -> Result<(&str, Option<&str>, &str), Fault> {
    let end = text.find(['/', '?', '#']).unwrap_or(text.len());
    let (authority, rest) = text.split_at(end);
    if authority.contains('@') {
        return Err(Fault::Credentials);
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let is_port = |port: &str| (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
    if is_host(host) && port.is_none_or(is_port) { Ok((host, port, rest)) } else { Err(Fault::Host) }
}

/// Labels of ASCII letters, digits and hyphens, with points between them.
fn is_host(host: &str) -> bool {
    host.split('.').all(|label| {
        let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.bytes().all(inner)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_page_is_https_and_nothing_else() {
        for good in [
            "https://www.pref.example.lg.jp",
            "HTTPS://www.pref.example.lg.jp/iryo/?q=1#a",
            "https://pref.example.lg.jp:8443/医療/かかりつけ.html",
            "https://192.0.2.1/a@b",
        ] {
            assert_eq!(url(good), Ok(()), "{good}");
        }
        for (bad, fault) in [
            ("http://www.pref.example.lg.jp", Fault::Scheme),
            ("javascript:alert(1)", Fault::Scheme),
            ("javascript://example.jp/%0aalert(1)", Fault::Scheme),
            ("data:text/html,a", Fault::Scheme),
            ("//example.jp", Fault::Scheme),
            ("/iryo/", Fault::Scheme),
            ("https:example.jp", Fault::Scheme),
            ("https://user:pass@example.jp/", Fault::Credentials),
            ("https://example.jp@evil.example", Fault::Credentials),
            ("https://", Fault::Host),
            ("https:///a", Fault::Host),
            ("https://例示県.jp", Fault::Host),
            ("https://a..jp", Fault::Host),
            ("https://-a.jp", Fault::Host),
            ("https://a.jp:", Fault::Host),
            ("https://a.jp:123456", Fault::Host),
            ("https://a.jp\\@evil.example", Fault::Character),
            ("https://a.jp/ b", Fault::Character),
            ("https://a.jp/\u{202e}", Fault::Character),
            (" https://a.jp", Fault::Character),
            ("https://a.jp/\"onclick=", Fault::Character),
        ] {
            assert_eq!(url(bad), Err(fault), "{bad}");
        }
    }

    #[test]
    fn an_address_of_a_file_may_be_relative() {
        for good in ["catalog.json", "../台帳/R9.json?v=2", "/kakari/R9.json", "a/b:c", "https://a.jp/R9.json"] {
            assert_eq!(file(good), Ok(()), "{good}");
        }
        for bad in ["//a.jp/R9.json", "javascript:alert(1)", "http://a.jp/", "a:b", "\\\\a.jp\\b", "a b"] {
            assert!(file(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for (text, written, is_safe) in [
            ("https://www.pref.example.lg.jp", "https://www.pref.example.lg.jp", true),
            ("https://WWW.Pref.Example.lg.jp/", "https://www.pref.example.lg.jp", true),
            ("https://a.jp:443", "https://a.jp", true),
            ("https://a.jp:8443", "https://a.jp:8443", true),
            ("http://localhost:8080", "http://localhost:8080", true),
            ("http://127.0.0.1:80", "http://127.0.0.1", true),
            ("http://a.jp", "http://a.jp", false),
        ] {
            assert_eq!(origin(text), Ok((written.to_owned(), is_safe)), "{text}");
        }
        for (bad, fault) in [
            ("*", Fault::Scheme),
            ("null", Fault::Scheme),
            ("www.pref.example.lg.jp", Fault::Scheme),
            ("https://*.example.lg.jp", Fault::Host),
            ("https://a.jp/iryo/", Fault::Path),
            ("https://a.jp?", Fault::Path),
            ("https://u@a.jp", Fault::Credentials),
        ] {
            assert_eq!(origin(bad), Err(fault), "{bad}");
        }
    }

    #[test]
    fn mail_addresses_carry_nothing_but_the_address() {
        assert!(is_email("iryo.seisaku+kakari@pref.example.lg.jp"));
        for bad in ["a", "@a.jp", "a@", "a@b", "a@b@c.jp", "a@b.jp?cc=c@d.jp", "a b@c.jp", "名@c.jp", "a@b..jp"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn telephone_numbers_are_taken_as_people_write_them() {
        for good in [
            "03-0000-0000",
            "0120-000-000",
            "(03)0000-0000",
            "０３－００００－００００",
            "+81 3 0000 0000",
            "03-0000-0000(内線 1234)",
            "03-0000-0000 内線1234・1235",
        ] {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["", "110", "0000-0000", "電話 03-0000-0000", "03-0000-000x", "00000000000000000", "内線1234"] {
            assert!(!is_phone(bad), "{bad}");
        }
    }
}
