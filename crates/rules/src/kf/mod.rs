//! KF: the file and its values.

pub(crate) mod kf01;
pub(crate) mod kf06;
