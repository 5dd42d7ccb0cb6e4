//! One client at an organisation: what it can do there, and why.

use super::found::Program;
use crate::authority::{AccessError, Caller, DecisionContext, GrantLimits, Identity};
use crate::domain::{Holder, Service};
use crate::ids::{ApiClientId, OrganizationId};
use crate::policy::{Permission, PermissionSet, Subject, what_can};
use crate::roles::{Ability, UsableService, could_take};
use crate::store::{FactsQuery, StoreError, Versioned};

/// What a client can do at an organisation, and why.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ProgramDetails {
    /// The client with what it holds.
    pub program: Program,
    /// What it can do there now by the REST interface: by what it holds, and as far as its registration lets it ask for.
    pub abilities: Vec<Ability>,
    /// The services that it can use there now.
    pub usable: Vec<UsableService>,
    /// Whether something of it was given at the organisation itself, so that it can be stopped there.
    pub can_be_stopped: bool,
    /// Whether the one who asked can stop it there.
    pub can_stop: bool,
}

impl Identity {
    /// One client that holds something at an organisation. For those who may see who has which role; one that holds nothing
    /// there is like one that is unknown.
    pub async fn program(
        &self,
        caller: &Caller,
        id: OrganizationId,
        client: ApiClientId,
    ) -> Result<ProgramDetails, AccessError> {
        let known = self.may_look(caller, Permission::GrantView, id).await?;
        let organization = known.organizations.get(&id).ok_or(AccessError::NotFound)?;
        let grants = self.grants_of_programs(organization, Some(client)).await?;
        let Some(program) = self.programs_by(id, grants).await?.into_iter().next() else {
            return Err(self.not_found_refusal_with(caller, Permission::GrantView, &known).await?);
        };
        let (abilities, usable) = self.able(id, client).await?;
        let can_be_stopped = program.rights.iter().any(|right| right.here);
        let can_stop = can_be_stopped && self.could_stop(&known, id, &program).await?;
        Ok(ProgramDetails { program, abilities, usable, can_be_stopped, can_stop })
    }

    /// Whether the subject of the facts could end all that was given to a client here.
    async fn could_stop(
        &self,
        known: &DecisionContext,
        id: OrganizationId,
        program: &Program,
    ) -> Result<bool, StoreError> {
        let here = || program.rights.iter().filter(|right| right.here).map(|right| &right.held);
        let mut known = known.clone();
        self.read_roles(&mut known, here().map(|held| held.grant.role)).await?;
        Ok(here().all(|held| match held.grant.mandate {
            Some(_) => known.allows_within(Permission::MandateManage, id, GrantLimits::of(&held.grant)),
            None => known.allows(Permission::GrantManage, id) && could_take(&known, &held.grant, &held.role),
        }))
    }

    /// What a client can do for an organisation now.
    async fn able(
        &self,
        id: OrganizationId,
        client: ApiClientId,
    ) -> Result<(Vec<Ability>, Vec<UsableService>), StoreError> {
        let found = self.store.api_clients().get(client).await?;
        let scopes = found.iter().flat_map(|found| found.scopes.iter().filter_map(Permission::of_scope));
        let scopes = scopes.collect::<PermissionSet>();
        let subject = Subject { scopes: Some(scopes), ..Subject::holder(Holder::Client(client), self.now()) };
        let query = FactsQuery { organizations: vec![id], ..FactsQuery::default() };
        let known = self.facts_with(subject.acting_for(Some(id)), query).await?;
        let abilities = what_can(&known.subject, id, &known.facts).into_iter();
        let abilities = abilities
            .map(|(permission, because)| Ability { permission, because: known.named_allow(&because, id) });
        let usable = |service: &Versioned<Service>| {
            let access = known.access(id, service.id).ok()?;
            let because = known.named_allow(access.because.first()?, id);
            Some(UsableService { service: service.name.to_string(), because })
        };
        Ok((abilities.collect(), known.services.values().filter_map(usable).collect()))
    }
}
