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
use identity_core::people::{LeaveError, OwnPlace};
use identity_core::roles::HeldRole;

const ACCOUNT: &str = "/account";

pub(crate) async fn ask(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let place = visit.state.identity.own_place(&caller, id).await?;
    if !place.is_member {
        return Err(PageFailure::NotFound);
    }
    let name = place.organization.name.as_str();
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

/// The organisation, and the role there with this grant, as far as it is the caller's own right.
async fn own_role(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    (organization, grant): &(String, String),
) -> Result<(OwnPlace, HeldRole), PageFailure> {
    let id = parse(organization)?;
    let grant = GrantId::parse(grant).map_err(|_| PageFailure::NotFound)?;
    let place = visit.state.identity.own_place(caller, id).await?;
    let held = place.held.iter().find(|held| held.grant.id == grant && held.grant.mandate.is_none());
    let held = held.cloned().ok_or(PageFailure::NotFound)?;
    Ok((place, held))
}

pub(crate) async fn ask_give_back(
    signed_in: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let (place, held) = own_role(&signed_in, &path).await?;
    let about = |key| {
        let text = PageText::new(key).with("role", held.role.name.as_str());
        text.with("organization", place.organization.name.as_str())
    };
    let view = Confirm {
        title: about("give-back-title"),
        effects: vec![about("give-back-effect-now"), about("give-back-effect-again")],
        action: format!("/account/organizations/{}/roles/{}/give-back", place.organization.id, held.grant.id),
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
    let (place, held) = own_role(&signed_in, &path).await?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.give_back_role(caller, held.grant.id).await {
        Ok(()) => Ok(visit.done(ACCOUNT, "given-back")),
        Err(LeaveError::LastAdministrator) => refused(visit, place.organization.id).await,
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
