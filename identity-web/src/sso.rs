//! The seam between the pages and the protocols of single sign-on.

use crate::page::failure::PageFailure;
use crate::page::views::outcome::Onward;
use async_trait::async_trait;
use identity_core::ids::LogoutId;
use identity_core::sessions::ToNotify;
use identity_core::sign_on::{AssertionContent, Refusal};
use std::fmt;

/// A protocol by which other services learn who somebody is, or that they signed out.
#[async_trait]
pub(crate) trait SsoProtocol: Send + Sync + fmt::Debug {
    /// The message that tells a service who the person is, as a form for the browser to carry.
    async fn assertion(&self, content: &AssertionContent) -> Result<Onward, PageFailure>;

    /// The message that tells a service why it is not told.
    async fn refusal(&self, refusal: &Refusal) -> Result<Onward, PageFailure>;

    /// The address to which the browser goes to tell a service that the person signed out.
    async fn logout_address(&self, logout: LogoutId, service: &ToNotify) -> Result<String, PageFailure>;
}
