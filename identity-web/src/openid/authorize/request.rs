//! A request whose parameters were checked.

use crate::openid::contexts::Wanted;
use identity_core::values::Scope;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// How the answer gets to the client (OAuth 2.0 Multiple Response Type Encoding Practices, section 2.1; OAuth 2.0 Form Post
/// Response Mode).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ResponseMode {
    /// In the query of the address.
    #[default]
    Query,
    /// As a form that the browser sends.
    FormPost,
}

impl ResponseMode {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Query, Self::FormPost];

    /// Its name in `response_mode`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::FormPost => "form_post",
        }
    }

    /// The mode of a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == name)
    }
}

/// What the person is to be asked (`prompt`, OpenID Connect Core, section 3.1.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Prompt {
    /// Nothing.
    None,
    /// Who they are, even if they are signed in.
    Login,
    /// Whether they agree, even if they did before.
    Consent,
    /// With which account.
    SelectAccount,
}

impl Prompt {
    /// All.
    pub(crate) const ALL: [Self; 4] = [Self::None, Self::Login, Self::Consent, Self::SelectAccount];

    /// Its name in `prompt`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Login => "login",
            Self::Consent => "consent",
            Self::SelectAccount => "select_account",
        }
    }

    /// The prompt of a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|prompt| prompt.as_str() == name)
    }
}

/// Where an answer goes, at an address that the client registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReplyTo {
    /// The address.
    pub(crate) redirect_uri: String,
    /// How it gets there.
    pub(crate) response_mode: ResponseMode,
    /// What the client gets back as it sent it.
    pub(crate) state: Option<String>,
}

/// A request for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AuthorizeRequest {
    /// Where the answer goes.
    pub(crate) to: ReplyTo,
    /// The scopes that the client may have of those that it named; at least one.
    pub(crate) scopes: BTreeSet<Scope>,
    /// The challenge of PKCE, by `S256`.
    pub(crate) code_challenge: String,
    /// What the ID token says again.
    pub(crate) nonce: Option<String>,
    /// What the person is to be asked; empty if that is left to us.
    pub(crate) prompt: BTreeSet<Prompt>,
    /// How long ago the person may have proved who they are.
    pub(crate) max_age: Option<Duration>,
    /// The name that the person probably signs in with.
    pub(crate) login_hint: Option<String>,
    /// An ID token about the person who is expected; it is not read yet.
    pub(crate) id_token_hint: Option<String>,
    /// The `sub` of the person who is required (OpenID Connect Core, section 5.5.1).
    pub(crate) required_subject: Option<String>,
    /// How the person is to prove who they are.
    pub(crate) wanted: Wanted,
    /// Single claims that were asked for by name, and where: `id_token`, `userinfo`.
    pub(crate) claims: BTreeMap<String, BTreeSet<String>>,
    /// The languages that the person reads, the best first, as they were sent.
    pub(crate) ui_locales: Vec<String>,
    /// The resource that access tokens are for (RFC 8707).
    pub(crate) resource: Option<String>,
    /// The thumbprint of the key that tokens are bound to (RFC 9449, section 10).
    pub(crate) dpop_jkt: Option<String>,
}

impl AuthorizeRequest {
    /// Whether nothing may be asked of the person.
    pub(crate) fn is_passive(&self) -> bool {
        self.prompt.contains(&Prompt::None)
    }
}
