//! What stands in other people's pages: the element, the page for an iframe, and the example of a prefecture's page.
//!
//! The element looks as the app does, so its styles are the app's, rewritten for a shadow tree in a page whose root may
//! have any size of type and whose column may have any width.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use kakari_catalog::Catalog;
use kakari_hosting::{checksums, files_under};
use serde_json::{Map, Value, json};

use crate::program::Program;
use crate::wasm::{self, APP_OF_ELEMENT, Bound, ENGINE_OF_ELEMENT, ENGINE_OF_QUICK};
use crate::workspace::Workspace;
use crate::{css, glue, pack, site, template};

/// The folder of the element below the site's address.
pub const FOLDER: &str = "embed/";

/// The page for an iframe.
pub const PAGE: &str = "embed.html";

/// The example, which a web officer may open and copy from.
pub const EXAMPLE: &str = "examples/prefecture/";

/// The name that other people's pages have for the element. It never changes; what it loads is named by content.
const ENTRY: &str = "kakari-checker.js";

/// What the iframe page may load until its script runs, which then allows its own host alone (`frame.js`): WebKit knows no
/// `'self'` in a frame with `sandbox`. Nothing is typed before. Who may frame it cannot be said in a page.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' http: 'wasm-unsafe-eval'; style-src 'self' http:; \
                           connect-src 'self' http:; img-src 'self' http:; base-uri 'none'; form-action 'none'";

/// The parts of app.css that `quick` shows: elements, buttons, marks, controls, findings, screens.
const QUICK_STYLES: [u32; 7] = [1, 2, 7, 8, 10, 11, 12];

/// Those that only the form shows: its columns, steps, status, fields; what is for the screen or for paper.
const FORM_STYLES: [u32; 5] = [3, 5, 6, 9, 14];

/// Those of `quick` that style headings and the main part, which the form has a level lower than the app.
const HEADING_STYLES: [u32; 2] = [2, 12];

/// What `quick` never calls in its engine.
const NOT_FOR_QUICK: [&str; 3] = ["catalog_edition", "catalog_fingerprint", "catalog_label"];

/// The chunks of the program that the element shows something of.
const CHUNKS: [&str; 3] = ["late", "tables", "configuration"];

/// Whose width counts in a style sheet.
#[derive(Clone, Copy, PartialEq)]
enum Widths {
    /// That of the element.
    Element,
    /// That of the window.
    Window,
}

/// Files by their path below the site's address.
pub struct Embed {
    /// Path → content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What has to be loaded before `quick` runs.
    pub quick: Vec<String>,
    /// The same for `full`: all but what the two share has to do with the other alone.
    pub full: Vec<String>,
}

/// The engines that the element loads.
struct Engines<'a> {
    /// The engine alone, on which `quick` runs.
    alone: &'a Bound,
    /// The engine with its words, documents and configuration.
    whole: &'a Bound,
}

/// Builds the engines and the app, and puts everything together.
pub fn build(workspace: &Workspace) -> Result<Embed> {
    let alone = glue::without(wasm::build(workspace, &ENGINE_OF_QUICK)?, &NOT_FOR_QUICK)?;
    let alone = glue::shorten(alone)?;
    let whole = glue::shorten(wasm::build(workspace, &ENGINE_OF_ELEMENT)?)?;
    let app = glue::shorten(wasm::build(workspace, &APP_OF_ELEMENT)?)?;
    put_together(workspace, &app, &Engines { alone: &alone, whole: &whole })
}

/// Puts everything together with one engine that has what both have.
pub fn with_engine(workspace: &Workspace, app: &Bound, engine: &Bound) -> Result<Embed> {
    put_together(workspace, app, &Engines { alone: engine, whole: engine })
}

fn put_together(workspace: &Workspace, app: &Bound, engines: &Engines) -> Result<Embed> {
    let program = Program::new(&workspace.static_files(), app, &CHUNKS, true)?;
    assemble(workspace.root(), engines, &program)
}

