//! K1: 1号機能.

pub(crate) mod k104;
