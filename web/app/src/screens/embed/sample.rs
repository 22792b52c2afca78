//! How the colours look together.

use kakari_prefecture::reference::{self, Contrast};
use kakari_prefecture::{Colors, Configuration, Role};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::html::{El, el, fragment};
use crate::js;
use crate::words::{p, span};

/// Id of the sample.
const SAMPLE: &str = "prefecture-sample";

const ROLES: [(Role, &str); 8] = [
    (Role::Background, "--sample-background"),
    (Role::Surface, "--sample-surface"),
    (Role::Text, "--sample-text"),
    (Role::Primary, "--sample-primary"),
    (Role::OnPrimary, "--sample-on_primary"),
    (Role::Link, "--sample-link"),
    (Role::Border, "--sample-border"),
    (Role::Focus, "--sample-focus"),
];

/// Gives the sample its colours. The policy of the page allows no `style` in an element, only this.
pub fn paint(colors: Option<&Colors>) {
    let Some(sample) = gloo_utils::document().get_element_by_id(SAMPLE) else { return };
    let style = js::field(sample.unchecked_ref::<HtmlElement>(), "style").unwrap_or_default();
    for (role, name) in ROLES {
        let _ = match colors {
            Some(colors) => js::call(&style, "setProperty", &[name.into(), colors.get(role).to_string().into()]),
            None => js::call(&style, "removeProperty", &[name.into()]),
        };
    }
}

/// Pictures of controls, which do nothing, and the contrast of each pair.
pub fn sample(configuration: &Configuration) -> El {
    let about = about(configuration);
    let sample = el("div")
        .class("prefecture-sample")
        .attr("id", SAMPLE)
        .attr("role", "group")
        .attr("aria-label", "色の見本")
        .with(p("sample-name", configuration.name.as_deref().unwrap_or("(名前)")))
        .with(el("p").text(if about.is_empty() { "期限と問い合わせ先" } else { &about }))
        .with(
            el("div")
                .class("sample-surface")
                .with(el("p").text("囲みの中の文字と").with(span("sample-link", "リンク"))),
        )
        .with(
            el("p")
                .class("sample-row")
                .with(span("sample-button", "主なボタン"))
                .with(span("sample-input", "入力欄"))
                .with(span("sample-input sample-focus", "選んでいる入力欄")),
        );
    let row = |pair: Contrast| {
        el("tr")
            .with(el("th").attr("scope", "row").text(pair.over))
            .with(el("td").text(pair.ground))
            .with(el("td").text(&[&*pair.ratio, ":1"].concat()))
            .with(el("td").text(&[&*pair.least, ":1 以上"].concat()))
    };
    let heads = ["色", "下になる色", "比", "必要な比"];
    let heads = el("tr").all(heads.into_iter().map(|head| el("th").attr("scope", "col").text(head)));
    let contrasts = reference::contrasts(&configuration.colors.unwrap_or_default());
    let table = el("table")
        .class("prefecture-table")
        .with(el("caption").text("色の組み合わせの読みやすさ(使われる色のコントラスト比)"))
        .with(el("thead").with(heads))
        .with(el("tbody").all(contrasts.into_iter().map(row)));
    fragment().with(sample).with(table)
}

/// Deadline, and whom to ask.
fn about(configuration: &Configuration) -> String {
    let mut words = Vec::new();
    if let Some(day) = configuration.deadline {
        let (year, month, date) = (day.year().to_string(), u8::from(day.month()).to_string(), day.day().to_string());
        words.push(["期限 ", &year, "年", &month, "月", &date, "日"].concat());
    }
    if let Some(contact) = configuration.contacts.first() {
        words.extend(Some(contact.name.clone()).filter(|name| !name.is_empty()));
        words.extend(contact.phone.clone());
    }
    words.join(" ")
}
