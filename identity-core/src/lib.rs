//! Customer identity as a library: organisations, invitations, delegated administration and single
//! sign-on, independent of any web framework and any database.

pub mod clock;
pub mod domain;
pub mod entropy;
mod identity;
pub mod ids;
pub mod policy;
pub mod ports;
pub mod secrets;
mod settings;
pub mod store;
pub mod use_cases;
pub mod values;

pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use entropy::{Entropy, OsEntropy, SeededEntropy};
pub use identity::{Identity, IdentityBuilder};
pub use settings::Settings;
