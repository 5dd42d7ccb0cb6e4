//! The page of one person of an organisation.

use crate::forms::roles::GIVE_ROLE;
use crate::language::{Argument, ListStyle, PageText, explanations};
use crate::page::failure::PageFailure;
use crate::page::views::form::FormState;
use crate::pages::applications::views::ClosedTile;
use crate::pages::approvals::words::row as approval_row;
use crate::pages::organizations::head::{head, parse_person};
use crate::pages::people::manage::acts;
use crate::pages::people::password_link;
use crate::pages::people::views::{GrantForm, GrantRow, Person};
use crate::pages::roles::choices::{limiting_services, role_choices};
use crate::pages::roles::views::RoleWords;
use crate::pages::roles::who_can::ability_rows;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{Role, Service, User, UserState};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::organizations::OrganizationDetails;
use identity_core::policy::{DenyReason, Permission};
use identity_core::roles::{Ability, AskedActor, ClosedService, DecisionReason, HeldRole, UsableService};
use identity_core::{AccessError, Caller, Identity};
use std::collections::BTreeMap;

pub(crate) async fn show(
    signed_in: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    person_page(&signed_in, parse_person(&path)?, FormState::of(&GIVE_ROLE)).await
}

pub(crate) const fn state(state: UserState) -> Option<PageText> {
    match state {
        UserState::Active => None,
        UserState::Locked => Some(PageText::new("user-state-locked")),
        UserState::Disabled => Some(PageText::new("user-state-disabled")),
        UserState::Closing => Some(PageText::new("user-state-closing")),
    }
}

/// What a person can do and use at an organisation, for those who may see it.
#[derive(Default)]
struct Shown {
    abilities: Vec<Ability>,
    usable: Vec<UsableService>,
    closed: Vec<ClosedService>,
}

impl Shown {
    async fn of(
        identity: &Identity,
        caller: &Caller,
        (id, user): (OrganizationId, UserId),
    ) -> Result<Self, AccessError> {
        Ok(Self {
            abilities: identity.what_can(caller, id, user).await?,
            usable: identity.usable_services(caller, id, user).await?,
            closed: identity.closed_services(caller, id, user).await?,
        })
    }
}

