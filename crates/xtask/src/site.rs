//! The finished app: every file a static host needs, named by content, packed, and listed for the service worker.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use kakari_hosting::checksums::{self, INTEGRITY, LIST, SIGNATURE};
use kakari_hosting::files_under;
use kakari_hosting::headers::{HASHED, is_for_other_pages, meta_policy};

use crate::embed::{self, Embed};
use crate::program::Program;
use crate::wasm::{self, APP, Bound};
use crate::workspace::Workspace;
use crate::{css, glue, pack, sign, template};

/// Style sheets in the order in which they are joined: tokens, screens, what is said about other tabs, settings and
/// help.
const STYLES: [&str; 4] = ["tokens.css", "app.css", "drafts.css", "help.css"];

/// The style sheet of 院内掲示, which the app also puts into the file that the clinic saves. boot.js adds it after the
/// others, because Chromium lets a later `@page` win over its own.
const NOTICE_STYLES: [&str; 1] = ["notice.css"];

/// The style sheets of what is loaded after the first screen, joined as one, which boot.js adds before those of 院内掲示:
/// 院内掲示 and 患者説明, spreadsheets, drafts, 違いの一覧, 転記モード, ホームページに置く.
const LATE_STYLES: [&str; 6] = ["papers.css", "sheets.css", "archive.css", "year.css", "keying.css", "prefecture.css"];

/// The style sheets of the pages of rules and items.
const PAGE_STYLES: [&str; 2] = ["tokens.css", "pages.css"];

