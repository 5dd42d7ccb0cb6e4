use super::fault::Fault;
use super::sabotaged::Sabotaged;
use identity_core::domain::{GrantFilter, Holder, ServiceFilter};
use identity_core::ids::{OrganizationId, ServiceId};
use identity_core::store::{FactRecords, FactsQuery, Page, Store as _, StoreError};
use std::collections::BTreeSet;

impl Sabotaged {
    pub(super) async fn sabotaged_gather(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
        let mut asked = wanted.clone();
        match self.fault {
            Some(Fault::GatherTakesIdsForHolders) => asked.holders = of_any_kind(&wanted.holders),
            Some(Fault::GatherTakesAHundred) => asked.holders.truncate(100),
            _ => {}
        }
        let mut found = self.inner.load_facts(&asked).await?;
        self.spoil_grants(wanted, &mut found).await?;
        self.spoil_places(wanted, &mut found);
        self.spoil_services(wanted, &mut found).await?;
        match self.fault {
            Some(Fault::GatherForgetsRoles) => found.roles.truncate(1),
            Some(Fault::GatherUnordered) => found.organizations.reverse(),
            Some(Fault::GatherRepeats) => found.users.extend(found.users.first().cloned()),
            _ => {}
        }
        Ok(found)
    }

    async fn spoil_grants(&self, wanted: &FactsQuery, found: &mut FactRecords) -> Result<(), StoreError> {
        let of_holders = |holder: &Holder| wanted.holders.contains(holder);
        match self.fault {
            Some(Fault::GatherDropsSources) => found.grants.retain(|grant| of_holders(&grant.holder)),
            Some(Fault::GatherDropsRevokedSources) => {
                found.grants.retain(|grant| grant.revoked_at.is_none());
            }
            Some(Fault::GatherTakesRevokedGrants) => {
                let filter = GrantFilter { holders: Some(wanted.holders.clone()), ..GrantFilter::default() };
                found.grants.extend(self.inner.grants().list(&filter, &Page::first(1_000)).await?.items);
                found.grants.sort_by_key(|grant| grant.id);
                found.grants.dedup();
            }
            Some(Fault::GatherForgetsHoldersOfSources) => {
                found.users.retain(|user| of_holders(&Holder::User(user.id)));
                found.organizations.retain(|place| of_holders(&Holder::Organization(place.id)));
            }
            // An empty list of holders that limits nothing.
            Some(Fault::GatherGivesRolesToNobody) if wanted.holders.is_empty() => {
                let all = self.inner.grants().list(&GrantFilter::default(), &Page::first(1_000)).await?;
                found.grants = all.items;
            }
            _ => {}
        }
        Ok(())
    }

    async fn spoil_services(&self, wanted: &FactsQuery, found: &mut FactRecords) -> Result<(), StoreError> {
        let of_roles = found.roles.iter().flat_map(|role| role.application_roles.keys());
        let of_grants = found.grants.iter().flat_map(|grant| grant.services.iter().flatten());
        let of_contracts = found.contracts.iter().flat_map(|contract| contract.services.iter());
        let of_query = wanted.services.iter();
        let named: BTreeSet<ServiceId> = match self.fault {
            Some(Fault::GatherForgetsServices) => BTreeSet::new(),
            Some(Fault::GatherForgetsServicesOfRoles) => {
                of_grants.chain(of_contracts).chain(of_query).copied().collect()
            }
            Some(Fault::GatherForgetsServicesOfGrants) => {
                of_roles.chain(of_contracts).chain(of_query).copied().collect()
            }
            Some(Fault::GatherForgetsServicesOfContracts) => {
                of_roles.chain(of_grants).chain(of_query).copied().collect()
            }
            Some(Fault::GatherGivesAllServices) => {
                let all = self.inner.services().list(&ServiceFilter::default(), &Page::first(1_000)).await?;
                found.services = all.items;
                return Ok(());
            }
            _ => return Ok(()),
        };
        found.services.retain(|service| named.contains(&service.id));
        Ok(())
    }

    fn spoil_places(&self, wanted: &FactsQuery, found: &mut FactRecords) {
        let named: BTreeSet<OrganizationId> = named(wanted, found);
        match self.fault {
            Some(Fault::GatherForgetsWhatIsAbove) => {
                found.organizations.retain(|place| named.contains(&place.id));
            }
            Some(Fault::GatherForgetsContractsAbove) => {
                found.contracts.retain(|contract| named.contains(&contract.organization));
            }
            _ => {}
        }
    }
}

/// Asks for the ids and forgets of what kind they are.
fn of_any_kind(holders: &[Holder]) -> Vec<Holder> {
    let ids = holders.iter().map(|holder| match holder {
        Holder::User(id) => id.as_uuid(),
        Holder::Client(id) => id.as_uuid(),
        Holder::Organization(id) => id.as_uuid(),
    });
    ids.flat_map(|id| [Holder::User(id.into()), Holder::Client(id.into()), Holder::Organization(id.into())])
        .collect()
}

/// The organisations that the question or a grant names, without those above them.
fn named(wanted: &FactsQuery, found: &FactRecords) -> BTreeSet<OrganizationId> {
    let holders = wanted.holders.iter().copied().chain(found.grants.iter().map(|grant| grant.holder));
    let holding = holders.filter_map(|holder| match holder {
        Holder::Organization(id) => Some(id),
        Holder::User(_) | Holder::Client(_) => None,
    });
    let given = found.grants.iter().map(|grant| grant.organization);
    wanted.organizations.iter().copied().chain(holding).chain(given).collect()
}
