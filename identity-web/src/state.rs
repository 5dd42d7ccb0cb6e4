//! What every request handler shares.

use crate::background::Background;
use crate::base_url::BaseUrl;
use crate::page::cookies::CookiePolicy;
use crate::page::csrf::Csrf;
use crate::page::rendering::Pages;
use crate::sso::SsoProtocol;
use identity_core::Identity;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The identity with what the web needs around it: cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct WebState(Arc<Shared>);

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) identity: Identity,
    pub(crate) base: BaseUrl,
    pub(crate) pages: Pages,
    pub(crate) csrf: Csrf,
    pub(crate) cookies: CookiePolicy,
    pub(crate) sso: Option<Arc<dyn SsoProtocol>>,
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
        sso: Option<Arc<dyn SsoProtocol>>,
        background: Background,
    ) -> Self {
        let csrf = Csrf::derive(&identity.derive_key("form-tokens"));
        let cookies = CookiePolicy::new(&base);
        let ending = AtomicBool::new(false);
        Self(Arc::new(Shared { identity, base, pages, csrf, cookies, sso, ending, background }))
    }
}

impl std::ops::Deref for WebState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}
