//! What is thrown for a call that makes no sense.

use js_sys::{Error, Reflect};
use wasm_bindgen::prelude::*;

/// The kind of a trouble: which argument makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "TroubleCode", rename_all = "SCREAMING_SNAKE_CASE"))]
pub enum Trouble {
    /// A member of the options.
    Options,
    /// The draft, which is neither a text nor what JSON can hold.
    Draft,
    /// A catalogue.
    Catalog,
    /// A code of no rule.
    #[cfg(feature = "prose")]
    Code,
    /// A finding that is none of ours.
    #[cfg(feature = "prose")]
    Finding,
    /// Errors remain in the draft, and what was asked for is made without errors only.
    #[cfg(feature = "documents")]
    ErrorsRemain,
    /// Nothing that the caller could have done otherwise.
    Internal,
}

impl Trouble {
    fn key(self) -> &'static str {
        match self {
            Self::Options => "OPTIONS",
            Self::Draft => "DRAFT",
            Self::Catalog => "CATALOG",
            #[cfg(feature = "prose")]
            Self::Code => "CODE",
            #[cfg(feature = "prose")]
            Self::Finding => "FINDING",
            #[cfg(feature = "documents")]
            Self::ErrorsRemain => "ERRORS_REMAIN",
            Self::Internal => "INTERNAL",
        }
    }
}

/// A `KakariError`: the kind of the trouble, the argument that it is about or the place in it, and a sentence.
#[inline(never)]
pub fn trouble(kind: Trouble, place: &str, message: &str) -> JsValue {
    let error = Error::new(message);
    error.set_name("KakariError");
    // A fresh object takes any member.
    let _ = Reflect::set(&error, &"code".into(), &kind.key().into());
    let _ = Reflect::set(&error, &"place".into(), &place.into());
    error.into()
}