/// Puts everything together. `root` is the top folder of the repository.
fn assemble(root: &Path, engines: &Engines, program: &Program) -> Result<Embed> {
    let folder = root.join("web/element");
    let mut embed = Embed { files: BTreeMap::new(), quick: Vec::new(), full: Vec::new() };
    let parts = embed.add("parts.js", script(&folder, "parts.js", &[])?);
    let dress = embed.add("dress.js", script(&folder, "dress.js", &[("parts", name(&parts))])?);
    let styles = embed.add_sheet("styles", |query| styles(root, &QUICK_STYLES, "element.css", query))?;
    let form_styles = embed.add_sheet("form-styles", |query| form_styles(root, query))?;
    let late_styles = embed.add_sheet("late-styles", |query| late_styles(root, query))?;
    let words = embed.add_quick("words.js", module("WORDS", &words()?)?);
    let alone = embed.add_engine("quick-engine", engines.alone)?;
    embed.quick.extend(alone.clone());
    let whole = embed.add_engine("engine", engines.whole)?;
    let engine = script(&folder, "engine.js", &[("alone", name(&alone[0])), ("whole", name(&whole[0]))])?;
    let engine = embed.add("engine.js", engine);
    let copy = embed.add("copy.js", script(&folder, "copy.js", &[("parts", name(&parts))])?);
    let day = embed.add_quick("day.js", script(&folder, "day.js", &[("parts", name(&parts))])?);
    let own = [("parts", &*parts), ("words", &*words), ("dress", &*dress), ("copy", &*copy), ("day", &*day)];
    let own = own.map(|(name, path)| (name, self::name(path)));
    let quick = embed.add_quick("quick.js", script(&folder, "quick.js", &own)?);
    let notice_styles = embed.add_sheet("notice-styles", |_| notice_styles(root))?;
    let sheets = [("notice-styles", &notice_styles), ("late-styles", &late_styles), ("form-styles", &form_styles)];
    let sheets = sheets.map(|(known, path)| (known, name(path)));
    let take = embed.add("take.js", site::script(&root.join("web/static"), "take.js", &[], &[])?);
    let form = [&own[..], &sheets, &[("program", &*program.entry), ("take", name(&take))]].concat();
    let form = embed.add("form.js", script(&folder, "form.js", &form)?);
    let first = [&program.module, &program.glue, &program.entry];
    embed.full.extend(first.map(|name| [FOLDER, name].concat()));
    embed.full.extend([form.clone(), form_styles]);
    for (name, content) in &program.files {
        embed.files.insert([FOLDER, name].concat(), content.clone());
    }
    let version = format!("{}+{}", env!("CARGO_PKG_VERSION"), embed.fingerprint());
    let mut entry = vec![("version", &*version), ("engine", name(&engine)), ("styles", name(&styles))];
    entry.extend([("quick", name(&quick)), ("form", name(&form))]);
    entry.extend(own);
    let entry = script(&folder, ENTRY, &entry)?;
    embed.files.insert(format!("{FOLDER}{ENTRY}"), entry);
    let both = [format!("{FOLDER}{ENTRY}"), parts, engine, styles];
    embed.quick.extend_from_slice(&both);
    embed.full.extend(both);
    embed.add_page(&folder)?;
    let read = |path: &str| fs::read_to_string(root.join(path)).with_context(|| format!("{path} を読めません"));
    embed.files.insert(format!("{FOLDER}kakari-frame.js"), read("web/element/kakari-frame.js")?.into_bytes());
    // The class by hand, what it takes and gives from the Rust types.
    let types = [read("web/element/head.d.ts")?, read("crates/wasm/src/element.d.ts")?].concat();
    embed.files.insert(format!("{FOLDER}kakari-checker.d.ts"), types.into_bytes());
    for (file, path) in
        files_under(&root.join("web/examples/prefecture")).context("web/examples/prefecture を開けません")?
    {
        let content = fs::read(&path).with_context(|| format!("{} を読めません", path.display()))?;
        embed.files.insert(format!("{EXAMPLE}{file}"), content);
    }
    Ok(embed)
}

/// `embed/quick-1234.js` → `quick-1234.js`.
fn name(path: &str) -> &str {
    path.strip_prefix(FOLDER).unwrap_or(path)
}

fn script(folder: &Path, file: &str, names: &[(&str, &str)]) -> Result<Vec<u8>> {
    let text = fs::read_to_string(folder.join(file)).with_context(|| format!("web/element/{file} を読めません"))?;
    let used: Vec<_> = names.iter().filter(|(name, _)| text.contains(&format!("{{{{{name}}}}}"))).copied().collect();
    let script = template::render(&template::without_comments(&text), &used);
    Ok(script.with_context(|| file.to_owned())?.into_bytes())
}

/// A module that holds one value.
fn module(name: &str, value: &impl serde::Serialize) -> Result<Vec<u8>> {
    let value = serde_json::to_string(value).with_context(|| name.to_owned())?;
    Ok(format!("export const {name} = {value};\n").into_bytes())
}

impl Embed {
    fn add(&mut self, file: &str, content: Vec<u8>) -> String {
        let path = [FOLDER, &pack::named(file, &content)].concat();
        self.files.insert(path.clone(), content);
        path
    }

