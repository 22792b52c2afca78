//! `{{name}}` placeholders in the hand-written files, and the comments that stay at home.

use anyhow::{Result, bail};

/// Puts each value in its place. A placeholder without a value, or a value without a placeholder, is an error: both
/// would give a page that fails only in the browser.
pub fn render(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut text = template.to_owned();
    for (name, value) in values {
        let place = format!("{{{{{name}}}}}");
        if !text.contains(&place) {
            bail!("ひな形に {place} がありません");
        }
        text = text.replace(&place, value);
    }
    if let Some(start) = text.find("{{") {
        let rest: String = text[start..].chars().take(24).collect();
        bail!("ひな形の「{rest}」に入れる値がありません");
    }
    Ok(text)
}

/// Gives each file that a script names as its neighbour (`'./keep.js'`) the name that it has in the site. A name that is
/// not used, or a file that has no name, is an error.
pub fn resolve(script: &str, files: &[(&str, &str)]) -> Result<String> {
    let mut text = script.to_owned();
    for (name, _) in files {
        if !text.contains(&format!("'./{name}'")) {
            bail!("スクリプトに './{name}' がありません");
        }
    }
    let mut out = String::with_capacity(text.len());
    while let Some(start) = text.find("'./") {
        let rest = text.split_off(start + 3);
        let name = rest.split('\'').next().unwrap_or_default();
        let Some((_, hashed)) = files.iter().find(|(known, _)| *known == name) else {
            bail!("スクリプトの './{name}' というファイルはありません");
        };
        out.push_str(&text);
        out.push_str(hashed);
        rest[name.len()..].clone_into(&mut text);
    }
    Ok(out + &text)
}

/// Drops blank lines, indentation, and lines that are nothing but a comment. Neither our scripts nor those of
/// wasm-bindgen have a template literal of more than one line, so such a line is never part of a string.
pub fn without_comments(script: &str) -> String {
    let mut goes_on = false;
    let is_code = |line: &&str| {
        let ends_within = line.find("*/").is_some_and(|at| at + 2 < line.len());
        let is_comment = goes_on || (line.starts_with("/**") && !ends_within);
        goes_on = is_comment && !line.ends_with("*/");
        !is_comment && !line.is_empty() && !line.starts_with("//")
    };
    script.lines().map(str::trim).filter(is_code).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_takes_its_value() -> Result<()> {
        assert_eq!(render("<{{a}}|{{b}}|{{a}}>", &[("a", "1"), ("b", "2")])?, "<1|2|1>");
        Ok(())
    }

    #[test]
    fn a_place_without_a_value_is_an_error() {
        assert!(render("{{a}} {{b}}", &[("a", "1")]).is_err());
    }

    #[test]
    fn a_value_without_a_place_is_an_error() {
        assert!(render("{{a}}", &[("a", "1"), ("b", "2")]).is_err());
    }

    #[test]
    fn every_neighbour_gets_its_name_and_none_is_forgotten() -> Result<()> {
        let script = "import './a.js'; load('./b.css');";
        assert_eq!(
            resolve(script, &[("a.js", "a-1.js"), ("b.css", "b-2.css")])?,
            "import './a-1.js'; load('./b-2.css');"
        );
        assert!(resolve(script, &[("a.js", "a-1.js")]).is_err());
        assert!(resolve("import './a.js';", &[("a.js", "a-1.js"), ("b.css", "b-2.css")]).is_err());
        Ok(())
    }

    #[test]
    fn only_whole_comment_lines_go() {
        let script = "// why\nlet a = 'https://x'; // kept\n\n  // gone\n  let b;\n";
        assert_eq!(without_comments(script), "let a = 'https://x'; // kept\nlet b;\n");
        let script = "/** why */\nlet a;\n/**\n * @param {number} b\n */\nlet c = '/** kept */';\n/* kept */ d();\n";
        assert_eq!(without_comments(script), "let a;\nlet c = '/** kept */';\n/* kept */ d();\n");
        assert_eq!(without_comments("/** @type {A} */ (a).b();\nc();\n"), "/** @type {A} */ (a).b();\nc();\n");
    }
}
