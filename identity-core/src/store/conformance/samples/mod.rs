//! Made-up records of every kind: plausible, and hard on a store.

mod access;
mod brand;
mod clients;
mod contacts;
mod customers;
mod draw;
mod federation;
mod kept;
mod people;
mod relying_party;
mod sample;
mod sign_on;
mod sms;
mod texts;
mod trail;

pub(super) use draw::Draw;
pub(super) use kept::Kept;
pub(super) use sample::Sample;
pub(super) use texts::all as hard_texts;
