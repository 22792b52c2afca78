//! 患者説明: 療養計画書, filled in for a patient and printed.
//!
//! What is typed about the patient is in the elements of the page and nowhere else: no value of the store, of a draft or
//! of a record ever holds it. It goes with the elements, on leaving the screen or on 消去.

use kakari_catalog::wareki;
use kakari_documents::Explanation;
use kakari_documents::explanation::{
    DOCTOR, DUTY, FORM, GROUNDS, INSTITUTION, INSTITUTION_LINES, NOTE, PATIENT, ROWS, TITLE, TREATMENT, WAYS,
};
use kakari_sources::Cite;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::device;
use crate::frame::sources;
use crate::html::{El, el, fragment};
use crate::route::{Step, focus_soon};
use crate::store::{Context, Store};
use crate::words::{button, p, span};

const NAME: &str = "plan-name";
const DATE: &str = "plan-date";
const DOCTOR_NAME: &str = "plan-doctor";

const LEAVING: &str = "入力した患者の情報は、この画面を離れると消えます。移動しますか。";
const ERASING: &str = "入力した患者の情報をすべて消します。よろしいですか。";

/// The form, and beside it when, how and when not to explain.
pub fn explanation(store: &Context) -> El {
    let own = made(store);
    device::soon(make_editable);
    let duty = if own.has_function2() {
        "下書きでは2号機能があります。都道府県の確認を受けると、求めがあったときに説明する努力義務が生じます。"
    } else {
        "下書きでは2号機能がないため、説明の努力義務は生じません。この用紙は、任意の説明に使えます。"
    };
    let head = el("div")
        .class("no-print")
        .with(el("h1").attr("tabindex", "-1").text("患者説明"))
        .with(p("lead", "国の様式(例)の「かかりつけ医機能に関する療養計画書」に入力し、印刷して渡します。医療機関のことは下書きから入っています。文は直せます。"))
        .with(
            el("div")
                .class("plan-sign")
                .with(p("finding-message", "患者の情報は、どこにも保存せず、どこにも送りません。"))
                .with(el("p").text("この画面の中だけにあり、下書きにもファイルにも入りません。画面を離れるか「消去する」を押すと消えます。必要な枚数を先に印刷してください。")),
        )
        .with(el("p").text(duty))
        .with(notes("説明の努力義務が生じるのは", DUTY, &[
            "2号機能の体制について、都道府県知事の確認を受けている。",
            "継続的な医療を要する人に、在宅医療を提供する。または外来で、おおむね4か月以上続けて医療を提供する見込みである。",
            "本人または家族から求めがあった。",
        ]))
        .with(notes("説明の方法(次のどれか)", WAYS, &[
            "電子メールなどで送り、相手の端末に記録してもらう。",
            "ウェブページなどで見てもらい、相手の端末に記録してもらう。",
            "磁気ディスクなどに記録して渡す。",
            "書面を渡す(この用紙を印刷して渡す)。",
        ]))
        .with(notes("説明しなくてよいのは", GROUNDS, &[
            "説明を行うことで、当該患者の適切な診療に支障を及ぼすおそれがある場合",
            "説明を行うことで、人の生命、身体又は財産に危険を生じさせるおそれがある場合",
        ]));
    let buttons = el("div")
        .class("onward is-start")
        .with(button("button is-main", "印刷する(A4)").on_click(store, |_| device::print()))
        .with(button("button is-outline", "患者の情報を消去する").on_click(store, erase));
    let foot = el("div")
        .class("no-print")
        .with(buttons)
        .with(p("said", store.view.said).attr("role", "status"))
        .with(p("hint", "空いているところは、印刷してから手で書くこともできます。文が長いときは、2枚目に続きます。1号機能の内容は、院内掲示を一緒に渡して説明できます。"))
        .with(
            el("div")
                .class("onward")
                .with(el("a").class("button is-outline").attr("href", &Step::Export.href()).text("書き出しへ戻る")),
        );
    fragment().with(head).with(sheet(store, &own)).with(foot)
}

fn made(store: &Store) -> Explanation {
    Explanation::new(&store.draft, &store.catalog, &store.report, store.today)
}

fn notes(summary: &str, cites: &[Cite], lines: &[&str]) -> El {
    let lines = el("ul").class("plan-notes").all(lines.iter().map(|line| el("li").text(line)));
    el("details").class("notes").with(el("summary").text(summary)).with(lines).with(sources(cites))
}

