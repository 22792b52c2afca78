//! 設定: what holds for this browser, whatever draft is open.

use kakari_catalog::Id;
use kakari_session::Setting;
use wasm_bindgen::JsCast;
use web_sys::{Event, File};
use yew::Html;
use yew::platform::spawn_local;

use super::help::to_embed;
use super::target::deadline_field;
use super::way_back;
use crate::fields::{list_entry, radio};
use crate::files;
use crate::frame::use_catalog;
use crate::html::{El, On, el, fragment};
use crate::route::{Screen, focus_soon};
use crate::sheets::{self, Unused};
use crate::store::{Context, Store};
use crate::view::Held;
use crate::words::{button, option, p, span, typing};

/// Id of the question whether to set all back, and of the button that leads to it.
const ASK: &str = "reset-ask";
const RESET: &str = "reset";

/// Id of what became of a file with a catalogue.
const TOLD: &str = "catalog-told";

/// What 「初期値に戻す」 sets back. What the program remembers by itself stays.
const OWN: [Setting; 8] = [
    |settings| &mut settings.prefecture,
    |settings| &mut settings.deadline,
    |settings| &mut settings.office,
    |settings| &mut settings.phone,
    |settings| &mut settings.contact,
    |settings| &mut settings.years,
    |settings| &mut settings.type_size,
    |settings| &mut settings.codes,
];

/// What became of a file with a catalogue: a sentence, and what is wrong with it.
#[derive(Default)]
struct Told {
    words: String,
    lines: Vec<String>,
}

/// Prefecture and deadline, whom to ask, how the screen looks.
pub fn settings(store: &Context) -> El {
    let own = &store.settings;
    fragment()
        .with(el("h1").attr("tabindex", "-1").text(Screen::Settings.label()))
        .with(p("lead", "変えるとすぐに使われ、この端末のこのブラウザーだけに残ります。下書きの内容は変わりません。"))
        .with(el("h2").text("都道府県と期限"))
        .with(prefecture(store))
        .with(deadline_field(store))
        .with(el("h2").text("困ったときの連絡先"))
        .with(p("hint", "都道府県の案内に書かれた問い合わせ先を入れておくと、「対象の確認」「確認」「書き出し」の画面に表示します。"))
        .with(line(store, "office", "窓口の名称", "例: ○○県 医療政策課", &own.office, OWN[2]))
        .with(line(store, "phone", "電話番号", "例: 03-0000-0000(平日9時〜17時)", &own.phone, OWN[3]))
        .with(line(store, "contact", "そのほか", "メールアドレスや、案内のページの名前など", &own.contact, OWN[4]))
        .with(el("h2").text("画面の表示"))
        .with(choice(
            store,
            "years",
            "日付の年",
            &own.years,
            &[("", "和暦(令和8年1月1日)"), ("western", "西暦(2026年1月1日)")],
            OWN[5],
        ))
        .with(p("hint", "院内掲示や書き出すファイルの日付は、様式のとおりのままです。"))
        .with(choice(
            store,
            "type-size",
            "文字の大きさ",
            &own.type_size,
            &[("", "標準"), ("large", "大きい"), ("larger", "とても大きい")],
            OWN[6],
        ))
        .with(choice(
            store,
            "codes",
            "選択肢のコード",
            &own.codes,
            &[("", "「くわしく」の中だけに表示する"), ("shown", "選択肢の横に表示する(G-MISに入力する方へ)")],
            OWN[7],
        ))
        .with(el("h2").text("台帳(聞かれる項目)"))
        .with(own_catalog(store))
        .with(el("h2").text("初期値に戻す"))
        .with(reset(store))
        .with(to_embed("p"))
        .with(way_back(store))
}

/// Sets one of the texts.
fn set(store: &Context, of: Setting, text: String) {
    store.change_settings(|settings| *of(settings) = text);
}

fn label(id: &str, name: &str) -> El {
    el("label").class("field-label").attr("for", id).with(span("field-name", name))
}

