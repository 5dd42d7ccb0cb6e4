//! Federation: sign-in by identity providers elsewhere, and what an application that is itself a SAML service provider remembers.

mod login;
mod provider_answer;
mod service_sessions;

pub use login::{Asserted, TakeError};
pub use provider_answer::{Departure, ProviderAnswer, Returned};
