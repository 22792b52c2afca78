//! What a form knows about a draft, whoever shows it.
//!
//! Everything here is a pure function of catalogue, draft and `Report`. What a person has done so
//! far, such as going on from a step, is an argument.

mod step;

pub use step::Step;
