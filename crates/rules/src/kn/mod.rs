//! KN: 2号機能 ニ 介護サービス等と連携した医療提供.

pub(crate) mod kn01;
pub(crate) mod kn02;
pub(crate) mod kn03;
pub(crate) mod kn06;
pub(crate) mod kn07;
