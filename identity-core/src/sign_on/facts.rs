//! Reads what the next step of a sign-on depends on.

use super::attempt::Attempt;
use super::sign_on_error::SignOnError;
use super::situation::{Places, Situation};
use super::step::suffices;
use crate::authenticators::Available;
use crate::authority::{DecisionContext, Identity};
use crate::domain::{Factors, RelyingParty, User, UserState};
use crate::ids::OrganizationId;
use crate::passwords::ShownPassword;
use crate::policy::{Access, DenyReason};
use crate::sessions::Current;
use crate::store::Versioned;

/// What was read for a sign-on.
pub(super) struct SignOnFacts {
    /// The live session of the browser.
    pub(super) current: Option<Current>,
    /// Who proved who they are here, or else the person of the session, if it will do.
    pub(super) person: Option<Versioned<User>>,
    /// The password that was shown here, as it stands now.
    pub(super) password: Option<ShownPassword>,
    pub(super) methods: Vec<Available>,
    /// The application that asks, and what the person can do there.
    pub(super) application: Option<Application>,
}

/// An application that asks, and where the person can use it.
pub(super) struct Application {
    pub(super) party: RelyingParty,
    /// What was decided about the person, once there is one.
    pub(super) access: Option<Decided>,
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
            active: self.person.as_ref().is_some_and(|person| person.state == UserState::Active),
            factors: self.factors(identity.settings().factors),
            methods: self.methods.clone(),
            places: self.application.as_ref().map_or(Places::NotAsked, Application::places),
        }
    }

    /// How many kinds of proof are needed, by whatever says so.
    fn factors(&self, everywhere: Factors) -> Factors {
        let of_application = self.application.as_ref().map(|application| application.party.factors);
        everywhere.max(of_application.unwrap_or_default())
    }
}

impl Application {
    fn places(&self) -> Places {
        let Some(Decided { known, open }) = &self.access else { return Places::NotAsked };
        match open.as_deref() {
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
        let application = match attempt.sign_on.application() {
            Some(asked) => {
                let party = self.relying_party_by_id(asked.relying_party).await?;
                let party = party.ok_or(SignOnError::Over)?.record;
                let access = self.access_of(attempt, current.as_ref(), person.as_ref(), &party).await?;
                Some(Application { party, access })
            }
            None => None,
        };
        Ok(SignOnFacts { current, person, password, methods, application })
    }

    /// Where the person of a sign-on can use an application: at the organisation that was chosen, or at all of theirs.
    async fn access_of(
        &self,
        attempt: &Attempt,
        current: Option<&Current>,
        person: Option<&Versioned<User>>,
        party: &RelyingParty,
    ) -> Result<Option<Decided>, SignOnError> {
        let Some(person) = person else { return Ok(None) };
        let of_session = current.filter(|current| current.user.id == person.id);
        let of_session = of_session.and_then(|current| current.session.acting_for);
        let found = match attempt.sign_on.organization.or(of_session) {
            Some(chosen) => {
                let known = self.facts_of_user(person.id, &[chosen]).await?;
                known.map(|known| (vec![chosen], known))
            }
            None => self.facts_at_places(person.id, &[]).await?,
        };
        let Some((candidates, known)) = found else { return Ok(None) };
        let mut open = Vec::new();
        let mut nearest = DenyReason::Grant;
        for organization in candidates {
            match known.access(organization, party.service) {
                Ok(found) => open.push((organization, found)),
                Err(missing) => nearest = nearest.max(missing),
            }
        }
        let open = if open.is_empty() { Err(nearest) } else { Ok(open) };
        Ok(Some(Decided { known, open }))
    }
}
