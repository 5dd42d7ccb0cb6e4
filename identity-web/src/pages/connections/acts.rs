//! What is asked before it is done: whether people can sign in by a connection, and removing it.

use super::place::{Place, of, parse};
use super::refusals::answer;
use crate::language::PageText;
use crate::openid_client::discovered_issuer::discovered_issuer;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::views::outcome::Confirm;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::ConnectionState;
use identity_core::federation::{ConnectionDetails, ConnectionPatch};

async fn managed(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: &str,
) -> Result<ConnectionDetails, PageFailure> {
    Ok(visit.state.identity.connection(caller, parse(id)?).await?)
}

fn state_of(text: &str) -> Result<ConnectionState, PageFailure> {
    ConnectionState::ALL.into_iter().find(|one| one.as_str() == text).ok_or(PageFailure::NotFound)
}

/// A question about a connection, with what will happen.
fn question(found: &ConnectionDetails, act: &str, effects: &[&str], path: String) -> Confirm {
    let text = |key: String| {
        let text = PageText::of_code("connection", &key).with("name", found.connection.name.as_str());
        text.with("count", found.linked)
    };
    Confirm {
        title: text(format!("{act}-title")),
        effects: effects.iter().map(|effect| text(format!("{act}-{effect}"))).collect(),
        action: path,
        button: text(format!("{act}-button")),
        back_path: of(found.connection.id),
    }
}

pub(crate) async fn ask_state(
    signed_in: SignedInVisit,
    Path((id, state)): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let state = state_of(&state)?;
    let found = managed(&signed_in, &id).await?;
    let path = format!("{}/state/{}", of(found.connection.id), state.as_str());
    let linked = state != ConnectionState::Enabled && found.linked > 0;
    let effects: &[&str] = if linked { &["effect", "linked"] } else { &["effect"] };
    signed_in.visit.page(&question(&found, state.as_str(), effects, path)).await
}

pub(crate) async fn set_state(
    signed_in: SignedInVisit,
    Path((id, state)): Path<(String, String)>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let state = state_of(&state)?;
    let found = managed(&signed_in, &id).await?.connection;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let identity = &visit.state.identity;
    let mut patch = ConnectionPatch::state(state);
    if state == ConnectionState::Enabled {
        // Nobody else sends this server to an address.
        if let Err(error) = identity.may_register_connections(caller, found.organization).await {
            return answer(visit, &of(found.id), error);
        }
        patch = patch.discovered(discovered_issuer(identity, &found.provider).await);
    }
    match identity.change_connection(caller, found.id, &patch).await {
        Ok(()) => Ok(visit.done(&of(found.id), "connection-changed")),
        Err(error) => answer(visit, &of(found.id), error),
    }
}

pub(crate) async fn ask_remove(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let found = managed(&signed_in, &id).await?;
    let path = format!("{}/remove", of(found.connection.id));
    let effects: &[&str] = if found.linked > 0 { &["linked"] } else { &["effect", "effect-disable"] };
    signed_in.visit.page(&question(&found, "remove", effects, path)).await
}

pub(crate) async fn remove(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let found = managed(&signed_in, &id).await?.connection;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.remove_connection(caller, found.id, None).await {
        Ok(()) => Ok(visit.done(&Place(found.organization).list(), "connection-removed")),
        Err(error) => answer(visit, &of(found.id), error),
    }
}
