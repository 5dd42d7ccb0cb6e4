//! Leaving an organisation, and giving back a role.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::views::outcome::Confirm;
use crate::pages::organizations::head::parse;
use crate::pages::people::views::LeaveRefused;
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use identity_core::AccessError;
use identity_core::ids::{GrantId, OrganizationId};
use identity_core::people::{LeaveError, OwnRole};

const ACCOUNT: &str = "/account";

pub(crate) async fn ask(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let organization = visit.state.identity.organization_to_leave(&caller, id).await?;
    let name = organization.name.as_str();
    let about = |key| PageText::new(key).with("organization", name);
    let view = Confirm {
        title: about("leave-title"),
        effects: vec![about("leave-effect-now"), about("leave-effect-account"), about("leave-effect-again")],
        action: format!("/account/organizations/{id}/leave"),
        button: PageText::new("leave-button"),
        back_path: ACCOUNT.to_owned(),
    };
    visit.page(&view).await
}

pub(crate) async fn leave(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    match visit.state.identity.leave_organization(&caller, id).await {
        Ok(()) => Ok(visit.done(ACCOUNT, "left")),
        Err(LeaveError::LastAdministrator) => refused(&visit, id).await,
        Err(error) => Err(error.into()),
    }
}

/// The last administrator hands over first.
async fn refused(visit: &Visit, organization: OrganizationId) -> Result<Response, PageFailure> {
    let view =
        LeaveRefused { people_path: format!("/organizations/{organization}"), back_path: ACCOUNT.to_owned() };
    let mut page = visit.page(&view).await?;
    *page.status_mut() = StatusCode::CONFLICT;
    Ok(page)
}

/// The role of this grant.
async fn own_role(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    (organization, grant): &(String, String),
) -> Result<OwnRole, PageFailure> {
    let id = parse(organization)?;
    let grant = GrantId::parse(grant).map_err(|_| PageFailure::NotFound)?;
    Ok(visit.state.identity.role_to_give_back(caller, id, grant).await?)
}

pub(crate) async fn ask_give_back(
    signed_in: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let OwnRole { organization, held, .. } = own_role(&signed_in, &path).await?;
    let about = |key| {
        let text = PageText::new(key).with("role", held.role.name.as_str());
        text.with("organization", organization.name.as_str())
    };
    let view = Confirm {
        title: about("give-back-title"),
        effects: vec![about("give-back-effect-now"), about("give-back-effect-again")],
        action: format!("/account/organizations/{}/roles/{}/give-back", organization.id, held.grant.id),
        button: PageText::new("give-back-button"),
        back_path: ACCOUNT.to_owned(),
    };
    signed_in.visit.page(&view).await
}

pub(crate) async fn give_back(
    signed_in: SignedInVisit,
    Path(path): Path<(String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let OwnRole { organization, held, .. } = own_role(&signed_in, &path).await?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.give_back_role(caller, held.grant.id).await {
        Ok(()) => Ok(visit.done(ACCOUNT, "given-back")),
        Err(LeaveError::LastAdministrator) => refused(visit, organization.id).await,
        Err(error) => Err(error.into()),
    }
}

impl From<LeaveError> for PageFailure {
    fn from(error: LeaveError) -> Self {
        match error {
            LeaveError::Access(AccessError::NotFound) => Self::NotFound,
            LeaveError::Access(error) => error.into(),
            // The page takes this up.
            LeaveError::LastAdministrator => Self::Refused(PageText::new("leave-last")),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