/// What these pages may do: show themselves.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// The app as it is served, in memory.
pub struct Site {
    /// Path below the site's address → content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What a first visit must load before the app runs: what it is, and its path.
    pub first_load: Vec<(&'static str, String)>,
    /// The chunks of the program: name, and the paths of all files that it needs. No visit waits for them.
    pub chunks: BTreeMap<String, Vec<String>>,
    /// The pages of rules and items with their style sheet. The service worker keeps them after everything else.
    pub pages: Vec<String>,
    /// What the element has to load before `quick` runs. The service worker knows nothing of the element: it belongs to
    /// other people's pages.
    pub quick: Vec<String>,
    /// The same for `full`.
    pub full: Vec<String>,
}

/// Builds the app and puts it into `dist/`.
pub fn build(workspace: &Workspace) -> Result<Site> {
    let bound = glue::shorten(wasm::build(workspace, &APP)?)?;
    println!("dist/ に組み立てています…");
    let site = put_together(workspace, &bound, embed::build(workspace)?)?;
    site.write(workspace)?;
    Ok(site)
}

/// Builds what is only tried out into a folder, from modules that were bound: the app, the app of the element, the engine. Nothing is packed: it is not sent far.
pub fn build_trial(workspace: &Workspace, modules: [Bound; 3], folder: &Path) -> Result<()> {
    let [app, of_element, engine] = modules;
    let [app, of_element, engine] = [glue::shorten(app)?, glue::shorten(of_element)?, glue::shorten(engine)?];
    let mut site = put_together(workspace, &app, embed::with_engine(workspace, &of_element, &engine)?)?;
    site.files.insert(INTEGRITY.to_owned(), site.integrities()?);
    replace(workspace, folder, &site.files, None)
}

fn put_together(workspace: &Workspace, app: &Bound, embed: Embed) -> Result<Site> {
    let folder = workspace.static_files();
    let mut site = assemble(&folder, &Program::new(&folder, app, APP.chunks, false)?)?;
    site.add_embed(embed);
    Ok(site)
}

fn assemble(folder: &Path, program: &Program) -> Result<Site> {
    let mut site = Site {
        files: BTreeMap::new(),
        first_load: Vec::new(),
        chunks: BTreeMap::new(),
        pages: Vec::new(),
        quick: Vec::new(),
        full: Vec::new(),
    };
    let app_style = site.add_hashed("CSS", "app.css", styles(folder, &STYLES)?.into_bytes());
    site.add_program(program);
    let [module, glue, entry] = [&program.module, &program.glue, &program.entry].map(|name| [HASHED, name].concat());
    let keep = site.add_hashed("JS", "keep.js", script(folder, "keep.js", &[], &[])?);
    let archive = site.add_later("archive.js", script(folder, "archive.js", &[("keep.js", base_name(&keep))], &[])?);
    let late = site.add_later("late.css", styles(folder, &LATE_STYLES)?.into_bytes());
    let notice = site.add_later("notice.css", styles(folder, &NOTICE_STYLES)?.into_bytes());
    let take = site.add_later("take.js", script(folder, "take.js", &[], &[])?);
    let boot = script(
        folder,
        "boot.js",
        &[
            ("program.js", base_name(&entry)),
            ("keep.js", base_name(&keep)),
            ("archive.js", base_name(&archive)),
            ("late.css", base_name(&late)),
            ("notice.css", base_name(&notice)),
            ("take.js", base_name(&take)),
        ],
        &[],
    )?;
    let boot = site.add_hashed("JS", "boot.js", boot);
    let page = template::render(
        &read(folder, "index.html")?,
        &[
            ("policy", &meta_policy()),
            ("css", &app_style),
            ("css-integrity", &site.integrity(&app_style)),
            ("boot", &boot),
            ("boot-integrity", &site.integrity(&boot)),
            ("app", &glue),
            ("app-integrity", &site.integrity(&glue)),
            ("program", &entry),
            ("program-integrity", &site.integrity(&entry)),
            ("keep", &keep),
            ("keep-integrity", &site.integrity(&keep)),
            ("wasm", &module),
        ],
    )
    .context("index.html")?;
    site.add_first("HTML", "index.html", page.into_bytes());
    let manifest = read(folder, "manifest.webmanifest")?;
    site.add_first("マニフェスト", "manifest.webmanifest", manifest.into_bytes());
    site.add_icons(folder)?;
    site.add_pages(folder)?;
    site.add_service_worker(&read(folder, "service-worker.js")?)?;
    Ok(site)
}

/// A script of ours, without comments, with the names that its files have in the site, and with values put in.
pub fn script(folder: &Path, name: &str, files: &[(&str, &str)], values: &[(&str, &str)]) -> Result<Vec<u8>> {
    let script = template::without_comments(&read(folder, name)?);
    let script = template::resolve(&script, files).and_then(|script| template::render(&script, values));
    Ok(script.with_context(|| name.to_owned())?.into_bytes())
}

/// Styles as one packed sheet.
fn styles(folder: &Path, names: &[&str]) -> Result<String> {
    let mut joined = String::new();
    for name in names {
        if folder.join(name).is_file() {
            let sheet = read(folder, name)?;
            css::check(name, &sheet)?;
            joined.push_str(&sheet);
            joined.push('\n');
        }
    }
    Ok(css::minify(&joined))
}

fn read(folder: &Path, name: &str) -> Result<String> {
    fs::read_to_string(folder.join(name)).with_context(|| format!("web/static/{name} を読めません"))
}

/// `assets/app-1234.js` → `app-1234.js`: files in one folder call each other by this.
fn base_name(path: &str) -> &str {
    path.strip_prefix(HASHED).unwrap_or(path)
}

/// `app.css` → `assets/app-1234.css`.
fn hashed(name: &str, content: &[u8]) -> String {
    [HASHED, &pack::named(name, content)].concat()
}

impl Site {
    /// Adds a file under a name with its content's hash, and gives its path.
    fn add_hashed(&mut self, kind: &'static str, name: &str, content: Vec<u8>) -> String {
        let path = hashed(name, &content);
        self.add_first(kind, &path, content);
        path
    }

    /// The same for a file that is loaded when it is first wanted.
    fn add_later(&mut self, name: &str, content: Vec<u8>) -> String {
        let path = hashed(name, &content);
        self.files.insert(path.clone(), content);
        path
    }

    /// Adds a file that a first visit loads.
    fn add_first(&mut self, kind: &'static str, path: &str, content: Vec<u8>) {
        self.first_load.push((kind, path.to_owned()));
        self.files.insert(path.to_owned(), content);
    }

