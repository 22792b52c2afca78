//! The notice as HTML.

use kakari_catalog::wareki::western_day;

use super::{Choice, Layout, Notice, Orientation, Paper, Staff, Tick, Ticks};
use crate::html::Html;

// The words of the official form, to the letter.
pub(super) const TITLE: &str = "当院におけるかかりつけ医機能について";
const LEAD: &str = "当院は、発生頻度の高い疾患についての診療を行い、日常的な診療において、患者様の生活背景を把握し、適切な診療・保健指導を行い、必要な場合には、地域の医師・医療機関と協力して解決策を提供します。この他、患者さんが適切な医療機関の選択ができるように、当院の有する「かかりつけ医機能」に関する体制を以下のように報告します。";
const PART_1: &str = "かかりつけ医機能に関する研修の修了者および総合診療専門医について";
const PART_2: &str = "一次診療の対応について";
pub(super) const PART_2_1: &str = "一次診療の対応ができる領域";
pub(super) const PART_2_2: &str = "一次診療を行うことができる発生頻度が高い疾患";
pub(super) const PART_3: &str = "医療に関する患者からの相談への対応について";
pub(super) const TRAINING: &str = "研修の修了者の有無";
pub(super) const GENERALIST: &str = "総合診療専門医の有無";
pub(super) const NUMBER: &str = "/人数";
const IF_ANY: &str = "有の場合 ⇒";
pub(super) const PERSONS: &str = "名";
pub(super) const YES_NO: [&str; 2] = ["無", "有"];
pub(super) const CAN: [&str; 2] = ["可", "不可"];

// Our own words.
const FORM: &str = "様式の出典：厚生労働省「かかりつけ医機能の確保に関するガイドライン」別添3 院内掲示様式（例）";
const DRAFT: &str = "下書き";
const DRAFT_WHY: &str = "入力にエラーが残っています。掲示には使わないでください。";
const NO_FUNCTION: &str = "「具体的な機能」が「無し」のため、下の前文は当てはまりません。掲示に使わないでください。";

/// Headings begin here: an `h1` in a file of its own, an `h2` inside a page that has its own `h1`.
#[derive(Clone, Copy)]
struct Level(usize);

impl Level {
    const TAGS: [&str; 4] = ["h1", "h2", "h3", "h4"];

    fn tag(self, depth: usize) -> &'static str {
        Self::TAGS.get(self.0 + depth).copied().unwrap_or("h4")
    }
}

pub(super) fn fragment(notice: &Notice) -> String {
    frame(notice, Level(1)).finish()
}

pub(super) fn page(notice: &Notice, styles: &str) -> String {
    let mut head = Html::default();
    head.text(TITLE);
    if let Some(name) = &notice.institution {
        head.text(" ").text(name);
    }
    if notice.is_draft() {
        head.text("(下書き)");
    }
    let page_size = notice.options.paper.label();
    let orientation = match notice.options.orientation {
        Orientation::Portrait => "portrait",
        Orientation::Landscape => "landscape",
    };
    // The policy lets nothing run and nothing load, whatever a text should manage to smuggle in.
    format!(
        "<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{tool}\">\n<title>{head}</title>\n\
         <style>\n{styles}@page {{ size: {page_size} {orientation}; margin: 0 }}\n</style>\n</head>\n\
         <body class=\"notice-page\">\n<main>\n{sheet}\n</main>\n</body>\n</html>\n",
        tool = notice.stamp.tool,
        sheet = frame(notice, Level(0)),
    )
}

/// How many sheets: with larger type the full form has the diseases on a second one, and so has the other layout once
/// more applies than one sheet holds.
pub(super) fn count(notice: &Notice) -> usize {
    const MOST_BOXES: usize = 24;
    const MOST_TEXT: usize = 100;
    let one = notice.options.layout == Layout::Applying && holds(notice, MOST_BOXES, MOST_TEXT);
    if notice.options.larger && !one { 2 } else { 1 }
}

/// All sheets in the frame that they are measured by.
fn frame(notice: &Notice, level: Level) -> Html {
    let mut html = Html::default();
    let options = &notice.options;
    let wide = if options.orientation == Orientation::Landscape { " notice-wide" } else { "" };
    html.open("div", &["notice-frame", wide].concat());
    if count(notice) == 1 {
        sheet(&mut html, notice, "", |html| {
            head(html, notice, level);
            staff(html, notice, level);
            primary_care(html, notice, level, true, true);
            consultation(html, notice, level);
        });
    } else {
        sheet(&mut html, notice, " 1/2", |html| {
            head(html, notice, level);
            staff(html, notice, level);
            primary_care(html, notice, level, true, false);
        });
        sheet(&mut html, notice, " 2/2", |html| {
            primary_care(html, notice, level, false, true);
            consultation(html, notice, level);
        });
    }
    html.close("div");
    html
}

