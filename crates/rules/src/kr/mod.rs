//! KR: 2号機能 ロ 入退院時の支援.

pub(crate) mod kr01;
pub(crate) mod kr02;
pub(crate) mod kr03;
pub(crate) mod kr04;
pub(crate) mod kr05;
pub(crate) mod kr06;
pub(crate) mod kr07;
pub(crate) mod kr08;
