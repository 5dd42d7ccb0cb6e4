//! A sign-on under way: one address for each, so that several tabs go their own ways.

use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use crate::page::headers::FormActions;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::outcome::Onward;
use crate::pages::sign_on::choice::Chosen;
use crate::pages::sign_on::sign_in::{SignInForm, attempt};
use crate::pages::sign_on::views::{ChooseOrganization, SignIn, SsoRefused};
use crate::sso::SsoProtocol;
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use identity_core::NamedDeny;
use identity_core::domain::SignOn;
use identity_core::ids::{OrganizationId, SignOnId};
use identity_core::policy::DenyReason;
use identity_core::sign_on::{Answer, Refusal, RefusalReason, SignOnError, SignOnStep, next_step};

impl From<SignOnError> for PageFailure {
    fn from(error: SignOnError) -> Self {
        match error {
            SignOnError::Over | SignOnError::NotYet | SignOnError::Replayed => Self::SignOnOver,
            SignOnError::Store(error) => error.into(),
        }
    }
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let sign_on = visit.state.identity.sign_on(id, &visit.browser).await?;
    match (next_step(&sign_on, visit.current.as_ref().map(|current| &current.session.record)), &visit.current)
    {
        (SignOnStep::NotPassive, _) => {
            let refused = visit.state.identity.refuse_passive(id, &visit.browser).await?;
            answer(&visit, id, refused).await
        }
        (SignOnStep::Finish, Some(current)) => {
            let finished = visit.state.identity.finish_sign_on(id, &visit.browser, current).await?;
            answer(&visit, id, finished).await
        }
        (SignOnStep::Finish | SignOnStep::Authenticate, _) => {
            sign_in_page(&visit, &sign_on, FormState::new()).await
        }
    }
}

pub(crate) async fn submit(
    visit: Visit,
    Path(id): Path<String>,
    Posted(form): Posted<SignInForm>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let sign_on = visit.state.identity.sign_on(id, &visit.browser).await?;
    match attempt(&visit, form).await? {
        Ok(signed_in) => Ok(visit.signed_in(&signed_in.token, visit.go(&format!("/flow/{id}")))),
        Err(form) => sign_in_page(&visit, &sign_on, form).await,
    }
}

pub(crate) async fn choose(
    SignedInVisit { visit, caller, current }: SignedInVisit,
    Path(id): Path<String>,
    Posted(form): Posted<Chosen>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let Ok(organization) = OrganizationId::parse(&form.organization) else {
        let finished = visit.state.identity.finish_sign_on(id, &visit.browser, &current).await;
        let choices = match finished {
            Ok(Answer::ChooseOrganization(choices)) => choices,
            Ok(_) | Err(SignOnError::NotYet) => return Ok(visit.go(&format!("/flow/{id}"))),
            Err(error) => return Err(error.into()),
        };
        let form = FormState::new().error("organization", PageText::new("error-organization"));
        return choose_page(&visit, id, choices, form).await;
    };
    visit.state.identity.act_for(&caller, Some(organization)).await?;
    Ok(visit.go(&format!("/flow/{id}")))
}

fn parse(id: &str) -> Result<SignOnId, PageFailure> {
    SignOnId::parse(id).map_err(|_| PageFailure::NotFound)
}

async fn sign_in_page(visit: &Visit, sign_on: &SignOn, form: FormState) -> Result<Response, PageFailure> {
    let service = visit.state.identity.sign_on_target(sign_on).await?;
    let view =
        SignIn { action: format!("/flow/{}", sign_on.id), service, return_to: None, form: form.clone() };
    visit.form_page(&form, &view).await
}

async fn choose_page(
    visit: &Visit,
    id: SignOnId,
    choices: Vec<(OrganizationId, String)>,
    form: FormState,
) -> Result<Response, PageFailure> {
    let sign_on = visit.state.identity.sign_on(id, &visit.browser).await?;
    let choice = |(id, name): (OrganizationId, String)| Choice::new(id.to_string(), name, "");
    let view = ChooseOrganization {
        action: format!("/flow/{id}/organization"),
        service: visit.state.identity.sign_on_target(&sign_on).await?,
        organizations: choices.into_iter().map(choice).collect(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

async fn answer(visit: &Visit, id: SignOnId, answer: Answer) -> Result<Response, PageFailure> {
    match answer {
        Answer::Page { return_to } => Ok(visit.go_back(Some(&return_to))),
        Answer::ChooseOrganization(choices) => choose_page(visit, id, choices, FormState::new()).await,
        Answer::Assertion(content) => {
            let onward = protocol(visit)?.assertion(&content).await?;
            Ok(leaving(&onward, visit.page(&onward).await?))
        }
        Answer::Refusal(refusal) => {
            let back = protocol(visit)?.refusal(&refusal).await?;
            if refusal.reason == RefusalReason::NotPassive {
                return Ok(leaving(&back, visit.page(&back).await?));
            }
            let view = refused(visit, &refusal, back.clone());
            Ok(leaving(&back, visit.page(&view).await?))
        }
    }
}

fn protocol(visit: &Visit) -> Result<&dyn SsoProtocol, PageFailure> {
    visit.state.sso.as_deref().ok_or(PageFailure::NotFound)
}

/// The page's form may go to the one service, and nowhere else.
fn leaving(onward: &Onward, page: Response) -> Response {
    let origin = url::Url::parse(&onward.url).map(|url| url.origin().ascii_serialization());
    (Extension(FormActions(origin.into_iter().collect())), page).into_response()
}

fn refused(visit: &Visit, refusal: &Refusal, back: Onward) -> SsoRefused {
    let service = refusal.relying_party.name.to_string();
    let detail = |name, value: &str| (PageText::new(name), value.to_owned());
    SsoRefused {
        reason: explanations::refusal(&refusal.reason),
        contact: PageText::new(match &refusal.reason {
            RefusalReason::NoAccess(NamedDeny {
                reason: DenyReason::Grant | DenyReason::RightToAct(_) | DenyReason::GrantEnded(..),
                ..
            }) => "refused-contact-administrator",
            RefusalReason::NoAccess(_) | RefusalReason::NotPassive => "refused-contact-operator",
        })
        .with("service", service.as_str()),
        back: Some(Onward { at_once: false, ..back }),
        reference: visit.reference.to_string(),
        details: vec![
            detail("refused-detail-service", refusal.relying_party.entity_id.as_str()),
            detail("refused-detail-request", &refusal.request.request_id),
        ],
        service,
    }
}
