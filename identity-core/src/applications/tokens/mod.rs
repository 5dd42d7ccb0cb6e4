//! Tokens about a person: redeeming a code, refreshing, what a token is good for, ending it.

mod about;
mod acting;
mod ending;
mod info;
mod issuing;
mod redeem;
mod refresh;
mod target;

pub use about::AboutPerson;
pub use acting::{ActingBy, ActingClient};
pub use info::TokenInfo;
pub use issuing::{IssuedToken, PersonTokens};
pub(super) use issuing::{NewToken, asked_scopes};
pub use redeem::CodeRedemption;
pub use refresh::Refresh;
