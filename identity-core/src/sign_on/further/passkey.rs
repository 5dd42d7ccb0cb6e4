//! A passkey in a sign-on: as its first proof, and as a further one.

use super::asked::Asked;
use crate::authenticators::{
    PasskeyRefusal, PasskeyRequest, PasskeyResponse, PasskeyUse, ProvedPasskey, RightPasskey,
};
use crate::authority::{Act, Identity, Proof, Trace};
use crate::delivery::MessageContent;
use crate::domain::{Action, Actor, AuthenticationMethod};
use crate::ids::UserId;
use crate::sign_on::answer::AnswerError;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::visitor::Visitor;
use crate::store::StoreError;
use std::time::Duration;

/// The reason of a refusal for a count that did not go up.
const SIGN_COUNT: &str = "sign-count";

/// How many mails about a copy of a passkey its owner gets in a day.
const COPIES_TOLD: u64 = 3;

const DAY: Duration = Duration::from_hours(24);

impl Identity {
    /// What the sign-in page asks a browser for: any passkey that its authenticators keep for this site, so that the answer
    /// says nothing about who has one. `None` where no passkeys are offered, and where the application wants something else.
    pub fn passkey_to_sign_in(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
    ) -> Result<Option<PasskeyRequest>, StoreError> {
        let named = attempt.sign_on.application().map_or(&[][..], |asked| &asked.methods);
        let would_do = named.is_empty() || named.contains(&AuthenticationMethod::PASSKEY);
        if would_do { self.ask_for_passkey(use_of(attempt, visitor), &[]) } else { Ok(None) }
    }

    /// What the browser is asked for where a sign-on wants a passkey as a further proof: one of those of its person.
    pub async fn passkey_as_further_proof(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
    ) -> Result<Option<PasskeyRequest>, AnswerError> {
        let asked = self.asked(attempt, visitor).await?;
        let asked =
            asked.filter(|asked| asked.is_for(&AuthenticationMethod::PASSKEY) && !asked.is_to_enrol());
        let Some(asked) = asked else { return Ok(None) };
        Ok(self.ask_for_own_passkey(use_of(attempt, visitor), asked.user().id).await?)
    }

    /// What a passkey proves in a sign-on. Where one is asked for as a further proof it has to be that of the person, or is
    /// set up; everywhere else it says itself whose it is.
    pub(in crate::sign_on) async fn take_passkey(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        given: &PasskeyResponse,
    ) -> Result<ProvedPasskey, AnswerError> {
        let asked = self.asked(attempt, visitor).await?;
        match asked.filter(|asked| asked.is_for(&AuthenticationMethod::PASSKEY)) {
            Some(asked) => self.take_further_passkey(&asked, attempt, visitor, given).await,
            None => self.take_first_passkey(attempt, visitor, given).await,
        }
    }

    async fn take_further_passkey(
        &self,
        asked: &Asked,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        given: &PasskeyResponse,
    ) -> Result<ProvedPasskey, AnswerError> {
        let user = asked.user().id;
        if asked.is_to_enrol() {
            let who = asked.for_person(attempt.id(), visitor);
            let recovery_codes = self.confirm_pending_passkey(&who, given).await?;
            let methods = vec![AuthenticationMethod::PASSKEY, AuthenticationMethod::USER_PRESENT];
            return Ok(ProvedPasskey { user, methods, is_further: true, recovery_codes });
        }
        // Tries are counted like those of a code.
        let counter = format!("sign-in:{user}:{}", AuthenticationMethod::PASSKEY);
        let tries = self.store.counters().hit(&counter, self.window(self.settings().sign_in_window)).await?;
        if tries > self.settings().sign_in_tries {
            return self.refused_passkey(Some(user), "paused", visitor).await;
        }
        let right = self.check_passkey(use_of(attempt, visitor), given, Some(user)).await?;
        let proved = self.use_if_right(right, true, visitor).await?;
        self.store.counters().reset(&counter).await?;
        Ok(proved)
    }

