//! What is answered and handed over to nobody, because it is not asked: in words, for whatever leaves it out.

use kakari_catalog::{Catalog, Item};
use kakari_draft::Draft;
use kakari_form::because;
use kakari_rules::decisions::FUNCTIONS;
use kakari_rules::{Asked, Report, Status};

/// The answers that are left out, a sentence for each reason; nothing where none are. They stay in the draft.
pub fn left_out(draft: &Draft, catalog: &Catalog, report: &Report) -> Vec<String> {
    // The greater reason is told, whatever else there is.
    let is_lacking = |item: &Item| FUNCTIONS.contains(&&*item.section) && report.function1.status == Status::Lacks;
    let reason_of = |item: &Item| match report.target.status {
        Status::NotTarget => Asked::NotTarget,
        _ if is_lacking(item) => Asked::Function1Lacks,
        _ => Asked::OtherAnswer,
    };
    let of = |reason: Asked| {
        let items = catalog.items().iter().enumerate();
        let left = items.filter(|(index, item)| report.asked(*index).is_left_out() && draft.is_answered(&item.id));
        left.filter(|(_, item)| reason_of(item) == reason).map(|(_, item)| item.short()).collect::<Vec<_>>()
    };
    let mut sentences = Vec::new();
    for (reason, answers) in
        [(Asked::NotTarget, "入力済みの"), (Asked::Function1Lacks, "入力済みの2号機能の"), (Asked::OtherAnswer, "")]
    {
        let items = of(reason);
        let Some(because) = because(reason).filter(|_| !items.is_empty()) else { continue };
        let what = match reason {
            Asked::OtherAnswer => ["「", &items.join("」「"), "」の"].concat(),
            _ => [&items.len().to_string(), "項目の"].concat(),
        };
        sentences.push(
            [because, "、", answers, &what, "回答は、報告する内容から除いています。下書きには残っています。"].concat(),
        );
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::left_out;
    use crate::testing::checked;

    #[track_caller]
    fn says(set: &[(&str, &str)], expected: &[&str]) {
        let (draft, catalog, report) = checked(set);
        assert_eq!(left_out(&draft, &catalog, &report), expected);
    }

    #[test]
    fn nothing_is_said_where_nothing_is_left_out() {
        says(&[], &[]);
        says(&[("f1.posted", "")], &[]);
        says(&[("f2i.own", r#""own""#), ("f2i.partners", "[]")], &[]);
    }

    #[test]
    fn each_reason_is_said_once() {
        says(
            &[("f1.posted", r#""no""#)],
            &[
                "1号機能が「無し」のため、入力済みの2号機能の20項目の回答は、報告する内容から除いています。下書きには残っています。",
            ],
        );
        says(
            &[("facility.exclusion", r#""imperial""#)],
            &["報告の対象外のため、入力済みの47項目の回答は、報告する内容から除いています。下書きには残っています。"],
        );
        says(
            &[("f2i.own", r#""own""#), ("f1.generalist", r#""no""#)],
            &[
                "いまの回答では尋ねない項目のため、「総合診療専門医数」「時間外の連携医療機関」の回答は、報告する内容から除いています。下書きには残っています。",
            ],
        );
    }
}
