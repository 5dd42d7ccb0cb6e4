//! How people are reached: changing one's own e-mail address and telephone number, and having several addresses.
//!
//! A new one is proved before it replaces the old one: with the code that is sent to it
//! ([`Identity::confirm_contact_change`](crate::Identity::confirm_contact_change)), or for a mailbox with the link in the same
//! mail ([`Identity::use_contact_link`](crate::Identity::use_contact_link)). The old mailbox is told, with a link that
//! [undoes](ContactLink::Undo) the change for some days; it hears when a change is asked for too, and can
//! [stop](ContactLink::Stop) it.
//!
//! Of several addresses one is the [main](crate::domain::EmailUse::Main) one. A record for each, with a unique key, keeps them
//! apart over all people, and keeps one reserved that somebody lost as long as the loss can be undone.

mod addresses;
mod ask;
mod confirm;
mod contact_error;
mod emails;
mod link;
mod link_error;
mod mail;
mod proved;
mod remove;
mod undo;
mod waiting;

pub use addresses::MOST_FURTHER_EMAILS;
pub(crate) use addresses::OwnAddresses;
pub use contact_error::ContactError;
pub use emails::{FurtherEmail, OwnEmails};
pub use link::{ContactLink, OpenContactLink};
pub use link_error::ContactLinkError;
pub use waiting::WaitingContact;
