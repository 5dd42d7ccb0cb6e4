//! Signing on, the session that it opens, and signing out.

mod attempt;
mod factor;
mod logout;
mod participant;
mod sent_code;
mod session;

pub use attempt::{ApplicationRequest, Origin, Protocol, Proved, SignOn, SignOnKey};
pub use factor::{Factor, Factors};
pub use logout::{Logout, LogoutAnswer, LogoutInitiator, LogoutParty};
pub use participant::{Participant, ParticipantFilter, ParticipantKey};
pub use sent_code::{CodePurpose, SentCode, SentCodeKey};
pub use session::{AuthenticationMethod, Device, Session, SessionFilter, SessionKey};
