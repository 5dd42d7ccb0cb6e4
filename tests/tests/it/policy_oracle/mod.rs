//! The policy decides as Cedar does, when the same worlds are put into Cedar's language: organisations as a hierarchy of
//! entities, each grant as a policy that names every grant it derives from.
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
use proptest::test_runner::TestRunner;
use translate::Cedar;
use world::{PERMISSIONS, organizations, world};

fn config() -> ProptestConfig {
    let wanted = std::env::var("POLICY_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: wanted.unwrap_or(150), failure_persistence: None, ..ProptestConfig::default() }
}

/// Cedar's evaluator goes as deep as its policies are nested, and gives up where a test's own stack ends.
const STACK_OCTETS: usize = 64 << 20;

#[test]
fn cedar_decides_the_same() {
    let case = (prop::collection::vec(any::<u8>(), 0..420), 0_usize..3);
    let all = move || {
        let mut runner = TestRunner::new(config());
        runner.run(&case, |(octets, nth)| agrees(octets, nth)).map_err(|error| error.to_string())
    };
    let run = std::thread::Builder::new().stack_size(STACK_OCTETS).spawn(all).unwrap();
    if let Err(error) = run.join().unwrap() {
        panic!("{error}");
    }
}

/// Every third question about the world of these octets, from the nth on, to both.
fn agrees(octets: Vec<u8>, nth: usize) -> Result<(), TestCaseError> {
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
    Ok(())
}
