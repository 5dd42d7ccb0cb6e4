//! The first administrator of a deployment, who is invited by whoever runs the program.
//!
//! Nobody is there yet who could invite, so the deployment does: the link is printed and not mailed. It works while nobody
//! has ever had a role at the operator. From the first one on it is closed for ever, also when that person is gone.

use super::open_error::OpenInvitationError;
use crate::Timestamp;
use crate::authority::{Act, Identity, Proof, Rule, RuleKept, Trace, carries_store_errors, on_fresh_facts};
use crate::domain::{
    Action, Actor, Grant, GrantFilter, Holder, Invitation, InvitationFilter, InvitationState, Organization,
    Rights, RoleRef,
};
use crate::ids::{RoleId, UserId};
use crate::secrets::{Secret, SecretToken};
use crate::store::{RecordId, StoreError, Versioned};
use crate::values::{EmailAddress, Locale, RoleKey};
use std::collections::BTreeMap;
use std::time::Duration;

/// How long the link works. Another one can be made at any time, which ends this one.
const LIFETIME: Duration = Duration::from_hours(24);

/// Who is to be the first administrator, and what they get.
///
/// ```
/// use identity_core::domain::Rights;
/// use identity_core::invitations::FirstAdministrator;
/// use identity_core::setup::{RoleSetup, Setup};
/// use identity_core::testing::TestIdentity;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let role = RoleSetup::new("manager".parse()?, "Manager".parse()?);
/// let setup = Setup::default().operator("Example Ltd".parse()?).roles([role]);
/// let test = TestIdentity::builder().setup(setup).start().await?;
///
/// let ada = FirstAdministrator::new("ada@example.com".parse()?, [("manager".parse()?, Rights::ActAndGrant)]);
/// let link = test.identity().invite_first_administrator(&ada).await?;
///
/// assert!(link.link.expose().contains("/invitations/"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FirstAdministrator {
    /// The address that they sign in with.
    pub email: EmailAddress,
    /// Roles of the deployment, each with the rights to it, at the operator and at everything below it.
    pub roles: BTreeMap<RoleKey, Rights>,
    /// Their language.
    pub locale: Option<Locale>,
}

impl FirstAdministrator {
    /// Somebody who signs in with this address and gets these roles.
    pub fn new(email: EmailAddress, roles: impl IntoIterator<Item = (RoleKey, Rights)>) -> Self {
        Self { email, roles: roles.into_iter().collect(), locale: None }
    }

    /// Sets their language.
    #[must_use]
    pub fn locale(self, locale: Locale) -> Self {
        Self { locale: Some(locale), ..self }
    }
}

/// The link by which the first administrator makes their account.
#[derive(Debug)]
#[non_exhaustive]
pub struct FirstAdministratorLink {
    /// The address to open. Whoever opens it becomes the administrator.
    pub link: Secret,
    /// From when it no longer works.
    pub expires_at: Timestamp,
}

/// Why no first administrator is invited.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FirstAdministratorError {
    /// Somebody has, or had, a role at the operator.
    #[error("there is an administrator already, or there was one; others are invited by people")]
    AlreadyThere,
    /// No setup named the operator yet.
    #[error("the organisation that runs the service is not set up yet")]
    NoOperator,
    /// No setup defined this role.
    #[error("there is no role {0}")]
    UnknownRole(RoleKey),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(FirstAdministratorError);

/// Nobody ever had a role at the operator, so that whoever runs the program says who is the first.
struct NobodyYet {
    operator: Versioned<Organization>,
}

impl Proof for NobodyYet {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

/// A role of the first administrator was declared by whoever runs the program, and nobody ever had one before.
struct FirstGrant(RecordId);

impl RuleKept for FirstGrant {
    const RULE: Rule = Rule::NoHigherOne;

    fn about(&self) -> RecordId {
        self.0
    }
}

impl NobodyYet {
    /// A role at the operator that may be given, since nobody was there before.
    fn gives(&self, grant: &Grant) -> Option<FirstGrant> {
        (grant.organization == self.operator.id).then(|| FirstGrant(grant.id.into()))
    }
}

impl Identity {
    /// Makes the link by which the first administrator makes their account, with name and password; the account, its roles
    /// and the end of the link are one commit. A link that was made before no longer works.
    pub async fn invite_first_administrator(
        &self,
        wanted: &FirstAdministrator,
    ) -> Result<FirstAdministratorLink, FirstAdministratorError> {
        on_fresh_facts!(self.try_invite_first(wanted))
    }

