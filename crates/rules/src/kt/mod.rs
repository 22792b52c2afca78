//! KT: who reports, and when.

pub(crate) mod kt01;
