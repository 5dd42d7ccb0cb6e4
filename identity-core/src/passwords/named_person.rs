//! The person that a user name or e-mail address stands for.

use crate::authority::Identity;
use crate::domain::{EmailUse, User, UserEmailKey, UserKey};
use crate::store::{StoreError, Versioned};
use crate::values::{EmailAddress, Username};

/// Somebody whose user name or address was typed.
#[derive(Debug)]
pub(crate) struct NamedPerson {
    pub(crate) user: Versioned<User>,
    /// The address that was typed, as its owner has it; for a user name the main one, if there is one.
    pub(crate) address: Option<EmailAddress>,
}

impl Identity {
    /// The person of this user name or address: their main address, or a further one.
    pub(crate) async fn user_by_identifier(
        &self,
        identifier: &str,
    ) -> Result<Option<Versioned<User>>, StoreError> {
        Ok(self.person_by_identifier(identifier).await?.map(|named| named.user))
    }

    /// The person of this user name or address, with the address to write to. The work is the same, whatever was typed and
    /// whether there is such a person.
    pub(crate) async fn person_by_identifier(
        &self,
        identifier: &str,
    ) -> Result<Option<NamedPerson>, StoreError> {
        let email = EmailAddress::parse(identifier.trim()).ok();
        let typed = email.as_ref().map(EmailAddress::canonical).unwrap_or_default();
        let key = match (&email, Username::parse(identifier.trim())) {
            (Some(_), _) => UserKey::Email(typed.clone()),
            (_, Ok(username)) => UserKey::Username(username.canonical()),
            // Looked up all the same, so that a malformed name takes as long as a well-formed one.
            _ => UserKey::Username(String::new()),
        };
        let further = self.store.user_emails().find(&UserEmailKey::Email(typed)).await?;
        if let Some(found) = further.filter(|found| found.usage == EmailUse::Further) {
            let user = self.store.users().get(found.user).await?;
            return Ok(user.map(|user| NamedPerson { user, address: Some(found.record.email) }));
        }
        let user = self.store.users().find(&key).await?;
        Ok(user.map(|user| NamedPerson { address: user.email.clone(), user }))
    }
}
