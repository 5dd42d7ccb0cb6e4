//! Taking the answer of an identity provider, or that there is none.

use super::new_account::Making;
use super::proved::{next_version, proofs};
use crate::Timestamp;
use crate::authority::{Act, BookKeeping, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{
    Action, Actor, AssertedIdentity, Connection, ConnectionState, ConsumedAssertion, ConsumedAssertionKey,
    LinkChoice, Origin, ProviderFailure, ProviderRequest, ProviderSession, SignOn, UnknownPerson,
};
use crate::federation::ProviderAnswer;
use crate::ids::UserId;
use crate::sessions::Current;
use crate::sign_on::answer::AnswerError;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::identities::ReadIdentity;
use crate::sign_on::outcome::Progress;
use crate::sign_on::visitor::Visitor;
use crate::store::StoreError;

/// The check that fails when the message of a provider came before.
const REPLAYED: &str = "replayed";

/// The most octets of the code of a check that are kept.
const MOST_OF_CHECK: usize = 64;

/// The most octets of a level and of the name of a session that are kept.
const MOST_OF_TEXT: usize = 1000;

/// Somebody whom an identity provider asserted by the answer to a request of this sign-on, which it uses up.
pub(super) struct AnsweredByProvider {
    user: Option<UserId>,
}

impl AnsweredByProvider {
    /// The person, if the sign-on waits for the answer. `user` is their account, as far as there is one.
    pub(super) fn of(sign_on: &SignOn, user: Option<UserId>) -> Option<Self> {
        sign_on.requested.is_some().then_some(Self { user })
    }
}

impl Proof for AnsweredByProvider {
    fn actor(&self) -> Actor {
        self.user.map_or(Actor::Anonymous, Actor::User)
    }
}

impl Identity {
    /// Takes what an identity provider asserted. The request is used up, and what SAML lets be sent once is remembered, in the same
    /// commit, so that of two answers one counts.
    pub(in crate::sign_on) async fn take_provider_answer(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        answer: &ProviderAnswer,
    ) -> Result<Progress, AnswerError> {
        let mut first = true;
        on_fresh_facts!(async {
            let (before, current) = self.as_it_stands(attempt, visitor, std::mem::take(&mut first)).await?;
            if self.was_taken(answer).await? {
                return self.fail_request(attempt, before, current, visitor, REPLAYED).await;
            }
            let request = still_requested(attempt, &before).ok_or(AnswerError::NotAsked)?;
            let connection = self.connection_by_id(request.connection).await?.ok_or(AnswerError::NotAsked)?;
            let began = before.sign_on.created_at;
            let asserted = asserted_by(&connection, &request, answer, (began, self.now()));
            let local = before.sign_on.proofs.first().map(|proof| proof.user).filter(|_| request.links);
            let of_browser = local.or(current.as_ref().map(|current| current.user.id));
            let read = self.read_identity(connection, &asserted, local, of_browser).await?;
            let attempt =
                self.with_identity((before, of_browser), &request, asserted, read, answer, visitor).await?;
            let (step, _) = self.look(&attempt, current, visitor).await?;
            Ok(Progress::Next(Box::new(attempt), step))
        })
    }

    /// Writes an asserted identity to its sign-on; an account is made at once where the connection makes one without asking.
    async fn with_identity(
        &self,
        (before, of_browser): (Attempt, Option<UserId>),
        request: &ProviderRequest,
        mut asserted: AssertedIdentity,
        read: ReadIdentity,
        answer: &ProviderAnswer,
        visitor: &Visitor<'_>,
    ) -> Result<Attempt, AnswerError> {
        let found = read.found;
        let lets_in = found.is_open && found.level_suffices;
        // Whoever is signed in here is asked whether the identity belongs to that account.
        let is_alone = of_browser.is_none();
        let makes =
            lets_in && is_alone && found.owner.is_none() && makes_at_once(&before.sign_on, request, &read);
        let making = match asserted.given_name.clone().filter(|_| makes) {
            Some(given_name) => {
                let family_name = asserted.family_name.clone().unwrap_or_default();
                let email = self.vouched_email(&read.connection, &asserted).await?;
                Some(Making::of(self, &read.connection, &asserted, (given_name, family_name), email))
            }
            None => None,
        };
        let owner = found.owner.filter(|_| lets_in && found.owner_can_sign_in).map(|(owner, _)| owner);
        let person = making.as_ref().map(|making| making.user.id).or(owner);
        if making.is_some() {
            asserted.choice = LinkChoice::Confirmed;
        }
        let sign_on = answered(&before.sign_on, request, asserted, person, self.now());
        let consumed = self.consumed(answer);
        // Only somebody whom it signs in here has shown that it works.
        let is_trial = read.connection.state == ConnectionState::Trial && person.is_some();
        if making.is_none() && !is_trial {
            let mut books = BookKeeping::new();
            let attempt = Attempt { sign_on, ..before };
            if let Some(consumed) = consumed {
                books.insert(consumed);
            }
            attempt.keep(&mut books);
            self.commit_unaudited(&books).await?;
            return Ok(next_version(attempt));
        }
        let proof = AnsweredByProvider::of(&before.sign_on, person).ok_or(AnswerError::NotAsked)?;
        let mut act = Act::by_proof::<AnsweredByProvider>(&proof).referring(visitor.reference);
        let attempt = Attempt { sign_on, ..before };
        attempt.write(act.changes());
        if let Some(consumed) = consumed {
            act.changes().insert(consumed);
        }
        let row = match making {
            Some(making) => self.make_account(&mut act, &making, &read.connection).await?,
            None => (Action::ConnectionTested, Trace::of(read.connection.id)),
        };
        if is_trial {
            let tested = Connection { tested_at: Some(self.now()), ..read.connection.record.clone() };
            act.changes().update(tested, read.connection.version);
        } else {
            act.changes().require_read(&read.connection);
        }
        self.commit(act.finish(self, row.0, row.1)).await?;
        Ok(next_version(attempt))
    }

    /// Takes that a request to an identity provider came to nothing, and why, which is shown until the next one is sent.
    pub(in crate::sign_on) async fn take_provider_failure(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        check: &str,
    ) -> Result<Progress, AnswerError> {
        let mut first = true;
        on_fresh_facts!(async {
            let (before, current) = self.as_it_stands(attempt, visitor, std::mem::take(&mut first)).await?;
            self.fail_request(attempt, before, current, visitor, check).await
        })
    }

    async fn fail_request(
        &self,
        given: &Attempt,
        before: Attempt,
        current: Option<Current>,
        visitor: &Visitor<'_>,
        check: &str,
    ) -> Result<Progress, AnswerError> {
        let request = still_requested(given, &before).ok_or(AnswerError::NotAsked)?;
        let check: String = check.chars().take(MOST_OF_CHECK).collect();
        let trace = Trace::of(request.connection).with("check", &check);
        let failure = ProviderFailure { connection: request.connection, check, at: self.now() };
        let sign_on = SignOn { requested: None, provider_failure: Some(failure), ..before.sign_on.clone() };
        let attempt = self.store_attempt(Attempt { sign_on, ..before }).await?;
        let network = visitor.device.network();
        self.note_some_tries(Action::ProviderSignInFailed, trace, visitor.reference, network).await?;
        let (step, _) = self.look(&attempt, current, visitor).await?;
        Ok(Progress::Next(Box::new(attempt), step))
    }

    /// Whether the message of an answer was taken before.
    async fn was_taken(&self, answer: &ProviderAnswer) -> Result<bool, StoreError> {
        let Some((issuer, id, _)) = &answer.once else { return Ok(false) };
        let key = ConsumedAssertionKey::Of(issuer.clone(), id.clone());
        Ok(self.store.consumed_assertions().find(&key).await?.is_some())
    }

    fn consumed(&self, answer: &ProviderAnswer) -> Option<ConsumedAssertion> {
        let (issuer, assertion_id, expires_at) = answer.once.clone()?;
        Some(ConsumedAssertion { id: self.new_id(), issuer, assertion_id, expires_at })
    }
}

/// The request that an answer belongs to, if the sign-on still waits for it. What was checked against one request and its
/// connection is never taken for another one that was sent meanwhile.
fn still_requested(given: &Attempt, now: &Attempt) -> Option<ProviderRequest> {
    let answered = given.sign_on.requested.as_ref()?;
    now.sign_on.requested.clone().filter(|waiting| waiting.request == answered.request)
}

/// Whether an account is made for somebody unknown without asking them anything.
fn makes_at_once(sign_on: &SignOn, request: &ProviderRequest, read: &ReadIdentity) -> bool {
    let is_invited = matches!(sign_on.origin, Origin::Invitation { .. });
    let found = read.found;
    found.unknown == UnknownPerson::Create && !request.links && !is_invited && !found.address_is_taken
}

fn asserted_by(
    connection: &Connection,
    request: &ProviderRequest,
    answer: &ProviderAnswer,
    (began, now): (Timestamp, Timestamp),
) -> AssertedIdentity {
    let said = answer.authenticated_at.min(now);
    AssertedIdentity {
        connection: connection.id,
        issuer: connection.provider.issuer().to_owned(),
        subject: answer.subject.clone(),
        label: answer.label.clone(),
        email: answer.email.clone(),
        email_verified: answer.email_verified,
        given_name: answer.given_name.clone(),
        family_name: answer.family_name.clone(),
        level: answer.level.clone().filter(|level| level.len() <= MOST_OF_TEXT),
        factors: answer.factors(connection),
        // That it was anew was checked; the clocks may differ a little.
        authenticated_at: if request.fresh { said.max(request.sent_at) } else { said },
        session_not_after: answer.session_not_after,
        attributes: answer.attributes.clone(),
        session_name: answer.session_name.clone().filter(|name| name.len() <= MOST_OF_TEXT),
        // Providers say the second; a fraction of it that the sign-on had begun earlier makes no proof an old one.
        asked_anew: request.fresh || said.unix_seconds() >= began.unix_seconds(),
        at: now,
        choice: if request.links { LinkChoice::Connect } else { LinkChoice::Open },
    }
}

/// The sign-on with the identity. An answer that is to be linked leaves what was proved here as it is; any other begins anew, with
/// the account of the identity if it has one.
fn answered(
    sign_on: &SignOn,
    request: &ProviderRequest,
    asserted: AssertedIdentity,
    person: Option<UserId>,
    now: Timestamp,
) -> SignOn {
    let mut sign_on = SignOn { requested: None, provider_failure: None, ..sign_on.clone() };
    if !request.links {
        sign_on.proofs = person.map(|person| proofs(person, &asserted, now)).unwrap_or_default();
        sign_on.organization = None;
        sign_on.remember = false;
        sign_on.provider_session = Some(ProviderSession {
            connection: asserted.connection,
            subject: asserted.subject.clone(),
            name: asserted.session_name.clone(),
        });
    }
    SignOn { asserted: Some(Box::new(asserted)), ..sign_on }
}
