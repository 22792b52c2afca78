//! What the engine is compared with.

use jsonschema::Validator;
use serde_json::Value;

/// A schema, compiled once.
pub struct Peer {
    validator: Validator,
}

impl Peer {
    /// Compiles a schema.
    pub fn new(schema: &str) -> Result<Self, String> {
        let schema = serde_json::from_str(schema).map_err(|error| error.to_string())?;
        let validator = jsonschema::draft202012::new(&schema).map_err(|error| error.to_string())?;
        Ok(Self { validator })
    }

    /// Where each error is; the sum of the lengths stands in for using them.
    pub fn errors(&self, text: &str) -> usize {
        let Ok(value) = serde_json::from_str::<Value>(text) else { return 1 };
        self.validator.iter_errors(&value).map(|error| error.instance_path().as_str().len().min(1)).sum()
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use wasm_bindgen::prelude::*;

    /// [`super::Peer`] for JavaScript.
    #[wasm_bindgen]
    pub struct Validator(super::Peer);

    #[wasm_bindgen]
    impl Validator {
        /// Compiles a schema.
        #[wasm_bindgen(constructor)]
        pub fn new(schema: &str) -> Result<Self, JsValue> {
            super::Peer::new(schema).map(Self).map_err(|error| error.as_str().into())
        }

        /// How many errors a text has.
        pub fn errors(&self, text: &str) -> usize {
            self.0.errors(text)
        }
    }
}
