//! Goes through the members of a file and takes what can be used.

use kakari_catalog::{Catalog, Id, parse_date, wareki};
use kakari_draft::{Number, Object, Value};
use kakari_rules::Editions;

use crate::VERSION;
use crate::address::{self, Fault};
use crate::color::{Adapted, Color, Role};
use crate::configuration::{CatalogSource, Configuration, Mode};
use crate::members::{Kind, Member, ROOT};
use crate::place::{self, Place};
use crate::problem::{Code, Problems};

/// A step on the way to a value.
struct Step {
    /// The how many-eth child it is.
    index: usize,
    /// The part of the JSON pointer.
    name: String,
    /// In words.
    title: String,
}

pub(crate) struct Walk<'p, 't> {
    editions: &'p Editions,
    problems: &'p mut Problems<'t>,
    way: Vec<Step>,
}

impl<'p, 't> Walk<'p, 't> {
    pub(crate) fn new(editions: &'p Editions, problems: &'p mut Problems<'t>) -> Self {
        Self { editions, problems, way: Vec::new() }
    }

    /// What of the file can be used, each value by itself.
    pub(crate) fn root(&mut self, root: &Object) -> Object {
        if root.get("version").is_none() {
            self.problem(
                Code::Version,
                "に書き方の版がありません。1 として読みます。",
                "\"version\": 1 と書いてください。",
            );
        }
        self.object(root, ROOT).unwrap_or_default()
    }

    /// The JSON pointer to the end of the way.
    fn pointer(&self) -> String {
        self.way.iter().map(|step| ["/", &step.name.replace('~', "~0").replace('/', "~1")].concat()).collect()
    }

    /// Names a problem with the value at the end of the way.
    fn problem(&mut self, code: Code, message: &str, fix: &str) {
        if self.problems.is_full() {
            return;
        }
        let path: Vec<_> = self.way.iter().map(|step| step.index).collect();
        let find = if matches!(code, Code::Unknown | Code::Duplicate) { place::of_name } else { place::of_value };
        let text = self.problems.text();
        let place = Place::of(text, find(text, &path));
        let titles: Vec<_> = self.way.iter().map(|step| step.title.as_str()).collect();
        let subject =
            if titles.is_empty() { "設定ファイル".to_owned() } else { format!("「{}」", titles.join("の")) };
        self.problems.at(place, &self.pointer(), code, format!("{subject}{message}"), fix.to_owned());
    }

    /// The members that can be used; `None` where one that is needed is not among them.
    fn object(&mut self, object: &Object, members: &'static [Member]) -> Option<Object> {
        let lasts: Vec<_> = members.iter().map(|member| place::last(object, member.name)).collect();
        let mut kept = Object::default();
        for (index, (name, value)) in object.iter().enumerate() {
            let member = members.iter().position(|member| member.name == name);
            let title = member.map_or_else(|| shown(name), |at| members[at].title.to_owned());
            self.way.push(Step { index, name: name.to_owned(), title });
            match member {
                None => self.unknown(name, members),
                Some(at) if lasts[at] != Some(index) => {
                    self.problem(
                        Code::Duplicate,
                        "が2回以上書かれています。最後に書かれたものを使います。",
                        "1つだけ残してください。",
                    );
                }
                Some(at) => {
                    if let Some(value) = self.value(value, &members[at].kind) {
                        kept.set(members[at].name, value);
                    }
                }
            }
            self.way.pop();
        }
        let mut is_whole = true;
        for (member, last) in members.iter().zip(lasts) {
            // The file as a whole is used without them; it has said so.
            if !member.required || kept.get(member.name).is_some() || self.way.is_empty() {
                continue;
            }
            is_whole = false;
            let missing = format!("に「{}」({})がないため、使いません。", member.title, member.name);
            let fix = format!("「{}」を書いてください。", member.name);
            if last.is_none() {
                self.problem(Code::Missing, &missing, &fix);
            } else {
                let pointer = [&self.pointer(), "/", member.name].concat();
                self.problems.add(&pointer, "このため、この1件は使いません。");
            }
        }
        is_whole.then_some(kept)
    }

