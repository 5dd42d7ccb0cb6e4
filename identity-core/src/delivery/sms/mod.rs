//! The SMS gateway and the digits of codes, as administrators of the operator set them while the program runs.

mod address;
mod change;
mod details;
mod gateway;
mod proposals;
mod settings_error;
mod test;

pub use address::GatewayAddressFault;
#[doc(hidden)]
pub use address::server_address;
pub use change::{GatewaySecret, NewSmsGateway, SetSmsSettings, SmsSettingsSet};
pub use details::{ProposedSmsSettings, ShownSmsGateway, SmsSettingsDetails, SmsTestStatus};
pub use gateway::{SmsGatewayAccess, SmsGatewayError};
pub use settings_error::SmsSettingsError;
