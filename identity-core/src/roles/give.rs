//! Giving a role.

use super::give_error::GiveError;
use super::give_role_error::GiveRoleError;
use super::new_grant::{NewGrant, trace_of_offer};
use super::notice::RoleNotice;
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Grant, GrantFilter, Holder, MandateTerms, MembershipKey, Period};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::{StoreError, Version, Versioned};
use crate::values::{RoleKey, ServiceKey};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A role to give to somebody who belongs to the organisation.
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
    /// The person who gets the role.
    pub user: UserId,
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
        Self { organization, user, role, services: None, period: Period::ALWAYS }
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
        let key = MembershipKey::Of(wanted.user, wanted.organization);
        let membership = self.store.memberships().find(&key).await?.ok_or(GiveRoleError::NotAMember)?;
        let user = self.store.users().get(wanted.user).await?.ok_or(GiveRoleError::NotAMember)?;
        let services = self.resolve_services(Arc::make_mut(&mut known), wanted.services.as_ref()).await?;
        let named = [wanted.role.clone()].into();
        let roles = self.resolve_roles(Arc::make_mut(&mut known), wanted.organization, &named).await?;
        let role = roles.into_iter().next().ok_or(GiveError::NoRole)?;
        let mandate =
            role.mandate_only.then(|| MandateTerms { period: wanted.period, ..MandateTerms::default() });
        let new = NewGrant {
            id: self.new_id(),
            holder: Holder::User(wanted.user),
            role: &role,
            organization: wanted.organization,
            services,
            period: wanted.period,
            mandate,
            parent_grant: None,
            given_by: caller.actor(),
        };
        let grant = self.give(&mut act, &known, &new)?;
        if self.is_held(&grant).await? {
            return Err(GiveRoleError::AlreadyHeld);
        }
        act.changes().require_read(&membership).require_read(&user).insert(grant.clone());
        let (action, trace) = if grant.mandate.is_some() {
            self.send_offer_notice(&mut act, &known, &grant, &role).await?;
            (Action::MandateGiven, trace_of_offer(&grant, &role, &user.full_name()))
        } else {
            let notice = RoleNotice { role: &role, grant: &grant, given: true };
            self.send_role_notice(&mut act, caller, &user, &known, notice).await?;
            let trace = Trace::of(grant.id).at(wanted.organization).with("user", wanted.user);
            (Action::GrantGiven, trace.with("role", &role.key))
        };
        self.commit(act.finish(self, action, trace)).await?;
        Ok(Versioned::new(grant, Version::FIRST))
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
