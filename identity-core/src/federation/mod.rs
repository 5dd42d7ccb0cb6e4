//! Federation: what an application that is itself a SAML service provider remembers.

mod login;
mod service_sessions;

pub use login::{Asserted, TakeError};
