//! Sign-on: every way in is an attempt, one function decides what it needs next, and one place opens sessions.
//!
//! An [`Attempt`] begins at a page, at an invitation or at the request of an application
//! ([`Identity::begin_sign_on`](crate::Identity::begin_sign_on)). [`next_step`] says what it needs.
//! [`Identity::answer`](crate::Identity::answer) takes what the person gives, and
//! [`Identity::advance`](crate::Identity::advance) finishes the attempt when nothing is missing.

mod advance;
mod answer;
mod attempt;
mod consenting;
mod deciding;
mod facts;
mod finish;
mod further;
mod identities;
mod invited;
mod linking;
mod outcome;
mod password;
mod policies;
mod refusal_reason;
mod refused_requests;
mod remembered;
mod session_of;
mod sign_in;
mod sign_on_error;
mod telling;
mod told_attributes;
mod tries;
mod visitor;

pub use crate::authenticators::Available;
pub use answer::{Answer, AnswerError};
pub use attempt::Attempt;
pub use deciding::{AssertedAs, LinkingOffer, OtherWay, Places, SignOnStep, Situation, next_step};
pub use identities::{NewLinkedAccount, OfferedLink};
pub use linking::{DepartureError, LinkingView};
pub use outcome::{Done, Outcome, Person, Place, Progress, Refusal, Told};
pub use policies::{SetSignInPolicy, SignInPolicyError};
pub use refusal_reason::RefusalReason;
pub use refused_requests::RefusedRequest;
pub use sign_in::{PasswordSignIn, SignInError};
pub use sign_on_error::SignOnError;
pub use told_attributes::ToldAttribute;
pub use visitor::Visitor;
