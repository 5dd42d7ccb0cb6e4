//! Inviting people to an organisation, and what became of it.

use super::catalogue::Message;
use super::failure::Failure;
use super::forms::{FormData, NoFields, PageForm};
use super::mandate_form::end_of_day;
use super::organizations::{head, parse};
use super::people::{all_services, role_choices};
use super::views::{self, Choice, Confirm, Delivery, FormState, InvitationRow, Invitations};
use super::visit::{Posted, SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{InvitationState, MandateTerms, MessageState, Period, Role};
use identity_core::ids::{InvitationId, OrganizationId};
use identity_core::policy::Permission;
use identity_core::use_cases::{
    InvalidTerms, InvitationDetails, Invite, InviteError, OrganizationDetails, Refused,
};
use identity_core::values::{EmailAddress, PersonName, RoleKey, ServiceKey};
use identity_core::{Identity, Timestamp};
use std::collections::BTreeSet;
use std::time::Duration;

/// For how many days an invitation can be made acceptable.
const DAYS: [u64; 4] = [3, 7, 14, 30];

/// What the form that invites posts.
#[derive(Debug)]
pub(crate) struct InviteForm {
    email: String,
    given_name: String,
    family_name: String,
    roles: Vec<String>,
    services: Vec<String>,
    until: String,
    reason: String,
    expires_in: String,
}

impl PageForm for InviteForm {
    const FIELDS: &'static [&'static str] =
        &["email", "given_name", "family_name", "until", "reason", "expires_in"];
    const LISTS: &'static [&'static str] = &["roles", "services"];

    fn read(data: &FormData) -> Self {
        let [email, given_name, family_name, until, reason, expires_in] =
            ["email", "given_name", "family_name", "until", "reason", "expires_in"]
                .map(|name| data.text(name));
        let [roles, services] = ["roles", "services"].map(|name| data.list(name));
        Self { email, given_name, family_name, roles, services, until, reason, expires_in }
    }
}

pub(crate) async fn list(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = parse(&id)?;
    let identity = &visit.state.identity;
    let organization = identity.organization(&caller, id).await?;
    let (found, next) = identity.invitations(&caller, id, &visit.list_page()?).await?;
    let now = identity.clock().now();
    let link = |invitation| visit.state.base.absolute(&Identity::invitation_path(invitation));
    let view = Invitations {
        organization: head(&organization),
        rows: found.iter().map(|details| row(details, id, now, link(details.invitation.id))).collect(),
        next: next.map(|next| format!("/organizations/{id}/invitations?next={next}")),
    };
    visit.page(&view).await
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, Failure> {
    let id = parse(&id)?;
    let days = signed_in.visit.state.identity.settings().invitation_lifetime.as_secs() / 86_400;
    let organization = signed_in.visit.state.identity.organization(&signed_in.caller, id).await?;
    let services = all_services(&organization);
    // The only service there is goes without saying, also for a mandate.
    let only = if services.len() == 1 { services } else { Vec::new() };
    let form = FormState::new().value("expires_in", days.to_string());
    page(&signed_in, id, form.chosen("services", only.into_iter().map(|service| service.value))).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(form): Posted<InviteForm>,
) -> Result<Response, Failure> {
    let id = parse(&id)?;
    let identity = &signed_in.visit.state.identity;
    let typed = FormState::new()
        .value("email", form.email.as_str())
        .value("given_name", form.given_name.as_str())
        .value("family_name", form.family_name.as_str())
        .value("until", form.until.as_str())
        .value("reason", form.reason.as_str())
        .value("expires_in", form.expires_in.as_str())
        .chosen("roles", form.roles.clone())
        .chosen("services", form.services.clone());
    let organization = identity.organization(&signed_in.caller, id).await?;
    let roles = identity.givable_roles(&signed_in.caller, id).await?;
    let offered = Offered { services: all_services(&organization).len(), roles: &roles };
    let refused = match wanted(&form, id, identity.clock().now(), &offered, typed.clone()) {
        Err(refused) => refused,
        Ok(wanted) => match identity.invite(&signed_in.caller, &wanted).await {
            Ok(_) => {
                return Ok(signed_in.visit.go(&format!("/organizations/{id}/invitations?done=invited")));
            }
            Err(error) => typed.error(field(&error), said(error)?),
        },
    };
    page(&signed_in, id, refused).await
}

/// What the form offered.
struct Offered<'a> {
    /// How many services there are.
    services: usize,
    /// The roles.
    roles: &'a [Role],
}

impl Offered<'_> {
    /// How many of the chosen roles are held by mandate only.
    fn by_mandate(&self, chosen: &[String]) -> usize {
        let chosen = |role: &&Role| chosen.iter().any(|key| key == role.key.as_str());
        self.roles.iter().filter(chosen).filter(|role| role.by_mandate).count()
    }
}

