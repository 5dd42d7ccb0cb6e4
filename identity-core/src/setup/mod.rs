//! Setup: what a deployment declares, brought into the store.

mod administrator;
mod apply;
mod apply_openid;
mod declarations;
mod declared;
mod lookup;
mod master_key;
mod openid;
mod people;
mod published;
mod setup_error;

pub use administrator::InvalidSetup;
pub use declarations::{ClientSetup, PersonSetup, RelyingPartySetup, RoleSetup, ServiceSetup, Setup};
pub use openid::OpenIdSetup;
pub use setup_error::SetupError;
