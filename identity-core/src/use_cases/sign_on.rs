//! Single sign-on to applications: from their request to the answer.

use super::authority::{Act, Proof, Trace};
use super::facts::Known;
use super::retry::{FromStore, on_fresh_facts};
use super::sessions::Current;
use crate::domain::{
    Action, Actor, AuthenticationMethod, NameIdentifier, NameIdentifierKey, Origin, Participant,
    ParticipantKey, RelyingParty, RelyingPartyKey, SamlOrigin, Session, SignOn,
};
use crate::ids::{OrganizationId, RelyingPartyId, SignOnId};
use crate::policy::{Access, Missing};
use crate::secrets::SecretToken;
use crate::store::{StoreError, Versioned};
use crate::values::EntityId;
use crate::{Identity, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// How many refused messages of one kind the audit trail takes in a minute; the log has them all.
const NOTES_PER_MINUTE: u64 = 60;

/// What a sign-on needs next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The person has to prove who they are.
    Authenticate,
    /// The person would have to be asked something, which the request forbids.
    NotPassive,
    /// Everything is there: answer it.
    Finish,
}

/// Decides what a sign-on needs next. Pure and total; the only place that decides it.
pub fn next_step(sign_on: &SignOn, session: Option<&Session>) -> Step {
    let Origin::Saml(saml) = &sign_on.origin else {
        return if session.is_some() { Step::Finish } else { Step::Authenticate };
    };
    let fresh = |session: &&Session| !saml.force_authn || session.authenticated_at >= sign_on.created_at;
    match session.filter(fresh) {
        Some(_) => Step::Finish,
        None if saml.is_passive => Step::NotPassive,
        None => Step::Authenticate,
    }
}

/// How a sign-on ends.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Back to a page of this application.
    Page {
        /// The local path.
        return_to: String,
    },
    /// The person can use the application for several organisations and has to choose one.
    ChooseOrganization(Vec<(OrganizationId, String)>),
    /// The application is told who the person is.
    Assertion(Box<AssertionContent>),
    /// The application is told that it cannot be.
    Refusal(Box<Refusal>),
}

/// What an application is told of a person (SAML 2.0 core, section 2).
#[derive(Debug, Clone, PartialEq)]
pub struct AssertionContent {
    /// Who is told.
    pub relying_party: RelyingParty,
    /// The request that this answers.
    pub request: SamlOrigin,
    /// The name under which this application knows the person.
    pub name_id: String,
    /// The name under which this application knows the session.
    pub session_index: String,
    /// When the person proved who they are.
    pub authenticated_at: Timestamp,
    /// How.
    pub methods: BTreeSet<AuthenticationMethod>,
    /// When the session ends at the latest.
    pub session_expires_at: Timestamp,
    /// The attributes of the outward contract, each with its values.
    pub attributes: BTreeMap<String, Vec<String>>,
}

/// Why an application is told nothing of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// Who is told so.
    pub relying_party: RelyingParty,
    /// The request that this answers.
    pub request: SamlOrigin,
    /// What is missing.
    pub reason: RefusalReason,
    /// The reason in words, for the person.
    pub words: String,
}

/// What an application's request lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalReason {
    /// Nobody is signed in and nothing may be asked (`NoPassive`).
    NotPassive,
    /// The policy does not let the person use the application (`RequestDenied`).
    NoAccess(Missing),
}

/// Why a sign-on cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum SignOnError {
    /// Unknown, begun in another browser, expired or answered before.
    #[error("this sign-on is over; start again at the application")]
    Over,
    /// The person has to prove who they are first; see [`next_step`].
    #[error("sign in first, then this sign-on goes on")]
    NotYet,
    /// The same request came before.
    #[error("this request was used before; start again at the application")]
    Replayed,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FromStore for SignOnError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Over | Self::NotYet | Self::Replayed => None,
        }
    }
}

