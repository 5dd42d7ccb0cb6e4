//! The list of connections.

use super::place::{Place, of};
use super::views::{ConnectionRow, ConnectionTag, Connections};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::visit::visitor::SignedInVisit;
use axum::response::Response;
use identity_core::domain::{Connection, ConnectionState};

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    place: Place,
) -> Result<Response, PageFailure> {
    let all = visit.state.identity.connections(&caller, place.0).await?;
    let view = Connections {
        place: place.shown(&visit, &caller).await?,
        new_path: place.new_path(),
        rows: all.iter().map(|one| row(one)).collect(),
    };
    visit.page(&view).await
}

fn row(one: &Connection) -> ConnectionRow {
    ConnectionRow {
        path: of(one.id),
        name: one.name.to_string(),
        protocol: PageText::of_code("connection-protocol", one.provider.protocol()),
        issuer: one.provider.issuer().to_owned(),
        state: state(one.state),
    }
}

/// Whether people can sign in by a connection, by words and colour.
pub(super) fn state(state: ConnectionState) -> ConnectionTag {
    let tone = match state {
        ConnectionState::Enabled => "good",
        ConnectionState::Trial => "warn",
        ConnectionState::Disabled => "bad",
    };
    ConnectionTag { text: PageText::of_code("connection-state", state.as_str()), tone }
}
