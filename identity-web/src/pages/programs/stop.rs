//! Stopping a program at an organisation.

use crate::forms::roles::{STOP_PROGRAM, STOP_REASON};
use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use crate::page::forms::page_forms;
use crate::page::return_to::prove_again_then;
use crate::page::views::form::FormState;
use crate::pages::organizations::head::head;
use crate::pages::programs::program::parse_program;
use crate::pages::programs::views::ProgramStop;
use crate::pages::roles::invite_refusals::not_held;
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::ids::{ApiClientId, OrganizationId};
use identity_core::programs::{ProgramRight, StopProgramError};
use identity_core::values::Reason;

page_forms! {
    /// Why a program is stopped.
    Stop => STOP_PROGRAM;
}

pub(crate) async fn ask(
    signed_in: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    page(&signed_in, parse_program(&path)?, FormState::of(&STOP_PROGRAM)).await
}

pub(crate) async fn stop(
    signed_in: SignedInVisit,
    Path(path): Path<(String, String)>,
    Posted(Stop(mut form)): Posted<Stop>,
) -> Result<Response, PageFailure> {
    let (id, client) = parse_program(&path)?;
    let reason = form.read(&STOP_REASON, Reason::parse);
    let Some(reason) = reason.filter(|_| form.is_right()) else {
        return page(&signed_in, (id, client), form.state()).await;
    };
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.stop_program(caller, id, client, &reason).await {
        Ok(()) => Ok(visit.done(&format!("/organizations/{id}/programs"), "program-stopped")),
        Err(StopProgramError::ProveAgain) => Ok(prove_again(visit, id, client)),
        Err(error) => Err(error.into()),
    }
}

fn prove_again(visit: &Visit, id: OrganizationId, client: ApiClientId) -> Response {
    let here = format!("/organizations/{id}/programs/{client}/stop");
    visit.go(&prove_again_then(&visit.state.base.path(&here)))
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    (id, client): (OrganizationId, ApiClientId),
    form: FormState,
) -> Result<Response, PageFailure> {
    let identity = &visit.state.identity;
    let organization = identity.organization(caller, id).await?;
    let found = identity.program(caller, id, client).await?;
    if let Err(error) = identity.check_stop_program(caller, id, client).await {
        return Err(refused(error, &found.program.rights));
    }
    if identity.must_prove_again(caller).await? {
        return Ok(prove_again(visit, id, client));
    }
    let name = found.program.name.as_str();
    let about = |key| {
        PageText::new(key).with("name", name).with("organization", organization.organization.name.as_str())
    };
    let loses =
        |right: &ProgramRight| about("program-stop-loses").with("role", right.held.role.name.as_str());
    let mut effects = vec![about("program-stop-now")];
    effects.extend(found.program.rights.iter().filter(|right| right.here).map(loses));
    if found.program.rights.iter().any(|right| !right.here) {
        effects.push(about("program-stop-stays"));
    }
    effects.push(about("program-stop-again"));
    let here = format!("/organizations/{id}/programs/{client}");
    let view = ProgramStop {
        name: name.to_owned(),
        effects,
        action: format!("{here}/stop"),
        back_path: here,
        organization: head(&organization),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

/// A refusal that names the role as people know it.
fn refused(error: StopProgramError, rights: &[ProgramRight]) -> PageFailure {
    match error {
        StopProgramError::DelegationDenied { role, why } => {
            let known = rights.iter().find(|right| right.held.role.key == role);
            let name = known.map_or_else(|| role.to_string(), |right| right.held.role.name.to_string());
            let why = explanations::delegation_denied(&why);
            PageFailure::Refused(PageText::new("error-role-not-held").with("role", name).with("why", why))
        }
        other => other.into(),
    }
}

impl From<StopProgramError> for PageFailure {
    fn from(error: StopProgramError) -> Self {
        match error {
            StopProgramError::Access(error) => error.into(),
            StopProgramError::DelegationDenied { role, why } => Self::Refused(not_held(&role, &why)),
            StopProgramError::GivenAbove => Self::Refused(PageText::new("program-stop-above")),
            // The page leads to the sign-in and back.
            StopProgramError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
