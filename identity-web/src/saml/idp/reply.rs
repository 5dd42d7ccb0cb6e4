//! What the answer to a request needs of it beyond its id: where it goes, and what the application wants back.

use crate::saml::bindings::endpoint::{Endpoint, EndpointError};
use identity_core::domain::ApplicationRequest;
use std::collections::BTreeMap;

const CONSUMER_URL: &str = "consumer_url";
const RELAY_STATE: &str = "relay_state";
const CONTEXTS: &str = "contexts";

/// As a sign-on keeps it.
pub(super) fn write(
    consumer: &Endpoint,
    relay_state: Option<String>,
    contexts: &[&str],
) -> BTreeMap<String, String> {
    let consumer = (CONSUMER_URL.to_owned(), consumer.as_str().to_owned());
    let relay_state = relay_state.map(|state| (RELAY_STATE.to_owned(), state));
    let contexts = (!contexts.is_empty()).then(|| (CONTEXTS.to_owned(), contexts.join(" ")));
    [consumer].into_iter().chain(relay_state).chain(contexts).collect()
}

/// The registered address that the answer goes to.
pub(super) fn consumer(request: &ApplicationRequest) -> Result<Endpoint, EndpointError> {
    Endpoint::parse(request.reply.get(CONSUMER_URL).map(String::as_str).unwrap_or_default())
}

/// The `RelayState` of the request, which goes back as it came (SAML 2.0 bindings, section 3.4.3).
pub(super) fn relay_state(request: &ApplicationRequest) -> Option<&str> {
    request.reply.get(RELAY_STATE).map(String::as_str)
}

/// The authentication context classes that answer the request, in the order in which they are tried; empty if it asks for
/// none.
pub(super) fn contexts(request: &ApplicationRequest) -> impl Iterator<Item = &str> {
    request.reply.get(CONTEXTS).map(String::as_str).unwrap_or_default().split_ascii_whitespace()
}
