//! What the engine is measured on: drafts of the real catalogue, the same ones on every run.

pub mod cases;
pub mod conditions;
pub mod drafts;
