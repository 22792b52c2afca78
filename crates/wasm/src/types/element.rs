//! What the element `<kakari-checker>` takes and gives, for TypeScript. Its own class stands in `web/element/head.d.ts`.

use kakari_prefecture::{CatalogSource, Color, Colors, Configuration, Contact, Link, Mode};

use super::{declaration, draft, results, union};

/// What the element declares: the draft and the result as the package does, and what is its own.
pub fn declarations() -> Vec<String> {
    let mut all = vec![
        union("KakariMode", "What is shown.", Mode::ALL.map(Mode::key)),
        declaration::<Configuration>(),
        declaration::<Contact>(),
        declaration::<Link>(),
        declaration::<Colors>(),
        declaration::<Color>(),
        declaration::<CatalogSource>(),
    ];
    all.extend(draft::declarations());
    all.extend(results());
    all
}
