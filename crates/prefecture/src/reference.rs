//! The members in words: for the page for officers (`docs/prefecture-configuration.md`) and for the form of the app.

use std::fmt::Write as _;

use kakari_catalog::{Catalog, wareki};
use kakari_rules::Editions;
use serde::Serialize;

use crate::color::{Colors, PAIRS, Pair, Role};
use crate::configuration::Mode;
use crate::members::{Kind, Member, ROOT};
use crate::walk::hundredths;
use crate::{EXAMPLE, FORMAT, VERSION, schema};

/// The tables of members, the pairs of colours and the example, in Markdown.
pub fn markdown(editions: &Editions) -> String {
    let mut out = String::new();
    table(&mut out, "ファイル全体", ROOT, editions);
    for member in ROOT {
        match &member.kind {
            Kind::Object(members) | Kind::List(Kind::Object(members), ..) => {
                table(&mut out, &format!("{}(`{}`)", member.title, member.name), members, editions);
            }
            _ => {}
        }
    }
    out.push_str("### 必要なコントラスト比\n\n| 色 | 下になる色 | 比 |\n| --- | --- | --- |\n");
    for pair in PAIRS {
        let ((over, name), (ground, below)) = (title(pair.over), title(pair.ground));
        let _ = writeln!(out, "| {over}(`{name}`) | {ground}(`{below}`) | {}:1 以上 |", pair.least);
    }
    let _ = write!(out, "\n### 例(架空の「例示県」)\n\n```json\n{EXAMPLE}```\n");
    out
}

/// How a pair of colours meets: names, ratio as it is with two decimals, and the least.
#[derive(Debug, Serialize)]
pub struct Contrast {
    /// The name of the colour that stands on the other.
    pub over: &'static str,
    /// The name of the other.
    pub ground: &'static str,
    /// 「5.74」.
    pub ratio: String,
    /// 「4.5」.
    pub least: String,
}

/// The contrast of every pair of colours.
pub fn contrasts(colors: &Colors) -> Vec<Contrast> {
    let contrast = |pair: Pair| Contrast {
        over: title(pair.over).0,
        ground: title(pair.ground).0,
        ratio: hundredths(colors.get(pair.over).contrast(colors.get(pair.ground))),
        least: pair.least.to_string(),
    };
    PAIRS.map(contrast).into()
}

/// The title and the name of the member for a colour.
fn title(role: Role) -> (&'static str, &'static str) {
    let members = ROOT.iter().filter_map(|member| match &member.kind {
        Kind::Object(members) => Some(members.iter()),
        _ => None,
    });
    let mut members = members.flatten();
    let member = members.find(|member| matches!(member.kind, Kind::Color(own) if own == role));
    member.map_or_else(Default::default, |member| (member.title, member.name))
}

fn table(out: &mut String, heading: &str, members: &[Member], editions: &Editions) {
    let _ = writeln!(out, "### {heading}\n\n| 項目 | 意味 | 書くもの |\n| --- | --- | --- |");
    for member in members {
        let needed = if member.required { "(必須)" } else { "" };
        let (name, title, kind) = (member.name, member.title, kind(&member.kind, editions));
        let _ = writeln!(out, "| `{name}`{needed} | **{title}** {} | {kind} |", member.help);
    }
    out.push('\n');
}

/// What to write.
fn kind(kind: &Kind, editions: &Editions) -> String {
    let words = |words: Vec<(String, String)>| {
        let words: Vec<_> = words.iter().map(|(key, label)| format!("`{key}` {label}")).collect();
        words.join("、")
    };
    match kind {
        Kind::Format => format!("`\"{FORMAT}\"`"),
        Kind::Version => format!("`{VERSION}`"),
        Kind::Text(most) => format!("{most}文字まで"),
        Kind::Prefecture => "`01`(北海道)から `47`(沖縄県)まで".to_owned(),
        Kind::Edition => {
            let all = editions.all().map(|catalog| (catalog.edition().to_owned(), catalog.label().to_owned()));
            words(all.collect())
        }
        Kind::Deadline => "`2027-02-26` の形の日付".to_owned(),
        Kind::Phone => "`00-0000-0000(内線 12)` など".to_owned(),
        Kind::Email => "`iryo@pref.example.lg.jp` など".to_owned(),
        Kind::Url => "`https://` で始まるアドレス。利用者名とパスワードは書けません".to_owned(),
        Kind::Catalog => "相対アドレスか `https://` で始まるアドレス、または台帳の `{ }`".to_owned(),
        Kind::Color(role) => format!("`#rrggbb` か `#rgb`。はじめの色は `{}`", Colors::default().get(*role)),
        Kind::Mode => words(Mode::ALL.map(|mode| (mode.key().to_owned(), mode.label().to_owned())).to_vec()),
        Kind::Step => words(schema::steps(editions)),
        Kind::Origin => "`https://www.pref.example.lg.jp` の形。ホスト名より後ろは書きません".to_owned(),
        Kind::List(Kind::Object(_), _, most) => format!("`[ ]` の中に、下の表の項目の `{{ }}` を{most}件まで"),
        Kind::List(each, _, most) => format!("`[ ]` の中に{most}件まで: {}", self::kind(each, editions)),
        Kind::Object(_) => "下の表の項目の `{ }`".to_owned(),
    }
}

