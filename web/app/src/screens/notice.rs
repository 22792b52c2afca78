//! 院内掲示: the sheet as it will hang on the wall.

use kakari_catalog::wareki;
use kakari_documents::{FileKind, Notice, Orientation, Posted, file_name};
use kakari_form::Step;
use yew::platform::spawn_local;
use yew::{AttrValue, Html};

use super::files::open_own;
use super::onward;
use crate::device;
use crate::fields::{self, NoticeChoice, institution_code, notice_changes};
use crate::html::{El, el, fragment};
use crate::route::Screen;
use crate::store::{Context, Store};
use crate::words::{button, check_box, option, p, span};

/// What has to be posted, in the words of 別表第八 第二 一.
const POSTED: [&str; 6] = [
    "具体的な機能を有すること",
    "かかりつけ医機能に関する研修の修了者の有無",
    "総合診療専門医の有無",
    "診療領域ごとの一次診療の対応の有無",
    "一次診療で対応できる疾患",
    "医療に関する患者からの相談に応じること",
];

/// The width of a picture in pixels: eight for each millimetre of an A4 sheet, upright and lying.
const PICTURE_WIDTHS: [&str; 2] = ["1680", "2376"];

const FRAME: &str = "#main .notice-frame";

/// The notice, its options, print and files.
pub fn notice(store: &Context) -> El {
    let host = store.host();
    if host.is("alone") && !host.is("given") {
        return fragment()
            .with(el("h1").attr("tabindex", "-1").text("院内掲示"))
            .with(lead())
            .with(open_own(store, "下書きファイルを選んでください"))
            .with(p("hint", "下書きファイルは、下書きチェッカーの「書き出し」で保存した「.kakari.json」のファイルです。選んだファイルは、どこにも送られません。"));
    }
    let notice = fields::notice(store);
    measure_soon(store);
    let is_page = host.is_page();
    let pdf = "PDFにするときは、印刷の画面で「PDFに保存」を選びます。余白は「なし」か「既定」、倍率は100%にし、用紙の大きさと向きが上のとおりか確かめてください。";
    let head = el("div")
        .class("no-print")
        .with(el("h1").attr("tabindex", "-1").text("院内掲示"))
        .when(host.is("alone"), || open_own(store, "ほかの下書きファイルを選ぶ"))
        .with(lead())
        .with(el("ol").class("posted").all(POSTED.iter().map(|text| el("li").text(text))))
        .when(!store.report.is_ready(), view_draft)
        .maybe(notice_changes(store), |(posted, changes)| view_posted(store, &posted, &changes))
        .with(choices(store))
        .with(sheets(store, &notice))
        .with(buttons(store, &notice))
        .with(p(
            "hint",
            if may_print(store) {
                pdf
            } else {
                "この枠の中からは印刷できません。HTMLファイルで保存し、そのファイルを開いて印刷してください。"
            },
        ))
        .when(is_page, || alternative(store, &notice));
    // The frame that the sheet is measured by is part of it. Everything in it is escaped.
    let sheet = el("div")
        .class("notice-view")
        .attr("role", "group")
        .attr("aria-label", "院内掲示の見本")
        .with_html(Html::from_html_unchecked(AttrValue::from(notice.fragment())));
    let on = || el("div").class("no-print").with(onward(store, Step::Notice, "button is-outline"));
    fragment().with(head).with(sheet).when(!host.is("alone"), on)
}

fn lead() -> El {
    p(
        "lead",
        "報告した内容のうち、次の6つを院内に掲示します(医療法施行規則 別表第八 第二 一)。用紙は国の様式(例)にならったもので、別の様式を使うこともできます。",
    )
}

/// A frame in a sandbox may neither print nor say that it may not.
fn may_print(store: &Context) -> bool {
    store.host().is_page() || store.host().is("prints")
}

fn view_draft() -> El {
    let message = el("p")
        .class("finding-message")
        .with(span("finding-kind", "注意"))
        .text("エラーが残っているため、用紙に「下書き」と入ります。")
        .with(el("a").attr("href", &Screen::Form(Step::Review).href()).text("確認の画面で見る"));
    el("div").class("finding is-warning").with(message)
}

