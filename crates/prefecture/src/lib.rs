//! The configuration of a prefecture (設定ファイル, `*.json`): its name, deadline, contacts, links and colours for
//! the checker on its own pages.
//!
//! Reading never fails. What can be used is used; what cannot stays at its default and is named as a [`Problem`] with its
//! place, what is wrong and what to do. Nothing here fetches anything: where the configuration names a catalogue, whoever
//! has fetched it gives it to [`kakari_catalog::Catalog::kept`] (or, with the feature `load`, `from_json`), which decides
//! whether it is one.

mod address;
mod color;
mod configuration;
mod members;
mod place;
mod problem;
#[cfg(feature = "prose")]
pub mod reference;
#[cfg(feature = "prose")]
mod schema;
mod walk;

use kakari_draft::{Object, Refusal, Value};
use kakari_rules::Editions;
use serde::Serialize;

pub use color::{Color, Colors, PAIRS, Pair, Role};
pub use configuration::{CatalogSource, Configuration, Contact, Link, Mode};
pub use problem::{Code, Problem};
#[cfg(feature = "prose")]
pub use schema::schema;

use place::Place;
use problem::Problems;
use walk::Walk;

/// What `format` must say.
pub const FORMAT: &str = "kakari-prefecture";
/// The version of the format that this library knows.
pub const VERSION: u64 = 1;
/// A configuration with every member, about a prefecture that does not exist (例示県).
#[cfg(feature = "prose")]
pub const EXAMPLE: &str = include_str!("example.json");
/// The longest file that is read, in bytes. A catalogue of a prefecture's own has room in it.
pub const LONGEST: usize = 1 << 20;
/// How many problems are told: nobody reads more, and each is looked for in the text anew.
pub const MOST_PROBLEMS: usize = 100;

/// A configuration and what is wrong with its file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// What is used.
    pub configuration: Configuration,
    /// What is wrong, in the order of the file, at most [`MOST_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// How many problems there are beyond those.
    pub omitted: usize,
}

impl Reading {
    /// Whether the text is a configuration at all.
    pub fn is_configuration(&self) -> bool {
        let whole = [Code::TooLarge, Code::Empty, Code::Html, Code::NotJson, Code::Format];
        !self.problems.iter().any(|problem| whole.contains(&problem.code))
    }

    /// Whether the file is used as it stands: nothing was left out and nothing was replaced.
    pub fn is_clean(&self) -> bool {
        self.problems.iter().all(|problem| problem.severity == kakari_rules::Severity::Note)
    }
}

/// Reads a configuration. `editions` are those that a deadline, an edition and the steps are held against.
pub fn read(text: &str, editions: &Editions) -> Reading {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut problems = Problems::new(text);
    let configuration = match root(text) {
        Ok(root) => {
            let mut walk = Walk::new(editions, &mut problems);
            let kept = walk.root(&root);
            let mut configuration = Configuration::of(&kept);
            walk.finish(&root, &mut configuration);
            configuration
        }
        Err((place, code, message, fix)) => {
            problems.at(place, "", code, message, fix);
            Configuration::default()
        }
    };
    let (problems, omitted) = problems.all();
    Reading { configuration, problems, omitted }
}

type Unusable = (Place, Code, String, String);

/// The members of a configuration file, or why the text is none.
fn root(text: &str) -> Result<Object, Unusable> {
    let unusable = |offset: usize, code, message: &str, fix: &str| {
        Err((Place::of(text, offset), code, message.to_owned(), fix.to_owned()))
    };
    let begin = text.len() - text.trim_start().len();
    if text.len() > LONGEST {
        let fix = "設定ファイルの大きさは1MBまでです。ファイルを確かめてください。";
        return unusable(0, Code::TooLarge, "ファイルが大きすぎるため、読みませんでした。", fix);
    }
    if begin == text.len() {
        let fix = "設定を書いたファイルかどうか、置き場所とともに確かめてください。";
        return unusable(0, Code::Empty, "ファイルに何も書かれていません。", fix);
    }
    if text[begin..].starts_with('<') {
        let message = "設定ファイルではなく、ホームページ(HTML)が書かれています。アドレスの場所にファイルがなく、\
                       「見つかりません」のページが返ってきたのかもしれません。";
        let fix = "設定ファイルを置いた場所と、指定したアドレスが同じかどうかを確かめてください。";
        return unusable(begin, Code::Html, message, fix);
    }
    let value = Value::read(text).map_err(|error| {
        let offset = place::offset(text, error.line(), error.column());
        let (message, fix) = match error.refusal() {
            Refusal::Incomplete => {
                ("ファイルが途中で終わっています。", "終わりまでそろったファイルに置き換えてください。")
            }
            Refusal::TooDeep => ("括弧の入れ子が深すぎます。", "括弧の対応を確かめてください。"),
            _ => ("JSONとして読めない文字があります。", hint(text, offset)),
        };
        (Place::of(text, offset), Code::NotJson, message.to_owned(), fix.to_owned())
    })?;
    let Value::Object(root) = value else {
        let fix = "波括弧 { } で始まって終わる設定ファイルを指定してください。";
        return unusable(begin, Code::Format, "このツールの設定ファイルではありません。", fix);
    };
    if root.get("format").and_then(Value::as_str) != Some(FORMAT) {
        let at = place::last(&root, "format");
        let offset = at.map_or(begin, |at| place::of_value(text, &[at]));
        let message = if root.get("format").and_then(Value::as_str) == Some(kakari_draft::FORMAT) {
            "報告の下書きファイルです。設定ファイルではありません。"
        } else {
            "このツールの設定ファイルではありません。"
        };
        let fix = format!("設定ファイルであれば、はじめに \"format\": \"{FORMAT}\" と書いてください。");
        return unusable(offset, Code::Format, message, &fix);
    }
    Ok(root)
}

/// What most often makes a text no JSON at a character.
fn hint(text: &str, offset: usize) -> &'static str {
    let before = text[..offset].trim_end().chars().next_back();
    match text[offset..].chars().next() {
        Some('}' | ']') if before == Some(',') => "最後の項目の後ろの「,」を消してください。",
        Some('/' | '#') => "JSONには注釈を書けません。「//」や「#」の行を消してください。",
        Some('\'' | '“' | '”' | '„' | '＂' | '’' | '‘') => "文字を囲む記号は、半角の「\"」にしてください。",
        Some('：' | '，' | '、' | '｛' | '｝' | '［' | '］') => {
            "記号が全角になっています。半角の「:」「,」「{」「}」「[」「]」にしてください。"
        }
        Some('"') => "前の項目との間の「,」か、名前の後ろの「:」が抜けていないか確かめてください。",
        Some('\u{0}'..='\u{1f}') => "文字の途中に改行やタブがあります。消してください。",
        _ => "この場所の前後で、「\"」「,」「:」と括弧の対応を確かめてください。",
    }
}

#[cfg(test)]
mod tests;
