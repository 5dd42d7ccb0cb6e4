//! Accepting an invitation with the account that is signed in.

use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::return_to::prove_again_then;
use crate::pages::invitations::accept::{forget, landing, landing_notice, notice, opened};
use crate::pages::invitations::closed::closed;
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::invitations::{AcceptAsError, InvitationOffer};
use identity_core::{Identity, Timestamp};

/// Joins with the account that is signed in, which has the invited address.
pub(crate) async fn join(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let Some((token, offer)) = opened(&visit, &id).await? else { return notice(&visit, &id).await };
    match visit.state.identity.accept_invitation_as(&caller, &token).await {
        Ok(_) => Ok(joined(&visit, &offer)),
        Err(AcceptAsError::WrongAccount) => Ok(visit.go(&Identity::invitation_path(offer.invitation.id))),
        Err(error) => closed(&visit, error).await,
    }
}

/// Joins with the account that is signed in, and adds the invited address to it. Whoever has not proved who they are since they
/// opened the link does it first, and comes back to the invitation.
pub(crate) async fn add_address(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let Some((token, offer)) = opened(&visit, &id).await? else { return notice(&visit, &id).await };
    let here = Identity::invitation_path(offer.invitation.id);
    // A link that was opened longer ago than is known asks for a proof that is a short time old, as every such change does.
    let opened_at = visit.invitation_opened_at.unwrap_or(Timestamp::from_unix_seconds(0));
    match visit.state.identity.accept_invitation_with_address(&caller, &token, opened_at).await {
        Ok(_) => Ok(joined(&visit, &offer)),
        Err(AcceptAsError::ProveAgain) => Ok(visit.go(&prove_again_then(&visit.state.base.path(&here)))),
        Err(AcceptAsError::WrongAccount | AcceptAsError::NotYours) => Ok(visit.go(&here)),
        // The page says that there is an account with it.
        Err(AcceptAsError::AddressTaken) if offer.account_exists => Ok(visit.go(&here)),
        Err(error) => closed(&visit, error).await,
    }
}

fn joined(visit: &Visit, offer: &InvitationOffer) -> Response {
    let landed = forget(visit, visit.go(&landing(offer)));
    visit.says_done(landed, landing_notice(offer))
}
