//! A day in the year of no edition is said, on whatever is worked out for it.

mod common;

use common::{CLEAN, Folder, run};

#[test]
fn a_day_in_the_year_of_no_edition_is_said_and_every_other_is_not() {
    let folder = Folder::new("no-edition");
    let draft = folder.file("draft.json", CLEAN);
    for command in ["check", "transcribe", "notice"] {
        for (day, is_said) in [("1970-01-01", true), ("2026-02-01", false), ("2027-03-31", false), ("2028-02-01", true)]
        {
            let run = run(&[command, &draft, "--as-of", day]);
            let said =
                run.err.contains("の年度の報告は、この版のツールに入っていません") && run.err.contains("端末の時計");
            assert_eq!(said, is_said, "{command} {day}: {run:?}");
        }
    }
}
