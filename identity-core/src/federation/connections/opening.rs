//! Enabling a connection.

use super::error::ConnectionError;
use crate::domain::{Connection, ConnectionState, IdentityProvider};

/// Refuses to enable an `OpenID` Provider whose discovery document was not read just now, or names another issuer (Discovery,
/// section 4.3).
pub(super) fn check_opening(
    before: &Connection,
    after: &Connection,
    discovered: Option<&str>,
) -> Result<(), ConnectionError> {
    let is_opened = after.state == ConnectionState::Enabled && before.state != ConnectionState::Enabled;
    let IdentityProvider::OpenId(provider) = &after.provider else { return Ok(()) };
    if !is_opened {
        return Ok(());
    }
    let found = discovered.ok_or(ConnectionError::NotDiscovered)?;
    if found == provider.issuer {
        return Ok(());
    }
    let (registered, found) = (provider.issuer.clone(), found.to_owned());
    Err(ConnectionError::OtherIssuer { registered, found })
}
