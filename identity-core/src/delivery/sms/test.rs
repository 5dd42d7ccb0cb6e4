//! Sending a test message.

use super::settings_error::SmsSettingsError;
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::delivery::message::{Message, MessageContent};
use crate::domain::{Action, Channel, SmsSettings};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);

const DAY: Duration = Duration::from_hours(24);

/// How many test messages one administrator sends within an hour.
const TESTS_PER_HOUR: u64 = 10;

impl Identity {
    /// Sends a test message to the caller's own telephone, by the gateway that is in use (`member.manage` at the organisation
    /// of the operator). It is tried once; [`sms_settings`](Self::sms_settings) tells what became of it. Needs a fresh proof.
    pub async fn send_sms_test(
        &self,
        caller: &Caller,
        organization: OrganizationId,
    ) -> Result<(), SmsSettingsError> {
        let sent = on_fresh_facts!(async {
            let (mut act, _) = self.authorize(caller, Permission::MemberManage, organization).await?;
            self.sms_settings_are_of(caller, organization).await?;
            if self.must_prove_again(caller).await? {
                return Err(SmsSettingsError::ProveAgain);
            }
            let user = caller.user().ok_or(SmsSettingsError::NoNumber)?;
            let number = self.own_number(user).await?.ok_or(SmsSettingsError::NoNumber)?;
            if self.is_refused_number(number.as_str()) {
                return Err(SmsSettingsError::NumberRefused);
            }
            self.count_sms_test(&format!("sms-tests:{user}")).await?;
            let locale = self.store.users().get(user).await?.and_then(|user| user.record.locale);
            let message = Message::new(number.as_str(), MessageContent::SmsTest);
            let message = Message { locale, ..message };
            let tested = Some(self.queue_at_once(&mut act, Channel::Sms, &message));
            let now = self.instant(caller);
            match self.stored_sms_settings().await? {
                Some(stored) => act.changes().update(SmsSettings { tested, ..stored.record }, stored.version),
                None => act.changes().insert(SmsSettings { tested, ..SmsSettings::as_configured(now) }),
            };
            let trace = Trace::of(SmsSettings::only()).at(organization).with("to", number.masked());
            self.commit(act.finish(self, Action::SmsTested, trace)).await?;
            Ok(())
        });
        self.audit_refusal(caller, organization, sent).await
    }

    /// Counts a test message against the hour of its administrator and what text messages may cost in a day.
    async fn count_sms_test(&self, of_person: &str) -> Result<(), SmsSettingsError> {
        let counters = self.store.counters();
        let tests = counters.hit(of_person, self.window(HOUR)).await?;
        let of_day = counters.hit("text-messages", self.window(DAY)).await?;
        if tests > TESTS_PER_HOUR || of_day > self.settings().text_messages_per_day {
            return Err(SmsSettingsError::TooMany);
        }
        Ok(())
    }
}
