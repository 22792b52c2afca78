//! The fields, made from the table that the reader of a configuration has.

use kakari_prefecture::reference::{Control, Field};
use kakari_prefecture::{Color, Problem};
use kakari_rules::Severity;
use yew::platform::spawn_local;

use super::edit;
use super::form::{Entry, Form, Stands};
use crate::fields::{day_field, list_entry};
use crate::html::{El, On, el, fragment};
use crate::route::focus_id;
use crate::store::Context;
use crate::words::{about, button, p, severity_class, span, typing};

/// The control of a field.
pub fn id_of(serial: usize) -> String {
    ["prefecture-", &serial.to_string()].concat()
}

/// Puts the focus on a field once it is shown, before another key is heard.
pub fn focus(store: &Context, serial: usize) {
    let store = store.clone();
    spawn_local(async move { focus_id(&store, &id_of(serial)) });
}

/// A field of the file, by its place among them.
pub fn field(store: &Context, form: &Form, at: usize) -> El {
    let (field, entry) = (&form.known.fields[at], &form.entries[at]);
    match (&field.control, &entry.stands) {
        (Control::Each { members }, Stands::Each(list, taken)) => {
            each(store, form, at, (members, list), taken.as_ref().map(|(at, entry)| (*at, &**entry)))
        }
        _ => one(store, form, field, entry, ""),
    }
}

/// A field; `within` is the id of the legend of what it is a part of.
fn one(store: &Context, form: &Form, field: &Field, entry: &Entry, within: &str) -> El {
    let (serial, id) = (entry.serial, id_of(entry.serial));
    let (help, label) = ([&*id, "-help"].concat(), [&*id, "-label"].concat());
    let problems = form.problems(serial);
    // What is in a list has the name of its neighbours.
    let name = [&*label, " ", within].concat();
    // Ties a control to its label and to what describes it.
    let tie = |control: El, more: &str| {
        control
            .attr("aria-describedby", [&*help, " ", &problems_id(serial), " ", more].concat().trim_end())
            .attr_if("aria-labelledby", (!within.is_empty()).then_some(&*name))
            .attr_if("aria-invalid", is_wrong(problems).then_some("true"))
    };
    let (control, around) = match (&field.control, &entry.stands) {
        (Control::Group { members }, Stands::Members(own)) => return group(store, form, members, own, within),
        (Control::Any { words }, Stands::Ticked(ticks)) => return any(store, form, field, serial, words, ticks),
        (Control::Line { input, example }, Stands::Text(text, _)) => {
            let control = typing("input", "input is-text")
                .attr("type", if *input == "url" { "text" } else { input })
                .attr("inputmode", input)
                .attr_if("placeholder", example_of(example).as_deref())
                .value(text);
            (typed(control, store, serial), None)
        }
        (Control::Lines { example }, Stands::Text(text, _)) => {
            let control = typing("textarea", "textarea")
                .attr("rows", "3")
                .attr_if("placeholder", example_of(example).as_deref())
                .value(text);
            (typed(control, store, serial), None)
        }
        (Control::Color { usual }, Stands::Text(text, _)) => {
            let color = Color::parse(text.trim()).map(|color| color.to_string());
            let well = el("input")
                .class("prefecture-well")
                .attr("type", "color")
                .attr("aria-label", &[field.title, "を選ぶ"].concat())
                .value(color.as_ref().unwrap_or(usual))
                .on_input(store, move |store, color| edit(store, |form| form.put(serial, color, false)));
            let control = typing("input", "input").attr("placeholder", usual).value(text);
            (typed(control, store, serial), Some(well))
        }
        (Control::One { words }, Stands::Text(text, odd)) => {
            let odd = odd.as_ref().and_then(|odd| odd.as_str());
            let control = el("select")
                .class("select")
                .on_change(store, move |store, key| edit(store, |form| form.put(serial, key, false)))
                .with(list_entry("", text.is_empty(), "指定しない"))
                .all(words.iter().map(|(key, label)| list_entry(key, key == text, label)))
                .maybe(odd, |odd| list_entry(odd, odd == text, &[odd, "(この版にはありません)"].concat()));
            (control, None)
        }
        (Control::Day, Stands::Text(text, _)) => {
            let put = move |store: &Context, day| edit(store, |form| form.put(serial, day, true));
            let settle = |input: El, day: &str| tie(typed_away(input, store, serial), day);
            (day_field(store, &id, text, put, settle), None)
        }
        _ => return fragment(),
    };
    let is_day = matches!(field.control, Control::Day);
    let control = if is_day { control } else { tie(control.attr("id", &id), "") };
    let words =
        [field.help, if matches!(field.control, Control::Lines { .. }) { "1行に1つずつ書きます。" } else { "" }];
    el("div")
        .class("field")
        .with(
            el("label")
                .class("field-label")
                .attr("for", &id)
                .attr("id", &label)
                .with(span("field-name", field.title))
                .when(field.required, || span("mark is-required", "※必須")),
        )
        .with(p("field-help", &words.concat()).attr("id", &help))
        .with(match around {
            Some(well) => el("div").class("prefecture-color").with(well).with(control),
            None => control,
        })
        .with(said(serial, problems))
}