fn prefecture(store: &Context) -> El {
    let item = store.catalog.index(Id::FacilityPrefecture);
    let of_draft = store.text(Id::FacilityPrefecture.as_str());
    let of_draft = store.catalog.option_at(item, of_draft).map_or("まだ入力がありません", |own| &own.label);
    let usual = ["下書きの所在地に合わせる(", of_draft, ")"].concat();
    let chosen = &store.settings.prefecture;
    let select = el("select")
        .class("select")
        .attr("id", "prefecture")
        .on_change(store, |store, key| set(store, OWN[0], key))
        .with(list_entry("", chosen.is_empty(), &usual))
        .all(store.catalog.options_at(item).iter().map(|own| list_entry(&own.key, own.key == *chosen, &own.label)));
    el("div").class("field").with(label("prefecture", "報告先の都道府県")).with(select)
}

fn line(store: &Context, id: &str, name: &str, help: &str, value: &str, of: Setting) -> El {
    let help_id = [id, "-help"].concat();
    let input = typing("input", "input")
        .attr("id", id)
        .attr("aria-describedby", &help_id)
        .value(value)
        .on_input(store, move |store, text| set(store, of, text));
    el("div").class("field").with(label(id, name)).with(p("field-help", help).attr("id", &help_id)).with(input)
}

