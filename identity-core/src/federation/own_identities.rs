//! The identities elsewhere that belong to one's own account.

use super::unlink_error::UnlinkError;
use crate::Timestamp;
use crate::authority::{AccessError, Act, Caller, Identity, Trace, on_fresh_facts};
use crate::delivery::MessageContent;
use crate::domain::{
    Action, Connection, ConnectionState, CredentialSecret, LinkPolicy, LinkedIdentity, LinkedIdentityFilter,
    User,
};
use crate::ids::{ConnectionId, LinkedIdentityId, OrganizationId, UserId};
use crate::store::{StoreError, Versioned};
use std::collections::BTreeSet;

/// An identity elsewhere that belongs to an account, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OwnIdentity {
    /// Its id.
    pub id: LinkedIdentityId,
    /// The connection by which it comes.
    pub connection: ConnectionId,
    /// The name of the connection.
    pub name: String,
    /// What the person calls it: an address or a name.
    pub label: Option<String>,
    /// The verification level that the provider said last.
    pub level: Option<String>,
    /// When it was linked.
    pub linked_at: Timestamp,
    /// When the provider last asserted it.
    pub asserted_at: Timestamp,
    /// Whether people sign in by the connection now.
    pub is_open: bool,
}

/// The identities elsewhere that belong to an account, and what else can be linked with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OwnIdentities {
    /// Those that are linked.
    pub linked: Vec<OwnIdentity>,
    /// The connections that the person can link, preferred ones first.
    pub open: Vec<Connection>,
    /// Whether the person has another way to sign in than these, so that the last of them can be removed.
    pub has_other_way: bool,
}

