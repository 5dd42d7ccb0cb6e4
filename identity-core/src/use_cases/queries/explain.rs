//! Decisions, with their reasons; who can do something, and what somebody can do.

use crate::Identity;
use crate::domain::{Grant, GrantFilter, Holder, MembershipKey, OrganizationPath, Role, RoleFilter};
use crate::ids::{ApiClientId, OrganizationId, UserId};
use crate::policy::{Decision, Permission, PermissionSet, Subject, may_give, what_can, who_can};
use crate::store::{StoreError, Versioned};
use crate::use_cases::AccessError;
use crate::use_cases::Caller;
use crate::use_cases::facts::Known;
use crate::use_cases::giving::role_gift;
use crate::use_cases::words::NamedLink;
use std::collections::BTreeSet;

/// How many people are named who could give what somebody lacks.
const NAMED: usize = 3;

/// Whose decision is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedActor {
    /// A person's.
    User(UserId),
    /// A program's.
    Client(ApiClientId),
}

/// A decision with its chain in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedDecision {
    /// Whether it may be done.
    pub allowed: bool,
    /// Why, or what is missing and who could give it.
    pub because: Vec<String>,
}

/// What somebody can do at an organisation, by which chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ability {
    /// The act.
    pub permission: Permission,
    /// The chain, one link a line.
    pub because: Vec<String>,
    /// The chain, from the grant that allows it up to the one that stands by itself.
    pub chain: Vec<NamedLink>,
}

/// Somebody who can do something, by which chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbleHolder {
    /// The person or program.
    pub holder: Holder,
    /// Its name.
    pub name: String,
    /// The chain, one link a line.
    pub because: Vec<String>,
    /// The chain, from the grant that allows it up to the one that stands by itself.
    pub chain: Vec<NamedLink>,
}

/// Whether the subject holds something at an organisation or above it.
fn has_to_do_with(known: &Known, organization: OrganizationId) -> bool {
    let line = known.organizations.get(&organization).map(|found| found.path.steps()).unwrap_or_default();
    let held = |grant: &Versioned<Grant>| grant.holder == known.subject.holder;
    known.grants.values().any(|grant| held(grant) && line.contains(&grant.organization))
}

impl Identity {
    /// Whether the caller has a permission where they act: at the organisation acted for, or, when none is
    /// chosen, at any that they belong to or hold a role at. For guarding routes of the host application.
    pub async fn may(&self, caller: &Caller, permission: Permission) -> Result<bool, AccessError> {
        let places = match (caller.acting_for(), caller.user()) {
            (Some(organization), _) => vec![organization],
            (None, Some(user)) => self.organizations_of(user).await?,
            (None, None) => self.operator().await?.map(|found| found.id).into_iter().collect(),
        };
        let known = self.facts(caller, &places).await?;
        Ok(places.into_iter().any(|organization| known.allows(permission, organization)))
    }

    /// Refuses as an act that needs this permission would, saying what is missing and who could give it. For pages that
    /// lead to such an act.
    pub async fn check_permission(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
    ) -> Result<(), AccessError> {
        self.may_look(caller, permission, organization).await.map(drop)
    }

    /// Decides for somebody, with the reason: for oneself, or for those who may see who has which role at the
    /// organisation. `acting_for` is whom the person acts for; nobody's choice counts unless it is given.
    pub async fn explain(
        &self,
        caller: &Caller,
        asked: AskedActor,
        permission: Permission,
        organization: OrganizationId,
        acting_for: Option<OrganizationId>,
    ) -> Result<ExplainedDecision, AccessError> {
        let own = match asked {
            AskedActor::User(user) => caller.user() == Some(user),
            AskedActor::Client(client) => caller.actor() == crate::domain::Actor::Client(client),
        };
        let needed = if own { Permission::OrganizationView } else { Permission::GrantView };
        let own_facts = self.may_look(caller, needed, organization).await?;
        let places: Vec<_> = [organization].into_iter().chain(acting_for).collect();
        let known = self.facts_about_asked(asked, acting_for, &places).await?;
        // Nobody learns who there is elsewhere, or how their account stands.
        let member = match asked {
            AskedActor::User(user) => {
                self.store.memberships().find(&MembershipKey::Of(user, organization)).await?.is_some()
            }
            AskedActor::Client(_) => false,
        };
        let Some(known) = known.filter(|known| own || member || has_to_do_with(known, organization)) else {
            return Err(self.absent_with(caller, needed, &own_facts).await?);
        };
        match known.decide(permission, organization) {
            Decision::Allowed(because) => {
                let because = known.because_in_words(&because, organization);
                Ok(ExplainedDecision { allowed: true, because })
            }
            Decision::Denied(missing) => {
                let mut because = vec![known.missing_in_words(missing)];
                let ask = self.who_could_give(permission, organization).await?;
                because.extend((!ask.is_empty()).then(|| format!("{} could give it", ask.join(", "))));
                Ok(ExplainedDecision { allowed: false, because })
            }
        }
    }

