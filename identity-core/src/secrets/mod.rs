//! Secrets: tokens, their digests, sealed data, password hashes.
//!
//! None of these types prints what it holds. At rest there are only digests of tokens, hashes of passwords,
//! and data sealed with a key that comes from configuration.

mod argon2_params;
mod breached_passwords;
mod common_passwords;
mod key_file;
mod listed_passwords;
mod master_key;
mod normal_form;
mod password_hash;
mod password_hasher;
mod password_policy;
mod password_strength;
mod sealed;
mod secret;
mod token;
mod typed_symbols;

pub use argon2_params::{Argon2Params, InvalidArgon2Params};
pub use breached_passwords::{BreachedPasswords, LookupFailed};
pub use key_file::KeyFileError;
pub use master_key::{InvalidMasterKey, MasterKey};
pub(crate) use normal_form::{normal_form, same_password};
pub use password_hash::{InvalidPasswordHash, PasswordHash};
pub use password_hasher::{HashError, PasswordHasher, PasswordHasherConfig, Verification};
pub(crate) use password_policy::KnownWords;
pub use password_policy::{PasswordPolicy, PasswordRefused, PasswordUse};
pub use password_strength::{PasswordStrength, StrengthLevel, Weakness};
#[doc(hidden)]
pub use sealed::Sealer;
pub use sealed::{OpenError, Sealed};
pub use secret::Secret;
pub use token::{InvalidToken, InvalidTokenDigest, SecretToken, TokenDigest};
pub(crate) use typed_symbols::{digit, draw_symbols, is_separator, read_symbols};

/// The longest password that is looked at, in octets. Longer ones are refused before anything is computed
/// from them.
pub const MAX_PASSWORD_OCTETS: usize = 1024;
