//! The engine for JavaScript.
//!
//! Plain things go in and come out. A text that is no draft is no exception: it gives a result with the one finding KF01.
//! Exceptions are for calls that make no sense; each is an `Error` named `KakariError` with `code` and `place`.
//!
//! With the feature `check` alone this is the engine alone: findings are codes and parameters. `prose` puts the words in and can say
//! what a code means; `documents` makes what comes out of a draft; `draft` is a draft that the
//! element fills in, `day` a day that is typed there. What
//! TypeScript is told is written from the types here by the tests of `types.rs`.

mod catalog;
#[cfg(feature = "check")]
mod check;
#[cfg(feature = "day")]
mod day;
#[cfg(feature = "documents")]
mod documents;
#[cfg(feature = "draft")]
mod draft;
mod form;
mod object;
mod options;
#[cfg(feature = "prefecture")]
mod prefecture;
#[cfg(feature = "draft")]
mod questions;
#[cfg(feature = "prose")]
mod state;
mod trouble;
#[cfg(test)]
mod types;
#[cfg(feature = "prose")]
mod words;

use wasm_bindgen::prelude::*;

#[cfg(target_family = "wasm")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(feature = "prose")]
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

#[cfg(not(feature = "prose"))]
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("engine.d.ts");

#[wasm_bindgen]
extern "C" {
    /// How to check.
    #[wasm_bindgen(typescript_type = "CheckOptions")]
    pub type JsOptions;
}
