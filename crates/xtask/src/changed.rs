//! Which parts of the suite a change touches, for `cargo xtask test --changed`.
//!
//! A file belongs to a package, whose tests and those of all that depend on it are run, or to tests that are not in Rust.
//! Of a file that is neither known nor certainly of no importance everything is run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::command;
use crate::wasm::{APP, ENGINE};
use crate::workspace::Workspace;

/// What is touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Packages with all that depend on them.
    pub packages: BTreeSet<String>,
    /// The browser tests: their files.
    pub browser: BTreeSet<String>,
    /// What else is tried: [`SCRIPTS`], [`SCHEMA`], [`FHIR`], [`NPM`].
    pub others: BTreeSet<&'static str>,
}

/// The scripts of the app and the element.
pub const SCRIPTS: &str = "scripts";
/// The JSON Schema with ajv.
pub const SCHEMA: &str = "schema";
/// The FHIR resources in LHC-Forms.
pub const FHIR: &str = "fhir";
/// The npm package.
pub const NPM: &str = "npm";
/// All browser tests.
const BROWSER: &str = "browser";

/// What a file concerns beside the package that it lies in: how its path begins, the packages whose tests read it, and the
/// parts. What every surface is tried by (`tests/cases`) is not here.
const OTHERS: [(&str, &[&str]); 13] = [
    ("tests/schema/", &[SCHEMA]),
    ("tests/fhir/", &[FHIR]),
    ("tests/npm/", &[NPM]),
    ("tests/scripts/", &[SCRIPTS]),
    ("web/static/", &[SCRIPTS, BROWSER, "xtask"]),
    ("web/element/", &[SCRIPTS, BROWSER, NPM, "xtask"]),
    ("web/examples/", &[BROWSER]),
    ("web/npm/", &[NPM]),
    // Held to their tests by these.
    ("docs/", &["kakari-hosting", "kakari-prefecture"]),
    ("SECURITY.md", &["kakari-hosting"]),
    ("PRIVACY.md", &[BROWSER]),
    ("fuzz/", &["kakari-bench"]),
    // It makes what is opened and packed.
    ("crates/xtask/", &[BROWSER, NPM]),
];

/// What nothing is tried by.
const WITHOUT_TESTS: [&str; 6] =
    ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", ".gitignore"];

const E2E: &str = "tests/e2e/";

/// The workspace as cargo knows it.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    path: Option<PathBuf>,
}

/// The packages of this workspace: name → folder below its top with `/`, and the packages that it needs.
type Packages = BTreeMap<String, (String, BTreeSet<String>)>;

impl Scope {
    /// What has changed since a commit, as far as git knows; files that it does not know yet as well. Nothing where
    /// everything may be touched.
    pub fn since(workspace: &Workspace, base: &str) -> Result<Option<Self>> {
        let git = |args: &[&str]| {
            let mut git = Command::new("git");
            command::output(git.current_dir(workspace.root()).args(["-c", "core.quotePath=false"]).args(args))
        };
        let changed = git(&["diff", "--name-only", "--no-renames", "--relative", base, "--"])?;
        let new = git(&["ls-files", "--others", "--exclude-standard"])?;
        let files: BTreeSet<&str> = changed.lines().chain(new.lines()).filter(|line| !line.is_empty()).collect();
        let tests = Tests::read(&workspace.e2e())?;
        Ok(Self::of(&files, &packages(workspace)?, &tests))
    }

