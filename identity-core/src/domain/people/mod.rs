//! People, the organisations that they belong to, and what they sign in with.

mod approval;
mod contact_change;
mod credential;
mod membership;
mod passkey;
mod recovery;
mod user;
mod user_email;

pub use approval::{Approval, ApprovalAct, ApprovalFilter, ApprovalKey};
pub use contact_change::{ContactChange, ContactChangeFilter, ContactChangeKey};
pub use credential::{Credential, CredentialFilter, CredentialKey, CredentialSecret};
pub use membership::{Membership, MembershipFilter, MembershipKey};
pub use passkey::{AnsweredRequest, InvalidPasskeyId, Passkey, PasskeyId};
pub use recovery::{Recovery, RecoveryFilter, RecoveryKey, RecoveryKind};
pub use user::{User, UserFilter, UserKey, UserState};
pub use user_email::{EmailUse, UserEmail, UserEmailFilter, UserEmailKey};
