//! Mandates given and received, with how they stand.

use crate::Identity;
use crate::domain::{
    Grant, GrantFilter, GrantPath, Holder, Invitation, InvitationFilter, InvitationState, MandateAnswer,
    Role, Service,
};
use crate::ids::{GrantId, InvitationId, OrganizationId};
use crate::policy::{Missing, Permission, Subject, standing};
use crate::store::{Page, StoreError, Versioned};
use crate::use_cases::AccessError;
use crate::use_cases::Caller;
use crate::use_cases::facts::Known;
use std::collections::BTreeSet;

/// How a mandate stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MandateState {
    /// It waits for its receiver's answer.
    Offered,
    /// It holds.
    Active,
    /// It gives nothing now, for this reason, and may again.
    Paused(String),
    /// It is over, for this reason.
    Ended(String),
}

/// A mandate with the names of its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct MandateDetails {
    /// The mandate.
    pub grant: Versioned<Grant>,
    /// Its role.
    pub role: Role,
    /// Who gave it: who holds what it hangs on.
    pub giver: Holder,
    /// The giver's name.
    pub giver_name: String,
    /// The receiver's name.
    pub receiver_name: String,
    /// The name of the organisation for which the receiver acts.
    pub organization_name: String,
    /// The names of the services that it is limited to.
    pub services: Vec<String>,
    /// The services that it is limited to; `None` = all that the role names.
    pub limited_to: Option<Vec<Service>>,
    /// How it stands.
    pub state: MandateState,
    /// Whether the one who asked can answer it.
    pub can_answer: bool,
    /// Whether the one who asked can pass it on.
    pub can_pass_on: bool,
}

/// A grant above or below a mandate.
#[derive(Debug, Clone, PartialEq)]
pub struct MandateLink {
    /// The grant.
    pub grant: Versioned<Grant>,
    /// The holder's name.
    pub holder_name: String,
    /// The name of its role.
    pub role: String,
}

/// What a mandate hangs on, and what hangs on it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MandateChain {
    /// From the grant that stands by itself down to the one that the mandate hangs on directly.
    pub above: Vec<MandateLink>,
    /// What ends with the mandate: what hangs on it and was neither taken back nor is over.
    pub below: Vec<MandateLink>,
}

/// A mandate that somebody asked for by its id.
#[derive(Debug, Clone, PartialEq)]
pub enum FoundMandate {
    /// It was given.
    Given(Box<MandateDetails>),
    /// It waits in an invitation, with these roles.
    Invited(Box<Versioned<Invitation>>, Vec<Role>),
}

/// The mandates of a person.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OwnMandates {
    /// Those that they hold.
    pub received: Vec<MandateDetails>,
    /// Those that hang on what they hold, however many hands further.
    pub given: Vec<MandateDetails>,
}

impl Identity {
    /// One mandate, for its two sides, for everybody through whose hands it came, and for who manages the mandates of the
    /// organisation for which it acts.
    pub async fn mandate(&self, caller: &Caller, id: GrantId) -> Result<MandateDetails, AccessError> {
        match self.find_mandate(caller, id).await? {
            FoundMandate::Given(details) => Ok(*details),
            FoundMandate::Invited(..) => Err(AccessError::NotFound),
        }
    }

    /// A mandate, or the invitation in which it waits, for the same people, the inviter among them.
    pub async fn find_mandate(&self, caller: &Caller, id: GrantId) -> Result<FoundMandate, AccessError> {
        let found = self.store.grants().get(id).await?.filter(|grant| grant.mandate.is_some());
        let invited = self.store.invitations().get(InvitationId::from(id.as_uuid())).await?;
        let invited = invited.filter(|invited| invited.mandate.is_some() && found.is_none());
        let hands = self.hands(found.as_deref()).await?;
        let place = found.as_ref().map(|found| found.organization);
        let place = place.or_else(|| invited.as_ref().map(|invited| invited.organization));
        let holders = hands.iter().filter_map(|hand| match hand.holder {
            Holder::Organization(id) => Some(id),
            Holder::User(_) | Holder::Client(_) => None,
        });
        let places: Vec<_> = holders.chain(place).collect();
        let mut known = self.facts(caller, &places).await?;
        let Some(place) = place else {
            return Err(self.absent_with(caller, Permission::MandateManage, &known).await?);
        };
        let own = invited.as_ref().is_some_and(|invited| caller.user() == Some(invited.invited_by));
        let concerned = hands.iter().any(|hand| match hand.holder {
            Holder::User(user) => caller.user() == Some(user),
            Holder::Organization(holder) => known.allows(Permission::MandateManage, holder),
            Holder::Client(_) => false,
        });
        if !own && !concerned {
            self.may_look_with(caller, Permission::MandateManage, place, &known).await?;
        }
        if let Some(invited) = invited {
            let roles = self.roles_of(&mut known, &invited.roles).await?;
            let roles = roles.into_iter().map(|role| role.record).collect();
            return Ok(FoundMandate::Invited(Box::new(invited), roles));
        }
        let details = self.details(caller, found.into_iter().collect()).await?;
        details
            .into_iter()
            .next()
            .map(|found| FoundMandate::Given(Box::new(found)))
            .ok_or(AccessError::NotFound)
    }

