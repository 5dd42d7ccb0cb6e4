//! To which connections an address leads (home realm discovery).

use crate::authority::Identity;
use crate::domain::{
    Connection, ConnectionState, DomainProof, OrganizationState, SignInDomain, SignInDomainFilter,
};
use crate::store::StoreError;
use crate::values::{EmailAddress, FoldedText};

impl Identity {
    /// The connections to which a typed identifier leads: those of the proved domain of its address that are enabled, the
    /// preferred ones first, then by name. Nothing is read of any person, so the answer says nothing of who has an account.
    pub async fn home_realm(&self, identifier: &str) -> Result<Vec<Connection>, StoreError> {
        let Ok(address) = EmailAddress::parse(identifier) else { return Ok(Vec::new()) };
        let filter = SignInDomainFilter { domain: Some(address.domain()), ..SignInDomainFilter::default() };
        let mut found = Vec::new();
        for domain in self.all(self.store.sign_in_domains(), &filter).await? {
            if let Some(connection) = self.connection_of_domain(&domain).await? {
                found.push(connection);
            }
        }
        found.sort_by_cached_key(|one| {
            (!one.rules.preferred, FoldedText::sort_key(one.name.as_ref()), one.id)
        });
        Ok(found)
    }

    /// The connection of a domain, if people are led there now.
    async fn connection_of_domain(&self, domain: &SignInDomain) -> Result<Option<Connection>, StoreError> {
        let Some(proof) = domain.proof else { return Ok(None) };
        let Some(found) = self.store.connections().get(domain.connection).await? else { return Ok(None) };
        if found.state != ConnectionState::Enabled {
            return Ok(None);
        }
        let place = match found.organization {
            Some(id) => self.store.organizations().get(id).await?,
            None => self.operator().await?,
        };
        let Some(place) = place.filter(|place| place.state == OrganizationState::Active) else {
            return Ok(None);
        };
        // What the registry said counts as long as it says it.
        let holds = proof != DomainProof::Registry || place.domains.contains(&domain.domain);
        Ok(holds.then_some(found.record))
    }
}
