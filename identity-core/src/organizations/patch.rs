//! Partial changes to an organisation.

use super::moving::AnnouncedMove;
use super::placement::Placement;
use super::provision::ProvisionOrganization;
use super::provision_error::ProvisionOrganizationError;
use crate::authority::{Caller, Identity, on_fresh_facts};
use crate::domain::{Organization, OrganizationClass, OrganizationKey};
use crate::policy::Permission;
use crate::provisioning::{FeedVersion, Provisioned};
use crate::values::{AttributesPatch, BusinessId, DisplayName, DomainName, ExternalId, InvalidAttributes};

/// What the CRM tells of a change to an organisation; what it leaves out stays.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatchOrganization {
    /// The CRM's id.
    pub external_id: ExternalId,
    /// Its name.
    pub name: Option<DisplayName>,
    /// What kind of party it is.
    pub class: Option<OrganizationClass>,
    /// Its number in the business register; `Some(None)` removes it.
    pub business_id: Option<Option<BusinessId>>,
    /// Where it belongs; said, it moves there with all below it.
    pub placement: Placement,
    /// Mail domains that are its own.
    pub domains: Option<Vec<DomainName>>,
    /// What else the CRM tells: a text sets the attribute, `None` removes it.
    pub attributes: AttributesPatch,
    /// What the call says of versions.
    pub version: FeedVersion,
}

impl PatchOrganization {
    /// A patch that changes nothing.
    pub fn new(external_id: ExternalId) -> Self {
        Self {
            external_id,
            name: None,
            class: None,
            business_id: None,
            placement: Placement::Unsaid,
            domains: None,
            attributes: AttributesPatch::new(),
            version: FeedVersion::UNSAID,
        }
    }

    /// The whole of the organisation after the patch.
    fn onto(&self, stored: &Organization) -> Result<ProvisionOrganization, InvalidAttributes> {
        let name = self.name.clone().unwrap_or_else(|| stored.name.clone());
        let class = self.class.unwrap_or(stored.class);
        let mut wanted = ProvisionOrganization::new(self.external_id.clone(), name, class)
            .domains(self.domains.clone().unwrap_or_else(|| stored.domains.clone()))
            .attributes(stored.attributes.merge_patch(&self.attributes)?);
        wanted.business_id = self.business_id.clone().unwrap_or_else(|| stored.business_id.clone());
        wanted.placement = self.placement.clone();
        wanted.version = self.version;
        Ok(wanted)
    }
}

impl Identity {
    /// Changes what the patch names of an organisation, by the CRM's id.
    ///
    /// Needs `organization.provision` at the organisation, and at the parent that it moves to.
    pub async fn patch_organization(
        &self,
        caller: &Caller,
        patch: &PatchOrganization,
    ) -> Result<Provisioned<Organization>, ProvisionOrganizationError> {
        let _turn = self.turn(&patch.external_id).await;
        let (mut patch, mut announced) = (patch.clone(), None);
        on_fresh_facts!(self.try_patch_organization(caller, &mut patch, &mut announced))
    }

    async fn try_patch_organization(
        &self,
        caller: &Caller,
        patch: &mut PatchOrganization,
        announced: &mut Option<AnnouncedMove>,
    ) -> Result<Provisioned<Organization>, ProvisionOrganizationError> {
        let key = OrganizationKey::External(patch.external_id.clone());
        let Some(stored) = self.store.organizations().find(&key).await? else {
            return Err(self.not_found_refusal(caller, Permission::OrganizationProvision).await?.into());
        };
        // What follows tells of the record, so only who may change it gets there.
        self.authorize(caller, Permission::OrganizationProvision, stored.id).await?;
        let operator = self.operator().await?;
        let parent = self.told_parent(caller, &patch.placement, operator.as_ref()).await?;
        let mut wanted = patch.onto(&stored)?;
        let patched = self.update_organization(caller, &mut wanted, stored, parent, announced).await;
        patch.version = wanted.version;
        patched
    }
}
