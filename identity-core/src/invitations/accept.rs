//! Accepting an invitation.

use super::accept_error::{AcceptAsError, AcceptError, AccountFault};
use super::offer::InvitationOffer;
use super::open_error::OpenInvitationError;
use super::opened::InvitedPerson;
use crate::authority::{Act, Caller, Identity, Trace, on_fresh_facts};
use crate::contacts::OwnAddresses;
use crate::domain::{
    Action, Credential, Device, Invitation, InvitationState, Membership, MembershipKey, User, UserKey,
    UserState,
};
use crate::ids::{OrganizationId, UserId};
use crate::secrets::{KnownWords, PasswordHash, Secret, SecretToken};
use crate::store::{StoreError, Version};
use crate::values::{Attributes, FamilyName, Locale, PersonName, Username};

/// The account that the invited person makes.
#[derive(Debug)]
pub struct NewAccount {
    /// First name.
    pub given_name: PersonName,
    /// Last name; empty for somebody who has one name only.
    pub family_name: FamilyName,
    /// A name for signing in, beside the address.
    pub username: Option<Username>,
    /// The language that the person chose; that of the invitation, if they chose none.
    pub locale: Option<Locale>,
    /// The password.
    pub password: Secret,
    /// The browser.
    pub device: Device,
    /// The session that this browser had before, which ends.
    pub previous: Option<SecretToken>,
}

impl NewAccount {
    /// An account for a person of this name, who signs in with the invited address.
    pub fn new(given_name: PersonName, family_name: PersonName, password: impl Into<Secret>) -> Self {
        Self {
            given_name,
            family_name: family_name.into(),
            username: None,
            locale: None,
            password: password.into(),
            device: Device::default(),
            previous: None,
        }
    }

    /// Sets a user name, with which the person can sign in as well as with the address.
    #[must_use]
    pub fn username(self, username: Username) -> Self {
        Self { username: Some(username), ..self }
    }

    /// Says which browser it is, and which session it had before, if any.
    #[must_use]
    pub fn browser(self, device: Device, previous: Option<SecretToken>) -> Self {
        Self { device, previous, ..self }
    }
}

impl Identity {
    /// Takes up an invitation with a new account. Account, membership, grants and the end of the invitation are one
    /// commit, so of any number of parallel tries one succeeds.
    pub(crate) async fn accept_with_account(
        &self,
        token: &SecretToken,
        account: NewAccount,
        reference: Option<&str>,
    ) -> Result<UserId, AcceptError> {
        let invitation = self.usable_invitation(token).await?;
        let organization = self.store.organizations().get(invitation.organization).await?;
        let owner = KnownWords {
            names: [account.given_name.as_str(), account.family_name.as_str()],
            email: Some(invitation.email.as_str()),
            username: account.username.as_ref().map(Username::as_str),
            organizations: organization.iter().map(|found| found.name.as_str()).collect(),
        };
        self.check_new_password(&owner, &account.password).await?;
        let hash = self.context.hasher.hash(account.password.clone()).await?;
        on_fresh_facts!(self.try_accept_new(token, &account, &hash, reference))
    }

    /// What acceptance with a new account would refuse, all of it at once. `names` are those that were typed, right or
    /// wrong: the password must not be built from them.
    pub async fn account_faults(
        &self,
        offer: &InvitationOffer,
        names: &[&str],
        username: Option<&Username>,
        password: &Secret,
    ) -> Result<Vec<AccountFault>, StoreError> {
        let mut faults = Vec::new();
        if let Some(name) = username
            && self.store.users().find(&UserKey::Username(name.canonical())).await?.is_some()
        {
            faults.push(AccountFault::UsernameTaken);
        }
        let own = [offer.invitation.email.as_str(), offer.organization.as_str()];
        let context: Vec<&str> =
            names.iter().copied().chain(own).chain(username.map(Username::as_str)).collect();
        let judged = self.password_policy().check(password, self.password_use(), &context);
        faults.extend(judged.err().map(AccountFault::Password));
        Ok(faults)
    }