/// Whether what hangs on the wall still holds, as far as this browser knows.
fn view_posted(store: &Context, posted: &Posted, changes: &[String]) -> El {
    let day = store.days(&wareki::day(posted.day));
    let forget = button("button is-quiet is-small", "この記録を消す(掲示しなかったとき)")
        .on_click(store, |store| store.change_settings(|settings| settings.posted.clear()));
    if changes.is_empty() {
        let words = ["✓ ", &day, "に印刷・保存した掲示と、いまの内容は同じです。"].concat();
        return el("div").class("ready").with(el("p").text(&words)).with(forget);
    }
    let words = [&day, "に印刷・保存した掲示から、内容が変わりました。掲示を貼り替えてください。"].concat();
    el("div")
        .class("finding is-warning")
        .with(el("p").class("finding-message").with(span("finding-kind", "注意")).text(&words))
        .with(el("ul").class("notice-changes").all(changes.iter().map(|change| el("li").text(change))))
        .with(el("p").with(forget))
}

fn choices(store: &Context) -> El {
    let tick = |choice: NoticeChoice, unless: bool, words: &str, help: &str| {
        let tick = check_box(choice.is_chosen(store) != unless)
            .on_tick(store, move |store, on| choice.choose(store, on != unless));
        let words = span("option-text", words).with(span("option-help", help));
        el("label").class("option").with(tick).with(words)
    };
    let numbers = tick(
        NoticeChoice::WithoutNumbers,
        true,
        "研修修了者と総合診療専門医の人数",
        "法令が掲示を求めているのは有無だけです。人数は載せなくてもかまいません。",
    );
    let applying = tick(
        NoticeChoice::OnlyApplying,
        false,
        "当てはまる領域・疾患だけを載せる",
        "選ばないときは、様式(例)のとおりすべてを載せ、当てはまるものに印を付けます。",
    );
    el("div")
        .class("notice-choices")
        .with(pair(store, "用紙の大きさ", NoticeChoice::A3, ["A4", "A3(文字も約1.4倍)"]))
        .with(pair(store, "用紙の向き", NoticeChoice::Landscape, ["縦", "横"]))
        .with(pair(store, "文字の大きさ", NoticeChoice::Larger, ["標準", "大きく"]))
        .with(set("用紙に載せるもの").with(el("div").class("options").with(numbers).with(applying)))
}

fn set(legend: &str) -> El {
    el("fieldset").class("field").with(el("legend").class("field-label").with(span("field-name", legend)))
}

/// Two radio buttons; the second stands for the choice.
fn pair(store: &Context, legend: &'static str, choice: NoticeChoice, labels: [&str; 2]) -> El {
    let chosen = choice.is_chosen(store);
    let view = |(at, label): (usize, &&str)| {
        let own = at == 1;
        let radio = el("input").attr("type", "radio").attr("name", legend).checked(chosen == own);
        option("option", radio.on_change(store, move |store, _| choice.choose(store, own)), label)
    };
    set(legend).with(el("div").class("options is-row").all(labels.iter().enumerate().map(view)))
}

/// How many sheets come out, where it is not one.
fn sheets(store: &Store, notice: &Notice) -> El {
    let said = |words: &str| el("p").class("finding-message").with(span("finding-kind", "注意")).text(words);
    let two = notice.sheets() > 1;
    let warning = el("div").class("finding is-warning").attr("role", "status");
    if store.view.notice_over {
        let message = said("いまの内容は、この用紙に収まりません。続きが次の用紙に印刷されます。");
        return warning.with(message).with(el("p").text("「当てはまる領域・疾患だけを載せる」を選ぶか、文字の大きさを標準にするか、「その他の疾患」や医療機関の名称を短くしてください。"));
    }
    if two {
        let message = said("文字を大きくしたため、2枚になります。");
        return warning.with(message).with(el("p").text(
            "1枚に収めるときは、文字の大きさを標準にして、用紙をA3にしてください。A3では文字も約1.4倍になります。",
        ));
    }
    fragment()
}

/// Print, HTML file, picture.
fn buttons(store: &Context, notice: &Notice) -> El {
    let orientation = if notice.options.orientation == Orientation::Landscape { "横" } else { "縦" };
    let print = ["印刷する(", notice.options.paper.label(), " ", orientation, ")"].concat();
    let picture = match notice.sheets() {
        1 => "画像(PNG)で保存する".to_owned(),
        count => ["画像(PNG)で保存する(", &(store.view.picture % count + 1).to_string(), "枚目)"].concat(),
    };
    let done = store.view.said;
    el("div")
        .with(
            el("div")
                .class("onward is-start")
                .when(may_print(store), || button("button is-main", &print).on_click(store, print_sheet))
                .with(button("button is-outline", "HTMLファイルで保存する").on_click(store, save_file))
                .with(button("button is-outline", &picture).on_click(store, save_picture)),
        )
        .with(p("said", done).attr("role", "status"))
}

/// In a page of somebody else nothing of that comes onto the paper.
fn print_sheet(store: &Context) {
    if store.host().is_page() {
        device::print();
    } else {
        let _ = store.host().call("print", &[fields::notice(store).fragment().into()]);
    }
}