impl Identity {
    /// The identities elsewhere that belong to the caller's account, and the connections that they can link.
    pub async fn own_identities(&self, caller: &Caller) -> Result<OwnIdentities, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let mut own =
            OwnIdentities { has_other_way: self.signs_in_here(user).await?, ..OwnIdentities::default() };
        for linked in self.identities_of(user).await? {
            let Some(connection) = self.connection_by_id(linked.connection).await? else { continue };
            own.linked.push(OwnIdentity {
                id: linked.id,
                connection: linked.connection,
                name: connection.name.to_string(),
                label: linked.label.clone(),
                level: linked.level.clone(),
                linked_at: linked.created_at,
                asserted_at: linked.asserted_at,
                is_open: self.can_come_by(&connection, Some(user)).await?,
            });
        }
        let linked: BTreeSet<_> = own.linked.iter().map(|linked| linked.connection).collect();
        let open = self.connections_to_link(user).await?.into_iter();
        own.open = open.filter(|connection| !linked.contains(&connection.id)).collect();
        Ok(own)
    }

    /// The connections that a person can link with their account by themselves: for everybody, or for their organisations.
    pub(crate) async fn connections_to_link(&self, user: UserId) -> Result<Vec<Connection>, StoreError> {
        let known = self.facts_at_places(user, &[]).await?.map(|(_, known)| known);
        let places: BTreeSet<OrganizationId> = known
            .iter()
            .flat_map(|known| known.member_of.iter().flat_map(|place| known.lineage(*place)).copied())
            .collect();
        let mut open = Vec::new();
        for connection in self.connections_for(places).await? {
            let lets =
                connection.rules.linking != LinkPolicy::Off || connection.rules.is_only_way(self.now());
            let is_theirs = lets && self.is_for(&connection, user).await?;
            if is_theirs && self.can_come_by(&connection, Some(user)).await? {
                open.push(connection.record);
            }
        }
        Ok(open)
    }

    /// One of the identities elsewhere that belong to the caller's account.
    pub async fn own_identity(
        &self,
        caller: &Caller,
        id: LinkedIdentityId,
    ) -> Result<OwnIdentity, UnlinkError> {
        let own = self.own_identities(caller).await.map_err(|error| match error {
            AccessError::Store(error) => UnlinkError::Store(error),
            _ => UnlinkError::NotFound,
        })?;
        match own.linked.into_iter().find(|linked| linked.id == id) {
            Some(found) => Ok(found),
            None => self.no_identity_of_the_callers(caller, id).await,
        }
    }

    /// Somebody else's identity answers like an unknown one, and the trail has who asked.
    async fn no_identity_of_the_callers<T>(
        &self,
        caller: &Caller,
        id: LinkedIdentityId,
    ) -> Result<T, UnlinkError> {
        self.note_refusal(caller, Trace::default().with("asked_for", id)).await?;
        Err(UnlinkError::NotFound)
    }

    /// Ends that an identity elsewhere belongs to the caller's account. The next sign-in by it asks anew which account it belongs to.
    ///
    /// The caller must have [proved](crate::Settings::sensitive_after) who they are a short time ago, and needs another way to sign
    /// in.
    pub async fn unlink_identity(&self, caller: &Caller, id: LinkedIdentityId) -> Result<(), UnlinkError> {
        on_fresh_facts!(async {
            let user = caller.user().ok_or(UnlinkError::NotFound)?;
            let found = self.store.linked_identities().get(id).await?;
            let Some(found) = found.filter(|found| found.user == user) else {
                return self.no_identity_of_the_callers(caller, id).await;
            };
            let recent = self.recently_proved(caller).await?;
            let who = recent.own();
            let mut act = who.act();
            self.keep_other_way_in(&mut act, &found).await?;
            act.changes().require_read(who.user).remove(found.id, found.version);
            let connection = self.connection_by_id(found.connection).await?;
            let connection = connection.ok_or(UnlinkError::NotFound)?;
            let (action, trace) = self.tell_of_link(&mut act, who.user, &found, &connection, false).await?;
            Ok(self.commit(act.finish(self, action, trace)).await?)
        })
    }

    /// Refuses to take the last way in, and makes those that are left part of the commit, so that two which are removed at once do
    /// not both go.
    async fn keep_other_way_in(
        &self,
        act: &mut Act,
        removed: &Versioned<LinkedIdentity>,
    ) -> Result<(), UnlinkError> {
        let mut stays = false;
        for credential in self.confirmed_credentials(removed.user).await? {
            let signs_in =
                matches!(credential.secret, CredentialSecret::Password(_) | CredentialSecret::Passkey(_));
            if signs_in {
                act.changes().require_read(&credential);
                stays = true;
            }
        }
        for other in self.identities_of(removed.user).await?.iter().filter(|other| other.id != removed.id) {
            let connection = self.connection_by_id(other.connection).await?;
            if connection.is_some_and(|connection| connection.state == ConnectionState::Enabled) {
                act.changes().require_read(other);
                stays = true;
            }
        }
        if stays { Ok(()) } else { Err(UnlinkError::LastWay) }
    }

    /// Whether a person can sign in with what they have here: a password or a passkey.
    async fn signs_in_here(&self, user: UserId) -> Result<bool, StoreError> {
        let all = self.confirmed_credentials(user).await?;
        Ok(all
            .iter()
            .any(|one| matches!(one.secret, CredentialSecret::Password(_) | CredentialSecret::Passkey(_))))
    }

    /// The identities elsewhere that belong to an account.
    pub(crate) async fn identities_of(
        &self,
        user: UserId,
    ) -> Result<Vec<Versioned<LinkedIdentity>>, StoreError> {
        let filter = LinkedIdentityFilter { user: Some(user), connection: None };
        self.all(self.store.linked_identities(), &filter).await
    }

    /// Tells the owner of an account that an identity elsewhere was linked with it, or no longer belongs to it. Gives the audit row.
    pub(crate) async fn tell_of_link(
        &self,
        act: &mut Act,
        user: &User,
        linked: &LinkedIdentity,
        connection: &Connection,
        added: bool,
    ) -> Result<(Action, Trace), StoreError> {
        let content = MessageContent::IdentityLinked {
            given_name: user.given_name.to_string(),
            connection: connection.name.to_string(),
            label: linked.label.clone(),
            added,
            at: self.now(),
            link: self.settings().link("/account/linked"),
        };
        self.notify(act, user, content, None).await?;
        let trace = Trace { organization: self.only_organization(user.id).await?, ..Trace::of(linked.id) };
        let trace = trace.with("user", user.id).with("connection", connection.id);
        Ok((if added { Action::IdentityLinked } else { Action::IdentityUnlinked }, trace))
    }
}