    fn add_quick(&mut self, file: &str, content: Vec<u8>) -> String {
        let path = self.add(file, content);
        self.quick.push(path.clone());
        path
    }

    /// Adds a style sheet twice: as a module, and as the file that a browser links which makes no sheets for shadow trees.
    /// Such a browser knows no container queries either. Gives the path of the module.
    fn add_sheet(&mut self, stem: &str, sheet: impl Fn(Widths) -> Result<String>) -> Result<String> {
        let file = self.add(&format!("{stem}.css"), sheet(Widths::Window)?.into_bytes());
        let value = json!({ "href": name(&file), "text": sheet(Widths::Element)? });
        Ok(self.add(&format!("{stem}.js"), module("SHEET", &value)?))
    }

    /// Adds an engine, and gives the paths of its script and of itself.
    fn add_engine(&mut self, stem: &str, engine: &Bound) -> Result<[String; 2]> {
        if !engine.snippets.is_empty() {
            bail!("{stem} に、置き場所の決まっていないスクリプトがあります");
        }
        let module = self.add(&format!("{stem}.wasm"), engine.wasm.clone());
        let glue = engine.js.replace(wasm::MODULE_FILE, name(&module));
        let glue = self.add(&format!("{stem}.js"), glue.into_bytes());
        Ok([glue, module])
    }

    /// Adds the page for an iframe with its script and its style sheet.
    fn add_page(&mut self, folder: &Path) -> Result<()> {
        let frame = self.add("frame.js", script(folder, "frame.js", &[])?);
        let guard = self.add("frame-guard.js", script(folder, "frame-guard.js", &[])?);
        let sheet = fs::read_to_string(folder.join("frame.css")).context("frame.css を読めません")?;
        css::check("frame.css", &sheet)?;
        let style = self.add("frame.css", css::minify(&sheet).into_bytes());
        let page = fs::read_to_string(folder.join(PAGE)).context("embed.html を読めません")?;
        let integrity = |path: &str| checksums::integrity(&self.files[path]);
        let (of_style, of_frame, of_guard) = (integrity(&style), integrity(&frame), integrity(&guard));
        let values = [
            ("policy", PAGE_POLICY),
            ("css", &*style),
            ("css-integrity", &*of_style),
            ("guard", &*guard),
            ("guard-integrity", &*of_guard),
            ("frame", &*frame),
            ("frame-integrity", &*of_frame),
        ];
        self.files.insert(PAGE.to_owned(), template::render(&page, &values).context(PAGE)?.into_bytes());
        Ok(())
    }

    /// Eight digits that change with any file.
    fn fingerprint(&self) -> String {
        let all: Vec<u8> = self.files.keys().flat_map(|path| path.bytes().chain([0])).collect();
        pack::hash(&all)[..8].to_owned()
    }
}

/// The short names of documents and where they stand.
fn documents(wanted: impl Fn(&str) -> bool) -> Map<String, Value> {
    let all = kakari_sources::documents().iter().filter(|document| wanted(document.id));
    all.map(|document| (document.id.to_owned(), json!([document.short, document.url]))).collect()
}

/// What the questions of `quick` mean, and what decisions rest on. The engine on which it runs has no such words.
fn words() -> Result<Value> {
    let mut items = Map::new();
    for catalog in Catalog::builtin_editions().filter_map(Catalog::builtin) {
        for (index, item) in catalog.items().iter().enumerate() {
            if !item.star && item.id != "facility.exclusion" {
                continue;
            }
            let options =
                catalog.options_at(index).iter().filter_map(|own| Some((own.key.clone(), own.help.as_ref()?)));
            let options: BTreeMap<_, _> = options.collect();
            items.entry(item.id.clone()).or_insert_with(|| json!([item.help, item.not_needed, options]));
        }
    }
    if items.is_empty() {
        bail!("台帳に★の項目がありません");
    }
    let decisive = |id: &str| ["law", "regulation", "guideline", "qa"].contains(&id);
    Ok(json!({ "documents": documents(decisive), "items": items }))
}

/// The styles of the app's form, over those of `quick`.
fn form_styles(root: &Path, widths: Widths) -> Result<String> {
    let app = static_sheet(root, "app.css")?;
    let mut sheet = String::new();
    for number in HEADING_STYLES {
        sheet.push_str(&about_headings(section(&app, number)?));
    }
    for number in FORM_STYLES {
        sheet.push_str(section(&app, number)?);
    }
    sheet.push_str(&static_sheet(root, "help.css")?);
    inside(&sheet, widths)
}