/// Which services the invitation is for, `None` for every one; an error with what is wrong.
fn services(
    form: &InviteForm,
    by_mandate: bool,
    offered: &Offered<'_>,
) -> Result<Option<BTreeSet<ServiceKey>>, &'static str> {
    let chosen: Result<BTreeSet<_>, _> = form.services.iter().map(|key| ServiceKey::parse(key)).collect();
    let chosen = chosen.map_err(|_| "error.service")?;
    match (by_mandate, chosen.is_empty()) {
        (true, true) if offered.services > 0 => Err("error.services_needed"),
        // With one service a plain role has nothing to be limited to; the box is for mandates.
        (false, _) if offered.services < 2 => Ok(None),
        (_, true) => Ok(None),
        (_, false) => Ok(Some(chosen)),
    }
}

/// The terms of the mandate, if it is one; what was typed without choosing one does not count.
fn terms(form: &InviteForm, by_mandate: bool) -> Result<Option<MandateTerms>, ()> {
    if !by_mandate {
        return Ok(None);
    }
    let period = Period { not_after: end_of_day(&form.until)?, ..Period::ALWAYS };
    let reason = (!form.reason.is_empty()).then(|| form.reason.clone());
    Ok(Some(MandateTerms { period, reason, ..MandateTerms::default() }))
}

fn wanted(
    form: &InviteForm,
    organization: OrganizationId,
    now: Timestamp,
    offered: &Offered<'_>,
    mut state: FormState,
) -> Result<Invite, FormState> {
    let email = EmailAddress::parse(&form.email);
    let name = |text: &str| (!text.is_empty()).then(|| PersonName::parse(text)).transpose();
    let (given_name, family_name) = (name(&form.given_name), name(&form.family_name));
    let roles: Result<BTreeSet<_>, _> = form.roles.iter().map(|key| RoleKey::parse(key)).collect();
    let mandates = offered.by_mandate(&form.roles);
    let services = services(form, mandates > 0, offered);
    let terms = terms(form, mandates > 0);
    let days = DAYS.into_iter().find(|days| days.to_string() == form.expires_in);
    let checks = [
        ("email", email.is_ok(), "error.email"),
        ("given_name", given_name.is_ok(), "error.name_unusable"),
        ("family_name", family_name.is_ok(), "error.name_unusable"),
        ("roles", roles.as_ref().is_ok_and(|roles| !roles.is_empty()), "error.roles"),
        ("roles", mandates == 0 || mandates == form.roles.len(), "error.roles_mixed"),
        ("services", services.is_ok(), services.as_ref().err().copied().unwrap_or_default()),
        ("until", terms.is_ok(), "error.date"),
        ("expires_in", days.is_some(), "error.expires_in"),
    ];
    for (field, _, message) in checks.into_iter().filter(|(_, fine, _)| !fine) {
        state = state.error(field, Message::new(message));
    }
    match (email, given_name, family_name, roles, services, terms, days) {
        (Ok(email), Ok(given_name), Ok(family_name), Ok(roles), Ok(services), Ok(mandate), Some(days))
            if !state.has_errors() =>
        {
            Ok(Invite {
                organization,
                email,
                given_name,
                family_name,
                roles,
                services,
                mandate,
                locale: None,
                expires_at: Some(now.plus(Duration::from_secs(days * 86_400))),
            })
        }
        _ => Err(state),
    }
}

/// The field at which a refusal is said.
pub(crate) const fn field(error: &InviteError) -> &'static str {
    match error {
        InviteError::NoRole | InviteError::UnknownRole(_) | InviteError::NotHeld { .. } => "roles",
        InviteError::UnknownService(_) => "services",
        InviteError::InvalidExpiry => "expires_in",
        InviteError::Terms(InvalidTerms::EmptyPeriod) => "until",
        InviteError::Terms(InvalidTerms::Reason) => "reason",
        _ => "email",
    }
}

/// A refusal in words for the form; what is not about the form becomes a page of its own.
pub(crate) fn said(error: InviteError) -> Result<Message, Failure> {
    Ok(match error {
        InviteError::Access(error) => return Err(error.into()),
        InviteError::TooMany => return Err(Failure::TooMany),
        InviteError::NotAPerson => {
            let why = error.to_string();
            return Err(Failure::Forbidden(Box::new(Refused { why, ask: Vec::new(), act_for: None })));
        }
        InviteError::Terms(InvalidTerms::EmptyPeriod) => Message::new("error.until"),
        InviteError::Terms(InvalidTerms::Reason) => Message::new("error.reason"),
        InviteError::Terms(InvalidTerms::Onward) => Message::new("error.onward"),
        InviteError::NoRole => Message::new("error.roles"),
        InviteError::UnknownRole(_) => Message::new("error.role"),
        InviteError::UnknownService(_) => Message::new("error.service"),
        InviteError::NotHeld { role, why } => {
            Message::new("error.role_not_held").with("role", role.to_string()).with("why", why)
        }
        InviteError::InvalidExpiry => Message::new("error.expires_in"),
        InviteError::AlreadyMember => Message::new("error.already_member"),
        InviteError::AlreadyInvited => Message::new("error.already_invited"),
        InviteError::AlreadyClosed => Message::new("error.invitation_closed"),
    })
}

