//! The organisations in the form of a tree, found by their ids.

use super::index::Index;
use super::packed::PackedVersion;
use crate::domain::Version;
use crate::ids::OrganizationId;

/// An organisation.
#[derive(Debug, Clone, Copy)]
pub(in crate::policy) struct Place {
    pub(in crate::policy) id: OrganizationId,
    pub(in crate::policy) version: PackedVersion,
    above: Above,
}

/// The position of the place above, and in the highest bit whether a place is barred.
#[derive(Debug, Clone, Copy)]
struct Above(u32);

impl Above {
    const BARRED: u32 = 1 << 31;
    const TOP: u32 = Self::BARRED - 1;
}

impl Place {
    /// A place is barred if it or something above it is not active or unknown.
    pub(in crate::policy) fn new(
        id: OrganizationId,
        version: Version,
        parent: Option<u32>,
        barred: bool,
    ) -> Self {
        let parent = parent.filter(|parent| *parent < Above::TOP).unwrap_or(Above::TOP);
        let above = Above(if barred { parent | Above::BARRED } else { parent });
        Self { id, version: version.into(), above }
    }

    pub(in crate::policy) const fn is_barred(&self) -> bool {
        self.above.0 & Above::BARRED != 0
    }

    /// The position of the place above; a position that no place has for the root.
    pub(in crate::policy) const fn parent(&self) -> u32 {
        self.above.0 & Above::TOP
    }
}

/// Where a place is, and whether it is barred: what a yes or no needs, without a look at the place.
#[derive(Debug, Clone, Copy)]
pub(in crate::policy) struct FoundPlace {
    pub(in crate::policy) at: u32,
    pub(in crate::policy) barred: bool,
}

impl FoundPlace {
    /// As the index has it.
    const fn of(found: u32) -> Self {
        Self { at: found & Above::TOP, barred: found & Above::BARRED != 0 }
    }
}

/// All of them, in the order of their paths, so that everything below a place follows it. The ids stand apart, four in a
/// line of memory.
#[derive(Debug, Clone, Default)]
pub(in crate::policy) struct Places {
    ids: Vec<OrganizationId>,
    rows: Vec<(PackedVersion, Above)>,
    index: Index,
}

impl Places {
    pub(in crate::policy) fn of(places: &[Place]) -> Self {
        let ids: Vec<_> = places.iter().map(|place| place.id).collect();
        let found = (0_u32..).zip(places).map(|(at, place)| {
            let at = if place.is_barred() { at | Above::BARRED } else { at };
            (place.id.as_uuid(), at)
        });
        let is_at =
            |id, found: u32| ids.get(FoundPlace::of(found).at as usize).is_some_and(|at| at.as_uuid() == id);
        let index = Index::of(places.len(), found, is_at);
        let rows = places.iter().map(|place| (place.version, place.above)).collect();
        Self { ids, rows, index }
    }

    pub(in crate::policy) fn get(&self, at: u32) -> Option<Place> {
        let (version, above) = *self.rows.get(at as usize)?;
        Some(Place { id: *self.ids.get(at as usize)?, version, above })
    }

    pub(in crate::policy) fn find(&self, id: OrganizationId) -> Option<FoundPlace> {
        let is_at = |found: u32| self.ids.get(FoundPlace::of(found).at as usize) == Some(&id);
        self.index.find(id.as_uuid(), is_at).map(FoundPlace::of)
    }
}