    async fn facts_about_asked(
        &self,
        asked: AskedActor,
        acting_for: Option<OrganizationId>,
        places: &[OrganizationId],
    ) -> Result<Option<Known>, StoreError> {
        let now = self.now();
        let subject = match asked {
            AskedActor::User(user) => Subject::user(user, now).acting_for(acting_for),
            AskedActor::Client(id) => {
                let client = self.store.api_clients().get(id).await?;
                let scopes = client.iter().flat_map(|client| client.scopes.iter().copied());
                Subject::client(id, scopes.collect::<PermissionSet>(), now)
            }
        };
        self.facts_about(subject, places).await
    }

    /// What a member of an organisation, or somebody with a mandate of it, can do there. For those who may see who has
    /// which role.
    pub async fn what_can(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        user: UserId,
    ) -> Result<Vec<Ability>, AccessError> {
        let own_facts = self.may_look(caller, Permission::GrantView, organization).await?;
        let belongs = self.organizations_of(user).await?.contains(&organization);
        let known = self.facts_of_user(user, &[organization]).await?;
        let known = known.map(|known| (what_can(&known.subject, organization, &known.facts), known));
        let Some((able, known)) = known.filter(|(able, _)| belongs || !able.is_empty()) else {
            return Err(self.absent_with(caller, Permission::GrantView, &own_facts).await?);
        };
        let ability = |(permission, because)| Ability {
            permission,
            because: known.because_in_words(&because, organization),
            chain: known.because_in_names(&because),
        };
        Ok(able.into_iter().map(ability).collect())
    }

    /// Who can do something at an organisation now, those of the organisation itself first. For those who may see who
    /// has which role.
    ///
    /// People who hold it above the organisation, such as the operator's staff, are named too: an administrator can see
    /// who looks into their organisation.
    pub async fn who_can(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        permission: Permission,
    ) -> Result<Vec<AbleHolder>, AccessError> {
        let known = self.may_look(caller, Permission::GrantView, organization).await?;
        let Some(path) = known.organizations.get(&organization).map(|found| found.path.clone()) else {
            return Err(AccessError::NotFound);
        };
        let known = self.holders_of(permission, organization, &path).await?;
        let able = who_can(permission, organization, self.now(), &known.facts);
        let able = able.into_iter().map(|(holder, because)| AbleHolder {
            holder,
            name: known.holder_name(holder),
            because: known.because_in_words(&because, organization),
            chain: known.because_in_names(&because),
        });
        Ok(able.collect())
    }

    /// The names of people who could give somebody a permission at an organisation.
    pub(crate) async fn who_could_give(
        &self,
        permission: Permission,
        organization: OrganizationId,
    ) -> Result<Vec<String>, StoreError> {
        let Some(found) = self.store.organizations().get(organization).await? else { return Ok(Vec::new()) };
        let known = self.holders_of(Permission::GrantManage, organization, &found.path).await?;
        let now = self.now();
        let roles = self.all(self.store.roles(), &RoleFilter::default()).await?;
        let names = |role: &&Versioned<Role>| role.permissions.contains(&permission);
        let roles: Vec<_> = roles.iter().filter(names).collect();
        let can_give = |holder: &Holder| match holder {
            Holder::User(user) => roles.iter().any(|role| {
                let gift = role_gift(role, organization);
                may_give(&Subject::user(*user, now), &gift, &known.facts).is_ok()
            }),
            Holder::Organization(_) | Holder::Client(_) => false,
        };
        let managers = who_can(Permission::GrantManage, organization, now, &known.facts);
        let givers = managers.into_iter().map(|(holder, _)| holder).filter(can_give);
        Ok(givers.take(NAMED).map(|holder| known.holder_name(holder)).collect())
    }

    /// The facts about everybody whose role, at an organisation or above it, names a permission.
    pub(in crate::use_cases) async fn holders_of(
        &self,
        permission: Permission,
        organization: OrganizationId,
        path: &OrganizationPath,
    ) -> Result<Known, StoreError> {
        let roles = self.all(self.store.roles(), &RoleFilter::default()).await?;
        let names = |role: &&Versioned<Role>| role.enabled && role.permissions.contains(&permission);
        let filter = GrantFilter {
            organizations: Some(path.steps().to_vec()),
            roles: Some(roles.iter().filter(names).map(|role| role.id).collect()),
            unrevoked: true,
            ..GrantFilter::default()
        };
        let grants = self.all(self.store.grants(), &filter).await?;
        let holders: BTreeSet<Holder> = grants.iter().map(|grant: &Versioned<Grant>| grant.holder).collect();
        let subject = Subject::organization(organization, self.now());
        self.facts_with(subject, holders.into_iter().collect(), &[organization]).await
    }
}
