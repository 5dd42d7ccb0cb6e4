//! The one door to writing: an act with its right and its audit row, or the book-keeping that is no act of anybody.

mod act;
mod bookkeeping;
mod main_emails;
mod member_keys;
mod own;
mod proof;
mod rules;
mod trace;

pub(crate) use act::Act;
pub(crate) use bookkeeping::{BookKeeping, ShortLived};
pub(crate) use own::Own;
pub(crate) use proof::Proof;
pub(crate) use rules::{Rule, RuleKept};
pub(crate) use trace::Trace;