impl Identity {
    /// The registered service provider of this entity id.
    pub async fn relying_party(
        &self,
        entity_id: &EntityId,
    ) -> Result<Option<Versioned<RelyingParty>>, StoreError> {
        let found = self.store.relying_parties().find(&RelyingPartyKey::EntityId(entity_id.clone())).await?;
        Ok(found.filter(|found| found.enabled))
    }

    /// The registered service provider of this id.
    pub async fn relying_party_by_id(
        &self,
        id: RelyingPartyId,
    ) -> Result<Option<Versioned<RelyingParty>>, StoreError> {
        Ok(self.store.relying_parties().get(id).await?.filter(|found| found.enabled))
    }

    /// Writes down that a request or an answer was refused, and which check failed, for an audit of attacks.
    /// Anybody can send what is refused, so of each kind only so many are written down in a minute.
    pub async fn note_refused_request(
        &self,
        relying_party: Option<RelyingPartyId>,
        check: &str,
        reference: Option<&str>,
    ) -> Result<(), StoreError> {
        let party = relying_party.map_or_else(String::new, |party| party.to_string());
        let counter = format!("sso-refused:{check}:{party}");
        if self.store.counters().hit(&counter, self.minute()).await? > NOTES_PER_MINUTE {
            return Ok(());
        }
        let act = Act::by_proof(Proof::SignOn, Actor::Anonymous);
        let mut trace = relying_party.map_or_else(Trace::default, Trace::of).with("check", check);
        if let Some(reference) = reference {
            trace = trace.with("reference", reference);
        }
        self.commit(act.finish(self, Action::RequestRefused, trace)).await
    }

    /// Begins a sign-on in a browser. A request id of a relying party begins one sign-on only.
    pub async fn begin_sign_on(&self, browser: &SecretToken, origin: Origin) -> Result<SignOn, SignOnError> {
        let now = self.now();
        let sign_on = SignOn {
            id: self.new_id(),
            browser: browser.digest(),
            origin,
            created_at: now,
            expires_at: now.plus(self.settings().sign_on_lifetime),
            finished_at: None,
        };
        let mut changes = crate::store::ChangeSet::new();
        changes.insert(sign_on.clone());
        match self.keep_books(&changes).await {
            Ok(()) => Ok(sign_on),
            Err(StoreError::AlreadyExists { .. }) => Err(SignOnError::Replayed),
            Err(error) => Err(error.into()),
        }
    }

    /// A sign-on under way in this browser.
    pub async fn sign_on(
        &self,
        id: SignOnId,
        browser: &SecretToken,
    ) -> Result<Versioned<SignOn>, SignOnError> {
        let found = self.store.sign_ons().get(id).await?.ok_or(SignOnError::Over)?;
        let usable =
            found.browser == browser.digest() && found.finished_at.is_none() && self.now() < found.expires_at;
        if usable { Ok(found) } else { Err(SignOnError::Over) }
    }

    /// The name of the application or page that a sign-on is for; `None` for a page of our own.
    pub async fn sign_on_target(&self, sign_on: &SignOn) -> Result<Option<String>, StoreError> {
        let Origin::Saml(saml) = &sign_on.origin else { return Ok(None) };
        let party = self.store.relying_parties().get(saml.relying_party).await?;
        Ok(party.map(|party| party.name.to_string()))
    }

    /// Answers a sign-on for which [`next_step`] has nothing left to ask.
    pub async fn finish_sign_on(
        &self,
        id: SignOnId,
        browser: &SecretToken,
        current: &Current,
    ) -> Result<Answer, SignOnError> {
        on_fresh_facts!(async {
            let sign_on = self.sign_on(id, browser).await?;
            // Another tab may have used the session in the meantime, or ended it.
            let current = self.still_current(current).await?.ok_or(SignOnError::Over)?;
            if next_step(&sign_on, Some(&current.session)) != Step::Finish {
                return Err(SignOnError::NotYet);
            }
            match &sign_on.origin {
                Origin::Page { return_to } => {
                    let return_to = return_to.clone();
                    self.close(&sign_on, Act::own(&current.caller)).await?;
                    Ok(Answer::Page { return_to })
                }
                Origin::Saml(request) => self.answer_request(&sign_on, request, &current).await,
            }
        })
    }