fn sheet(html: &mut Html, notice: &Notice, number: &str, fill: impl FnOnce(&mut Html)) {
    let options = &notice.options;
    let mut classes = "notice-sheet".to_owned();
    if options.layout == Layout::Full {
        classes.push_str(" notice-full");
    } else if is_roomy(notice) {
        classes.push_str(" notice-roomy");
    }
    if options.larger {
        classes.push_str(" notice-larger");
    }
    if options.paper == Paper::A3 {
        classes.push_str(" notice-a3");
    }
    html.open("article", &classes);
    warnings(html, notice);
    fill(html);
    footer(html, notice, number);
    html.close("article");
}

/// Whether so little applies that the sheet has room for larger type.
fn is_roomy(notice: &Notice) -> bool {
    holds(notice, 12, 60)
}

/// Whether both lists are answered, and what applies is no more than this many boxes and characters.
fn holds(notice: &Notice, most_boxes: usize, most_text: usize) -> bool {
    let lists = [&notice.areas, &notice.diseases];
    let boxes: usize = lists.iter().map(|list| list.boxes.iter().filter(|tick| tick.ticked).count()).sum();
    let text =
        [&notice.other_text, &notice.institution].map(|text| text.as_ref().map_or(0, |text| text.chars().count()));
    lists.iter().all(|list| list.answered) && boxes <= most_boxes && text.iter().sum::<usize>() <= most_text
}

fn warnings(html: &mut Html, notice: &Notice) {
    if notice.is_draft() {
        html.open("p", "notice-warning").element("strong", "notice-draft", DRAFT);
        html.element("span", "notice-why", DRAFT_WHY).close("p");
    }
    if notice.function == Some(false) {
        html.open("p", "notice-warning").element("span", "notice-why", NO_FUNCTION).close("p");
    }
}

fn head(html: &mut Html, notice: &Notice, level: Level) {
    html.open("header", "notice-head").element(level.tag(0), "notice-title", TITLE).element("p", "notice-lead", LEAD);
    html.open("div", "notice-by");
    match &notice.institution {
        Some(name) => html.element("p", "notice-name", name),
        None => html.element("p", "notice-name notice-blank", ""),
    };
    html.element("p", "notice-date", &western_day(notice.options.date)).close("div").close("header");
}

fn staff(html: &mut Html, notice: &Notice, level: Level) {
    html.open("section", "notice-part");
    heading(html, level.tag(1), "notice-heading", "1.", PART_1);
    html.open("dl", "notice-staff");
    for (label, staff) in [(TRAINING, &notice.training), (GENERALIST, &notice.generalist)] {
        html.open("div", "notice-row").open("dt", "notice-term").text(label);
        if notice.options.numbers {
            html.text(NUMBER);
        }
        html.close("dt").open("dd", "notice-value");
        staff_value(html, notice, staff);
        html.close("dd").close("div");
    }
    html.close("dl").close("section");
}

fn staff_value(html: &mut Html, notice: &Notice, staff: &Staff) {
    let [no, yes] = YES_NO;
    let short = notice.options.layout == Layout::Applying;
    if let (true, Some(has)) = (short, staff.has) {
        mark(html, "span", "notice-choice", &Tick { label: if has { yes } else { no }.to_owned(), ticked: true }, true);
    } else {
        choice(html, no, staff.has.map(|has| !has));
        choice(html, yes, staff.has);
    }
    if notice.options.numbers && !(short && staff.has == Some(false)) {
        html.open("span", "notice-number-of").text(if short { "" } else { IF_ANY });
        match &staff.number {
            Some(number) => html.element("span", "notice-figure", number),
            None => html.element("span", "notice-figure notice-blank", ""),
        };
        html.text(PERSONS).close("span");
    }
}

fn primary_care(html: &mut Html, notice: &Notice, level: Level, areas: bool, diseases: bool) {
    html.open("section", "notice-part notice-care");
    heading(html, level.tag(1), "notice-heading", "2.", PART_2);
    if areas {
        list(html, notice, level, ("(1)", PART_2_1), &notice.areas, "notice-areas", None);
    }
    if diseases {
        list(html, notice, level, ("(2)", PART_2_2), &notice.diseases, "notice-diseases", Some(&notice.other));
    }
    html.close("section");
}