    fn unknown(&mut self, name: &str, members: &'static [Member]) {
        // Guessing takes time, of which a file full of such names would have a lot.
        if self.problems.is_full() {
            return;
        }
        let fix = match nearest(name, members.iter().map(|member| (member.name, member.title))) {
            Some(meant) => format!("「{meant}」のことですか。"),
            None => "名前を確かめてください。要らなければ消してください。".to_owned(),
        };
        self.problem(Code::Unknown, "という項目はありません。使いません。", &fix);
    }

    /// The value as it is used, `None` where it cannot be.
    fn value(&mut self, value: &Value, kind: &'static Kind) -> Option<Value> {
        match (kind, value) {
            (Kind::List(each, least, most), Value::Array(list)) => self.list(list, each, *least, *most),
            (Kind::Object(members), Value::Object(object)) => self.object(object, members).map(Value::Object),
            (Kind::Catalog, Value::Object(_)) => Some(value.clone()),
            (Kind::Version, _) => {
                if value.as_number() != Some(&Number::from(VERSION)) {
                    let message = "は、このツールの知らない版です。1 として読みます。";
                    self.problem(Code::Version, message, "1 と書いてください。");
                }
                Some(value.clone())
            }
            (Kind::List(..) | Kind::Object(_), _) => self.wrong_kind(value, kind),
            (_, Value::String(text)) => self.text(text, kind).map(Value::String),
            _ => self.wrong_kind(value, kind),
        }
    }

    fn wrong_kind(&mut self, value: &Value, kind: &Kind) -> Option<Value> {
        let is = match value {
            Value::Null => "null",
            Value::Bool(_) => "true か false",
            Value::Number(_) => "数",
            Value::String(_) => "文字",
            Value::Array(_) => "並び [ ]",
            Value::Object(_) => "まとまり { }",
        };
        let (wanted, fix) = match kind {
            Kind::List(..) => ("並び [ ]", "角括弧 [ ] の中に、「,」で区切って書いてください。"),
            Kind::Object(_) => ("まとまり { }", "波括弧 { } の中に、項目の名前と値を書いてください。"),
            Kind::Catalog => ("アドレスか台帳", "台帳のファイルのアドレスを「\"」で囲んで書いてください。"),
            _ => ("文字", "値を「\"」で囲んでください。書かないときは、この項目を消してください。"),
        };
        self.problem(Code::Type, &format!("に{is}が書かれています。{wanted}を書くところです。"), fix);
        None
    }

    fn list(&mut self, list: &[Value], each: &'static Kind, least: usize, most: usize) -> Option<Value> {
        if list.len() < least {
            self.problem(
                Code::Blank,
                "に何も入っていません。書かれていないものとします。",
                "1つ以上書くか、この項目を消してください。",
            );
            return None;
        }
        if list.len() > most {
            let message = format!("に{}件書かれています。はじめの{most}件だけを使います。", list.len());
            self.problem(Code::Many, &message, &format!("{most}件までにしてください。"));
        }
        let mut kept: Vec<Value> = Vec::new();
        for (index, value) in list.iter().enumerate().take(most) {
            self.way.push(Step { index, name: index.to_string(), title: format!("{}件目", index + 1) });
            if let Some(value) = self.value(value, each) {
                let is_new = matches!(each, Kind::Object(_)) || !kept.contains(&value);
                if is_new {
                    kept.push(value);
                } else {
                    self.problem(
                        Code::Repeated,
                        "は、前にも書かれています。1回だけ使います。",
                        "どちらかを消してください。",
                    );
                }
            }
            self.way.pop();
        }
        Some(Value::Array(kept))
    }

