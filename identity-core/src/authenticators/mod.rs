//! What people prove who they are with, beside their password: passkeys, an authenticator app, codes that are sent, recovery
//! codes, and what a deployment adds.
//!
//! A person sets one up ([`Identity::begin_enrolment`](crate::Identity::begin_enrolment)) and proves that they have it; from
//! then on a sign-on asks for it. Codes are typed in as digits of any script, with blanks and hyphens.

mod available;
mod check;
mod code;
mod enrol_error;
mod enrolment;
mod for_person;
mod methods;
mod new_authenticator;
mod own;
mod own_enrolment;
mod passkey;
mod passkey_enrolment;
mod proof_error;
mod recovery;
mod right_code;
mod send;
mod send_error;
mod totp;

pub use crate::domain::{Factor, Factors};
pub use crate::ports::{
    Asserted, Authenticator, Ceremony, ClaimedPasskey, PasskeyError, PasskeyOwner, Passkeys,
};
pub use available::Available;
pub use enrol_error::EnrolError;
pub use enrolment::{Enrolled, Enrolment, TotpSetup};
pub(crate) use for_person::{ForPerson, RecentlyProved};
pub use new_authenticator::NewAuthenticator;
pub use own::{OwnAuthenticator, OwnAuthenticators, RemoveAuthenticatorError};
pub(crate) use passkey::{PasskeyRefusal, PasskeyUse, ProvedPasskey, RightPasskey};
pub use passkey::{PasskeyRequest, PasskeyResponse};
pub(crate) use proof_error::{ProofError, needs_fresh_proof};
pub use recovery::RECOVERY_CODES;
pub use send::CodeSent;
pub(crate) use send::Target;
pub use send_error::SendCodeError;
#[cfg(feature = "testing")]
pub(crate) use totp::code_of_key;
