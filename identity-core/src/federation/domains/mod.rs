//! The mail domains whose people sign in by a connection: adding one, proving that it belongs to the organisation, and finding
//! the connection of somebody who types an address.

mod add;
mod error;
mod home_realm;
mod link;
mod mailbox;
mod remove;

pub use add::NewSignInDomain;
pub use error::{DomainLinkError, SignInDomainError};
pub use link::OpenDomainLink;
pub use mailbox::DomainMailbox;
