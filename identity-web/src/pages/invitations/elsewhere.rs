//! Taking up an invitation with an account at an identity provider elsewhere.

use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::pages::invitations::accept;
use crate::pages::sign_on::leave::leave;
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::Identity;
use identity_core::domain::Origin;
use identity_core::ids::ConnectionId;

/// Leaves for the provider. Whoever comes back is signed in, with a new account if they had none, and accepts the invitation on its
/// page.
pub(crate) async fn leave_by(
    visit: Visit,
    Path((id, connection)): Path<(String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let connection = ConnectionId::parse(&connection).map_err(|_| PageFailure::NotFound)?;
    let Some((_, offer)) = accept::opened(&visit, &id).await? else {
        return accept::notice(&visit, &id).await;
    };
    let invitation = offer.invitation.id;
    let return_to = visit.state.base.path(&Identity::invitation_path(invitation));
    let origin = Origin::Invitation { invitation, return_to };
    let attempt = visit.state.identity.begin_sign_on(&visit.visitor(), origin).await?;
    leave(&visit, &attempt, connection, None).await
}
