//! Which passwords are accepted.

use super::MAX_PASSWORD_OCTETS;
use super::common_passwords::{is_common, lower, plain_letters, without_common_words};
use super::secret::Secret;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// Shorter context words are in too many good passwords.
const MIN_CONTEXT_CHARACTERS: usize = 4;
const MAX_CONTEXT_CHARACTERS: usize = 512;
/// What must be left of a password besides the words that anyone would try first.
const MIN_OWN_LETTERS: usize = 6;
/// Where the password is one of two factors (OWASP ASVS 6.2.1); configuration cannot go below.
const LOWEST_MIN_LENGTH: usize = 8;
/// SP 800-63B-4 section 3.1.1.2 asks that passwords of 64 characters are accepted.
const HIGHEST_MIN_LENGTH: usize = 64;

/// Rules for new passwords after NIST SP 800-63B-4 section 3.1.1.2: a length, and a list of what others
/// would try first. No rules about kinds of characters, no expiry.
///
/// ```
/// use identity_core::secrets::{PasswordPolicy, PasswordRefused, Secret};
///
/// let policy = PasswordPolicy { min_length: 12 };
/// let known = ["Ada Lovelace", "ada@example.com"];
/// assert!(policy.check(&Secret::new("velvet-otter-compass"), &known).is_ok());
/// assert_eq!(
///     policy.check(&Secret::new("lovelace"), &known),
///     Err(PasswordRefused::TooShort { minimum: 12 })
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordPolicy {
    /// The fewest characters, 8 to 64. The standard asks for 15 where the password is the only factor.
    pub min_length: usize,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self { min_length: 10 }
    }
}

/// Why a password is not accepted, in words for the person who chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordRefused {
    /// Fewer characters than the policy asks for.
    #[error("use at least {minimum} characters: three or four words that do not belong together are good")]
    TooShort {
        /// The fewest characters.
        minimum: usize,
    },
    /// More octets than are ever hashed.
    #[error("use at most {maximum} characters")]
    TooLong {
        /// The most octets.
        maximum: usize,
    },
    /// Among the first that anyone would try.
    #[error("this password is among the first that others would try: choose one that is your own")]
    Common,
    /// Little more than a name that is known from the account.
    #[error(
        "do not build the password from your name, email address, organisation or the name of this service"
    )]
    ContainsContext,
}

/// What others know of the owner of a password, from which it must not be built.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KnownWords<'a> {
    /// Given and family name.
    pub(crate) names: [&'a str; 2],
    pub(crate) email: &'a str,
    pub(crate) username: Option<&'a str>,
    pub(crate) organization: Option<&'a str>,
}

impl PasswordPolicy {
    /// [`check`](Self::check) for an account that is made.
    pub(crate) fn check_for(self, owner: KnownWords<'_>, password: &Secret) -> Result<(), PasswordRefused> {
        let KnownWords { names: [given, family], email, username, organization } = owner;
        let words: Vec<_> = [given, family, email].into_iter().chain(username).chain(organization).collect();
        self.check(password, &words)
    }

    /// Judges a new password. `context` holds what others know of its owner: names, e-mail address,
    /// organisation, brand.
    pub fn check(&self, password: &Secret, context: &[&str]) -> Result<(), PasswordRefused> {
        let text = password.expose();
        if text.len() > MAX_PASSWORD_OCTETS {
            return Err(PasswordRefused::TooLong { maximum: MAX_PASSWORD_OCTETS });
        }
        let minimum = self.effective_min_length();
        if text.nfc().count() < minimum {
            return Err(PasswordRefused::TooShort { minimum });
        }
        if is_common(text) {
            return Err(PasswordRefused::Common);
        }
        if is_mostly_context(text, context) {
            return Err(PasswordRefused::ContainsContext);
        }
        Ok(())
    }

    /// The fewest characters, within the bounds that configuration cannot leave.
    pub fn effective_min_length(&self) -> usize {
        self.min_length.clamp(LOWEST_MIN_LENGTH, HIGHEST_MIN_LENGTH)
    }
}

/// True when too little is left once the context words and the common words are taken out.
fn is_mostly_context(password: &str, context: &[&str]) -> bool {
    let words = context_words(context);
    let lower = lower(password);
    [plain_letters(&lower), lower].into_iter().any(|text| {
        let rest = words.iter().fold(text.clone(), |rest, word| rest.replace(word.as_str(), " "));
        let own = without_common_words(&rest);
        rest != text && own.chars().filter(|c| c.is_alphabetic()).count() < MIN_OWN_LETTERS
    })
}

/// The words of every context text, and each text as one word, as written and with plain letters; longest
/// first, so that a part of a word is not taken out of the whole.
fn context_words(context: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for text in context {
        let folded = lower(&text.chars().take(MAX_CONTEXT_CHARACTERS).collect::<String>());
        let parts: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
        for word in parts.iter().copied().chain([parts.concat().as_str()]) {
            words.extend([word.to_owned(), plain_letters(word)]);
        }
    }
    words.retain(|word| word.chars().count() >= MIN_CONTEXT_CHARACTERS);
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: [&str; 5] =
        ["Jeremy", "Mills", "jeremy.mills@citygroup.example", "City Group, Inc.", "MySmartPlan"];

    fn judge(text: &str) -> Result<(), PasswordRefused> {
        PasswordPolicy::default().check(&Secret::new(text), &CONTEXT)
    }

    #[test]
    fn length_is_counted_in_characters_and_bounded_in_octets() {
        assert_eq!(judge("kettle-or"), Err(PasswordRefused::TooShort { minimum: 10 }));
        assert_eq!(judge("kettle-orb"), Ok(()));
        assert_eq!(judge("чайник-орб"), Ok(()));
        assert_eq!(judge("e\u{301}kettle-o"), Err(PasswordRefused::TooShort { minimum: 10 }));
        let long: String = "kettle orbit lantern ".chars().cycle().take(1024).collect();
        assert_eq!(judge(&long), Ok(()));
        assert_eq!(judge(&format!("{long}!")), Err(PasswordRefused::TooLong { maximum: 1024 }));
        assert_eq!(judge(&"x".repeat(16_000_000)), Err(PasswordRefused::TooLong { maximum: 1024 }));
    }

    #[test]
    fn configuration_stays_within_the_standard() {
        for (configured, effective) in [(0, 8), (8, 8), (15, 15), (1000, 64)] {
            assert_eq!(PasswordPolicy { min_length: configured }.effective_min_length(), effective);
        }
        let only_factor = PasswordPolicy { min_length: 15 };
        assert!(only_factor.check(&Secret::new("kettle-orbit-l"), &[]).is_err());
        assert_eq!(only_factor.check(&Secret::new("kettle-orbit-la"), &[]), Ok(()));
    }

    #[test]
    fn common_passwords_are_refused_with_the_reason() {
        assert_eq!(judge("Password123!"), Err(PasswordRefused::Common));
        assert_eq!(judge("aaaaaaaaaaaaaaaa"), Err(PasswordRefused::Common));
    }

    #[test]
    fn what_others_know_of_the_owner_makes_no_password() {
        for text in [
            "jeremymills2026",
            "CityGroup2026!",
            "c1tygr0up-2026",
            "MySmartPlan#1",
            "jeremy.mills.password",
            "J3r3my!J3r3my!",
        ] {
            assert_eq!(judge(text), Err(PasswordRefused::ContainsContext), "{text}");
        }
        for text in ["jeremy likes lantern kettles", "group-orbit-lantern-7"] {
            assert_eq!(judge(text), Ok(()), "{text}");
        }
    }
}
