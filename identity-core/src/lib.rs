//! Customer identity as a library: organisations, invitations, delegated administration and single
//! sign-on, independent of any web framework and any database.

pub mod clock;
pub mod entropy;
pub mod secrets;
pub mod values;

pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use entropy::{Entropy, OsEntropy, SeededEntropy};
