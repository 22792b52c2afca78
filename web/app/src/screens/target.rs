//! 対象の確認: does this institution report, and when?

use kakari_catalog::{Catalog, Date, PeriodKey, Span, parse_date, wareki};
use kakari_documents::{Deadline, FileKind, file_name};
use kakari_form::quick::NO_REPORT;
use kakari_form::{Need, Step, period_name, remaining, target_in_words};
use kakari_rules::{Place, Status};
use kakari_session::Action;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDetailsElement};

use super::section::provisional;
use super::settings::{contact, contact_lines};
use super::{MAIN, changeable, onward};
use crate::fields::{day_field, field, list_entry, view_finding};
use crate::frame::decision_class;
use crate::html::{El, On, el, fragment};
use crate::route::Screen;
use crate::store::{Context, Linked};
use crate::words::{button, p, provisional_mark, span};
use crate::{device, files};

/// The questions that decide it, the answer with its clause, and the calendar of the edition.
pub fn target(store: &Context) -> El {
    let mut questions = Vec::new();
    let mut dates = Vec::new();
    let mut any_date = false;
    for (index, item) in store.catalog.items().iter().enumerate() {
        if item.section == "target" {
            let is_date = item.group == "dates";
            any_date |= is_date && store.value(item).is_some();
            (if is_date { &mut dates } else { &mut questions }).push(field(store, index));
        }
    }
    let toggle = |store: &Context, event: &Event| {
        let details = event.target().map(JsCast::unchecked_into::<HtmlDetailsElement>);
        let open = details.is_some_and(|details| details.open());
        if store.view.dates_open != open {
            store.view(move |view| view.dates_open = open);
        }
    };
    let section = store.catalog.section("target");
    let group = section.and_then(|section| section.groups.iter().find(|group| group.id == "dates"));
    let fold = el("details")
        .class("fold")
        .flag("open", store.view.dates_open || any_date)
        .on(store, On::Toggle, toggle)
        .with(el("summary").text("最近、開設・休院・再開・廃院があった(予定がある)とき"))
        .maybe(group.and_then(|group| group.help.as_deref()), |help| el("p").text(help))
        .all(dates);
    fragment()
        .with(el("h1").attr("tabindex", "-1").text("対象の確認"))
        .with(p("lead", "病院と診療所は、一部を除いてすべて報告の対象です。無床診療所も対象です。"))
        .with(provisional(store, Step::Target))
        .with(changeable(store).with(edition_choice(store)).all(questions).with(fold))
        .with(verdict(store))
        .with(calendar(store))
        .with(onward(store, Step::Target, MAIN))
}

fn verdict(store: &Context) -> El {
    let decision = &store.report.target;
    let sentence = target_in_words(decision.status);
    let then = match decision.status {
        Status::Target => {
            "医療法施行規則第30条の33の15第1項によるものです。報告期間のうちに、G-MISなど都道府県が定める方法で報告します。"
        }
        Status::NotTarget => NO_REPORT,
        _ => "満たしているかわからない条件を確かめてください。",
    };
    // Findings that are about no field: dates and deadlines.
    let general = store
        .findings()
        .filter(|finding| finding.code().starts_with("KT") && !matches!(finding.places.first(), Some(Place::Item(_))));
    let answer = el("div").attr("aria-live", "polite").with(el("h2").text(sentence)).with(el("p").text(then));
    el("section")
        .class("verdict")
        .class(decision_class(decision.status))
        .with(answer)
        .all(general.map(|finding| view_finding(store, &store.wording(), finding)))
        .maybe(store.late(), |late| {
            let is_open = store.view.unfolded.contains(&"");
            (late.why)(store.link(), &store.wording(), decision, fragment(), "", is_open)
        })
}

/// Which year's report it is. The page around an element says that.
fn edition_choice(store: &Context) -> El {
    if !store.host().is_page() {
        return fragment();
    }
    let chosen = store.draft.edition();
    let known = Catalog::builtin_editions().any(|name| Some(name) == chosen);
    let view = |name: &'static str| {
        let catalog = Catalog::builtin(name);
        list_entry(name, chosen == Some(name), catalog.as_ref().map_or("", Catalog::label))
    };
    let name = span("field-name", "どの年度の報告ですか");
    let select = el("select")
        .class("select")
        .attr("id", "edition")
        .on_change(store, |store, edition| store.dispatch(Action::Edition(edition)))
        .when(!known, || list_entry("", true, "選んでください"))
        .all(Catalog::builtin_editions().map(view));
    el("div")
        .class("field is-row")
        .with(el("label").class("field-label").attr("for", "edition").with(name))
        .with(el("div").class("field-control").with(select))
}

