//! Inviting somebody.

use super::invite_error::InviteError;
use crate::Timestamp;
use crate::authority::{Caller, DecisionContext, Identity, Trace, on_fresh_facts};
use crate::domain::{
    Action, Invitation, InvitationFilter, InvitationState, MandateTerms, MembershipKey, Role,
};
use crate::ids::OrganizationId;
use crate::invitations::manage::require_delegable;
use crate::policy::Permission;
use crate::roles::InvalidTerms;
use crate::secrets::SecretToken;
use crate::store::{StoreError, Version, Versioned};
use crate::values::{EmailAddress, ExternalId, Locale, PersonName, RoleKey, ServiceKey};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Whom to invite to what.
///
/// ```
/// use identity_core::invitations::Invite;
/// use identity_core::testing::{CONTACT_PERSON, CUSTOMER, TestIdentity};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let test = TestIdentity::start().await?;
/// let (jeremy, customer) = (test.sign_in(CONTACT_PERSON).await?, test.organization(CUSTOMER).await?);
///
/// let invite = Invite::new(customer, "susan@citygroup.example".parse()?, ["viewer".parse()?])
///     .named("Susan".parse()?, "Mills".parse()?)
///     .locale("en".parse()?);
/// let invitation = test.identity().invite(&jeremy.caller, &invite).await?;
///
/// assert_eq!(invitation.email, invite.email);
/// assert_eq!(test.messages().await?[0].recipient, "susan@citygroup.example");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Invite {
    /// Where to.
    pub organization: OrganizationId,
    /// Who, by the address that the link goes to.
    pub email: EmailAddress,
    /// First name, as far as known.
    pub given_name: Option<PersonName>,
    /// Last name, as far as known.
    pub family_name: Option<PersonName>,
    /// The roles that acceptance gives; at least one.
    pub roles: BTreeSet<RoleKey>,
    /// Only for these services; `None` = all that the roles name. Roles that are held by mandate only need them named
    /// unless the terms are.
    pub services: Option<BTreeSet<ServiceKey>>,
    /// The terms, if the roles are to be given by mandate; roles that are held by mandate only have terms anyway.
    pub mandate: Option<MandateTerms>,
    /// The contracts to which the mandate is limited, by their ids in the CRM, in place of those of the terms; without terms
    /// they do not count.
    pub contracts: Option<BTreeSet<ExternalId>>,
    /// The language of the mail.
    pub locale: Option<Locale>,
    /// Until when; `None` = as the deployment set it.
    pub expires_at: Option<Timestamp>,
}

impl Invite {
    /// An invitation to `organization` whose acceptance gives `roles` for all services, with the lifetime that the
    /// deployment set.
    pub fn new(
        organization: OrganizationId,
        email: EmailAddress,
        roles: impl IntoIterator<Item = RoleKey>,
    ) -> Self {
        Self {
            organization,
            email,
            given_name: None,
            family_name: None,
            roles: roles.into_iter().collect(),
            services: None,
            mandate: None,
            contracts: None,
            locale: None,
            expires_at: None,
        }
    }

    /// Names the person, as far as known; shown in the mail and on the form.
    #[must_use]
    pub fn named(self, given_name: PersonName, family_name: PersonName) -> Self {
        Self { given_name: Some(given_name), family_name: Some(family_name), ..self }
    }

    /// Limits the roles to these services.
    #[must_use]
    pub fn services(self, services: impl IntoIterator<Item = ServiceKey>) -> Self {
        Self { services: Some(services.into_iter().collect()), ..self }
    }

    /// Gives the roles by mandate, on these terms.
    #[must_use]
    pub fn by_mandate(self, terms: MandateTerms) -> Self {
        Self { mandate: Some(terms), ..self }
    }

    /// Limits the mandate to the contracts that the CRM calls so.
    #[must_use]
    pub fn contracts(self, contracts: impl IntoIterator<Item = ExternalId>) -> Self {
        Self { contracts: Some(contracts.into_iter().collect()), ..self }
    }

    /// Sets the language of the mail.
    #[must_use]
    pub fn locale(self, locale: Locale) -> Self {
        Self { locale: Some(locale), ..self }
    }

    /// Sets until when the invitation can be accepted.
    #[must_use]
    pub fn expires_at(self, expires_at: Timestamp) -> Self {
        Self { expires_at: Some(expires_at), ..self }
    }
}

impl Identity {
    /// Invites somebody. The invitation and its mail are one commit.
    ///
    /// Needs `invitation.manage` at the organisation and the right to give every part of the roles. Roles that are held
    /// by mandate only are not mixed with others, and name their services if the organisation has any.
    pub async fn invite(
        &self,
        caller: &Caller,
        wanted: &Invite,
    ) -> Result<Versioned<Invitation>, InviteError> {
        let invited = match self.limit_invitations(caller).await {
            Ok(()) => on_fresh_facts!(self.try_invite(caller, wanted)),
            Err(error) => Err(error.into()),
        };
        self.audit_refusal(caller, wanted.organization, invited).await
    }

