//! Mandates: giving, answering and ending them, and seeing how they stand.

mod answer;
mod answer_error;
mod chain;
mod details;
mod end;
mod expiry_notices;
mod faults;
mod find;
mod find_receiver_error;
mod found_receiver;
mod give;
mod give_error;
mod lists;
mod options;
mod own_mandate;
mod receiver;
mod trace;
mod waiting;

pub use answer_error::{AnswerMandateError, OfferOver};
pub use chain::{MandateChain, MandateLink};
pub use details::{MandateDetails, MandateEnd, MandateState};
pub use faults::MandateDraft;
#[doc(hidden)]
pub use find::FoundMandate;
pub use find_receiver_error::FindReceiverError;
pub use give::{GiveMandate, GivenMandate, Receiver};
pub use give_error::GiveMandateError;
pub use lists::{MandateStatus, OwnMandates};
pub use options::MandateOptions;
pub use waiting::OfferedMandates;
