//! Suspending an organisation, and resuming it, for the operator's staff.

use crate::forms::organizations::{REASON, SUSPEND_ORGANIZATION};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{NoFields, page_forms};
use crate::page::return_to::prove_again_then;
use crate::page::views::form::FormState;
use crate::page::views::outcome::Confirm;
use crate::pages::organizations::head::{head, parse, path};
use crate::pages::organizations::views::{OrganizationSuspend, StateAct};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{Organization, OrganizationState};
use identity_core::ids::OrganizationId;
use identity_core::organizations::SuspendOrganizationError;
use identity_core::values::Reason;

page_forms! {
    /// Why an organisation is suspended.
    Suspend => SUSPEND_ORGANIZATION;
}

/// The link on the organisation's page.
pub(crate) fn state_act(organization: &Organization) -> StateAct {
    let about = |key| PageText::new(key).with("organization", organization.name.as_str());
    let (text, label, act) = if organization.state == OrganizationState::Suspended {
        ("resume-what", "resume-button", "resume")
    } else {
        ("suspend-what", "suspend-link", "suspend")
    };
    StateAct { text: about(text), label: about(label), path: format!("{}/{act}", path(organization)) }
}

pub(crate) async fn ask(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    page(&signed_in, parse(&id)?, FormState::of(&SUSPEND_ORGANIZATION)).await
}

pub(crate) async fn suspend(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(Suspend(mut form)): Posted<Suspend>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let reason = form.read(&REASON, Reason::parse);
    let Some(reason) = reason.filter(|_| form.is_right()) else {
        return page(&signed_in, id, form.state()).await;
    };
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let done = visit.state.identity.suspend_organization(caller, id, &reason).await;
    answer(visit, id, done, "suspend", "suspended")
}

pub(crate) async fn ask_resume(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let found = visit.state.identity.organization(&caller, id).await?;
    if let Some(leads) = leads_elsewhere(&visit, &caller, id, "resume").await? {
        return Ok(leads);
    }
    let name = found.organization.name.as_str();
    let about = |key| PageText::new(key).with("organization", name);
    let view = Confirm {
        title: about("resume-title"),
        effects: vec![about("resume-effect"), about("resume-told")],
        action: format!("/organizations/{id}/resume"),
        button: about("resume-button"),
        back_path: details_path(id),
    };
    visit.page(&view).await
}

pub(crate) async fn resume(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let done = visit.state.identity.resume_organization(&caller, id).await;
    answer(&visit, id, done, "resume", "resumed")
}

fn details_path(id: OrganizationId) -> String {
    format!("/organizations/{id}/details")
}

fn answer<T>(
    visit: &Visit,
    id: OrganizationId,
    done: Result<T, SuspendOrganizationError>,
    act: &str,
    code: &str,
) -> Result<Response, PageFailure> {
    match done {
        Ok(_) => Ok(visit.done(&details_path(id), code)),
        Err(SuspendOrganizationError::ProveAgain) => Ok(prove_again(visit, id, act)),
        Err(error) => Err(error.into()),
    }
}

fn prove_again(visit: &Visit, id: OrganizationId, act: &str) -> Response {
    visit.go(&prove_again_then(&visit.state.base.path(&format!("/organizations/{id}/{act}"))))
}

/// Refuses whoever may not suspend or resume the organisation, and leads to a fresh proof whoever needs one.
async fn leads_elsewhere(
    visit: &Visit,
    caller: &identity_core::Caller,
    id: OrganizationId,
    act: &str,
) -> Result<Option<Response>, PageFailure> {
    let identity = &visit.state.identity;
    identity.check_suspend_organization(caller, id).await?;
    Ok(identity.must_prove_again(caller).await?.then(|| prove_again(visit, id, act)))
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: OrganizationId,
    form: FormState,
) -> Result<Response, PageFailure> {
    let found = visit.state.identity.organization(caller, id).await?;
    if let Some(leads) = leads_elsewhere(visit, caller, id, "suspend").await? {
        return Ok(leads);
    }
    let name = found.organization.name.as_str();
    let about = |key| PageText::new(key).with("organization", name);
    let view = OrganizationSuspend {
        effects: vec![
            about("suspend-effect-nothing-works"),
            about("suspend-effect-accounts"),
            about("suspend-effect-mandates"),
            visit.applications_after_change(),
            about("suspend-effect-told"),
        ],
        action: format!("/organizations/{id}/suspend"),
        back_path: details_path(id),
        organization: head(&found),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

impl From<SuspendOrganizationError> for PageFailure {
    fn from(error: SuspendOrganizationError) -> Self {
        match error {
            SuspendOrganizationError::Access(error) => error.into(),
            SuspendOrganizationError::DelegationDenied { .. } => {
                Self::Refused(PageText::new("suspend-holds-more"))
            }
            SuspendOrganizationError::Operator => Self::Refused(PageText::new("suspend-operator")),
            SuspendOrganizationError::Closed => Self::Refused(PageText::new("suspend-closed")),
            // The page leads to the sign-in and back.
            SuspendOrganizationError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
