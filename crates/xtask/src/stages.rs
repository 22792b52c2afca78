//! What the stages of the suite do.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::changed::Scope;
use crate::size::Sizes;
use crate::suite::{Tally, cargo_line, node_line, tally};
use crate::wasm::{self, APP, ENGINE};
use crate::workspace::Workspace;
use crate::{command, engine, npm, serve, site, tools, trial};

/// Whether everything is written as rustfmt writes it.
pub fn formatted(workspace: &Workspace) -> Result<Tally> {
    tools::component(workspace, "fmt", "rustfmt")?;
    let mut cargo = workspace.cargo();
    cargo.args(["fmt", "--all", "--check"]);
    tally(&mut cargo, |_| Tally::default())
}

/// The packages that are tested on this machine, and that clippy looks at for it: all but the one whose tests the npm
/// stage runs. Then those for the browser, the app among them once more.
pub const NATIVE: [&str; 3] = ["--workspace", "--exclude", ENGINE.name];
pub const BROWSER: [&str; 8] = [
    "--package",
    APP.name,
    "--package",
    ENGINE.name,
    "--features",
    "kakari-wasm/prefecture,kakari-wasm/draft,kakari-wasm/day",
    "--target",
    wasm::TARGET,
];

/// clippy over packages, and their tests.
pub fn linted(workspace: &Workspace, packages: &[&str]) -> Result<Tally> {
    tools::component(workspace, "clippy", "clippy")?;
    wasm::add_target()?;
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--all-targets"]).args(packages).args(["--", "--deny", "warnings"]);
    tally(&mut cargo, |_| Tally::default())
}

/// The scripts of the app and the element by rules, those of the app by their types as well.
pub fn scripts(workspace: &Workspace) -> Result<Tally> {
    let folder = workspace.root().join("tests/scripts");
    tools::prepare_node(&folder)?;
    let (eslint, tsc) = ("node_modules/eslint/bin/eslint.js", "node_modules/typescript/bin/tsc");
    let calls: [(&str, &[&str]); 3] = [
        (eslint, &["--config", "tests/scripts/eslint.config.mjs", "web/static", "web/element"]),
        (tsc, &["--project", "tests/scripts/tsconfig.json"]),
        (tsc, &["--project", "tests/scripts/tsconfig.worker.json"]),
    ];
    let mut sum = Tally::default();
    for (program, args) in calls {
        let mut node = Command::new("node");
        let passed = node.current_dir(workspace.root()).arg(folder.join(program)).args(args).status();
        sum.add(Tally::one(passed.with_context(|| program.to_owned())?.success()));
    }
    Ok(sum)
}

/// The tests in Rust, of everything or of what a change touches.
pub fn native(workspace: &Workspace, scope: Option<&Scope>) -> Result<Tally> {
    tools::offer_office()?;
    tools::prepare_counting()?;
    tools::offer_web_servers()?;
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--no-fail-fast"]);
    match scope {
        None => cargo.args(NATIVE),
        Some(scope) => cargo.args(scope.arguments()),
    };
    tally(&mut cargo, cargo_line)
}

/// ajv against the engine, over drafts that the engine has judged.
pub fn schema(workspace: &Workspace) -> Result<Tally> {
    let folder = workspace.root().join("tests/schema");
    tools::prepare_node(&folder)?;
    let verdicts = workspace.scratch("schema");
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--quiet", "--package", "kakari-schema", "--example", "verdicts", "--"]).arg(&verdicts);
    command::run(&mut cargo)?;
    let mut node = Command::new("node");
    node.current_dir(&folder).args(["--test", "--test-reporter=spec", "ajv.test.mjs"]).env("VERDICTS", &verdicts);
    tally(&mut node, node_line)
}

/// What the browser tests open, with the command line that has it inside, and how large it is.
pub fn build(workspace: &Workspace) -> Result<Sizes> {
    let app = site::build(workspace)?;
    engine::write(workspace, &engine::build(workspace)?)?;
    let sizes = Sizes::measure(&app, &engine::build_alone(workspace)?)?;
    build_command_line(workspace)?;
    Ok(sizes)
}

/// The browser tests over `dist/`.
pub fn browser(workspace: &Workspace, scope: Option<&Scope>) -> Result<Tally> {
    tools::prepare_more_browsers()?;
    let mut tests = tests_in(&workspace.e2e())?;
    if let Some(scope) = scope {
        tests.retain(|path| path.file_name().is_some_and(|name| scope.browser.contains(&*name.to_string_lossy())));
    }
    open_in_browsers(workspace, &workspace.dist(), &tests, &command_line(workspace))
}

/// The ways that are tried with the build of `cargo xtask serve` as well: chunks, the form, spreadsheets, the element.
const TRIAL_TESTS: [&str; 4] = ["late.test.mjs", "asked.test.mjs", "sheets.test.mjs", "element-form.test.mjs"];

/// The build for trying out is the same program.
pub fn trial(workspace: &Workspace, is_built: bool) -> Result<Tally> {
    let folder = trial::build(workspace)?;
    let tests: Vec<_> = TRIAL_TESTS.iter().map(|name| workspace.e2e().join(name)).collect();
    open_in_browsers(workspace, &folder, &tests, &any_command_line(workspace, is_built)?)
}

/// Runs browser tests over what stands in a folder.
fn open_in_browsers(workspace: &Workspace, dist: &Path, tests: &[PathBuf], kakari: &Path) -> Result<Tally> {
    tools::prepare(&workspace.e2e())?;
    let server = serve::open(dist, 0)?;
    server.start().context("サーバーを始められません")?;
    let mut node = in_browser(workspace, dist, &server.url())?;
    node.arg("--test-concurrency=2").args(tests).env("ENGINE", engine::folder(workspace)).env("KAKARI", kakari);
    tally(&mut node, node_line)
}

