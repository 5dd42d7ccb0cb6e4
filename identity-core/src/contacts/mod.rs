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
mod begin_error;
mod cancel_error;
mod confirm;
mod confirm_error;
mod emails;
mod further_email_error;
mod link;
mod link_error;
mod mail;
mod own_contact_error;
mod proved;
mod remove;
mod remove_phone_error;
mod undo;
mod waiting;

pub use addresses::MOST_FURTHER_EMAILS;
pub(crate) use addresses::OwnAddresses;
pub use begin_error::BeginContactError;
pub use cancel_error::CancelContactError;
pub use confirm_error::ConfirmContactError;
pub use emails::{FurtherEmail, OwnEmails};
pub use further_email_error::FurtherEmailError;
pub use link::{ContactLink, OpenContactLink};
pub use link_error::ContactLinkError;
pub(crate) use own_contact_error::OwnContactError;
pub use remove_phone_error::RemovePhoneError;
pub use waiting::WaitingContact;
