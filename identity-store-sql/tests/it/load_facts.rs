//! What decisions rest on is read in one statement, whatever the question.

use crate::samples::{organization, service};
use identity_core::domain::{Holder, OrganizationPath};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::store::{ChangeSet, FactsQuery, Store, load_facts_by_tables};
use identity_core::{OsEntropy, SystemClock};
use identity_store_sql::SqlStore;
use sea_orm::Database;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A store, and the number of statements that it made so far.
async fn counted() -> (SqlStore, Arc<AtomicUsize>) {
    let statements = Arc::new(AtomicUsize::new(0));
    let mut connection = Database::connect("sqlite::memory:").await.unwrap();
    let counter = Arc::clone(&statements);
    connection.set_metric_callback(move |_| _ = counter.fetch_add(1, Ordering::SeqCst));
    let store = SqlStore::with_connection(connection);
    store.migrate().await.unwrap();
    (store, statements)
}

#[tokio::test]
async fn facts_take_one_statement_for_any_number_of_holders_places_and_services() {
    let (store, statements) = counted().await;
    let (mut changes, mut wanted) = (ChangeSet::new(), FactsQuery::default());
    let mut above: Option<OrganizationPath> = None;
    for number in 0..10 {
        let place = organization(above.as_ref(), &format!("level {number}"));
        wanted.organizations.push(place.id);
        above = Some(place.path.clone());
        let service = service(&format!("service-{number}"));
        wanted.services.push(service.id);
        changes.insert(place).insert(service);
    }
    store.commit(&changes).await.unwrap();
    for _ in 0..300 {
        wanted.holders.push(Holder::User(UserId::generate(&SystemClock::default(), &OsEntropy)));
        wanted.organizations.push(OrganizationId::generate(&SystemClock::default(), &OsEntropy));
    }
    for wanted in [wanted, FactsQuery::default()] {
        let before = statements.load(Ordering::SeqCst);
        let found = store.load_facts(&wanted).await.unwrap();
        assert_eq!(statements.load(Ordering::SeqCst) - before, 1);
        // The same question, table by table, shows that the counter counts.
        assert_eq!(found, load_facts_by_tables(&store, &wanted).await.unwrap());
        assert!(statements.load(Ordering::SeqCst) - before > 4);
    }
}
