//! What people and programs may look at, put together as pages and REST show it.

use super::authority::AccessError;
use super::caller::Caller;
use crate::Identity;
use crate::domain::{
    AuditEvent, AuditFilter, Contract, ContractFilter, Grant, GrantFilter, Holder, Invitation,
    InvitationFilter, Membership, MembershipFilter, MessageState, Organization, OrganizationFilter,
    OrganizationState, OutboxFilter, OutboxMessage, Role, RoleFilter, Service, User, UserFilter,
};
use crate::ids::{ApiClientId, InvitationId, OrganizationId, UserId};
use crate::policy::{Decision, Facts, Permission, Request, Subject, access, decide, may_give, scope};
use crate::store::{Order, Page, Slice, StoreError, Versioned};
use std::collections::{BTreeMap, BTreeSet};

/// An organisation with what hangs on it.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganizationDetails {
    /// The organisation.
    pub organization: Versioned<Organization>,
    /// Its contracts, if the caller may see them.
    pub contracts: Vec<ContractDetails>,
    /// What the caller may do here.
    pub permitted: BTreeSet<Permission>,
}

/// A contract with the names of its services.
#[derive(Debug, Clone, PartialEq)]
pub struct ContractDetails {
    /// The contract.
    pub contract: Versioned<Contract>,
    /// Its services.
    pub services: Vec<Service>,
    /// Whether it holds now.
    pub in_force: bool,
}

/// Somebody who belongs to an organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The person.
    pub user: Versioned<User>,
    /// Since when.
    pub membership: Membership,
    /// The roles they hold here, if the caller may see them.
    pub roles: Vec<HeldRole>,
}

/// A role that somebody holds.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldRole {
    /// The grant.
    pub grant: Versioned<Grant>,
    /// Its role.
    pub role: Role,
}

/// An invitation with what became of its mail.
#[derive(Debug, Clone, PartialEq)]
pub struct InvitationDetails {
    /// The invitation.
    pub invitation: Versioned<Invitation>,
    /// Its roles.
    pub roles: Vec<Role>,
    /// Who invites.
    pub inviter: String,
    /// Its latest mail, without its content.
    pub delivery: Option<Delivery>,
}

/// How far a mail got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// What became of it.
    pub state: MessageState,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was sent or given up.
    pub closed_at: Option<crate::Timestamp>,
}

/// Somebody's own account.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The person.
    pub user: Versioned<User>,
    /// The organisations they belong to, with the roles they hold there.
    pub places: Vec<(Organization, Vec<HeldRole>)>,
    /// The applications that they can open.
    pub applications: Vec<Application>,
    /// What they may do at each of these organisations now.
    pub permitted: BTreeMap<OrganizationId, BTreeSet<Permission>>,
    /// Organisations where they may see the people, the ones that they administer.
    pub administers: Vec<OrganizationId>,
    /// Whether they may see organisations below one of theirs, as staff do.
    pub oversees: bool,
}

/// An application that somebody can open for an organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Application {
    /// The service.
    pub service: Service,
    /// For which organisation.
    pub organization: OrganizationId,
    /// The organisation's name.
    pub organization_name: String,
}

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
    /// Why, or what is missing.
    pub because: Vec<String>,
}

impl Identity {
    /// The organisations that the caller may see, oldest first, those whose name contains `search`.
    pub async fn organizations(
        &self,
        caller: &Caller,
        search: Option<&str>,
        page: &Page,
    ) -> Result<Slice<Organization>, AccessError> {
        let facts = self.facts(caller, &[]).await?;
        let within = Some(scope(Permission::OrganizationView, &facts));
        let name_contains = search.map(ToOwned::to_owned).filter(|text| !text.is_empty());
        let filter = OrganizationFilter { within, parent: None, name_contains };
        Ok(self.store.organizations().list(&filter, page).await?)
    }

