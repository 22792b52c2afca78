//! KT: who reports, and when.

pub(crate) mod kt01;
pub(crate) mod kt02;
pub(crate) mod kt03;
pub(crate) mod kt04;
pub(crate) mod kt05;
pub(crate) mod kt06;
pub(crate) mod kt07;
pub(crate) mod kt08;
pub(crate) mod kt09;
pub(crate) mod kt10;
pub(crate) mod kt11;
pub(crate) mod kt12;

use crate::Context;

/// Whether a 定期報告 is due from the institution: it is, or may be, a target, and the draft is no 変更報告, which knows
/// no window.
fn awaits_periodic_report(context: &Context) -> bool {
    context.is_asked() && context.draft.report() != Some("change")
}
