//! What the answer to a request needs of it beyond its id: where it goes, and what the application wants back.

use crate::saml::bindings::endpoint::{Endpoint, EndpointError};
use identity_core::domain::ApplicationRequest;
use std::collections::BTreeMap;

const CONSUMER_URL: &str = "consumer_url";
const RELAY_STATE: &str = "relay_state";

/// As a sign-on keeps it.
pub(super) fn write(consumer: &Endpoint, relay_state: Option<String>) -> BTreeMap<String, String> {
    let consumer = (CONSUMER_URL.to_owned(), consumer.as_str().to_owned());
    let relay_state = relay_state.map(|state| (RELAY_STATE.to_owned(), state));
    [consumer].into_iter().chain(relay_state).collect()
}

/// The registered address that the answer goes to.
pub(super) fn consumer(request: &ApplicationRequest) -> Result<Endpoint, EndpointError> {
    Endpoint::parse(request.reply.get(CONSUMER_URL).map(String::as_str).unwrap_or_default())
}

/// The `RelayState` of the request, which goes back as it came (SAML 2.0 bindings, section 3.4.3).
pub(super) fn relay_state(request: &ApplicationRequest) -> Option<&str> {
    request.reply.get(RELAY_STATE).map(String::as_str)
}
