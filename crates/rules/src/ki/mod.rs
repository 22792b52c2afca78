//! KI: 2号機能 イ 通常の診療時間外の診療.

pub(crate) mod ki01;
pub(crate) mod ki02;
pub(crate) mod ki03;
pub(crate) mod ki04;
pub(crate) mod ki05;
pub(crate) mod ki06;
pub(crate) mod ki07;
