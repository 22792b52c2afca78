//! KP: publication (公表).

pub(crate) mod kp01;
pub(crate) mod kp02;
pub(crate) mod kp04;
