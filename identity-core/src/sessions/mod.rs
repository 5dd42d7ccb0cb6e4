//! Sessions: starting, using and ending them, and single logout.

mod acting_for;
mod logout;
mod own;
mod participants;
mod session;

pub use logout::{LogoutAsked, LogoutStep};
pub use participants::ToNotify;
pub use session::{Current, SignedIn};
