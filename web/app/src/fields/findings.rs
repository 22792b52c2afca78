//! What was found, beside the field and in summaries, in the same words.

use kakari_rules::Finding;
use yew::prelude::*;

use crate::frame::sources;
use crate::route::focus_within;
use crate::store::{Action, Context, Store};
use crate::words::{provisional_mark, severity_class};

/// The findings beside a field.
pub fn findings(store: &Context, index: usize) -> Html {
    let shown = store.shown_at(index);
    html! {
        <div id={format!("findings-{index}")} class="findings">
            { for shown.iter().map(|finding| view_finding(store, finding)) }
        </div>
    }
}

/// What is wrong, what to do, why, and on what grounds.
pub fn view_finding(store: &Context, finding: &Finding) -> Html {
    html! {
        <div class={severity_class(finding.severity())}>
            <p class="finding-message">
                <span class="finding-kind">{ finding.severity().label() }</span>
                { finding.message(&store.catalog) }
                if finding.rule.provisional { { " " }{ provisional_mark() } }
            </p>
            <p class="finding-fix">{ finding.fix(&store.catalog) }</p>
            if finding.code() == "KF21" { { accept(store) } }
            <details class="finding-why">
                <summary>{ "理由と根拠" }<span class="finding-code">{ finding.code() }</span></summary>
                <p>{ finding.why(&store.catalog) }</p>
                { sources(finding.rule.sources) }
            </details>
        </div>
    }
}

/// A check digit that does not fit may be right all the same.
fn accept(store: &Context) -> Html {
    let onclick = {
        let store = store.clone();
        Callback::from(move |_| {
            let mut settings = store.settings.clone();
            settings.accepted_code = code(&store);
            let kept = settings.clone();
            yew::platform::spawn_local(async move {
                // A setting that cannot be kept only has to be made again.
                let _ = crate::keep::save_settings(&kept).await;
            });
            store.dispatch(Action::Settings(settings));
            focus_within("facility.code", "input");
        })
    };
    html! { <p><button type="button" class="button is-outline is-small" {onclick}>{ "この番号で続ける" }</button></p> }
}

fn code(store: &Store) -> String {
    let value = store.draft.get("facility.code").and_then(kakari_draft::Value::as_str);
    value.unwrap_or_default().to_owned()
}
