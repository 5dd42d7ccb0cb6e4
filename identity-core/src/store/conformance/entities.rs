//! What the entities of this library promise to every store, tried on made-up records.

use super::samples::{Draw, Sample};
use crate::domain::Organization;
use crate::domain::{Entity, Mark, OrderBy, RecordKind, Region, UniqueKey};
use crate::for_each_record;
use crate::values::FoldedText;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How many filters of each kind could be answered by marks.
type Narrowed = BTreeMap<&'static str, usize>;

fn rows<T: Sample>(draw: &mut Draw) -> Vec<T> {
    (0..12).map(|number| if number % 3 == 0 { T::keyed(draw) } else { T::sample(draw) }).collect()
}

/// Every record that a filter shows carries one of the marks by which the filter is narrowed.
fn marks_lose_nothing<T: Sample>(draw: &mut Draw, narrowed: &mut Narrowed) {
    let rows: Vec<T> = rows(draw);
    for (one, other) in rows.iter().zip(rows.iter().skip(1)) {
        for filter in T::filters(draw, one, other).into_iter().chain(T::empty_lists()) {
            let Some(wanted) = T::narrow(&filter) else { continue };
            *narrowed.entry(T::KIND.as_str()).or_default() += 1;
            for row in rows.iter().filter(|row| row.matches(&filter)) {
                assert!(
                    row.marks().iter().any(|mark| wanted.contains(mark)),
                    "{filter:?} shows {row:?}, which has none of the marks {wanted:?}"
                );
            }
        }
    }
}

/// A record comes back from its JSON, and its sort keys are bounded and there for each order but that of ids.
fn json_and_orders_hold<T: Sample>(draw: &mut Draw) {
    for row in rows::<T>(draw) {
        let json = serde_json::to_string(&row).unwrap();
        assert_eq!(serde_json::from_str::<T>(&json).unwrap(), row, "{json}");
        for by in OrderBy::ALL {
            let key = row.order_key(*by);
            assert_eq!(key.is_some(), *by != OrderBy::Id && T::ORDERS.contains(by));
            assert!(key.is_none_or(|key| key.as_str().len() <= FoldedText::MAX_SORT_OCTETS));
        }
        assert!(T::ORDERS.contains(&OrderBy::Id));
        assert!(row.marks().iter().all(|mark| mark.as_str().len() <= Mark::MAX_OCTETS));
    }
}

/// Different keys have different octets, and keys come back from them.
fn keys_stay_apart<T: Sample>(draw: &mut Draw) {
    let rows: Vec<T> = rows(draw);
    let alike = rows.iter().flat_map(|row| T::alike(draw, row)).collect::<Vec<_>>();
    let keys: BTreeSet<T::Key> = rows.iter().chain(&alike).flat_map(Entity::keys).collect();
    let octets: BTreeSet<Vec<u8>> = keys.iter().map(UniqueKey::to_bytes).collect();
    assert_eq!(octets.len(), keys.len());
    for key in keys {
        assert_eq!(serde_json::from_slice::<T::Key>(&key.to_bytes()).unwrap(), key);
    }
}

macro_rules! each {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        fn check_every_kind(seed: u64, narrowed: &mut Narrowed) {
            let mut draw = Draw::new(seed);
            $(
                marks_lose_nothing::<crate::domain::$kind>(&mut draw, narrowed);
                json_and_orders_hold::<crate::domain::$kind>(&mut draw);
                keys_stay_apart::<crate::domain::$kind>(&mut draw);
            )+
        }
    };
}

for_each_record!(each);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn marks_forms_and_keys_hold_for_any_records(seed: u64) {
        check_every_kind(seed, &mut Narrowed::new());
    }
}

/// So that the property above is not true of nothing.
#[test]
fn lists_of_these_kinds_can_be_answered_by_marks() {
    let mut narrowed = Narrowed::new();
    check_every_kind(7, &mut narrowed);
    // The others are few, or are listed when they are over alone.
    let mut whole: Vec<_> = RecordKind::ALL.iter().map(|kind| kind.as_str()).collect();
    whole.retain(|kind| !narrowed.contains_key(kind));
    assert_eq!(
        whole,
        ["sign_on", "sent_code", "sms_settings", "logout", "login_request", "consumed_assertion"]
    );
}

/// A region is read by its marks alone: one for an organisation, one for a subtree.
#[test]
fn marks_of_an_organization_are_its_place_and_what_is_above() {
    use crate::domain::{OrganizationFilter, OrganizationPath};
    let mut draw = Draw::new(3);
    let [root, middle, leaf] = [(); 3].map(|()| draw.id());
    let path = OrganizationPath::root(root).child(middle).unwrap();
    let below = path.child(leaf).unwrap();
    let place = Organization { id: leaf, path: below.clone(), ..Organization::sample(&mut draw) };
    let narrowed = |region| {
        Organization::narrow(&OrganizationFilter {
            within: Some(vec![region]),
            ..OrganizationFilter::default()
        })
    };
    let expected = [("within", root), ("within", middle), ("within", leaf), ("at", leaf), ("parent", middle)];
    assert_eq!(place.marks(), expected.map(|(name, id)| Mark::new(name, id)));
    assert_eq!(narrowed(Region::Subtree(path.clone())), Some(vec![Mark::new("within", middle)]));
    assert_eq!(narrowed(Region::Only(path)), Some(vec![Mark::new("at", middle)]));
    assert_eq!(narrowed(Region::Only(below)), Some(vec![Mark::new("at", leaf)]));
}
