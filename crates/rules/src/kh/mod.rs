//! KH: 2号機能 ハ 在宅医療の提供.

pub(crate) mod kh01;
pub(crate) mod kh02;
pub(crate) mod kh03;
pub(crate) mod kh04;
pub(crate) mod kh05;
pub(crate) mod kh06;
pub(crate) mod kh07;
