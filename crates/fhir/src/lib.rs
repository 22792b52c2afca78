//! The report as HL7 FHIR R4 (4.0.1), for tools that speak it.
//!
//! [`questionnaire`] makes a `Questionnaire` of a catalogue, [`response`] a `QuestionnaireResponse` of a draft, and
//! [`Answered`] reads a response back into a draft, whether it comes from us or was filled in elsewhere. Where the two
//! disagree is said in [`Answered::draft`].

mod answers;
mod json;
mod names;
mod questionnaire;
mod read;
mod response;
mod rest;

pub use questionnaire::questionnaire;
pub use read::{Answered, Merged, NotAResponse, Note};
pub use response::response;
