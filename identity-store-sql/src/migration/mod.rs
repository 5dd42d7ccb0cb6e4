//! The schema, as a sequence of migrations in a table of their own beside the host's.
//!
//! For a new table: a file of statements, and a line in the migrator.

mod dialect;
mod lists;
mod migrator;
mod script;
mod status;

pub(crate) use migrator::Migrator;
pub(crate) use status::{SchemaStatus, status};

#[cfg(test)]
mod tests {
    use crate::handle::SqlStore;
    use identity_core::domain::{EmailUse, User, UserEmailKey};
    use identity_core::store::{ChangeSet, Store};
    use sea_orm::ConnectionTrait;

    /// A database of the release before, with somebody in it.
    const BACK: [&str; 4] = [
        "DROP TABLE identity_user_emails",
        "DROP INDEX identity_contact_changes_stop",
        "ALTER TABLE identity_contact_changes DROP COLUMN stop",
        "DELETE FROM identity_migrations WHERE version LIKE '%user_emails'",
    ];

    #[tokio::test]
    async fn people_of_the_release_before_keep_their_main_addresses() {
        let store = SqlStore::connect("sqlite::memory:").await.unwrap();
        store.migrate().await.unwrap();
        let user: User = serde_json::from_value(serde_json::json!({
            "id": "0190b5a4-1c2d-7e3f-8a4b-000000000005", "username": null, "email": "Jeremy@citygroup.example",
            "email_verified_at": null, "phone": null, "given_name": "Jeremy", "family_name": "Mills",
            "locale": null, "attributes": {}, "state": "active", "created_at": "2026-01-31T12:00:00Z",
            "updated_at": "2026-01-31T12:00:00Z"
        }))
        .unwrap();
        let mut changes = ChangeSet::new();
        changes.insert(user.clone());
        store.commit(&changes).await.unwrap();
        for statement in BACK {
            store.writer().execute_unprepared(statement).await.unwrap();
        }
        assert_eq!(store.migrate().await.unwrap(), ["m20261130_000040_user_emails"]);
        let email = user.email.clone().unwrap();
        let key = UserEmailKey::Email(email.canonical());
        let found = store.user_emails().find(&key).await.unwrap().expect("the main address");
        assert_eq!((found.user, found.usage, &found.email), (user.id, EmailUse::Main, &email));
    }
}