    /// One organisation, with its contracts and what the caller may do there.
    pub async fn organization(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<OrganizationDetails, AccessError> {
        let facts = self.may_look(caller, Permission::OrganizationView, id).await?;
        let organization = facts.organizations.get(&id).cloned().ok_or(AccessError::NotFound)?;
        let permits = |permission: &Permission| {
            decide(&Request { permission: *permission, organization: id }, &facts).is_allowed()
        };
        let permitted: BTreeSet<_> = Permission::ALL.iter().copied().filter(permits).collect();
        let contracts = if permitted.contains(&Permission::ContractView) {
            with_services(&facts, id)
        } else {
            Vec::new()
        };
        Ok(OrganizationDetails { organization, contracts, permitted })
    }

    /// The contracts of an organisation.
    pub async fn contracts(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<Slice<Contract>, AccessError> {
        self.may_look(caller, Permission::ContractView, id).await?;
        Ok(self.store.contracts().list(&ContractFilter { organization: Some(id) }, page).await?)
    }

    /// The people of an organisation.
    pub async fn members(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<Member>, Option<uuid::Uuid>), AccessError> {
        let facts = self.may_look(caller, Permission::MemberView, id).await?;
        let filter = MembershipFilter { user: None, organization: Some(id) };
        let slice = self.store.memberships().list(&filter, page).await?;
        let request = Request { permission: Permission::GrantView, organization: id };
        let show_roles = decide(&request, &facts).is_allowed();
        let users: Vec<_> = slice.items.iter().map(|membership| membership.user).collect();
        let mut people = self.people(users.clone()).await?;
        let mut roles = if show_roles { self.roles_at(id, &users).await? } else { BTreeMap::new() };
        let member = |membership: Versioned<Membership>| {
            let user = people.remove(&membership.user)?;
            let roles = roles.remove(&membership.user).unwrap_or_default();
            Some(Member { user, membership: membership.record, roles })
        };
        Ok((slice.items.into_iter().filter_map(member).collect(), slice.next.map(Into::into)))
    }

    /// One person of an organisation; somebody of another organisation answers like an unknown one.
    pub async fn member(
        &self,
        caller: &Caller,
        id: OrganizationId,
        user: UserId,
    ) -> Result<Member, AccessError> {
        let facts = self.may_look(caller, Permission::MemberView, id).await?;
        let key = crate::domain::MembershipKey::Of(user, id);
        let membership = self.store.memberships().find(&key).await?.ok_or(AccessError::NotFound)?;
        let request = Request { permission: Permission::GrantView, organization: id };
        let show_roles = decide(&request, &facts).is_allowed();
        let mut roles = if show_roles { self.roles_at(id, &[user]).await? } else { BTreeMap::new() };
        let found = self.store.users().get(user).await?.ok_or(AccessError::NotFound)?;
        let roles = roles.remove(&user).unwrap_or_default();
        Ok(Member { user: found, membership: membership.record, roles })
    }

    async fn people(&self, ids: Vec<UserId>) -> Result<BTreeMap<UserId, Versioned<User>>, StoreError> {
        let people = self.all(self.store.users(), &UserFilter { ids: Some(ids) }).await?;
        Ok(people.into_iter().map(|user| (user.id, user)).collect())
    }

    /// The roles in force that these people hold at an organisation itself.
    async fn roles_at(
        &self,
        organization: OrganizationId,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, Vec<HeldRole>>, StoreError> {
        let holders = users.iter().copied().map(Holder::User).collect();
        let filter =
            GrantFilter { holders: Some(holders), organization: Some(organization), unrevoked: true };
        let mut found: BTreeMap<UserId, Vec<HeldRole>> = BTreeMap::new();
        for held in self.held_roles(&filter).await? {
            if let Holder::User(user) = held.grant.holder {
                found.entry(user).or_default().push(held);
            }
        }
        Ok(found)
    }

    async fn held_roles(&self, filter: &GrantFilter) -> Result<Vec<HeldRole>, StoreError> {
        let now = self.now();
        let mut grants = self.all(self.store.grants(), filter).await?;
        grants.retain(|grant| !grant.period.is_over(now));
        let mut ids: Vec<_> = grants.iter().map(|grant| grant.role).collect();
        ids.sort_unstable();
        ids.dedup();
        let roles = self.all(self.store.roles(), &RoleFilter { ids: Some(ids), owner: None }).await?;
        let roles: BTreeMap<_, _> = roles.into_iter().map(|role| (role.id, role.record)).collect();
        let held = |grant: Versioned<Grant>| Some(HeldRole { role: roles.get(&grant.role)?.clone(), grant });
        Ok(grants.into_iter().filter_map(held).collect())
    }

    /// The invitations to an organisation, newest first.
    pub async fn invitations(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<InvitationDetails>, Option<uuid::Uuid>), AccessError> {
        self.may_look(caller, Permission::InvitationManage, id).await?;
        let filter = InvitationFilter { organization: Some(id), state: None, email: None };
        let slice = self.store.invitations().list(&filter, &page.in_order(Order::Descending)).await?;
        let ids = slice.items.iter().map(|invitation| invitation.id).collect();
        let sent = OutboxFilter { state: None, invitations: Some(ids) };
        let mails = self.all(self.store.outbox_messages(), &sent).await?;
        let inviters =
            self.people(slice.items.iter().map(|invitation| invitation.invited_by).collect()).await?;
        let mut items = Vec::new();
        for invitation in slice.items {
            let wanted = invitation.roles.iter().copied().collect();
            let roles = self.all(self.store.roles(), &RoleFilter { ids: Some(wanted), owner: None }).await?;
            let latest = mails.iter().rfind(|mail| mail.invitation == Some(invitation.id));
            items.push(InvitationDetails {
                roles: roles.into_iter().map(|role| role.record).collect(),
                inviter: inviters
                    .get(&invitation.invited_by)
                    .map(|user| user.full_name())
                    .unwrap_or_default(),
                delivery: latest.map(|mail| delivery(mail)),
                invitation,
            });
        }
        Ok((items, slice.next.map(Into::into)))
    }

    /// One invitation, for those who may see it in the list; its mail is left out.
    pub async fn invitation(
        &self,
        caller: &Caller,
        id: InvitationId,
    ) -> Result<Versioned<Invitation>, AccessError> {
        let found = self.store.invitations().get(id).await?.ok_or(AccessError::NotFound)?;
        self.may_look(caller, Permission::InvitationManage, found.organization).await?;
        Ok(found)
    }

    /// The grants at an organisation.
    pub async fn grants(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<Slice<Grant>, AccessError> {
        self.may_look(caller, Permission::GrantView, id).await?;
        let filter = GrantFilter { holders: None, organization: Some(id), unrevoked: true };
        Ok(self.store.grants().list(&filter, page).await?)
    }

    /// The names of roles and services, for showing grants and contracts by name.
    pub async fn names(
        &self,
    ) -> Result<(BTreeMap<crate::ids::RoleId, Role>, BTreeMap<crate::ids::ServiceId, Service>), StoreError>
    {
        let roles = self.all(self.store.roles(), &RoleFilter::default()).await?;
        let services = self.all(self.store.services(), &crate::domain::ServiceFilter {}).await?;
        let roles = roles.into_iter().map(|role| (role.id, role.record)).collect();
        Ok((roles, services.into_iter().map(|service| (service.id, service.record)).collect()))
    }

    /// The history of an organisation, newest first.
    pub async fn audit(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<Slice<AuditEvent>, AccessError> {
        self.may_look(caller, Permission::AuditView, id).await?;
        let filter = AuditFilter { organization: Some(id), actor: None };
        Ok(self.store.audit_events().list(&filter, &page.in_order(Order::Descending)).await?)
    }

    /// Messages that were given up, for those who may see them at the operator.
    pub async fn dead_letters(
        &self,
        caller: &Caller,
        page: &Page,
    ) -> Result<Slice<OutboxMessage>, AccessError> {
        let operator = self.operator().await?.ok_or(AccessError::NotFound)?;
        self.may_look(caller, Permission::OutboxView, operator.id).await?;
        let filter = OutboxFilter { state: Some(MessageState::Dead), invitations: None };
        Ok(self.store.outbox_messages().list(&filter, page).await?)
    }

    /// The roles that the caller can give at an organisation: of the deployment and of those above it.
    pub async fn givable_roles(&self, caller: &Caller, id: OrganizationId) -> Result<Vec<Role>, AccessError> {
        let facts = self.may_look(caller, Permission::OrganizationView, id).await?;
        let roles = self.all(self.store.roles(), &RoleFilter::default()).await?;
        let givable = |role: &Versioned<Role>| {
            may_give(&super::invite::membership_gift(role, id, None), &facts).is_ok()
        };
        Ok(roles.into_iter().filter(givable).map(|role| role.record).collect())
    }

    /// The caller's own account.
    pub async fn account(&self, caller: &Caller) -> Result<Account, AccessError> {
        let id = caller.user().ok_or(AccessError::NotFound)?;
        let user = self.store.users().get(id).await?.ok_or(AccessError::NotFound)?;
        let own = self.organizations_of(id).await?;
        let facts = self.facts_about(Subject::User(user.clone()), &own).await?;
        let filter =
            GrantFilter { holders: Some(vec![Holder::User(id)]), organization: None, unrevoked: true };
        let held = self.held_roles(&filter).await?;
        let mut places = Vec::new();
        for organization in own.iter().filter_map(|id| facts.organizations.get(id)) {
            let here =
                held.iter().filter(|held| held.grant.organization == organization.id).cloned().collect();
            places.push((organization.record.clone(), here));
        }
        let may_see_people = |organization: &&OrganizationId| {
            let request = Request { permission: Permission::MemberView, organization: **organization };
            decide(&request, &facts).is_allowed()
        };
        let oversees = held.iter().any(|held| {
            held.grant.scope == crate::domain::GrantScope::Subtree
                && held.role.permissions.contains(&Permission::OrganizationView)
                && facts
                    .organizations
                    .get(&held.grant.organization)
                    .is_some_and(|found| found.parent().is_none())
        });
        let permitted_at = |organization: OrganizationId| {
            let permits = |permission: &Permission| {
                decide(&Request { permission: *permission, organization }, &facts).is_allowed()
            };
            (organization, Permission::ALL.iter().copied().filter(permits).collect())
        };
        Ok(Account {
            permitted: own.iter().copied().map(permitted_at).collect(),
            applications: applications(&facts, &own),
            administers: own.iter().filter(may_see_people).copied().collect(),
            places,
            oversees,
            user,
        })
    }

    /// The active organisations that the caller belongs to or holds a role at.
    pub async fn own_organizations(
        &self,
        caller: &Caller,
    ) -> Result<Vec<Versioned<Organization>>, AccessError> {
        let id = caller.user().ok_or(AccessError::NotFound)?;
        let mut found = Vec::new();
        for id in self.organizations_of(id).await? {
            let organization = self.store.organizations().get(id).await?;
            found.extend(organization.filter(|found| found.state == OrganizationState::Active));
        }
        Ok(found)
    }

    /// Where a person belongs or holds a role.
    pub(crate) async fn organizations_of(&self, user: UserId) -> Result<Vec<OrganizationId>, StoreError> {
        let filter = MembershipFilter { user: Some(user), organization: None };
        let member = self.all(self.store.memberships(), &filter).await?;
        let filter =
            GrantFilter { holders: Some(vec![Holder::User(user)]), organization: None, unrevoked: true };
        let grants = self.all(self.store.grants(), &filter).await?;
        let places = member.iter().map(|member| member.organization);
        let mut places: Vec<_> = places.chain(grants.iter().map(|grant| grant.organization)).collect();
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }

    /// Whether the caller has a permission where they act: at the organisation acted for, or, when none is
    /// chosen, at any that they belong to or hold a role at. For guarding routes of the host application.
    pub async fn may(&self, caller: &Caller, permission: Permission) -> Result<bool, AccessError> {
        let places = match (caller.acting_for(), caller.user()) {
            (Some(organization), _) => vec![organization],
            (None, Some(user)) => self.organizations_of(user).await?,
            (None, None) => self.operator().await?.map(|found| found.id).into_iter().collect(),
        };
        let facts = self.facts(caller, &places).await?;
        Ok(places
            .into_iter()
            .any(|organization| decide(&Request { permission, organization }, &facts).is_allowed()))
    }

    /// Decides for somebody else, with the reason: for oneself, or for those who may see who has which
    /// role at the organisation.
    pub async fn explain(
        &self,
        caller: &Caller,
        asked: AskedActor,
        permission: Permission,
        organization: OrganizationId,
    ) -> Result<ExplainedDecision, AccessError> {
        let own = match asked {
            AskedActor::User(user) => caller.user() == Some(user),
            AskedActor::Client(client) => caller.actor() == crate::domain::Actor::Client(client),
        };
        if own {
            self.may_look(caller, Permission::OrganizationView, organization).await?;
        } else {
            self.may_look(caller, Permission::GrantView, organization).await?;
        }
        let subject = match asked {
            AskedActor::User(user) => self.store.users().get(user).await?.map(Subject::User),
            AskedActor::Client(client) => self.store.api_clients().get(client).await?.map(|client| {
                let scopes = client.scopes.clone();
                Subject::Client { client, scopes }
            }),
        };
        let facts = self.facts_about(subject.ok_or(AccessError::NotFound)?, &[organization]).await?;
        Ok(match decide(&Request { permission, organization }, &facts) {
            Decision::Allowed(because) => {
                ExplainedDecision { allowed: true, because: because.in_words(&facts) }
            }
            Decision::Denied(missing) => {
                ExplainedDecision { allowed: false, because: vec![missing.in_words(&facts)] }
            }
        })
    }
}

fn with_services(facts: &Facts, organization: OrganizationId) -> Vec<ContractDetails> {
    let own = facts.contracts.iter().filter(|contract| contract.organization == organization);
    let services = |contract: &Contract| {
        let named = contract.services.iter().filter_map(|id| facts.services.get(id));
        named.map(|service| service.record.clone()).collect()
    };
    own.map(|contract| ContractDetails {
        contract: contract.clone(),
        services: services(contract),
        in_force: contract.period.contains(facts.now),
    })
    .collect()
}

fn applications(facts: &Facts, organizations: &[OrganizationId]) -> Vec<Application> {
    let mut found = Vec::new();
    for organization in organizations.iter().filter_map(|id| facts.organizations.get(id)) {
        for service in facts.services.values().filter(|service| service.start_url.is_some()) {
            if access(organization.id, service.id, facts).is_ok() {
                found.push(Application {
                    service: service.record.clone(),
                    organization: organization.id,
                    organization_name: organization.name.to_string(),
                });
            }
        }
    }
    found
}

fn delivery(mail: &OutboxMessage) -> Delivery {
    Delivery {
        state: mail.state,
        attempts: mail.attempts,
        last_error: mail.last_error.clone(),
        closed_at: mail.closed_at,
    }
}
