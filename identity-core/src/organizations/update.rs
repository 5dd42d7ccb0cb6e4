//! Changing an organisation that is there, and moving it with all below it.

use super::moving::AnnouncedMove;
use super::provision::ProvisionOrganization;
use super::provision_error::ProvisionOrganizationError;
use crate::authority::{Act, Caller, Identity, Trace};
use crate::domain::{Action, Organization, OrganizationFilter, OrganizationPath, Region};
use crate::policy::Permission;
use crate::provisioning::{Consequence, ProvisionOutcome, Provisioned};
use crate::store::{StoreError, Versioned};

impl Identity {
    /// Changes an organisation to what the CRM tells; with `parent`, it lies below that one afterwards.
    pub(super) async fn update_organization(
        &self,
        caller: &Caller,
        wanted: &mut ProvisionOrganization,
        stored: Versioned<Organization>,
        parent: Option<Versioned<Organization>>,
        announced: &mut Option<AnnouncedMove>,
    ) -> Result<Provisioned<Organization>, ProvisionOrganizationError> {
        let (mut act, _) = self.authorize(caller, Permission::OrganizationProvision, stored.id).await?;
        if !wanted.version.is_meant_for(Some(&stored)) {
            return Err(ProvisionOrganizationError::PreconditionFailed);
        }
        if wanted.version.is_outdated(stored.source_version) {
            return Ok(Provisioned::new(stored, ProvisionOutcome::Outdated));
        }
        let changed = told_by_crm(wanted, &stored, parent.as_deref())?;
        if changed == stored.record {
            return Ok(Provisioned::new(stored, ProvisionOutcome::Unchanged));
        }
        if let Some(version) = wanted.version.repeated(stored.source_version) {
            return Err(ProvisionOrganizationError::SameVersionOtherContent(version));
        }
        if let Some(parent) = parent.filter(|_| changed.path != stored.path) {
            let (mut there, _) = self.authorize(caller, Permission::OrganizationProvision, parent.id).await?;
            act.absorb(&mut there);
            if !announced.as_ref().is_some_and(|announced| announced.holds(&stored, self.now())) {
                *announced = Some(self.announce_move(caller, &stored).await?);
                wanted.version = wanted.version.after(stored.version.next());
                // What the act rests on was read before the announcement.
                return Err(StoreError::Conflict { record: stored.id.into() }.into());
            }
            self.gain_child(&mut act, &parent).await?;
            self.move_below(&mut act, &stored, &changed.path).await?;
        }
        let changed = Organization { updated_at: self.instant(caller), ..changed };
        act.changes().update(changed.clone(), stored.version);
        let trace =
            Trace::of(stored.id).at(stored.id).with("name", &wanted.name).with("name_before", &stored.name);
        self.commit(act.finish(self, Action::OrganizationUpdated, trace)).await?;
        let consequences = consequences(&stored, &changed);
        let record = Versioned::new(changed, stored.version.next());
        Ok(Provisioned { consequences, ..Provisioned::new(record, ProvisionOutcome::Updated) })
    }

    /// Gives everything below a moved organisation its new path.
    async fn move_below(
        &self,
        act: &mut Act,
        moved: &Versioned<Organization>,
        to: &OrganizationPath,
    ) -> Result<(), ProvisionOrganizationError> {
        let below = Region::Subtree(moved.path.clone());
        let filter = OrganizationFilter { within: Some(vec![below]), ..OrganizationFilter::default() };
        for found in self.all(self.store.organizations(), &filter).await? {
            if found.id == moved.id {
                continue;
            }
            let mut path = to.clone();
            for step in found.path.steps().iter().skip(moved.path.steps().len()) {
                path = path.child(*step)?;
            }
            act.changes()
                .update(Organization { path, updated_at: self.now(), ..found.record }, found.version);
        }
        Ok(())
    }
}

/// The stored organisation with what the CRM is the master of.
fn told_by_crm(
    wanted: &ProvisionOrganization,
    stored: &Organization,
    parent: Option<&Organization>,
) -> Result<Organization, ProvisionOrganizationError> {
    // Everything lies below the operator's own organisation, of which no register is the master.
    let is_root = stored.parent().is_none();
    if is_root || parent.is_some_and(|parent| parent.path.steps().contains(&stored.id)) {
        return Err(ProvisionOrganizationError::Cycle);
    }
    let path = match parent {
        Some(parent) => parent.path.child(stored.id)?,
        None => stored.path.clone(),
    };
    Ok(Organization {
        path,
        name: wanted.name.clone(),
        class: wanted.class,
        business_id: wanted.business_id.clone(),
        domains: wanted.domains.clone(),
        attributes: wanted.attributes.clone(),
        source_version: wanted.version.source_after(stored.source_version),
        ..stored.clone()
    })
}

/// What a change does beside setting what it names.
fn consequences(before: &Organization, after: &Organization) -> Vec<Consequence> {
    let emptied = [
        ("business_id", before.business_id.is_some() && after.business_id.is_none()),
        ("domains", !before.domains.is_empty() && after.domains.is_empty()),
        ("attributes", !before.attributes.is_empty() && after.attributes.is_empty()),
    ];
    let moved = (before.path != after.path).then_some(Consequence::Moved);
    let emptied = emptied.into_iter().filter(|(_, empty)| *empty);
    moved.into_iter().chain(emptied.map(|(field, _)| Consequence::Emptied(field))).collect()
}
