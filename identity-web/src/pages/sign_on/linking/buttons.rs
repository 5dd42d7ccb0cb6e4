//! The buttons of the identity providers elsewhere.

use super::views::ConnectionButton;
use super::words::benefit;
use crate::page::failure::PageFailure;
use crate::visit::visitor::Visit;
use identity_core::domain::Connection;
use identity_core::sign_on::Attempt;

/// The buttons of the connections by which somebody can sign in now. A sign-on that is not stored has no address of its own: its
/// button posts to the sign-in page, with the connection.
pub(crate) async fn connection_buttons(
    visit: &Visit,
    attempt: &Attempt,
) -> Result<Vec<ConnectionButton>, PageFailure> {
    if visit.state.identity_providers.is_none() {
        return Ok(Vec::new());
    }
    let found = visit.state.identity.sign_in_connections(attempt, &visit.visitor()).await?;
    Ok(found.iter().map(|connection| button(visit, attempt, connection)).collect())
}

fn button(visit: &Visit, attempt: &Attempt, connection: &Connection) -> ConnectionButton {
    let id = connection.id.to_string();
    let (action, connection_field) = if attempt.is_stored() {
        (leave_path(attempt, connection), None)
    } else {
        ("/login".to_owned(), Some(id))
    };
    ConnectionButton {
        action,
        connection: connection_field,
        name: connection.name.to_string(),
        benefit: benefit(visit, connection),
        preferred: connection.rules.preferred,
    }
}

/// Where the button of a connection posts in a sign-on that is stored.
pub(super) fn leave_path(attempt: &Attempt, connection: &Connection) -> String {
    format!("/flow/{}/connections/{}", attempt.id(), connection.id)
}
