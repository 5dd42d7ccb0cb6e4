//! Keeping the keys by which people are found among the members of an organisation.

use super::super::identity::Identity;
use crate::domain::{MembershipFilter, Record, User};
use crate::store::{Change, ChangeSet, StoreError};

impl Identity {
    /// Adds to a change set that updates people the memberships of those whose name, address, user name or state changed,
    /// so that no use case has to think of them.
    ///
    /// A membership that another commit adds meanwhile is not forgotten: it updates the person too, so one of the two
    /// commits conflicts and runs again.
    pub(super) async fn refresh_memberships(&self, changes: &mut ChangeSet) -> Result<(), StoreError> {
        for user in updated_people(changes) {
            let filter = MembershipFilter { user: Some(user.id), ..MembershipFilter::default() };
            for stored in self.all(self.store.memberships(), &filter).await? {
                let refreshed = stored.record.clone().refreshed(&user);
                if refreshed != stored.record {
                    changes.update(refreshed, stored.version);
                }
            }
        }
        Ok(())
    }
}

fn updated_people(changes: &ChangeSet) -> Vec<User> {
    let updated = |change: &Change| match change {
        Change::Update(Record::User(user), _) => Some(user.as_ref().clone()),
        _ => None,
    };
    changes.changes().iter().filter_map(updated).collect()
}