    /// Refuses a sign-on whose request forbids to ask anything.
    pub async fn refuse_passive(&self, id: SignOnId, browser: &SecretToken) -> Result<Answer, SignOnError> {
        let sign_on = self.sign_on(id, browser).await?;
        let Origin::Saml(request) = &sign_on.origin else { return Err(SignOnError::Over) };
        let party = self.relying_party_by_id(request.relying_party).await?.ok_or(SignOnError::Over)?;
        let words = "nobody is signed in".to_owned();
        let act = Act::by_proof(Proof::SignOn, Actor::Anonymous);
        self.refuse(&sign_on, request, party.record, act, RefusalReason::NotPassive, words).await
    }

    async fn answer_request(
        &self,
        sign_on: &Versioned<SignOn>,
        request: &SamlOrigin,
        current: &Current,
    ) -> Result<Answer, SignOnError> {
        let party = self.relying_party_by_id(request.relying_party).await?.ok_or(SignOnError::Over)?;
        let (known, places) = self.places_for(current, &party).await?;
        let act = Act::by_proof(Proof::SignOn, current.caller.actor()).by(&current.caller);
        match places {
            Places::None(missing) => {
                let words = known.missing_in_words(missing);
                let reason = RefusalReason::NoAccess(missing);
                self.refuse(sign_on, request, party.record, act, reason, words).await
            }
            Places::Several(several) => Ok(Answer::ChooseOrganization(several)),
            Places::One(organization, access) => {
                self.assert(sign_on, request, party.record, current, (organization, access), known, act).await
            }
        }
    }

    /// For which organisations the person can use the application.
    async fn places_for(
        &self,
        current: &Current,
        party: &RelyingParty,
    ) -> Result<(Known, Places), SignOnError> {
        let own = self.organizations_of(current.user.id).await?;
        let chosen = current.session.acting_for;
        let candidates = chosen.map_or(own, |chosen| vec![chosen]);
        let known = self.facts_of_user(current.user.id, &candidates).await?.ok_or(SignOnError::Over)?;
        let mut open: Vec<(OrganizationId, Access)> = Vec::new();
        let mut nearest = Missing::Grant;
        for organization in candidates {
            match known.access(organization, party.service) {
                Ok(found) => open.push((organization, found)),
                Err(missing) => nearest = nearest.max(missing),
            }
        }
        let places = match open.len() {
            0 => Places::None(nearest),
            1 => open.into_iter().next().map_or(Places::None(nearest), |(id, found)| Places::One(id, found)),
            _ => Places::Several(open.iter().map(|(id, _)| (*id, known.organization_name(*id))).collect()),
        };
        Ok((known, places))
    }

    #[allow(clippy::too_many_arguments, reason = "everything that one assertion is made of")]
    async fn assert(
        &self,
        sign_on: &Versioned<SignOn>,
        request: &SamlOrigin,
        party: RelyingParty,
        current: &Current,
        place: (OrganizationId, Access),
        known: Known,
        mut act: Act,
    ) -> Result<Answer, SignOnError> {
        let (organization, access) = place;
        access.because.iter().for_each(|because| act.rest_on(because, &known));
        act.changes().require_read(&current.session);
        let name_id = self.name_for(&mut act, current, &party).await?;
        let session_index = self.take_part(&mut act, current, &party, &name_id).await?;
        let trace = Trace::of(party.id).at(organization).with("user", current.user.id);
        let roles: Vec<String> = access.roles.iter().map(ToString::to_string).collect();
        let trace = trace.with("roles", roles.join(" ")).with("request", &request.request_id);
        self.finish_with(sign_on, act, Action::AssertionIssued, trace).await?;
        let mandate = access.because.iter().find_map(|because| because.mandate(&known.facts));
        let user = &current.user;
        let single = |name: &str, value: String| (name.to_owned(), vec![value]);
        let attributes = BTreeMap::from([
            single("uid", name_id.clone()),
            single("given_name", user.given_name.to_string()),
            single("family_name", user.family_name.to_string()),
            single("email", user.email.to_string()),
            single("organization_id", organization.to_string()),
            single("organization_name", known.organization_name(organization)),
            ("roles".to_owned(), roles),
        ]);
        let mandate = mandate.map(|mandate| single("mandate", mandate.to_string()));
        let attributes = attributes.into_iter().chain(mandate).collect();
        Ok(Answer::Assertion(Box::new(AssertionContent {
            relying_party: party,
            request: request.clone(),
            name_id,
            session_index,
            authenticated_at: current.session.authenticated_at,
            methods: current.session.methods.clone(),
            session_expires_at: current.session.expires_at,
            attributes,
        })))
    }

