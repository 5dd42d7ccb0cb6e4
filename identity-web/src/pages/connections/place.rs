//! Where connections stand: those for everybody below `/connections`, those of an organisation below its page. One connection has
//! one page, wherever it stands.

use super::views::ConnectionPlace;
use crate::page::failure::PageFailure;
use crate::pages::organizations::head::head;
use crate::visit::visitor::Visit;
use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use identity_core::Caller;
use identity_core::ids::{ConnectionId, OrganizationId};

/// The place that the address of a list names: an organisation, or none for everybody.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place(pub(super) Option<OrganizationId>);

impl<S: Send + Sync> FromRequestParts<S> for Place {
    type Rejection = PageFailure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageFailure> {
        let named =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| PageFailure::NotFound)?;
        let named = named.iter().find(|(name, _)| *name == "id");
        let id = named.map(|(_, id)| OrganizationId::parse(id).map_err(|_| PageFailure::NotFound));
        id.transpose().map(Self)
    }
}

impl Place {
    /// The list.
    pub(super) fn list(self) -> String {
        match self.0 {
            Some(id) => format!("/organizations/{id}/connections"),
            None => "/connections".to_owned(),
        }
    }

    /// The page where the kind of a new one is chosen.
    pub(super) fn new_path(self) -> String {
        format!("{}/new", self.list())
    }

    /// As pages show it.
    pub(super) async fn shown(self, visit: &Visit, caller: &Caller) -> Result<ConnectionPlace, PageFailure> {
        let organization = match self.0 {
            Some(id) => Some(head(&visit.state.identity.organization(caller, id).await?)),
            None => None,
        };
        Ok(ConnectionPlace { path: self.list(), organization })
    }
}

/// The page of a connection.
pub(super) fn of(id: ConnectionId) -> String {
    format!("/connections/{id}")
}

/// The connection of an address.
pub(super) fn parse(id: &str) -> Result<ConnectionId, PageFailure> {
    ConnectionId::parse(id).map_err(|_| PageFailure::NotFound)
}
