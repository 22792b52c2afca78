//! What is read from which text.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn editions() -> &'static Editions {
    static EDITIONS: LazyLock<Editions> = LazyLock::new(|| Editions::builtin().expect("editions"));
    &EDITIONS
}

/// A configuration with these members besides the two that it needs.
fn with(members: &str) -> String {
    format!("{{\"format\": \"kakari-prefecture\", \"version\": 1, {members}}}")
}

#[track_caller]
fn clean(members: &str) -> Configuration {
    let reading = read(&with(members), editions());
    assert_eq!(reading.problems, []);
    reading.configuration
}

/// Reads members of which one thing is wrong.
#[track_caller]
fn wrong(members: &str, code: Code, pointer: &str) -> (Configuration, Problem) {
    let mut reading = read(&with(members), editions());
    assert_eq!(reading.problems.len(), 1, "{:#?}", reading.problems);
    let problem = reading.problems.remove(0);
    assert_eq!((problem.code, problem.pointer.as_str()), (code, pointer), "{problem}");
    (reading.configuration, problem)
}

#[track_caller]
fn unusable(text: &str, code: Code, place: (usize, usize)) -> Problem {
    let mut reading = read(text, editions());
    assert_eq!(reading.configuration, Configuration::default());
    assert_eq!(reading.problems.len(), 1, "{:#?}", reading.problems);
    let problem = reading.problems.remove(0);
    assert_eq!((problem.code, problem.line, problem.column), (code, place.0, place.1), "{problem}");
    assert_eq!((problem.severity, problem.pointer.as_str()), (kakari_rules::Severity::Error, ""));
    problem
}

const FULL: &str = r##"{
  "$schema": "prefecture.schema.json",
  "format": "kakari-prefecture",
  "version": 1,
  "prefecture": "13",
  "name": "例示県",
  "edition": "R8",
  "deadline": "2027-02-26",
  "contacts": [
    {
      "name": "例示中央保健所",
      "areas": ["例示市", "見本町"],
      "phone": "00-0000-0000(内線 12)",
      "email": "chuo@pref.example.lg.jp",
      "hours": "平日 9時から17時まで",
      "url": "https://www.pref.example.lg.jp/chuo/"
    },
    { "name": "例示北保健所" }
  ],
  "links": [{ "label": "例示県の案内", "url": "https://www.pref.example.lg.jp/iryo/" }],
  "colors": { "primary": "#060", "link": "#005500" },
  "catalog": "R9.json",
  "modes": ["quick", "notice"],
  "steps": ["f1", "f2i"],
  "origins": ["https://www.pref.example.lg.jp"]
}"##;

#[test]
fn everything_that_may_be_said_is_read() {
    let reading = read(FULL, editions());
    assert_eq!(reading.problems, []);
    assert!(reading.is_clean());
    let expected = json!({
        "prefecture": "13",
        "name": "例示県",
        "edition": "R8",
        "deadline": "2027-02-26",
        "contacts": [
            {
                "name": "例示中央保健所", "areas": ["例示市", "見本町"], "phone": "00-0000-0000(内線 12)",
                "email": "chuo@pref.example.lg.jp", "hours": "平日 9時から17時まで",
                "url": "https://www.pref.example.lg.jp/chuo/",
            },
            { "name": "例示北保健所", "areas": [], "phone": null, "email": null, "hours": null, "url": null },
        ],
        "links": [{ "label": "例示県の案内", "url": "https://www.pref.example.lg.jp/iryo/" }],
        "colors": {
            "background": "#ffffff", "surface": "#f2f2f2", "text": "#1a1a1a", "primary": "#006600",
            "on_primary": "#ffffff", "link": "#005500", "border": "#666666", "focus": "#000000",
        },
        "catalog": { "url": "R9.json" },
        "modes": ["quick", "notice"],
        "steps": ["f1", "f2i"],
        "origins": ["https://www.pref.example.lg.jp"],
    });
    assert_eq!(serde_json::to_value(&reading.configuration).expect("JSON"), expected);
}

