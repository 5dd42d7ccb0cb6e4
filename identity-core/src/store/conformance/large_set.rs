//! A large change set, and which side of it a store shows.

use super::failure::Failure;
use super::samples::{Draw, Sample};
use super::steps::{Outcome, commit};
use crate::domain::{Membership, MembershipFilter};
use crate::ids::OrganizationId;
use crate::store::{ChangeSet, Entity, Page, Store, Version, Versioned};
use std::fmt;

/// The state of a store in respect of one change set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Nothing of the set is there.
    Before,
    /// All of it is there.
    After,
}

/// A change set over the memberships of one organisation that updates, inserts and removes in turn.
pub(super) struct LargeSet {
    organization: OrganizationId,
    before: Vec<Versioned<Membership>>,
    after: Vec<Versioned<Membership>>,
    pub(super) changes: ChangeSet,
}

impl LargeSet {
    /// A set with `each` updates, as many insertions and as many removals.
    pub(super) fn draw(draw: &mut Draw, each: usize) -> Self {
        let organization = draw.id();
        let mut member = || Membership { organization, user: draw.id(), ..Membership::sample(draw) };
        let mut set = Self { organization, before: Vec::new(), after: Vec::new(), changes: ChangeSet::new() };
        for _ in 0..each {
            let (kept, removed, inserted) = (member(), member(), member());
            let updated = Membership { id: kept.id, ..member() };
            set.changes.update(updated.clone(), Version::FIRST);
            set.changes.insert(inserted.clone());
            set.changes.remove(removed.id, Version::FIRST);
            set.before.extend([kept, removed].map(|record| Versioned::new(record, Version::FIRST)));
            set.after.push(Versioned::new(updated, Version::FIRST.next()));
            set.after.push(Versioned::new(inserted, Version::FIRST));
        }
        set.before.sort_by_key(|row| row.record.id);
        set.after.sort_by_key(|row| row.record.id);
        set
    }

    /// Inserts the memberships that the set updates and removes.
    pub(super) async fn prepare(&self, store: &dyn Store) -> Outcome {
        let mut changes = ChangeSet::new();
        for row in &self.before {
            changes.insert(row.record.clone());
        }
        commit(store, &changes, "inserting what a large change set is about").await
    }

    /// The side that one page of the list shows.
    pub(super) async fn side_in_list(
        &self,
        store: &dyn Store,
        when: impl fmt::Display,
    ) -> Result<Side, Failure> {
        let filter =
            MembershipFilter { organization: Some(self.organization), ..MembershipFilter::default() };
        let slice = store.memberships().list(&filter, &Page::first(Page::MAX_LIMIT)).await?;
        if slice.items == self.before {
            return Ok(Side::Before);
        }
        let new = slice.items.iter().filter(|row| self.after.contains(row)).count();
        Failure::unless(slice.items == self.after, || {
            format!(
                "{when}, a list shows {} of the {} records there were before and {new} of the {} there are after it, \
                 expected all of one side",
                slice.items.iter().filter(|row| self.before.contains(row)).count(),
                self.before.len(),
                self.after.len()
            )
        })?;
        Ok(Side::After)
    }

    /// The side that `get` and `find` show, record by record, each looked at after the one before: first of the
    /// set's beginning and then of its end, or the other way round.
    pub(super) async fn sides_in_records(
        &self,
        store: &dyn Store,
        backwards: bool,
    ) -> Result<Vec<Side>, Failure> {
        let mut rows: Vec<_> =
            [self.before.first(), self.after.first(), self.after.last(), self.before.last()]
                .into_iter()
                .flatten()
                .collect();
        if backwards {
            rows.reverse();
        }
        let mut sides = Vec::new();
        for row in rows {
            sides.push(self.side_of(row, store.memberships().get(row.record.id).await?)?);
            for key in row.record.keys() {
                let found = store.memberships().find(&key).await?;
                sides.push(if self.before.contains(row) == found.is_some() {
                    Side::Before
                } else {
                    Side::After
                });
            }
        }
        Ok(sides)
    }

    /// The side to which a record belongs that was read by the id of `row`.
    fn side_of(
        &self,
        row: &Versioned<Membership>,
        found: Option<Versioned<Membership>>,
    ) -> Result<Side, Failure> {
        let on = |side: &[Versioned<Membership>]| {
            side.iter().find(|other| other.record.id == row.record.id).cloned()
        };
        match found {
            found if found == on(&self.before) => Ok(Side::Before),
            found if found == on(&self.after) => Ok(Side::After),
            found => Err(Failure::new(format!("beside a large commit, `get` of {row:?} gave {found:?}"))),
        }
    }
}
