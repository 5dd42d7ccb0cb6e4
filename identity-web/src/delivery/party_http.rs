//! Messages to applications from server to server.

use crate::delivery::outgoing_http::{HttpClientError, client, guarded_client};
use crate::delivery::public_names::PublicNames;
use crate::delivery::remote::is_loopback;
use identity_core::Identity;
use identity_core::domain::RelyingParty;
use std::time::Duration;

/// Connects to applications: to those that the configuration declares wherever they are, to those that administrators
/// registered on the public internet only.
#[derive(Debug)]
pub(crate) struct PartyHttp {
    declared: reqwest::Client,
    registered: reqwest::Client,
}

impl PartyHttp {
    /// Connections that are given up after a time.
    pub(crate) fn new(identity: &Identity, timeout: Duration) -> Result<Self, HttpClientError> {
        let may_be_local = identity.settings().base_url.host_str().is_some_and(is_loopback);
        let registered = guarded_client(PublicNames { may_be_local }, timeout)?;
        Ok(Self { declared: client(None, timeout)?, registered })
    }

    /// The connections to an application.
    pub(crate) const fn to(&self, party: &RelyingParty) -> &reqwest::Client {
        if party.declared { &self.declared } else { &self.registered }
    }
}
