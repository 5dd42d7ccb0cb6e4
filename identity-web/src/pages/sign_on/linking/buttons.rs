//! The buttons of the identity providers elsewhere.

use super::views::ConnectionButton;
use super::words::benefit;
use crate::forms::sign_on::{IDENTIFIER, PASSWORD};
use crate::page::failure::PageFailure;
use crate::page::views::form::FormState;
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

/// The buttons of the connections to which the address leads that was typed (home realm discovery), and the others without them. The
/// domain alone counts, so that the page says nothing of who has an account.
pub(crate) async fn home_realm_buttons(
    visit: &Visit,
    attempt: &Attempt,
    form: &FormState,
) -> Result<(Vec<ConnectionButton>, Vec<ConnectionButton>), PageFailure> {
    let mut others = connection_buttons(visit, attempt).await?;
    let Some(identifier) = form.text(&IDENTIFIER).filter(|_| visit.state.identity_providers.is_some()) else {
        return Ok((Vec::new(), others));
    };
    let found = visit.state.identity.home_realm(identifier).await?;
    let realm = found.iter().map(|connection| button(visit, attempt, connection));
    let realm: Vec<_> = realm.map(|button| ConnectionButton { preferred: true, ..button }).collect();
    let is_in_realm = |one: &ConnectionButton| {
        realm.iter().any(|of| (&of.action, &of.connection) == (&one.action, &one.connection))
    };
    others.retain(|one| !is_in_realm(one));
    Ok((realm, others))
}

/// The form beside the button of somebody who signs in elsewhere: that they typed no password is no mistake.
pub(crate) fn beside(realm: &[ConnectionButton], form: FormState) -> FormState {
    if !realm.is_empty() && form.is_wrong(&PASSWORD) { form.without_errors() } else { form }
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
