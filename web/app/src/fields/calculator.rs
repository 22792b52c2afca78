//! Calculators beside the fields that need them: they show the arithmetic and fill the field on request.

use kakari_catalog::Id;
use kakari_draft::{Exact, Value};
use kakari_rules::calculators::{self, Band, Hours, OVERTIME_CODES, ReferredBand, Staff};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::number::tidied;
use crate::store::{Action, Context};

/// Which calculator.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    FullTimeEquivalents,
    MonthlyTimes(Id),
    OvertimeClaims,
}

/// The calculator of an item, if it has one.
pub fn calculator(store: &Context, index: usize) -> Html {
    let item = &store.catalog.items()[index];
    let own = |kind| html! { <Calculator store={store.clone()} {kind} /> };
    let (summary, body) = match Id::ALL.iter().find(|id| id.as_str() == item.id) {
        Some(Id::F1GeneralistFte) => ("常勤換算を計算する", own(Kind::FullTimeEquivalents)),
        Some(id @ (Id::F2iRota | Id::F2iCenter)) => ("年間の回数から選ぶ", own(Kind::MonthlyTimes(*id))),
        Some(Id::F2roReferred) => ("月平均を計算する", referred(store)),
        Some(Id::F2iClaimsOvertime) => ("内訳を足し合わせる", own(Kind::OvertimeClaims)),
        _ => return Html::default(),
    };
    html! {
        <details class="calculator">
            <summary>{ summary }</summary>
            <div class="calculator-body">{ body }</div>
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    store: Context,
    kind: Kind,
}

/// Small fields and what they add up to. What is typed there is not part of the draft.
#[component]
fn Calculator(props: &Props) -> Html {
    let typed = use_state(Vec::<String>::new);
    let at = |at: usize| typed.get(at).map_or("", String::as_str);
    let input = |at: usize, label: String, unit: &'static str| {
        let oninput = {
            let typed = typed.clone();
            Callback::from(move |event: InputEvent| {
                let mut new = (*typed).clone();
                new.resize(new.len().max(at + 1), String::new());
                new[at] = event.target_unchecked_into::<HtmlInputElement>().value();
                typed.set(new);
            })
        };
        html! {
            <label class="calculator-input" key={at}>
                <span>{ label }</span>
                <span class="number">
                    <input type="text" inputmode="decimal" autocomplete="off" class="input"
                        value={typed.get(at).cloned().unwrap_or_default()} {oninput} />
                    <span class="unit">{ unit }</span>
                </span>
            </label>
        }
    };
    let store = &props.store;
    let blank = typed.iter().all(String::is_empty);
    match props.kind {
        Kind::FullTimeEquivalents => html! {
            <>
                { input(0, "常勤の総合診療専門医".to_owned(), "人") }
                { input(1, "非常勤の専門医の1週間の勤務時間の合計".to_owned(), "時間") }
                { input(2, "常勤の医師の1週間の勤務時間(自院の定め)".to_owned(), "時間") }
                if !blank { { full_time_equivalents(store, [at(0), at(1), at(2)]) } }
                <p class="hint">{ "小数点以下第2位を切り捨てます。四捨五入はしません。" }</p>
            </>
        },
        Kind::MonthlyTimes(id) => html! {
            <>
                { input(0, "1年間(1月〜12月)の参加回数".to_owned(), "回") }
                if !blank { { monthly_times(store, id, at(0)) } }
            </>
        },
        Kind::OvertimeClaims => html! {
            <>
                <p>{ "時間外加算と時間外特例医療機関加算の、それぞれの算定回数を入れます。" }</p>
                { for OVERTIME_CODES.iter().enumerate().map(|(at, fee)| input(at, format!("{} {}", fee.code, fee.name), "回")) }
                if !blank { { overtime_claims(store, &typed) } }
            </>
        },
    }
}

