//! The addresses in metadata, each with its binding.

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::messages::authn_request::check::AssertionConsumerService;
use crate::saml::metadata::entity::BoundEndpoint;
use crate::saml::metadata::left_out::{LeftOut, last_part};
use crate::saml::metadata::metadata_error::MetadataError;
use crate::saml::xml::namespace::METADATA;
use crate::saml::xml::tree::Element;

/// One address, checked even with a binding that is not spoken.
fn endpoint(element: &Element, name: &'static str) -> Result<(Option<Binding>, BoundTo), MetadataError> {
    let parse = |location: &str| {
        let refused = |reason| MetadataError::Endpoint {
            element: name,
            location: location.chars().take(100).collect(),
            reason,
        };
        Endpoint::parse(location).map_err(refused)
    };
    let response_location = element.attribute("ResponseLocation").map(parse).transpose()?;
    let location = parse(element.attribute("Location").unwrap_or_default())?;
    let binding = element.attribute("Binding").and_then(Binding::from_uri);
    Ok((binding, BoundTo { location, response_location }))
}

struct BoundTo {
    location: Endpoint,
    response_location: Option<Endpoint>,
}

/// What can be used of several. What cannot is left out and named, as long as something is left; a file with nothing but
/// unusable addresses is refused with the first reason.
fn usable<T>(
    outcomes: impl IntoIterator<Item = Result<T, MetadataError>>,
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<T>, MetadataError> {
    let (mut usable, mut refused) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            Ok(found) => usable.push(found),
            Err(error) => refused.push(error),
        }
    }
    if usable.is_empty() && !refused.is_empty() {
        return Err(refused.swap_remove(0));
    }
    left_out.extend(refused.into_iter().map(|error| match error {
        MetadataError::Endpoint { element, location, reason } => {
            LeftOut::Address { element, location, reason }
        }
        _ => LeftOut::Index,
    }));
    Ok(usable)
}

/// A binding that is not spoken here, by the last part of its name.
fn unspoken(element: &Element, name: &'static str) -> LeftOut {
    let binding = element.attribute("Binding").unwrap_or_default();
    LeftOut::Binding { element: name, binding: last_part(binding) }
}

pub(super) fn endpoints(
    role: &Element,
    name: &'static str,
    left_out: &mut Vec<LeftOut>,
    unused: &mut Vec<LeftOut>,
) -> Result<Vec<BoundEndpoint>, MetadataError> {
    let read = |element| Ok((endpoint(element, name)?, element));
    let found = usable(role.all(METADATA, name).map(read), left_out)?;
    let mut bound = Vec::new();
    for ((binding, to), element) in found {
        let BoundTo { location, response_location } = to;
        match binding {
            Some(binding) => bound.push(BoundEndpoint { binding, location, response_location }),
            None => unused.push(unspoken(element, name)),
        }
    }
    Ok(bound)
}

pub(super) fn consumer_services(
    role: &Element,
    left_out: &mut Vec<LeftOut>,
    unused: &mut Vec<LeftOut>,
) -> Result<Vec<AssertionConsumerService>, MetadataError> {
    const NAME: &str = "AssertionConsumerService";
    let read = |element: &Element| {
        let (binding, to) = endpoint(element, NAME)?;
        let index = element.attribute("index").unwrap_or("0").parse();
        let index =
            index.map_err(|_| MetadataError::Malformed("the index of an AssertionConsumerService"))?;
        let is_default = is_true(element, "isDefault");
        let other = (binding != Some(Binding::Post)).then(|| unspoken(element, NAME));
        Ok((other, AssertionConsumerService { location: to.location, index, is_default }))
    };
    let mut posted = Vec::new();
    for (other, service) in usable(role.all(METADATA, NAME).map(read), left_out)? {
        match other {
            None => posted.push(service),
            Some(other) => unused.push(other),
        }
    }
    Ok(posted)
}

pub(super) fn is_true(element: &Element, name: &str) -> bool {
    matches!(element.attribute(name), Some("true" | "1"))
}