fn choice(store: &Context, id: &str, name: &str, chosen: &str, options: &[(&'static str, &str)], of: Setting) -> El {
    let view = |(value, words): &(&'static str, &str)| {
        let value = *value;
        let radio =
            radio(id, value, chosen == value).on_change(store, move |store, _| set(store, of, value.to_owned()));
        option("option", radio, words)
    };
    let legend = el("legend").class("field-label").with(span("field-name", name));
    el("fieldset").class("field").with(legend).with(el("div").class("options").all(options.iter().map(view)))
}

/// A catalogue of the person's own: it is used once it is sound.
fn own_catalog(store: &Context) -> El {
    let own = &*store.settings.catalog_print;
    let choose = |store: &Context, event: &Event| {
        if let Some(file) = files::chosen(event) {
            let store = store.clone();
            spawn_local(async move {
                let told = read_catalog(&store, file).await;
                tell_of_catalog(&store, told);
            });
        }
    };
    let input = el("input")
        .attr("type", "file")
        .attr("id", "catalog-file")
        .attr("accept", ".toml")
        .attr("aria-describedby", "catalog-help")
        .on(store, On::Change, choose);
    let back = || {
        button("button is-outline", "内蔵の台帳に戻す").on_click(store, |store| {
            store.change_settings(|settings| use_catalog(settings, "", ""));
            tell_of_catalog(store, Told { words: "内蔵の台帳に戻しました。".to_owned(), ..Told::default() });
        })
    };
    let said = store.view.held.get::<Told>().unwrap_or_default();
    let told = el("div")
        .class("told")
        .attr("id", TOLD)
        .attr("role", "status")
        .attr("tabindex", "-1")
        .when(!said.words.is_empty(), || el("p").text(&said.words))
        .when(!said.lines.is_empty(), || {
            el("ul").class("incoming-list").all(said.lines.iter().map(|line| el("li").text(line)))
        });
    el("div")
        .attr("id", "shelf")
        .with(
            p(
                "hint",
                "厚生労働省のマニュアルで項目・コード・文言を直した台帳(TOMLのファイル)があれば、内蔵のものの代わりに使えます。ファイルはこの端末の中で調べます。",
            )
            .attr("id", "catalog-help"),
        )
        .when(!own.is_empty(), || {
            el("p").text(&["いまは自分で読み込んだ台帳(", own, ")があります。"].concat())
        })
        .with(
            el("div")
                .class("field")
                .with(el("label").class("field-label").attr("for", "catalog-file").text("台帳のファイルを選ぶ"))
                .with(input),
        )
        .when(!own.is_empty(), back)
        .with(told)
}

/// Uses the catalogue in a file, and says so; until it is sound the one in use stays.
async fn read_catalog(store: &Context, file: File) -> Told {
    const TOO_LARGE: &str = "この大きさのファイルは台帳ではありません。台帳(TOML)のファイルを選んでください。";
    let name = file.name();
    let read = match files::read_text(file, TOO_LARGE).await {
        Ok(text) => sheets::catalog(store, text).await,
        Err(words) => return Told { words: words.to_owned(), lines: Vec::new() },
    };
    let (words, lines) = match read {
        Ok(own) => {
            store.now().change_settings(|settings| use_catalog(settings, &own.json, &own.fingerprint));
            let words =
                ["台帳「", &own.label, "」(", &own.fingerprint, ")を使います。この年度の下書きに当てはまります。"];
            (words.concat(), Vec::new())
        }
        Err(Unused::Wrong(lines)) if !lines.is_empty() => {
            let count = lines.len().to_string();
            (["「", &name, "」には直すところが", &count, "か所あります。いまの台帳のままです。"].concat(), lines)
        }
        Err(Unused::NotLoaded) => {
            let words = "台帳を読む部品を読み込めませんでした。通信を確かめて、もう一度選んでください。";
            (words.to_owned(), Vec::new())
        }
        Err(_) => ("台帳を読めませんでした。いまの台帳のままです。".to_owned(), Vec::new()),
    };
    Told { words, lines }
}

/// Says what became of it.
fn tell_of_catalog(store: &Context, told: Told) {
    let told = Held::new(told);
    store.view(move |view| view.held = told);
    focus_soon(store, TOLD);
}

fn reset(store: &Context) -> El {
    let ask = button("button is-outline", "設定を初期値に戻す").attr("id", RESET);
    let yes = button("button", "戻す").on_click(store, |store| {
        store.change_settings(|settings| OWN.iter().for_each(|of| of(settings).clear()));
        asking(&store.now(), false, "設定を初期値に戻しました。");
    });
    let no = button("button is-outline", "やめる").on_click(store, |store| asking(store, false, ""));
    let question = || {
        el("div")
            .class("ask")
            .attr("id", ASK)
            .attr("tabindex", "-1")
            .attr("role", "group")
            .attr("aria-label", "設定を初期値に戻す")
            .with(el("p").text("この画面の設定をすべて初期値に戻します。下書きは変わりません。戻しますか。"))
            .with(yes)
            .with(no)
    };
    el("div")
        .class("reset")
        .with(ask.on_click(store, |store| asking(store, true, "")))
        .with(el("p").attr("role", "status").text(store.view.said))
        .when(store.view.resetting, question)
}

/// Asks, or goes back to the button with a word about what was done.
fn asking(store: &Context, resetting: bool, said: &'static str) {
    store.view(move |view| {
        view.resetting = resetting;
        view.said = said;
    });
    focus_soon(store, if resetting { ASK } else { RESET });
}

/// Whom to ask, a line each; nothing where nothing was set.
pub fn contact_lines(store: &Store) -> Vec<&str> {
    let own = &store.settings;
    [&*own.office, &own.phone, &own.contact].into_iter().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Whom to ask, where it was set, or where the page around the element says so.
pub fn contact(store: &Context) -> El {
    if !store.host().is_page() {
        let lines = store.host().call("contact", &[store.route.screen.name().into()]).ok();
        return fragment().maybe(lines.and_then(|lines| lines.dyn_into().ok()), |lines| {
            let heading = el("h2").text("問い合わせ先");
            el("section").class("contact no-print").attr("data-filled", "").with(heading).with_html(Html::VRef(lines))
        });
    }
    let lines = contact_lines(store);
    if lines.is_empty() {
        return fragment();
    }
    el("section")
        .class("contact no-print")
        .with(el("h2").text("困ったときの連絡先"))
        .all(lines.iter().map(|line| el("p").text(line)))
        .with(el("p").with(el("a").attr("href", &Screen::Settings.href()).text("連絡先を変える")))
}
