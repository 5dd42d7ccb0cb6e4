//! The seam between the pages and the protocols of single sign-on.

use crate::page::failure::PageFailure;
use crate::page::views::outcome::Onward;
use async_trait::async_trait;
use identity_core::domain::{Protocol, RelyingParty};
use identity_core::ids::LogoutId;
use identity_core::sessions::{LogoutView, ToNotify};
use identity_core::sign_on::{Refusal, Told};
use std::fmt;

/// A message that the browser takes to an application.
#[derive(Debug, Clone)]
pub(crate) enum Carried {
    /// In the address.
    Address(String),
    /// As a form.
    Form(Box<Onward>),
}

/// A value that an application is set up with.
#[derive(Debug, Clone)]
pub(crate) struct OwnValue {
    /// The key of its words.
    pub(crate) label: &'static str,
    pub(crate) value: String,
    /// Whether it has several lines, such as a certificate.
    pub(crate) long: bool,
}

impl OwnValue {
    pub(crate) fn new(label: &'static str, value: impl Into<String>) -> Self {
        Self { label, value: value.into(), long: false }
    }
}

/// A single sign-on protocol: it makes messages to applications of what core tells them.
#[async_trait]
pub(crate) trait SsoProtocol: Send + Sync + fmt::Debug {
    /// The protocol that it speaks.
    fn protocol(&self) -> Protocol;

    /// The message with the identity of the person.
    async fn told(&self, told: &Told) -> Result<Carried, PageFailure>;

    /// The message with the reason why the application does not get the identity.
    async fn refused(&self, refusal: &Refusal) -> Result<Carried, PageFailure>;

    /// A message that tells an application of a sign-out; `framed` if a page of ours holds the application's answer in a
    /// frame. `None` if it takes no message through the browser.
    async fn logout_notice(
        &self,
        logout: LogoutId,
        party: &ToNotify,
        framed: bool,
    ) -> Result<Option<Carried>, PageFailure>;

    /// The answer to the application that asked for a sign-out; `None` if it takes none.
    async fn logout_answer(&self, logout: &LogoutView) -> Result<Option<Carried>, PageFailure>;

    /// What an application is set up with to sign people in here.
    async fn own_values(&self) -> Result<Vec<OwnValue>, PageFailure>;

    /// The origins to which the browser may be led with a message to an application.
    fn origins(&self, application: &RelyingParty) -> Vec<String>;
}
