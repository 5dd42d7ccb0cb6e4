//! Giving a mandate, and passing one on.

use crate::forms::Field;
use crate::forms::invitations::{EXPIRES_IN, ROLES};
use crate::forms::mandates::{GIVE_MANDATE, PROGRAM, RECEIVERS_EMAIL};
use crate::forms::roles::{MAX_DELEGATION_DEPTH, OWNER, ROLE, SERVICES, UNTIL};
use crate::language::{PageText, explanations};
use crate::page::dates::no_later;
use crate::page::failure::PageFailure;
use crate::page::names::address_or_name;
use crate::page::views::form::{Choice, FormState};
use crate::pages::mandates::form::MandateForm;
use crate::pages::mandates::offer::Offer;
use crate::pages::mandates::row::{depth_words, parse_mandate};
use crate::pages::mandates::views;
use crate::pages::organizations::head::parse;
use crate::pages::roles::choices::role_choices;
use crate::pages::roles::invite_refusals::{give_field, give_said};
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::Role;
use identity_core::mandates::{FindReceiverError, GiveMandateError, GivenMandate};
use identity_core::roles::GiveError;
use identity_core::store::Page;
use std::collections::BTreeSet;

/// More colleagues than this are named by their e-mail address.
const COLLEAGUES: u16 = 200;

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let offer = Offer::of_organization(&signed_in, parse(&id)?).await?;
    let form = offer.blank(signed_in.visit.query("colleague"));
    page(&signed_in, &offer, form).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(mut form): Posted<MandateForm>,
) -> Result<Response, PageFailure> {
    let offer = Offer::of_organization(&signed_in, parse(&id)?).await?;
    give(&signed_in, &offer, &mut form).await
}

pub(crate) async fn show_pass_on(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let offer = Offer::of_mandate(&signed_in, parse_mandate(&id)?).await?;
    let form = offer.blank(None);
    page(&signed_in, &offer, form).await
}

pub(crate) async fn pass_on(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(mut form): Posted<MandateForm>,
) -> Result<Response, PageFailure> {
    let offer = Offer::of_mandate(&signed_in, parse_mandate(&id)?).await?;
    give(&signed_in, &offer, &mut form).await
}

async fn give(
    signed_in: &SignedInVisit,
    offer: &Offer,
    form: &mut MandateForm,
) -> Result<Response, PageFailure> {
    if let Some(called) = form.called_organization() {
        let from = offer.giver.unwrap_or(offer.organization);
        match signed_in.visit.state.identity.find_receiver(&signed_in.caller, from, &called).await {
            Ok(organization) => form.found(organization),
            Err(FindReceiverError::Unknown) => form.not_found("error-organization-unknown"),
            Err(FindReceiverError::Several) => form.not_found("error-organizations-several"),
            Err(FindReceiverError::Access(error)) => return Err(error.into()),
            Err(FindReceiverError::TooMany) => return Err(PageFailure::TooMany),
            Err(unknown) => return Err(PageFailure::Internal(unknown.into())),
        }
    }
    let identity = &signed_in.visit.state.identity;
    let mut draft = form.read_against(&offer.offered(), offer.draft());
    draft.terms.period.ends_at = no_later(draft.terms.period.ends_at, offer.latest);
    let wanted = draft.complete().filter(|_| form.0.is_right());
    if let Some(wanted) = wanted {
        match identity.give_mandate(&signed_in.caller, &wanted).await {
            Ok(GivenMandate::Offered(grant)) => {
                return Ok(signed_in.visit.done(&format!("/mandates/{}", grant.id), "mandate-offered"));
            }
            Ok(GivenMandate::Accepted(grant)) => {
                return Ok(signed_in
                    .visit
                    .done(&format!("/mandates/{}", grant.id), "mandate-given-to-program"));
            }
            Ok(GivenMandate::Invited(_)) => {
                return Ok(signed_in.visit.done(&offer.back_path, "mandate-offered"));
            }
            Err(error) => refuse(error, form, &offer.roles)?,
        }
    }
    for error in identity.mandate_faults(&signed_in.caller, &draft).await? {
        refuse(error, form, &offer.roles)?;
    }
    page(signed_in, offer, form.0.state()).await
}

/// Marks the field that a refusal is about.
fn refuse(error: GiveMandateError, form: &mut MandateForm, roles: &[Role]) -> Result<(), PageFailure> {
    let (at, message) = refusal(error, form, roles)?;
    form.0.refuse(at, message);
    Ok(())
}