    async fn try_accept_new(
        &self,
        token: &SecretToken,
        account: &NewAccount,
        hash: &PasswordHash,
        reference: Option<&str>,
    ) -> Result<UserId, AcceptError> {
        let invitation = self.usable_invitation(token).await?;
        if self.user_by_email(&invitation.email).await?.is_some() {
            return Err(AcceptError::AccountExists);
        }
        // One that somebody got meanwhile makes the commit fail, and this is looked at anew.
        let kept = self.email_record(&invitation.email).await?.filter(|found| !found.is_theirs());
        if kept.is_some_and(|kept| !kept.is_free(self.now())) {
            return Err(AcceptError::AddressReserved);
        }
        if let Some(name) = &account.username
            && self.store.users().find(&UserKey::Username(name.canonical())).await?.is_some()
        {
            return Err(AcceptError::UsernameTaken);
        }
        let now = self.now();
        let user = User {
            // The first administrator's account has the id under which the deployment spoke of it.
            id: if invitation.inviter().is_none() { invitation.invited_by } else { self.new_id() },
            username: account.username.clone(),
            email: Some(invitation.email.clone()),
            email_verified_at: Some(now),
            phone: None,
            phone_verified_at: None,
            erase_at: None,
            given_name: account.given_name.clone(),
            family_name: account.family_name.clone(),
            locale: account.locale.clone().or_else(|| invitation.locale.clone()),
            attributes: Attributes::default(),
            state: UserState::Active,
            created_at: now,
            updated_at: now,
        };
        let id = user.id;
        let own = OwnAddresses::of_new(&user);
        let invited = invitation.for_person(&user, &own, None).ok_or(AcceptError::Unknown)?;
        let mut act = Act::by_proof::<InvitedPerson<'_>>(&invited).referring(reference);
        let password = Credential::new_password(self.new_id(), id, hash.clone(), now);
        act.changes().insert(user.clone()).insert(password);
        self.take_up(act, &invited, &user, None).await?;
        Ok(id)
    }

    /// Takes up an invitation with the account that the caller is signed in to, which has to be the one
    /// that has the invited address.
    pub async fn accept_invitation_as(
        &self,
        caller: &Caller,
        token: &SecretToken,
    ) -> Result<OrganizationId, AcceptAsError> {
        on_fresh_facts!(async {
            let invitation = self.usable_invitation(token).await?;
            let id = caller.user().ok_or(AcceptAsError::WrongAccount)?;
            let user = self.store.users().get(id).await?.ok_or(AcceptAsError::WrongAccount)?;
            let own = self.addresses_of(&user).await?;
            let invited = invitation.for_person(&user, &own, Some(caller));
            let invited = invited.ok_or(AcceptAsError::WrongAccount)?;
            let mut act = Act::by_proof::<InvitedPerson<'_>>(&invited);
            act.changes().require_read(&user);
            self.take_up(act, &invited, &user, Some(user.version)).await?;
            Ok(invited.invitation().organization)
        })
    }

    /// Writes what acceptance gives, if whoever invited may still give it; `version` is that of a person who is stored
    /// already.
    pub(super) async fn take_up(
        &self,
        mut act: Act,
        invited: &InvitedPerson<'_>,
        person: &User,
        version: Option<Version>,
    ) -> Result<(), OpenInvitationError> {
        let invitation = invited.invitation();
        let user = person.id;
        let grants = self.promised_by_inviter(&mut act, invitation, user).await?;
        let now = self.now();
        let organization = invitation.organization;
        // Whoever only acts for an organisation by mandate does not belong to it.
        let belongs = grants.iter().any(|grant| grant.mandate.is_none());
        if belongs && self.store.memberships().find(&MembershipKey::Of(user, organization)).await?.is_none() {
            act.changes().insert(Membership::new(self.new_id(), person, organization, now));
            if let Some(version) = version {
                // A change of the person's name that runs beside this has not seen the new membership, and conflicts.
                act.changes().update(person.clone(), version);
            }
        }
        for grant in grants {
            if grant.mandate.is_some() {
                self.send_acceptance_notice(&mut act, &grant, person.full_name()).await?;
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
        let trace = match invitation.inviter() {
            Some(by) => trace.with("invited_by", by),
            None => trace,
        };
        self.commit(act.finish(self, Action::InvitationAccepted, trace)).await?;
        Ok(())
    }
}
