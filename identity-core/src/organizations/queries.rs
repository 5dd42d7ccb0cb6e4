//! Organisations, for those who may see them.

use crate::authority::{AccessError, Caller, ExportedList, Identity};
use crate::contracts::{ContractDetails, with_services};
use crate::domain::{Organization, OrganizationFilter, OrganizationKey, OrganizationState, Region};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::store::{Count, OrderBy, Page, Slice, Versioned};
use crate::values::{ExternalId, FoldedText};
use std::collections::{BTreeMap, BTreeSet};

/// An organisation with its contracts and what the caller may do there.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OrganizationDetails {
    /// The organisation.
    pub organization: Versioned<Organization>,
    /// Its contracts, if the caller may see them.
    pub contracts: Vec<ContractDetails>,
    /// What the caller may do here.
    pub permitted: BTreeSet<Permission>,
}

/// Which organisations are looked for; what is left out does not limit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OrganizationSearch {
    /// What the name, the CRM id, the business id or a mail domain contains, whatever its case and accents.
    pub text: Option<String>,
    /// The state.
    pub state: Option<OrganizationState>,
    /// By what they are sorted: by name or by CRM id.
    pub order: OrderBy,
}

impl Default for OrganizationSearch {
    fn default() -> Self {
        Self { text: None, state: None, order: OrderBy::Name }
    }
}

impl OrganizationSearch {
    /// A search for a text, in a state.
    pub fn new(text: impl Into<String>, state: Option<OrganizationState>) -> Self {
        Self { text: Some(text.into()), state, ..Self::default() }
    }

    /// Sorts them in this order, in place of the one by name.
    #[must_use]
    pub fn order(self, order: OrderBy) -> Self {
        Self { order, ..self }
    }
}

impl Identity {
    /// The organisations that the caller may see, by name, those whose name, CRM id, business id or mail domain contains
    /// `search`, whatever its case and accents.
    pub async fn organizations(
        &self,
        caller: &Caller,
        search: Option<&str>,
        page: &Page,
    ) -> Result<Slice<Organization>, AccessError> {
        let search =
            OrganizationSearch { text: search.map(ToOwned::to_owned), ..OrganizationSearch::default() };
        self.search_organizations(caller, &search, page).await
    }

    /// The organisations that the caller may see and that a search finds, in its order and the direction of the page.
    pub async fn search_organizations(
        &self,
        caller: &Caller,
        search: &OrganizationSearch,
        page: &Page,
    ) -> Result<Slice<Organization>, AccessError> {
        let filter = self.organizations_found(caller, search).await?;
        Ok(self.store.organizations().list(&filter, &page.clone().in_order(search.order)).await?)
    }

    /// How many organisations the caller may see and a search finds.
    pub async fn count_organizations(
        &self,
        caller: &Caller,
        search: &OrganizationSearch,
    ) -> Result<Count, AccessError> {
        let filter = self.organizations_found(caller, search).await?;
        Ok(Count::of(self.store.organizations(), &filter).await?)
    }

    /// Begins the export of the organisations that the caller may see and a search finds, which is then read page by page like
    /// the list. The audit trail of the organisation at whose top they see it tells of it.
    pub async fn begin_organization_export(
        &self,
        caller: &Caller,
        search: &OrganizationSearch,
    ) -> Result<(), AccessError> {
        let within = self.facts(caller, &[]).await?.scope(Permission::OrganizationView);
        let paths = within.iter().map(|region| match region {
            Region::Only(path) | Region::Subtree(path) => path,
        });
        let highest = paths.min_by_key(|path| path.steps().len());
        let top = highest.and_then(|path| path.steps().last()).copied().ok_or(AccessError::NotFound)?;
        let list = ExportedList {
            list: "organizations",
            state: search.state.map(OrganizationState::as_str),
            role: None,
            searched: search.text.as_deref().is_some_and(|text| !text.is_empty()),
        };
        self.begin_export(caller, Permission::OrganizationView, top, &list).await
    }

    /// The CRM ids of the organisations above these, of those that the caller may see.
    pub async fn parents_of(
        &self,
        caller: &Caller,
        found: &[Versioned<Organization>],
    ) -> Result<BTreeMap<OrganizationId, ExternalId>, AccessError> {
        let within = self.facts(caller, &[]).await?.scope(Permission::OrganizationView);
        let parents: BTreeSet<_> = found.iter().filter_map(|organization| organization.parent()).collect();
        let mut ids = BTreeMap::new();
        for parent in parents {
            let Some(stored) = self.store.organizations().get(parent).await? else { continue };
            let seen = within.iter().any(|region| region.covers(&stored.path));
            ids.extend(stored.crm_id().filter(|_| seen).map(|id| (parent, id.clone())));
        }
        Ok(ids)
    }

    async fn organizations_found(
        &self,
        caller: &Caller,
        search: &OrganizationSearch,
    ) -> Result<OrganizationFilter, AccessError> {
        let within = Some(self.facts(caller, &[]).await?.scope(Permission::OrganizationView));
        let text = search.text.as_deref().map(FoldedText::of).filter(|part| !part.is_empty());
        Ok(OrganizationFilter { within, parent: None, search: text, state: search.state })
    }

    /// One organisation, with its contracts and what the caller may do there.
    pub async fn organization(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<OrganizationDetails, AccessError> {
        let known = self.may_look(caller, Permission::OrganizationView, id).await?;
        let organization = known.organizations.get(&id).cloned().ok_or(AccessError::NotFound)?;
        let permitted: BTreeSet<_> = known.permissions(id).iter().collect();
        let contracts = if permitted.contains(&Permission::ContractView) {
            with_services(&known, id, self.instant(caller))
        } else {
            Vec::new()
        };
        Ok(OrganizationDetails { organization, contracts, permitted })
    }

    /// The organisation of this CRM id, for callers who may see it.
    pub async fn organization_by_external_id(
        &self,
        caller: &Caller,
        external_id: &ExternalId,
    ) -> Result<Versioned<Organization>, AccessError> {
        let key = OrganizationKey::External(external_id.clone());
        let Some(found) = self.store.organizations().find(&key).await? else {
            return Err(self.not_found_refusal(caller, Permission::OrganizationView).await?);
        };
        self.may_look(caller, Permission::OrganizationView, found.id).await?;
        Ok(found)
    }
}