/// What a picture says, for those who do not see it.
fn alternative(store: &Context, notice: &Notice) -> El {
    const ID: &str = "notice-words";
    let words = notice.words();
    let copy = button("button is-outline is-small", "説明文をコピーする").on_click(store, move |store| {
        let store = store.clone();
        spawn_local(async move {
            let said = if device::copy(&fields::notice(&store).words()).await {
                "説明文をコピーしました。"
            } else {
                device::choose(&store, ID);
                "コピーできませんでした。文を選んだので、Ctrl+C(Macは⌘C)でコピーしてください。"
            };
            store.view(move |view| view.said = said);
        });
    });
    let label = "画像に付ける説明文(代替テキスト)";
    let text = el("textarea").class("textarea").attr("id", ID).attr("rows", "6").attr("readonly", "").value(&words);
    el("details")
        .class("notes")
        .with(el("summary").text(label))
        .with(el("p").with(el("label").attr("for", ID).text(
            "画像をホームページに載せるときは、画像を見られない人のために、この文をalt属性などに入れてください。",
        )))
        .with(text)
        .with(el("p").class("notice-copy").with(copy))
}

/// Remembers what the notice states now as what hangs on the wall. Neither a draft nor the example is for posting.
pub fn remember_posted(store: &Context) {
    let notice = fields::notice(store);
    let is_own = store.is_open && !store.is_example() && store.host().is_page();
    if is_own && store.route.screen == Screen::Form(Step::Notice) && !notice.is_draft() && notice.function == Some(true)
    {
        let posted = Posted::new(&notice, institution_code(store)).to_text();
        store.change_settings(|settings| settings.posted = posted);
    }
}

const TAKEN: &str = "保存しました。";
const MORE: &str = "1枚目を保存しました。続けて、2枚目を保存してください。";
const NOT_TAKEN: &str = "ファイルを作れませんでした。通信を確かめて、ページを読み直してから、もう一度試してください。";
const NO_PICTURE: &str = "このブラウザーでは画像を作れません(設定のためのことがあります)。「印刷する」か「HTMLファイルで保存する」を使ってください。";

fn save_file(store: &Context) {
    // The styles of the sheet are put in on the way.
    take(store, "file", name_of(store, FileKind::Notice), fields::notice(store).page("<styles>"), false);
}

fn save_picture(store: &Context) {
    let count = fields::notice(store).sheets();
    let at = store.view.picture % count;
    let name = name_of(store, FileKind::NoticePicture((count > 1).then_some(at + 1)));
    let width = PICTURE_WIDTHS[usize::from(NoticeChoice::Landscape.is_chosen(store))];
    take(store, "picture", name, [&*at.to_string(), " ", width].concat(), at + 1 < count);
}

fn name_of(store: &Store, kind: FileKind) -> String {
    file_name(&store.draft, &store.catalog, kind, !store.report.is_ready())
}

/// Takes a file out of the browser; `more` where it is not yet the whole notice.
fn take(store: &Context, what: &'static str, name: String, text: String, more: bool) {
    let store = store.clone();
    spawn_local(async move {
        let taken = device::take(&store, what, &name, &text).await;
        let store = store.now();
        let said = match taken {
            Some(true) if more => MORE,
            Some(true) => {
                remember_posted(&store);
                TAKEN
            }
            Some(false) => NO_PICTURE,
            None => NOT_TAKEN,
        };
        store.view(move |view| {
            view.said = said;
            if taken == Some(true) {
                view.picture = usize::from(more);
            }
        });
    });
}

/// A sheet on the screen.
fn sheet(store: &Context, at: usize) -> Option<web_sys::Element> {
    let frame = store.host().find(FRAME)?;
    let mut sheet = frame.first_element_child();
    for _ in 0..at {
        sheet = sheet?.next_element_sibling();
    }
    sheet
}

/// Sees whether the sheets that are now on the screen hold what is on them.
fn measure_soon(store: &Context) {
    let store = store.clone();
    device::soon(move || {
        let store = store.now();
        let wide = NoticeChoice::Landscape.is_chosen(&store);
        let ratio = if wide { 210.0 / 297.0 } else { 297.0 / 210.0 };
        let is_over = |sheet: web_sys::Element| {
            let place = sheet.get_bounding_client_rect();
            place.height() > place.width() * ratio * 1.002
        };
        let over = sheet(&store, 0).is_some_and(is_over) || sheet(&store, 1).is_some_and(is_over);
        if over != store.view.notice_over {
            store.view(move |view| view.notice_over = over);
        }
    });
}
