//! Whom a token is about, as it stands now.

use crate::Timestamp;
use crate::authority::{DecisionContext, Identity};
use crate::domain::{
    ApiClient, AuthenticationMethod, Authorization, CredentialKey, Factors, TokenAlgorithm, User,
};
use crate::ids::{GrantId, OrganizationId, ParticipantId};
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
        if !self.outlasts(&authorization).await? {
            return Ok(None);
        }
        let place = authorization.organization;
        let Some((_, known)) = self.facts_at_places(user.id, &[place]).await? else { return Ok(None) };
        let Ok(access) = known.access(place, party.service) else { return Ok(None) };
        Ok(Some(Standing { authorization, user, known, access }))
    }

    /// Whether what an authorization hangs together with is still there: the session, or for one that outlives it the
    /// password of that time.
    pub(in crate::applications) async fn outlasts(
        &self,
        authorization: &Authorization,
    ) -> Result<bool, StoreError> {
        if authorization.is_offline() {
            let password =
                self.store.credentials().find(&CredentialKey::Password(authorization.user)).await?;
            return Ok(password.is_none_or(|password| password.changed_at <= authorization.created_at));
        }
        let Some(part) = self.store.participants().get(authorization.participant).await? else {
            return Ok(false);
        };
        let session = self.store.sessions().get(part.session).await?;
        Ok(session.is_some_and(|session| session.ended_at.is_none() && self.now() < session.expires_at))
    }
}

impl Standing {
    /// What the client may be told.
    pub(super) fn about(&self, scopes: &BTreeSet<Scope>) -> AboutPerson {
        let Self { authorization, user, known, access } = self;
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
