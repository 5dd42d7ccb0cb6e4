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
mod person_setup;
mod published;
mod setup_error;

pub use administrator::InvalidSetup;
pub use declarations::{ClientSetup, RelyingPartySetup, RoleSetup, ServiceSetup, Setup};
pub use openid::OpenIdSetup;
pub use person_setup::PersonSetup;
pub use setup_error::SetupError;
