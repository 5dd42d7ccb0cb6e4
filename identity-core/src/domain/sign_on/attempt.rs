use super::openid_request::OpenIdRequest;
use crate::Timestamp;
use crate::domain::applications::NameFormat;
use crate::domain::authentication_method::AuthenticationMethod;
use crate::domain::entity::Entity;
use crate::domain::expiry::ExpiryFilter;
use crate::domain::factor::Factors;
use crate::domain::federation::{AssertedIdentity, ProviderFailure, ProviderRequest, ProviderSession};
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{InvitationId, OrganizationId, RecoveryId, RelyingPartyId, SessionId, SignOnId, UserId};
use crate::secrets::TokenDigest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a sign-on started and so where it has to end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Origin {
    /// A page of this application.
    Page {
        /// The local path to go back to.
        return_to: String,
    },
    /// A page of this application that asks for a new proof, since it is about to change something sensitive.
    Again {
        /// The local path to go back to.
        return_to: String,
    },
    /// The link of an invitation, opened by somebody who makes an account.
    Invitation {
        /// The invitation.
        invitation: InvitationId,
        /// The local path to go to afterwards.
        return_to: String,
    },
    /// The link for a new password, opened by somebody who forgot theirs.
    Recovery {
        /// The recovery.
        recovery: RecoveryId,
        /// The local path to go to afterwards.
        return_to: String,
    },
    /// The request of an application.
    Application(ApplicationRequest),
}

/// How an application speaks with this identity provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Protocol {
    /// SAML 2.0, Web Browser SSO Profile (SAML 2.0 profiles, section 4.1).
    #[serde(rename = "saml2")]
    Saml,
    /// OpenID Connect Core 1.0, authorization code flow (section 3.1).
    #[serde(rename = "openid")]
    OpenId,
}

/// The validated request of an application that somebody signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationRequest {
    /// The application that asks.
    pub relying_party: RelyingPartyId,
    /// The protocol that it asks by; the answer is made by the same.
    pub protocol: Protocol,
    /// The request's id. An application uses each id once.
    pub request_id: String,
    /// Whether a proof that is older than the request does not do (SAML `ForceAuthn`).
    pub fresh: bool,
    /// Whether nothing may be asked of the person (SAML `IsPassive`).
    pub passive: bool,
    /// How many kinds of proof it asks for (SAML `RequestedAuthnContext`, `acr_values` of `OpenID` Connect).
    #[serde(default, skip_serializing_if = "Factors::is_one")]
    pub factors: Factors,
    /// The methods of which one has to be among the proofs; empty for any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<AuthenticationMethod>,
    /// The format of the person's name that it wants; none for the first of those that it may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_format: Option<NameFormat>,
    /// What it says in addition if it came by `OpenID` Connect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openid: Option<Box<OpenIdRequest>>,
    /// What the protocol needs to write the answer: for SAML its registered address and the `RelayState`, for `OpenID`
    /// Connect the `state` and by which way the answer goes.
    pub reply: BTreeMap<String, String>,
}

/// One proof of who a person is, given in a sign-on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proved {
    /// The method by which it was given.
    pub method: AuthenticationMethod,
    /// The person who gave it.
    pub user: UserId,
    /// The time at which it was given.
    pub at: Timestamp,
    /// When the password was set that was shown, if it was one. The proof counts as long as that is the account's password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_set_at: Option<Timestamp>,
}

/// An attempt to sign in, from the request that started it to its end.
///
/// It is another type than a [`Session`](super::Session) and opens no door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOn {
    /// Its id; part of its address `/flow/{id}`.
    pub id: SignOnId,
    /// Digest of the cookie of the browser in which it started; no other browser can go on with it.
    pub browser: TokenDigest,
    /// Where it started.
    pub origin: Origin,
    /// What was proved so far, all by one person.
    pub proofs: Vec<Proved>,
    /// The organisation that the person chose to act for.
    pub organization: Option<OrganizationId>,
    /// Whether the person asked for this browser to be remembered.
    #[serde(default, skip_serializing_if = "is_false")]
    pub remember: bool,
    /// The request to an identity provider whose answer it waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested: Option<ProviderRequest>,
    /// Why the last request to an identity provider came to nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_failure: Option<ProviderFailure>,
    /// The identity that a provider asserted and that belongs to no account yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asserted: Option<Box<AssertedIdentity>>,
    /// The session at the identity provider by which the person came, if they came by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_session: Option<ProviderSession>,
    /// The session that it opened, or that it was answered from; before that, the one whose proofs it goes on with.
    pub session: Option<SessionId>,
    /// How often it was answered. A reload is answered again.
    pub answers: u32,
    /// When it started.
    pub created_at: Timestamp,
    /// From when it starts anew.
    pub expires_at: Timestamp,
    /// When it was answered first.
    pub finished_at: Option<Timestamp>,
}

/// As most records say; written only where it is so.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl SignOn {
    /// The application that waits for the answer, if one does.
    pub fn application(&self) -> Option<&ApplicationRequest> {
        match &self.origin {
            Origin::Application(request) => Some(request),
            Origin::Page { .. }
            | Origin::Again { .. }
            | Origin::Invitation { .. }
            | Origin::Recovery { .. } => None,
        }
    }
}

/// The unique keys of a sign-on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignOnKey {
    /// A request id of a relying party is taken once (replay).
    Request(RelyingPartyId, String),
}

impl UniqueKey for SignOnKey {}

impl Entity for SignOn {
    const KIND: RecordKind = RecordKind::SignOn;

    type Id = SignOnId;
    type Key = SignOnKey;
    type Filter = ExpiryFilter;

    fn id(&self) -> SignOnId {
        self.id
    }

    fn keys(&self) -> Vec<SignOnKey> {
        let key =
            |asked: &ApplicationRequest| SignOnKey::Request(asked.relying_party, asked.request_id.clone());
        self.application().map(key).into_iter().collect()
    }

    fn matches(&self, filter: &ExpiryFilter) -> bool {
        filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }
}
