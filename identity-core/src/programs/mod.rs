//! Clients that hold rights at an organisation: what each can do there and why, and stopping it.

mod details;
mod found;
mod stop;
mod stop_error;

pub use details::ProgramDetails;
pub use found::{Program, ProgramOwner, ProgramRight};
pub use stop_error::StopProgramError;
