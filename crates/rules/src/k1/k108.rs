//! K108 疾患の主な診療領域が選ばれていない。 A soft hint: the 2024 proposal behind it binds nobody, and three of its cells
//! were put in order by us, hence provisional.

use kakari_catalog::{Catalog, ChoiceOption, Id};
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K108",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "疾患の主な診療領域が選ばれていません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "一次診療の疾患で{0}が選ばれていますが、括弧の中の領域が「一次診療の領域」で選ばれていません。",
        why: "括弧の中は、国の分科会の資料(令和6年7月)に主な診療領域として挙がっていたものです。決まりではなく、別の領域の診療として対応している場合もあります。",
        fix: "領域の選び忘れかどうかを、医療機関で確かめてください。選び忘れでなければ、このままで問題ありません。",
    }],
    sources: &[
        Cite::our_reading("subcommittee", "p.3"),
        Cite::our_reading("regulation", "別表第八 第二 四"),
        Cite::our_reading("regulation", "別表第八 第二 五"),
    ],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "分科会の資料で主な診療領域がわかっている疾患について、その領域が1つも選ばれていないものをまとめて示します。資料は令和6年の案で、領域のわからない疾患は見ません。領域を選んでいないとき、「該当無し」のときも見ません。",
        good: &[
            Example::new("糖尿病と内分泌・代謝・栄養領域", &[("f1.diseases", r#"["2"]"#), ("f1.areas", r#"["14"]"#)]),
            Example::new(
                "主な領域が2つある疾患は1つでよい",
                &[("f1.diseases", r#"["23"]"#), ("f1.areas", r#"["17"]"#)],
            ),
            Example::new("主な領域のわからない疾患", &[("f1.diseases", r#"["1"]"#), ("f1.areas", r#"["4"]"#)]),
        ],
        bad: &[Example::new(
            "糖尿病と高血圧で、領域は眼だけ",
            &[("f1.diseases", r#"["2", "18"]"#), ("f1.areas", r#"["4"]"#)],
        )],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if context.answer(Id::F1Areas).is_positive() != Some(true) {
        return;
    }
    let diseases: Vec<String> = options(context.catalog, Id::F1Diseases)
        .iter()
        .filter(|disease| context.holds(Id::F1Diseases, &disease.key))
        .filter(|disease| !disease.areas.is_empty())
        .filter(|disease| !disease.areas.iter().any(|area| context.holds(Id::F1Areas, area)))
        .map(|disease| format!("「{}」({})", disease.label, areas(context.catalog, disease)))
        .collect();
    if !diseases.is_empty() {
        findings.raise(context).at(Id::F1Areas).at(Id::F1Diseases).arg(diseases.join("、"));
    }
}

fn options(catalog: &Catalog, id: Id) -> &[ChoiceOption] {
    catalog.options(catalog.item(id))
}

/// 「呼吸器領域、小児領域」.
fn areas(catalog: &Catalog, disease: &ChoiceOption) -> String {
    let labels: Vec<&str> = options(catalog, Id::F1Areas)
        .iter()
        .filter(|area| disease.areas.contains(&area.key))
        .map(|area| area.label.as_str())
        .collect();
    labels.join("、")
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[test]
    fn one_of_the_main_areas_is_enough() {
        for (areas, times) in [(r#"["6"]"#, 0), (r#"["17"]"#, 0), (r#"["6", "17"]"#, 0), (r#"["7"]"#, 1)] {
            expect("K108", &[("f1.diseases", r#"["23"]"#), ("f1.areas", areas)], times);
        }
    }

    #[test]
    fn all_such_diseases_stand_in_one_finding_in_form_order() {
        let set = [("f1.diseases", r#"["23", "other", "1", "2"]"#), ("f1.areas", r#"["4"]"#)];
        let (message, _) = says("K108", &set);
        assert_eq!(
            message,
            "一次診療の疾患で「糖尿病」(内分泌・代謝・栄養領域)、「かぜ、感冒」(呼吸器領域、小児領域)が選ばれていますが、括弧の中の領域が「一次診療の領域」で選ばれていません。"
        );
        assert_eq!(places("K108", &set), [["f1.areas", "f1.diseases"]]);
    }

    #[test]
    fn it_is_silent_without_a_positive_area() {
        expect("K108", &[("f1.diseases", r#"["2"]"#), ("f1.areas", "")], 0);
        expect("K108", &[("f1.diseases", r#"["2"]"#), ("f1.areas", r#"["0"]"#)], 0);
    }

    #[test]
    fn it_is_silent_on_diseases_without_known_areas() {
        expect("K108", &[("f1.diseases", r#"["1", "5", "40", "other"]"#), ("f1.areas", r#"["4"]"#)], 0);
        expect("K108", &[("f1.diseases", r#"["0"]"#), ("f1.areas", r#"["4"]"#)], 0);
    }
}
