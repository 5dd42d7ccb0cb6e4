use crate::domain::octets;
use crate::secrets::Sealed;
use crate::values::EntityId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An identity provider, as its protocol describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "protocol")]
pub enum IdentityProvider {
    /// By SAML 2.0.
    Saml(SamlProvider),
    /// By `OpenID` Connect.
    #[serde(rename = "openid")]
    OpenId(OpenIdProvider),
}

impl IdentityProvider {
    /// What its answers name as their issuer: the entity id of SAML, the issuer of `OpenID` Connect.
    pub fn issuer(&self) -> &str {
        match self {
            Self::Saml(provider) => provider.entity_id.as_str(),
            Self::OpenId(provider) => &provider.issuer,
        }
    }

    /// The stable code of its protocol: `saml` or `openid`.
    pub const fn protocol(&self) -> &'static str {
        match self {
            Self::Saml(_) => "saml",
            Self::OpenId(_) => "openid",
        }
    }
}

/// A SAML identity provider, as its metadata describes it (SAML 2.0 metadata, section 2.4.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SamlProvider {
    /// Its entity id.
    pub entity_id: EntityId,
    /// Where it takes requests by HTTP-Redirect.
    pub sign_on_url: String,
    /// Where it takes logout messages by HTTP-Redirect, if it does.
    #[serde(default)]
    pub logout_url: Option<String>,
    /// Its signing certificates, DER; at least one. Two stand side by side while it changes its key.
    #[serde(with = "octets::list")]
    pub certificates: Vec<Vec<u8>>,
    /// Where the name of a person stands.
    #[serde(default)]
    pub subject: SubjectSource,
}

/// Where a SAML response has the name by which a person is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectSource {
    /// The `NameID`, whose format must not be transient.
    #[default]
    NameId,
    /// An attribute of this name that has one value.
    Attribute(String),
}

/// An `OpenID` Provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenIdProvider {
    /// Its issuer, as its metadata says it, to the letter.
    pub issuer: String,
    /// The name by which it knows this deployment.
    pub client_id: String,
    /// The secret that it gave, sealed; none for a public client.
    #[serde(default)]
    pub client_secret: Option<Sealed>,
    /// What is asked for beside `openid`.
    #[serde(default)]
    pub scopes: BTreeSet<String>,
    /// The algorithms of ID tokens that are taken; empty for RS256 and ES256.
    #[serde(default)]
    pub algorithms: BTreeSet<String>,
    /// The tenants (`tid`) whose people are let in, where the issuer signs in those of several; empty for no limit.
    #[serde(default)]
    pub tenants: BTreeSet<String>,
}
