//! What a sign-on needs next: pure functions over what was read for it.

mod asserted;
mod next_step;
mod proofs;
mod situation;
mod step;

pub(super) use asserted::{after_local_proof, is_federated};
pub use next_step::next_step;
pub(super) use next_step::{authenticated_at, is_over, raises, suffices};
pub(super) use proofs::{factors, spares};
pub use situation::{AssertedAs, LinkingOffer, Places, Situation};
pub use step::{OtherWay, SignOnStep};