/// A whole number that was typed; nothing typed counts as nothing.
fn whole(text: &str) -> Option<u64> {
    let text = tidied(text);
    if text.is_empty() { Some(0) } else { text.parse().ok() }
}

/// The arithmetic, and the button that takes the result over.
fn outcome(arithmetic: &str, fill: Option<Callback<MouseEvent>>) -> Html {
    html! {
        <>
            <p class="calculator-result" aria-live="polite">{ arithmetic.to_owned() }</p>
            if let Some(onclick) = fill {
                <button type="button" class="button is-outline is-small" {onclick}>{ "この値を入れる" }</button>
            }
        </>
    }
}

fn fill(store: &Context, id: Id, value: Value) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_| store.dispatch(Action::SetAll(vec![(id.as_str().to_owned(), Some(value.clone()))])))
}

const NOT_A_NUMBER: &str = "数を半角か全角の数字で入れてください。";

fn full_time_equivalents(store: &Context, [full, hours, week]: [&str; 3]) -> Html {
    let hours_of = |text: &str| if text.is_empty() { Some(Hours::default()) } else { Hours::parse(&tidied(text)) };
    let (Some(full_timers), Some(part_time_hours), Some(full_time_hours)) =
        (whole(full), hours_of(hours), hours_of(week))
    else {
        return outcome(NOT_A_NUMBER, None);
    };
    match calculators::fte(Staff { full_timers, part_time_hours, full_time_hours }) {
        Err(error) => outcome(&error.to_string(), None),
        Ok(fte) => {
            let value = fte.answer().parse().ok().map(Value::Number);
            outcome(&fte.arithmetic, value.map(|value| fill(store, Id::F1GeneralistFte, value)))
        }
    }
}

fn monthly_times(store: &Context, id: Id, year: &str) -> Html {
    let Some(count) = whole(year) else { return outcome(NOT_A_NUMBER, None) };
    let result = calculators::monthly_band(count);
    let (fill, hint) = match result.band {
        Band::Decided(key) => (Some(fill(store, id, key.into())), ""),
        Band::None => (None, "「無し」です。意向の有無を選んでください。"),
        Band::Between(..) => (
            None,
            "どちらに当たるかは、確認できたマニュアルの頁に書かれていません。G-MISの画面の説明か都道府県に確かめてください。",
        ),
    };
    html! { <>{ outcome(&result.arithmetic, fill) }if !hint.is_empty() { <p class="hint">{ hint }</p> }</> }
}

/// Works on the two figures that are fields of the form themselves.
fn referred(store: &Context) -> Html {
    let figure = |id: Id| match store.draft.get(id.as_str()) {
        Some(Value::Number(number)) => Exact::of(number).cut(0),
        _ => None,
    };
    let Some((total, months)) = figure(Id::F2roReferredTotal).zip(figure(Id::F2roReferredMonths)) else {
        return html! { <p>{ "下の「外来患者延べ数」と「外来診療を行った月数」を入れると、ここに計算が出ます。" }</p> };
    };
    match calculators::referred_average(total, months) {
        Err(error) => outcome(&error.to_string(), None),
        Ok(average) => match average.band {
            ReferredBand::Decided(key) => outcome(&average.arithmetic, Some(fill(store, Id::F2roReferred, key.into()))),
            ReferredBand::Unknown => outcome(&average.arithmetic, None),
        },
    }
}

fn overtime_claims(store: &Context, counts: &[String]) -> Html {
    let parts = OVERTIME_CODES.iter().zip(counts).map(|(fee, text)| Some((*fee, whole(text)?)));
    let Some(parts) = parts.collect::<Option<Vec<_>>>() else { return outcome(NOT_A_NUMBER, None) };
    match calculators::claim_sum(&parts) {
        Err(error) => outcome(&error.to_string(), None),
        Ok(sum) => {
            let value = Value::Number(sum.total.into());
            outcome(&sum.arithmetic, Some(fill(store, Id::F2iClaimsOvertime, value)))
        }
    }
}
