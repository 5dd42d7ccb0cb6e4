//! What an application that is a SAML service provider has to remember.

use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::expiry::ExpiryFilter;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ConsumedAssertionId, LoginRequestId, ServiceSessionId};
use crate::secrets::TokenDigest;
use crate::values::EntityId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An `<AuthnRequest>` that was sent and waits for its response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginRequest {
    /// Its id.
    pub id: LoginRequestId,
    /// The request's `ID`, which the response must name in `InResponseTo`.
    pub request_id: String,
    /// The `RelayState` sent along: opaque, means nothing outside.
    pub relay_state: String,
    /// The identity provider that was asked; no other may answer.
    pub identity_provider: EntityId,
    /// Digest of the cookie of the browser that was sent there; no other browser may bring the answer.
    pub browser: TokenDigest,
    /// The local path to go to after sign-in.
    pub return_to: String,
    /// When it was sent.
    pub created_at: Timestamp,
    /// From when its answer comes too late.
    pub expires_at: Timestamp,
}

/// The unique keys of a login request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoginRequestKey {
    /// The request's `ID`.
    RequestId(String),
}

impl UniqueKey for LoginRequestKey {}

impl Entity for LoginRequest {
    const KIND: RecordKind = RecordKind::LoginRequest;

    type Id = LoginRequestId;
    type Key = LoginRequestKey;
    type Filter = ExpiryFilter;

    fn id(&self) -> LoginRequestId {
        self.id
    }

    fn keys(&self) -> Vec<LoginRequestKey> {
        vec![LoginRequestKey::RequestId(self.request_id.clone())]
    }

    fn matches(&self, filter: &ExpiryFilter) -> bool {
        filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }
}

/// An assertion that was used; it is not taken again (SAML 2.0 profiles, section 4.1.4.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumedAssertion {
    /// Its id.
    pub id: ConsumedAssertionId,
    /// Who issued it.
    pub issuer: EntityId,
    /// Its `ID`.
    pub assertion_id: String,
    /// From when it would be refused for its age anyway.
    pub expires_at: Timestamp,
}

/// The unique keys of a consumed assertion.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsumedAssertionKey {
    /// An issuer's assertion is taken once.
    Of(EntityId, String),
}

impl UniqueKey for ConsumedAssertionKey {}

impl Entity for ConsumedAssertion {
    const KIND: RecordKind = RecordKind::ConsumedAssertion;

    type Id = ConsumedAssertionId;
    type Key = ConsumedAssertionKey;
    type Filter = ExpiryFilter;

    fn id(&self) -> ConsumedAssertionId {
        self.id
    }

    fn keys(&self) -> Vec<ConsumedAssertionKey> {
        vec![ConsumedAssertionKey::Of(self.issuer.clone(), self.assertion_id.clone())]
    }

    fn matches(&self, filter: &ExpiryFilter) -> bool {
        filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }
}

/// A session of an application that is a SAML service provider, opened by an assertion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceSession {
    /// Its id.
    pub id: ServiceSessionId,
    /// Digest of the token in the cookie.
    pub token: TokenDigest,
    /// Who asserted it.
    pub identity_provider: EntityId,
    /// The asserted name.
    pub name_id: String,
    /// The identity provider's `SessionIndex`, by which it ends this session.
    pub session_index: Option<String>,
    /// The asserted attributes, each with its values.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// The asserted `AuthnContextClassRef`.
    pub authn_context: Option<String>,
    /// When the person proved who they are.
    pub authenticated_at: Timestamp,
    /// When it began.
    pub created_at: Timestamp,
    /// From when it is over.
    pub expires_at: Timestamp,
}

/// The unique keys of a service session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceSessionKey {
    /// The digest of its token.
    Token(TokenDigest),
}

impl UniqueKey for ServiceSessionKey {}

/// Which service sessions a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceSessionFilter {
    /// Only those of this name at the identity provider.
    pub subject: Option<(EntityId, String)>,
    /// Only those that expired before this.
    pub expired_before: Option<Timestamp>,
}

impl Entity for ServiceSession {
    const KIND: RecordKind = RecordKind::ServiceSession;

    type Id = ServiceSessionId;
    type Key = ServiceSessionKey;
    type Filter = ServiceSessionFilter;

    fn id(&self) -> ServiceSessionId {
        self.id
    }

    fn keys(&self) -> Vec<ServiceSessionKey> {
        vec![ServiceSessionKey::Token(self.token)]
    }

    fn matches(&self, filter: &ServiceSessionFilter) -> bool {
        let is =
            |(issuer, name): &(EntityId, String)| self.identity_provider == *issuer && self.name_id == *name;
        filter.subject.as_ref().is_none_or(is)
            && filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![subject_mark(&self.identity_provider, &self.name_id)]
    }

    fn narrow(filter: &ServiceSessionFilter) -> Option<Vec<Mark>> {
        let (issuer, name) = filter.subject.as_ref()?;
        Some(vec![subject_mark(issuer, name)])
    }
}

fn subject_mark(issuer: &EntityId, name: &str) -> Mark {
    Mark::new("subject", format_args!("{issuer} {name}"))
}