    /// Adds the program; its chunks are loaded after the first screen.
    fn add_program(&mut self, program: &Program) {
        let path = |name: &String| [HASHED, name].concat();
        for (name, content) in &program.files {
            self.files.insert(path(name), content.clone());
        }
        for (kind, name) in [("WASM", &program.module), ("JS", &program.glue), ("JS", &program.entry)] {
            self.first_load.push((kind, path(name)));
        }
        for (chunk, needs) in &program.chunks {
            self.chunks.insert(chunk.clone(), needs.iter().map(path).collect());
        }
    }

    /// Adds the pages of rules, items and words. No visit has to load them before the app runs.
    fn add_pages(&mut self, folder: &Path) -> Result<()> {
        let sheet = styles(folder, &PAGE_STYLES)?.into_bytes();
        let style = hashed("pages.css", &sheet);
        let site = kakari_pages::Site { style: &style, policy: PAGE_POLICY };
        let pages = kakari_pages::pages(&site).context("内蔵の台帳からページを作れません")?;
        self.pages.push(style.clone());
        self.files.insert(style, sheet);
        for (path, page) in pages {
            self.pages.push(path.clone());
            self.files.insert(path, page.into_bytes());
        }
        Ok(())
    }

    fn add_icons(&mut self, folder: &Path) -> Result<()> {
        for (name, path) in files_under(&folder.join("icons")).context("icons を開けません")? {
            let icon = fs::read(&path).with_context(|| format!("{} を読めません", path.display()))?;
            self.files.insert(format!("icons/{name}"), icon);
        }
        Ok(())
    }

    /// Adds the service worker, which knows every file so far, and the same list as `files.json` for other readers.
    fn add_service_worker(&mut self, worker: &str) -> Result<()> {
        let version = self.version(worker);
        // The page goes by its folder's address: some hosts redirect `index.html` there, and a redirected answer
        // cannot be shown from a cache.
        let chunks: BTreeSet<&String> = self.chunks.values().flatten().collect();
        let later = || chunks.iter().copied().chain(&self.pages);
        let own = self.files.keys().filter(|path| later().all(|later| later != *path));
        let own = own.map(|path| if path == "index.html" { "./" } else { path });
        let files: Vec<&str> = own.chain(later().map(String::as_str)).collect();
        let list = serde_json::to_string(&files).context("service-worker.js")?;
        let worker = template::render(&template::without_comments(worker), &[("version", &version), ("files", &list)])
            .context("service-worker.js")?;
        let list = serde_json::json!({ "version": version, "files": files });
        let list = serde_json::to_string_pretty(&list).context("files.json")? + "\n";
        self.files.insert("service-worker.js".to_owned(), worker.into_bytes());
        self.files.insert("files.json".to_owned(), list.into_bytes());
        Ok(())
    }

    /// Adds the element and what goes with it, after the service worker's list is made.
    fn add_embed(&mut self, embed: Embed) {
        self.quick = embed.quick;
        self.full = embed.full;
        self.files.extend(embed.files);
    }

    /// The value of the `integrity` attribute for a file that is there.
    fn integrity(&self, path: &str) -> String {
        checksums::integrity(self.files.get(path).map_or(&[][..], Vec::as_slice))
    }

    /// What other people's pages need to load a file only as it was built: path → value of `integrity`, and which of the
    /// files are there for them.
    fn integrities(&self) -> Result<Vec<u8>> {
        let all: BTreeMap<&str, String> = self.files.keys().map(|path| (path.as_str(), self.integrity(path))).collect();
        let for_others: Vec<&str> = all.keys().copied().filter(|path| is_for_other_pages(path)).collect();
        let list = serde_json::json!({ "forOtherPages": for_others, "files": all });
        let list = serde_json::to_string_pretty(&list).context(INTEGRITY)? + "\n";
        Ok(list.into_bytes())
    }

    /// Every file with its packed copy, and the lists of what they hold: all of `dist/` but the signature.
    fn copies(&self) -> Result<BTreeMap<String, Vec<u8>>> {
        let mut copies = self.files.clone();
        copies.insert(INTEGRITY.to_owned(), self.integrities()?);
        for (path, content) in &copies.clone() {
            if pack::is_compressible(path) {
                copies.insert(format!("{path}.gz"), pack::gzip(content)?);
            }
        }
        let list = checksums::list(copies.iter().map(|(path, content)| (path.as_str(), content.as_slice())));
        copies.insert(LIST.to_owned(), list.into_bytes());
        Ok(copies)
    }

