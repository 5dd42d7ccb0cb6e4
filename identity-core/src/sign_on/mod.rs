//! Sign-on: with a password, and to applications.

mod answer;
mod assertion;
mod attempt;
mod participation;
mod password;
mod refused_requests;
mod sign_on_error;
mod step;

pub use answer::{Answer, AssertionContent, Refusal, RefusalReason};
pub use password::{PasswordSignIn, SignInError};
pub use sign_on_error::SignOnError;
pub use step::{SignOnStep, next_step};