    /// The grants through which a mandate came, from the one that stands by itself to the mandate itself. Reads as much
    /// for one that is not there, so that time does not tell which ids exist.
    pub(in crate::use_cases) async fn hands(
        &self,
        mandate: Option<&Grant>,
    ) -> Result<Vec<Versioned<Grant>>, StoreError> {
        let steps = mandate.map(|mandate| mandate.path.steps()).unwrap_or_default();
        let first = steps.first().copied().unwrap_or_else(|| GrantId::from(uuid::Uuid::nil()));
        let mut path = GrantPath::root(first);
        // The grant that stands by itself may carry many; what passed through the first hand is little.
        if let Some(below) = steps.get(1).and_then(|second| path.child(*second).ok()) {
            path = below;
        }
        let mut hands: Vec<_> = self.store.grants().get(first).await?.into_iter().collect();
        let filter = GrantFilter { within: Some(path), ..GrantFilter::default() };
        let below = self.all(self.store.grants(), &filter).await?;
        hands.extend(below.into_iter().filter(|grant| grant.id != first && steps.contains(&grant.id)));
        Ok(hands)
    }

    /// The mandates to act for an organisation, one page of them, oldest first.
    pub async fn mandates_given(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<MandateDetails>, Option<uuid::Uuid>), AccessError> {
        self.may_look(caller, Permission::MandateManage, id).await?;
        let filter = GrantFilter { organizations: Some(vec![id]), mandates: true, ..GrantFilter::default() };
        let slice = self.store.grants().list(&filter, page).await?;
        Ok((self.details(caller, slice.items).await?, slice.next.map(Into::into)))
    }

    /// The mandates that an organisation holds for others, one page of them, oldest first.
    pub async fn mandates_received(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<MandateDetails>, Option<uuid::Uuid>), AccessError> {
        self.may_look(caller, Permission::MandateManage, id).await?;
        let holders = Some(vec![Holder::Organization(id)]);
        let filter = GrantFilter { holders, mandates: true, ..GrantFilter::default() };
        let slice = self.store.grants().list(&filter, page).await?;
        Ok((self.details(caller, slice.items).await?, slice.next.map(Into::into)))
    }

    /// The mandates that wait in invitations to act for an organisation.
    pub async fn mandates_invited(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<Vec<(Versioned<Invitation>, Vec<Role>)>, AccessError> {
        let mut known = self.may_look(caller, Permission::MandateManage, id).await?;
        let filter = InvitationFilter {
            organization: Some(id),
            state: Some(InvitationState::Pending),
            ..InvitationFilter::default()
        };
        let mut found = Vec::new();
        for invitation in self.all(self.store.invitations(), &filter).await? {
            let roles = self.roles_of(&mut known, &invitation.roles).await?;
            let roles: Vec<_> = roles.into_iter().map(|role| role.record).collect();
            if invitation.mandate.is_some() || roles.iter().any(|role| role.by_mandate) {
                found.push((invitation, roles));
            }
        }
        Ok(found)
    }

    /// The caller's own mandates: those that they hold, and those that hang on what they hold.
    pub async fn own_mandates(&self, caller: &Caller) -> Result<OwnMandates, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let own = GrantFilter { holders: Some(vec![Holder::User(user)]), ..GrantFilter::default() };
        let held = self.all(self.store.grants(), &own).await?;
        let mut given = Vec::new();
        for grant in &held {
            let within =
                GrantFilter { within: Some(grant.path.clone()), mandates: true, ..GrantFilter::default() };
            let below = self.all(self.store.grants(), &within).await?;
            given.extend(below.into_iter().filter(|other| other.id != grant.id));
        }
        let received: Vec<_> = held.into_iter().filter(|grant| grant.mandate.is_some()).collect();
        given.retain(|grant| received.iter().all(|other| other.id != grant.id));
        Ok(OwnMandates {
            received: self.details(caller, received).await?,
            given: self.details(caller, given).await?,
        })
    }

