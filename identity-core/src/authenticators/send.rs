//! Sending a code.

use super::code::draw;
use super::for_person::ForPerson;
use super::send_error::SendCodeError;
use crate::Timestamp;
use crate::authority::{Act, Identity, Proof, Trace};
use crate::delivery::{Message, MessageContent};
use crate::domain::{Action, AuthenticationMethod, Channel, CodePurpose, SentCode};
use crate::store::{StoreError, Versioned};
use crate::values::{Contact, EmailAddress, PhoneNumber};
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// That a code was sent, as its receiver may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeSent {
    /// By which method. A sign-on has one code at a time, whichever method it was asked for by.
    pub by: AuthenticationMethod,
    /// Where to, so that the person knows which telephone or mailbox to look at and nobody else learns it.
    pub target: String,
    /// When.
    pub at: Timestamp,
    /// From when a new one can be asked for.
    pub again_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// Where a code goes.
pub(crate) struct Target {
    channel: Channel,
    address: String,
}

impl Target {
    pub(super) fn telephone(number: &PhoneNumber) -> Self {
        Self { channel: Channel::Sms, address: number.as_str().to_owned() }
    }

    fn mailbox(email: &EmailAddress) -> Self {
        Self { channel: Channel::Email, address: email.as_str().to_owned() }
    }

    pub(crate) fn of(contact: &Contact) -> Self {
        match contact {
            Contact::Email(email) => Self::mailbox(email),
            Contact::Phone(number) => Self::telephone(number),
        }
    }
}

