//! What is made from a draft after its report: 来年の分, 確認を受けた内容, 変更報告.

use std::rc::Rc;

use kakari_documents::carry_over::{carry_over, next_edition};
use kakari_draft::Draft;
use kakari_session::{Action, Trouble};

use super::list::Entry;
use super::{Later, open};
use crate::keep;
use crate::store::Context;
use crate::{desk, device};

/// A draft of the list as it is by now: its text, and the name that it was given.
type Current = Option<(String, Draft, String)>;

/// A draft as it is by now; nothing, and word of it, where it is gone.
fn current(store: &Context, entry: &Rc<Entry>) -> Later<Result<Current, Trouble>> {
    let (store, entry) = (store.now(), entry.clone());
    Box::pin(async move {
        // What was typed last may not be kept yet.
        if entry.is_open(&store) && store.is_unsaved() && !store.is_read_only() {
            return Ok(Some((store.draft.to_text(), Draft::clone(&store.draft), store.name.clone())));
        }
        let Some(kept) = keep::look(&entry.id).await? else {
            store.dispatch(Action::Notice("この下書きは、別のタブで削除されました。".to_owned()));
            return Ok(None);
        };
        let draft = Draft::read(&kept.text).map_err(|_| Trouble::Damaged)?;
        Ok(Some((kept.text, draft, kept.name)))
    })
}

/// 「東医院 令和8年度報告」, where it has a name.
fn named(name: &str, more: &str) -> String {
    if name.is_empty() { String::new() } else { [name, " ", more].concat() }
}

/// Starts next year's draft.
pub(super) fn start_next_year(store: Context, entry: Rc<Entry>) -> Later<Result<(), Trouble>> {
    Box::pin(async move {
        let Some((text, last, name)) = current(&store, &entry).await? else { return Ok(()) };
        let Some(catalog) = next_edition(&last, store.today) else {
            store.dispatch(Action::Notice("この下書きより後の年度の台帳が、まだこのツールにありません。新しい版になってから始めてください。同じ年度の写しは「写しを作る」で作れます。".to_owned()));
            return Ok(());
        };
        let made = carry_over(&last, &catalog);
        let label = catalog.label();
        // The confirmation holds until the structure changes.
        let id = keep::start(&made.draft.to_text(), &named(&name, label), &entry.id, Some(&text)).await?;
        open(&store, id, None).await;
        let mut words = [
            label,
            "の下書きを作りました。前の年の下書きは、そのまま残っています。",
            &made.carried.to_string(),
            "項目を引き継ぎ、人数・回数などの",
            &made.emptied.to_string(),
            "項目を空にして、前年の値を横に示しています。",
        ]
        .concat();
        if !made.unplaced.is_empty() {
            words.push_str("この年度にない項目や選択肢が");
            words.push_str(&made.unplaced.len().to_string());
            words.push_str("件あります。消さずに残し、「違いの一覧」に示しています。");
        }
        store.dispatch(Action::Notice(words));
        Ok(())
    })
}

/// Keeps a copy of what the prefecture confirmed.
pub(super) fn keep_confirmed(store: Context, entry: Rc<Entry>) -> Later<Result<(), Trouble>> {
    Box::pin(async move {
        let Some((text, ..)) = current(&store, &entry).await? else { return Ok(()) };
        keep::keep_confirmed(&entry.id, &text, &device::day(js_sys::Date::now())).await?;
        let now = store.now();
        if entry.is_open(&now) {
            desk::read_beside(&now).await;
        }
        store.dispatch(Action::Notice(
            ["「", &entry.name, "」のいまの内容を、確認を受けた内容として残しました。これから変えたところと比べます。"]
                .concat(),
        ));
        Ok(())
    })
}

/// Starts 変更報告 from a draft of the list.
pub(super) fn start_change_report(store: Context, entry: Rc<Entry>) -> Later<Result<(), Trouble>> {
    Box::pin(async move {
        match current(&store, &entry).await? {
            Some((_, draft, name)) => report_change(store, draft, name, entry.id.clone()).await,
            None => Ok(()),
        }
    })
}

/// The same draft as a report of a change (変更報告).
pub(super) fn report_change(
    store: Context,
    mut draft: Draft,
    name: String,
    from: String,
) -> Later<Result<(), Trouble>> {
    Box::pin(async move {
        draft.set_report("change");
        let id = keep::start(&draft.to_text(), &named(&name, "変更報告"), &from, None).await?;
        open(&store, id, None).await;
        store.dispatch(Action::Notice("変更報告の下書きを作りました。変わったところだけでなく、すべての回答が入っています。どこまで報告するかは、都道府県の案内で確かめてください。".to_owned()));
        Ok(())
    })
}
