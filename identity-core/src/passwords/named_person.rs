//! The person that a user name or e-mail address stands for.

use crate::authority::Identity;
use crate::domain::{User, UserKey};
use crate::store::{StoreError, Versioned};
use crate::values::{EmailAddress, Username};

impl Identity {
    /// The person of this user name or address.
    pub(crate) async fn user_by_identifier(
        &self,
        identifier: &str,
    ) -> Result<Option<Versioned<User>>, StoreError> {
        let key = match (EmailAddress::parse(identifier.trim()), Username::parse(identifier.trim())) {
            (Ok(email), _) => UserKey::Email(email.canonical()),
            (_, Ok(username)) => UserKey::Username(username.canonical()),
            // Looked up all the same, so that a malformed name takes as long as a well-formed one.
            _ => UserKey::Username(String::new()),
        };
        self.store.users().find(&key).await
    }
}
