//! The JSON of connections.

use super::domains::SignInDomainState;
use super::metadata::{ProviderFinding, ProviderMetadataCall, ProviderMetadataState};
use super::rules::{ConnectionRulesCall, ConnectionRulesState};
use crate::forms::Form;
use crate::forms::federation::connections::REGISTER_CONNECTION;
use crate::rest::http::body::Declared;
use crate::rest::http::problem::Problem;
use identity_core::Timestamp;
use identity_core::domain::{Connection, ConnectionState, IdentityProvider, SubjectSource};
use identity_core::federation::{
    ConnectionAttempt, ConnectionDetails, NewOpenIdProvider, ProviderMetadata, RulesPatch,
};
use identity_core::ids::OrganizationId;
use identity_core::secrets::Secret;
use identity_core::values::DisplayName;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// A connection to set up: with an identity provider by SAML 2.0, whose metadata says how, or by OpenID Connect. It begins on trial.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConnectionCall {
    /// What people call it.
    #[schema(value_type = String)]
    name: DisplayName,
    /// `saml` or `openid`.
    protocol: String,
    /// The organisation whose people it signs in; left out for everybody's.
    #[schema(value_type = Option<Uuid>)]
    organization: Option<OrganizationId>,
    /// The SAML metadata, XML, for `saml`.
    metadata: Option<String>,
    /// The address that the SAML metadata is fetched from, instead.
    metadata_address: Option<String>,
    /// Which provider is meant, where the metadata describes several.
    entity_id: Option<String>,
    /// The attribute that has the name of a person; the `NameID` if left out.
    subject_attribute: Option<String>,
    /// The issuer, to the letter, for `openid`.
    issuer: Option<String>,
    /// The name by which the provider knows this deployment.
    client_id: Option<String>,
    /// The secret that the provider gave. It is stored sealed and never answered.
    client_secret: Option<String>,
    /// What is asked for beside `openid`; `email` and `profile` if left out.
    scopes: Option<BTreeSet<String>>,
    /// The algorithms of ID tokens that are taken: `RS256`, `ES256`, `EdDSA`; the first two if left out.
    algorithms: Option<BTreeSet<String>>,
    /// The tenants (`tid`) whose people are let in, where the issuer signs in those of several.
    tenants: Option<BTreeSet<String>>,
    /// What becomes of those who come by it.
    rules: Option<ConnectionRulesCall>,
}

impl Declared for ConnectionCall {
    const FORM: &'static Form = &REGISTER_CONNECTION;
}

/// A connection to set up, as core takes it but for its metadata.
pub(super) struct Wanted {
    pub(super) name: DisplayName,
    pub(super) organization: Option<OrganizationId>,
    pub(super) provider: WantedProvider,
    pub(super) rules: RulesPatch,
}

/// A provider to connect with.
pub(super) enum WantedProvider {
    /// By SAML, whose metadata is still to be read.
    Saml { metadata: ProviderMetadataCall, subject: SubjectSource },
    /// By OpenID Connect.
    OpenId(NewOpenIdProvider),
}

impl ConnectionCall {
    pub(super) fn into_core(self) -> Result<Wanted, Problem> {
        let metadata = ProviderMetadataCall {
            metadata: self.metadata,
            metadata_address: self.metadata_address,
            entity_id: self.entity_id,
        };
        let lists = [&self.scopes, &self.algorithms, &self.tenants];
        let of_openid = self.issuer.is_some()
            || self.client_id.is_some()
            || self.client_secret.is_some()
            || lists.into_iter().any(Option::is_some);
        let of_saml = !metadata.is_empty() || self.subject_attribute.is_some();
        let provider = match self.protocol.as_str() {
            "saml" if !of_openid => {
                WantedProvider::Saml { metadata, subject: subject(self.subject_attribute) }
            }
            "openid" if !of_saml => {
                let missing = |field| Problem::said_of_field(field, "rest-connection-openid");
                let issuer = self.issuer.ok_or_else(|| missing("issuer"))?;
                let client_id = self.client_id.ok_or_else(|| missing("client_id"))?;
                let secret = self.client_secret.map(Secret::from);
                let mut provider = NewOpenIdProvider::new(issuer, client_id, secret);
                provider.scopes = self.scopes.unwrap_or(provider.scopes);
                provider.algorithms = self.algorithms.unwrap_or_default();
                provider.tenants = self.tenants.unwrap_or_default();
                WantedProvider::OpenId(provider)
            }
            "saml" | "openid" => {
                return Err(Problem::said_of_field("protocol", "rest-connection-other-protocol"));
            }
            _ => return Err(Problem::said_of_field("protocol", "rest-connection-protocol")),
        };
        let rules = self.rules.unwrap_or_default().into_core();
        Ok(Wanted { name: self.name, organization: self.organization, provider, rules })
    }
}

