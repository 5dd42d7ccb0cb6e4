//! Notices to people, on the way on which each of them is reached.

use super::message::{Message, MessageContent};
use crate::authority::{Act, Identity};
use crate::domain::{AuthenticationMethod, Channel, User};
use crate::ids::OrganizationId;
use crate::store::StoreError;
use crate::values::PhoneNumber;
use std::time::Duration;

/// How many notices somebody without an e-mail address gets by text message within a day.
const TEXTS_PER_DAY: u64 = 20;

const DAY: Duration = Duration::from_hours(24);

impl Identity {
    /// Puts a notice to a person into the change set, about an organisation if it has one: as a mail to their main address.
    ///
    /// Somebody without an address gets what is about the safety of their account as a text message, to the number that they
    /// proved. Where there is no such number, the notice is no text message, or too many were sent today, nothing is queued:
    /// the act itself stands in the person's [activity](Identity::own_activity).
    pub(crate) async fn notify(
        &self,
        act: &mut Act,
        user: &User,
        content: MessageContent,
        about: Option<OrganizationId>,
    ) -> Result<(), StoreError> {
        let (channel, recipient) = match &user.email {
            Some(email) => (Channel::Email, email.to_string()),
            None if !content.is_security_notice() => return Ok(()),
            None => match self.number_for_notices(user).await? {
                Some(number) => (Channel::Sms, number.to_string()),
                None => return Ok(()),
            },
        };
        let message = Message::new(recipient, content).in_language(user.locale.as_ref());
        self.queue(act, channel, &Message { organization: about, ..message }, None);
        Ok(())
    }

    /// The number to which text messages about an account go: one that its person proved and that messages go to.
    pub(crate) fn proved_number<'a>(&self, user: &'a User) -> Option<&'a PhoneNumber> {
        // A number that nobody proved may be anybody's, or cost what the caller likes.
        let is_proved = user.phone_verified_at.is_some();
        let is_offered = self.settings().methods.contains(&AuthenticationMethod::SMS);
        let number = user.phone.as_ref().filter(|_| is_proved && is_offered)?;
        (!self.is_refused_number(number.as_str())).then_some(number)
    }

    /// The number for one more notice, counted against the day of its person and what text messages may cost in a day.
    async fn number_for_notices<'a>(&self, user: &'a User) -> Result<Option<&'a PhoneNumber>, StoreError> {
        let Some(number) = self.proved_number(user) else { return Ok(None) };
        let (of_person, of_day) = (format!("notices-by-text:{}", user.id), "text-messages");
        let most = self.settings().text_messages_per_day;
        let within = self.count_up_to(TEXTS_PER_DAY, &of_person, DAY).await?
            && self.count_up_to(most, of_day, DAY).await?;
        Ok(within.then_some(number))
    }
}
