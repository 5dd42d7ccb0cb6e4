//! What is known of a provider, and what it has to know of this deployment.

use super::views::{ConnectionFact, OwnValue, ProviderKey, ProviderWords};
use crate::elsewhere::{OPENID_LOGOUT, SAML_CONSUMER, SAML_METADATA, openid_callback};
use crate::language::PageText;
use crate::saml::keys::certificate::CertificateFacts;
use crate::visit::visitor::Visit;
use identity_core::Timestamp;
use identity_core::domain::{IdentityProvider, OpenIdProvider, SubjectSource};
use identity_core::federation::ProviderMetadata;
use identity_core::ids::{ConnectionId, OrganizationId};

/// What has to be entered at a provider by a protocol; more of a connection that is there already.
pub(super) fn own(
    visit: &Visit,
    protocol: &str,
    organization: Option<OrganizationId>,
    connection: Option<ConnectionId>,
) -> Vec<OwnValue> {
    let value =
        |label, path: &str| OwnValue { label: PageText::new(label), value: visit.state.base.absolute(path) };
    if protocol == "saml" {
        return vec![
            value("connection-own-metadata", SAML_METADATA),
            value("connection-own-entity-id", SAML_METADATA),
            value("connection-own-consumer", SAML_CONSUMER),
        ];
    }
    let logout = connection.map(|id| OPENID_LOGOUT.replace("{connection}", &id.to_string()));
    let logout = logout.map(|path| value("connection-own-logout", &path));
    let callback = value("connection-own-callback", &openid_callback(organization));
    std::iter::once(callback).chain(logout).collect()
}

/// What is stored of a provider, but for its metadata. The secret is named and not shown.
pub(super) fn facts(provider: &IdentityProvider) -> Vec<ConnectionFact> {
    let written = |label, values: Vec<String>| ConnectionFact { label: PageText::new(label), values };
    match provider {
        IdentityProvider::Saml(saml) => match &saml.subject {
            SubjectSource::Attribute(name) => vec![written("connection-fact-subject", vec![name.clone()])],
            SubjectSource::NameId => Vec::new(),
        },
        IdentityProvider::OpenId(openid) => {
            let OpenIdProvider { issuer, client_id, scopes, tenants, .. } = openid;
            let mut facts = vec![
                written("connection-fact-issuer", vec![issuer.clone()]),
                written("connection-client-id", vec![client_id.clone()]),
            ];
            if !scopes.is_empty() {
                facts.push(written("connection-fact-scopes", scopes.iter().cloned().collect()));
            }
            if !tenants.is_empty() {
                facts.push(written("connection-fact-tenants", tenants.iter().cloned().collect()));
            }
            facts
        }
    }
}

/// What is stored of the metadata of a provider, in words.
pub(super) fn words(metadata: &ProviderMetadata, now: Timestamp) -> ProviderWords {
    ProviderWords {
        entity_id: metadata.entity_id.to_string(),
        sign_on_url: metadata.sign_on_url.clone(),
        logout_url: metadata.logout_url.clone(),
        keys: metadata.certificates.iter().filter_map(|der| key(der, now)).collect(),
        valid_until: metadata.valid_until,
        expired: metadata.valid_until.is_some_and(|until| until <= now),
        address: metadata.address.clone(),
    }
}

fn key(der: &[u8], now: Timestamp) -> Option<ProviderKey> {
    let facts = CertificateFacts::read(der)?;
    Some(ProviderKey {
        subject: facts.subject,
        fingerprint: facts.fingerprint,
        ends_at: facts.not_after,
        expired: facts.not_after.is_some_and(|until| until <= now),
    })
}
