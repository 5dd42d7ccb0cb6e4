//! The form that invites a person to an organisation.

use crate::language::PageText;
use crate::page::dates::end_of_day;
use crate::page::failure::PageFailure;
use crate::page::forms::{FormData, PageForm};
use crate::page::views::form::{Choice, FormState};
use crate::pages::invitations::views;
use crate::pages::organizations::head::{head, parse};
use crate::pages::roles::choices::{all_services, role_choices};
use crate::pages::roles::invite_refusals::{field, said};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::Timestamp;
use identity_core::domain::{MandateTerms, Period, Role};
use identity_core::ids::OrganizationId;
use identity_core::invitations::Invite;
use identity_core::organizations::OrganizationDetails;
use identity_core::policy::Permission;
use identity_core::values::{EmailAddress, PersonName, RoleKey, ServiceKey};
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

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
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
) -> Result<Response, PageFailure> {
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
    fn mandate_roles(&self, chosen: &[String]) -> usize {
        let chosen = |role: &&Role| chosen.iter().any(|key| key == role.key.as_str());
        self.roles.iter().filter(chosen).filter(|role| role.mandate_only).count()
    }
}

/// Which services the invitation is for, `None` for every one; an error with what is wrong.
fn services(
    form: &InviteForm,
    by_mandate: bool,
    offered: &Offered<'_>,
) -> Result<Option<BTreeSet<ServiceKey>>, &'static str> {
    let chosen: Result<BTreeSet<_>, _> = form.services.iter().map(|key| ServiceKey::parse(key)).collect();
    let chosen = chosen.map_err(|_| "error-service")?;
    match (by_mandate, chosen.is_empty()) {
        (true, true) if offered.services > 0 => Err("error-services-needed"),
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
    let period = Period { ends_at: end_of_day(&form.until)?, ..Period::ALWAYS };
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
    let mandates = offered.mandate_roles(&form.roles);
    let services = services(form, mandates > 0, offered);
    let terms = terms(form, mandates > 0);
    let days = DAYS.into_iter().find(|days| days.to_string() == form.expires_in);
    let checks = [
        ("email", email.is_ok(), "error-email"),
        ("given_name", given_name.is_ok(), "error-name-unusable"),
        ("family_name", family_name.is_ok(), "error-name-unusable"),
        ("roles", roles.as_ref().is_ok_and(|roles| !roles.is_empty()), "error-roles"),
        ("roles", mandates == 0 || mandates == form.roles.len(), "error-roles-mixed"),
        ("services", services.is_ok(), services.as_ref().err().copied().unwrap_or_default()),
        ("until", terms.is_ok(), "error-date"),
        ("expires_in", days.is_some(), "error-expires-in"),
    ];
    for (field, _, message) in checks.into_iter().filter(|(_, fine, _)| !fine) {
        state = state.error(field, PageText::new(message));
    }
    match (email, given_name, family_name, roles, services, terms, days) {
        (Ok(email), Ok(given_name), Ok(family_name), Ok(roles), Ok(services), Ok(mandate), Some(days))
            if !state.has_errors() =>
        {
            let mut wanted = Invite::new(organization, email, roles);
            wanted.given_name = given_name;
            wanted.family_name = family_name;
            wanted.services = services;
            wanted.mandate = mandate;
            wanted.expires_at = Some(now.plus(Duration::from_secs(days * 86_400)));
            Ok(wanted)
        }
        _ => Err(state),
    }
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: OrganizationId,
    form: FormState,
) -> Result<Response, PageFailure> {
    let organization = visit.state.identity.organization(caller, id).await?;
    visit.state.identity.check_permission(caller, Permission::InvitationManage, id).await?;
    let roles = visit.state.identity.givable_roles(caller, id).await?;
    let by_mandate = roles.iter().any(|role| role.mandate_only);
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

fn expiries(visit: &Visit) -> Result<Vec<Choice>, PageFailure> {
    let choice = |days: u64| {
        let label = visit.say(&PageText::new("invite-days").with("count", days))?;
        Ok(Choice::new(days.to_string(), label, ""))
    };
    DAYS.into_iter().map(choice).collect()
}