/// The dates of the edition, and the prefecture's deadline.
fn calendar(store: &Context) -> El {
    let dates = store.catalog.dates();
    let deadline = store.deadline().unwrap_or(dates.window.to);
    let day = |day: Date| store.days(&wareki::day(day));
    let span_of = |span: &Span| [day(span.from), day(span.to)].join("〜");
    let row = |term: &str, day: &str, note: El| el("div").with(el("dt").text(term)).with(el("dd").text(day).with(note));
    let note = |text: &str| el("span").text(text);
    let left = el("strong").text(&remaining(store.today, dates.window.from, deadline));
    let year = el("a").attr("href", &Screen::Help.href()).text(Screen::Help.label());
    let list = el("dl")
        .with(row(period_name(PeriodKey::AsOf), &day(dates.as_of), note("体制・人員などは、この日の状況を報告します")))
        .with(row(
            period_name(PeriodKey::Calendar),
            &span_of(&dates.calendar),
            note("輪番への参加、会議への参加などの実績"),
        ))
        .with(row(period_name(PeriodKey::Fiscal), &span_of(&dates.fiscal), note("診療報酬の算定回数、紹介患者数")))
        .with(row("報告期間", &span_of(&dates.window), fragment()))
        .with(row("期限", &wareki::both(deadline), left));
    let own = || {
        fragment()
            .with(p("hint", "報告の前後に何があるかは").with(year).text("にあります。"))
            .with(deadline_field(store))
    };
    let is_page = store.host().is_page();
    // A page says it in its foot.
    let provisional = store.catalog.provisional().filter(|_| !is_page);
    el("section")
        .class("calendar")
        .with(el("h2").text(&[&store.host().text("name"), store.catalog.label(), "の日程"].concat()))
        .with(list)
        .when(is_page, own)
        .with(to_calendar(store, deadline))
        .with(contact(store))
        .maybe(provisional, |words| p("hint", "").with(provisional_mark()).text(" ").text(words))
}

/// The deadline as a file for the person's calendar.
fn to_calendar(store: &Context, day: Date) -> El {
    let save = button("button is-outline", "期限をカレンダーに入れる(.ics)").on_click(store, move |store| {
        let name = file_name(&store.draft, &store.catalog, FileKind::Deadline, false);
        let deadline = Deadline {
            day,
            edition: store.catalog.edition(),
            label: store.catalog.label(),
            prefecture: store.prefecture().map_or("", |own| &own.key),
            contact: &contact_lines(store).join("\n"),
        };
        let text = deadline.to_ics(device::seconds());
        if files::save(store, &name, "text/calendar;charset=utf-8", text.as_bytes()).is_none() {
            store.dispatch(Action::Notice(files::NOT_MADE.to_owned()));
        }
    });
    el("div")
        .class("to-calendar")
        .with(save)
        .with(p("hint", "OutlookやGoogleカレンダーなどに取り込めます。14日前にお知らせが出ます。"))
}

/// The prefecture's deadline, which 設定 asks for as well.
pub fn deadline_field(store: &Context) -> El {
    let kept = &store.settings.deadline;
    let outside = parse_date(kept).is_some() && store.deadline().is_none();
    let label = el("label")
        .class("field-label")
        .attr("for", "deadline")
        .with(span("field-name", &[store.prefecture().map_or("都道府県", |own| &own.label), "が示した期限"].concat()))
        .with(span("need", Need::Optional.label()));
    let help = p(
        "field-help",
        "期限は都道府県ごとに違い、3月31日より早いことがあります。都道府県の案内に書かれた日を入れると、残りの日数と注意に使います。この端末だけに残ります。",
    );
    let set = |store: &Context, day| store.change_settings(|settings| settings.deadline = day);
    let describe = |input: El, day: &str| input.attr("aria-describedby", &["deadline-help ", day].concat());
    let input = day_field(store, "deadline", kept, set, describe);
    let warning = || {
        let message = el("p")
            .class("finding-message")
            .with(span("finding-kind", "注意"))
            .text("この日は報告期間の中にありません。期間の終わりの日を期限として扱っています。");
        el("div").class("finding is-warning").with(message)
    };
    el("div")
        .class("field is-row")
        .with(el("div").class("field-head").with(label).with(help.attr("id", "deadline-help")))
        .with(el("div").class("field-control").with(input).when(outside, warning))
}