    async fn try_invite(
        &self,
        caller: &Caller,
        wanted: &Invite,
    ) -> Result<Versioned<Invitation>, InviteError> {
        let (mut act, mut known) =
            self.authorize(caller, Permission::InvitationManage, wanted.organization).await?;
        let invited_by = caller.user().ok_or(InviteError::NotAPerson)?;
        self.limit_address(&wanted.email).await?;
        let services = self.resolve_services(Arc::make_mut(&mut known), wanted.services.as_ref()).await?;
        let roles = self.resolve_roles(Arc::make_mut(&mut known), wanted.organization, &wanted.roles).await?;
        let now = self.instant(caller);
        let by_mandate = wanted.mandate.is_some() || roles.iter().all(|role| role.mandate_only);
        if let Some(terms) = &wanted.mandate {
            InvalidTerms::check(terms, now)?;
        }
        let (services_named, terms) = (wanted.services.as_ref(), wanted.mandate.as_ref());
        let misfits = self.misfits((services_named, terms), wanted.organization, &roles, &known).await?;
        misfits.into_iter().next().map_or(Ok(()), Err)?;
        let sees_members = known.allows(Permission::MemberView, wanted.organization);
        let may_be_there = by_mandate || !sees_members;
        self.not_yet_there(wanted.organization, &wanted.email, may_be_there).await?;
        let expires_at = self.invitation_expiry(wanted.expires_at)?;
        let mandate = match wanted.mandate.clone() {
            Some(terms) => Some(self.with_contracts(terms, wanted.contracts.as_ref()).await?),
            None => None,
        };
        let token = SecretToken::generate(self.entropy());
        let invitation = Invitation {
            id: self.new_id(),
            organization: wanted.organization,
            email: wanted.email.clone(),
            given_name: wanted.given_name.clone(),
            family_name: wanted.family_name.clone(),
            roles: roles.iter().map(|role| role.id).collect(),
            services,
            mandate,
            locale: wanted.locale.clone(),
            token: token.digest(),
            state: InvitationState::Pending,
            invited_by,
            first_administrator: None,
            accepted_by: None,
            created_at: now,
            sent_at: now,
            expires_at,
            closed_at: None,
        };
        require_delegable::<InviteError>(&mut act, &known, &invitation, &roles)?;
        act.changes().insert(invitation.clone());
        self.queue_invitation(&mut act, &invitation, &token, &known, &roles);
        let names: Vec<_> = roles.iter().map(|role| role.key.to_string()).collect();
        let trace = Trace::of(invitation.id).at(wanted.organization).with("email", &wanted.email);
        self.commit(act.finish(self, Action::InvitationSent, trace.with("roles", names.join(" ")))).await?;
        Ok(Versioned::new(invitation, Version::FIRST))
    }

    fn invitation_expiry(&self, wanted: Option<Timestamp>) -> Result<Timestamp, InviteError> {
        const YEAR: std::time::Duration = std::time::Duration::from_hours(8784);
        let now = self.now();
        let expires_at = wanted.unwrap_or_else(|| now.plus(self.settings().invitation_lifetime));
        let fits = expires_at > now && expires_at <= now.plus(YEAR);
        if fits { Ok(expires_at) } else { Err(InviteError::InvalidExpiry) }
    }

    /// Refuses to invite who already has an open invitation, or belongs to the organisation already, unless that may be: a mandate
    /// can be given to anybody, and who does not see the members does not learn who is one. Nobody but the person sees a further
    /// address, so one of a member is invited like an unknown one.
    pub(crate) async fn not_yet_there(
        &self,
        organization: OrganizationId,
        email: &EmailAddress,
        may_be_there: bool,
    ) -> Result<(), InviteError> {
        if self.is_invited(organization, email).await? {
            return Err(InviteError::AlreadyInvited);
        }
        let found = if may_be_there { None } else { self.user_by_email(email).await? };
        if let Some(user) = found.filter(|found| found.has_main_email(email)) {
            let key = MembershipKey::Of(user.id, organization);
            if self.store.memberships().find(&key).await?.is_some() {
                return Err(InviteError::AlreadyMember);
            }
        }
        Ok(())
    }

    /// Whether an invitation to this address waits for its answer.
    pub(crate) async fn is_invited(
        &self,
        organization: OrganizationId,
        email: &EmailAddress,
    ) -> Result<bool, StoreError> {
        let filter = InvitationFilter {
            organization: Some(organization),
            state: Some(InvitationState::Pending),
            email: Some(email.canonical()),
            ..InvitationFilter::default()
        };
        let now = self.now();
        let waiting = self.all(self.store.invitations(), &filter).await?;
        Ok(waiting.iter().any(|invitation| invitation.expires_at > now))
    }

    /// Why roles cannot be in one invitation, and what a mandate leaves open of what it is for.
    pub(super) async fn misfits(
        &self,
        (services, terms): (Option<&BTreeSet<ServiceKey>>, Option<&MandateTerms>),
        organization: OrganizationId,
        roles: &[Versioned<Role>],
        known: &DecisionContext,
    ) -> Result<Vec<InviteError>, StoreError> {
        let mandate_only = roles.iter().filter(|role| role.mandate_only).count();
        let mut misfits = Vec::new();
        if mandate_only > 0 && mandate_only < roles.len() {
            misfits.push(InviteError::MixedRoles);
        }
        let open = match services {
            Some(services) => services.is_empty() && (mandate_only > 0 || terms.is_some()),
            // Who writes the terms down knows that it is a mandate: without services it is for all of them.
            None if mandate_only == 0 || terms.is_some() => false,
            None => !self.services_of(known, organization).await?.is_empty(),
        };
        if open {
            misfits.push(InviteError::ServicesNeeded);
        }
        Ok(misfits)
    }
}
