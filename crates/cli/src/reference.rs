//! What drafts are checked against: editions or a file, and other drafts of the same institution.

use std::path::{Path, PathBuf};

use kakari_catalog::Catalog;
use kakari_draft::{Draft, ReadError};
use kakari_rules::{Editions, Options, References, Report, check_against};

use crate::check::CheckArgs;
use crate::input;
use crate::outcome::complain;
use crate::source;

/// All that a draft is checked against, read once for all drafts.
pub struct Against<'a> {
    editions: &'a Editions,
    own: Option<Catalog>,
    last_year: Option<Draft>,
    confirmed: Option<Draft>,
    options: Options,
}

/// A draft names an edition that is not that of the catalogue which was asked for.
pub struct OtherEdition {
    draft: String,
    catalog: String,
}

impl std::fmt::Display for OtherEdition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "下書きの版は「{}」で、指定された台帳の版「{}」と違います。下書きと同じ版の台帳を指定するか、--catalog を外してください。",
            self.draft, self.catalog
        )
    }
}

impl<'a> Against<'a> {
    /// Reads what was asked for; where that cannot be read, it has been said.
    pub fn read(args: &CheckArgs, editions: &'a Editions) -> Option<Self> {
        let others = [&args.catalog, &args.last_year, &args.confirmed];
        let all = args.files.iter().chain(others.into_iter().flatten());
        if all.filter(|file| file.as_path() == Path::new("-")).count() > 1 {
            complain("標準入力(-)を指定できるのは1か所だけです。");
            return None;
        }
        // All are read before anything is given up, so that all that is wrong is said at once.
        let own = asked(args.catalog.as_ref(), source::of_file);
        let last_year = asked(args.last_year.as_ref(), |file| draft(file, "昨年度の下書き"));
        let confirmed = asked(args.confirmed.as_ref(), |file| draft(file, "確認を受けた下書き"));
        let options = args.days.options();
        Some(Self { editions, own: own.ok()?, last_year: last_year.ok()?, confirmed: confirmed.ok()?, options })
    }

    /// The catalogue that was asked for.
    pub fn own(&self) -> Option<&Catalog> {
        self.own.as_ref()
    }

    /// The catalogue that a text is refused with when it is no draft.
    pub fn of_the_day(&self) -> &Catalog {
        self.own().unwrap_or_else(|| self.editions.on(self.options.today))
    }

    /// Checks a draft.
    pub fn check(&self, draft: &Draft) -> Result<(&Catalog, Report), OtherEdition> {
        let catalog = match self.own() {
            None => self.editions.of(draft, self.options.today),
            Some(own) => match draft.edition() {
                // An edition that nobody knows, or none, is KF10's; this one is known and another.
                Some(name) if name != own.edition() && self.editions.get(name).is_some() => {
                    return Err(OtherEdition { draft: name.to_owned(), catalog: own.edition().to_owned() });
                }
                _ => own,
            },
        };
        let references = References { last_year: self.last_year.as_ref(), confirmed: self.confirmed.as_ref() };
        Ok((catalog, check_against(draft, catalog, &self.options, &references)))
    }
}

/// What was asked for cannot be read, and that has been said.
struct Said;

/// Reads a file that was asked for; nothing where none was.
fn asked<T>(file: Option<&PathBuf>, read: impl Fn(&Path) -> Option<T>) -> Result<Option<T>, Said> {
    file.map(|file| read(file).ok_or(Said)).transpose()
}

fn draft(file: &Path, what: &str) -> Option<Draft> {
    let name = file.display();
    let text = input::whole(file).map_err(|trouble| complain(&format!("{what} {name}: {trouble}"))).ok()?;
    Draft::read(&text).map_err(|error: ReadError| complain(&format!("{what} {name}: {error}。"))).ok()
}