pub(crate) async fn person_page(
    SignedInVisit { visit, caller, current }: &SignedInVisit,
    (id, user): (OrganizationId, UserId),
    form: FormState,
) -> Result<Response, PageFailure> {
    let identity = &visit.state.identity;
    let organization = identity.organization(caller, id).await?;
    let member = identity.member(caller, id, user).await?;
    let permits = |permission| organization.permitted.contains(&permission);
    let givable =
        if permits(Permission::GrantManage) { givable_here(visit, caller, id).await? } else { Vec::new() };
    let is_shown = permits(Permission::GrantView);
    let shown = if is_shown { Shown::of(identity, caller, (id, user)).await? } else { Shown::default() };
    let Shown { abilities, usable, closed } = shown;
    let givers = givers(visit, caller, &organization, &member.roles).await?;
    let is_self = current.user.id == user;
    let manages = permits(Permission::MemberManage);
    let manageable = manages && !is_self && identity.may_manage(caller, user).await?;
    let status = if manageable { Some(identity.password_status(caller, user).await?) } else { None };
    let waiting = if manageable { identity.approvals_about(caller, user).await? } else { Vec::new() };
    let erases = manageable && identity.may_erase(caller, user).await?;
    let here = format!("/organizations/{id}/people/{user}");
    let available = identity.organization_services(caller, id).await?;
    let names = services(&organization, &available);
    let role_row = |held: &HeldRole| {
        let row = match &held.grant.mandate {
            Some(_) => mandate_row(held, &names, permits(Permission::MandateManage)),
            None => grant_row(held, &givable, &names, &here),
        };
        GrantRow { remedy: remedy(held, &row, givers.as_deref()), ..row }
    };
    let view = Person {
        organization: head(&organization),
        name: member.user.full_name(),
        initials: initials(&member.user),
        since: member.membership.created_at,
        email: member.user.email.as_ref().map(ToString::to_string),
        username: member.user.username.as_ref().map(ToString::to_string),
        state: state(member.user.state),
        password: status.and_then(password_link::line),
        acts: status.map(|status| acts(member.user.state, status, &here, erases)).unwrap_or_default(),
        waiting: waiting.iter().map(|one| approval_row(one, "/approvals")).collect(),
        no_acts_because: match (manages, is_self) {
            (_, true) => None,
            (true, false) => (!manageable).then(|| PageText::new("person-managed-elsewhere")),
            (false, false) => why_not(visit, caller, current.user.id, id).await?,
        },
        remove_path: (manages && !is_self).then(|| format!("{here}/remove")),
        abilities: ability_rows(&abilities, &usable),
        closed: closed.iter().map(closed_tile).collect(),
        shows_abilities: is_shown,
        mandate_path: mandate_path(&organization, user).filter(|_| !is_self),
        history_path: history_path(&organization, user),
        grants: member.roles.iter().map(role_row).collect(),
        give: (!givable.is_empty()).then(|| GrantForm {
            action: format!("{here}/grants"),
            roles: role_choices(&givable),
            services: limiting_services(&available),
        }),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

/// The roles that the caller can give here. What is held by mandate only has a form of its own.
async fn givable_here(visit: &Visit, caller: &Caller, id: OrganizationId) -> Result<Vec<Role>, PageFailure> {
    let mut givable = visit.state.identity.givable_roles(caller, id).await?;
    givable.retain(|role| !role.mandate_only);
    Ok(givable)
}

/// What the person did here, for those who may see the history.
fn history_path(organization: &OrganizationDetails, user: UserId) -> Option<String> {
    let sees = organization.permitted.contains(&Permission::AuditView);
    sees.then(|| format!("/organizations/{}/history?person={user}", organization.organization.id))
}

/// The form that gives the person a mandate, for those who may.
fn mandate_path(organization: &OrganizationDetails, user: UserId) -> Option<String> {
    let gives = organization.permitted.contains(&Permission::MandateManage);
    gives.then(|| format!("/organizations/{}/mandates/new?colleague={user}", organization.organization.id))
}

/// The first letters of the names, for a mark beside the name.
fn initials(user: &User) -> String {
    let names = [user.given_name.as_str(), user.family_name.as_str()];
    names.into_iter().filter_map(|name| name.chars().next()).flat_map(char::to_uppercase).collect()
}

fn grant_row(
    held: &HeldRole,
    givable: &[Role],
    services: &BTreeMap<identity_core::ids::ServiceId, String>,
    here: &str,
) -> GrantRow {
    let limits = held.grant.services.iter().flatten();
    let revocable = givable.iter().any(|role| role.id == held.role.id);
    GrantRow {
        role: RoleWords { name: held.role.name.to_string(), explanation: held.role.description.clone() },
        services: limits.map(|id| services.get(id).cloned().unwrap_or_default()).collect(),
        inherited_from: None,
        ends_at: held.grant.period.ends_at,
        revoke_path: revocable.then(|| format!("{here}/grants/{}/revoke", held.grant.id)),
        kept_because: None,
        mandate_path: None,
        unanswered: false,
        obstacle: held.obstacle.as_ref().map(explanations::deny),
        remedy: None,
    }
}

/// The names of those who give roles here, for those who may see them; asked for where a role has no effect.
async fn givers(
    visit: &Visit,
    caller: &Caller,
    organization: &OrganizationDetails,
    roles: &[HeldRole],
) -> Result<Option<Vec<String>>, PageFailure> {
    let idle = roles.iter().any(|held| held.obstacle.is_some());
    if !idle || !organization.permitted.contains(&Permission::GrantView) {
        return Ok(None);
    }
    let id = organization.organization.id;
    let found = visit.state.identity.who_can(caller, id, Permission::GrantManage).await?;
    Ok(Some(found.into_iter().map(|able| able.name).collect()))
}

/// Who can do something about a role without effect.
fn remedy(held: &HeldRole, row: &GrantRow, givers: Option<&[String]>) -> Option<PageText> {
    let obstacle = held.obstacle.as_ref().filter(|_| !row.unanswered)?;
    Some(match (obstacle.reason, givers) {
        (DenyReason::GrantNotBegun(..) | DenyReason::ActingFor(_), _) => return None,
        (
            DenyReason::ActiveOrganization(_)
            | DenyReason::EnabledService(_)
            | DenyReason::EnabledRole(_)
            | DenyReason::ContractOfGrant(_)
            | DenyReason::ContractEnded(..)
            | DenyReason::Contract(_),
            _,
        ) => PageText::new("closed-ask"),
        _ if row.revoke_path.is_some() => PageText::new("person-no-effect-again"),
        (_, Some(names)) if !names.is_empty() => {
            let names = Argument::List(ListStyle::Plain, names.to_vec());
            PageText::new("person-no-effect-ask").with("names", names)
        }
        _ => PageText::new("person-no-effect-others"),
    })
}

fn closed_tile(closed: &ClosedService) -> ClosedTile {
    ClosedTile {
        service: closed.service.clone(),
        organization: closed.organization_name.clone(),
        why: explanations::deny(&closed.why),
        ask: PageText::new("closed-ask"),
    }
}

/// A role that is held by mandate, which ends on a page of its own.
fn mandate_row(
    held: &HeldRole,
    services: &BTreeMap<identity_core::ids::ServiceId, String>,
    manages: bool,
) -> GrantRow {
    let path = format!("/mandates/{}", held.grant.id);
    GrantRow {
        revoke_path: manages.then(|| format!("{path}/end")),
        unanswered: held.grant.awaits_acceptance(),
        obstacle: held.obstacle.as_ref().filter(|_| !held.grant.awaits_acceptance()).map(explanations::deny),
        mandate_path: manages.then_some(path),
        ..grant_row(held, &[], services, "")
    }
}

/// Why the person who looks cannot manage this account, and who could let them.
async fn why_not(
    visit: &Visit,
    caller: &Caller,
    looker: UserId,
    organization: OrganizationId,
) -> Result<Option<PageText>, PageFailure> {
    let (asked, wanted) = (AskedActor::User(looker), Permission::MemberManage);
    let explained =
        visit.state.identity.explain(caller, asked, wanted, organization, caller.acting_for()).await?;
    let DecisionReason::Denied { missing, ask } = explained.reason else { return Ok(None) };
    let why = explanations::deny(&missing);
    if ask.is_empty() {
        return Ok(Some(PageText::new("person-no-acts").with("why", why)));
    }
    let ask = Argument::List(ListStyle::Plain, ask.into_iter().map(|giver| giver.name).collect());
    Ok(Some(PageText::new("person-no-acts-ask").with("why", why).with("names", ask)))
}

/// The names of services that roles can be limited to: those that the organisation can use, and those of its contracts that
/// are over.
fn services(
    organization: &OrganizationDetails,
    available: &[Service],
) -> BTreeMap<identity_core::ids::ServiceId, String> {
    let contracted = organization.contracts.iter().flat_map(|contract| &contract.services);
    available.iter().chain(contracted).map(|service| (service.id, service.name.to_string())).collect()
}
