//! Connections that the deployment's configuration declares, brought into the store.

mod apply;
mod connection_setup;
mod connection_setup_error;

pub use connection_setup::{ConnectionSetup, ConnectionsSetup, OpenIdProviderSetup, ProviderSetup};
pub use connection_setup_error::ConnectionSetupError;
