//! A small, careful CSS packer: comments and layout go, meaning stays.
//!
//! It reads no grammar. It only drops what can never matter: comments, runs of white space, and white space beside
//! `{ } ; ,` and after `:`. Strings are copied as they are.

use anyhow::{Result, bail};

/// Packs a style sheet.
pub fn minify(css: &str) -> String {
    let mut packed = String::with_capacity(css.len());
    let mut rest = css;
    // White space seen but not yet written: whether it matters depends on what comes next.
    let mut space = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            let (_, after) = comment.split_once("*/").unwrap_or((comment, ""));
            // `a/**/b` is two words and no space; white space around it decides as usual.
            if !space && joins(packed.chars().next_back(), after.chars().next()) {
                packed.push_str("/**/");
            }
            rest = after;
        } else if next.is_ascii_whitespace() {
            space = true;
            rest = &rest[1..];
        } else {
            if space && !swallows_before(next) && !swallows_after(packed.chars().next_back()) {
                packed.push(' ');
            }
            space = false;
            if next == '}' && packed.ends_with(';') {
                packed.pop();
            }
            let length = token(rest);
            packed.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    packed.push('\n');
    packed
}

/// Refuses addresses that the page's security policy would block: `data:` images and other people's servers.
pub fn check(name: &str, css: &str) -> Result<()> {
    let plain: String = css.chars().filter(|character| !matches!(character, '"' | '\'' | ' ')).collect();
    for address in ["url(data:", "url(http", "url(//", "@import"] {
        if plain.contains(address) {
            bail!("{name}: 「{address}」は使えません。CSP が止めます。画像は web/static/icons/ に置いてください。");
        }
    }
    Ok(())
}

/// The length of a string or of one character.
fn token(css: &str) -> usize {
    let mut characters = css.char_indices();
    let Some((_, first)) = characters.next() else {
        return 0;
    };
    if !matches!(first, '"' | '\'') {
        return first.len_utf8();
    }
    let mut escaped = false;
    for (place, character) in characters {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == first => return place + character.len_utf8(),
            _ => {}
        }
    }
    css.len()
}

fn swallows_before(next: char) -> bool {
    matches!(next, '{' | '}' | ';' | ',')
}

fn swallows_after(last: Option<char>) -> bool {
    matches!(last, None | Some('{' | '}' | ';' | ',' | ':'))
}

fn joins(left: Option<char>, right: Option<char>) -> bool {
    let word = |side: Option<char>| {
        side.is_some_and(|character| {
            !character.is_ascii_whitespace() && !swallows_before(character) && !matches!(character, ':' | '/')
        })
    };
    word(left) && word(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn packs(css: &str, expected: &str) {
        assert_eq!(minify(css).trim_end(), expected);
    }

    #[test]
    fn layout_and_comments_go() {
        packs(
            "/* head */\n.a , .b {\n  color : red ;\n  margin: 0 auto; /* why */\n}\n",
            ".a,.b{color :red;margin:0 auto}",
        );
    }

    #[test]
    fn white_space_that_means_something_stays() {
        packs("main :hover > a { width: calc(1px + 2px) }", "main :hover > a{width:calc(1px + 2px)}");
        packs("@media (min-width: 40em) and (print) { a { b: c } }", "@media (min-width:40em) and (print){a{b:c}}");
    }

    #[test]
    fn strings_are_copied_as_they_are() {
        packs(r#"a::before { content: "/* x ;  } \" */" }"#, r#"a::before{content:"/* x ;  } \" */"}"#);
        packs("a { content: '※  必須' }", "a{content:'※  必須'}");
    }

    #[test]
    fn a_comment_between_two_words_keeps_them_apart() {
        packs("a/* x */b{}", "a/**/b{}");
        packs("a /* x */ b{}", "a b{}");
    }

    #[test]
    fn an_unclosed_comment_ends_with_the_file() {
        packs("a{} /* never closed", "a{}");
    }

    #[test]
    fn addresses_that_the_policy_blocks_are_refused() {
        assert!(check("a.css", "a { background: url( \"data:image/png\" ) }").is_err());
        assert!(check("a.css", "@import 'b.css';").is_err());
        assert!(check("a.css", "a { background: url(../icons/icon.svg) }").is_ok());
    }
}
