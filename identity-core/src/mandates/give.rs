//! Giving a mandate.

use super::give_error::GiveMandateError;
use super::own_mandate::OwnMandate;
use crate::authority::{AccessError, Act, Caller, DecisionContext, Identity, on_fresh_facts};
use crate::domain::{Action, Grant, Invitation, MandateTerms};
use crate::ids::{GrantId, OrganizationId, UserId};
use crate::invitations::Invite;
use crate::policy::{Permission, Subject, grant_status};
use crate::roles::{GiveError, InvalidTerms, NewGrant, ToClient, trace_of_offer};
use crate::store::{Version, Versioned};
use crate::values::{EmailAddress, ExternalId, Locale, PersonName, RoleKey, ServiceKey};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Who is to get a mandate.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Receiver {
    /// Somebody who belongs to the organisation that gives it.
    User(UserId),
    /// Another organisation, which then passes it to its own people; the terms have to let it be passed on once at least.
    Organization(OrganizationId),
    /// A client, which acts by it and passes nothing on. It holds at once if the giver answers for the client; another member
    /// who is to answer for it accepts it first.
    Client(ToClient),
    /// Whoever has this address, known here or not: they are invited.
    Email {
        /// The address.
        email: EmailAddress,
        /// First name, as far as known.
        given_name: Option<PersonName>,
        /// Last name, as far as known.
        family_name: Option<PersonName>,
        /// The language of the mail.
        locale: Option<Locale>,
    },
}

/// A mandate to give.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GiveMandate {
    /// The organisation for which the receiver is to act.
    pub organization: OrganizationId,
    /// The person or organisation that gets the mandate.
    pub to: Receiver,
    /// The key of the role in which the receiver acts.
    pub role: RoleKey,
    /// The services to which the mandate is limited; `None` = all that the role names and the giver can give.
    pub services: Option<BTreeSet<ServiceKey>>,
    /// The terms.
    pub terms: MandateTerms,
    /// The contracts to which it is limited, by their ids in the CRM, in place of those of the terms.
    pub contracts: Option<BTreeSet<ExternalId>>,
    /// The mandate that is passed on, or the grant that it comes from; `None` = whichever of the giver's covers it.
    pub parent_grant: Option<GrantId>,
    /// The organisation that passes on what it holds; `None` = the caller.
    pub giver: Option<OrganizationId>,
}

impl GiveMandate {
    /// A mandate of the caller's, with the terms of [`MandateTerms::default`].
    pub fn new(organization: OrganizationId, to: Receiver, role: RoleKey) -> Self {
        Self {
            organization,
            to,
            role,
            services: None,
            terms: MandateTerms::default(),
            contracts: None,
            parent_grant: None,
            giver: None,
        }
    }

    /// Limits the mandate to these services.
    #[must_use]
    pub fn services(self, services: impl IntoIterator<Item = ServiceKey>) -> Self {
        Self { services: Some(services.into_iter().collect()), ..self }
    }

    /// Sets the terms.
    #[must_use]
    pub fn terms(self, terms: MandateTerms) -> Self {
        Self { terms, ..self }
    }

    /// Limits the mandate to the contracts that the CRM calls so.
    #[must_use]
    pub fn contracts(self, contracts: impl IntoIterator<Item = ExternalId>) -> Self {
        Self { contracts: Some(contracts.into_iter().collect()), ..self }
    }

    /// Passes on this mandate, or delegates from this grant, instead of whichever of the giver's covers it.
    #[must_use]
    pub fn parent_grant(self, parent_grant: GrantId) -> Self {
        Self { parent_grant: Some(parent_grant), ..self }
    }

    /// Passes on what an organisation holds, instead of what the caller holds.
    #[must_use]
    pub fn giver(self, giver: OrganizationId) -> Self {
        Self { giver: Some(giver), ..self }
    }
}

/// A mandate just given.
// Exhaustive: whoever gives a mandate has something else to show for each outcome.
#[derive(Debug, Clone, PartialEq)]
pub enum GivenMandate {
    /// It waits for its receiver's answer.
    Offered(Versioned<Grant>),
    /// It holds at once: its receiver is a client, for which the giver answers.
    Accepted(Versioned<Grant>),
    /// Its receiver was invited; the mandate will have the invitation's id.
    Invited(Versioned<Invitation>),
}

impl Identity {
    /// Gives a mandate: `mandate.manage` at the organisation and the right to give the role, or a mandate that may be
    /// passed on. It gives nothing before its receiver accepts it. A list of services may be left out, and is not empty.
    pub async fn give_mandate(
        &self,
        caller: &Caller,
        wanted: &GiveMandate,
    ) -> Result<GivenMandate, GiveMandateError> {
        InvalidTerms::check(&wanted.terms, self.instant(caller))?;
        if wanted.services.as_ref().is_some_and(BTreeSet::is_empty) {
            return Err(GiveMandateError::ServicesNeeded);
        }
        match &wanted.to {
            Receiver::Email { email, given_name, family_name, locale } if wanted.giver.is_none() => {
                if self.is_own_address(caller, email).await? {
                    return Err(GiveMandateError::OwnReceiver);
                }
                let invite = Invite {
                    organization: wanted.organization,
                    email: email.clone(),
                    given_name: given_name.clone(),
                    family_name: family_name.clone(),
                    roles: [wanted.role.clone()].into(),
                    services: wanted.services.clone(),
                    mandate: Some(wanted.terms.clone()),
                    contracts: wanted.contracts.clone(),
                    locale: locale.clone(),
                    expires_at: None,
                };
                Ok(GivenMandate::Invited(self.invite(caller, &invite).await?))
            }
            Receiver::Email { .. } => Err(GiveMandateError::UnknownReceiver),
            Receiver::User(_) | Receiver::Organization(_) | Receiver::Client(_) => {
                let offered = match self.limit_invitations(caller).await {
                    Ok(()) => on_fresh_facts!(self.try_offer(caller, wanted)),
                    Err(error) => Err(error.into()),
                };
                let grant = self.audit_refusal(caller, wanted.organization, offered).await?;
                let waits = grant.awaits_acceptance();
                Ok(if waits { GivenMandate::Offered(grant) } else { GivenMandate::Accepted(grant) })
            }
        }
    }