    /// A text as it is used.
    fn text(&mut self, text: &str, kind: &Kind) -> Option<String> {
        if let Some(hidden) = text.chars().find(|character| address::is_hidden(*character)) {
            let message =
                format!("に、改行などの目に見えない文字(U+{:04X})があるため、使いません。", u32::from(hidden));
            self.problem(Code::Characters, &message, "目に見えない文字を消して、1行で書いてください。");
            return None;
        }
        let most = kind.most();
        let length = text.chars().count();
        if length > most {
            let message = format!("が{length}文字あります。{most}文字を超えるため、使いません。");
            self.problem(Code::Length, &message, &format!("{most}文字までにしてください。"));
            return None;
        }
        let inner = text.trim_matches(BLANKS);
        if inner.is_empty() {
            self.problem(
                Code::Blank,
                "が空です。書かれていないものとします。",
                "内容を書くか、この項目を消してください。",
            );
            return None;
        }
        self.checked(if kind.is_word() { text } else { inner }, kind)
    }

    fn checked(&mut self, text: &str, kind: &Kind) -> Option<String> {
        let (fine, code, message, fix) = match kind {
            Kind::Prefecture => {
                let fix = match self.prefecture(text) {
                    Some(code) => format!("「\"{code}\"」のことですか。"),
                    None => "01(北海道)から47(沖縄県)までの2桁の数字を「\"」で囲んで書いてください。".to_owned(),
                };
                (is_option(self.editions, text), Code::Value, "は都道府県コードではありません。", fix)
            }
            Kind::Deadline => {
                let fix = "「2027-02-26」のように、西暦の年4桁、月2桁、日2桁を「-」でつないで書いてください。";
                (parse_date(text).is_some(), Code::Day, "は日付として読めません。", fix.to_owned())
            }
            Kind::Mode => {
                let keys = Mode::ALL.map(|mode| (mode.key(), mode.label()));
                (Mode::parse(text).is_some(), Code::Value, "という画面はありません。", meant(text, &keys))
            }
            Kind::Step => {
                let sections = self.editions.all().flat_map(Catalog::sections);
                let keys: Vec<_> = sections.map(|section| (section.id.as_str(), section.label.as_str())).collect();
                let is_one = keys.iter().any(|(id, _)| *id == text);
                (is_one, Code::Value, "という段階はありません。", meant(text, &keys))
            }
            Kind::Color(_) => {
                let fix = "「#」と、0〜9とa〜fの6桁(または3桁)で「#0017c1」のように書いてください。";
                (Color::parse(text).is_some(), Code::Color, "は色として読めません。", fix.to_owned())
            }
            Kind::Email => {
                let fix = "「iryo@pref.example.lg.jp」のように、メールアドレスだけを書いてください。";
                (address::is_email(text), Code::Email, "はメールアドレスとして読めません。", fix.to_owned())
            }
            Kind::Url => return self.address(text, Code::Url, address::url(text).map(|()| text.to_owned())),
            Kind::Catalog => return self.address(text, Code::Url, address::file(text).map(|()| text.to_owned())),
            Kind::Origin => {
                let origin = address::origin(text);
                if matches!(origin, Ok((_, false))) {
                    let message =
                        "は https:// で始まっていません。やり取りが途中で読まれたり変えられたりすることがあります。";
                    self.problem(Code::Insecure, message, "https:// のページに置いてください。");
                }
                return self.address(text, Code::Origin, origin.map(|(origin, _)| origin));
            }
            Kind::Phone => {
                if !address::is_phone(text) {
                    let message = format!("の「{}」は電話番号に見えません。書かれたとおりに表示します。", shown(text));
                    self.problem(Code::Phone, &message, "市外局番から書いてください(例: 03-0000-0000)。");
                }
                return Some(text.to_owned());
            }
            _ => return Some(text.to_owned()),
        };
        if !fine {
            self.problem(code, &format!("の「{}」{message}使いません。", shown(text)), &fix);
        }
        fine.then(|| text.to_owned())
    }

    fn address(&mut self, text: &str, code: Code, taken: Result<String, Fault>) -> Option<String> {
        match taken {
            Ok(taken) => Some(taken),
            Err(fault) => {
                let (message, fix) = fault.words();
                self.problem(code, &format!("の「{}」{message}使いません。", shown(text)), fix);
                None
            }
        }
    }

