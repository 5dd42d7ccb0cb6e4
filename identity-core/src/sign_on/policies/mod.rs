//! What organisations and roles ask of those who sign in.

mod change;
mod policy_error;
mod rules_for;
mod standing;

pub use change::SetSignInPolicy;
pub use policy_error::SignInPolicyError;
