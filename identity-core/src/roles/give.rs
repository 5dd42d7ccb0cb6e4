//! Giving a role.

use super::client_holder::{ClientHolder, ToClient};
use super::give_error::GiveError;
use super::give_role_error::GiveRoleError;
use super::new_grant::{NewGrant, trace_of_offer};
use super::notice::RoleNotice;
use crate::authority::{Act, Caller, DecisionContext, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Grant, GrantFilter, Holder, MandateTerms, MembershipKey, Period, User};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::{StoreError, Version, Versioned};
use crate::values::{RoleKey, ServiceKey};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Who is to get a role.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RoleReceiver {
    /// Somebody who belongs to the organisation.
    User(UserId),
    /// A client, which may act by the role and passes nothing on.
    Client(ToClient),
}

/// A role to give to somebody who belongs to the organisation, or to a client.
///
/// ```
/// use identity_core::domain::Period;
/// use identity_core::roles::GiveRole;
/// use identity_core::testing::{CONTACT_PERSON, CUSTOMER, TestIdentity};
/// use std::time::Duration;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let ann = "ann@citygroup.example";
/// let test = TestIdentity::builder().person("Ann Lee", ann, CUSTOMER, "viewer").start().await?;
/// let (jeremy, ann) = (test.sign_in(CONTACT_PERSON).await?, test.sign_in(ann).await?);
/// let customer = test.organization(CUSTOMER).await?;
///
/// let end = test.identity().clock().now().plus(Duration::from_secs(30 * 86_400));
/// let month = Period { starts_at: None, ends_at: Some(end) };
/// let role = GiveRole::new(customer, ann.user, "contact-person".parse()?).period(month);
/// let given = test.identity().give_role(&jeremy.caller, &role).await?;
/// assert_eq!(given.period, month);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GiveRole {
    /// The organisation at which the role is held.
    pub organization: OrganizationId,
    /// The person or client that gets the role.
    pub to: RoleReceiver,
    /// The key of the role.
    pub role: RoleKey,
    /// The services to which the role is limited; `None` = all that the role names.
    pub services: Option<BTreeSet<ServiceKey>>,
    /// The period in which the role is held.
    pub period: Period,
}

impl GiveRole {
    /// A role for all services, for ever.
    pub fn new(organization: OrganizationId, user: UserId, role: RoleKey) -> Self {
        Self { organization, to: RoleReceiver::User(user), role, services: None, period: Period::ALWAYS }
    }

    /// A role of a client, for all services, for ever.
    pub fn to_client(organization: OrganizationId, client: ToClient, role: RoleKey) -> Self {
        Self { organization, to: RoleReceiver::Client(client), role, services: None, period: Period::ALWAYS }
    }

    /// Limits the role to these services.
    #[must_use]
    pub fn services(self, services: impl IntoIterator<Item = ServiceKey>) -> Self {
        Self { services: Some(services.into_iter().collect()), ..self }
    }

    /// Limits the role to a period.
    #[must_use]
    pub fn period(self, period: Period) -> Self {
        Self { period, ..self }
    }
}

/// Who gets a role, as found.
enum NewHolder {
    User(Box<Versioned<User>>),
    Client(Box<ClientHolder>),
}

impl NewHolder {
    fn holder(&self) -> Holder {
        match self {
            Self::User(user) => Holder::User(user.id),
            Self::Client(found) => Holder::Client(found.client.id),
        }
    }

    fn owner(&self) -> Option<UserId> {
        match self {
            Self::User(_) => None,
            Self::Client(found) => Some(found.owner.id),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::User(user) => user.full_name(),
            Self::Client(found) => found.client.name.to_string(),
        }
    }

    /// What the audit trail tells of who got the role.
    fn trace(&self, grant: &Grant) -> Trace {
        let trace = Trace::of(grant.id).at(grant.organization);
        match self {
            Self::User(user) => trace.with("user", user.id),
            Self::Client(found) => {
                let trace = trace.with("client", found.client.id).with("receiver", &found.client.name);
                trace.with("owner", found.owner.id)
            }
        }
    }
}

