//! Whom a token is about, as it stands now.

use crate::Timestamp;
use crate::authority::{DecisionContext, Identity};
use crate::domain::{
    ApiClient, AuthenticationMethod, Authorization, CredentialKey, Factors, TokenAlgorithm, User,
};
use crate::ids::{GrantId, OrganizationId, ParticipantId, ServiceId};
use crate::policy::Access;
use crate::store::{StoreError, Versioned};
use crate::values::{RoleKey, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// What a client may be told of a person, as it stands now.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AboutPerson {
    /// The name under which the client knows the person (`sub`).
    pub subject: String,
    /// The name under which it knows the session (`sid`).
    pub session: ParticipantId,
    /// What it may know and do.
    pub scopes: BTreeSet<Scope>,
    /// The authentication context classes of which it is told one, the preferred ones first.
    pub classes: Vec<String>,
    /// Single claims that it asked for by name, and where.
    pub claims: BTreeMap<String, BTreeSet<String>>,
    /// The methods of the proofs (`amr`).
    pub methods: BTreeSet<AuthenticationMethod>,
    /// How many kinds of proof they are; `acr` is made from it.
    pub factors: Factors,
    /// When the person proved who they are (`auth_time`).
    pub authenticated_at: Timestamp,
    /// The `nonce` of the request.
    pub nonce: Option<String>,
    /// The algorithm of the ID token.
    pub algorithm: TokenAlgorithm,
    /// The person.
    pub user: User,
    /// The organisation that the person acts for.
    pub organization: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// The application's roles that the person has there.
    pub roles: BTreeSet<RoleKey>,
    /// The mandate by which the person acts, if it is not their own right.
    pub mandate: Option<GrantId>,
}

/// An authorization that still counts, with what that rests on.
pub(super) struct Standing {
    pub(super) authorization: Versioned<Authorization>,
    pub(super) user: Versioned<User>,
    pub(super) known: DecisionContext,
    pub(super) access: Access,
    /// The service that the application is the door to.
    pub(super) service: ServiceId,
    /// Until when it counts at the most.
    pub(super) ends_at: Timestamp,
}

impl Identity {
    /// An authorization with the person as they stand now; `None` if it counts no longer: it is ended or over, the person
    /// cannot sign in any more or has no access at their organisation, the application is disabled, or the session is over
    /// and the authorization does not outlive it.
    pub(super) async fn standing(
        &self,
        authorization: Versioned<Authorization>,
        client: &ApiClient,
    ) -> Result<Option<Standing>, StoreError> {
        let now = self.now();
        let is_over = authorization.ended_at.is_some() || authorization.expires_at <= now;
        if is_over || !client.enabled || authorization.client != client.id {
            return Ok(None);
        }
        let Some(application) = client.application() else { return Ok(None) };
        let Some(party) = self.relying_party_by_id(application).await? else { return Ok(None) };
        let user = self.store.users().get(authorization.user).await?;
        let Some(user) = user.filter(|user| user.can_prove(now) && user.erase_at.is_none()) else {
            return Ok(None);
        };
        if party.trial && !self.tries_applications(user.id).await? {
            return Ok(None);
        }
        let Some(ends_at) = self.end_of(&authorization).await? else { return Ok(None) };
        let place = authorization.organization;
        let Some((_, known)) = self.facts_at_places(user.id, &[place]).await? else { return Ok(None) };
        let Ok(access) = known.access(place, party.service) else { return Ok(None) };
        let service = party.service;
        Ok(Some(Standing { authorization, user, known, access, service, ends_at }))
    }

    /// Until when an authorization counts at the most: as long as the session does, or for one that outlives it as long as the
    /// settings say, unless the password was changed since. `None` if that is over.
    pub(in crate::applications) async fn end_of(
        &self,
        authorization: &Authorization,
    ) -> Result<Option<Timestamp>, StoreError> {
        let ends_at = if authorization.is_offline() {
            let password =
                self.store.credentials().find(&CredentialKey::Password(authorization.user)).await?;
            if password.is_some_and(|password| password.changed_at > authorization.created_at) {
                return Ok(None);
            }
            authorization.created_at.plus(self.settings().offline_access_lifetime)
        } else {
            let Some(part) = self.store.participants().get(authorization.participant).await? else {
                return Ok(None);
            };
            let session = self.store.sessions().get(part.session).await?;
            let Some(session) = session.filter(|session| session.ended_at.is_none()) else { return Ok(None) };
            session.expires_at
        };
        Ok(Some(ends_at).filter(|ends_at| self.now() < *ends_at))
    }
}

impl Standing {
    /// What a service may be told at which the person has this access.
    pub(super) fn told(&self, scopes: &BTreeSet<Scope>, access: &Access) -> AboutPerson {
        let Self { authorization, user, known, .. } = self;
        AboutPerson {
            subject: authorization.subject.clone(),
            session: authorization.participant,
            scopes: scopes.clone(),
            classes: authorization.request.classes.clone(),
            claims: authorization.request.claims.clone(),
            methods: authorization.methods.clone(),
            factors: authorization.factors,
            authenticated_at: authorization.authenticated_at,
            nonce: authorization.request.nonce.clone(),
            algorithm: authorization.algorithm,
            user: user.record.clone(),
            organization: authorization.organization,
            organization_name: known.organization_name(authorization.organization),
            roles: access.roles.clone(),
            mandate: access.because.iter().find_map(|because| because.mandate(&known.facts)),
        }
    }
}
