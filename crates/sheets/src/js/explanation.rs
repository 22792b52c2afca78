//! 患者説明 for its screen.

use kakari_documents::Explanation;
use kakari_rules::{Options, check};
use wasm_bindgen::prelude::*;

use super::{catalog, deadline, draft, today};

/// The screen of 患者説明 as HTML, with the institution's part filled in from a draft.
#[wasm_bindgen]
pub fn explanation(
    #[wasm_bindgen(unchecked_param_type = "ExplanationOptions")] options: &JsValue,
) -> Result<String, JsValue> {
    let draft = draft(options, "draft")?;
    let today = today(options)?;
    let catalog = catalog(options, draft.edition(), today)?;
    let report = check(&draft, &catalog, &Options { today, deadline: deadline(options)? });
    Ok(Explanation::new(&draft, &catalog, &report, today).screen())
}
