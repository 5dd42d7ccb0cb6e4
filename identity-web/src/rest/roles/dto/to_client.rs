//! A program as the receiver of something, as a body names it.

use identity_core::ids::UserId;
use identity_core::roles::ToClient;
use identity_core::values::ClientId;
use uuid::Uuid;

/// The program with this `client_id`, for which this person answers, or else the caller.
pub(crate) fn to_client(client: ClientId, owner: Option<Uuid>) -> ToClient {
    let to = ToClient::new(client);
    match owner {
        Some(owner) => to.owner(UserId::from(owner)),
        None => to,
    }
}