impl Identity {
    /// Sends a code for a purpose. A code that was sent for the same before is worth nothing from then on; the count of
    /// wrong tries stays.
    pub(super) async fn send_code_to<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        purpose: CodePurpose,
        target: Target,
    ) -> Result<(), SendCodeError> {
        let mut act = who.act();
        let code = self.put_code(&mut act, who, purpose, &target).await?;
        let locale = who.user.locale.clone();
        let message = Message::new(target.address.as_str(), self.code_message(&code));
        let message = Message { locale, application: who.application, ..message };
        self.queue(&mut act, target.channel, &message, None);
        let trace = Trace::of(who.user.id).with("to", masked(&target.address)).with("for", purpose.kind());
        match self.commit(act.finish(self, Action::CodeSent, trace)).await {
            // Another request has sent one just now.
            Err(StoreError::Conflict { .. } | StoreError::AlreadyExists { .. }) => Ok(()),
            sent => Ok(sent?),
        }
    }

    /// Draws a code for a purpose as part of an act that sends it. A code that was drawn for the same before is worth nothing
    /// from then on.
    pub(crate) async fn put_code<P: Proof>(
        &self,
        act: &mut Act,
        who: &ForPerson<'_, P>,
        purpose: CodePurpose,
        target: &Target,
    ) -> Result<String, SendCodeError> {
        if target.channel == Channel::Sms && self.is_refused_number(&target.address) {
            return Err(SendCodeError::NumberRefused);
        }
        let before = self.find_any_sent(purpose).await?;
        if let Some(before) = &before {
            self.not_too_soon(before)?;
        }
        self.not_too_many_at_once(who).await?;
        self.within_limits(who, purpose, target).await?;
        let now = self.now();
        let code = draw(self.entropy(), self.code_digits().await?);
        let sent = SentCode {
            id: self.new_id(),
            purpose,
            user: who.user.id,
            digest: self.code_digest(purpose, &target.address, &code),
            target: target.address.clone(),
            created_at: now,
            expires_at: now.plus(self.settings().code_lifetime),
        };
        match before {
            // A row has one key for its whole life, so the one that was sent before makes room.
            Some(old) => act.changes().update(SentCode { id: old.id, ..sent }, old.version),
            None => act.changes().insert(sent),
        };
        Ok(code.expose().to_owned())
    }

    /// For how many minutes a code is good.
    pub(crate) fn code_minutes(&self) -> u64 {
        self.settings().code_lifetime.as_secs().div_ceil(60)
    }

    /// The message that holds a code alone.
    pub(crate) fn code_message(&self, code: &str) -> MessageContent {
        MessageContent::Code {
            code: code.to_owned(),
            minutes: self.code_minutes(),
            host: self.settings().base_url.host_str().unwrap_or_default().to_owned(),
        }
    }

    async fn find_any_sent(&self, purpose: CodePurpose) -> Result<Option<Versioned<SentCode>>, StoreError> {
        self.store.sent_codes().find(&crate::domain::SentCodeKey::For(purpose)).await
    }

    fn not_too_soon(&self, before: &SentCode) -> Result<(), SendCodeError> {
        let now = self.now();
        let again_at = before.created_at.plus(self.settings().code_resend_after);
        // One that is worth nothing any more keeps nobody waiting.
        let waits = now < before.expires_at && now < again_at;
        if waits { Err(SendCodeError::TooSoon { after: again_at.since(now) }) } else { Ok(()) }
    }

    /// Whether a number is of a range to which no codes are sent.
    pub(crate) fn is_refused_number(&self, number: &str) -> bool {
        self.settings().refused_numbers.iter().any(|prefix| number.starts_with(prefix.as_str()))
    }

    /// Bounds what one person, and one network, has sent within the time that each waits for a second code, whatever the codes
    /// are for: else somebody who begins to set up one telephone after another waits for none of them.
    async fn not_too_many_at_once<P>(&self, who: &ForPerson<'_, P>) -> Result<(), SendCodeError> {
        let (wait, most) = (self.settings().code_resend_after, self.settings().codes_at_once);
        let begun = self.window(wait);
        let of_network = who.device.network().map(|network| (format!("codes-at-once-from:{network}"), 10));
        let of_person = (format!("codes-at-once:{}", who.user.id), 1);
        for (counter, times) in std::iter::once(of_person).chain(of_network) {
            if self.store.counters().hit(&counter, begun).await? > most.saturating_mul(times) {
                let after = begun.plus(wait).since(self.now());
                return Err(SendCodeError::TooSoon { after: after.max(Duration::from_secs(1)) });
            }
        }
        Ok(())
    }

    /// Counts a code against the day of its person and of its number, the hour of the network, and what text messages may
    /// cost in a day.
    async fn within_limits<P>(
        &self,
        who: &ForPerson<'_, P>,
        purpose: CodePurpose,
        target: &Target,
    ) -> Result<(), SendCodeError> {
        let settings = self.settings();
        let mut limits = vec![
            (format!("codes:{}", who.user.id), DAY, settings.codes_per_person),
            // Who names somebody else's number does not use up the codes that it gets for signing in.
            (format!("codes-to:{}:{}", purpose.kind(), target.address), DAY, settings.codes_per_person),
        ];
        if let Some(network) = who.device.network() {
            limits.push((format!("codes-from:{network}"), HOUR, settings.codes_per_network));
        }
        if target.channel == Channel::Sms {
            limits.push(("text-messages".to_owned(), DAY, settings.text_messages_per_day));
        }
        for (counter, window, limit) in limits {
            if self.store.counters().hit(&counter, self.window(window)).await? > limit {
                return Err(SendCodeError::TooMany);
            }
        }
        Ok(())
    }

    /// What the person may be told of the code that was sent for a purpose.
    pub(crate) async fn code_sent_for(&self, purpose: CodePurpose) -> Result<Option<CodeSent>, StoreError> {
        let told = |sent: Versioned<SentCode>| CodeSent {
            by: sent_by(&sent.target),
            target: masked(&sent.target),
            at: sent.created_at,
            again_at: sent.created_at.plus(self.settings().code_resend_after),
            expires_at: sent.expires_at,
        };
        Ok(self.sent_code(purpose).await?.map(told))
    }

    /// Sends the code of a further proof in a sign-on; `false` if the person has nowhere to send it to.
    pub(crate) async fn send_proof<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        purpose: CodePurpose,
        method: &AuthenticationMethod,
    ) -> Result<bool, SendCodeError> {
        let target = if *method == AuthenticationMethod::MAIL_CODE {
            who.user.email.as_ref().filter(|_| who.user.email_verified_at.is_some()).map(Target::mailbox)
        } else {
            self.telephone_of(who.user.id).await?.map(|number| Target::telephone(&number))
        };
        let Some(target) = target else { return Ok(false) };
        self.send_code_to(who, purpose, target).await?;
        Ok(true)
    }
}

/// The method that sends codes to a number or an address.
fn sent_by(target: &str) -> AuthenticationMethod {
    let is_number = PhoneNumber::parse(target).is_ok();
    if is_number { AuthenticationMethod::SMS } else { AuthenticationMethod::MAIL_CODE }
}

/// A number or address as somebody may see it who may not know it.
pub(super) fn masked(target: &str) -> String {
    if let Ok(number) = PhoneNumber::parse(target) {
        return number.masked();
    }
    EmailAddress::parse(target).map(|address| address.masked()).unwrap_or_default()
}