pub(crate) async fn resend(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, Failure> {
    let (id, invitation) = parse_both(&path)?;
    visit.state.identity.resend_invitation(&caller, invitation).await?;
    Ok(visit.go(&format!("/organizations/{id}/invitations?done=resent")))
}

pub(crate) async fn ask_cancel(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (id, invitation) = parse_both(&path)?;
    let found = visit.state.identity.invitation(&caller, invitation).await?;
    let email = found.email.to_string();
    let list = format!("/organizations/{id}/invitations");
    let view = Confirm {
        title: Message::new("cancel.title").with("email", email.as_str()),
        effects: vec![
            Message::new("cancel.effect_link").with("email", email),
            Message::new("cancel.effect_again"),
        ],
        action: format!("{list}/{invitation}/cancel"),
        button: Message::new("cancel.button"),
        back_path: list,
    };
    visit.page(&view).await
}

pub(crate) async fn cancel(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, Failure> {
    let (id, invitation) = parse_both(&path)?;
    visit.state.identity.revoke_invitation(&caller, invitation).await?;
    Ok(visit.go(&format!("/organizations/{id}/invitations?done=cancelled")))
}

fn parse_both(
    (organization, invitation): &(String, String),
) -> Result<(OrganizationId, InvitationId), Failure> {
    Ok((parse(organization)?, InvitationId::parse(invitation).map_err(|_| Failure::NotFound)?))
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: OrganizationId,
    form: FormState,
) -> Result<Response, Failure> {
    let organization = visit.state.identity.organization(caller, id).await?;
    visit.state.identity.check_permission(caller, Permission::InvitationManage, id).await?;
    let roles = visit.state.identity.givable_roles(caller, id).await?;
    let by_mandate = roles.iter().any(|role| role.by_mandate);
    let view = views::Invite {
        organization: head(&organization),
        action: format!("/organizations/{id}/invite"),
        roles: role_choices(&roles),
        services: services_to_choose(&organization, by_mandate),
        mandates: by_mandate,
        expiries: expiries(visit)?,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

/// A mandate names its services, even if there is only one.
fn services_to_choose(organization: &OrganizationDetails, by_mandate: bool) -> Vec<Choice> {
    let all = all_services(organization);
    if by_mandate || all.len() > 1 { all } else { Vec::new() }
}

fn expiries(visit: &Visit) -> Result<Vec<Choice>, Failure> {
    let choice = |days: u64| {
        let label = visit.state.pages.say(&Message::new("invite.days").with("count", days.to_string()))?;
        Ok(Choice::new(days.to_string(), label, ""))
    };
    DAYS.into_iter().map(choice).collect()
}

fn row(
    details: &InvitationDetails,
    organization: OrganizationId,
    now: Timestamp,
    link: String,
) -> InvitationRow {
    let invitation = &details.invitation;
    let expired = invitation.expires_at <= now;
    let state = match invitation.state {
        InvitationState::Pending if expired => "invitation.state.expired",
        InvitationState::Pending => "invitation.state.open",
        InvitationState::Accepted => "invitation.state.accepted",
        InvitationState::Revoked => "invitation.state.cancelled",
    };
    let pending = invitation.state == InvitationState::Pending;
    let here = format!("/organizations/{organization}/invitations/{}", invitation.id);
    let names = [&invitation.given_name, &invitation.family_name];
    let name: Vec<_> = names.into_iter().flatten().map(ToString::to_string).collect();
    InvitationRow {
        id: invitation.id.to_string(),
        email: invitation.email.to_string(),
        name: name.join(" "),
        roles: details.roles.iter().map(|role| role.name.to_string()).collect(),
        invited_by: details.inviter.clone(),
        expires_at: invitation.expires_at,
        state: Message::new(state),
        delivery: details.delivery.as_ref().filter(|_| pending).map(delivery),
        resend_action: pending.then(|| format!("{here}/resend")),
        link: (pending && !expired).then_some(link),
        cancel_path: pending.then(|| format!("{here}/cancel")),
    }
}

fn delivery(found: &identity_core::use_cases::Delivery) -> Delivery {
    match (found.state, found.closed_at) {
        (MessageState::Sent, Some(at)) => Delivery::Sent { at },
        (MessageState::Dead, _) => Delivery::Failed { reason: found.last_error.clone().unwrap_or_default() },
        _ => Delivery::Queued,
    }
}
