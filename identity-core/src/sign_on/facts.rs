//! Reads what the next step of a sign-on depends on.

use super::attempt::Attempt;
use super::consenting::Consenting;
use super::deciding::{LinkingOffer, Places, Situation, suffices};
use super::identities::ReadIdentity;
use super::sign_on_error::SignOnError;
use super::visitor::Visitor;
use crate::authenticators::Available;
use crate::authority::{DecisionContext, Identity};
use crate::domain::{Device, RelyingParty, RememberedBrowser, SignInRules, User};
use crate::ids::OrganizationId;
use crate::passwords::ShownPassword;
use crate::policy::{Access, DenyReason};
use crate::ports::{HostRefusal, SessionOpening};
use crate::sessions::Current;
use crate::store::{StoreError, Versioned};

/// What was read for a sign-on.
pub(super) struct SignOnFacts {
    /// The live session of the browser.
    pub(super) current: Option<Current>,
    /// Who proved who they are here, or else the person of the session, if it will do.
    pub(super) person: Option<Versioned<User>>,
    /// The password that was shown here, as it stands now.
    pub(super) password: Option<ShownPassword>,
    pub(super) methods: Vec<Available>,
    /// What is asked of the person.
    pub(super) rules: SignInRules,
    /// That the person had this browser remembered.
    pub(super) remembered: Option<Versioned<RememberedBrowser>>,
    /// Why the host lets no session of them open.
    pub(super) refusal: Option<HostRefusal>,
    /// The application that asks, and what the person can do there.
    pub(super) application: Option<Application>,
    /// The client by which it asks, and what the person agreed to before.
    pub(super) consenting: Option<Consenting>,
    /// The identity that a provider elsewhere asserted.
    pub(super) asserted: Option<ReadIdentity>,
    /// The connection that the person is to link their account with.
    pub(super) offer: Option<LinkingOffer>,
}

/// An application that asks, and where the person can use it.
pub(super) struct Application {
    pub(super) party: RelyingParty,
    /// What was decided about the person, once there is one.
    pub(super) access: Option<Decided>,
    /// Whether it is on trial, and the person is none of those who try it.
    pub(super) is_shut: bool,
}

/// What was decided about a person and an application, with the facts that it rests on.
pub(super) struct Decided {
    pub(super) known: DecisionContext,
    /// The organisations for which the person can use the application, or the nearest reason why there is none.
    pub(super) open: Result<Vec<(OrganizationId, Access)>, DenyReason>,
}

impl SignOnFacts {
    /// What [`next_step`](super::next_step) decides by.
    pub(super) fn situation(&self, identity: &Identity) -> Situation<'_> {
        Situation {
            now: identity.now(),
            session: self.current.as_ref().map(|current| &current.session.record),
            active: self.person.as_ref().is_some_and(|person| person.can_prove(identity.now())),
            erased_at: self.person.as_ref().and_then(|person| person.erase_at),
            rules: self.rules.clone(),
            remembered: self.remembered.is_some(),
            methods: self.methods.clone(),
            refusal: self.refusal,
            places: self.application.as_ref().map_or(Places::NotAsked, Application::places),
            consent: self.consenting.as_ref().map(Consenting::missing).unwrap_or_default(),
            asserted: self.asserted.as_ref().map(|asserted| asserted.found),
            offer: self.offer,
        }
    }
}

impl Application {
    fn places(&self) -> Places {
        let Some(Decided { known, open }) = &self.access else { return Places::NotAsked };
        match open.as_deref() {
            _ if self.is_shut => Places::OnTrial,
            Err(reason) => Places::None(*reason),
            Ok([(one, _)]) => Places::One(*one),
            Ok(several) => {
                let named = |(id, _): &(OrganizationId, Access)| (*id, known.organization_name(*id));
                Places::Several(several.iter().map(named).collect())
            }
        }
    }
}