/// Builds the app and measures how long its form is, against the record or to write it anew. False where it is longer.
pub fn extent(workspace: &Workspace, update: bool) -> Result<bool> {
    site::build(workspace)?;
    tools::prepare(&workspace.e2e())?;
    let server = serve::open(&workspace.dist(), 0)?;
    server.start().context("サーバーを始められません")?;
    let mut node = in_browser(workspace, &workspace.dist(), &server.url())?;
    node.arg("extent.test.mjs");
    if update {
        node.env("UPDATE", "1");
    }
    Ok(tally(&mut node, node_line)?.holds())
}

/// Node on the browser tests, for what stands in a folder, at an address.
fn in_browser(workspace: &Workspace, dist: &Path, url: &str) -> Result<Command> {
    let mut node = Command::new("node");
    node.current_dir(workspace.e2e()).args(["--test", "--test-reporter=spec"]).env("BASE_URL", url).env("DIST", dist);
    if let Some(chromium) = tools::chromium() {
        node.env("CHROMIUM", chromium);
    }
    if let Some(headless) = tools::headless()? {
        node.env("HEADLESS", headless);
    }
    Ok(node)
}

/// The npm package: what TypeScript is told of it, how large it is, and what it does where it is installed.
pub fn npm(workspace: &Workspace, is_built: bool) -> Result<Tally> {
    let folder = workspace.root().join("tests/npm");
    tools::prepare(&folder)?;
    if !is_built {
        site::build(workspace)?;
        build_command_line(workspace)?;
    }
    let mut sum = Tally::default();
    for features in [&[][..], &["--no-default-features", "--features", "check"]] {
        let mut cargo = workspace.cargo();
        sum.add(tally(cargo.args(["test", "--package", ENGINE.name]).args(features), cargo_line)?);
    }
    let packed = npm::build(workspace, npm::built_element(workspace)?)?;
    sum.add(Tally::one(npm::measure(workspace)?));
    let mut node = Command::new("node");
    node.current_dir(&folder)
        .args(["--test", "--test-concurrency=2", "--test-reporter=spec"])
        .args(tests_in(&folder)?)
        .env("TARBALL", packed)
        .env("KAKARI", command_line(workspace));
    if let Some(chromium) = tools::chromium() {
        node.env("CHROMIUM", chromium);
    }
    sum.add(tally(&mut node, node_line)?);
    Ok(sum)
}

/// Where the command line with the app inside stands, out of the way of what cargo builds beside it.
fn command_line(workspace: &Workspace) -> PathBuf {
    workspace.scratch("cli").join(format!("kakari{}", env::consts::EXE_SUFFIX))
}

/// The command line, with the app inside where that was built, for tests to which that is all one.
fn any_command_line(workspace: &Workspace, is_built: bool) -> Result<PathBuf> {
    if is_built {
        return Ok(command_line(workspace));
    }
    command::run(workspace.cargo().args(["build", "--package", "kakari-cli"]))?;
    Ok(workspace.target().join("debug").join(format!("kakari{}", env::consts::EXE_SUFFIX)))
}

/// Builds the command line with the app that was built inside.
fn build_command_line(workspace: &Workspace) -> Result<()> {
    let list = fs::read_to_string(workspace.dist().join("files.json")).context("dist/files.json を読めません")?;
    let entry = list.split('"').find(|path| path.contains("/app-")).context("dist/files.json にアプリがありません")?;
    let file = command_line(workspace);
    for _ in 0..3 {
        let mut cargo = workspace.cargo();
        cargo.args(["build", "--package", "kakari-cli", "--features", "embedded"]).env("KAKARI_DIST", workspace.dist());
        command::run(&mut cargo)?;
        let built = workspace.target().join("debug").join(file.file_name().unwrap_or_default());
        let program = fs::read(&built).with_context(|| format!("{} を読めません", built.display()))?;
        // Another cargo beside this one may have put a program without the app in its place.
        if program.windows(entry.len()).any(|bytes| bytes == entry.as_bytes()) {
            fs::create_dir_all(workspace.scratch("cli")).context("target/xtask/cli を作れません")?;
            // A running one cannot be written to, but its name can be taken.
            let new = file.with_extension("new");
            return fs::copy(&built, &new)
                .and_then(|_| fs::rename(&new, &file))
                .with_context(|| format!("{} を置けません", file.display()));
        }
    }
    bail!("kakari にアプリが入りません")
}

/// The FHIR resources in LHC-Forms, in the browser, through the command line.
pub fn fhir(workspace: &Workspace, is_built: bool) -> Result<Tally> {
    tools::prepare(&workspace.fhir())?;
    let kakari = any_command_line(workspace, is_built)?;
    let mut node = Command::new("node");
    node.current_dir(workspace.fhir())
        .args(["--test", "--test-reporter=spec"])
        .args(tests_in(&workspace.fhir())?)
        .env("KAKARI", kakari);
    if let Some(chromium) = tools::chromium() {
        node.env("CHROMIUM", chromium);
    }
    tally(&mut node, node_line)
}

/// Named one by one: older Node versions know no patterns.
fn tests_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot_open = || format!("{} を開けません", folder.display());
    let mut tests = Vec::new();
    for entry in folder.read_dir().with_context(cannot_open)? {
        let path = entry.with_context(cannot_open)?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            tests.push(path);
        }
    }
    tests.sort();
    Ok(tests)
}