/// The styles of what the form shows beside the sheets of 院内掲示: papers, and the files of the transcription.
fn late_styles(root: &Path, widths: Widths) -> Result<String> {
    inside(&[static_sheet(root, "papers.css")?, static_sheet(root, "sheets.css")?].concat(), widths)
}

fn static_sheet(root: &Path, file: &str) -> Result<String> {
    let path = root.join("web/static").join(file);
    fs::read_to_string(&path).with_context(|| format!("{} を読めません", path.display()))
}

/// A sheet of the app for the form in an element, packed.
fn inside(sheet: &str, widths: Widths) -> Result<String> {
    let sheet = for_shadow(&lowered(sheet), widths);
    css::check("web/static", &sheet)?;
    Ok(css::minify(&sheet))
}

/// The rules of a sheet in whose selectors a heading or the main part stands. What is under a condition stays whole.
fn about_headings(sheet: &str) -> String {
    let is_about = |rule: &&str| {
        rule.split(|own: char| !own.is_ascii_alphanumeric()).any(|own| ["h1", "h2", "h3", "main"].contains(&own))
    };
    sheet.split_inclusive("\n}\n").filter(is_about).collect()
}

/// A sheet for the form inside a page that has the main part and the highest headings itself. These words stand in
/// selectors alone.
fn lowered(sheet: &str) -> String {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '-' || character == '_';
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|character| !is_part(character)).unwrap_or(from.len()));
        out.push_str(before);
        let is_tag = !before.ends_with(['.', '#']);
        out.push_str(match word {
            "main" if is_tag => ".main",
            "h1" if is_tag => "h2",
            "h2" if is_tag => "h3",
            "h3" if is_tag => "h4",
            word => word,
        });
        rest = after;
    }
    out + rest
}

/// Parts of the app's styles and a sheet of the element's own as one packed sheet.
fn styles(root: &Path, parts: &[u32], own: &str, widths: Widths) -> Result<String> {
    let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("{} を読めません", path.display()));
    let app = static_sheet(root, "app.css")?;
    let mut sheet = String::new();
    if parts.contains(&1) {
        sheet.push_str(&static_sheet(root, "tokens.css")?);
    }
    for number in parts {
        sheet.push_str(section(&app, *number)?);
    }
    sheet.push_str(&read(&root.join("web/element").join(own))?);
    if parts.contains(&1) {
        sheet.push_str(section(&app, 13)?);
    }
    let sheet = for_shadow(&sheet, widths);
    css::check(own, &sheet)?;
    Ok(css::minify(&sheet))
}

/// The styles of 院内掲示, which its file carries too, so they stay as they are but for the root.
fn notice_styles(root: &Path) -> Result<String> {
    Ok(css::minify(&static_sheet(root, "notice.css")?))
}

/// A numbered part of app.css, from its heading to the next.
fn section(sheet: &str, number: u32) -> Result<&str> {
    let start = |number: u32| sheet.match_indices(&format!("\n/* {number} ")).map(|(at, _)| at).last();
    let from = start(number).with_context(|| format!("app.css に {number} 番の区切りがありません"))?;
    let to = start(number + 1).filter(|to| *to > from).unwrap_or(sheet.len());
    Ok(&sheet[from..to])
}

/// A sheet of the app for a shadow tree: its root is the host, its lengths do not rest on the size of type of the page's
/// root, and the width that counts is that of the element where the browser can tell.
fn for_shadow(sheet: &str, widths: Widths) -> String {
    let replaced = sheet
        .replace(":root", ":host")
        .replace("\nhtml {", "\n.root {")
        .replace("  html {", "  .root {")
        .replace("@media not all and (min-width", "@container not (min-width")
        .replace("@media (min-width", "@container (min-width");
    let mut out = String::with_capacity(replaced.len());
    for line in replaced.split_inclusive('\n') {
        // Conditions know no variables, and --u is what lengths rest on.
        let stays = line.starts_with("@container") || line.contains("--u:");
        out.push_str(&if stays { line.to_owned() } else { lengths(line) });
    }
    if widths == Widths::Window {
        return out.replace("@container not (", "@media not all and (").replace("@container (", "@media (");
    }
    out
}

