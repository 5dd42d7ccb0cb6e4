//! Taking up an invitation.

use super::authority::{Act, Proof, Trace};
use super::caller::Caller;
use super::giving::NewGrant;
use super::retry::{FromStore, on_fresh_facts};
use super::sessions::SignedIn;
use crate::Identity;
use crate::domain::{
    Action, Actor, AuthenticationMethod, Credential, CredentialSecret, Device, Grant, Holder, Invitation,
    InvitationKey, InvitationState, MandateAnswer, Membership, MembershipKey, Period, Role, User, UserKey,
    UserState,
};
use crate::ids::{GrantId, OrganizationId, UserId};
use crate::policy::{Decision, Permission};
use crate::secrets::{HashError, PasswordHash, PasswordRefused, Secret, SecretToken};
use crate::store::{StoreError, Versioned};
use crate::values::{Attributes, PersonName, Username};

/// What an invitation offers, for the one who holds its token.
#[derive(Debug, Clone, PartialEq)]
pub struct InvitationOffer {
    /// The invitation.
    pub invitation: Invitation,
    /// Where to.
    pub organization: String,
    /// Who invites.
    pub inviter: String,
    /// The roles: name and what somebody with it can do.
    pub roles: Vec<(String, String)>,
    /// The names of the services that it is limited to.
    pub services: Vec<String>,
    /// Whether it offers a mandate; the mandate will have the invitation's id.
    pub by_mandate: bool,
    /// Whether there already is an account with the invited address.
    pub account_exists: bool,
}

/// The account that the invited person makes.
#[derive(Debug)]
pub struct NewAccount {
    /// First name.
    pub given_name: PersonName,
    /// Last name.
    pub family_name: PersonName,
    /// A name for signing in, beside the address.
    pub username: Option<Username>,
    /// The password.
    pub password: Secret,
    /// The browser.
    pub device: Device,
    /// The session that this browser had before, which ends.
    pub previous: Option<SecretToken>,
}