fn list(
    html: &mut Html,
    notice: &Notice,
    level: Level,
    (number, title): (&str, &str),
    ticks: &Ticks,
    class: &str,
    other: Option<&Tick>,
) {
    // Blank boxes rather than an empty list: it would read as 該当無し.
    let all = notice.options.layout == Layout::Full || !ticks.answered;
    let shown = |tick: &Tick| all || tick.ticked;
    html.open("div", "notice-sub");
    heading(html, level.tag(2), "notice-subheading", number, title);
    if shown(&ticks.none) {
        mark(html, "p", "notice-none", &ticks.none, ticks.answered);
    }
    html.close("div").open("ul", class);
    for tick in ticks.boxes.iter().filter(|tick| shown(tick)) {
        mark(html, "li", "notice-item", tick, ticks.answered);
    }
    if let Some(other) = other.filter(|tick| shown(tick)) {
        let class = if other.ticked { "notice-item notice-other notice-on" } else { "notice-item notice-other" };
        html.open("li", class);
        sign(html, other.ticked, ticks.answered);
        html.open("span", "notice-label").text(&other.label).text("（");
        match &notice.other_text {
            Some(text) => html.element("span", "notice-text", text),
            None => html.element("span", "notice-text notice-blank", ""),
        };
        html.text("）").close("span").close("li");
    }
    html.close("ul");
}

fn consultation(html: &mut Html, notice: &Notice, level: Level) {
    html.open("section", "notice-part notice-consultation");
    heading(html, level.tag(1), "notice-heading", "3.", PART_3);
    html.open("p", "notice-value");
    let [can, cannot] = CAN;
    match notice.consultation {
        Some(given) if notice.options.layout == Layout::Applying => {
            let label = if given { can } else { cannot }.to_owned();
            mark(html, "span", "notice-choice", &Tick { label, ticked: true }, true);
        }
        given => {
            choice(html, can, given);
            choice(html, cannot, given.map(|given| !given));
        }
    }
    html.close("p").close("section");
}

fn footer(html: &mut Html, notice: &Notice, number: &str) {
    html.open("footer", "notice-footer").element("p", "notice-source", FORM).open("p", "notice-stamp");
    html.text(&notice.stamp.words());
    if !number.is_empty() {
        html.text(" ／").text(number).text("枚");
    }
    html.close("p").close("footer");
}

fn heading(html: &mut Html, tag: &str, class: &str, number: &str, title: &str) {
    html.open(tag, class).element("span", "notice-no", number).element("span", "notice-words", title).close(tag);
}

fn choice(html: &mut Html, label: &str, chosen: Choice) {
    let tick = Tick { label: label.to_owned(), ticked: chosen == Some(true) };
    mark(html, "span", "notice-choice", &tick, chosen.is_some());
}

fn mark(html: &mut Html, tag: &str, class: &str, tick: &Tick, answered: bool) {
    html.open(tag, &if tick.ticked { format!("{class} notice-on") } else { class.to_owned() });
    sign(html, tick.ticked, answered);
    html.open("span", "notice-label");
    phrases(html, &tick.label);
    html.close("span").close(tag);
}

/// A label breaks before a parenthesis and after 、 or ・, as on the official form.
fn phrases(html: &mut Html, label: &str) {
    let mut from = 0;
    for (at, character) in label.char_indices() {
        let until = match character {
            '（' => at,
            '、' | '・' => at + character.len_utf8(),
            _ => continue,
        };
        if until > from {
            html.element("span", "notice-phrase", &label[from..until]);
            from = until;
        }
    }
    if from == 0 {
        html.text(label);
    } else {
        html.element("span", "notice-phrase", &label[from..]);
    }
}

/// ■ or □. They are characters, not backgrounds or colours: browsers print those always, and a photocopy keeps them.
fn sign(html: &mut Html, ticked: bool, answered: bool) {
    let spoken = match (ticked, answered) {
        (true, _) => "該当",
        (false, true) => "非該当",
        (false, false) => "未記入",
    };
    html.raw("<span class=\"notice-mark\" aria-hidden=\"true\">").text(if ticked { "■" } else { "□" }).close("span");
    html.element("span", "notice-hidden", spoken);
}
