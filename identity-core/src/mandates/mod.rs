//! Mandates: giving, answering and ending them, and seeing how they stand.

mod answer;
mod chain;
mod details;
mod end;
mod expiry_notices;
mod find;
mod give;
mod lists;
mod mandate_error;
mod options;
mod own_mandate;

pub use chain::{MandateChain, MandateLink};
pub use details::{MandateDetails, MandateEnd, MandateState};
#[doc(hidden)]
pub use find::FoundMandate;
pub use give::{GiveMandate, GivenMandate, Receiver};
pub use lists::OwnMandates;
pub use mandate_error::{MandateError, OfferOver};
pub use options::MandateOptions;
