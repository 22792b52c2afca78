//! Where what a command makes is written to, and that nothing is lost there.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{CLEAN, Folder, kakari, run};

const DAY: [&str; 2] = ["--as-of", "2026-02-01"];

/// Every command that takes `--output`, without it. `{}` stands for the folder.
const COMMANDS: [&[&str]; 9] = [
    &["notice", DAY[0], DAY[1], "{}/draft.json"],
    &["transcribe", DAY[0], DAY[1], "{}/draft.json"],
    &["transcribe", DAY[0], DAY[1], "--format", "xlsx", "{}/draft.json"],
    &["import", DAY[0], DAY[1], "--base", "{}/draft.json", "{}/table.csv"],
    &["carry-over", "--as-of", "2027-02-01", "{}/draft.json"],
    &["fhir", "questionnaire", "--edition", "R7"],
    &["fhir", "response", DAY[0], DAY[1], "{}/draft.json"],
    &["fhir", "draft", DAY[0], DAY[1], "{}/response.json"],
    &["fhir", "draft", DAY[0], DAY[1], "--base", "{}/draft.json", "{}/response.json"],
];

/// A folder with what the commands read.
fn folder(test: &str) -> Folder {
    let folder = Folder::new(test);
    let draft = folder.file("draft.json", CLEAN);
    folder.file("table.csv", run(&["transcribe", DAY[0], DAY[1], "--format", "csv", &draft]).out);
    folder.file("response.json", run(&["fhir", "response", DAY[0], DAY[1], &draft]).out);
    folder
}

fn command(folder: &Folder, args: &[&str], more: &[&str]) -> Command {
    let place = folder.name("");
    let place = place.trim_end_matches('/');
    let args: Vec<String> = args.iter().map(|arg| arg.replace("{}", place)).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).chain(more.iter().copied()).collect();
    let mut command = kakari(&args);
    command.current_dir(place);
    command
}

fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.name("")).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn a_dash_is_the_standard_output_for_every_command() {
    let folder = folder("dash");
    let before = names(&folder);
    for args in COMMANDS {
        let plain = command(&folder, args, &[]).output().expect("it runs");
        assert!(!plain.stdout.is_empty(), "{args:?}");
        for option in ["-o", "--output"] {
            let dashed = command(&folder, args, &[option, "-"]).output().expect("it runs");
            assert!(dashed.stdout == plain.stdout && dashed.status.code() == plain.status.code(), "{args:?}");
        }
        assert_eq!(names(&folder), before, "{args:?}");
    }
}

#[test]
fn a_file_is_written_over_the_one_it_was_made_from() {
    let folder = folder("in-place");
    let before = names(&folder);
    for args in COMMANDS {
        let plain = command(&folder, args, &[]).output().expect("it runs");
        let given = command(&folder, args, &["-o", &folder.name("draft.json")]).output().expect("it runs");
        assert_eq!((given.status.code(), given.stdout.as_slice()), (plain.status.code(), &b""[..]), "{args:?}");
        assert!(fs::read(folder.name("draft.json")).expect("a file") == plain.stdout, "{args:?}");
        assert_eq!(names(&folder), before, "nothing is left beside it: {args:?}");
        folder.file("draft.json", CLEAN);
    }
}

/// The shell lets no file grow beyond a kilobyte, as if the disk were full.
#[test]
#[cfg(unix)]
fn where_a_file_cannot_be_written_whole_the_old_one_stays() {
    let folder = folder("full");
    let before = names(&folder);
    for args in COMMANDS {
        let full = command(&folder, args, &["-o", &folder.name("draft.json")]);
        let run = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh"])
            .arg(full.get_program())
            .args(full.get_args())
            .output()
            .expect("it runs");
        let complaint = String::from_utf8(run.stderr).expect("UTF-8");
        assert_eq!(run.status.code(), Some(2), "{args:?} {complaint}");
        assert!(complaint.contains("書き出せません") && complaint.contains("そのまま残っています"), "{complaint}");
        assert_eq!(fs::read_to_string(folder.name("draft.json")).expect("a file"), CLEAN, "{args:?}");
        assert_eq!(names(&folder), before, "{args:?}");
    }
}

#[test]
#[cfg(unix)]
fn links_and_permissions_of_the_file_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("links");
    let file = folder.file("real.json", "old");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("permissions");
    symlink(Path::new("real.json"), folder.name("link.json")).expect("a link");
    let made = command(&folder, COMMANDS[4], &["-o", "link.json"]).output().expect("it runs");
    assert_eq!(made.status.code(), Some(0));
    assert!(fs::symlink_metadata(folder.name("link.json")).expect("a link").is_symlink());
    assert!(fs::read_to_string(&file).expect("a file").contains("kakari-report"));
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_written_as_it_is() {
    let folder = folder("device");
    let made = command(&folder, COMMANDS[4], &["-o", "/dev/stdout"]).output().expect("it runs");
    assert!(String::from_utf8(made.stdout).expect("UTF-8").contains("kakari-report"));
    assert_eq!(command(&folder, COMMANDS[4], &["-o", "/dev/null"]).output().expect("it runs").status.code(), Some(0));
    let into = command(&folder, COMMANDS[4], &["-o", &folder.name("")]).output().expect("it runs");
    assert_eq!(into.status.code(), Some(2));
    let missing = command(&folder, COMMANDS[4], &["-o", &folder.name("none/a.json")]).output().expect("it runs");
    let complaint = String::from_utf8(missing.stderr).expect("UTF-8");
    assert!(complaint.contains("書き出せません") && !complaint.contains("残っています"), "{complaint}");
}

#[test]
fn the_help_says_what_stands_before_text_that_a_spreadsheet_might_run() {
    let help = run(&["transcribe", "--help"]).out;
    assert!(help.contains("「=」「+」「-」「@」で始まる文字") && help.contains("先頭の「'」"), "{help}");
    let folder = folder("apostrophe");
    let draft = folder.file("draft.json", CLEAN.replace("\"answers\": {", "\"answers\": {\"f1.remarks\": \"=1+1\","));
    for (format, expected) in [("csv", ",'=1+1,"), ("csv-excel", ",'=1+1,"), ("csv-cp932", ",'=1+1,")] {
        let made = kakari(&["transcribe", DAY[0], DAY[1], "--format", format, &draft]).output().expect("it runs");
        assert!(String::from_utf8_lossy(&made.stdout).contains(expected), "{format}");
    }
}