impl Identity {
    /// Reads what the next step of a sign-on depends on.
    pub(super) async fn load_sign_on_facts(
        &self,
        attempt: &Attempt,
        current: Option<Current>,
        visitor: &Visitor<'_>,
    ) -> Result<SignOnFacts, SignOnError> {
        let person = if let Some(proof) = attempt.sign_on.proofs.first() {
            self.store.users().get(proof.user).await?
        } else {
            let will_do = current.as_ref().filter(|found| suffices(&found.session, &attempt.sign_on));
            will_do.map(|found| found.user.clone())
        };
        let password = self.shown_password(&attempt.sign_on.proofs).await?;
        let person = person.filter(|_| password.as_ref().is_none_or(|shown| !shown.is_changed));
        let methods = self.methods_of(person.as_ref().map(|person| &person.record)).await?;
        let party = match attempt.sign_on.application() {
            Some(asked) => {
                let party = self.relying_party_by_id(asked.relying_party).await?;
                Some(party.ok_or(SignOnError::Over)?.record)
            }
            None => None,
        };
        let places = self.places_of_sign_on(attempt, current.as_ref(), person.as_ref()).await?;
        let known = places.as_ref().map(|(_, known)| known);
        let (asserted, offer) =
            self.read_identities(attempt, current.as_ref(), person.as_ref(), known).await?;
        let rules = self.rules_for(party.as_ref(), known).await?;
        let remembered = match &person {
            Some(person) => self.remembered(person.id, visitor.known_device, &rules).await?,
            None => None,
        };
        let is_shut = match (&party, &person) {
            (Some(party), Some(person)) if party.trial => !self.tries_applications(person.id).await?,
            _ => false,
        };
        let application = party.map(|party| {
            let access = places.map(|(candidates, known)| Decided::of(&party, candidates, known));
            Application { party, access, is_shut }
        });
        let refusal = self.refusal_of_host(attempt, person.as_ref(), visitor.device).await?;
        let consenting = self.consenting(&attempt.sign_on, person.as_ref().map(|person| person.id)).await?;
        Ok(SignOnFacts {
            current,
            person,
            password,
            methods,
            rules,
            remembered,
            refusal,
            application,
            consenting,
            asserted,
            offer,
        })
    }

    /// Reads whose the identity is that a provider asserted, and which one the person is to link.
    async fn read_identities(
        &self,
        attempt: &Attempt,
        current: Option<&Current>,
        person: Option<&Versioned<User>>,
        known: Option<&DecisionContext>,
    ) -> Result<(Option<ReadIdentity>, Option<LinkingOffer>), StoreError> {
        let here = person.map(|person| person.id);
        let of_browser = here.or(current.map(|current| current.user.id));
        let asserted = self.read_asserted(&attempt.sign_on, here, of_browser).await?;
        let offer = match person {
            Some(_) => self.linking_offer(&attempt.sign_on, known).await?,
            None => None,
        };
        Ok((asserted, offer))
    }

    /// What the host says to a session that the proofs of a sign-on are for.
    async fn refusal_of_host(
        &self,
        attempt: &Attempt,
        person: Option<&Versioned<User>>,
        device: &Device,
    ) -> Result<Option<HostRefusal>, StoreError> {
        let Some(person) = person.filter(|_| !attempt.sign_on.proofs.is_empty()) else { return Ok(None) };
        let opening = SessionOpening {
            methods: attempt.sign_on.proofs.iter().map(|proof| proof.method.clone()).collect(),
            application: attempt.sign_on.application().map(|asked| asked.relying_party),
            ..SessionOpening::new(person, device)
        };
        for hook in self.session_hooks() {
            let refusal = hook.before_session(&opening).await?;
            if refusal.is_some() {
                return Ok(refusal);
            }
        }
        Ok(None)
    }

    /// The organisations that a sign-on can be for, with the facts about its person: the one that was chosen, or else all of
    /// theirs.
    async fn places_of_sign_on(
        &self,
        attempt: &Attempt,
        current: Option<&Current>,
        person: Option<&Versioned<User>>,
    ) -> Result<Option<(Vec<OrganizationId>, DecisionContext)>, StoreError> {
        let Some(person) = person else { return Ok(None) };
        let of_session = current.filter(|current| current.user.id == person.id);
        let of_session = of_session.and_then(|current| current.session.acting_for);
        let chosen =
            attempt.sign_on.organization.or(of_session).filter(|_| attempt.sign_on.application().is_some());
        let besides: Vec<_> = chosen.into_iter().collect();
        let found = self.facts_at_places(person.id, &besides).await?;
        Ok(found.map(|(own, known)| (if besides.is_empty() { own } else { besides }, known)))
    }
}

impl Decided {
    /// At which of some organisations the person can use an application.
    fn of(party: &RelyingParty, candidates: Vec<OrganizationId>, known: DecisionContext) -> Self {
        let mut open = Vec::new();
        let mut nearest = DenyReason::Grant;
        for organization in candidates {
            match known.access(organization, party.service) {
                Ok(found) => open.push((organization, found)),
                Err(missing) => nearest = nearest.max(missing),
            }
        }
        Self { open: if open.is_empty() { Err(nearest) } else { Ok(open) }, known }
    }
}