/// `0.5rem` → `calc(0.5*var(--u))`.
fn lengths(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(end) = rest.find("rem") {
        let number = rest[..end].rfind(|character: char| !character.is_ascii_digit() && character != '.');
        let mut from = number.map_or(0, |at| at + 1);
        if rest[..from].ends_with('-') && rest[..from - 1].ends_with([' ', '(', ':']) {
            from -= 1;
        }
        if from == end {
            out.push_str(&rest[..end + 3]);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "{}calc({}*var(--u))", &rest[..from], &rest[from..end]);
        }
        rest = &rest[end + 3..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    fn assembled(engine: &[u8]) -> Result<Embed> {
        let bound = |wasm: &[u8]| Bound {
            js: format!("new URL('{}', import.meta.url);", wasm::MODULE_FILE),
            wasm: wasm.to_vec(),
            snippets: BTreeMap::new(),
            chunks: crate::split::Chunks::default(),
        };
        let program = Program::new(&root().join("web/static"), &bound(b"app"), &CHUNKS, true)?;
        assemble(&root(), &Engines { alone: &bound(engine), whole: &bound(b"whole") }, &program)
    }

    #[test]
    fn lengths_rest_on_the_element_and_conditions_stay() {
        let sheet = "@media (min-width: 40rem) {\n  a { margin: -1rem 0 .5rem; inset: calc(2 * 1.25rem) }\n}\n";
        let expected = "@container (min-width: 40rem) {\n  a { margin: calc(-1*var(--u)) 0 calc(.5*var(--u)); \
                        inset: calc(2 * calc(1.25*var(--u))) }\n}\n";
        assert_eq!(for_shadow(sheet, Widths::Element), expected);
        assert!(for_shadow(sheet, Widths::Window).starts_with("@media (min-width: 40rem) {"));
        assert_eq!(lengths("a { content: 'remark' }"), "a { content: 'remark' }");
    }

    #[test]
    fn nothing_in_the_styles_rests_on_the_root_of_the_page() -> Result<()> {
        let sheet =
            styles(&root(), &QUICK_STYLES, "element.css", Widths::Element)? + &form_styles(&root(), Widths::Element)?;
        let outside = |line: &&str| line.contains("rem") && !line.contains("@container") && !line.contains("--u:");
        let left: Vec<_> = sheet.split(['{', '}', ';']).filter(outside).filter(|part| !part.contains('\'')).collect();
        assert!(left.is_empty(), "{left:?}");
        assert!(!sheet.contains(":root") && !sheet.contains("@media (min-width"));
        Ok(())
    }

    #[test]
    fn the_entry_has_one_name_and_names_the_rest_by_content() -> Result<()> {
        let (one, two) = (assembled(b"1")?, assembled(b"2")?);
        let entry = |embed: &Embed| embed.files.get("embed/kakari-checker.js").cloned();
        assert!(entry(&one).is_some() && entry(&one) != entry(&two));
        for path in one.files.keys().filter(|path| path.starts_with(FOLDER)) {
            let stable = ["kakari-checker.js", "kakari-frame.js", "kakari-checker.d.ts"].contains(&name(path));
            let hash = path.rsplit_once('-').map_or("", |(_, end)| end.split('.').next().unwrap_or_default());
            assert_eq!(hash.len() == 16 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()), !stable, "{path}");
        }
        Ok(())
    }

    #[test]
    fn what_quick_loads_is_named_and_there() -> Result<()> {
        let embed = assembled(b"1")?;
        assert!(embed.quick.len() >= 8);
        for path in &embed.quick {
            assert!(embed.files.contains_key(path), "{path}");
            assert!(!path.contains("/form") && !path.contains("/app-"), "{path}");
        }
        Ok(())
    }

    #[test]
    fn what_the_form_loads_is_named_and_there_and_has_no_engine_beside_the_program() -> Result<()> {
        let embed = assembled(b"1")?;
        let names: Vec<_> = embed.full.iter().map(|path| name(path).split('-').next().unwrap_or_default()).collect();
        assert!(["app", "program", "form", "kakari"].iter().all(|part| names.contains(part)), "{names:?}");
        assert!(!names.contains(&"quick"), "{names:?}");
        assert!(embed.full.iter().all(|path| embed.files.contains_key(path)));
        Ok(())
    }

    #[test]
    fn headings_and_the_main_part_are_a_level_lower_inside_a_page() {
        let sheet = ".a > h2, main:focus,\n:is(h1, h3) .main-1 #main { --h1: red }\n";
        assert_eq!(lowered(sheet), ".a > h3, .main:focus,\n:is(h2, h4) .main-1 #main { --h1: red }\n");
        assert_eq!(about_headings("a {\n}\nh1,\n.b {\n}\n.heading {\n}\n"), "h1,\n.b {\n}\n");
    }

    #[test]
    fn the_words_of_quick_come_from_the_catalogue() -> Result<()> {
        let words = words()?;
        assert_eq!(words["documents"]["law"][0], "医療法");
        assert!(words["items"]["f1.areas"][1].as_str().is_some_and(|text| !text.is_empty()));
        Ok(())
    }
}