/// A member as a field of a form.
#[derive(Debug, Serialize)]
pub struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// Its name in words.
    pub title: &'static str,
    /// What it is for.
    pub help: &'static str,
    /// Whether what it stands in means nothing without it.
    pub required: bool,
    /// What kind of control.
    #[serde(flatten)]
    pub control: Control,
}

/// What kind of control a field has.
#[derive(Debug, Serialize)]
#[serde(tag = "control", rename_all = "kebab-case")]
pub enum Control {
    /// Written by the form itself.
    Fixed {
        /// As JSON.
        json: String,
    },
    /// A line.
    Line {
        /// `text`, `tel`, `email` or `url`.
        input: &'static str,
        /// An example, or nothing.
        example: &'static str,
    },
    /// A day.
    Day,
    /// A colour, and what it is when nothing is said.
    Color {
        /// `#rrggbb`
        usual: String,
    },
    /// One of some words: key, label.
    One {
        /// What may be chosen.
        words: Vec<(String, String)>,
    },
    /// Any of some words; all where nothing is said.
    Any {
        /// What may be chosen.
        words: Vec<(String, String)>,
    },
    /// Lines, each by itself.
    Lines {
        /// An example.
        example: &'static str,
    },
    /// Things with members of their own.
    Each {
        /// The members of each.
        members: Vec<Field>,
    },
    /// Members of its own.
    Group {
        /// The members.
        members: Vec<Field>,
    },
}

/// All members as fields of a form.
pub fn form(editions: &Editions) -> Vec<Field> {
    fields(ROOT, editions)
}

fn fields(members: &'static [Member], editions: &Editions) -> Vec<Field> {
    let field = |member: &'static Member| {
        let Member { name, title, help, required, kind } = member;
        Field { name, title, help, required: *required, control: control(kind, editions) }
    };
    members.iter().map(field).collect()
}

fn control(kind: &'static Kind, editions: &Editions) -> Control {
    match kind {
        Kind::Format => Control::Fixed { json: format!("\"{FORMAT}\"") },
        Kind::Version => Control::Fixed { json: VERSION.to_string() },
        Kind::Prefecture => Control::One { words: schema::prefectures(editions) },
        Kind::Edition => Control::One { words: editions.all().map(edition).collect() },
        Kind::Deadline => Control::Day,
        Kind::Color(role) => Control::Color { usual: Colors::default().get(*role).to_string() },
        Kind::Mode | Kind::Step | Kind::Origin | Kind::Text(_) => Control::Line { input: "text", example: "" },
        Kind::Phone => Control::Line { input: "tel", example: "00-0000-0000(内線 12)" },
        Kind::Email => Control::Line { input: "email", example: "iryo@pref.example.lg.jp" },
        Kind::Url => Control::Line { input: "url", example: "https://www.pref.example.lg.jp/iryo/" },
        Kind::Catalog => Control::Line { input: "url", example: "R9.json" },
        Kind::List(Kind::Mode, ..) => {
            Control::Any { words: Mode::ALL.map(|mode| (mode.key().to_owned(), mode.label().to_owned())).to_vec() }
        }
        Kind::List(Kind::Step, ..) => Control::Any { words: schema::steps(editions) },
        Kind::List(Kind::Origin, ..) => Control::Lines { example: "https://www.pref.example.lg.jp" },
        Kind::List(Kind::Object(members), ..) => Control::Each { members: fields(members, editions) },
        Kind::List(..) => Control::Lines { example: "" },
        Kind::Object(members) => Control::Group { members: fields(members, editions) },
    }
}

/// An edition with its window, inside which the deadline lies.
fn edition(catalog: &Catalog) -> (String, String) {
    let window = catalog.dates().window;
    let label = format!("{}(報告期間 {}〜{})", catalog.label(), wareki::day(window.from), wareki::day(window.to));
    (catalog.edition().to_owned(), label)
}
