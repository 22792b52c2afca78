//! KX: across the report.

pub(crate) mod kx01;
pub(crate) mod kx02;
pub(crate) mod kx03;
pub(crate) mod kx04;
pub(crate) mod kx05;
