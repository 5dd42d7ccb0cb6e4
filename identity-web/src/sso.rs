//! The seam between the pages and the protocols of single sign-on.

use crate::page::failure::PageFailure;
use crate::page::views::outcome::Onward;
use async_trait::async_trait;
use identity_core::domain::Protocol;
use identity_core::ids::LogoutId;
use identity_core::sessions::ToNotify;
use identity_core::sign_on::{Refusal, Told};
use std::fmt;

/// A single sign-on protocol: it makes messages to applications of what core tells them.
#[async_trait]
pub(crate) trait SsoProtocol: Send + Sync + fmt::Debug {
    /// The protocol that it speaks.
    fn protocol(&self) -> Protocol;

    /// The message with the identity of the person, as a form that the browser posts to the application.
    async fn told(&self, told: &Told) -> Result<Onward, PageFailure>;

    /// The message with the reason why the application does not get the identity.
    async fn refused(&self, refusal: &Refusal) -> Result<Onward, PageFailure>;

    /// The address to which the browser goes to notify an application of a sign-out.
    async fn logout_address(&self, logout: LogoutId, service: &ToNotify) -> Result<String, PageFailure>;
}