/// The sheet: what is filled in on the screen is what is printed.
fn sheet(store: &Store, own: &Explanation) -> El {
    let [before, after] = PATIENT;
    let head = el("div")
        .class("plan-head")
        .with(
            el("p")
                .class("plan-patient")
                .with(span("", before))
                .with(blank(NAME, "患者氏名", ""))
                .with(span("", after)),
        )
        .with(blank(DATE, "日付", &wareki::day(store.today)));
    let first = ROWS.iter().position(|row| row.is_treatment);
    let count = ROWS.iter().filter(|row| row.is_treatment).count().to_string();
    let rows = ROWS.iter().enumerate().map(|(at, row)| {
        let group = || heading("rowgroup", TREATMENT, "").attr("rowspan", &count);
        let label = heading("row", row.label, row.hint);
        // Under its own heading a label has one column, else two.
        let label = if row.is_treatment { label } else { label.attr("colspan", "2") };
        el("tr").class("plan-row").when(first == Some(at), group).with(label).with(
            el("td").class(if row.is_treatment { "is-tall" } else { "" }).with(blank(
                row.id,
                row.label,
                &own.offered(row),
            )),
        )
    });
    let institution = INSTITUTION_LINES.iter().zip(&own.institution).enumerate().map(|(at, (label, text))| {
        let missing = || span("no-print plan-missing", "下書きに入力がありません");
        el("tr")
            .when(at == 0, || heading("rowgroup", INSTITUTION, "").attr("rowspan", "3"))
            .with(heading("row", label, ""))
            .with(el("td").text(text).when(text.is_empty(), missing))
    });
    let doctor = el("p").class("plan-doctor").with(span("", DOCTOR)).with(blank(DOCTOR_NAME, "主治医氏名", ""));
    el("form")
        .class("plan-sheet")
        .key(&store.view.sheet.to_string())
        .attr("autocomplete", "off")
        .attr("aria-label", TITLE)
        .with(el("h2").class("plan-title").text(TITLE))
        .with(head)
        .with(table(rows))
        .with(p("plan-note", NOTE))
        .with(table(institution))
        .with(doctor)
        .with(p("plan-source", FORM).with(el("br")).text(&own.stamp.words()))
}

fn table(rows: impl Iterator<Item = El>) -> El {
    let columns = el("colgroup").all(["plan-group", "plan-label", ""].map(|class| el("col").class(class)));
    el("table").class("plan-table").with(columns).with(el("tbody").all(rows))
}

fn heading(scope: &str, label: &str, hint: &str) -> El {
    el("th").attr("scope", scope).text(label).when(!hint.is_empty(), || span("plan-hint", hint))
}

/// A place to write in. It has exactly one text in it, so that a change of the draft never has to find what the person
/// has taken out by hand.
fn blank(id: &'static str, label: &str, text: &str) -> El {
    el("div")
        .class("plan-blank")
        .attr("id", id)
        .attr("role", "textbox")
        .attr("aria-multiline", "true")
        .attr("aria-label", label)
        .attr("contenteditable", "plaintext-only")
        .attr("autocomplete", "off")
        // A spelling service may send away what is typed.
        .attr("spellcheck", "false")
        .attr("translate", "no")
        .text(text)
}

/// Each place to write in, and what stood there at first.
fn blanks(own: &Explanation, date: String) -> Vec<(&'static str, String)> {
    let mut all = vec![(NAME, String::new()), (DATE, date), (DOCTOR_NAME, String::new())];
    all.extend(ROWS.iter().map(|row| (row.id, own.offered(row))));
    all
}

fn element(id: &str) -> Option<HtmlElement> {
    gloo_utils::document().get_element_by_id(id)?.dyn_into().ok()
}

/// Browsers that know no plain text only take rich text; it is printed the same.
fn make_editable() {
    let all = gloo_utils::document().get_elements_by_class_name("plan-blank");
    for at in 0..all.length() {
        if let Some(blank) = all.item(at).and_then(|blank| blank.dyn_into::<HtmlElement>().ok())
            && !blank.is_content_editable()
        {
            blank.set_content_editable("true");
        }
    }
}

/// Whether something was typed that would be lost.
pub fn has_typed(store: &Store) -> bool {
    store.is_open
        && store.route.step == Step::Explain
        && blanks(&made(store), wareki::day(store.today)).iter().any(|(id, first)| {
            element(id).and_then(|blank| blank.text_content()).is_some_and(|text| text.trim() != first)
        })
}

/// Whether the person may go to another screen: asks where something would be lost.
pub fn may_leave(store: &Store) -> bool {
    !has_typed(store) || device::confirm(LEAVING)
}

/// Empties every place before the browser puts the page aside, where it might keep it.
pub fn forget() {
    let all = gloo_utils::document().get_elements_by_class_name("plan-blank");
    for at in 0..all.length() {
        if let Some(blank) = all.item(at) {
            blank.set_text_content(None);
        }
    }
}

/// New elements in place of the old: with them goes what the browser would bring back on 元に戻す.
fn erase(store: &Context) {
    if has_typed(store) && !device::confirm(ERASING) {
        return;
    }
    store.view(|view| {
        view.sheet += 1;
        view.said = "消去しました。";
    });
    focus_soon(NAME);
}