impl Identity {
    /// Gives a role. Needs `grant.manage` at the organisation and the right to give every part of it.
    pub async fn give_role(
        &self,
        caller: &Caller,
        wanted: &GiveRole,
    ) -> Result<Versioned<Grant>, GiveRoleError> {
        let given = on_fresh_facts!(self.try_give(caller, wanted));
        self.audit_refusal(caller, wanted.organization, given).await
    }

    async fn try_give(&self, caller: &Caller, wanted: &GiveRole) -> Result<Versioned<Grant>, GiveRoleError> {
        let (mut act, mut known) =
            self.authorize(caller, Permission::GrantManage, wanted.organization).await?;
        if wanted.period.is_over(self.instant(caller)) || wanted.period.is_empty() {
            return Err(GiveRoleError::EmptyPeriod);
        }
        let to = self.role_holder(caller, &mut act, wanted, &known).await?;
        let services = self.resolve_services(Arc::make_mut(&mut known), wanted.services.as_ref()).await?;
        let named = [wanted.role.clone()].into();
        let roles = self.resolve_roles(Arc::make_mut(&mut known), wanted.organization, &named).await?;
        let role = roles.into_iter().next().ok_or(GiveError::NoRole)?;
        let mandate =
            role.mandate_only.then(|| MandateTerms { period: wanted.period, ..MandateTerms::default() });
        let new = NewGrant {
            id: self.new_id(),
            holder: to.holder(),
            role: &role,
            organization: wanted.organization,
            services,
            period: wanted.period,
            mandate,
            parent_grant: None,
            given_by: caller.actor(),
            owner: to.owner(),
        };
        let grant = self.give(&mut act, &known, &new)?;
        if self.is_held(&grant).await? {
            return Err(GiveRoleError::AlreadyHeld);
        }
        act.changes().insert(grant.clone());
        let (action, trace) = if grant.mandate.is_some() {
            self.send_offer_notice(&mut act, &known, &grant, &role).await?;
            (Action::MandateGiven, trace_of_offer(&grant, &role, &to.name()))
        } else {
            if let NewHolder::User(user) = &to {
                let notice = RoleNotice { role: &role, grant: &grant, given: true };
                self.send_role_notice(&mut act, caller, user, &known, notice).await?;
            }
            (Action::GrantGiven, to.trace(&grant).with("role", &role.key))
        };
        self.commit(act.finish(self, action, trace)).await?;
        Ok(Versioned::new(grant, Version::FIRST))
    }

    /// Who gets the role; the commit rests on their being there.
    async fn role_holder(
        &self,
        caller: &Caller,
        act: &mut Act,
        wanted: &GiveRole,
        known: &DecisionContext,
    ) -> Result<NewHolder, GiveRoleError> {
        match &wanted.to {
            RoleReceiver::User(user) => {
                let key = MembershipKey::Of(*user, wanted.organization);
                let membership = self.store.memberships().find(&key).await?;
                let membership = membership.ok_or(GiveRoleError::NotAMember)?;
                let user = self.store.users().get(*user).await?.ok_or(GiveRoleError::NotAMember)?;
                act.changes().require_read(&membership).require_read(&user);
                Ok(NewHolder::User(Box::new(user)))
            }
            RoleReceiver::Client(to) => {
                let at = (to, wanted.organization);
                let found = self.client_holder(caller, act.changes(), at, known).await?;
                Ok(NewHolder::Client(Box::new(found)))
            }
        }
    }

    /// Whether the holder has the same already.
    pub(crate) async fn is_held(&self, grant: &Grant) -> Result<bool, StoreError> {
        let filter = GrantFilter {
            holders: Some(vec![grant.holder]),
            organizations: Some(vec![grant.organization]),
            unrevoked: true,
            ..GrantFilter::default()
        };
        let now = self.now();
        let same = |held: &Versioned<Grant>| {
            held.role == grant.role
                && held.services == grant.services
                && held.path.parent_grant() == grant.path.parent_grant()
                && !held.has_ended(now)
        };
        let held = self.all(self.store.grants(), &filter).await?;
        Ok(held.iter().any(same))
    }
}
