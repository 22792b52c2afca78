//! Calculators beside the fields that need them: they show the arithmetic and fill the field on request.

use kakari_catalog::{Id, Item};
use kakari_draft::{Exact, Value, tidied};
use kakari_rules::calculators::{self, Band, Hours, OVERTIME_CODES, ReferredBand, Staff};

use super::field::Field;
use crate::html::{El, el, fragment};
use crate::store::Link;
use crate::words::{about, button, p, span, typing};

/// The calculator of an item, if it has one.
pub fn calculator(link: &Link, field: &Field) -> Option<El> {
    let id = *Id::ALL.iter().find(|id| id.as_str() == field.item().id)?;
    let desk = Desk { link, field };
    let (summary, body) = match id {
        Id::F1GeneralistFte => ("常勤換算を計算する", full_time_equivalents(&desk)),
        Id::F2iRota | Id::F2iCenter => ("年間の回数から選ぶ", monthly_times(&desk)),
        Id::F2roReferred => ("月平均を計算する", referred(&desk)),
        Id::F2iClaimsOvertime => ("内訳を足し合わせる", overtime_claims(&desk)),
        _ => return None,
    };
    let body = el("div").class("calculator-body").with(body);
    let summary = el("summary").text(summary).with(about(field.item().short()));
    Some(el("details").class("calculator").with(summary).with(body))
}

/// The other items whose answers the calculator of an item works on.
pub fn calculates_from(item: &Item) -> &'static [Id] {
    if item.id == Id::F2roReferred.as_str() { &[Id::F2roReferredTotal, Id::F2roReferredMonths] } else { &[] }
}

/// Small fields and what they add up to. What is typed there is not part of the draft.
struct Desk<'a> {
    link: &'a Link,
    /// The field that the result is for.
    field: &'a Field<'a>,
}

impl Desk<'_> {
    fn typed(&self, place: usize) -> &str {
        self.field.typed(place)
    }

    fn is_blank(&self, places: usize) -> bool {
        (0..places).all(|place| self.typed(place).is_empty())
    }

    fn input(&self, place: usize, label: &str, unit: &str) -> El {
        let index = self.field.index;
        let input = typing("input", "input")
            .attr("type", "text")
            .attr("inputmode", "decimal")
            .value(self.typed(place))
            .on_input(self.link, move |store, text| store.view(move |view| view.type_into(index, place, text)));
        el("label")
            .class("calculator-input")
            .with(el("span").text(label).with(about(self.field.item().short())))
            .with(el("span").class("number").with(input).with(span("unit", unit)))
    }

    /// The arithmetic, and the button that takes the result over.
    fn outcome(&self, arithmetic: &str, value: Option<Value>) -> El {
        let index = self.field.index;
        fragment().with(p("calculator-result", arithmetic).attr("aria-live", "polite")).maybe(value, |value| {
            button("button is-outline is-small", "この値を入れる")
                .with(about(self.field.item().short()))
                .on_click(self.link, move |store| store.set(index, Some(value.clone())))
        })
    }
}

/// A whole number that was typed; nothing typed counts as nothing.
fn whole(text: &str) -> Option<u64> {
    let text = tidied(text);
    if text.is_empty() { Some(0) } else { text.parse().ok() }
}

const NOT_A_NUMBER: &str = "数を半角か全角の数字で入れてください。";

fn full_time_equivalents(desk: &Desk) -> El {
    let result = || {
        let hours = |text: &str| if text.is_empty() { Some(Hours::default()) } else { Hours::parse(&tidied(text)) };
        let (Some(full_timers), Some(part_time_hours), Some(full_time_hours)) =
            (whole(desk.typed(0)), hours(desk.typed(1)), hours(desk.typed(2)))
        else {
            return desk.outcome(NOT_A_NUMBER, None);
        };
        match calculators::fte(Staff { full_timers, part_time_hours, full_time_hours }) {
            Err(error) => desk.outcome(&error.to_string(), None),
            Ok(fte) => desk.outcome(&fte.arithmetic, fte.answer().parse().ok().map(Value::Number)),
        }
    };
    fragment()
        .with(desk.input(0, "常勤の総合診療専門医", "人"))
        .with(desk.input(1, "非常勤の専門医の1週間の勤務時間の合計", "時間"))
        .with(desk.input(2, "常勤の医師の1週間の勤務時間(自院の定め)", "時間"))
        .when(!desk.is_blank(3), result)
        .with(p("hint", "小数点以下第2位を切り捨てます。四捨五入はしません。"))
}

fn monthly_times(desk: &Desk) -> El {
    let result = || {
        let Some(count) = whole(desk.typed(0)) else { return desk.outcome(NOT_A_NUMBER, None) };
        let result = calculators::monthly_band(count);
        let (value, hint) = match result.band {
            Band::Decided(key) => (Some(key.into()), None),
            Band::None => (None, Some("「無し」です。意向の有無を選んでください。")),
            Band::Between(..) => (
                None,
                Some(
                    "どちらに当たるかは、確認できたマニュアルの頁に書かれていません。G-MISの画面の説明か都道府県に確かめてください。",
                ),
            ),
        };
        fragment().with(desk.outcome(&result.arithmetic, value)).maybe(hint, |hint| p("hint", hint))
    };
    fragment().with(desk.input(0, "1年間(1月〜12月)の参加回数", "回")).when(!desk.is_blank(1), result)
}

/// Works on the two figures that are fields of the form themselves.
fn referred(desk: &Desk) -> El {
    let figure = |place: usize| match desk.field.figures.get(place).copied().flatten() {
        Some(Value::Number(number)) => Exact::of(number).cut(0),
        _ => None,
    };
    let Some((total, months)) = figure(0).zip(figure(1)) else {
        return el("p").text("下の「外来患者延べ数」と「外来診療を行った月数」を入れると、ここに計算が出ます。");
    };
    match calculators::referred_average(total, months) {
        Err(error) => desk.outcome(&error.to_string(), None),
        Ok(average) => match average.band {
            ReferredBand::Decided(key) => desk.outcome(&average.arithmetic, Some(key.into())),
            ReferredBand::Unknown => desk.outcome(&average.arithmetic, None),
        },
    }
}

fn overtime_claims(desk: &Desk) -> El {
    let result = || {
        let mut parts = Vec::new();
        for (place, fee) in OVERTIME_CODES.iter().enumerate() {
            let Some(count) = whole(desk.typed(place)) else { return desk.outcome(NOT_A_NUMBER, None) };
            parts.push((*fee, count));
        }
        match calculators::claim_sum(&parts) {
            Err(error) => desk.outcome(&error.to_string(), None),
            Ok(sum) => desk.outcome(&sum.arithmetic, Some(Value::Number(sum.total.into()))),
        }
    };
    let inputs = OVERTIME_CODES.iter().enumerate();
    fragment()
        .with(el("p").text("時間外加算と時間外特例医療機関加算の、それぞれの算定回数を入れます。"))
        .all(inputs.map(|(place, fee)| desk.input(place, &[fee.code, " ", fee.name].concat(), "回")))
        .when(!desk.is_blank(OVERTIME_CODES.len()), result)
}