/// Where the name of a person stands.
pub(super) fn subject(attribute: Option<String>) -> SubjectSource {
    attribute.map_or(SubjectSource::NameId, SubjectSource::Attribute)
}

/// A connection to an identity provider. Its secret is not in it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConnectionStateBody {
    id: Uuid,
    /// What people call it.
    name: String,
    /// The organisation whose people it signs in; `null` for everybody's.
    organization: Option<Uuid>,
    /// `saml` or `openid`.
    protocol: &'static str,
    /// `trial` for those who manage connections, `enabled`, or `disabled`.
    state: &'static str,
    /// What its answers name as their issuer.
    issuer: String,
    /// What is stored of its SAML metadata; `null` for one by OpenID Connect.
    metadata: Option<ProviderMetadataState>,
    /// The attribute that has the name of a person, for SAML; `null` for the `NameID`.
    subject_attribute: Option<String>,
    /// The name by which the provider knows this deployment, for OpenID Connect.
    client_id: Option<String>,
    /// Whether a secret is stored.
    has_client_secret: bool,
    scopes: BTreeSet<String>,
    algorithms: BTreeSet<String>,
    tenants: BTreeSet<String>,
    rules: ConnectionRulesState,
    /// When somebody last signed in by it to try it.
    #[schema(value_type = Option<String>, format = DateTime)]
    tested_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

impl From<Connection> for ConnectionStateBody {
    fn from(connection: Connection) -> Self {
        let metadata = ProviderMetadata::of(&connection).map(ProviderMetadataState::from);
        let issuer = connection.provider.issuer().to_owned();
        let protocol = connection.provider.protocol();
        let (saml, openid) = match connection.provider {
            IdentityProvider::Saml(saml) => (Some(saml), None),
            IdentityProvider::OpenId(openid) => (None, Some(openid)),
        };
        let subject_attribute = saml.and_then(|saml| match saml.subject {
            SubjectSource::Attribute(name) => Some(name),
            SubjectSource::NameId => None,
        });
        let openid = openid.as_ref();
        Self {
            id: connection.id.into(),
            name: connection.name.to_string(),
            organization: connection.organization.map(Uuid::from),
            protocol,
            state: ConnectionState::as_str(connection.state),
            issuer,
            metadata,
            subject_attribute,
            client_id: openid.map(|openid| openid.client_id.clone()),
            has_client_secret: openid.is_some_and(|openid| openid.client_secret.is_some()),
            scopes: openid.map(|openid| openid.scopes.clone()).unwrap_or_default(),
            algorithms: openid.map(|openid| openid.algorithms.clone()).unwrap_or_default(),
            tenants: openid.map(|openid| openid.tenants.clone()).unwrap_or_default(),
            rules: connection.rules.into(),
            tested_at: connection.tested_at,
            created_at: connection.created_at,
            updated_at: connection.updated_at,
        }
    }
}

/// A connection with what belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConnectionBody {
    #[serde(flatten)]
    connection: ConnectionStateBody,
    /// How many accounts are linked with it, up to 10,000.
    linked: u64,
    /// The mail domains whose people it signs in.
    domains: Vec<SignInDomainState>,
}

impl From<ConnectionDetails> for ConnectionBody {
    fn from(found: ConnectionDetails) -> Self {
        Self {
            connection: found.connection.record.into(),
            linked: found.linked,
            domains: found.domains.into_iter().map(SignInDomainState::from).collect(),
        }
    }
}

/// A connection that was set up.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RegisteredConnection {
    pub(super) id: Uuid,
    /// What of its SAML metadata is not used.
    pub(super) left_out: Vec<ProviderFinding>,
    /// What of its SAML metadata somebody should look at.
    pub(super) warnings: Vec<ProviderFinding>,
}

/// A sign-in by a connection that failed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConnectionAttemptBody {
    id: Uuid,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The check that failed; `cancelled` if the person went back.
    check: String,
    /// The reference that the page of the person and the log show.
    reference: Option<String>,
}

impl From<ConnectionAttempt> for ConnectionAttemptBody {
    fn from(attempt: ConnectionAttempt) -> Self {
        let ConnectionAttempt { id, at, check, reference, .. } = attempt;
        Self { id: id.into(), at, check, reference }
    }
}