/// A refusal in words, with the field that it is about.
fn refusal(
    error: GiveMandateError,
    form: &MandateForm,
    roles: &[Role],
) -> Result<(&'static Field, PageText), PageFailure> {
    let said = |at, key| Ok((at, PageText::new(key)));
    match error {
        GiveMandateError::UnknownReceiver if *form.receiver_field() == PROGRAM => {
            said(&PROGRAM, "error-program-unknown")
        }
        GiveMandateError::UnknownReceiver => said(form.receiver_field(), "error-receiver-unknown"),
        GiveMandateError::UnknownOwner => said(&OWNER, "error-program-owner"),
        GiveMandateError::ClientPassesOn => said(&MAX_DELEGATION_DEPTH, "error-program-passes-on"),
        GiveMandateError::OwnReceiver => said(form.receiver_field(), "error-mandate-to-oneself"),
        GiveMandateError::AlreadyHeld => said(form.receiver_field(), "error-mandate-held"),
        GiveMandateError::Give(GiveError::DelegationDenied { role, why }) => {
            let known = roles.iter().find(|known| known.key == role);
            let name = known.map_or_else(|| role.to_string(), |known| known.name.to_string());
            Ok((
                &ROLE,
                PageText::new("error-role-not-held")
                    .with("role", name)
                    .with("why", explanations::delegation_denied(&why)),
            ))
        }
        GiveMandateError::Give(error) => Ok((here(give_field(&error)), give_said(error)?)),
        GiveMandateError::AlreadyInvited => said(&RECEIVERS_EMAIL, "error-already-invited"),
        GiveMandateError::InvalidExpiry => said(&UNTIL, "error-expires-in"),
        GiveMandateError::ServicesNeeded => said(&SERVICES, "error-services-needed"),
        GiveMandateError::OfNoUse => said(&MAX_DELEGATION_DEPTH, "error-mandate-of-no-use"),
        GiveMandateError::NotAPerson => said(&RECEIVERS_EMAIL, "error-not-a-person"),
        GiveMandateError::TooMany => Err(PageFailure::TooMany),
        unknown => Err(PageFailure::Internal(unknown.into())),
    }
}

/// The field of this form that stands for one of the form that invites.
fn here(invites: &'static Field) -> &'static Field {
    if *invites == ROLES {
        &ROLE
    } else if *invites == EXPIRES_IN {
        &UNTIL
    } else {
        GIVE_MANDATE.page_field(invites.name()).unwrap_or(&RECEIVERS_EMAIL)
    }
}

async fn page(signed_in: &SignedInVisit, offer: &Offer, form: FormState) -> Result<Response, PageFailure> {
    let colleagues = colleagues(signed_in, offer).await?;
    let view = views::GiveMandate {
        organization: offer.name.clone(),
        passing_on: offer.parent_grant.is_some(),
        back_path: offer.back_path.clone(),
        action: offer.action.clone(),
        owners: owners(signed_in, &colleagues)?,
        colleagues,
        by_email: offer.giver.is_none(),
        roles: role_choices(&offer.roles),
        services: offer
            .services
            .iter()
            .map(|service| Choice::new(service.key.as_str(), service.name.as_str(), ""))
            .collect(),
        limits: offer.limits(),
        latest: offer.latest,
        max_delegation_depth: depth_choices(signed_in, offer.max_delegation_depth)?,
        form: form.clone(),
    };
    signed_in.visit.form_page(&form, &view).await
}

/// The people of the organisation that gives, if the person who looks may see them.
async fn colleagues(signed_in: &SignedInVisit, offer: &Offer) -> Result<Vec<Choice>, PageFailure> {
    let SignedInVisit { visit, caller, current } = signed_in;
    let home = offer.giver.unwrap_or(offer.organization);
    let account = visit.state.identity.account(caller).await?;
    let sees: BTreeSet<_> = account.administers.iter().collect();
    if !sees.contains(&home) {
        return Ok(Vec::new());
    }
    let (members, _) = visit.state.identity.members(caller, home, None, &Page::first(COLLEAGUES)).await?;
    let others = members.iter().filter(|member| member.user.id != current.user.id || offer.giver.is_some());
    let mut choices: Vec<Choice> = others
        .map(|member| {
            let label = format!("{}, {}", member.user.full_name(), address_or_name(&member.user));
            Choice::new(member.user.id.to_string(), label, "")
        })
        .collect();
    if !choices.is_empty() {
        let nobody = visit.say(&PageText::new("mandate-nobody"))?;
        choices.insert(0, Choice::new("", nobody, ""));
    }
    Ok(choices)
}

/// The same people, as those who can answer for a program in place of the giver.
fn owners(signed_in: &SignedInVisit, colleagues: &[Choice]) -> Result<Vec<Choice>, PageFailure> {
    let others = colleagues.iter().skip(1).cloned();
    if colleagues.len() < 2 {
        return Ok(Vec::new());
    }
    let giver = signed_in.visit.say(&PageText::new("program-owner-giver"))?;
    Ok(std::iter::once(Choice::new("", giver, "")).chain(others).collect())
}

fn depth_choices(signed_in: &SignedInVisit, most: u8) -> Result<Vec<Choice>, PageFailure> {
    let choice = |times: u8| {
        let label = signed_in.visit.say(&depth_words(times))?;
        Ok(Choice::new(times.to_string(), label, ""))
    };
    (0..=most).map(choice).collect()
}
