//! What every request handler shares.

use crate::background::Background;
use crate::base_url::BaseUrl;
use crate::elsewhere::IdentityProviders;
use crate::page::cookies::CookiePolicy;
use crate::page::csrf::Csrf;
use crate::page::failure::PageFailure;
use crate::page::rendering::Pages;
use crate::sso::SsoProtocol;
use identity_core::Identity;
use identity_core::domain::{Protocol, RelyingParty};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The identity with what the web needs around it: cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct WebState(Arc<WebParts>);

#[derive(Debug)]
pub(crate) struct WebParts {
    pub(crate) identity: Identity,
    pub(crate) base: BaseUrl,
    pub(crate) pages: Pages,
    pub(crate) csrf: Csrf,
    pub(crate) cookies: CookiePolicy,
    /// The protocols that applications sign people in by.
    pub(crate) protocols: Vec<Arc<dyn SsoProtocol>>,
    /// What sends people to identity providers elsewhere, if anything does.
    pub(crate) identity_providers: Option<Arc<dyn IdentityProviders>>,
    /// Whether the process is shutting down; `/readyz` reports it.
    pub(crate) ending: AtomicBool,
    /// Stopped with the last clone of this state.
    pub(crate) background: Background,
}

impl WebState {
    pub(crate) fn new(
        identity: Identity,
        base: BaseUrl,
        pages: Pages,
        protocols: Vec<Arc<dyn SsoProtocol>>,
        identity_providers: Option<Arc<dyn IdentityProviders>>,
        background: Background,
    ) -> Self {
        let csrf = Csrf::derive(&identity.derive_key("form-tokens"));
        let cookies = CookiePolicy::new(&base);
        let ending = AtomicBool::new(false);
        Self(Arc::new(WebParts {
            identity,
            base,
            pages,
            csrf,
            cookies,
            protocols,
            identity_providers,
            ending,
            background,
        }))
    }

    /// The adapter of a protocol; an application that asked by one which is disabled now gets no answer.
    pub(crate) fn protocol(&self, protocol: Protocol) -> Result<&dyn SsoProtocol, PageFailure> {
        let found = self.0.protocols.iter().find(|found| found.protocol() == protocol);
        found.map(AsRef::as_ref).ok_or(PageFailure::NotFound)
    }
}

impl WebState {
    /// The adapter of the protocol that an application speaks.
    pub(crate) fn protocol_of(&self, application: &RelyingParty) -> Result<&dyn SsoProtocol, PageFailure> {
        self.protocol(if application.entity_id.is_some() { Protocol::Saml } else { Protocol::OpenId })
    }
}

impl std::ops::Deref for WebState {
    type Target = WebParts;

    fn deref(&self) -> &WebParts {
        &self.0
    }
}
