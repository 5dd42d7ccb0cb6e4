//! What is registered of an application.

use crate::domain::{ClientAuthentication, TokenAlgorithm};
use crate::values::{DisplayName, Scope, ServiceKey};
use std::collections::BTreeSet;

/// How an application is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApplicationKind {
    /// People sign in to it by `OpenID` Connect.
    OpenId,
    /// A program that acts in its own name only, by client credentials (RFC 6749, section 4.4).
    Program,
    /// People sign in to it by SAML 2.0.
    Saml,
}

impl ApplicationKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::OpenId, Self::Program, Self::Saml];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Program => "program",
            Self::Saml => "saml",
        }
    }
}

/// Whether an application may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opening {
    /// Everybody with a role for its service signs in to it, and it gets tokens.
    #[default]
    Everybody,
    /// Only those who manage applications sign in to it, who try it before it is opened to everybody.
    Trial,
    /// Nobody signs in to it, and it gets no tokens.
    Disabled,
}

impl Opening {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Everybody, Self::Trial, Self::Disabled];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::Trial => "trial",
            Self::Disabled => "disabled",
        }
    }

    /// The one of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }

    pub(super) const fn of(enabled: bool, trial: bool) -> Self {
        match (enabled, trial) {
            (false, _) => Self::Disabled,
            (true, true) => Self::Trial,
            (true, false) => Self::Everybody,
        }
    }

    pub(super) const fn is_enabled(self) -> bool {
        !matches!(self, Self::Disabled)
    }

    pub(super) const fn is_trial(self) -> bool {
        matches!(self, Self::Trial)
    }
}

/// What is registered of an application that people sign in to by `OpenID` Connect, or of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Registration {
    /// What people call it.
    pub name: DisplayName,
    /// How it proves who it is.
    pub authentication: ClientAuthentication,
    /// Its public keys, a JWK set, if it proves with a key of its own who it is.
    pub keys: Option<String>,
    /// The scopes that it may ask for, besides those of `OpenID` Connect.
    pub scopes: BTreeSet<Scope>,
    /// How people sign in to it; none for a program.
    pub sign_on: Option<SignOnRegistration>,
    /// Whether it may be used.
    pub opening: Opening,
}

/// How people sign in to an application by `OpenID` Connect.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own in the registration of a client"
)]
pub struct SignOnRegistration {
    /// The service that it is the door to: whoever has a role for the service may sign in.
    pub service: ServiceKey,
    /// Where answers may go, at least one.
    pub redirect_uris: Vec<String>,
    /// Where the browser may go after a sign-out that the application asked for.
    pub post_logout_redirect_uris: Vec<String>,
    /// Where it is told of sign-outs from server to server.
    pub back_channel_logout_uri: Option<String>,
    /// Whether it runs on people's own devices (RFC 8252).
    pub native: bool,
    /// The algorithm of its ID tokens.
    pub id_token_algorithm: TokenAlgorithm,
    /// Whether it belongs to the deployment itself, so that nobody is asked whether it may know them.
    pub first_party: bool,
    /// Whether it gets refresh tokens.
    pub refresh_tokens: bool,
    /// Whether it also gets tokens in its own name.
    pub client_credentials: bool,
    /// Whether its requests have to be pushed (RFC 9126).
    pub pushed_requests_only: bool,
}

impl Registration {
    /// A program with a secret and no scopes.
    pub fn program(name: DisplayName) -> Self {
        let (authentication, scopes) = (ClientAuthentication::ClientSecret, BTreeSet::new());
        Self { name, authentication, keys: None, scopes, sign_on: None, opening: Opening::Everybody }
    }

    /// An application with a secret that people sign in to, and that asks them for their consent.
    pub fn openid(name: DisplayName, sign_on: SignOnRegistration) -> Self {
        Self { sign_on: Some(sign_on), ..Self::program(name) }
    }

    /// Sets how it proves who it is.
    #[must_use]
    pub fn authentication(self, authentication: ClientAuthentication) -> Self {
        Self { authentication, ..self }
    }

    /// Sets whether it may be used.
    #[must_use]
    pub fn opening(self, opening: Opening) -> Self {
        Self { opening, ..self }
    }

    /// Sets the scopes that it may ask for.
    #[must_use]
    pub fn scopes(self, scopes: impl IntoIterator<Item = Scope>) -> Self {
        Self { scopes: scopes.into_iter().collect(), ..self }
    }

    /// How it is connected.
    pub const fn kind(&self) -> ApplicationKind {
        if self.sign_on.is_some() { ApplicationKind::OpenId } else { ApplicationKind::Program }
    }
}

impl SignOnRegistration {
    /// Sign-on to the door of a service, with answers to these addresses and with refresh tokens.
    pub fn new(service: ServiceKey, redirect_uris: impl IntoIterator<Item = String>) -> Self {
        Self {
            service,
            redirect_uris: redirect_uris.into_iter().collect(),
            post_logout_redirect_uris: Vec::new(),
            back_channel_logout_uri: None,
            native: false,
            id_token_algorithm: TokenAlgorithm::default(),
            first_party: false,
            refresh_tokens: true,
            client_credentials: false,
            pushed_requests_only: false,
        }
    }
}
