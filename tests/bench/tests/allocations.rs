//! How often reading and checking a case asks for memory, against `allocations.toml`: never more often than recorded.
//! `UPDATE=1 cargo test -p kakari-bench --test allocations` records anew.
//!
//! The counts are those of an unoptimised build, in which no request is left out; they do not depend on the machine.

mod record;

use allocation_counter::measure;
use kakari_bench::cases;

#[test]
fn no_case_asks_for_memory_more_often_than_recorded() {
    let mut counts = Vec::new();
    for case in cases::all(&cases::folder()).expect("the cases") {
        let mut draft = None;
        let read = measure(|| draft = Some(case.draft()));
        let draft = draft.expect("just read");
        let check = measure(|| drop(case.check(&draft)));
        counts.push((format!("{}.read", case.name), read.count_total));
        counts.push((format!("{}.check", case.name), check.count_total));
    }
    record::compare("allocations.toml", "", &counts, 0);
}
