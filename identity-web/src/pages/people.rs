//! The people of an organisation and their roles.

use super::catalogue::Message;
use super::failure::{Failure, sentence};
use super::forms::{FormData, NoFields, PageForm};
use super::manage::acts;
use super::organizations::{head, parse};
use super::views::{Choice, Confirm, FormState, GrantForm, GrantRow, People, Person, PersonRow, RoleWords};
use super::visit::{Posted, SignedInVisit, Visit};
use super::who_can::ability_rows;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{Period, Role, UserState};
use identity_core::ids::{GrantId, OrganizationId, UserId};
use identity_core::policy::Permission;
use identity_core::use_cases::{
    AskedActor, Caller, GiveRole, GrantError, HeldRole, InviteError, Member, OrganizationDetails,
};
use identity_core::values::{RoleKey, ServiceKey};
use std::collections::BTreeMap;

pub(crate) async fn list(
    SignedInVisit { visit, caller, current }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = parse(&id)?;
    let organization = visit.state.identity.organization(&caller, id).await?;
    if !organization.permitted.contains(&Permission::MemberView) {
        return Ok(visit.go(&format!("/organizations/{id}/details")));
    }
    let (members, next) = visit.state.identity.members(&caller, id, &visit.list_page()?).await?;
    let row = |member: &Member| PersonRow {
        name: member.user.full_name(),
        email: member.user.email.to_string(),
        path: format!("/organizations/{id}/people/{}", member.user.id),
        roles: member.roles.iter().map(|held| held.role.name.to_string()).collect(),
        state: state(member.user.state),
        is_self: member.user.id == current.user.id,
    };
    let view = People {
        organization: head(&organization),
        rows: members.iter().map(row).collect(),
        next: next.map(|next| format!("/organizations/{id}?next={next}")),
    };
    visit.page(&view).await
}

pub(crate) async fn show(
    signed_in: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, Failure> {
    person_page(&signed_in, parse_both(&path)?, FormState::new()).await
}

/// What the form that gives a role posts.
#[derive(Debug)]
pub(crate) struct GiveForm {
    role: String,
    services: Vec<String>,
}

impl PageForm for GiveForm {
    const FIELDS: &'static [&'static str] = &["role"];
    const LISTS: &'static [&'static str] = &["services"];

    fn read(data: &FormData) -> Self {
        Self { role: data.text("role"), services: data.list("services") }
    }
}

pub(crate) async fn give(
    signed_in: SignedInVisit,
    Path(path): Path<(String, String)>,
    Posted(form): Posted<GiveForm>,
) -> Result<Response, Failure> {
    let (organization, user) = parse_both(&path)?;
    let typed =
        FormState::new().chosen("role", [form.role.clone()]).chosen("services", form.services.clone());
    let services: Result<_, _> = form.services.iter().map(|key| ServiceKey::parse(key)).collect();
    let refused = match (RoleKey::parse(&form.role), services) {
        (Err(_), _) => typed.error("role", Message::new("error.role")),
        (_, Err(_)) => typed.error("services", Message::new("error.service")),
        (Ok(role), Ok(services)) => {
            let services = (!form.services.is_empty()).then_some(services);
            let wanted = GiveRole { organization, user, role, services, period: Period::ALWAYS };
            match signed_in.visit.state.identity.give_role(&signed_in.caller, &wanted).await {
                Ok(_) => {
                    let path = format!("/organizations/{organization}/people/{user}?done=granted");
                    return Ok(signed_in.visit.go(&path));
                }
                Err(error) => typed.error("role", said(error)?),
            }
        }
    };
    person_page(&signed_in, (organization, user), refused).await
}

