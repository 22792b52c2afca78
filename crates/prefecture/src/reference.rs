//! The members in words, for the page for officers (`docs/prefecture-configuration.md`).

use std::fmt::Write as _;

use kakari_rules::Editions;

use crate::color::{Colors, PAIRS};
use crate::configuration::Mode;
use crate::members::{Kind, Member, ROOT};
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
        let _ = writeln!(out, "| {} | {} | {}:1 以上 |", title(pair.over), title(pair.ground), pair.least);
    }
    let _ = write!(out, "\n### 例(架空の「例示県」)\n\n```json\n{EXAMPLE}```\n");
    out
}

fn title(role: crate::Role) -> String {
    let members = ROOT.iter().filter_map(|member| match &member.kind {
        Kind::Object(members) => Some(members.iter()),
        _ => None,
    });
    let mut members = members.flatten();
    let member = members.find(|member| matches!(member.kind, Kind::Color(own) if own == role));
    member.map_or_else(String::new, |member| format!("{}(`{}`)", member.title, member.name))
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