    fn of(files: &BTreeSet<&str>, packages: &Packages, tests: &Tests) -> Option<Self> {
        let mut scope = Self::default();
        let (mut touched, mut readers) = (BTreeSet::new(), BTreeSet::new());
        for file in files {
            if let Some(test) = file.strip_prefix(E2E) {
                scope.browser.extend(tests.that_need(test)?);
                continue;
            }
            let package = packages.iter().find(|(_, (folder, _))| file.starts_with(folder.as_str()));
            let others = OTHERS.iter().find(|(start, _)| file.starts_with(start));
            if package.is_none() && others.is_none() {
                if WITHOUT_TESTS.iter().any(|start| file.starts_with(start)) {
                    continue;
                }
                return None;
            }
            touched.extend(package.map(|(name, _)| name.clone()));
            for other in others.map_or(&[][..], |(_, others)| others) {
                match *other {
                    own @ (SCRIPTS | SCHEMA | FHIR | NPM | BROWSER) => drop(scope.others.insert(own)),
                    package => drop(readers.insert(package.to_owned())),
                }
            }
        }
        scope.packages = with_dependents(touched, packages);
        for (package, other) in
            [("kakari-schema", SCHEMA), ("kakari-fhir", FHIR), (ENGINE.name, NPM), (APP.name, BROWSER)]
        {
            if scope.packages.contains(package) {
                scope.others.insert(other);
            }
        }
        scope.packages.extend(readers);
        if scope.others.remove(BROWSER) {
            scope.browser = tests.all();
        }
        Some(scope)
    }

    /// The packages as cargo is told them; without the one whose tests the npm part runs.
    pub fn arguments(&self) -> Vec<&str> {
        let native = self.packages.iter().filter(|name| *name != ENGINE.name);
        native.flat_map(|name| ["--package", name]).collect()
    }
}

/// These packages and all that need one of them, over any number of others.
fn with_dependents(mut touched: BTreeSet<String>, packages: &Packages) -> BTreeSet<String> {
    loop {
        let more: Vec<_> = packages
            .iter()
            .filter(|(name, (_, needs))| !touched.contains(*name) && !needs.is_disjoint(&touched))
            .map(|(name, _)| name.clone())
            .collect();
        if more.is_empty() {
            return touched;
        }
        touched.extend(more);
    }
}

