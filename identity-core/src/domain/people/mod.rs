//! People, the organisations that they belong to, and what they sign in with.

mod credential;
mod membership;
mod recovery;
mod user;

pub use credential::{Credential, CredentialFilter, CredentialKey, CredentialSecret};
pub use membership::{Membership, MembershipFilter, MembershipKey};
pub use recovery::{Recovery, RecoveryFilter, RecoveryKey, RecoveryKind};
pub use user::{User, UserFilter, UserKey, UserState};
