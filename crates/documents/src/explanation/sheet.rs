//! 患者説明 as HTML for the screen: the form, and around it when, how and when not to explain.
//!
//! Elements whose text comes from the draft carry `data-follows`, places to write in are `.plan-blank`, and what a button
//! does stands in `data-does`: the app brings them to life (`screens/explanation.rs`).

use kakari_catalog::wareki;
use kakari_sources::Cite;

use super::{
    DOCTOR, DUTY, Explanation, FORM, GROUNDS, INSTITUTION, INSTITUTION_LINES, NOTE, PATIENT, ROWS, TITLE, TREATMENT,
    WAYS,
};
use crate::html::Html;

const NAME: &str = "plan-name";
const DATE: &str = "plan-date";
const DOCTOR_NAME: &str = "plan-doctor";

const DUTY_LINES: &[&str] = &[
    "2号機能の体制について、都道府県知事の確認を受けている。",
    "継続的な医療を要する人に、在宅医療を提供する。または外来で、おおむね4か月以上続けて医療を提供する見込みである。",
    "本人または家族から求めがあった。",
];
const WAYS_LINES: &[&str] = &[
    "電子メールなどで送り、相手の端末に記録してもらう。",
    "ウェブページなどで見てもらい、相手の端末に記録してもらう。",
    "磁気ディスクなどに記録して渡す。",
    "書面を渡す(この用紙を印刷して渡す)。",
];
const GROUNDS_LINES: &[&str] = &[
    "説明を行うことで、当該患者の適切な診療に支障を及ぼすおそれがある場合",
    "説明を行うことで、人の生命、身体又は財産に危険を生じさせるおそれがある場合",
];

pub(super) fn screen(own: &Explanation) -> String {
    let mut html = Html::default();
    html.open("div", "no-print")
        .element("p", "lead", "国の様式(例)の「かかりつけ医機能に関する療養計画書」に入力し、印刷して渡します。医療機関のことは下書きから入っています。文は直せます。")
        .open("div", "plan-sign")
        .element("p", "finding-message", "患者の情報は、どこにも保存せず、どこにも送りません。")
        .raw("<p>").text("この画面の中だけにあり、下書きにもファイルにも入りません。画面を離れるか「消去する」を押すと消えます。必要な枚数を先に印刷してください。")
        .raw("</p></div><p data-follows>")
        .text(if own.has_function2() {
            "下書きでは2号機能があります。都道府県の確認を受けると、求めがあったときに説明する努力義務が生じます。"
        } else {
            "下書きでは2号機能がないため、説明の努力義務は生じません。この用紙は、任意の説明に使えます。"
        })
        .raw("</p>");
    notes(&mut html, "説明の努力義務が生じるのは", DUTY, DUTY_LINES);
    notes(&mut html, "説明の方法(次のどれか)", WAYS, WAYS_LINES);
    notes(&mut html, "説明しなくてよいのは", GROUNDS, GROUNDS_LINES);
    html.close("div");
    form(&mut html, own);
    html.open("div", "no-print").open("div", "onward is-start");
    button(&mut html, "print", "button is-main", "印刷する(A4)");
    button(&mut html, "erase", "button is-outline", "患者の情報を消去する");
    html.close("div").raw("<p class=\"said\" role=\"status\"></p>");
    html.element("p", "hint", "空いているところは、印刷してから手で書くこともできます。文が長いときは、2枚目に続きます。1号機能の内容は、院内掲示を一緒に渡して説明できます。");
    html.close("div");
    html.finish()
}

fn button(html: &mut Html, does: &str, class: &str, label: &str) {
    html.raw("<button type=\"button\" data-does=\"").raw(does).raw("\" class=\"").raw(class).raw("\">");
    html.text(label).close("button");
}

fn notes(html: &mut Html, summary: &str, cites: &[Cite], lines: &[&str]) {
    html.open("details", "notes").raw("<summary>").text(summary).raw("</summary>").open("ul", "plan-notes");
    for line in lines {
        html.raw("<li>").text(line).raw("</li>");
    }
    html.close("ul");
    sources(html, cites);
    html.close("details");
}

/// Sources, with the wording where it may be quoted.
fn sources(html: &mut Html, cites: &[Cite]) {
    html.open("details", "sources").raw("<summary>");
    html.text(&["根拠(", &cites.len().to_string(), "件)"].concat()).raw("</summary><ul>");
    for cite in cites {
        html.open("li", "source").open("p", "source-title").text(&cite.title());
        html.element("span", "source-relation", cite.relation.label()).close("p");
        if let Some(quote) = cite.quote() {
            html.raw("<blockquote>").text(quote.text).raw("</blockquote>");
        }
        html.open("p", "source-small");
        let document = cite.document();
        if let Some(checked) = document.and_then(|document| document.checked) {
            html.text(checked).text(" 時点の内容で確認");
        }
        if let Some(url) = document.and_then(|document| document.url) {
            html.element("span", "source-url", url);
        }
        html.close("p").close("li");
    }
    html.raw("</ul>").close("details");
}