fn packages(workspace: &Workspace) -> Result<Packages> {
    let answer = command::output(workspace.cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Metadata = serde_json::from_str(&answer).context("cargo metadata の答えが読めません")?;
    let mut packages = Packages::new();
    for package in metadata.packages {
        let folder = package.manifest_path.parent().and_then(|folder| folder.strip_prefix(workspace.root()).ok());
        let folder = folder.with_context(|| package.name.clone())?;
        // What git prints has `/` on every system.
        let mut path: String = folder.iter().map(|part| part.to_string_lossy() + "/").collect();
        if path.is_empty() {
            path.push('/');
        }
        let needs = package.dependencies.into_iter().filter(|need| need.path.is_some()).map(|need| need.name);
        packages.insert(package.name, (path, needs.collect()));
    }
    Ok(packages)
}

/// The scripts of the browser tests: name → the scripts beside it that it loads.
struct Tests(BTreeMap<String, BTreeSet<String>>);

impl Tests {
    fn read(folder: &Path) -> Result<Self> {
        let mut scripts = BTreeMap::new();
        for entry in folder.read_dir().with_context(|| format!("{} を開けません", folder.display()))? {
            let path = entry.with_context(|| format!("{} を開けません", folder.display()))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.extension().is_some_and(|kind| kind == "mjs") {
                let text = fs::read_to_string(&path).with_context(|| format!("{} を読めません", path.display()))?;
                scripts.insert(name, Self::loaded(&text));
            }
        }
        if scripts.is_empty() {
            bail!("{} に試験がありません", folder.display());
        }
        Ok(Self(scripts))
    }

    /// What a script loads from beside it.
    fn loaded(text: &str) -> BTreeSet<String> {
        text.split("'./").skip(1).filter_map(|rest| Some(rest.split_once('\'')?.0.to_owned())).collect()
    }

    fn all(&self) -> BTreeSet<String> {
        self.0.keys().filter(|name| name.ends_with(".test.mjs")).cloned().collect()
    }

    /// The tests that are this script or load it, over any number of others. Nothing for what is no script: all may need it.
    fn that_need(&self, file: &str) -> Option<BTreeSet<String>> {
        if Path::new(file).extension().is_none_or(|kind| kind != "mjs") {
            return None;
        }
        let mut found = BTreeSet::from([file.to_owned()]);
        loop {
            let more: Vec<_> = self
                .0
                .iter()
                .filter(|(name, loaded)| !found.contains(*name) && !loaded.is_disjoint(&found))
                .map(|(name, _)| name.clone())
                .collect();
            if more.is_empty() {
                break;
            }
            found.extend(more);
        }
        // One that was deleted is not there to be run.
        Some(found.into_iter().filter(|name| name.ends_with(".test.mjs") && self.0.contains_key(name)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn scope(files: &[&str]) -> Option<Scope> {
        let package = |name: &str, folder: &str, needs: &[&str]| (name.to_owned(), (folder.to_owned(), set(needs)));
        let packages = Packages::from([
            package("kakari-rules", "crates/rules/", &[]),
            package("kakari-fhir", "crates/fhir/", &[]),
            package("kakari-form", "crates/form/", &["kakari-rules"]),
            package("kakari-wasm", "crates/wasm/", &["kakari-rules"]),
            package("kakari-app", "web/app/", &["kakari-form"]),
        ]);
        let script = |name: &str, loads: &[&str]| (name.to_owned(), set(loads));
        let tests = Tests(BTreeMap::from([
            script("a.test.mjs", &["app.mjs"]),
            script("b.test.mjs", &["harness.mjs"]),
            script("app.mjs", &["harness.mjs"]),
            script("harness.mjs", &[]),
        ]));
        Scope::of(&files.iter().copied().collect(), &packages, &tests)
    }

    #[test]
    fn a_change_touches_what_depends_on_it_and_nothing_else() {
        let of = scope(&["crates/fhir/src/lib.rs"]).expect("a part");
        assert_eq!((of.packages, of.others), (set(&["kakari-fhir"]), BTreeSet::from([FHIR])));
        assert!(of.browser.is_empty());
        let of = scope(&["crates/rules/src/kf/kf01.rs"]).expect("a part");
        assert_eq!(of.packages, set(&["kakari-rules", "kakari-form", "kakari-wasm", "kakari-app"]));
        assert_eq!((of.others, of.browser), (BTreeSet::from([NPM]), set(&["a.test.mjs", "b.test.mjs"])));
        assert!(scope(&["crates/form/src/lib.rs"]).expect("a part").others.is_empty());
        let of = scope(&["docs/hosting.md"]).expect("a part");
        assert_eq!((of.packages, of.browser.len()), (set(&["kakari-hosting", "kakari-prefecture"]), 0));
        let of = scope(&["web/element/quick.js"]).expect("a part");
        assert_eq!((of.others, of.browser.len()), (BTreeSet::from([NPM, SCRIPTS]), 2));
    }

    #[test]
    fn a_script_of_the_browser_tests_touches_the_tests_that_load_it() {
        let of = |file| scope(&[file]).expect("a part").browser;
        assert_eq!(of("tests/e2e/b.test.mjs"), set(&["b.test.mjs"]));
        assert_eq!(of("tests/e2e/app.mjs"), set(&["a.test.mjs"]));
        assert_eq!(of("tests/e2e/harness.mjs"), set(&["a.test.mjs", "b.test.mjs"]));
        assert!(of("tests/e2e/gone.test.mjs").is_empty());
    }

    #[test]
    fn of_what_is_not_known_everything_is_run_and_of_what_has_no_tests_nothing() {
        for file in [
            "Cargo.lock",
            "tests/cases/clean-clinic.json",
            "rust-toolchain.toml",
            "tests/new/a.mjs",
            "tests/e2e/package-lock.json",
        ] {
            assert_eq!(scope(&["README.md", file]), None, "{file}");
        }
        assert_eq!(scope(&["README.md"]), Some(Scope::default()));
    }

    #[test]
    fn what_a_script_loads_is_read() {
        let text = "import { a } from './app.mjs';\nimport x from 'node:fs';\nconst y = await import('./late.mjs');";
        assert_eq!(Tests::loaded(text), set(&["app.mjs", "late.mjs"]));
    }
}
