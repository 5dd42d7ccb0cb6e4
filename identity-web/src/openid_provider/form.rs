//! The form that a client sends (RFC 6749, appendix B), with what is known of its request.

use crate::device::device_of;
use crate::openid_provider::provider::OpenIdProvider;
use crate::openid_provider::refusal::OAuthFailure;
use crate::reference::Reference;
use crate::rest::http::body::{media_type, other_media_type, read_in_time};
use axum::extract::Request;
use http::HeaderMap;
use identity_core::domain::Device;
use identity_core::secrets::Secret;
use std::fmt;

/// More parameters than any request has. Each is compared with those before it.
const MOST_PARAMETERS: usize = 64;

/// What a client sent.
pub(super) struct ClientForm {
    pub(super) headers: HeaderMap,
    pub(super) device: Device,
    /// The provider, if there is one.
    pub(super) provider: Option<OpenIdProvider>,
    reference: Option<Reference>,
    parameters: Vec<(String, Secret)>,
}

impl fmt::Debug for ClientForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.parameters.iter().map(|(name, _)| name).collect();
        f.debug_struct("ClientForm").field("parameters", &names).finish_non_exhaustive()
    }
}

impl ClientForm {
    /// Reads a form. What has no place in an address is refused there, and so is what is there twice (RFC 6749, section
    /// 3.2), but for a `resource` (RFC 8707).
    pub(super) async fn read(request: Request) -> Result<Self, OAuthFailure> {
        if request.uri().query().is_some() {
            return Err(OAuthFailure::said("invalid_request", "rest-token-in-address"));
        }
        let form = "application/x-www-form-urlencoded";
        if !media_type(request.headers()).is_some_and(|given| given.eq_ignore_ascii_case(form)) {
            return Err(other_media_type(&[form]).into());
        }
        let (headers, device) = (request.headers().clone(), device_of(&request));
        let reference = request.extensions().get::<Reference>().cloned();
        let provider = request.extensions().get::<OpenIdProvider>().cloned();
        let octets = read_in_time(request).await?;
        if form_urlencoded::parse(&octets).nth(MOST_PARAMETERS).is_some() {
            return Err(OAuthFailure::said("invalid_request", "oauth-too-long"));
        }
        let mut parameters: Vec<(String, Secret)> = Vec::new();
        for (name, value) in form_urlencoded::parse(&octets) {
            if name != "resource" && parameters.iter().any(|(known, _)| *known == name) {
                return Err(OAuthFailure::said("invalid_request", "rest-token-repeated"));
            }
            parameters.push((name.into_owned(), Secret::new(value)));
        }
        Ok(Self { headers, device, provider, reference, parameters })
    }

    /// The value of a parameter; none for one that is empty (RFC 6749, section 3.2).
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.expose()).filter(|value| !value.is_empty())
    }

    /// The value of a parameter that the request has to have.
    pub(super) fn require(&self, name: &str) -> Result<&str, OAuthFailure> {
        self.get(name).ok_or_else(|| OAuthFailure::missing(name))
    }

    /// The one resource that is named (RFC 8707, section 2); tokens for several are not made.
    pub(super) fn resource(&self) -> Result<Option<&str>, OAuthFailure> {
        let named = self.parameters.iter().filter(|(name, _)| name == "resource").count();
        if named > 1 {
            return Err(OAuthFailure::said("invalid_target", "oauth-one-resource"));
        }
        Ok(self.get("resource"))
    }

    /// All parameters, for a request that is pushed.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters.iter().map(|(name, value)| (name.as_str(), value.expose()))
    }

    /// What the access token in the parameter `token` is kept under.
    pub(super) async fn kept_token(&self) -> Result<String, OAuthFailure> {
        let token = self.require("token")?;
        match &self.provider {
            Some(provider) => Ok(provider.kept_token(token).await?),
            None => Ok(token.to_owned()),
        }
    }

    /// The reference that the answer and the log show.
    pub(super) fn reference(&self) -> Option<&str> {
        self.reference.as_ref().map(Reference::as_str)
    }
}