    async fn try_invite_first(
        &self,
        wanted: &FirstAdministrator,
    ) -> Result<FirstAdministratorLink, FirstAdministratorError> {
        let operator = self.operator().await?.ok_or(FirstAdministratorError::NoOperator)?;
        let organization = operator.id;
        let nobody = self.nobody_yet(operator).await?.ok_or(FirstAdministratorError::AlreadyThere)?;
        let mut act = Act::by_proof::<NobodyYet>(&nobody);
        self.end_earlier_links(&mut act, &nobody).await?;
        let rights = self.declared_rights(&wanted.roles).await?;
        let (now, token) = (self.now(), SecretToken::generate(self.entropy()));
        let invitation = Invitation {
            id: self.new_id(),
            organization,
            email: wanted.email.clone(),
            given_name: None,
            family_name: None,
            roles: rights.keys().copied().collect(),
            services: None,
            mandate: None,
            locale: wanted.locale.clone(),
            token: token.digest(),
            state: InvitationState::Pending,
            invited_by: self.new_id(),
            first_administrator: Some(rights),
            accepted_by: None,
            created_at: now,
            sent_at: now,
            expires_at: now.plus(LIFETIME),
            closed_at: None,
        };
        let expires_at = invitation.expires_at;
        let trace = Trace::of(invitation.id).at(organization).with("email", &wanted.email);
        act.changes().insert(invitation);
        self.commit(act.finish(self, Action::InvitationSent, trace)).await?;
        let link = self.settings().link(&format!("/invitations/{}", token.expose()));
        Ok(FirstAdministratorLink { link: Secret::new(link), expires_at })
    }

    /// The proof that nobody has, or ever had, a role at the operator.
    async fn nobody_yet(&self, operator: Versioned<Organization>) -> Result<Option<NobodyYet>, StoreError> {
        let filter = GrantFilter { organizations: Some(vec![operator.id]), ..GrantFilter::default() };
        let given = self.all(self.store.grants(), &filter).await?;
        let people = given.iter().any(|grant| matches!(grant.holder, Holder::User(_)));
        Ok((!people).then_some(NobodyYet { operator }))
    }

    async fn declared_rights(
        &self,
        roles: &BTreeMap<RoleKey, Rights>,
    ) -> Result<BTreeMap<RoleId, Rights>, FirstAdministratorError> {
        let mut rights = BTreeMap::new();
        for (key, right) in roles {
            let role = self.store.roles().find(&RoleRef::Named(None, key.clone())).await?;
            let role = role.ok_or_else(|| FirstAdministratorError::UnknownRole(key.clone()))?;
            rights.insert(role.id, *right);
        }
        Ok(rights)
    }

    async fn end_earlier_links(&self, act: &mut Act, nobody: &NobodyYet) -> Result<(), StoreError> {
        let filter = InvitationFilter {
            organization: Some(nobody.operator.id),
            state: Some(InvitationState::Pending),
            ..InvitationFilter::default()
        };
        for earlier in self.all(self.store.invitations(), &filter).await? {
            if earlier.first_administrator.is_some() {
                let trace = Trace::of(earlier.id).at(earlier.organization).with("email", &earlier.email);
                let closed_at = Some(self.now());
                let state = InvitationState::Revoked;
                let revoked = Invitation { state, closed_at, ..earlier.record.clone() };
                act.changes().update(revoked, earlier.version);
                act.note(self, Action::InvitationRevoked, trace);
            }
        }
        Ok(())
    }

    /// What the first administrator gets, if nobody was there before. Of several who accept at once, one wins: each commit
    /// changes the operator's record.
    pub(super) async fn promised_by_deployment(
        &self,
        act: &mut Act,
        rights: &BTreeMap<RoleId, Rights>,
        user: UserId,
    ) -> Result<Vec<Grant>, OpenInvitationError> {
        let refused = || OpenInvitationError::NoLongerPermitted;
        let operator = self.operator().await?.ok_or_else(refused)?;
        let nobody = self.nobody_yet(operator).await?.ok_or_else(refused)?;
        let organization = nobody.operator.id;
        act.changes().update(nobody.operator.record.clone(), nobody.operator.version);
        let mut grants = Vec::new();
        for (role, rights) in rights {
            let role = self.store.roles().get(*role).await?.ok_or_else(refused)?;
            act.changes().require_read(&role);
            let grant = self.declared_grant(Holder::User(user), role.id, organization, *rights);
            act.keeps(&nobody.gives(&grant).ok_or_else(refused)?);
            grants.push(grant);
        }
        Ok(grants)
    }
}
