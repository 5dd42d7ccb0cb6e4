//! The form that invites a person to an organisation.

use crate::forms::invitations::{EMAIL, EXPIRES_IN, INVITE, LANGUAGE, ROLES};
use crate::forms::people::{OTHERS_FAMILY_NAME, OTHERS_GIVEN_NAME};
use crate::forms::roles::{REASON, SERVICES, UNTIL};
use crate::language::{Languages, PageText};
use crate::page::dates::end_of_day;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::names::read_name;
use crate::page::views::form::{Choice, FormState};
use crate::pages::invitations::views;
use crate::pages::organizations::head::{head, parse};
use crate::pages::roles::choices::{all_services, language_choices, role_choices};
use crate::pages::roles::invite_refusals::{field, said};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::Timestamp;
use identity_core::domain::{MandateTerms, Period, Role, Service};
use identity_core::ids::OrganizationId;
use identity_core::invitations::{Invite, InviteDraft};
use identity_core::policy::Permission;
use identity_core::values::{EmailAddress, RoleKey, ServiceKey};
use std::collections::BTreeSet;
use std::time::Duration;

/// For how many days an invitation can be made acceptable.
const DAYS: [u64; 4] = [3, 7, 14, 30];

page_forms! {
    /// What the form that invites posts.
    InviteForm => INVITE;
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let days = signed_in.visit.state.identity.settings().invitation_lifetime.as_secs() / 86_400;
    let services = signed_in.visit.state.identity.organization_services(&signed_in.caller, id).await?;
    let services = all_services(&services);
    // The only service there is goes without saying, also for a mandate.
    let only = if services.len() == 1 { services } else { Vec::new() };
    let language = signed_in.visit.language.to_string();
    let form = FormState::of(&INVITE).value(&EXPIRES_IN, days.to_string()).value(&LANGUAGE, language);
    page(&signed_in, id, form.chosen(&SERVICES, only.into_iter().map(|service| service.value))).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(InviteForm(mut form)): Posted<InviteForm>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let identity = &signed_in.visit.state.identity;
    let services = identity.organization_services(&signed_in.caller, id).await?;
    let roles = identity.givable_roles(&signed_in.caller, id).await?;
    let languages = signed_in.visit.state.pages.languages();
    let offered = InvitationChoices { services: services.len(), roles: &roles, languages };
    let (draft, wanted) = read(&mut form, id, identity.clock().now(), &offered);
    if let Some(wanted) = wanted {
        match identity.invite(&signed_in.caller, &wanted).await {
            Ok(_) => {
                return Ok(signed_in.visit.done(&format!("/organizations/{id}/invitations"), "invited"));
            }
            Err(error) => form.refuse(field(&error), said(error)?),
        }
    }
    for error in identity.invitation_faults(&signed_in.caller, id, &draft).await? {
        form.refuse(field(&error), said(error)?);
    }
    page(&signed_in, id, form.state()).await
}

/// What the form offered.
struct InvitationChoices<'a> {
    /// How many services there are.
    services: usize,
    /// The roles.
    roles: &'a [Role],
    /// The languages.
    languages: &'a Languages,
}

impl InvitationChoices<'_> {
    /// Whether one of the chosen roles is held by mandate only, so that the part of the form about mandates counts.
    fn by_mandate(&self, chosen: &BTreeSet<RoleKey>) -> bool {
        self.roles.iter().any(|role| role.mandate_only && chosen.contains(&role.key))
    }

    /// What the boxes of the services mean. With one service, a plain role has nothing to be limited to.
    fn limit(&self, by_mandate: bool, chosen: BTreeSet<ServiceKey>) -> Option<BTreeSet<ServiceKey>> {
        let limits = if by_mandate { self.services > 0 } else { self.services > 1 && !chosen.is_empty() };
        limits.then_some(chosen)
    }
}

/// What was filled in, as far as it can be read, and the invitation that it is, if nothing is wrong with the fields, which
/// the form says then.
fn read(
    form: &mut Filled,
    organization: OrganizationId,
    now: Timestamp,
    offered: &InvitationChoices<'_>,
) -> (InviteDraft, Option<Invite>) {
    let mut draft = InviteDraft::default();
    draft.email = form.read(&EMAIL, EmailAddress::parse);
    let given_name = read_name(form, &OTHERS_GIVEN_NAME);
    let family_name = read_name(form, &OTHERS_FAMILY_NAME);
    draft.roles = form.read_all(&ROLES, RoleKey::parse).unwrap_or_default();
    let by_mandate = offered.by_mandate(&draft.roles);
    let services = form.read_all(&SERVICES, ServiceKey::parse);
    draft.services = services.and_then(|chosen| offered.limit(by_mandate, chosen));
    // What was typed about a mandate without choosing one does not count.
    draft.mandate = by_mandate.then(|| terms(form));
    let days = |text: &str| DAYS.into_iter().find(|days| days.to_string() == text).ok_or(());
    let days = form.read(&EXPIRES_IN, days);
    let language =
        form.read(&LANGUAGE, |text| offered.languages.all().find(|one| one.as_str() == text).ok_or(()));
    let language = language.cloned();
    let (true, Some(email), Some(days)) = (form.is_right(), draft.email.clone(), days) else {
        return (draft, None);
    };
    let mut wanted = Invite::new(organization, email, draft.roles.clone());
    wanted.given_name = given_name;
    wanted.family_name = family_name;
    wanted.services.clone_from(&draft.services);
    wanted.mandate.clone_from(&draft.mandate);
    wanted.locale = language;
    wanted.expires_at = Some(now.plus(Duration::from_secs(days * 86_400)));
    (draft, Some(wanted))
}

/// The terms of the mandate.
fn terms(form: &mut Filled) -> MandateTerms {
    let period = Period { ends_at: form.read(&UNTIL, end_of_day), ..Period::ALWAYS };
    let reason = Some(form.text(&REASON)).filter(|reason| !reason.is_empty());
    MandateTerms { period, reason, ..MandateTerms::default() }
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: OrganizationId,
    form: FormState,
) -> Result<Response, PageFailure> {
    let organization = visit.state.identity.organization(caller, id).await?;
    visit.state.identity.check_permission(caller, Permission::InvitationManage, id).await?;
    let roles = visit.state.identity.givable_roles(caller, id).await?;
    let services = visit.state.identity.organization_services(caller, id).await?;
    let by_mandate = roles.iter().any(|role| role.mandate_only);
    let view = views::Invite {
        organization: head(&organization),
        action: format!("/organizations/{id}/invite"),
        roles: role_choices(&roles),
        services: services_to_choose(&services, by_mandate),
        mandates: by_mandate,
        expiries: expiries(visit)?,
        languages: language_choices(visit),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

/// A mandate names its services, even if there is only one.
fn services_to_choose(services: &[Service], by_mandate: bool) -> Vec<Choice> {
    let all = all_services(services);
    if by_mandate || all.len() > 1 { all } else { Vec::new() }
}

fn expiries(visit: &Visit) -> Result<Vec<Choice>, PageFailure> {
    let choice = |days: u64| {
        let label = visit.say(&PageText::new("invite-days").with("count", days))?;
        Ok(Choice::new(days.to_string(), label, ""))
    };
    DAYS.into_iter().map(choice).collect()
}
