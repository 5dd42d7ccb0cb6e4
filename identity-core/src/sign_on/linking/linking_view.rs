//! What the pages of a sign-on show of an identity from elsewhere.

use crate::authority::Identity;
use crate::domain::{Connection, User};
use crate::ids::ConnectionId;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::deciding::{OtherWay, SignOnStep};
use crate::sign_on::sign_on_error::SignOnError;
use crate::sign_on::visitor::Visitor;
use crate::store::StoreError;
use crate::values::{EmailAddress, FamilyName, PersonName};

/// What the pages of a sign-on show of an identity from elsewhere, and of the account here.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LinkingView {
    /// The connection.
    pub connection: Connection,
    /// What the person calls the identity: an address or a name.
    pub label: Option<String>,
    /// Their first name there.
    pub given_name: Option<PersonName>,
    /// Their last name there.
    pub family_name: Option<FamilyName>,
    /// Their address there.
    pub email: Option<EmailAddress>,
    /// Whether that address counts as proved here.
    pub email_is_proved: bool,
    /// The account of whoever proved who they are here or is signed in in the browser, in a form for people who may not know it.
    pub account: Option<String>,
    /// The verification level that the provider said.
    pub level: Option<String>,
    /// The lowest that does.
    pub least_level: Option<String>,
    /// The code of the check by which the last request came to nothing.
    pub failed_check: Option<String>,
}

impl Identity {
    /// What the page of a step shows that is about an identity from elsewhere; `None` for every other step, unless a request to a
    /// provider came to nothing.
    pub async fn linking_view(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        step: &SignOnStep,
    ) -> Result<Option<LinkingView>, SignOnError> {
        let sign_on = &attempt.sign_on;
        let asserted = sign_on.asserted.as_deref();
        let failure = sign_on.provider_failure.as_ref();
        let of_failure = failure.map(|failure| failure.connection);
        let Some(id) = of_step(step).or(asserted.map(|asserted| asserted.connection)).or(of_failure) else {
            return Ok(None);
        };
        let Some(connection) = self.connection_by_id(id).await? else { return Ok(None) };
        let connection = connection.record;
        let account = self.account_shown(attempt, visitor, step).await?;
        let email_is_proved = match asserted {
            Some(asserted) => self.vouched_email(&connection, asserted).await?.is_some(),
            None => false,
        };
        let asserted = asserted.filter(|asserted| asserted.connection == connection.id);
        let label = asserted.and_then(|asserted| {
            let email = asserted.email.as_ref().map(ToString::to_string);
            asserted.label.clone().or(email)
        });
        Ok(Some(LinkingView {
            label,
            given_name: asserted.and_then(|asserted| asserted.given_name.clone()),
            family_name: asserted.and_then(|asserted| asserted.family_name.clone()),
            email: asserted.and_then(|asserted| asserted.email.clone()),
            email_is_proved,
            account,
            level: asserted.and_then(|asserted| asserted.level.clone()),
            least_level: connection.rules.least_level.clone(),
            failed_check: failure.map(|failure| failure.check.clone()),
            connection,
        }))
    }

    /// The account of whoever proved something here, or else of whoever is signed in; where the two differ and the person says as
    /// whom they go on, that of whoever is signed in.
    async fn account_shown(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        step: &SignOnStep,
    ) -> Result<Option<String>, StoreError> {
        let of_session = visitor.current.map(|current| masked(&current.user));
        let proof = attempt.sign_on.proofs.first().filter(|_| *step != SignOnStep::SwitchPerson);
        match proof {
            Some(proof) => Ok(self.store.users().get(proof.user).await?.map(|user| masked(&user))),
            None => Ok(of_session),
        }
    }
}

/// The connection that a step is about.
const fn of_step(step: &SignOnStep) -> Option<ConnectionId> {
    match step {
        SignOnStep::OfferLink { connection, .. }
        | SignOnStep::ChooseOtherWay(OtherWay::ProviderOnly(connection)) => Some(*connection),
        _ => None,
    }
}

/// An account in a form for people who may not know it: its address without the middle, or the first letter of its name.
fn masked(user: &User) -> String {
    let first = || user.sign_in_name().chars().next().map(|first| format!("{first}•••"));
    user.email.as_ref().map(EmailAddress::masked).or_else(first).unwrap_or_else(|| user.full_name())
}