    /// The code of a prefecture that is given without its zero or by its name.
    fn prefecture(&self, text: &str) -> Option<String> {
        let catalog = self.editions.all().next()?;
        let options = catalog.options(catalog.item(Id::FacilityPrefecture));
        let text = text.trim_matches(BLANKS);
        let padded = format!("{text:0>2}");
        let stem = |label: &str| label.trim_end_matches(['都', '府', '県']).to_owned();
        let meant = options.iter().find(|option| option.key == padded || stem(&option.label) == stem(text));
        meant.map(|option| option.key.clone())
    }

    /// What more than one member has a say in.
    pub(crate) fn finish(&mut self, root: &Object, configuration: &mut Configuration) {
        if let Some(Value::Object(_)) = root.get("catalog") {
            let at = place::last(root, "catalog");
            let json = at.map(|at| place::value(self.problems.text(), &[at]).to_owned());
            configuration.catalog = json.map(CatalogSource::Json);
        }
        // A catalogue of the prefecture's own may be of another edition with other days.
        if configuration.catalog.is_none() {
            self.edition(root, configuration);
            self.deadline(root, configuration);
        }
        if let Some(given) = root.get("colors").and_then(Value::as_object)
            && let Some(colors) = &mut configuration.colors
        {
            for adapted in colors.adapt() {
                self.contrast(root, given, &adapted);
            }
        }
    }

    /// Goes to a member of the file that is there.
    fn enter(&mut self, object: &Object, members: &'static [Member], name: &str) -> bool {
        let index = place::last(object, name);
        let member = members.iter().find(|member| member.name == name);
        let (Some(index), Some(member)) = (index, member) else { return false };
        self.way.push(Step { index, name: name.to_owned(), title: member.title.to_owned() });
        true
    }

    fn edition(&mut self, root: &Object, configuration: &mut Configuration) {
        let Some(edition) = &configuration.edition else { return };
        if self.editions.get(edition).is_none() && self.enter(root, ROOT, "edition") {
            let keys: Vec<_> = self.editions.all().map(|catalog| (catalog.edition(), catalog.label())).collect();
            let message = format!("の「{}」という版の台帳はありません。使いません。", shown(edition));
            self.problem(Code::Edition, &message, &meant(edition, &keys));
            self.way.clear();
            configuration.edition = None;
        }
    }

    fn deadline(&mut self, root: &Object, configuration: &mut Configuration) {
        let Some(deadline) = configuration.deadline else { return };
        let is_meant = |catalog: &&Catalog| configuration.edition.as_deref().is_none_or(|own| own == catalog.edition());
        let meant: Vec<_> = self.editions.all().filter(is_meant).collect();
        if meant.iter().any(|catalog| catalog.dates().window.contains(deadline)) {
            return;
        }
        let Some(catalog) = meant.last() else { return };
        if self.enter(root, ROOT, "deadline") {
            let window = catalog.dates().window;
            let message = format!(
                "の{}は、報告期間({}〜{}、{})の中の日ではありません。使いません。",
                wareki::both(deadline),
                wareki::day(window.from),
                wareki::day(window.to),
                catalog.label(),
            );
            self.problem(Code::Window, &message, "年と、報告年度の版(edition)を確かめてください。");
            self.way.clear();
            configuration.deadline = None;
        }
    }

    fn contrast(&mut self, root: &Object, given: &Object, adapted: &Adapted) {
        let Some(Member { kind: Kind::Object(members), .. }) = ROOT.iter().find(|member| member.name == "colors")
        else {
            return;
        };
        let of = |role: Role| members.iter().find(|member| matches!(member.kind, Kind::Color(own) if own == role));
        let (Some(over), Some(ground)) = (of(adapted.pair.over), of(adapted.pair.ground)) else { return };
        self.enter(root, ROOT, "colors");
        let _ = self.enter(given, members, over.name) || self.enter(given, members, ground.name);
        let Adapted { pair, ratio, ground: on, was, now } = adapted;
        let message = format!(
            "の組み合わせが読みにくいため、近い色に変えて使います。{}({}) {was} と{}({}) {on} のコントラスト比は {}:1 で、\
             {}:1 以上が必要です。",
            over.title,
            over.name,
            ground.title,
            ground.name,
            hundredths(*ratio),
            hundredths(pair.least).trim_end_matches('0').trim_end_matches('.'),
        );
        self.problem(Code::Contrast, &message, &format!("「{}」を「{now}」にすると足ります。", over.name));
        self.way.clear();
    }
}

