//! What is registered of an identity provider.

use crate::Timestamp;
use crate::domain::{ConnectionRules, SamlProvider, SubjectSource, octets};
use crate::ids::OrganizationId;
use crate::secrets::Secret;
use crate::values::{DisplayName, EntityId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A connection to set up. It begins on trial.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NewConnection {
    /// What people call it: "City Group", "Google".
    pub name: DisplayName,
    /// The organisation whose people it signs in; none for everybody's.
    pub organization: Option<OrganizationId>,
    /// The identity provider.
    pub provider: NewProvider,
    /// What becomes of those who come by it.
    pub rules: ConnectionRules,
}

impl NewConnection {
    /// A connection for everybody, with the usual rules.
    pub fn new(name: DisplayName, provider: NewProvider) -> Self {
        Self { name, organization: None, provider, rules: ConnectionRules::default() }
    }

    /// Sets whose people it signs in; none for everybody's.
    #[must_use]
    pub fn organization(self, organization: Option<OrganizationId>) -> Self {
        Self { organization, ..self }
    }

    /// Sets what becomes of those who come by it.
    #[must_use]
    pub fn rules(self, rules: ConnectionRules) -> Self {
        Self { rules, ..self }
    }
}

/// An identity provider to connect with.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum NewProvider {
    /// By SAML 2.0.
    Saml(NewSamlProvider),
    /// By `OpenID` Connect.
    OpenId(NewOpenIdProvider),
}

/// A SAML identity provider to connect with.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NewSamlProvider {
    /// What its metadata says.
    pub metadata: ProviderMetadata,
    /// Where the name of a person stands.
    pub subject: SubjectSource,
}

impl NewSamlProvider {
    /// One whose `NameID` is the name of a person.
    pub fn new(metadata: ProviderMetadata) -> Self {
        Self { metadata, subject: SubjectSource::default() }
    }
}

/// What the metadata of a SAML identity provider says (SAML 2.0 metadata, section 2.4.3), as far as it is needed here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProviderMetadata {
    /// The entity id.
    pub entity_id: EntityId,
    /// Where it takes requests by HTTP-Redirect.
    pub sign_on_url: String,
    /// Where it takes logout messages by HTTP-Redirect, if it does.
    #[serde(default)]
    pub logout_url: Option<String>,
    /// Its signing certificates, DER; at least one.
    #[serde(with = "octets::list")]
    pub certificates: Vec<Vec<u8>>,
    /// Until when the metadata may be used, if it says so.
    #[serde(default)]
    pub valid_until: Option<Timestamp>,
    /// The address that the metadata was fetched from; none for a file.
    #[serde(default)]
    pub address: Option<String>,
}

impl ProviderMetadata {
    /// Metadata without an address for logout and without an end.
    pub fn new(
        entity_id: EntityId,
        sign_on_url: impl Into<String>,
        certificates: impl IntoIterator<Item = Vec<u8>>,
    ) -> Self {
        Self {
            entity_id,
            sign_on_url: sign_on_url.into(),
            logout_url: None,
            certificates: certificates.into_iter().collect(),
            valid_until: None,
            address: None,
        }
    }

    /// The provider as it is stored.
    pub(super) fn provider(&self, subject: SubjectSource) -> SamlProvider {
        SamlProvider {
            entity_id: self.entity_id.clone(),
            sign_on_url: self.sign_on_url.clone(),
            logout_url: self.logout_url.clone(),
            certificates: self.certificates.clone(),
            subject,
        }
    }
}

/// An `OpenID` Provider to connect with.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NewOpenIdProvider {
    /// Its issuer, as its metadata says it, to the letter.
    pub issuer: String,
    /// The name by which it knows this deployment.
    pub client_id: String,
    /// The secret that it gave; none for a public client.
    pub client_secret: Option<Secret>,
    /// What is asked for beside `openid`.
    pub scopes: BTreeSet<String>,
    /// The algorithms of ID tokens that are taken; empty for the usual ones.
    pub algorithms: BTreeSet<String>,
    /// The tenants (`tid`) whose people are let in, where the issuer signs in those of several; empty for no limit.
    pub tenants: BTreeSet<String>,
}

impl NewOpenIdProvider {
    /// One that is asked for the address and the name of a person.
    pub fn new(
        issuer: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: Option<Secret>,
    ) -> Self {
        Self {
            issuer: issuer.into(),
            client_id: client_id.into(),
            client_secret,
            scopes: ["email", "profile"].map(ToOwned::to_owned).into(),
            algorithms: BTreeSet::new(),
            tenants: BTreeSet::new(),
        }
    }
}
