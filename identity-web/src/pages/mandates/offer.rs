//! What a person can give by mandate, for the form that gives one.

use crate::forms::mandates::{COLLEAGUE, GIVE_MANDATE};
use crate::forms::roles::{MAX_DELEGATION_DEPTH, ROLE, SERVICES, UNTIL};
use crate::language::{Argument, ListStyle, PageText};
use crate::page::dates::last_day;
use crate::page::failure::PageFailure;
use crate::page::views::form::FormState;
use crate::pages::mandates::form::MandateChoices;
use crate::visit::visitor::SignedInVisit;
use identity_core::Timestamp;
use identity_core::domain::{Role, Service};
use identity_core::ids::{GrantId, OrganizationId};
use identity_core::mandates::MandateDraft;
use identity_core::policy::Permission;

/// What is given, by whom, and where the form leads.
pub(crate) struct Offer {
    pub(super) organization: OrganizationId,
    pub(super) name: String,
    pub(super) parent_grant: Option<GrantId>,
    pub(super) giver: Option<OrganizationId>,
    pub(super) roles: Vec<Role>,
    pub(super) services: Vec<Service>,
    pub(super) withheld: Vec<Service>,
    pub(super) max_delegation_depth: u8,
    pub(super) latest: Option<Timestamp>,
    pub(super) action: String,
    pub(super) back_path: String,
}

impl Offer {
    /// What the person can give at an organisation.
    pub(super) async fn of_organization(
        signed_in: &SignedInVisit,
        id: OrganizationId,
    ) -> Result<Self, PageFailure> {
        let identity = &signed_in.visit.state.identity;
        let found = identity.organization(&signed_in.caller, id).await?;
        let options = identity.mandate_options(&signed_in.caller, id).await?;
        if options.roles.is_empty() {
            identity.check_permission(&signed_in.caller, Permission::MandateManage, id).await?;
        }
        let manages = found.permitted.contains(&Permission::MandateManage);
        Ok(Self {
            organization: id,
            name: found.organization.name.to_string(),
            parent_grant: None,
            giver: None,
            roles: options.roles,
            services: options.services,
            withheld: options.withheld,
            max_delegation_depth: options.max_delegation_depth,
            latest: None,
            action: format!("/organizations/{id}/mandates/new"),
            back_path: if manages { format!("/organizations/{id}/mandates") } else { "/mandates".to_owned() },
        })
    }

    /// What a mandate lets its receiver pass on.
    pub(super) async fn of_mandate(signed_in: &SignedInVisit, id: GrantId) -> Result<Self, PageFailure> {
        let found = signed_in.visit.state.identity.mandate(&signed_in.caller, id).await?;
        if !found.can_pass_on {
            return Err(PageFailure::Refused(PageText::new("mandate-not-to-be-passed-on")));
        }
        Ok(Self {
            organization: found.grant.organization,
            name: found.organization_name,
            parent_grant: Some(id),
            giver: found.grant.holder.organization(),
            services: found.limited_to.unwrap_or_default(),
            withheld: Vec::new(),
            max_delegation_depth: found.further_depth,
            latest: found.grant.period.ends_at,
            roles: vec![found.role],
            action: format!("/mandates/{id}/pass-on"),
            back_path: format!("/mandates/{id}"),
        })
    }

    /// The mandate before the form is read.
    pub(super) fn draft(&self) -> MandateDraft {
        let mut draft = MandateDraft::new(self.organization);
        draft.parent_grant = self.parent_grant;
        draft.giver = self.giver;
        draft
    }

    pub(super) fn offered(&self) -> MandateChoices {
        let for_services = self.roles.iter().filter(|role| role.mandate_only || self.parent_grant.is_some());
        MandateChoices {
            services: self.services.iter().map(|service| service.key.clone()).collect(),
            for_services: for_services.map(|role| role.key.clone()).collect(),
            max_delegation_depth: self.max_delegation_depth,
        }
    }

    /// The form before anything was filled in: as wide as it can be, and not to be passed on.
    pub(super) fn blank(&self, colleague: Option<String>) -> FormState {
        let until = self.latest.map(last_day);
        FormState::of(&GIVE_MANDATE)
            .value(&COLLEAGUE, colleague.unwrap_or_default())
            .chosen(
                &ROLE,
                self.roles.first().filter(|role| role.mandate_only).map(|role| role.key.to_string()),
            )
            .chosen(&SERVICES, self.services.iter().map(|service| service.key.to_string()))
            .value(&UNTIL, until.unwrap_or_default())
            .value(&MAX_DELEGATION_DEPTH, "0")
    }

    /// What can be passed on, and what not.
    pub(super) fn limits(&self) -> Option<PageText> {
        let names = |services: &[Service]| {
            let names = services.iter().map(|service| service.name.to_string());
            Argument::List(ListStyle::Plain, names.collect())
        };
        match (self.services.is_empty(), self.withheld.is_empty()) {
            (true, true) => None,
            (true, false) => {
                Some(PageText::new("mandate-limits-none").with("withheld", names(&self.withheld)))
            }
            (false, true) => {
                Some(PageText::new("mandate-limits-all").with("services", names(&self.services)))
            }
            (false, false) => Some(
                PageText::new("mandate-limits")
                    .with("services", names(&self.services))
                    .with("withheld", names(&self.withheld)),
            ),
        }
    }
}