pub(crate) async fn ask_revoke(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path((id, user, grant)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let (id, user) = parse_both(&(id, user))?;
    let grant = GrantId::parse(&grant).map_err(|_| Failure::NotFound)?;
    let organization = visit.state.identity.organization(&caller, id).await?;
    let member = visit.state.identity.member(&caller, id, user).await?;
    let held = member.roles.iter().find(|held| held.grant.id == grant).ok_or(Failure::NotFound)?;
    visit.state.identity.check_permission(&caller, Permission::GrantManage, id).await?;
    let person = format!("/organizations/{id}/people/{user}");
    let name = member.user.full_name();
    let view = Confirm {
        title: Message::new("revoke.title").with("role", held.role.name.as_str()).with("name", name.as_str()),
        effects: vec![
            Message::new("revoke.effect_now")
                .with("name", name)
                .with("organization", organization.organization.name.as_str()),
            Message::new("revoke.effect_again"),
        ],
        action: format!("{person}/grants/{grant}/revoke"),
        button: Message::new("revoke.button"),
        back_path: person,
    };
    visit.page(&view).await
}

pub(crate) async fn revoke(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path((id, user, grant)): Path<(String, String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, Failure> {
    let (id, user) = parse_both(&(id, user))?;
    let grant = GrantId::parse(&grant).map_err(|_| Failure::NotFound)?;
    match visit.state.identity.revoke_grant(&caller, grant).await {
        Ok(()) => Ok(visit.go(&format!("/organizations/{id}/people/{user}?done=revoked"))),
        Err(error) => Err(Failure::Refused(said(error)?)),
    }
}

/// A refusal in words for the form; what is not about the form becomes a page of its own.
pub(crate) fn said(error: GrantError) -> Result<Message, Failure> {
    match error {
        GrantError::Given(error) => super::invite::said(error),
        GrantError::NotAMember => Err(Failure::NotFound),
        GrantError::AlreadyHeld => Ok(Message::new("error.role_held")),
        GrantError::LastAdministrator => Ok(Message::new("person.last_administrator")),
        GrantError::EmptyPeriod => Err(Failure::BadRequest),
    }
}

fn parse_both((organization, user): &(String, String)) -> Result<(OrganizationId, UserId), Failure> {
    Ok((parse(organization)?, UserId::parse(user).map_err(|_| Failure::NotFound)?))
}

const fn state(state: UserState) -> Option<Message> {
    match state {
        UserState::Active => None,
        UserState::Locked => Some(Message::new("user.state.locked")),
        UserState::Disabled => Some(Message::new("user.state.disabled")),
    }
}

async fn person_page(
    SignedInVisit { visit, caller, current }: &SignedInVisit,
    (id, user): (OrganizationId, UserId),
    form: FormState,
) -> Result<Response, Failure> {
    let identity = &visit.state.identity;
    let organization = identity.organization(caller, id).await?;
    let member = identity.member(caller, id, user).await?;
    let permits = |permission| organization.permitted.contains(&permission);
    let mut givable = Vec::new();
    if permits(Permission::GrantManage) {
        givable = identity.givable_roles(caller, id).await?;
        // What is held by mandate only has a form of its own.
        givable.retain(|role| !role.by_mandate);
    }
    let abilities =
        if permits(Permission::GrantView) { identity.what_can(caller, id, user).await? } else { Vec::new() };
    let is_self = current.user.id == user;
    let here = format!("/organizations/{id}/people/{user}");
    let names = services(&organization);
    let view = Person {
        organization: head(&organization),
        name: member.user.full_name(),
        email: member.user.email.to_string(),
        username: member.user.username.as_ref().map(ToString::to_string),
        state: state(member.user.state),
        acts: if permits(Permission::MemberManage) && !is_self {
            acts(member.user.state, &here)
        } else {
            Vec::new()
        },
        no_acts_because: if permits(Permission::MemberManage) || is_self {
            None
        } else {
            why_not(visit, caller, current.user.id, id).await?
        },
        abilities: ability_rows(&abilities),
        shows_abilities: permits(Permission::GrantView),
        mandate_path: (permits(Permission::MandateManage) && !is_self)
            .then(|| format!("/organizations/{id}/mandates/new?colleague={user}")),
        grants: member
            .roles
            .iter()
            .map(|held| match &held.grant.mandate {
                Some(_) => mandate_row(held, &names, permits(Permission::MandateManage)),
                None => grant_row(held, &givable, &names, &here),
            })
            .collect(),
        give: (!givable.is_empty()).then(|| GrantForm {
            action: format!("{here}/grants"),
            roles: role_choices(&givable),
            services: service_choices(&organization),
        }),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
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
        ends_at: held.grant.period.not_after,
        revoke_path: revocable.then(|| format!("{here}/grants/{}/revoke", held.grant.id)),
        kept_because: None,
        mandate_path: None,
        unanswered: false,
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
) -> Result<Option<Message>, Failure> {
    let (asked, wanted) = (AskedActor::User(looker), Permission::MemberManage);
    let explained =
        visit.state.identity.explain(caller, asked, wanted, organization, caller.acting_for()).await?;
    let because: Vec<_> = explained.because.iter().map(|words| sentence(words)).collect();
    Ok((!explained.allowed).then(|| Message::new("person.no_acts").with("why", because.join(" "))))
}

/// Roles to choose from, each with what it lets its holder do.
pub(crate) fn role_choices(roles: &[Role]) -> Vec<Choice> {
    roles
        .iter()
        .map(|role| Choice {
            by_mandate: role.by_mandate,
            ..Choice::new(role.key.as_str(), role.name.as_str(), role.description.as_str())
        })
        .collect()
}

/// Services to which a plain role can be limited. With one there is nothing to limit.
fn service_choices(organization: &OrganizationDetails) -> Vec<Choice> {
    let all = all_services(organization);
    if all.len() < 2 { Vec::new() } else { all }
}

/// Services of the organisation's contracts to choose from.
pub(crate) fn all_services(organization: &OrganizationDetails) -> Vec<Choice> {
    let found: BTreeMap<_, _> = organization
        .contracts
        .iter()
        .filter(|contract| contract.in_force)
        .flat_map(|contract| &contract.services)
        .map(|service| (service.key.to_string(), service.name.to_string()))
        .collect();
    found.into_iter().map(|(key, name)| Choice::new(key, name, "")).collect()
}

fn services(organization: &OrganizationDetails) -> BTreeMap<identity_core::ids::ServiceId, String> {
    let all = organization.contracts.iter().flat_map(|contract| &contract.services);
    all.map(|service| (service.id, service.name.to_string())).collect()
}

impl From<InviteError> for Failure {
    fn from(error: InviteError) -> Self {
        match super::invite::said(error) {
            Ok(reason) => Self::Refused(reason),
            Err(failure) => failure,
        }
    }
}
