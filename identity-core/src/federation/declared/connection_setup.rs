//! What a deployment declares of the identity providers elsewhere.

use crate::domain::{ConnectionRules, ConnectionState, SamlProvider};
use crate::ids::ConnectionId;
use crate::secrets::Secret;
use crate::values::{DisplayName, DomainName, EmailAddress, ExternalId};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// The identity providers elsewhere that a deployment declares.
///
/// Applying them again changes only what differs. The configuration owns them: what administrators change on a declared
/// connection is set back when they are applied the next time.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ConnectionsSetup {
    /// The connections.
    pub connections: Vec<ConnectionSetup>,
    /// Whether there are no others: declared ones that are no longer named are disabled. Those that administrators made stay.
    pub only_these: bool,
}

/// An identity provider elsewhere.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ConnectionSetup {
    /// What people call it.
    pub name: DisplayName,
    /// The organisation whose people it signs in, by its id in the CRM; none for everybody's.
    pub organization: Option<ExternalId>,
    /// The identity provider.
    pub provider: ProviderSetup,
    /// Whether people can sign in by it.
    pub state: ConnectionState,
    /// What becomes of those who come by it. Who may keep their password stands in `break_glass` beside it.
    pub rules: ConnectionRules,
    /// Who may sign in with a password all the same once it is the only way, by address.
    pub break_glass: Vec<EmailAddress>,
    /// The mail domains whose people it signs in. The configuration vouches for them.
    pub domains: BTreeSet<DomainName>,
}

/// An identity provider, as a deployment declares it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ProviderSetup {
    /// By SAML 2.0, as its metadata describes it.
    Saml(SamlProvider),
    /// By `OpenID` Connect.
    OpenId(OpenIdProviderSetup),
}

/// An `OpenID` Provider, as a deployment declares it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct OpenIdProviderSetup {
    /// Its issuer, to the letter.
    pub issuer: String,
    /// The name by which it knows this deployment.
    pub client_id: String,
    /// The secret that it gave; none for a public client.
    pub client_secret: Option<Secret>,
    /// What is asked for beside `openid`.
    pub scopes: BTreeSet<String>,
    /// The algorithms of ID tokens that are taken; empty for the usual ones.
    pub algorithms: BTreeSet<String>,
    /// The tenants whose people are let in; empty for no limit.
    pub tenants: BTreeSet<String>,
}

impl ConnectionsSetup {
    /// These, beside those that were declared before.
    pub fn new(connections: impl IntoIterator<Item = ConnectionSetup>) -> Self {
        Self { connections: connections.into_iter().collect(), only_these: false }
    }

    /// Says that no others are declared: those that an earlier configuration named are disabled.
    #[must_use]
    pub fn only_these(self) -> Self {
        Self { only_these: true, ..self }
    }
}

impl ConnectionSetup {
    /// A connection for everybody, enabled, with the usual rules.
    pub fn new(name: DisplayName, provider: ProviderSetup) -> Self {
        Self {
            name,
            organization: None,
            provider,
            state: ConnectionState::Enabled,
            rules: ConnectionRules::default(),
            break_glass: Vec::new(),
            domains: BTreeSet::new(),
        }
    }

    /// Sets the organisation whose people it signs in, by its id in the CRM.
    #[must_use]
    pub fn organization(self, organization: ExternalId) -> Self {
        Self { organization: Some(organization), ..self }
    }

    /// Sets what becomes of those who come by it.
    #[must_use]
    pub fn rules(self, rules: ConnectionRules) -> Self {
        Self { rules, ..self }
    }

    /// Its id: the same at every start and on every node, since it is made from the identity provider and the organisation
    /// (RFC 9562, section 5.8). So links survive a new name, a new address and new keys.
    pub fn id(&self) -> ConnectionId {
        let (protocol, issuer) = match &self.provider {
            ProviderSetup::Saml(provider) => ("saml", provider.entity_id.as_str()),
            ProviderSetup::OpenId(provider) => ("openid", provider.issuer.as_str()),
        };
        let organization = self.organization.as_ref().map(ExternalId::as_str);
        let mut digest = Sha256::new();
        for part in ["declared connection", protocol, issuer, organization.unwrap_or_default()] {
            digest.update(part.len().to_be_bytes());
            digest.update(part);
        }
        let digest: [u8; 32] = digest.finalize().into();
        let (octets, _) = digest.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
        uuid::Builder::from_custom_bytes(*octets).into_uuid().into()
    }

    /// Whether a connection of this id is declared: all others are made from a clock.
    pub(crate) fn is_declared(id: ConnectionId) -> bool {
        id.as_uuid().get_version_num() == 8
    }
}

impl OpenIdProviderSetup {
    /// A provider that knows this deployment as a public client, of which the address and the name of each person are asked for.
    pub fn new(issuer: impl Into<String>, client_id: impl Into<String>) -> Self {
        Self {
            issuer: issuer.into(),
            client_id: client_id.into(),
            client_secret: None,
            scopes: ["email", "profile"].map(ToOwned::to_owned).into(),
            algorithms: BTreeSet::new(),
            tenants: BTreeSet::new(),
        }
    }

    /// Sets the secret that it gave.
    #[must_use]
    pub fn secret(self, secret: impl Into<Secret>) -> Self {
        Self { client_secret: Some(secret.into()), ..self }
    }
}
