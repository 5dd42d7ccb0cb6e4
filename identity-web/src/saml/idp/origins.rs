//! The origins to which a message to an application may lead the browser.

use crate::saml::bindings::endpoint::Endpoint;
use identity_core::domain::RelyingParty;

/// Those of the application's registered addresses, and those that it leads on to, as its registration says.
pub(super) fn origins(party: &RelyingParty) -> Vec<String> {
    let consumers = party.consumers.iter().map(|consumer| consumer.url.as_str());
    let services = party.logout_services.iter().filter(|service| is_by_browser(service.binding));
    let logout = services.flat_map(|service| [service.url.as_str(), service.for_responses()]);
    let addresses = consumers.chain(logout).chain(party.logout_url.as_deref());
    let of_addresses = addresses.filter_map(|url| Some(Endpoint::parse(url).ok()?.origin().to_owned()));
    let mut origins: Vec<String> = Vec::new();
    for origin in of_addresses.chain(party.origins.iter().cloned()) {
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    origins
}

const fn is_by_browser(binding: identity_core::domain::LogoutBinding) -> bool {
    use identity_core::domain::LogoutBinding::{Post, Redirect};
    matches!(binding, Redirect | Post)
}
