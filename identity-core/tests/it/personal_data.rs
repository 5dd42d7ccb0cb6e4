//! The map of personal data, compared with the records as they are stored.

use identity_core::domain::RecordKind;
use identity_core::personal_data::personal_data;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Every field of every record, as the test of stored forms keeps them complete.
fn fields() -> BTreeMap<String, BTreeSet<String>> {
    let forms: BTreeMap<String, Value> =
        serde_json::from_str(include_str!("stored_forms/forms.json")).unwrap();
    let names = |form: Value| form["record"].as_object().unwrap().keys().cloned().collect();
    forms.into_iter().map(|(kind, form)| (kind, names(form))).collect()
}

#[test]
fn u_10_every_field_of_every_record_is_in_the_map_once() {
    let fields = fields();
    for kind in RecordKind::ALL {
        let map = personal_data(*kind);
        let named: Vec<String> = [map.exported, map.withheld, map.passing, map.not_personal]
            .concat()
            .into_iter()
            .map(str::to_owned)
            .collect();
        let once: BTreeSet<_> = named.iter().cloned().collect();
        assert_eq!(named.len(), once.len(), "a field of {} is named twice", kind.as_str());
        assert_eq!(once, fields[kind.as_str()], "say in personal_data/map.rs what {} holds", kind.as_str());
    }
}