/// Why an invitation cannot be taken up.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// There is no such token, or it was used, or a newer mail replaced it: the answer is the same.
    #[error("this link does not work; it may have been used already, or replaced by a newer one")]
    Unknown,
    /// Its time is over.
    #[error("this invitation has expired; ask for a new one")]
    Expired,
    /// Somebody took it back.
    #[error("this invitation was cancelled; ask for a new one")]
    Revoked,
    /// Whoever invited can no longer give these roles, or the organisation is not active.
    #[error("the person who invited you can no longer give these rights; ask for a new invitation")]
    NoLongerPermitted,
    /// There is an account with the invited address: sign in with it.
    #[error("you already have an account; sign in to accept")]
    AccountExists,
    /// The caller is somebody else than the one invited.
    #[error("this invitation is for another account; sign out first")]
    WrongAccount,
    /// The user name belongs to somebody.
    #[error("this user name is taken; choose another one")]
    UsernameTaken,
    /// The password does not meet the rules.
    #[error(transparent)]
    Password(#[from] PasswordRefused),
    /// Too many passwords are being hashed right now.
    #[error("the service is busy; try again in a moment")]
    Busy,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FromStore for AcceptError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<HashError> for AcceptError {
    fn from(_: HashError) -> Self {
        Self::Busy
    }
}

impl Identity {
    /// What an invitation offers. Looking does not use it up.
    pub async fn open_invitation(&self, token: &SecretToken) -> Result<InvitationOffer, AcceptError> {
        let invitation = self.usable_invitation(token).await?;
        let organization = self.store.organizations().get(invitation.organization).await?;
        let inviter = self.store.users().get(invitation.invited_by).await?;
        let mut roles = Vec::new();
        let mut by_mandate = invitation.mandate.is_some();
        for id in &invitation.roles {
            let role = self.store.roles().get(*id).await?;
            by_mandate |= role.as_ref().is_some_and(|role| role.by_mandate);
            roles.extend(role.map(|role| (role.name.to_string(), role.description.clone())));
        }
        let mut services = Vec::new();
        for id in invitation.services.iter().flatten() {
            let service = self.store.services().get(*id).await?;
            services.extend(service.map(|service| service.name.to_string()));
        }
        let key = UserKey::Email(invitation.email.canonical());
        Ok(InvitationOffer {
            organization: organization.map(|found| found.name.to_string()).unwrap_or_default(),
            inviter: inviter.map(|found| found.full_name()).unwrap_or_default(),
            roles,
            services,
            by_mandate,
            account_exists: self.store.users().find(&key).await?.is_some(),
            invitation: invitation.record,
        })
    }

    /// Takes up an invitation with a new account and signs in. Account, membership, grants and the end
    /// of the invitation are one commit, so of any number of parallel tries one succeeds.
    pub async fn accept_invitation(
        &self,
        token: &SecretToken,
        account: NewAccount,
    ) -> Result<SignedIn, AcceptError> {
        let invitation = self.usable_invitation(token).await?;
        let organization = self.store.organizations().get(invitation.organization).await?;
        let names = [account.given_name.as_str(), account.family_name.as_str(), invitation.email.as_str()];
        let organization = organization.as_ref().map(|found| found.name.as_str());
        let username = account.username.as_ref().map(Username::as_str);
        let context: Vec<&str> = names.into_iter().chain(organization).chain(username).collect();
        self.password_policy().check(&account.password, &context)?;
        let hash = self.context.hasher.hash(account.password.clone()).await?;
        let user = on_fresh_facts!(self.try_accept_new(token, &account, &hash))?;
        let methods = [AuthenticationMethod::MailLink, AuthenticationMethod::Password].into();
        Ok(self.start_session(user, methods, account.device, account.previous.as_ref()).await?)
    }

    async fn try_accept_new(
        &self,
        token: &SecretToken,
        account: &NewAccount,
        hash: &PasswordHash,
    ) -> Result<UserId, AcceptError> {
        let invitation = self.usable_invitation(token).await?;
        if self.store.users().find(&UserKey::Email(invitation.email.canonical())).await?.is_some() {
            return Err(AcceptError::AccountExists);
        }
        if let Some(name) = &account.username
            && self.store.users().find(&UserKey::Username(name.canonical())).await?.is_some()
        {
            return Err(AcceptError::UsernameTaken);
        }
        let now = self.now();
        let user = User {
            id: self.new_id(),
            username: account.username.clone(),
            email: invitation.email.clone(),
            email_verified_at: Some(now),
            phone: None,
            given_name: account.given_name.clone(),
            family_name: account.family_name.clone(),
            locale: invitation.locale.clone(),
            attributes: Attributes::default(),
            state: UserState::Active,
            created_at: now,
            updated_at: now,
        };
        let id = user.id;
        let mut act = Act::by_proof(Proof::InvitationToken, Actor::User(id));
        let secret = CredentialSecret::Password(hash.clone());
        act.changes().insert(user).insert(Credential {
            id: self.new_id(),
            user: id,
            secret,
            created_at: now,
            changed_at: now,
        });
        let name = format!("{} {}", account.given_name, account.family_name);
        self.take_up(act, invitation, id, name).await?;
        Ok(id)
    }

    /// Takes up an invitation with the account that the caller is signed in to, which has to be the one
    /// with the invited address.
    pub async fn accept_invitation_as(
        &self,
        caller: &Caller,
        token: &SecretToken,
    ) -> Result<OrganizationId, AcceptError> {
        on_fresh_facts!(async {
            let invitation = self.usable_invitation(token).await?;
            let id = caller.user().ok_or(AcceptError::WrongAccount)?;
            let user = self.store.users().get(id).await?.ok_or(AcceptError::WrongAccount)?;
            if user.state != UserState::Active || user.email.canonical() != invitation.email.canonical() {
                return Err(AcceptError::WrongAccount);
            }
            let mut act = Act::by_proof(Proof::InvitationToken, caller.actor()).by(caller);
            act.changes().require_read(&user);
            let organization = invitation.organization;
            self.take_up(act, invitation, id, user.full_name()).await?;
            Ok(organization)
        })
    }

    /// Writes what acceptance gives, if whoever invited may still give it.
    async fn take_up(
        &self,
        mut act: Act,
        invitation: Versioned<Invitation>,
        user: UserId,
        name: String,
    ) -> Result<(), AcceptError> {
        let grants = self.promised_by_inviter(&mut act, &invitation, user).await?;
        let now = self.now();
        let organization = invitation.organization;
        // Whoever only acts for an organisation by mandate does not belong to it.
        let belongs = grants.iter().any(|grant| grant.mandate.is_none());
        if belongs && self.store.memberships().find(&MembershipKey::Of(user, organization)).await?.is_none() {
            act.changes().insert(Membership { id: self.new_id(), user, organization, created_at: now });
        }
        for grant in grants {
            if grant.mandate.is_some() {
                self.tell_of_acceptance(&mut act, &grant, name.clone()).await?;
            }
            act.changes().insert(grant);
        }
        let accepted = Invitation {
            state: InvitationState::Accepted,
            accepted_by: Some(user),
            closed_at: Some(now),
            ..invitation.record.clone()
        };
        act.changes().update(accepted, invitation.version);
        let trace =
            Trace::of(invitation.id).at(organization).with("user", user).with("email", &invitation.email);
        let trace = trace.with("invited_by", invitation.invited_by);
        self.commit(act.finish(self, Action::InvitationAccepted, trace)).await?;
        Ok(())
    }

    /// Checks again that the inviter may invite and may give the roles, on facts that the commit then rests on. Gives
    /// the grants that acceptance brings.
    pub(crate) async fn promised_by_inviter(
        &self,
        act: &mut Act,
        invitation: &Invitation,
        user: UserId,
    ) -> Result<Vec<Grant>, AcceptError> {
        let known = self.facts_of_user(invitation.invited_by, &[invitation.organization]).await?;
        let mut known = known.ok_or(AcceptError::NoLongerPermitted)?;
        match known.decide(Permission::InvitationManage, invitation.organization) {
            Decision::Allowed(because) => act.rest_on_another(&because, &known),
            Decision::Denied(_) => return Err(AcceptError::NoLongerPermitted),
        }
        let mut roles = self.roles_of(&mut known, &invitation.roles).await?;
        // The first mandate takes the id under which it was spoken of before.
        roles.sort_by_key(|role| !role.by_mandate);
        if roles.len() != invitation.roles.len() {
            return Err(AcceptError::NoLongerPermitted);
        }
        let mut ids = std::iter::once(GrantId::from(invitation.id.as_uuid()))
            .chain(std::iter::repeat_with(|| self.new_id()));
        let mut grants = Vec::new();
        for role in &roles {
            let Some(id) = ids.next() else { break };
            let wanted = promise(invitation, role, user, id);
            let grant = self.give(act, &known, &wanted).map_err(|_| AcceptError::NoLongerPermitted)?;
            let answered =
                |mandate: crate::domain::Mandate| mandate.answered(MandateAnswer::Accepted, self.now());
            grants.push(Grant { mandate: grant.mandate.clone().map(answered), ..grant });
        }
        Ok(grants)
    }

    async fn usable_invitation(&self, token: &SecretToken) -> Result<Versioned<Invitation>, AcceptError> {
        let found = self.store.invitations().find(&InvitationKey::Token(token.digest())).await?;
        let found = found.ok_or(AcceptError::Unknown)?;
        match found.state {
            InvitationState::Accepted => Err(AcceptError::Unknown),
            InvitationState::Revoked => Err(AcceptError::Revoked),
            InvitationState::Pending if found.expires_at <= self.now() => Err(AcceptError::Expired),
            InvitationState::Pending => Ok(found),
        }
    }
}

/// What a role of an invitation is once it is accepted.
fn promise<'a>(
    invitation: &Invitation,
    role: &'a Versioned<Role>,
    user: UserId,
    id: GrantId,
) -> NewGrant<'a> {
    let terms = invitation.mandate.clone();
    NewGrant {
        id,
        holder: Holder::User(user),
        role,
        organization: invitation.organization,
        services: invitation.services.clone(),
        period: Period::ALWAYS,
        mandate: terms.or_else(|| role.by_mandate.then(Default::default)),
        source: None,
        given_by: Actor::User(invitation.invited_by),
    }
}
