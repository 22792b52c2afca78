//! K1: 1号機能.

pub(crate) mod k101;
pub(crate) mod k102;
pub(crate) mod k103;
pub(crate) mod k104;
pub(crate) mod k105;
pub(crate) mod k106;
pub(crate) mod k107;
pub(crate) mod k108;
pub(crate) mod k109;
pub(crate) mod k110;
pub(crate) mod k111;
pub(crate) mod k112;
pub(crate) mod k113;
pub(crate) mod k114;
pub(crate) mod k115;
pub(crate) mod k116;