/// The form: what is filled in on the screen is what is printed.
fn form(html: &mut Html, own: &Explanation) {
    let [before, after] = PATIENT;
    html.raw("<form class=\"plan-sheet\" autocomplete=\"off\" aria-label=\"").text(TITLE).raw("\">");
    html.element("h2", "plan-title", TITLE).open("div", "plan-head");
    html.open("div", "plan-patient").raw("<span>").text(before).raw("</span>");
    blank(html, NAME, "患者氏名", "");
    html.raw("<span>").text(after).raw("</span>").close("div");
    blank(html, DATE, "日付", &wareki::day(own.stamp.made_on));
    html.close("div");

    open_table(html, "");
    let first = ROWS.iter().position(|row| row.is_treatment);
    let count = ROWS.iter().filter(|row| row.is_treatment).count();
    for (at, row) in ROWS.iter().enumerate() {
        html.open("tr", "plan-row");
        if first == Some(at) {
            group(html, count, TREATMENT);
        }
        // Under its own heading a label has one column, else two.
        heading(html, if row.is_treatment { "" } else { " colspan=\"2\"" }, row.label, row.hint);
        html.open("td", if row.is_treatment { "is-tall" } else { "" });
        // Two rows are その他: they are told apart by what stands beside.
        let hint = if row.label == "その他" { row.hint } else { "" };
        blank(html, row.id, &[row.label, hint].concat(), &own.offered(row));
        html.close("td").close("tr");
    }
    close_table(html);
    html.element("p", "plan-note", NOTE);

    open_table(html, " data-follows");
    for (at, (label, text)) in INSTITUTION_LINES.iter().zip(&own.institution).enumerate() {
        html.raw("<tr>");
        if at == 0 {
            group(html, INSTITUTION_LINES.len(), INSTITUTION);
        }
        heading(html, "", label, "");
        html.raw("<td>").text(text);
        if text.is_empty() {
            html.element("span", "no-print plan-missing", "下書きに入力がありません");
        }
        html.close("td").close("tr");
    }
    close_table(html);

    html.open("div", "plan-doctor").raw("<span>").text(DOCTOR).raw("</span>");
    blank(html, DOCTOR_NAME, "主治医氏名", "");
    html.close("div").raw("<p class=\"plan-source\" data-follows>").text(FORM).raw("<br>").text(&own.stamp.words());
    html.close("p").close("form");
}

fn open_table(html: &mut Html, attribute: &str) {
    html.raw("<table class=\"plan-table\"").raw(attribute).raw("><colgroup>");
    html.raw("<col class=\"plan-group\"><col class=\"plan-label\"><col></colgroup><tbody>");
}

fn close_table(html: &mut Html) {
    html.close("tbody").close("table");
}

fn group(html: &mut Html, rows: usize, label: &str) {
    html.raw("<th scope=\"rowgroup\" rowspan=\"").raw(&rows.to_string()).raw("\">").text(label).close("th");
}

fn heading(html: &mut Html, attribute: &str, label: &str, hint: &str) {
    html.raw("<th scope=\"row\"").raw(attribute).raw(">").text(label);
    if !hint.is_empty() {
        html.element("span", "plan-hint", hint);
    }
    html.close("th");
}

/// A place to write in. A spelling service may send away what is typed.
fn blank(html: &mut Html, id: &str, label: &str, text: &str) {
    html.raw("<div class=\"plan-blank\" id=\"").raw(id).raw("\" aria-label=\"").text(label);
    html.raw("\" role=\"textbox\" aria-multiline=\"true\" contenteditable=\"plaintext-only\" autocapitalize=\"off\" autocomplete=\"off\"");
    html.raw(" autocorrect=\"off\" spellcheck=\"false\" translate=\"no\">").text(text).close("div");
}

#[cfg(test)]
mod tests {
    use crate::Explanation;
    use crate::testing::{checked, today};

    fn screen(set: &[(&str, &str)]) -> String {
        let (draft, catalog, report) = checked(set);
        Explanation::new(&draft, &catalog, &report, today()).screen()
    }

    #[test]
    fn every_element_that_is_opened_is_closed_and_in_order() {
        let html = screen(&[]);
        let mut open = Vec::new();
        for part in html.split('<').skip(1) {
            let name = part.split([' ', '>']).next().expect("a name");
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{part}"),
                None if ["br", "col"].contains(&name) => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }

    #[test]
    fn what_was_typed_into_the_draft_is_text_and_never_markup() {
        let html = screen(&[("facility.name", r#""<img src=x onerror=alert(1)>\"'&""#)]);
        assert!(html.contains("<td>&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;</td>"), "{html}");
        assert!(!html.contains("<img"));
    }

    #[test]
    fn what_comes_from_the_draft_stands_in_the_form_and_what_is_missing_is_named() {
        let html = screen(&[("facility.phone", "")]);
        for part in ["<td>例示クリニック</td>", "下書きに入力がありません", "連携医療機関：例示病院", "令和8年2月1日"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!screen(&[]).contains("下書きに入力がありません"));
    }

    #[test]
    fn the_word_about_the_duty_follows_the_draft() {
        assert!(screen(&[]).contains("努力義務が生じます"));
        assert!(screen(&[("f1.function", r#""no""#)]).contains("努力義務は生じません"));
    }

    #[test]
    fn the_law_is_quoted_with_what_rests_on_it() {
        let html = screen(&[]);
        assert!(html.contains("<blockquote>"));
        assert!(html.contains("おおむね四月以上継続して医療を提供することが見込まれる場合"));
    }
}
