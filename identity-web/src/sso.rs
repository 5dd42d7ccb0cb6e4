//! The seam between the pages and the protocols of single sign-on.

use crate::page::failure::PageFailure;
use crate::page::views::outcome::Onward;
use async_trait::async_trait;
use identity_core::ids::LogoutId;
use identity_core::sessions::ToNotify;
use identity_core::sign_on::{AssertionContent, Refusal};
use std::fmt;

/// A single sign-on protocol: it sends services the identity of a person, or their sign-out.
#[async_trait]
pub(crate) trait SsoProtocol: Send + Sync + fmt::Debug {
    /// The message with the identity of the person, as a form that the browser posts to the service.
    async fn assertion(&self, content: &AssertionContent) -> Result<Onward, PageFailure>;

    /// The message with the reason why the service does not get the identity.
    async fn refusal(&self, refusal: &Refusal) -> Result<Onward, PageFailure>;

    /// The address to which the browser goes to notify a service of a sign-out.
    async fn logout_address(&self, logout: LogoutId, service: &ToNotify) -> Result<String, PageFailure>;
}
