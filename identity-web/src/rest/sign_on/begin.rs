//! Where a flow begins.

use crate::language::PageText;
use crate::page::cookies::Cookie;
use crate::page::return_to::safe_return_to;
use crate::pages::invitations::accept;
use crate::pages::recovery::reset;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::sign_on::dto::{FlowCall, FlowKind};
use crate::rest::sign_on::front::Front;
use identity_core::domain::Origin;
use identity_core::invitations::OpenInvitationError;
use identity_core::recovery::{FirstUseError, OpenRecoveryError};
use identity_core::secrets::{Secret, SecretToken};

/// Where a flow begins, and so where it leads. A link that does not work answers like one that never was.
pub(super) async fn origin(front: &mut Front, call: &FlowCall) -> Result<Origin, Problem> {
    let kind = call.kind.unwrap_or_default();
    let visit = &front.visit;
    let start = || visit.state.base.path("/");
    let return_to = call.return_to.as_deref().and_then(safe_return_to);
    let return_to = return_to.map_or_else(start, ToOwned::to_owned);
    if let (FlowKind::Recovery, Some(code)) = (kind, call.token.as_deref().filter(|text| !is_token(text))) {
        let token = of_letter(front, code).await?;
        return recovery(front, Some(token)).await;
    }
    let token =
        call.token.as_deref().map(SecretToken::parse).transpose().map_err(|_| Problem::not_found())?;
    match kind {
        FlowKind::SignIn | FlowKind::StepUp if token.is_some() => {
            Err(Problem::said_of_field("token", "rest-flow-token"))
        }
        FlowKind::SignIn => Ok(Origin::Page { return_to }),
        FlowKind::StepUp => Ok(Origin::Again { return_to }),
        FlowKind::Recovery => recovery(front, token).await,
        FlowKind::Invitation => invitation(front, token).await,
    }
}

fn is_token(text: &str) -> bool {
    SecretToken::parse(text).is_ok()
}

/// The token of the link for which the code of a letter stands.
async fn of_letter(front: &Front, code: &str) -> Result<SecretToken, Problem> {
    let (identity, visit) = (&front.visit.state.identity, &front.visit);
    let code = Secret::new(code);
    match identity.first_use_link(&code, &visit.device, Some(visit.reference.as_str())).await {
        Ok(token) => Ok(token),
        Err(FirstUseError::TooMany) => {
            Err(Problem::said(ProblemKind::TooMany, &PageText::new("rest-too-many")))
        }
        Err(FirstUseError::Store(error)) => Err(error.into()),
        Err(_) => Err(unusable("recover-closed-text")),
    }
}

async fn recovery(front: &mut Front, token: Option<SecretToken>) -> Result<Origin, Problem> {
    let token = token.or_else(|| front.visit.recovery_token.clone()).ok_or_else(Problem::not_found)?;
    let opened = match front.visit.state.identity.open_recovery(&token).await {
        Ok(opened) => opened,
        Err(OpenRecoveryError::Store(error)) => return Err(error.into()),
        Err(_) => return Err(unusable("recover-closed-text")),
    };
    front.set(Cookie::Recovery, &token);
    front.visit.recovery_token = Some(token);
    Ok(reset::origin(&front.visit, &opened))
}

async fn invitation(front: &mut Front, token: Option<SecretToken>) -> Result<Origin, Problem> {
    let token = token.or_else(|| front.visit.invitation_token.clone()).ok_or_else(Problem::not_found)?;
    let offer = match front.visit.state.identity.open_invitation(&token).await {
        Ok(offer) => offer,
        Err(OpenInvitationError::Store(error)) => return Err(error.into()),
        Err(_) => return Err(unusable("invitation-closed-unusable-text")),
    };
    front.set(Cookie::Invitation, &token);
    front.visit.invitation_token = Some(token);
    Ok(accept::origin(&front.visit, &offer))
}

fn unusable(key: &'static str) -> Problem {
    Problem::said(ProblemKind::NotFound, &PageText::new(key))
}
