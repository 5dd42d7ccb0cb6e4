//! Choosing the organisation that the person acts for.

use super::catalogue::Message;
use super::failure::Failure;
use super::flow::Chosen;
use super::views::{Choice, ChooseOrganization, FormState};
use super::visit::{Posted, SignedInVisit};
use axum::response::Response;
use identity_core::ids::OrganizationId;

pub(crate) async fn show(signed_in: SignedInVisit) -> Result<Response, Failure> {
    let chosen = signed_in.current.session.acting_for.map(|id| id.to_string());
    page(&signed_in, FormState::new().chosen("organization", chosen)).await
}

pub(crate) async fn choose(
    signed_in: SignedInVisit,
    Posted(form): Posted<Chosen>,
) -> Result<Response, Failure> {
    let Ok(organization) = OrganizationId::parse(&form.organization) else {
        let error = Message::new("error.organization");
        return page(&signed_in, FormState::new().error("organization", error)).await;
    };
    signed_in.visit.state.identity.act_for(&signed_in.caller, Some(organization)).await?;
    Ok(signed_in.visit.go("/?done=switched"))
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    form: FormState,
) -> Result<Response, Failure> {
    let own = visit.state.identity.own_organizations(caller).await?;
    let choice = |id: OrganizationId, name: &str| Choice::new(id.to_string(), name, "");
    let view = ChooseOrganization {
        action: "/acting-for".to_owned(),
        service: None,
        organizations: own.iter().map(|found| choice(found.id, found.name.as_str())).collect(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
