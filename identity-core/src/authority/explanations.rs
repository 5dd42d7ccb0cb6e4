//! Decisions in words, with the names of what they are about.

use super::decision_context::DecisionContext;
use crate::domain::Holder;
use crate::ids::{GrantId, OrganizationId, ServiceId};
use crate::policy::{AllowReason, ChainLink, DelegationDenied, DelegationGap, DenyReason, Part};

/// One grant of the chain behind an allow, with the names of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLink {
    /// The grant.
    pub grant: GrantId,
    /// Whether it was delegated as a mandate.
    pub mandate: bool,
    /// Who holds it.
    pub holder: Holder,
    /// The holder's name.
    pub holder_name: String,
    /// The name of its role.
    pub role: String,
    /// Where it was given.
    pub organization: OrganizationId,
    /// That organisation's name.
    pub organization_name: String,
}

impl DecisionContext {
    /// The chain behind an allow, from the grant that allows it up to the root grant.
    pub(crate) fn allow_reason_in_names(&self, because: &AllowReason) -> Vec<NamedLink> {
        let named = |link: ChainLink| NamedLink {
            grant: link.grant,
            mandate: link.mandate,
            holder: link.holder,
            holder_name: self.holder_name(link.holder),
            role: self.roles.get(&link.role).map(|role| role.name.to_string()).unwrap_or_default(),
            organization: link.organization,
            organization_name: self.organization_name(link.organization),
        };
        because.chain(&self.facts).into_iter().map(named).collect()
    }

    /// The chain behind an allow, one link a line.
    pub(crate) fn allow_reason_in_words(
        &self,
        because: &AllowReason,
        organization: OrganizationId,
    ) -> Vec<String> {
        let chain = because.chain(&self.facts);
        let mut words: Vec<_> = chain.iter().map(|link| self.link_in_words(link)).collect();
        words.extend(chain.first().filter(|link| link.inherited).map(|link| {
            format!(
                "{} lies below {}",
                self.organization_name(organization),
                self.organization_name(link.organization)
            )
        }));
        let contract = because.contract(&self.facts);
        let contract = contract.and_then(|id| self.contracts.iter().find(|contract| contract.id == id));
        words.extend(contract.map(|contract| {
            format!("contract {} of {}", contract.external_id, self.organization_name(contract.organization))
        }));
        words
    }

    fn link_in_words(&self, link: &ChainLink) -> String {
        let role =
            self.roles.get(&link.role).map_or_else(|| link.role.to_string(), |role| role.name.to_string());
        let place = self.organization_name(link.organization);
        let kind = if link.mandate { "mandate" } else { "grant" };
        let holder = match link.holder {
            holder if holder == self.subject.holder => String::new(),
            holder => format!(", held by {}", self.holder_name(holder)),
        };
        format!("{kind} {}: role {role} at {place}{holder}", link.grant)
    }

