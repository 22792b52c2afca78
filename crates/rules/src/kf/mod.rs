//! KF: the file and its values.

pub(crate) mod kf01;
pub(crate) mod kf02;
pub(crate) mod kf03;
pub(crate) mod kf04;
pub(crate) mod kf05;
pub(crate) mod kf06;
pub(crate) mod kf07;
pub(crate) mod kf08;
pub(crate) mod kf09;
pub(crate) mod kf10;
pub(crate) mod kf11;
pub(crate) mod kf12;
pub(crate) mod kf13;
pub(crate) mod kf20;
pub(crate) mod kf21;
pub(crate) mod kf22;
pub(crate) mod kf23;
pub(crate) mod kf24;
pub(crate) mod kf25;
pub(crate) mod kf26;

use std::collections::BTreeSet;

use kakari_catalog::Id;

use crate::{Context, InstitutionCode};

/// The name of a member as it may stand in a sentence: without control characters, and not longer than a line.
fn excerpt(name: &str) -> String {
    const MOST: usize = 40;
    let mut shown: String = name.chars().filter(|character| !kf08::is_control(*character)).take(MOST + 1).collect();
    if shown.chars().count() > MOST {
        shown.pop();
        shown.push('…');
    }
    shown
}

/// The names, each once, in the order of their letters.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    // Collecting at once would sort first, with a sort of its own.
    let mut distinct = BTreeSet::new();
    for name in names {
        distinct.insert(name);
    }
    distinct
}

/// The 保険医療機関番号, where one of ten digits is given.
fn institution_code(context: &Context) -> Option<InstitutionCode> {
    context.text(Id::FacilityCode).and_then(InstitutionCode::parse)
}
