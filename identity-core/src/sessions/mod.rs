//! Sessions: starting, using and ending them, and single logout.

mod acting_for;
mod asked_logout;
mod ending;
mod logout;
mod logout_messages;
mod logout_view;
mod own;
mod participants;
mod provider_logout;
mod reach;
mod remembered;
mod session;

pub use asked_logout::LogoutAsked;
pub use logout::BegunLogout;
pub use logout_view::{LogoutProgress, LogoutView};
pub use participants::ToNotify;
pub use provider_logout::{ProviderLogout, ProviderLogoutError};
pub use reach::ApplicationReach;
pub use session::{Current, SignedIn};