    /// The missing link behind a deny.
    pub(crate) fn deny_reason_in_words(&self, missing: DenyReason) -> String {
        let named = |grant: GrantId| self.grant_in_words(grant);
        match missing {
            DenyReason::ActiveSubject => "the account is not active".to_owned(),
            DenyReason::Scope(permission) => format!("the access token does not have the scope {permission}"),
            DenyReason::Grant => "no role here allows it".to_owned(),
            DenyReason::WholeOrganization(grant) => {
                format!(
                    "{} covers single services only. This act concerns the whole organisation",
                    named(grant)
                )
            }
            DenyReason::ParentGrant(grant) => {
                format!("this right was passed on from {}, which no longer includes it", named(grant))
            }
            DenyReason::ParentGrantReach(grant) => {
                format!(
                    "this right was passed on from {}, which does not cover this organisation",
                    named(grant)
                )
            }
            DenyReason::RightToGrant(grant) => format!("{} cannot be passed on again", named(grant)),
            DenyReason::RightToAct(grant) => {
                format!("{} only lets you give the role to others", named(grant))
            }
            DenyReason::EnabledRole(grant) => format!("{} is disabled", named(grant)),
            DenyReason::ActiveGiver(grant) => {
                format!("this right was passed on from {}, whose holder is not active", named(grant))
            }
            DenyReason::GrantEnded(grant, at) => format!("{} ended on {}", named(grant), at.in_words()),
            DenyReason::GrantNotBegun(grant, at) => format!("{} begins on {}", named(grant), at.in_words()),
            DenyReason::Acceptance(grant) => {
                format!("the mandate for {} has not been accepted", named(grant))
            }
            DenyReason::ActingFor(id) => {
                format!(
                    "you are acting for another organisation. Switch to {} first",
                    self.organization_name(id)
                )
            }
            DenyReason::ActiveOrganization(id) => format!("{} is not active", self.organization_name(id)),
            DenyReason::EnabledService(id) => format!("{} is disabled", self.service_name(id)),
            DenyReason::ContractOfGrant(grant) => {
                format!("{} is limited to contracts, and none of them is in force", named(grant))
            }
            DenyReason::ContractEnded(id, at) => {
                format!("the contract for {} ended on {}", self.service_name(id), at.in_words())
            }
            DenyReason::Contract(id) => format!("there is no contract for {}", self.service_name(id)),
        }
    }

    /// A grant as people know it: by its role and where it was given.
    fn grant_in_words(&self, id: GrantId) -> String {
        let named = self.grants.get(&id).and_then(|grant| {
            let role = self.roles.get(&grant.role)?;
            Some(format!("the role {} at {}", role.name, self.organization_name(grant.organization)))
        });
        named.unwrap_or_else(|| format!("grant {id}"))
    }

    fn service_name(&self, id: ServiceId) -> String {
        self.services.get(&id).map_or_else(|| id.to_string(), |found| found.name.to_string())
    }

    /// Why a role cannot be given.
    pub(crate) fn delegation_denied_in_words(&self, not_held: &DelegationDenied) -> String {
        match not_held {
            DelegationDenied::InactiveGiver => "your account is not active".to_owned(),
            DelegationDenied::DisabledRole => "this role is disabled".to_owned(),
            DelegationDenied::ForeignRole => "this role belongs to another organisation".to_owned(),
            DelegationDenied::InactiveOrganization => "the organisation is not active".to_owned(),
            DelegationDenied::NotByOneGrant => {
                "no single role of yours includes all of this role. Give smaller roles".to_owned()
            }
            DelegationDenied::Part(part, lacking) => {
                let reach = if *lacking == DelegationGap::Scope { " in sub-organisations too" } else { "" };
                format!("{}{reach}. {}", self.part_in_words(part), delegation_gap_in_words(part, *lacking))
            }
        }
    }

    fn part_in_words(&self, part: &Part) -> String {
        match part {
            Part::Permission(permission) => format!("this role can {}", permission.in_words()),
            Part::ApplicationRole(service, role) => {
                format!("this role includes {role} of {}", self.service_name(*service))
            }
        }
    }
}

/// What the giver has of a part of the role, said about that part: "do that" for a permission, "have it" for a role of
/// an application.
fn delegation_gap_in_words(part: &Part, gap: DelegationGap) -> String {
    let has = match part {
        Part::Permission(_) => "You can do that",
        Part::ApplicationRole(..) => "You have it",
    };
    match (gap, part) {
        (DelegationGap::Held, Part::Permission(_)) => "You cannot do that here".to_owned(),
        (DelegationGap::Held, Part::ApplicationRole(..)) => "You do not have it here".to_owned(),
        (DelegationGap::RightToGrant, _) => format!("{has} here, but you cannot give it to others"),
        (DelegationGap::Scope, _) => format!("{has} in this organisation only"),
        (DelegationGap::Limits, _) => {
            format!("{has} for certain services or contracts only: choose those")
        }
        (DelegationGap::Depth, _) => "Your own mandate for that cannot be passed on".to_owned(),
        (DelegationGap::Until(end), _) => {
            format!("{has} until {} only: choose an earlier end", end.in_words())
        }
    }
}
