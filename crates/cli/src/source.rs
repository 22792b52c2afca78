//! Which catalogue: a built-in edition or a file.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::Args;
use kakari_catalog::Catalog;
use kakari_catalog::load::{LoadError, load};
use kakari_rules::Editions;

use crate::args::OPTIONS;
use crate::clock;
use crate::input::{self, Trouble};
use crate::outcome::complain;

/// The choice of a catalogue.
#[derive(Debug, Args)]
pub struct Which {
    /// 内蔵の台帳の版(初期値は今日報告する年度のもの)
    #[arg(long, value_name = "版", help_heading = OPTIONS)]
    edition: Option<String>,
    /// 内蔵の台帳のかわりに使う台帳ファイル(TOML)
    #[arg(long, value_name = "ファイル", conflicts_with = "edition", help_heading = OPTIONS)]
    catalog: Option<PathBuf>,
}

impl Which {
    /// The catalogue that was chosen; where there is none, that has been said.
    pub fn choose<'a>(&self, editions: &'a Editions) -> Option<Cow<'a, Catalog>> {
        match (&self.catalog, &self.edition) {
            (Some(file), _) => of_file(file).map(Cow::Owned),
            (None, Some(name)) => {
                let found = editions.get(name);
                if found.is_none() {
                    complain(&format!("版「{name}」の台帳は内蔵されていません。内蔵の版は {} です。", names(editions)));
                }
                found.map(Cow::Borrowed)
            }
            (None, None) => Some(Cow::Borrowed(editions.on(clock::day(None)))),
        }
    }
}

/// A built-in edition by name, or a file.
pub fn named<'a>(name: &Path, editions: &'a Editions) -> Option<Cow<'a, Catalog>> {
    match name.to_str().and_then(|name| editions.get(name)) {
        Some(builtin) => Some(Cow::Borrowed(builtin)),
        None => of_file(name).map(Cow::Owned),
    }
}

/// Why a file is no catalogue.
pub enum Refused {
    /// It cannot be read.
    Unread(Trouble),
    /// It says something wrong.
    Wrong(Vec<LoadError>),
}

/// Reads an edition file.
pub fn read(file: &Path) -> Result<Catalog, Refused> {
    let text = input::whole(file).map_err(Refused::Unread)?;
    load(&text).map_err(Refused::Wrong)
}

/// Reads an edition file to work with; what is wrong with it is said.
pub fn of_file(file: &Path) -> Option<Catalog> {
    let name = file.display();
    match read(file) {
        Ok(catalog) => return Some(catalog),
        Err(Refused::Unread(trouble)) => complain(&format!("{name}: {trouble}")),
        Err(Refused::Wrong(errors)) => {
            for error in &errors {
                complain(&at(file, error));
            }
            complain(&format!("{name}: 台帳に誤りがあるため使いません。内蔵の台帳は変わりません。"));
        }
    }
    None
}

/// 「R9.toml:12:5: …」, as editors and other tools read it.
pub fn at(file: &Path, error: &LoadError) -> String {
    format!("{}:{}:{}: {}", file.display(), error.line, error.column, error.message)
}

/// The built-in editions.
fn names(editions: &Editions) -> String {
    editions.all().map(Catalog::edition).collect::<Vec<_>>().join("、")
}