    async fn try_offer(
        &self,
        caller: &Caller,
        wanted: &GiveMandate,
    ) -> Result<Versioned<Grant>, GiveMandateError> {
        let (mut act, mut known) =
            self.begin_mandate(caller, wanted.organization, wanted.giver, Some(&wanted.to)).await?;
        if let Some(fault) = fault_of_terms(&wanted.to, &wanted.terms) {
            return Err(fault);
        }
        let services = self.resolve_services(Arc::make_mut(&mut known), wanted.services.as_ref()).await?;
        let terms = self.with_contracts(wanted.terms.clone(), wanted.contracts.as_ref()).await?;
        let roles = self
            .resolve_roles(Arc::make_mut(&mut known), wanted.organization, &[wanted.role.clone()].into())
            .await?;
        let role = roles.into_iter().next().ok_or(GiveError::NoRole)?;
        let to =
            self.receiver(caller, &mut act, (&wanted.to, wanted.organization, wanted.giver), &known).await?;
        let new = NewGrant {
            id: self.new_id(),
            holder: to.holder,
            role: &role,
            organization: wanted.organization,
            services,
            period: wanted.terms.period,
            mandate: Some(terms),
            parent_grant: wanted.parent_grant,
            given_by: caller.actor(),
            owner: to.owner,
        };
        let grant = self.give(&mut act, &known, &new)?;
        if self.is_held(&grant).await? {
            return Err(GiveMandateError::AlreadyHeld);
        }
        act.changes().insert(grant.clone());
        self.send_offer_notice(&mut act, &known, &grant, &role).await?;
        let trace = trace_of_offer(&grant, &role, &to.name);
        self.commit(act.finish(self, Action::MandateGiven, trace)).await?;
        Ok(Versioned::new(grant, Version::FIRST))
    }

    /// Begins giving a mandate; what is known is about the giver, the caller or their organisation.
    pub(super) async fn begin_mandate(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        giver: Option<OrganizationId>,
        to: Option<&Receiver>,
    ) -> Result<(Act, Arc<DecisionContext>), AccessError> {
        let places: Vec<_> = match to {
            Some(Receiver::Organization(receiver)) => vec![organization, *receiver],
            _ => vec![organization],
        };
        if let Some(giver) = giver {
            let (act, _) = self.authorize(caller, Permission::MandateManage, giver).await?;
            let known = self.facts_about(Subject::organization(giver, self.instant(caller)), &places).await?;
            let known = known.filter(|known| mandate_for(known, organization).is_some());
            return Ok((act, Arc::new(known.ok_or(AccessError::NotFound)?)));
        }
        let known = self.facts(caller, &places).await?;
        let own = mandate_for(&known, organization).and_then(|grant| OwnMandate::of(caller, grant));
        if let Some(own) = own.filter(|_| !known.allows(Permission::MandateManage, organization)) {
            // By the terms of a mandate; whether they let it, `give` decides.
            return Ok((Act::by_proof::<OwnMandate<'_>>(&own), known));
        }
        let act = self.authorize_with(caller, Permission::MandateManage, organization, &known).await?;
        Ok((act, known))
    }
}

/// What is wrong with terms for this receiver. An organisation acts by passing a mandate on to its people, so one that it cannot
/// pass on gives nothing to anybody; a client acts and passes nothing on.
pub(super) fn fault_of_terms(to: &Receiver, terms: &MandateTerms) -> Option<GiveMandateError> {
    match to {
        Receiver::Organization(_) if terms.max_delegation_depth == 0 => Some(GiveMandateError::OfNoUse),
        Receiver::Client(_) if terms.max_delegation_depth > 0 || !terms.rights.may_act() => {
            Some(GiveMandateError::ClientPassesOn)
        }
        Receiver::User(_) | Receiver::Organization(_) | Receiver::Client(_) | Receiver::Email { .. } => None,
    }
}

/// A mandate of the subject's that reaches an organisation; without one they learn nothing of it.
pub(super) fn mandate_for(
    known: &DecisionContext,
    organization: OrganizationId,
) -> Option<&Versioned<Grant>> {
    let line = known.lineage(organization);
    known.grants.values().find(|grant| {
        grant.holder == known.subject.holder
            && grant.is_derived()
            && line.contains(&grant.organization)
            && grant_status(grant.id, known.subject.at, &known.facts).is_ok()
    })
}
