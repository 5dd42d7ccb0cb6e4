//! Clause: the sizes that a store has to take.

use crate::Timestamp;
use crate::domain::{ConsumedAssertion, Membership, MembershipFilter, OutboxMessage, User, UserFilter};
use crate::store::conformance::failure::Failure;
use crate::store::conformance::kind::kind_of;
use crate::store::conformance::samples::{Draw, Sample};
use crate::store::conformance::steps::{Outcome, commit, found_by_keys, holds, insert, insert_all};
use crate::store::conformance::subject::Subject;
use crate::store::{ChangeSet, Cursor, Entity, OrderBy, Page, Record, Store, Version};
use crate::values::{EntityId, FoldedText};
use std::sync::Arc;

/// The largest records, keys, texts, conditions and change sets that the contract names.
pub(crate) async fn sizes_of_the_contract_are_taken(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(170));
    large_record(store, &mut draw).await?;
    long_key(store, &mut draw).await?;
    long_sort_key(store, &mut draw).await?;
    many_values(store, &mut draw).await?;
    many_changes(store, &mut draw).await?;
    let key = "k".repeat(512);
    let count = store.counters().hit(&key, Timestamp::from_unix_seconds(1)).await?;
    Failure::unless(count == 1, || format!("the first hit of a counter with a long key gave {count}"))
}

async fn large_record(store: &dyn Store, draw: &mut Draw) -> Outcome {
    let message = OutboxMessage { recipient: "\u{e9}".repeat(120 * 1024), ..OutboxMessage::sample(draw) };
    insert(store, &message.clone().into()).await?;
    holds(store, &message.into(), Version::FIRST, "with 240 KiB of text").await
}

/// The longest name of an issuer and a long name of its assertion; and others that begin like it.
async fn long_key(store: &dyn Store, draw: &mut Draw) -> Outcome {
    let issuer = draw.parsed(|_| format!("urn:{}", "a".repeat(1_020)), EntityId::parse);
    for end in ["x", "y", ""] {
        let assertion_id = format!("{}{end}", "i".repeat(850));
        let used =
            ConsumedAssertion { issuer: issuer.clone(), assertion_id, ..ConsumedAssertion::sample(draw) };
        let record = Record::from(used);
        insert(store, &record).await?;
        found_by_keys(store, &*kind_of(record.id()), &record, Version::FIRST).await?;
    }
    Ok(())
}

/// Names that differ in their last octet only.
async fn long_sort_key(store: &dyn Store, draw: &mut Draw) -> Outcome {
    let (organization, search) = (draw.id(), FoldedText::folded("find me ".repeat(2 * 1024)));
    let begin = "n".repeat(FoldedText::MAX_SORT_OCTETS - 1);
    let mut member = |end: &str| {
        let name = FoldedText::folded(format!("{begin}{end}"));
        Membership { organization, user: draw.id(), name, search: search.clone(), ..Membership::sample(draw) }
    };
    let [first, last] = [member("a"), member("b")];
    insert_all(store, &[last.clone().into(), first.clone().into()]).await?;
    let filter = MembershipFilter {
        organization: Some(organization),
        search: Some(search),
        ..MembershipFilter::default()
    };
    let page = Page::first(2).in_order(OrderBy::Name).after(Cursor::of(&first, OrderBy::Name));
    let shown = store.memberships().list(&filter, &page).await?;
    let shown: Vec<_> = shown.items.iter().map(|row| row.id).collect();
    Failure::unless(shown == [last.id], || {
        format!("behind the first of two with long names the list shows {shown:?}, expected {:?}", last.id)
    })
}

async fn many_values(store: &dyn Store, draw: &mut Draw) -> Outcome {
    let user = User::sample(draw);
    insert(store, &user.clone().into()).await?;
    let ids = (1..1_000).map(|_| draw.id()).chain([user.id]).collect();
    let shown =
        store.users().list(&UserFilter { ids: Some(ids), ..UserFilter::default() }, &Page::first(10)).await?;
    Failure::unless(shown.items.len() == 1, || {
        format!("a list of people by 1,000 ids shows {} and not the one that is stored", shown.items.len())
    })
}

async fn many_changes(store: &dyn Store, draw: &mut Draw) -> Outcome {
    let users: Vec<User> = (0..2_500).map(|_| User::sample(draw)).collect();
    let mut changes = ChangeSet::new();
    for user in &users {
        changes.insert(user.clone());
    }
    for user in &users {
        changes.update(User { email_verified_at: None, ..user.clone() }, Version::FIRST);
    }
    commit(store, &changes, "a change set of 5,000 changes").await?;
    for user in users.iter().step_by(500) {
        let Some(key) = user.keys().into_iter().next() else { continue };
        let found = store.users().find(&key).await?;
        Failure::unless(found.is_some_and(|found| found.record.id() == user.id), || {
            format!("after a change set of 5,000 changes, `find` of {key:?} does not give its record")
        })?;
    }
    Ok(())
}