    /// A hash over every name and content: any change at all is a new version.
    fn version(&self, worker: &str) -> String {
        let mut all = worker.as_bytes().to_vec();
        for (path, content) in &self.files {
            all.extend_from_slice(path.as_bytes());
            all.push(0);
            all.extend_from_slice(pack::hash(content).as_bytes());
        }
        pack::hash(&all)
    }

    /// Writes `dist/`.
    fn write(&self, workspace: &Workspace) -> Result<()> {
        let copies = self.copies()?;
        let signature = sign::signature(&copies[LIST])?;
        replace(workspace, &workspace.dist(), &copies, signature.as_deref())
    }
}

/// Writes into a fresh folder, then puts it in place of the other: a failed build leaves the last good one there.
fn replace(
    workspace: &Workspace,
    folder: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    signature: Option<&str>,
) -> Result<()> {
    let (fresh, old) = (workspace.scratch("dist-new"), workspace.scratch("dist-old"));
    remove(&fresh)?;
    for (path, content) in files {
        write(&fresh.join(path), content)?;
    }
    if let Some(signature) = signature {
        write(&fresh.join(SIGNATURE), signature.as_bytes())?;
    }
    remove(&old)?;
    if folder.exists() {
        fs::rename(folder, &old).with_context(|| format!("前の {} をよけられません", folder.display()))?;
    }
    fs::rename(&fresh, folder).with_context(|| format!("{} を置けません", folder.display()))?;
    remove(&old)
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, content))
        .with_context(|| format!("{} を書けません", path.display()))
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} を消せません", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::Chunks;

    fn static_files() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/static")
    }

    fn bound(wasm: &[u8]) -> Bound {
        Bound {
            js: format!("new URL('{}', import.meta.url);", wasm::MODULE_FILE),
            wasm: wasm.to_vec(),
            snippets: BTreeMap::new(),
            chunks: Chunks::default(),
        }
    }

    fn assembled(app: &[u8]) -> Result<Site> {
        assembled_of(&bound(app))
    }

    fn assembled_of(app: &Bound) -> Result<Site> {
        assemble(&static_files(), &Program::new(&static_files(), app, &["late"], false)?)
    }

    fn text<'a>(site: &'a Site, path: &str) -> Result<&'a str> {
        let content = site.files.get(path).context("no such file")?;
        Ok(std::str::from_utf8(content)?)
    }

    #[test]
    fn the_same_input_gives_the_same_site() -> Result<()> {
        let (one, two) = (assembled(b"1")?, assembled(b"1")?);
        assert!(one.files == two.files);
        Ok(())
    }

    #[test]
    fn a_change_in_the_module_reaches_the_page_and_the_worker() -> Result<()> {
        let (one, two) = (assembled(b"1")?, assembled(b"2")?);
        for path in ["index.html", "service-worker.js", "files.json"] {
            assert_ne!(text(&one, path)?, text(&two, path)?, "{path}");
        }
        Ok(())
    }

    #[test]
    fn chunks_are_named_in_the_script_that_loads_them_with_their_integrity_and_kept_after_the_files_of_the_app()
    -> Result<()> {
        let mut app = bound(b"1");
        let shared = || ["chunk_1".to_owned(), "split_late".to_owned()];
        app.chunks.files = shared().map(|name| (name.clone(), name.into_bytes())).into();
        app.chunks.needs = BTreeMap::from([("late".to_owned(), shared().to_vec())]);
        let site = assembled_of(&app)?;
        let program = site.files.keys().find(|path| path.contains("program-")).context("no program")?;
        let (program, worker) = (text(&site, program)?, text(&site, "service-worker.js")?);
        let own = site.first_load.iter().filter(|(_, path)| path.starts_with(HASHED));
        let app = own.map(|(_, path)| worker.find(path.as_str())).max().flatten();
        assert_eq!(site.chunks["late"].len(), 2);
        for path in &site.chunks["late"] {
            let named = format!("['{}', '{}']", base_name(path), site.integrity(path));
            assert!(program.contains(&named), "{program}");
            assert!(!site.first_load.iter().any(|(_, first)| first == path));
            assert!(worker.find(path.as_str()) > app, "{path}");
        }
        Ok(())
    }

    #[test]
    fn a_chunk_without_one_of_its_files_is_refused() {
        let mut app = bound(b"1");
        app.chunks.needs = BTreeMap::from([("late".to_owned(), vec!["split_late".to_owned()])]);
        assert!(assembled_of(&app).is_err());
    }

    #[test]
    fn the_worker_lists_every_file_but_itself() -> Result<()> {
        let site = assembled(b"1")?;
        let worker = text(&site, "service-worker.js")?;
        let list = worker.lines().find(|line| line.starts_with("const FILES"));
        let list = list.context("no list")?;
        for path in site.files.keys() {
            let listed = list.contains(&format!("\"{path}\""));
            let apart = ["index.html", "service-worker.js", "files.json"].contains(&path.as_str());
            assert_eq!(listed, !apart, "{path}");
        }
        assert!(list.contains("\"./\""));
        Ok(())
    }

    #[test]
    fn pages_are_kept_after_the_files_of_the_app_and_no_visit_waits_for_them() -> Result<()> {
        let site = assembled(b"1")?;
        let list: serde_json::Value = serde_json::from_str(text(&site, "files.json")?)?;
        let files: Vec<_> = list["files"].as_array().context("no list")?.iter().filter_map(|f| f.as_str()).collect();
        let later: Vec<_> = site.pages.iter().collect();
        assert_eq!(files[files.len() - later.len()..].iter().collect::<Vec<_>>(), later);
        for path in ["rules/index.html", "rules/K104/index.html", "items/f1.generalist/index.html"] {
            assert!(site.pages.iter().any(|page| page == path), "{path}");
            assert!(site.files.contains_key(path), "{path}");
        }
        assert!(!site.first_load.iter().any(|(_, path)| site.pages.contains(path)));
        Ok(())
    }

    #[test]
    fn scripts_and_styles_are_loaded_only_as_they_were_built() -> Result<()> {
        let site = assembled(b"1")?;
        let page = text(&site, "index.html")?;
        let tags = page.split('<').filter(|tag| {
            ["script ", "link rel=\"stylesheet\"", "link rel=\"modulepreload\""]
                .iter()
                .any(|kind| tag.starts_with(kind))
        });
        let mut seen = 0;
        for tag in tags {
            let path =
                tag.split("=\"").skip(1).find_map(|rest| rest.split('"').next().filter(|a| a.starts_with(HASHED)));
            let path = path.context("no address")?;
            assert!(tag.contains(&format!("integrity=\"{}\"", site.integrity(path))), "{tag}");
            seen += 1;
        }
        assert_eq!(seen, 5);
        Ok(())
    }

    #[test]
    fn the_lists_have_every_file_with_what_it_holds() -> Result<()> {
        let site = assembled(b"1")?;
        let copies = site.copies()?;
        let said: serde_json::Value = serde_json::from_slice(&copies[INTEGRITY])?;
        let said = said["files"].as_object().context("no files")?;
        for path in site.files.keys() {
            assert_eq!(said.get(path).and_then(|hash| hash.as_str()), Some(site.integrity(path).as_str()), "{path}");
        }
        assert_eq!(said.len(), site.files.len());
        let folder = tempfile::tempdir()?;
        for (path, content) in &copies {
            write(&folder.path().join(path), content)?;
        }
        let verdict = checksums::verify(folder.path(), None)?;
        assert_eq!((verdict.listed, verdict.faults.len()), (copies.len() - 1, 0));
        Ok(())
    }

    #[test]
    fn every_address_in_the_page_is_relative() -> Result<()> {
        let site = assembled(b"1")?;
        let page = text(&site, "index.html")?;
        for attribute in ["href=\"", "src=\""] {
            for part in page.split(attribute).skip(1) {
                let address = part.split('"').next().unwrap_or_default();
                assert!(site.files.contains_key(address), "{address}");
            }
        }
        Ok(())
    }
}
