//! Signing on, the session that it opens, and signing out.

mod attempt;
mod logout;
mod openid_request;
mod participant;
mod remembered_browser;
mod sent_code;
mod session;
mod sign_in_policy;

pub use attempt::{ApplicationRequest, Origin, Protocol, Proved, SignOn, SignOnKey};
pub use logout::{Logout, LogoutAnswer, LogoutInitiator, LogoutParty};
pub use openid_request::OpenIdRequest;
pub use participant::{Participant, ParticipantFilter, ParticipantKey};
pub use remembered_browser::{RememberedBrowser, RememberedBrowserFilter, RememberedBrowserKey};
pub use sent_code::{CodePurpose, SentCode, SentCodeKey};
pub use session::{Device, Session, SessionFilter, SessionKey};
pub use sign_in_policy::{SignInPolicy, SignInPolicyFilter, SignInPolicyKey, SignInSubject};
