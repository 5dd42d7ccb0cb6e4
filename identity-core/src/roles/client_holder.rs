//! A client that is to hold something, and the person who answers for it.

use crate::authority::{Caller, DecisionContext, Identity};
use crate::domain::{ApiClient, ApiClientKey, MembershipKey, User, UserState};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::{ChangeSet, StoreError, Versioned};
use crate::values::ClientId;

/// A client that is to hold something, by the name that its registration has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ToClient {
    /// Its `client_id`.
    pub client_id: ClientId,
    /// The member who answers for it; `None` = the giver.
    pub owner: Option<UserId>,
}

impl ToClient {
    /// A client for which the giver answers.
    pub const fn new(client_id: ClientId) -> Self {
        Self { client_id, owner: None }
    }

    /// Names the member who answers for it.
    #[must_use]
    pub fn owner(self, owner: UserId) -> Self {
        Self { owner: Some(owner), ..self }
    }
}

/// Why a client cannot hold something.
#[derive(Debug)]
pub(crate) enum ClientHolderError {
    /// No client of this name gets tokens in its own name.
    UnknownClient,
    /// Nobody is named who could answer for it: no member, as far as the giver may know.
    UnknownOwner,
    /// The store did not do its part.
    Store(StoreError),
}

impl From<StoreError> for ClientHolderError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A client, and the person who answers for it.
#[derive(Debug)]
pub(crate) struct ClientHolder {
    pub(crate) client: Versioned<ApiClient>,
    pub(crate) owner: Versioned<User>,
}

impl Identity {
    /// The client and the person who answers for it; the commit rests on their being there. Unknown clients, disabled ones and
    /// those that get no tokens in their own name are told alike.
    pub(crate) async fn client_holder(
        &self,
        caller: &Caller,
        changes: &mut ChangeSet,
        (to, home): (&ToClient, OrganizationId),
        known: &DecisionContext,
    ) -> Result<ClientHolder, ClientHolderError> {
        let key = ApiClientKey::ClientId(to.client_id.clone());
        let client = self.store.api_clients().find(&key).await?;
        let client = client.filter(|client| client.enabled && client.acts_in_own_name());
        let client = client.ok_or(ClientHolderError::UnknownClient)?;
        let owner = to.owner.or(caller.user()).ok_or(ClientHolderError::UnknownOwner)?;
        let user = self.store.users().get(owner).await?.filter(|user| user.state == UserState::Active);
        let user = user.ok_or(ClientHolderError::UnknownOwner)?;
        if caller.user() != Some(owner) {
            let membership = self.store.memberships().find(&MembershipKey::Of(owner, home)).await?;
            let may_name = known.allows(Permission::MemberView, home);
            let membership = membership.filter(|_| may_name).ok_or(ClientHolderError::UnknownOwner)?;
            changes.require_read(&membership);
        }
        changes.require_read(&client).require_read(&user);
        Ok(ClientHolder { client, owner: user })
    }
}
