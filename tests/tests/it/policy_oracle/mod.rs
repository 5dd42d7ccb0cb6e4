//! The policy decides as Cedar does, when the same worlds are put into Cedar's language: organisations as a hierarchy of
//! entities, each grant as a policy that names every grant it hangs on.
//!
//! `POLICY_CASES=10000` lets it try so many random worlds.

#[path = "../../../../identity-core/tests/it/policy/records.rs"]
mod records;
#[path = "../../../../identity-core/tests/it/policy/tape.rs"]
mod tape;
mod translate;
#[path = "../../../../identity-core/tests/it/policy/world.rs"]
#[expect(dead_code, reason = "giving is not put to Cedar")]
mod world;

use cedar_policy::{Authorizer, Decision};
use identity_core::policy::{Request, decide};
use proptest::prelude::*;
use translate::Cedar;
use world::{PERMISSIONS, organizations, world};

fn config() -> ProptestConfig {
    let wanted = std::env::var("POLICY_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: wanted.unwrap_or(150), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn cedar_decides_the_same(octets in prop::collection::vec(any::<u8>(), 0..420), nth in 0_usize..3) {
        let world = world(octets);
        let facts = world.records.facts();
        let cedar = Cedar::of(&world.records);
        let authorizer = Authorizer::new();
        let asked = world.subjects.iter().flat_map(|subject| {
            organizations().into_iter().flat_map(move |organization| {
                PERMISSIONS.map(|permission| Request { subject: *subject, permission, organization })
            })
        });
        for request in asked.skip(nth).step_by(3) {
            let answer = authorizer.is_authorized(&cedar.request(&request), &cedar.policies, &cedar.entities);
            let errors: Vec<_> = answer.diagnostics().errors().collect();
            prop_assert!(errors.is_empty(), "{:?}", errors);
            let found = decide(&request, &facts).is_allowed();
            prop_assert_eq!(found, answer.decision() == Decision::Allow, "{:?}", request);
        }
    }
}