#[test]
fn nothing_but_format_and_version_must_be_said() {
    let reading = read(r#"{"format":"kakari-prefecture","version":1}"#, editions());
    assert_eq!(reading.problems, []);
    assert_eq!(reading.configuration, Configuration::default());
    assert_eq!(reading.configuration.modes, Mode::ALL);
}

#[test]
fn a_text_that_is_no_configuration_is_named_for_what_it_is() {
    unusable("", Code::Empty, (1, 1));
    unusable(" \n\t", Code::Empty, (1, 1));
    let html = unusable("\u{feff}\n<!DOCTYPE html><title>404 Not Found</title>", Code::Html, (2, 1));
    assert!(html.message.contains("HTML") && html.fix.contains("アドレス"), "{html}");
    unusable("[]", Code::Format, (1, 1));
    unusable("{}", Code::Format, (1, 1));
    unusable("{\"name\": \"my-app\", \"version\": \"1.0.0\"}", Code::Format, (1, 1));
    let draft = unusable("{\n \"format\": \"kakari-report\"}", Code::Format, (2, 12));
    assert!(draft.message.contains("下書き"), "{draft}");
    unusable(&" ".repeat(LONGEST + 1), Code::TooLarge, (1, 1));
    unusable("Not Found", Code::NotJson, (1, 1));
    unusable("{\"format\": \"kakari-prefecture\",", Code::NotJson, (1, 31));
    unusable(&"[".repeat(100_000), Code::NotJson, (1, 128));
}

#[test]
fn a_slip_of_json_is_named_with_its_place_and_the_way_out() {
    for (text, place, fix) in [
        ("{\n  \"名前\": \"あ\",\n}", (3, 1), "「,」を消してください"),
        ("{ // 設定\n}", (1, 3), "注釈"),
        ("{'format': 1}", (1, 2), "半角の「\"」"),
        ("{“format”: 1}", (1, 2), "半角の「\"」"),
        ("{\"あい\"： 1}", (1, 6), "全角"),
        ("{\"a\": 1 \"b\": 2}", (1, 9), "抜けていないか"),
        ("{\"a\": \"b\nc\"}", (1, 9), "改行"),
    ] {
        let problem = unusable(text, Code::NotJson, place);
        assert!(problem.fix.contains(fix), "{text}: {problem}");
    }
}

#[test]
fn a_version_that_is_missing_or_unknown_is_read_all_the_same() {
    for (version, pointer) in [("", ""), (", \"version\": 2", "/version"), (", \"version\": \"1\"", "/version")] {
        let text = format!("{{\"format\": \"kakari-prefecture\"{version}, \"name\": \"例示県\"}}");
        let reading = read(&text, editions());
        assert_eq!(reading.configuration.name.as_deref(), Some("例示県"));
        let found: Vec<_> = reading.problems.iter().map(|problem| (problem.code, problem.pointer.as_str())).collect();
        assert_eq!(found, [(Code::Version, pointer)]);
    }
}

#[test]
fn a_member_that_is_not_known_is_noted_and_guessed() {
    let (_, problem) = wrong("\n \"deadlien\": \"2027-02-26\"", Code::Unknown, "/deadlien");
    assert_eq!((problem.line, problem.column, problem.severity.key()), (2, 2, "note"));
    assert!(problem.message.contains("deadlien") && problem.fix == "「deadline」のことですか。", "{problem}");
    let (_, problem) = wrong("\"~a/b\": 1", Code::Unknown, "/~0a~1b");
    assert!(problem.fix.contains("消してください"), "{problem}");
    wrong(r#""__proto__": {"name": "x"}"#, Code::Unknown, "/__proto__");
    wrong(r#""contacts": [{"name": "あ", "tel": "1"}]"#, Code::Unknown, "/contacts/0/tel");
}

#[test]
fn of_a_member_given_twice_the_last_counts() {
    let (configuration, problem) = wrong(r#""name": 1, "name": "例示県""#, Code::Duplicate, "/name");
    assert_eq!(configuration.name.as_deref(), Some("例示県"));
    assert_eq!(problem.column, 47);
}

#[test]
fn a_value_of_another_kind_is_not_used() {
    for (members, pointer) in [
        (r#""name": 1"#, "/name"),
        (r#""name": null"#, "/name"),
        (r#""prefecture": 13"#, "/prefecture"),
        (r#""contacts": {}"#, "/contacts"),
        (r#""contacts": ["あ"]"#, "/contacts/0"),
        (r#""contacts": [{"name": "あ", "areas": "い"}]"#, "/contacts/0/areas"),
        (r#""colors": "\#fff""#, "/colors"),
        (r#""colors": {"text": 0}"#, "/colors/text"),
        (r#""modes": "quick""#, "/modes"),
        (r#""catalog": 1"#, "/catalog"),
        (r#""catalog": []"#, "/catalog"),
    ] {
        let members = members.replace("\\#", "#");
        let (configuration, problem) = wrong(&members, Code::Type, pointer);
        assert_eq!(problem.severity.key(), "error");
        assert_eq!((&configuration.name, &configuration.prefecture, &configuration.catalog), (&None, &None, &None));
    }
}

#[test]
fn one_bad_entry_does_not_take_the_others_with_it() {
    let (configuration, problem) = wrong(
        r#""links": [{"label": "a", "url": "javascript:alert(1)"}, {"label": "b", "url": "https://b.jp"}]"#,
        Code::Url,
        "/links/0/url",
    );
    assert_eq!(configuration.links, [Link { label: "b".to_owned(), url: "https://b.jp".to_owned() }]);
    assert!(problem.message.ends_with("このため、この1件は使いません。"), "{problem}");
    let text = with(r#""links": [{"url": "a", "label": "あ", "titel": 1}]"#);
    let reading = read(&text, editions());
    let told: Vec<_> = reading.problems.iter().map(|problem| problem.message.contains("この1件は使いません")).collect();
    assert_eq!((told.as_slice(), reading.configuration.links.len()), (&[true, false][..], 0));
    let (configuration, problem) =
        wrong(r#""contacts": [{"phone": "00-0000-0000"}, {"name": "あ"}]"#, Code::Missing, "/contacts/0");
    assert_eq!(configuration.contacts.len(), 1);
    assert!(problem.message.contains("「問い合わせ先の1件目」に「名前」(name)がない"), "{problem}");
    let (configuration, _) = wrong(r#""contacts": [{"name": "あ", "email": "?"}]"#, Code::Email, "/contacts/0/email");
    assert_eq!(configuration.contacts[0].email, None);
}

#[test]
fn a_prefecture_is_one_of_the_47() {
    assert_eq!(clean(r#""prefecture": "47""#).prefecture.as_deref(), Some("47"));
    for (written, fix) in [
        ("1", "「\"01\"」"),
        ("東京都", "「\"13\"」"),
        ("北海道", "「\"01\"」"),
        ("京都", "「\"26\"」"),
        ("48", "47"),
        ("００", "47"),
    ] {
        let (configuration, problem) = wrong(&format!("\"prefecture\": \"{written}\""), Code::Value, "/prefecture");
        assert_eq!(configuration.prefecture, None);
        assert!(problem.fix.contains(fix), "{written}: {problem}");
    }
}

#[test]
fn a_deadline_lies_in_the_window_of_its_edition() {
    for deadline in ["2027-01-01", "2027-03-31"] {
        assert!(clean(&format!("\"edition\": \"R8\", \"deadline\": \"{deadline}\"")).deadline.is_some());
    }
    assert!(clean(r#""deadline": "2026-02-27""#).deadline.is_some());
    for members in [
        r#""edition": "R8", "deadline": "2026-12-31""#,
        r#""edition": "R8", "deadline": "2027-04-01""#,
        r#""edition": "R7", "deadline": "2027-02-26""#,
        r#""deadline": "2025-02-26""#,
    ] {
        let (configuration, problem) = wrong(members, Code::Window, "/deadline");
        assert_eq!(configuration.deadline, None);
        assert!(problem.message.contains("報告期間(令和"), "{problem}");
    }
    for day in ["2027-02-30", "2027/02/26", "令和9年2月26日", "2027-2-26"] {
        wrong(&format!("\"deadline\": \"{day}\""), Code::Day, "/deadline");
    }
    let (configuration, _) = wrong(r#""edition": "R99""#, Code::Edition, "/edition");
    assert_eq!(configuration.edition, None);
}

#[test]
fn a_catalogue_of_ones_own_has_editions_and_days_of_its_own() {
    let configuration = clean(r#""edition": "R99", "deadline": "2099-01-01", "catalog": "R99.json""#);
    assert_eq!(configuration.edition.as_deref(), Some("R99"));
    assert!(configuration.deadline.is_some());
    let inline = clean(r#""catalog": { "edition" : "R99", "n": 1.50 }"#);
    assert_eq!(inline.catalog, Some(CatalogSource::Json(r#"{ "edition" : "R99", "n": 1.50 }"#.to_owned())));
    wrong(r#""catalog": "http://a.jp/R9.json""#, Code::Url, "/catalog");
    wrong(r#""catalog": "//a.jp/R9.json", "edition": "R8""#, Code::Url, "/catalog").0.catalog.ok_or(()).unwrap_err();
}

#[test]
fn what_is_shown_is_short_visible_text() {
    assert_eq!(clean(r#""name": "  例示県\u3000""#).name.as_deref(), Some("例示県"));
    wrong(r#""name": "例示県\n医療課""#, Code::Characters, "/name");
    wrong(r#""name": "\u202e県示例""#, Code::Characters, "/name");
    wrong(&format!("\"name\": \"{}\"", "あ".repeat(61)), Code::Length, "/name");
    assert!(clean(&format!("\"name\": \"{}\"", "あ".repeat(60))).name.is_some());
    let (configuration, problem) = wrong(r#""name": " ""#, Code::Blank, "/name");
    assert_eq!((configuration.name, problem.severity.key()), (None, "warning"));
}

#[test]
fn script_in_a_text_stays_text() {
    let name = "<script>alert(1)</script>";
    let configuration =
        clean(&format!("\"name\": \"{name}\", \"contacts\": [{{\"name\": \"<img src=x onerror=alert(1)>\"}}]"));
    assert_eq!(configuration.name.as_deref(), Some(name));
    assert_eq!(configuration.contacts[0].name, "<img src=x onerror=alert(1)>");
}

#[test]
fn lists_are_as_long_as_is_useful_and_say_a_thing_once() {
    let links = vec![r#"{"label":"a","url":"https://a.jp"}"#; 21].join(",");
    let (configuration, problem) = wrong(&format!("\"links\": [{links}]"), Code::Many, "/links");
    assert_eq!((configuration.links.len(), problem.severity.key()), (20, "error"));
    let (configuration, _) = wrong(r#""modes": ["full", "full"]"#, Code::Repeated, "/modes/1");
    assert_eq!(configuration.modes, [Mode::Full]);
    let (configuration, _) = wrong(r#""origins": ["https://A.jp/", "https://a.jp:443"]"#, Code::Repeated, "/origins/1");
    assert_eq!(configuration.origins, ["https://a.jp"]);
    let (configuration, _) = wrong(r#""modes": []"#, Code::Blank, "/modes");
    assert_eq!(configuration.modes, Mode::ALL);
    let (configuration, problem) = wrong(r#""modes": ["quik"]"#, Code::Value, "/modes/0");
    assert_eq!(configuration.modes, Mode::ALL);
    assert_eq!(problem.fix, "「\"quick\"」のことですか。");
    let (_, problem) = wrong(r#""steps": ["f1", "1号機能 "]"#, Code::Value, "/steps/1");
    assert_eq!(problem.fix, "「\"f1\"」のことですか。");
}

#[test]
fn origins_are_origins() {
    wrong(r#""origins": ["*"]"#, Code::Origin, "/origins/0");
    wrong(r#""origins": ["https://a.jp/iryo/"]"#, Code::Origin, "/origins/0");
    assert_eq!(clean(r#""origins": ["http://localhost:8080"]"#).origins, ["http://localhost:8080"]);
    let (configuration, problem) = wrong(r#""origins": ["http://a.jp"]"#, Code::Insecure, "/origins/0");
    assert_eq!(
        (configuration.origins.as_slice(), problem.severity.key()),
        (&["http://a.jp".to_owned()][..], "warning")
    );
}

#[test]
fn a_telephone_number_that_looks_odd_is_shown_all_the_same() {
    let (configuration, problem) =
        wrong(r#""contacts": [{"name": "あ", "phone": "お電話で"}]"#, Code::Phone, "/contacts/0/phone");
    assert_eq!(configuration.contacts[0].phone.as_deref(), Some("お電話で"));
    assert_eq!(problem.severity.key(), "warning");
}

#[test]
fn colours_that_are_hard_to_read_give_way_to_the_nearest_that_is_not() {
    let (configuration, problem) = wrong(r##""colors": {"text": "#777"}"##, Code::Contrast, "/colors/text");
    let colors = configuration.colors.expect("colours");
    assert_eq!(colors.text.to_string(), "#6e6e6e");
    let ratio = "文字(text) #777777 と背景(background) #ffffff のコントラスト比は 4.47:1 で、4.5:1 以上";
    assert!(problem.message.contains(ratio), "{problem}");
    assert_eq!(problem.fix, "「text」を「#6e6e6e」にすると足ります。");
    let members = r##""colors": {"border": "#959595", "surface": "#fff"}"##;
    let (configuration, _) = wrong(members, Code::Contrast, "/colors/border");
    assert_eq!(configuration.colors.expect("colours").border.to_string(), "#949494");
    assert!(clean(r##""colors": {"text": "#767676", "surface": "#fff"}"##).colors.is_some());
    let dark = read(&with(r##""colors": {"background": "#222"}"##), editions());
    assert!(
        dark.problems.iter().all(|problem| problem.code == Code::Contrast && problem.pointer.starts_with("/colors"))
    );
    assert_eq!(dark.configuration.colors.expect("colours").surface.to_string(), "#222222");
    wrong(r#""colors": {"text": "red"}"#, Code::Color, "/colors/text");
}

#[test]
fn no_more_problems_are_told_than_anybody_reads() {
    let names: Vec<_> = (0..1000).map(|n| format!("\"x{n}\": 1")).collect();
    let reading = read(&with(&names.join(",")), editions());
    assert_eq!((reading.problems.len(), reading.omitted), (MOST_PROBLEMS, 900));
}

#[test]
fn a_problem_goes_out_as_plain_words() {
    let (_, problem) = wrong("\n\"name\": 1", Code::Type, "/name");
    let expected = json!({
        "severity": "error", "code": "type", "pointer": "/name", "line": 2, "column": 9,
        "message": "「名前」に数が書かれています。文字を書くところです。",
        "fix": "値を「\"」で囲んでください。書かないときは、この項目を消してください。",
    });
    assert_eq!(serde_json::to_value(&problem).expect("JSON"), expected);
    assert!(problem.to_string().starts_with("2行9列: エラー: 「名前」に数が"));
}

/// The text of a full configuration with something else in its place.
fn damaged() -> impl Strategy<Value = String> {
    let at = any::<prop::sample::Index>();
    let with = prop_oneof![
        Just(String::new()),
        Just("null".to_owned()),
        Just("[]".to_owned()),
        Just("\"\\u0000\"".to_owned()),
        Just("<script>".to_owned()),
        r#"[\[\]{}:,"\\#a-f0-9あ\n\u{202e}]{0,4}"#,
    ];
    (at, 0..8_usize, with).prop_map(|(at, cut, with)| {
        let characters: Vec<char> = FULL.chars().collect();
        let at = at.index(characters.len());
        let rest = characters.iter().skip(at + cut).copied();
        characters[..at].iter().copied().chain(with.chars()).chain(rest).collect()
    })
}

proptest! {
    #[test]
    fn any_text_gives_a_reading(text in "\\PC{0,200}") {
        read(&text, editions());
    }

    #[test]
    fn a_damaged_configuration_gives_a_reading_with_places_in_the_text(text in damaged()) {
        let reading = read(&text, editions());
        let lines: Vec<_> = text.split('\n').map(|line| line.chars().count()).collect();
        for problem in &reading.problems {
            let is_there = lines.get(problem.line - 1).is_some_and(|length| (1..=length + 1).contains(&problem.column));
            prop_assert!(is_there, "{problem}");
            prop_assert!(!problem.message.is_empty() && problem.fix.ends_with('。'), "{problem}");
            prop_assert!(!problem.message.contains(address::is_hidden), "{problem}");
        }
        if reading.problems.is_empty() {
            prop_assert!(reading.configuration.name.is_some() || !text.contains("\"name\": \"例示県\""));
        }
    }
}

#[cfg(feature = "prose")]
#[test]
fn the_example_has_every_member_but_the_catalogue_and_nothing_is_wrong_with_it() {
    let reading = read(EXAMPLE, editions());
    assert_eq!(reading.problems, []);
    let value = Value::read(EXAMPLE).expect("JSON");
    let members = members::ROOT.iter().map(|member| member.name);
    let missing: Vec<_> = members.filter(|name| value.as_object().is_none_or(|own| own.get(name).is_none())).collect();
    assert_eq!(missing, ["catalog"]);
}

#[cfg(feature = "prose")]
#[test]
fn the_page_for_officers_shows_the_members_of_today() {
    const PAGE: &str = include_str!("../../../docs/prefecture-configuration.md");
    let (_, rest) = PAGE.split_once("<!-- ここから生成 -->\n\n").expect("the beginning");
    let (part, _) = rest.split_once("\n<!-- ここまで生成 -->").expect("the end");
    let now = reference::markdown(editions());
    assert!(part == now, "docs/prefecture-configuration.md を書き直してください: kakari config reference\n{now}");
}