/// Space at the ends of a text, which does not count.
pub(crate) const BLANKS: [char; 3] = [' ', '\u{a0}', '\u{3000}'];

/// A ratio with two decimals, cut off, so that what does not reach a limit does not look as if it did. Without the
/// formatting of floating point numbers, which is large.
pub(crate) fn hundredths(ratio: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 2100")]
    let hundredths = (ratio * 100.0) as u32;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// A text from the file inside a sentence: not without end, and nothing that cannot be seen.
fn shown(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .map(|character| if address::is_hidden(character) { '\u{fffd}' } else { character })
        .take(41)
        .collect();
    if let Some((cut, _)) = shown.char_indices().nth(40) {
        shown.truncate(cut);
        shown.push('…');
    }
    shown
}

fn is_option(editions: &Editions, code: &str) -> bool {
    editions.all().any(|catalog| catalog.option(catalog.item(Id::FacilityPrefecture), code).is_some())
}

/// What to write instead of a word that is none of these.
fn meant(word: &str, keys: &[(&str, &str)]) -> String {
    if let Some(meant) = nearest(word, keys.iter().copied()) {
        return format!("「\"{meant}\"」のことですか。");
    }
    let mut all: Vec<String> = Vec::new();
    for one in keys.iter().map(|(key, label)| format!("{key}({label})")) {
        // Two editions have the same sections.
        if !all.contains(&one) {
            all.push(one);
        }
    }
    format!("{} のどれかを書いてください。", all.join("、"))
}

/// The word that was most likely meant: the same but for its letters' case and signs, or by its name in words, or at most
/// two slips away.
fn nearest<'k>(word: &str, words: impl Iterator<Item = (&'k str, &'k str)>) -> Option<&'k str> {
    // Nobody means a name by a novel.
    if word.len() > 40 {
        return None;
    }
    let word = word.trim_matches(BLANKS);
    let plain = |text: &str| text.replace(['-', '_', ' ', '.'], "").to_ascii_lowercase();
    let written = plain(word);
    let distances = words.map(|(key, title)| {
        let distance = if word == title { 0 } else { slips(&written, &plain(key)) };
        (distance, key)
    });
    let (distance, key) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= 2 && distance * 2 < key.len().max(2)).then_some(key)
}

/// How many letters are wrong, missing, too many or the wrong way round.
fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, own) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let changed = rows[i][j] + usize::from(own != other);
            let mut least = changed.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *own == b[j - 1] && a[i - 1] == *other {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_mistake_is_guessed_and_nothing_else() {
        let names = || ROOT.iter().map(|member| (member.name, member.title));
        for (written, meant) in [
            ("deadlien", Some("deadline")),
            ("dedline", Some("deadline")),
            ("Dead-Line", Some("deadline")),
            ("color", Some("colors")),
            ("期限", Some("deadline")),
            ("origin", Some("origins")),
            ("telephone", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(written, names()), meant, "{written}");
        }
    }

    #[test]
    fn a_ratio_is_cut_off_not_rounded() {
        assert_eq!(hundredths(4.4999), "4.49");
        assert_eq!(hundredths(21.0), "21.00");
        assert_eq!(hundredths(1.05), "1.05");
    }

    #[test]
    fn a_text_in_a_sentence_is_short_and_visible() {
        assert_eq!(shown("a\u{202e}\nb"), "a\u{fffd}\u{fffd}b");
        assert_eq!(shown(&"あ".repeat(40)), "あ".repeat(40));
        assert_eq!(shown(&"あ".repeat(41)), format!("{}…", "あ".repeat(40)));
    }
}
