//! Newer metadata of a SAML identity provider.

use super::error::ConnectionError;
use super::register::trace_of;
use super::registration::ProviderMetadata;
use super::valid::check_metadata;
use crate::Timestamp;
use crate::authority::{Caller, Identity, on_fresh_facts};
use crate::domain::{Action, Connection, IdentityProvider, MetadataOrigin, SamlProvider};
use crate::ids::ConnectionId;

impl ProviderMetadata {
    /// What the metadata says of a provider that is connected.
    pub fn of(connection: &Connection) -> Option<Self> {
        let IdentityProvider::Saml(provider) = &connection.provider else { return None };
        let SamlProvider { entity_id, sign_on_url, logout_url, certificates, subject: _ } = provider.clone();
        let origin = connection.metadata.as_ref();
        Some(Self {
            entity_id,
            sign_on_url,
            logout_url,
            certificates,
            valid_until: origin.and_then(|origin| origin.valid_until),
            address: origin.and_then(|origin| origin.address.clone()),
        })
    }

    /// Where it came from.
    pub(super) fn origin(&self, now: Timestamp) -> MetadataOrigin {
        MetadataOrigin { address: self.address.clone(), valid_until: self.valid_until, read_at: now }
    }
}

impl Identity {
    /// Puts newer metadata in the place of that of a connection, such as when the provider changes its key. It has to be about
    /// the same provider. Needs what [registering](Self::register_connection) needs.
    pub async fn replace_provider_metadata(
        &self,
        caller: &Caller,
        id: ConnectionId,
        metadata: &ProviderMetadata,
    ) -> Result<(), ConnectionError> {
        on_fresh_facts!(async {
            let (found, place) = self.managed_connection(caller, id).await?;
            let mut act = self.begin_connection_act(caller, place).await?;
            let IdentityProvider::Saml(before) = &found.provider else {
                return Err(ConnectionError::OtherProtocol);
            };
            if before.entity_id != metadata.entity_id {
                let (registered, given) = (before.entity_id.clone(), metadata.entity_id.clone());
                return Err(ConnectionError::OtherEntity { registered, given });
            }
            check_metadata(metadata)?;
            let now = self.instant(caller);
            let provider = IdentityProvider::Saml(metadata.provider(before.subject.clone()));
            let origin = Some(metadata.origin(now));
            // A changed key is no reason to try it again: two stand side by side while it changes.
            let moved = before.sign_on_url != metadata.sign_on_url;
            let tested_at = found.tested_at.filter(|_| !moved);
            let version = found.version;
            let record = found.record.clone();
            let changed = Connection { provider, metadata: origin, tested_at, updated_at: now, ..record };
            let certificates = metadata.certificates.len();
            let trace = trace_of(&changed, place).with("metadata", "replaced");
            let trace = trace.with("certificates", certificates).with("sign_on_url", &metadata.sign_on_url);
            act.changes().update(changed, version);
            self.commit(act.finish(self, Action::ConnectionChanged, trace)).await?;
            Ok(())
        })
    }
}