    async fn take_first_passkey(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        given: &PasskeyResponse,
    ) -> Result<ProvedPasskey, AnswerError> {
        let counter = visitor.device.network().map(|network| format!("passkeys-from:{network}"));
        let (counters, window) = (self.store.counters(), self.window(self.settings().sign_in_window));
        if let Some(counter) = &counter
            && counters.count(counter, window).await? > self.settings().sign_in_tries_per_network
        {
            return Err(AnswerError::Refused);
        }
        let right = self.check_passkey(use_of(attempt, visitor), given, None).await?;
        let proved = self.use_if_right(right, false, visitor).await;
        if let (Some(counter), Err(AnswerError::Refused)) = (&counter, &proved) {
            counters.hit(counter, window).await?;
        }
        proved
    }

    async fn use_if_right(
        &self,
        checked: Result<RightPasskey, PasskeyRefusal>,
        is_further: bool,
        visitor: &Visitor<'_>,
    ) -> Result<ProvedPasskey, AnswerError> {
        let right = match checked {
            Ok(right) => right,
            Err(PasskeyRefusal::RequestOver) => return Err(AnswerError::RequestOver),
            Err(PasskeyRefusal::Wrong { user, reason }) => {
                return self.refused_passkey(user, reason, visitor).await;
            }
        };
        let methods = right.methods.clone();
        let proved = ProvedPasskey { user: right.user, methods, is_further, recovery_codes: Vec::new() };
        if !self.is_active(proved.user).await? {
            return self.refused_passkey(Some(proved.user), "not-active", visitor).await;
        }
        if self.use_passkey(right, visitor.reference).await? {
            return Ok(proved);
        }
        self.refused_passkey(Some(proved.user), "replayed", visitor).await
    }

    /// Writes down that a passkey was refused. A copy of a key is always written down: only its holder makes that happen.
    async fn refused_passkey(
        &self,
        user: Option<UserId>,
        reason: &'static str,
        visitor: &Visitor<'_>,
    ) -> Result<ProvedPasskey, AnswerError> {
        let trace = user.map_or_else(Trace::default, Trace::of);
        let trace = trace.with("method", AuthenticationMethod::PASSKEY).with("reason", reason);
        if reason == SIGN_COUNT {
            self.tell_of_copy(user, trace, visitor).await?;
        } else {
            let network = visitor.device.network();
            self.note_some_tries(Action::SignInRefused, trace, visitor.reference, network).await?;
        }
        Err(AnswerError::Refused)
    }
}

/// A passkey that was refused since its count went back, which only the holder of its private key can make happen.
struct CopiedPasskey {
    _private: (),
}

impl Proof for CopiedPasskey {
    fn actor(&self) -> Actor {
        Actor::Anonymous
    }
}

impl Identity {
    /// Writes down that there may be a copy of a passkey, and tells its owner, who gets a few such mails in a day at most.
    async fn tell_of_copy(
        &self,
        user: Option<UserId>,
        trace: Trace,
        visitor: &Visitor<'_>,
    ) -> Result<(), StoreError> {
        let mut act =
            Act::by_proof::<CopiedPasskey>(&CopiedPasskey { _private: () }).referring(visitor.reference);
        let owner = match user {
            Some(user) => self.store.users().get(user).await?,
            None => None,
        };
        let mut trace = trace;
        if let Some(owner) = owner {
            trace.organization = self.only_organization(owner.id).await?;
            if self.count_up_to(COPIES_TOLD, &format!("copied-passkey:{}", owner.id), DAY).await? {
                let content = MessageContent::PasskeyCopied {
                    given_name: owner.given_name.to_string(),
                    at: self.now(),
                    link: self.settings().link("/account/security"),
                };
                self.notify(&mut act, &owner, content, None).await?;
            }
        }
        self.commit(act.finish(self, Action::SignInRefused, trace)).await
    }
}

/// What a request is good for in a sign-on: for that one, or for the browser as long as the sign-on has no address of its own.
fn use_of(attempt: &Attempt, visitor: &Visitor<'_>) -> PasskeyUse {
    if attempt.is_stored() {
        PasskeyUse::SignOn(attempt.id())
    } else {
        PasskeyUse::Browser(visitor.browser.digest())
    }
}
