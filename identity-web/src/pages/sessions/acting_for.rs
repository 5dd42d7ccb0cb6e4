//! Choosing the organisation that the person acts for; it takes no password and holds for the session.

use crate::forms::sessions::{ACTING_FOR, ONE_ORGANIZATION, SWITCH};
use crate::forms::sign_on::{ORGANIZATION, RETURN_TO};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{NoFields, page_forms};
use crate::page::views::form::{Choice, FormState};
use crate::pages::sign_on::views::ChooseOrganization;
use crate::visit::frame::mandate_only;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::response::Response;
use identity_core::ids::OrganizationId;

page_forms! {
    /// The organisation chosen for the session.
    Chosen => ACTING_FOR;
    /// A single button that acts for one organisation.
    SwitchForm => SWITCH;
}

pub(crate) async fn show(signed_in: SignedInVisit) -> Result<Response, PageFailure> {
    let chosen = signed_in.current.session.acting_for.map(|id| id.to_string());
    page(&signed_in, FormState::of(&ACTING_FOR).chosen(&ORGANIZATION, chosen)).await
}

pub(crate) async fn choose(
    signed_in: SignedInVisit,
    Posted(Chosen(mut form)): Posted<Chosen>,
) -> Result<Response, PageFailure> {
    let Some(organization) = form.read(&ORGANIZATION, OrganizationId::parse) else {
        return page(&signed_in, form.state()).await;
    };
    signed_in.visit.state.identity.act_for(&signed_in.caller, Some(organization)).await?;
    Ok(signed_in.visit.done("/", "switched"))
}

/// Acts for an organisation at the press of a button, and goes on to the page that asked for it or to the
/// organisation's own.
pub(crate) async fn switch(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Posted(SwitchForm(mut form)): Posted<SwitchForm>,
) -> Result<Response, PageFailure> {
    let organization = form.read(&ONE_ORGANIZATION, OrganizationId::parse).ok_or(PageFailure::NotFound)?;
    let return_to = form.text(&RETURN_TO);
    visit.state.identity.act_for(&caller, Some(organization)).await?;
    if return_to.is_empty() {
        let account = visit.state.identity.account(&caller).await?;
        let looks_after = account.administers.contains(&organization);
        let path = if looks_after { format!("/organizations/{organization}") } else { "/".to_owned() };
        return Ok(visit.done(&path, "switched"));
    }
    Ok(visit.go_back(Some(&return_to)))
}

/// Stops acting for an organisation.
pub(crate) async fn stop(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    visit.state.identity.act_for(&caller, None).await?;
    Ok(visit.done("/mandates", "stopped"))
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    form: FormState,
) -> Result<Response, PageFailure> {
    let own = visit.state.identity.own_organizations(caller).await?;
    let account = visit.state.identity.account(caller).await?;
    let by_mandate = visit.say(&PageText::new("acting-for-by-mandate"))?;
    let choice = |id: OrganizationId, name: &str| {
        let place = account.places.iter().find(|(place, _)| place.id == id);
        let hint = place.and_then(mandate_only).map(|_| by_mandate.clone()).unwrap_or_default();
        Choice::new(id.to_string(), name, hint)
    };
    let view = ChooseOrganization {
        action: "/acting-for".to_owned(),
        service: None,
        organizations: own.iter().map(|found| choice(found.id, found.name.as_str())).collect(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
