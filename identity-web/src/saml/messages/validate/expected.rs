//! What a response is compared with: the trusted identity provider, the pending request, and this service provider.

use crate::saml::keys::certificate::Certificate;
use crate::saml::messages::authn_request::context::RequestedAuthnContext;
use identity_core::Timestamp;
use std::time::Duration;

/// The identity provider that the response must come from, from pinned metadata.
#[derive(Debug, Clone, Copy)]
pub struct TrustedIdentityProvider<'a> {
    /// Its entity ID.
    pub entity_id: &'a str,
    /// The keys that it signs with; without any, nothing is believed.
    pub certificates: &'a [Certificate],
    /// Whether responses that answer no request are taken.
    pub allow_unsolicited: bool,
}

/// The request that this browser is waiting for.
#[derive(Debug, Clone, Copy)]
pub struct PendingRequest<'a> {
    /// The request's ID.
    pub id: &'a str,
    /// When it was sent; with `ForceAuthn`, the person must have authenticated since.
    pub issued_at: Timestamp,
    /// Whether `ForceAuthn` was asked.
    pub force_authn: bool,
}

/// This service provider's side of the comparison.
#[derive(Debug, Clone, Copy)]
pub struct ServiceProviderEndpoint<'a> {
    /// Entity ID of this service provider, the audience.
    pub entity_id: &'a str,
    /// The address that the response was posted to, as the metadata names it.
    pub consumer: &'a str,
    /// The request that this browser is waiting for, found by the browser's own cookie and never by what the
    /// response claims: a response to another person's request would sign in that person (CVE-2026-9098).
    pub pending: Option<PendingRequest<'a>>,
    /// The context that is needed, with the ladder of known classes, weakest first.
    pub required_context: Option<(&'a RequestedAuthnContext, &'a [&'a [&'a str]])>,
    /// The present instant.
    pub now: Timestamp,
    /// How far clocks may differ; more than five minutes counts as five.
    pub skew: Duration,
}
