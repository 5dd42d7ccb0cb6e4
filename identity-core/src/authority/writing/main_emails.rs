//! Keeping the addresses of people apart, each in a record of its own.

use super::super::identity::Identity;
use crate::domain::{Record, User, UserEmail, UserEmailKey};
use crate::store::{Change, ChangeSet, StoreError};

impl Identity {
    /// Adds to a change set that makes people their main addresses, so that no use case has to think of them, and the commit
    /// fails if such an address is anybody's.
    pub(super) async fn reserve_main_emails(&self, changes: &mut ChangeSet) -> Result<(), StoreError> {
        for user in new_people(changes) {
            let Some(main) = UserEmail::main(self.new_id(), &user) else { continue };
            let key = UserEmailKey::Email(main.email.canonical());
            match self.store.user_emails().find(&key).await? {
                Some(over) if over.is_free(self.now()) => {
                    changes.update(UserEmail { id: over.id, ..main }, over.version);
                }
                // Where it is somebody's, the store refuses the second one.
                _ => {
                    changes.insert(main);
                }
            }
        }
        Ok(())
    }
}

fn new_people(changes: &ChangeSet) -> Vec<User> {
    let new = |change: &Change| match change {
        Change::Insert(Record::User(user)) => Some(user.as_ref().clone()),
        _ => None,
    };
    changes.changes().iter().filter_map(new).collect()
}
