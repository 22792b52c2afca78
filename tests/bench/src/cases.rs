//! The cases of `tests/cases`, ready to be measured.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use kakari_catalog::{Catalog, Id, parse_date};
use kakari_draft::{Draft, Value};
use kakari_rules::{Options, References, Report, check_against};

/// A case, without what it expects.
#[derive(Debug)]
pub struct Case {
    /// The name of its file, without its ending.
    pub name: String,
    text: String,
    last_year: Option<Draft>,
    confirmed: Option<Draft>,
    catalog: Catalog,
    options: Options,
}

/// The folder of the cases.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases")
}

/// All cases, by name.
pub fn all(folder: &Path) -> Result<Vec<Case>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    files.iter().map(|file| Case::read(file)).collect()
}

impl Case {
    fn read(file: &Path) -> Result<Self, Box<dyn Error>> {
        let value = Value::read(&fs::read_to_string(file)?)?;
        let case = value.as_object().ok_or("a case is an object")?;
        let day = |name: &str| case.get(name).and_then(Value::as_str).and_then(parse_date);
        let text = |name: &str| case.get(name).filter(|draft| **draft != Value::Null).map(serde_json::to_string);
        let draft = |name: &str| match text(name) {
            Some(text) => Draft::read(&text?).map(Some).map_err(Box::<dyn Error>::from),
            None => Ok(None),
        };
        let text = text("draft").ok_or("a case has a draft")??;
        let options = Options { today: day("today").ok_or("a case has a day")?, deadline: day("deadline") };
        let edition = Draft::read(&text)?.edition().and_then(Catalog::builtin);
        Ok(Self {
            name: file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            text,
            last_year: draft("last_year")?,
            confirmed: draft("confirmed")?,
            catalog: edition.or_else(|| Catalog::builtin_for(options.today)).ok_or("there is an edition")?,
            options,
        })
    }

    /// Reads the draft.
    pub fn draft(&self) -> Draft {
        // A case whose draft is none has been refused above.
        Draft::read_with(&self.text, Id::name).unwrap_or_else(|_| Draft::new(""))
    }

    /// Checks the draft, every condition explained.
    pub fn check(&self, draft: &Draft) -> Report {
        let references = References { last_year: self.last_year.as_ref(), confirmed: self.confirmed.as_ref() };
        check_against(draft, &self.catalog, &self.options, &references)
    }
}
