//! One's own connected accounts.

use super::views::{LinkedAccounts, LinkedRow, OpenConnection};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::return_to::prove_again_then;
use crate::page::views::outcome::Confirm;
use crate::pages::sign_on::leave::depart;
use crate::pages::sign_on::linking::words::benefit;
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::federation::{OwnIdentities, OwnIdentity, UnlinkError};
use identity_core::ids::{ConnectionId, LinkedIdentityId};
use identity_core::sign_on::DepartureError;

/// The page of connected accounts, below the mount point.
const LINKED: &str = "/account/linked";

impl From<UnlinkError> for PageFailure {
    fn from(error: UnlinkError) -> Self {
        match error {
            UnlinkError::NotFound => Self::NotFound,
            UnlinkError::LastWay => Self::Refused(PageText::new("linked-last")),
            UnlinkError::Store(error) => error.into(),
            // Pages take this up where it can happen.
            UnlinkError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            unknown => Self::Internal(unknown.into()),
        }
    }
}

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
) -> Result<Response, PageFailure> {
    let own = visit.state.identity.own_identities(&caller).await?;
    let is_last = is_last(&own);
    let open = if visit.state.identity_providers.is_some() { own.open.as_slice() } else { &[] };
    let view = LinkedAccounts {
        rows: own.linked.iter().map(|linked| row(linked, is_last)).collect(),
        open: open
            .iter()
            .map(|connection| OpenConnection {
                name: connection.name.to_string(),
                benefit: benefit(&visit, connection),
                action: format!("{LINKED}/{}/connect", connection.id),
            })
            .collect(),
    };
    visit.page(&view).await
}

/// Whether the only one is the last way to sign in.
fn is_last(own: &OwnIdentities) -> bool {
    !own.has_other_way && own.linked.len() == 1
}

fn row(linked: &OwnIdentity, is_last: bool) -> LinkedRow {
    LinkedRow {
        name: linked.name.clone(),
        label: linked.label.clone(),
        level: linked.level.clone(),
        linked_at: linked.linked_at,
        used_at: linked.asserted_at,
        remove_path: (!is_last).then(|| format!("{LINKED}/{}/remove", linked.id)),
    }
}

/// Leaves for the provider; the sign-on that comes of it ends at the page of connected accounts.
pub(crate) async fn connect(
    SignedInVisit { visit, .. }: SignedInVisit,
    Path(connection): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let connection = ConnectionId::parse(&connection).map_err(|_| PageFailure::NotFound)?;
    let return_to = visit.state.base.path(LINKED);
    match visit.state.identity.begin_linking(&visit.visitor(), connection, &return_to).await {
        Ok((attempt, departure)) => depart(&visit, &attempt, departure).await,
        Err(DepartureError::ProveAgain) => Ok(prove_again(&visit, LINKED)),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn ask_remove(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(linked): Path<String>,
) -> Result<Response, PageFailure> {
    let id = LinkedIdentityId::parse(&linked).map_err(|_| PageFailure::NotFound)?;
    let found = visit.state.identity.own_identity(&caller, id).await?;
    let name = found.name.as_str();
    let view = Confirm {
        title: PageText::new("linked-disconnect-title").with("name", name),
        effects: vec![
            PageText::new("linked-disconnect-effect").with("name", name),
            PageText::new("linked-disconnect-mail"),
        ],
        action: format!("{LINKED}/{id}/remove"),
        button: PageText::new("linked-disconnect"),
        back_path: LINKED.to_owned(),
    };
    visit.page(&view).await
}

pub(crate) async fn remove(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(linked): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = LinkedIdentityId::parse(&linked).map_err(|_| PageFailure::NotFound)?;
    match visit.state.identity.unlink_identity(&caller, id).await {
        Ok(()) => Ok(visit.done(LINKED, "account-unlinked")),
        Err(UnlinkError::ProveAgain) => Ok(prove_again(&visit, &format!("{LINKED}/{id}/remove"))),
        Err(error) => Err(error.into()),
    }
}

fn prove_again(visit: &Visit, path: &str) -> Response {
    visit.go(&prove_again_then(&visit.state.base.path(path)))
}
