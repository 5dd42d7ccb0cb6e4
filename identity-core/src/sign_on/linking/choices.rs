//! What a person says about an identity that was asserted.

use crate::authority::{Identity, on_fresh_facts};
use crate::domain::{LinkChoice, Proved, Session, SignOn};
use crate::sign_on::answer::AnswerError;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::deciding::{OtherWay, SignOnStep, is_federated};
use crate::sign_on::identities::Choice;
use crate::sign_on::outcome::Progress;
use crate::sign_on::visitor::Visitor;

impl Identity {
    /// Takes what a person says about an identity that was asserted, if the sign-on asks for it. Nothing but the sign-on is
    /// written.
    pub(in crate::sign_on) async fn choose(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        choice: Choice,
    ) -> Result<Progress, AnswerError> {
        let mut first = true;
        on_fresh_facts!(async {
            let (before, current) = self.as_it_stands(attempt, visitor, std::mem::take(&mut first)).await?;
            let (step, _) = self.look(&before, current.clone(), visitor).await?;
            let session = current.as_ref().map(|current| &current.session.record);
            let sign_on = chosen(&before.sign_on, choice, &step, session).ok_or(AnswerError::NotAsked)?;
            let attempt = self.store_attempt(Attempt { sign_on, ..before }).await?;
            let (step, _) = self.look(&attempt, current, visitor).await?;
            Ok(Progress::Next(Box::new(attempt), step))
        })
    }
}

/// The sign-on after a choice; `None` if it does not ask for that.
fn chosen(sign_on: &SignOn, choice: Choice, step: &SignOnStep, session: Option<&Session>) -> Option<SignOn> {
    let sign_on = sign_on.clone();
    match (choice, step) {
        (Choice::Connect, SignOnStep::ConnectOrCreate { .. }) => {
            Some(with_choice(sign_on, LinkChoice::Connect))
        }
        (Choice::Confirm(true), SignOnStep::ConfirmLink) => {
            let sign_on = if sign_on.proofs.is_empty() { with_proofs_of(sign_on, session?) } else { sign_on };
            Some(with_choice(sign_on, LinkChoice::Confirmed))
        }
        (Choice::Switch(true), SignOnStep::SwitchPerson) => Some(with_choice(sign_on, LinkChoice::Confirmed)),
        // Who signs in by a provider alone proves nothing with what was given here.
        (Choice::OtherWay, SignOnStep::ChooseOtherWay(OtherWay::ProviderOnly(_))) => {
            Some(SignOn { proofs: Vec::new(), organization: None, ..without_identity(sign_on) })
        }
        (Choice::Confirm(false), SignOnStep::ConfirmLink)
        | (Choice::Switch(false), SignOnStep::SwitchPerson)
        | (Choice::OtherWay, SignOnStep::ConnectOrCreate { .. } | SignOnStep::ChooseOtherWay(_)) => {
            Some(without_identity(sign_on))
        }
        _ => None,
    }
}

fn with_choice(mut sign_on: SignOn, choice: LinkChoice) -> SignOn {
    if let Some(asserted) = &mut sign_on.asserted {
        asserted.choice = choice;
    }
    sign_on
}

/// The sign-on with the proofs of the browser's session as its own, so that a new session comes of it when the account is linked.
pub(super) fn with_proofs_of(sign_on: SignOn, session: &Session) -> SignOn {
    let (user, at) = (session.user, session.authenticated_at);
    let methods = session.methods.iter().cloned();
    let proofs = methods.map(|method| Proved { method, user, at, password_set_at: None }).collect();
    // It goes on from that session, and ends with it.
    SignOn { proofs, session: Some(session.id), ..sign_on }
}

/// The sign-on as if no provider had answered. Of what was proved, only what was proved here stays.
fn without_identity(sign_on: SignOn) -> SignOn {
    let is_of_link =
        sign_on.asserted.as_deref().is_some_and(|asserted| asserted.choice == LinkChoice::Connect);
    let is_local = is_of_link || !sign_on.proofs.iter().any(|proof| is_federated(&proof.method));
    let proofs = if is_local { sign_on.proofs } else { Vec::new() };
    let organization = sign_on.organization.filter(|_| is_local);
    SignOn { proofs, organization, asserted: None, provider_session: None, ..sign_on }
}
