//! How much work a password hash is.

use argon2::Params;
use serde::{Deserialize, Serialize};

/// Above this one hash could take the memory of the machine.
const MAX_MEMORY_KIB: u32 = 256 * 1024;
const MAX_ITERATIONS: u32 = 16;
const MAX_PARALLELISM: u32 = 16;
/// OWASP Password Storage Cheat Sheet, the second of its equal choices: 19 MiB and two passes.
const OWASP: Argon2Params = Argon2Params { memory_kib: 19 * 1024, iterations: 2, parallelism: 1 };

/// The cost of Argon2id (RFC 9106 section 3.1). The default is 19 MiB, two passes, one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Argon2Params {
    /// Memory in KiB, 8 for each lane to 262144.
    pub memory_kib: u32,
    /// Passes over the memory, 1 to 16.
    pub iterations: u32,
    /// Lanes, 1 to 16.
    pub parallelism: u32,
}

/// Costs that no hash may have here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "argon2 takes memory_kib from 8 for each lane to 262144, iterations 1 to 16, parallelism 1 to 16; 19456, 2 and 1 are a good choice"
)]
pub struct InvalidArgon2Params;

impl Default for Argon2Params {
    fn default() -> Self {
        OWASP
    }
}

impl Argon2Params {
    /// Checks the bounds and gives the form that the hash function takes, for hashes of `output` octets.
    pub(super) fn checked(self, output: usize) -> Result<Params, InvalidArgon2Params> {
        let bounded = self.memory_kib <= MAX_MEMORY_KIB
            && self.iterations <= MAX_ITERATIONS
            && self.parallelism <= MAX_PARALLELISM;
        let params = Params::new(self.memory_kib, self.iterations, self.parallelism, Some(output));
        params.ok().filter(|_| bounded).ok_or(InvalidArgon2Params)
    }

    /// True when a hash of this cost is worth less than one of `other`.
    pub(super) fn is_weaker_than(self, other: Self) -> bool {
        self.memory_kib < other.memory_kib
            || self.iterations < other.iterations
            || self.parallelism < other.parallelism
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_checked() {
        assert!(Argon2Params::default().checked(32).is_ok());
        for (memory_kib, iterations, parallelism) in [
            (7, 1, 1),
            (8, 0, 1),
            (8, 1, 0),
            (8, 1, 2),
            (262_145, 1, 1),
            (u32::MAX, 1, 1),
            (8, 17, 1),
            (4096, 1, 17),
        ] {
            let params = Argon2Params { memory_kib, iterations, parallelism };
            assert_eq!(params.checked(32), Err(InvalidArgon2Params), "{params:?}");
        }
    }

    #[test]
    fn configuration_may_name_some_and_only_known_costs() {
        let params: Argon2Params = serde_json::from_str(r#"{"iterations": 3}"#).unwrap();
        assert_eq!(params, Argon2Params { iterations: 3, ..OWASP });
        assert!(serde_json::from_str::<Argon2Params>(r#"{"memory": 3}"#).is_err());
    }
}