    /// The persistent, opaque name of the person at this relying party; made at the first sign-on.
    async fn name_for(
        &self,
        act: &mut Act,
        current: &Current,
        party: &RelyingParty,
    ) -> Result<String, StoreError> {
        let key = NameIdentifierKey::Of(current.user.id, party.id);
        if let Some(found) = self.store.name_identifiers().find(&key).await? {
            return Ok(found.record.value);
        }
        let value = SecretToken::generate(self.entropy()).expose().to_owned();
        act.changes().insert(NameIdentifier {
            id: self.new_id(),
            user: current.user.id,
            relying_party: party.id,
            value: value.clone(),
            created_at: self.now(),
        });
        Ok(value)
    }

    /// Remembers that the relying party takes part in the session; gives the session's name there.
    async fn take_part(
        &self,
        act: &mut Act,
        current: &Current,
        party: &RelyingParty,
        name_id: &str,
    ) -> Result<String, StoreError> {
        let key = ParticipantKey::Of(current.session.id, party.id);
        if let Some(found) = self.store.participants().find(&key).await? {
            return Ok(found.id.to_string());
        }
        let participant = Participant {
            id: self.new_id(),
            session: current.session.id,
            relying_party: party.id,
            name_id: name_id.to_owned(),
            created_at: self.now(),
        };
        let index = participant.id.to_string();
        act.changes().insert(participant);
        Ok(index)
    }

    async fn refuse(
        &self,
        sign_on: &Versioned<SignOn>,
        request: &SamlOrigin,
        party: RelyingParty,
        act: Act,
        reason: RefusalReason,
        words: String,
    ) -> Result<Answer, SignOnError> {
        let trace = Trace::of(party.id).with("reason", &words).with("request", &request.request_id);
        self.finish_with(sign_on, act, Action::AssertionRefused, trace).await?;
        let refusal = Refusal { relying_party: party, request: request.clone(), reason, words };
        Ok(Answer::Refusal(Box::new(refusal)))
    }

    async fn finish_with(
        &self,
        sign_on: &Versioned<SignOn>,
        mut act: Act,
        action: Action,
        trace: Trace,
    ) -> Result<(), StoreError> {
        let finished = SignOn { finished_at: Some(self.now()), ..sign_on.record.clone() };
        act.changes().update(finished, sign_on.version);
        self.commit(act.finish(self, action, trace)).await
    }

    /// Ends a sign-on that led to a page of our own; the session's start was its audit row.
    async fn close(&self, sign_on: &Versioned<SignOn>, mut act: Act) -> Result<(), StoreError> {
        let finished = SignOn { finished_at: Some(self.now()), ..sign_on.record.clone() };
        act.changes().update(finished, sign_on.version);
        let changes = act.changes().clone();
        self.keep_books(&changes).await
    }
}

/// For how many organisations a person can use an application.
enum Places {
    None(Missing),
    One(OrganizationId, Access),
    Several(Vec<(OrganizationId, String)>),
}
