//! Asking for the link.

use super::ask_error::AskRecoveryError;
use crate::authority::{Act, Identity, Proof, Trace, counter_of_network};
use crate::domain::{Action, Actor, Credential, CredentialKey, Device, User};
use crate::ids::UserId;
use crate::passwords::NamedPerson;
use crate::secrets::TokenDigest;
use crate::store::{StoreError, Versioned};
use crate::values::EmailAddress;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// How many mails an account gets within an hour, and within a day.
const MAILS: [(Duration, u64); 2] = [(Duration::from_hours(1), 3), (Duration::from_hours(24), 10)];

const HOUR: Duration = Duration::from_hours(1);

/// The longest identifier that is looked at, in characters: a mail address has 254 octets at most.
const LONGEST_IDENTIFIER: usize = 254;

/// The longest way back that is kept, in octets.
const LONGEST_RETURN: usize = 2048;

/// Somebody who forgot their password.
#[derive(Debug)]
pub struct RecoveryRequest {
    /// What was typed as user name or e-mail address.
    identifier: String,
    /// The local path to go to afterwards.
    return_to: String,
    device: Device,
    known_device: Option<String>,
    reference: Option<String>,
}

impl RecoveryRequest {
    /// What was typed as user name or e-mail address, in a browser of which nothing is known.
    pub fn new(identifier: impl Into<String>) -> Self {
        let (device, return_to) = (Device::default(), "/".to_owned());
        Self { identifier: identifier.into(), return_to, device, known_device: None, reference: None }
    }

    /// Sets the local path to go to after the new password is set. One of more than 2048 octets is not kept.
    #[must_use]
    pub fn return_to(self, path: impl Into<String>) -> Self {
        let path = path.into();
        let return_to = if path.len() > LONGEST_RETURN { "/".to_owned() } else { path };
        Self { return_to, ..self }
    }

    /// Says which browser it is.
    #[must_use]
    pub fn browser(self, device: Device) -> Self {
        Self { device, ..self }
    }

    /// Says what the browser keeps of those who signed in with it, see
    /// [`SignedIn::known_device`](crate::sessions::SignedIn::known_device).
    #[must_use]
    pub fn known_device(self, known: Option<String>) -> Self {
        Self { known_device: known, ..self }
    }

    /// Sets the reference that the answer and the log show.
    #[must_use]
    pub fn reference(self, reference: impl Into<String>) -> Self {
        Self { reference: Some(reference.into()), ..self }
    }
}

/// Somebody entered the name of an account for which the link was not asked for too often. All that follows is a mail to an
/// address of that account.
struct NamedAccount {
    user: Versioned<User>,
    address: EmailAddress,
}

impl NamedAccount {
    /// The account of this name, within its limits, if it has an address.
    fn of(person: Option<NamedPerson>, within_limits: bool) -> Option<Self> {
        let NamedPerson { user, address } = person.filter(|_| within_limits)?;
        address.map(|address| Self { user, address })
    }
}

impl Proof for NamedAccount {
    fn actor(&self) -> Actor {
        Actor::Anonymous
    }
}

impl Identity {
    /// Mails a link for a new password to the account of a user name or e-mail address: to the address that was typed, if the
    /// person proved it, or the main one. For somebody who has no password, or whose account is locked, the mail says what to do
    /// instead. To somebody who has no address nothing is sent: an administrator
    /// [prints](Self::print_password_letter) a letter for them.
    ///
    /// Whether there is such an account, nobody learns: the answer is the same, and so is the work, three lookups and one
    /// commit. After three mails within an hour, or ten within a day, an account gets no more, but for
    /// those that are asked for in a browser in which the person signed in before.
    pub async fn ask_for_recovery(&self, asked: RecoveryRequest) -> Result<(), AskRecoveryError> {
        let reference = asked.reference.as_deref();
        if !self.may_ask_for_recovery(&asked.device).await? {
            let trace = Trace::default().with("reason", "network");
            let network = asked.device.network();
            self.note_some_tries(Action::RecoveryRefused, trace, reference, network).await?;
            return Err(AskRecoveryError::TooMany);
        }
        let person = self.person_by_identifier(&asked.identifier).await?;
        let user = person.as_ref().map(|person| &person.user);
        let within_limits = self.count_recovery(user, &asked).await?;
        let nobody = UserId::from(uuid::Uuid::nil());
        let key = CredentialKey::Password(user.map_or(nobody, |user| user.id));
        let credential = self.store.credentials().find(&key).await?;
        let trace = user.map_or_else(Trace::default, |user| Trace::of(user.id));
        match NamedAccount::of(person, within_limits) {
            Some(named) => self.mail_recovery(&named, credential.as_ref(), &asked, trace).await?,
            None => self.note_try(Action::RecoveryRefused, trace, reference).await?,
        }
        Ok(())
    }

    async fn mail_recovery(
        &self,
        named: &NamedAccount,
        credential: Option<&Versioned<Credential>>,
        asked: &RecoveryRequest,
        trace: Trace,
    ) -> Result<(), StoreError> {
        let mut act = Act::by_proof::<NamedAccount>(named).referring(asked.reference.as_deref());
        let credential = credential.map(|credential| &credential.record);
        let to = (&named.user.record, &named.address);
        self.queue_recovery(&mut act, to, credential, &asked.return_to);
        self.commit(act.finish(self, Action::RecoveryRequested, trace)).await
    }

    /// Counts against the network. What is asked for beyond its limit is refused before anything is looked up.
    async fn may_ask_for_recovery(&self, device: &Device) -> Result<bool, StoreError> {
        let limit = self.settings().recoveries_per_network;
        let (counter, limit) = counter_of_network("recover-from", device, limit);
        Ok(self.store.counters().hit(&counter, self.window(HOUR)).await? <= limit)
    }

    /// Counts against the account, whichever of its names was typed; says whether a mail may be sent. A browser that the
    /// person signed in with before has mails of its own, so that strangers who ask do not use up those of the person.
    async fn count_recovery(
        &self,
        user: Option<&Versioned<User>>,
        asked: &RecoveryRequest,
    ) -> Result<bool, StoreError> {
        let account = user.map_or_else(|| digest_of(&asked.identifier), |user| user.id.to_string());
        let person = user.map_or_else(|| UserId::from(uuid::Uuid::nil()), |user| user.id);
        let device = self.known_device(asked.known_device.as_deref(), person);
        let device = device.map(|mark| format!(":device:{mark}")).unwrap_or_default();
        for (window, limit) in MAILS {
            let counter = format!("recover:{}:{account}{device}", window.as_secs());
            if self.store.counters().hit(&counter, self.window(window)).await? > limit {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn digest_of(identifier: &str) -> String {
    let cut: String = identifier.trim().chars().take(LONGEST_IDENTIFIER).collect();
    TokenDigest::from_bytes(Sha256::digest(cut.to_lowercase().as_bytes()).into()).hex()
}