/// 「例: …」, where there is one.
fn example_of(example: &str) -> Option<String> {
    (!example.is_empty()).then(|| ["例: ", example].concat())
}

/// A control that is typed into: what is wrong with it is said once the person is done.
fn typed(control: El, store: &Context, serial: usize) -> El {
    typed_away(
        control.on_input(store, move |store, text| edit(store, |form| form.put(serial, text, true))),
        store,
        serial,
    )
}

/// A control whose typing ends.
fn typed_away(control: El, store: &Context, serial: usize) -> El {
    control.on_change(store, move |store, _| edit(store, |form| form.settle(serial))).on(
        store,
        On::FocusOut,
        move |store, _| {
            if super::is_typing(store, serial) {
                edit(store, |form| form.settle(serial));
            }
        },
    )
}

fn any(store: &Context, form: &Form, field: &Field, serial: usize, words: &[(String, String)], ticks: &[bool]) -> El {
    let problems = form.problems(serial);
    let tick = |(at, ((_, label), ticked)): (usize, (&(String, String), &bool))| {
        let first = id_of(serial);
        let tick = crate::words::check_box(*ticked)
            .attr_if("id", (at == 0).then_some(&*first))
            .on_tick(store, move |store, on| edit(store, |form| form.tick(serial, at, on)));
        el("label").class("option").with(tick).with(span("option-label", label))
    };
    el("fieldset")
        .class("field")
        .attr("aria-describedby", &problems_id(serial))
        .attr_if("aria-invalid", is_wrong(problems).then_some("true"))
        .with(el("legend").class("field-label").text(field.title))
        .with(p("field-help", field.help))
        .with(el("div").class("options prefecture-group").all(words.iter().zip(ticks).enumerate().map(tick)))
        .with(said(serial, problems))
}

fn group(store: &Context, form: &Form, members: &[Field], own: &[Entry], within: &str) -> El {
    let fields = members.iter().zip(own).map(|(field, entry)| one(store, form, field, entry, within));
    el("div").class("prefecture-group").all(fields)
}

/// Any number of things, and the way to more, fewer and back.
fn each(
    store: &Context,
    form: &Form,
    at: usize,
    (members, list): (&[Field], &[Entry]),
    taken: Option<(usize, &Entry)>,
) -> El {
    let (field, serial) = (&form.known.fields[at], form.entries[at].serial);
    let problems = form.problems(serial);
    let number = |index: usize| [field.title, " ", &(index + 1).to_string()].concat();
    let entry = |(index, entry): (usize, &Entry)| {
        let (id, name) = (id_of(entry.serial), number(index));
        let take = button("button is-outline is-small", "取り除く").with(about(&name)).on_click(store, move |store| {
            edit(store, |form| form.take(at, index));
            focus(store, serial);
        });
        el("fieldset")
            .class("prefecture-entry")
            .key(&id)
            .with(el("legend").class("field-label").attr("id", &id).text(&name))
            .with(group(store, form, members, entry.members(), &id))
            .with(take)
    };
    let back = || {
        let which = taken.map(|(index, _)| number(index)).unwrap_or_default();
        button("button is-outline is-small", "元に戻す").with(about(&which)).on_click(store, move |store| {
            let mut first = 0;
            edit(store, |form| first = form.put_back(at));
            focus(store, first);
        })
    };
    let gone = p(
        "prefecture-said",
        &taken.map(|(index, _)| [&*number(index), " を取り除きました。"].concat()).unwrap_or_default(),
    )
    .attr("role", "status")
    .when(taken.is_some_and(|(_, entry)| entry.filled(members).is_some()), back);
    let add = button("button is-outline", &[field.title, "を足す"].concat())
        .attr("id", &id_of(serial))
        .attr("aria-describedby", &problems_id(serial))
        .on_click(store, move |store| {
            let mut first = 0;
            edit(store, |form| first = form.add(at));
            focus(store, first);
        });
    el("div")
        .class("field")
        .with(p("field-help", field.help))
        .with(el("div").class("prefecture-each").all(list.iter().enumerate().map(entry)))
        .with(gone)
        .with(said(serial, problems))
        .with(add)
}

fn problems_id(serial: usize) -> String {
    [&*id_of(serial), "-problems"].concat()
}

fn is_wrong(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// What is said at a field.
fn said(serial: usize, problems: &[Problem]) -> El {
    el("div").attr("id", &problems_id(serial)).all(problems.iter().map(|problem| finding(problem, "")))
}

/// What is wrong, and what to do; `place` says where in a file.
pub fn finding(problem: &Problem, place: &str) -> El {
    let kind = span("mark finding-kind", problem.severity.label());
    el("div")
        .class(severity_class(problem.severity))
        .when(!place.is_empty(), || p("prefecture-at", place))
        .with(el("p").class("finding-message").with(kind).text(&problem.message))
        .with(el("p").text(&problem.fix))
}