    /// What a mandate hangs on and what hangs on it, for those who can see the mandate.
    pub async fn mandate_chain(&self, caller: &Caller, id: GrantId) -> Result<MandateChain, AccessError> {
        let mandate = self.mandate(caller, id).await?;
        let path = mandate.grant.path.clone();
        let mut grants = Vec::new();
        for step in path.steps().iter().filter(|step| **step != id) {
            grants.extend(self.store.grants().get(*step).await?);
        }
        let count = grants.len();
        let filter = GrantFilter { within: Some(path), unrevoked: true, ..GrantFilter::default() };
        let now = self.now();
        let hanging = self.all(self.store.grants(), &filter).await?;
        grants.extend(hanging.into_iter().filter(|grant| grant.id != id && !grant.period.is_over(now)));
        let holders = grants.iter().map(|grant| grant.holder).collect();
        let subject = Subject { holder: mandate.grant.holder, scopes: None, acting_for: None, at: now };
        let mut known = self.facts_with(subject, holders, &[mandate.grant.organization]).await?;
        self.read_roles(&mut known, grants.iter().map(|grant| grant.role).collect()).await?;
        let link = |grant: Versioned<Grant>| MandateLink {
            holder_name: known.holder_name(grant.holder),
            role: known.roles.get(&grant.role).map(|role| role.name.to_string()).unwrap_or_default(),
            grant,
        };
        let mut above: Vec<_> = grants.into_iter().map(link).collect();
        let below = above.split_off(count);
        Ok(MandateChain { above, below })
    }

    /// Adds names and states.
    async fn details(
        &self,
        caller: &Caller,
        grants: Vec<Versioned<Grant>>,
    ) -> Result<Vec<MandateDetails>, AccessError> {
        let Some(first) = grants.first() else { return Ok(Vec::new()) };
        let holders: BTreeSet<_> = grants.iter().map(|grant| grant.holder).collect();
        let places: BTreeSet<_> = grants.iter().map(|grant| grant.organization).collect();
        let places: Vec<_> = places.into_iter().collect();
        let subject = Subject { holder: first.holder, scopes: None, acting_for: None, at: self.now() };
        let mut known = self.facts_with(subject, holders.into_iter().collect(), &places).await?;
        self.read_roles(&mut known, grants.iter().map(|grant| grant.role).collect()).await?;
        let mut details = Vec::with_capacity(grants.len());
        for grant in grants {
            let giver = self.giver(&known, &grant).await?;
            let can_answer = match grant.holder {
                Holder::User(user) => caller.user() == Some(user),
                Holder::Organization(id) => {
                    self.facts(caller, &[id]).await?.allows(Permission::MandateManage, id)
                }
                Holder::Client(_) => false,
            };
            details.extend(detail(&known, grant, giver, can_answer));
        }
        Ok(details)
    }

    async fn giver(&self, known: &Known, grant: &Grant) -> Result<(Holder, String), StoreError> {
        let source = match grant.path.source() {
            Some(source) => match known.grants.get(&source) {
                Some(source) => Some(source.clone()),
                None => self.store.grants().get(source).await?,
            },
            None => None,
        };
        let holder = source.map_or(grant.holder, |source| source.holder);
        let name = known.holder_name(holder);
        if !name.is_empty() {
            return Ok((holder, name));
        }
        let subject = Subject { holder, scopes: None, acting_for: None, at: self.now() };
        Ok((holder, self.facts_with(subject, Vec::new(), &[]).await?.subject_name()))
    }
}

fn detail(
    known: &Known,
    grant: Versioned<Grant>,
    (giver, giver_name): (Holder, String),
    is_receiver: bool,
) -> Option<MandateDetails> {
    let state = state(known, &grant);
    let services = grant.services.iter().flatten().filter_map(|id| known.services.get(id));
    let mandate = grant.mandate.as_ref()?;
    Some(MandateDetails {
        role: known.roles.get(&grant.role)?.record.clone(),
        giver,
        giver_name,
        receiver_name: known.holder_name(grant.holder),
        organization_name: known.organization_name(grant.organization),
        services: services.clone().map(|service| service.name.to_string()).collect(),
        limited_to: grant.services.as_ref().map(|_| services.map(|service| service.record.clone()).collect()),
        can_answer: is_receiver && state == MandateState::Offered,
        can_pass_on: is_receiver
            && state == MandateState::Active
            && mandate.onward > 0
            && grant.rights.may_grant(),
        state,
        grant,
    })
}

fn state(known: &Known, grant: &Grant) -> MandateState {
    let now = known.subject.at;
    let answer = grant.mandate.as_ref().map(|mandate| mandate.answer);
    if answer == Some(MandateAnswer::Declined) {
        return MandateState::Ended("it was declined".to_owned());
    }
    if let Some(end) = grant.revoked_at {
        return MandateState::Ended(format!("it was ended on {}", end.in_words()));
    }
    if let Some(end) = grant.period.not_after.filter(|end| *end <= now) {
        return MandateState::Ended(format!("it ended on {}", end.in_words()));
    }
    match standing(grant.id, now, &known.facts) {
        Ok(_) => MandateState::Active,
        Err(Missing::Acceptance(id)) if id == grant.id => MandateState::Offered,
        Err(missing @ Missing::GrantEnded(..)) => MandateState::Ended(known.missing_in_words(missing)),
        Err(missing) => MandateState::Paused(known.missing_in_words(missing)),
    }
}
