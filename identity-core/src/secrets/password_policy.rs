//! Which passwords are accepted.

use super::MAX_PASSWORD_OCTETS;
use super::common_passwords::{is_common, lower, plain_letters, without_common_words};
use super::normal_form::normal_form;
use super::password_strength::{PasswordStrength, StrengthLevel, Weakness};
use super::secret::Secret;
use serde::Deserialize;

/// Shorter context words are in too many good passwords.
const MIN_CONTEXT_CHARACTERS: usize = 4;
const MAX_CONTEXT_CHARACTERS: usize = 512;
/// What must be left of a password besides the words that anyone would try first.
const MIN_OWN_LETTERS: usize = 6;
/// Where the password is one of two factors (SP 800-63B-4 section 3.1.1.2, OWASP ASVS 6.2.1); configuration cannot go below.
const LOWEST_MIN_LENGTH: usize = 8;
/// SP 800-63B-4 section 3.1.1.2 asks that passwords of 64 characters are accepted.
const HIGHEST_MIN_LENGTH: usize = 64;
/// Passwords below this level are refused.
const LOWEST_LEVEL: StrengthLevel = StrengthLevel::Fair;

/// Rules for new passwords after NIST SP 800-63B-4 section 3.1.1.2 and OWASP ASVS 5.0 section 6.2: a length, a list of what
/// others would try first, words that others know of the person, and an estimate of how fast it is guessed. No rules about
/// kinds of characters, no expiry, nothing cut off.
///
/// ```
/// use identity_core::secrets::{PasswordPolicy, PasswordRefused, PasswordUse, Secret};
///
/// let policy = PasswordPolicy::default();
/// let known = ["Ada Lovelace", "ada@example.com"];
/// let check = |text: &str, used| policy.check(&Secret::new(text), used, &known);
/// assert!(check("velvet-otter-compass", PasswordUse::OnlyFactor).is_ok());
/// assert_eq!(
///     check("velvet-otter", PasswordUse::OnlyFactor),
///     Err(PasswordRefused::TooShort { minimum: 15 })
/// );
/// assert!(check("velvet-otter", PasswordUse::OneOfTwoFactors).is_ok());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct PasswordPolicy {
    /// The fewest characters where the password is the only factor, 8 to 64. Default 15, which the standard requires.
    pub min_length: usize,
    /// The fewest characters where a second factor is required besides, 8 to 64, and at most
    /// [`min_length`](Self::min_length). Default 8.
    pub min_length_with_second_factor: usize,
    /// Words from which no password is built, besides those that are known of its owner: the names of the service and of its
    /// operator. Default none.
    pub forbidden_words: Vec<String>,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self { min_length: 15, min_length_with_second_factor: LOWEST_MIN_LENGTH, forbidden_words: Vec::new() }
    }
}

/// Whether a password stands alone between a stranger and an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PasswordUse {
    /// The password alone signs in.
    OnlyFactor,
    /// A factor of another kind is required besides.
    OneOfTwoFactors,
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
    /// Guessed within a million tries.
    #[error("this password is guessed quickly: add a word or two")]
    Weak {
        /// What makes it easy to guess, where one thing does.
        weakness: Option<Weakness>,
    },
    /// Known from a breach of some other service.
    #[error("this password is known from a data breach elsewhere: choose one that you use nowhere else")]
    Breached,
}

/// What others know of the owner of a password, from which it must not be built.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownWords<'a> {
    /// Given and family name.
    pub(crate) names: [&'a str; 2],
    pub(crate) email: Option<&'a str>,
    pub(crate) username: Option<&'a str>,
    pub(crate) organizations: Vec<&'a str>,
}

impl PasswordPolicy {
    /// The rules with another [`min_length`](Self::min_length).
    #[must_use]
    pub fn min_length(self, characters: usize) -> Self {
        Self { min_length: characters, ..self }
    }

    /// The rules with [words](Self::forbidden_words) from which no password is built.
    #[must_use]
    pub fn forbidden_words(self, words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { forbidden_words: words.into_iter().map(Into::into).collect(), ..self }
    }

    /// [`check`](Self::check) for the password of an account.
    pub(crate) fn check_for(
        &self,
        owner: &KnownWords<'_>,
        password: &Secret,
        used: PasswordUse,
    ) -> Result<(), PasswordRefused> {
        let KnownWords { names: [given, family], email, username, organizations } = owner;
        let words =
            [*given, *family].into_iter().chain(*email).chain(*username).chain(organizations.iter().copied());
        self.check(password, used, &words.collect::<Vec<_>>())
    }

    /// Judges a new password. `context` holds what others know of its owner: names, e-mail address, organisations.
    pub fn check(
        &self,
        password: &Secret,
        used: PasswordUse,
        context: &[&str],
    ) -> Result<(), PasswordRefused> {
        if password.expose().len() > MAX_PASSWORD_OCTETS {
            return Err(PasswordRefused::TooLong { maximum: MAX_PASSWORD_OCTETS });
        }
        let text = normal_form(password);
        let minimum = self.effective_min_length(used);
        if text.chars().count() < minimum {
            return Err(PasswordRefused::TooShort { minimum });
        }
        if is_common(&text) {
            return Err(PasswordRefused::Common);
        }
        let context: Vec<&str> =
            context.iter().copied().chain(self.forbidden_words.iter().map(String::as_str)).collect();
        if is_mostly_context(&text, &context) {
            return Err(PasswordRefused::ContainsContext);
        }
        let strength = PasswordStrength::of(password, &context);
        if strength.level < LOWEST_LEVEL {
            return Err(PasswordRefused::Weak { weakness: strength.weakness });
        }
        Ok(())
    }

    /// The fewest characters, within the bounds that configuration cannot leave.
    pub fn effective_min_length(&self, used: PasswordUse) -> usize {
        let alone = self.min_length.clamp(LOWEST_MIN_LENGTH, HIGHEST_MIN_LENGTH);
        match used {
            PasswordUse::OnlyFactor => alone,
            PasswordUse::OneOfTwoFactors => {
                self.min_length_with_second_factor.clamp(LOWEST_MIN_LENGTH, alone)
            }
        }
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

    const CONTEXT: [&str; 4] = ["Jeremy", "Mills", "jeremy.mills@citygroup.example", "City Group, Inc."];

    fn judge(text: &str) -> Result<(), PasswordRefused> {
        let policy = PasswordPolicy::default().min_length(10).forbidden_words(["MySmartPlan"]);
        policy.check(&Secret::new(text), PasswordUse::OnlyFactor, &CONTEXT)
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
    fn fifteen_characters_alone_and_eight_with_a_second_factor_p01() {
        let policy = PasswordPolicy::default();
        let check = |text: &str, used| policy.check(&Secret::new(text), used, &[]);
        let (alone, with_another) = (PasswordUse::OnlyFactor, PasswordUse::OneOfTwoFactors);
        assert_eq!(check("kettle-orbit-l", alone), Err(PasswordRefused::TooShort { minimum: 15 }));
        assert_eq!(check("kettle-orbit-la", alone), Ok(()));
        assert_eq!(check("kettle7", with_another), Err(PasswordRefused::TooShort { minimum: 8 }));
        assert_eq!(check("kettle-o", with_another), Ok(()));
        // No rule about kinds of characters, and no end before 64.
        for text in [
            "kettleorbitlantern",
            "kettle orbit lantern",
            "80 24 71 63 95 18",
            &"kettle orbit lantern ".repeat(4),
        ] {
            assert_eq!(check(text, alone), Ok(()), "{text}");
        }
    }

    #[test]
    fn configuration_stays_within_the_standard() {
        let (alone, with_another) = (PasswordUse::OnlyFactor, PasswordUse::OneOfTwoFactors);
        for (configured, effective) in [(0, 8), (8, 8), (15, 15), (1000, 64)] {
            let policy = PasswordPolicy {
                min_length_with_second_factor: configured,
                ..PasswordPolicy::default().min_length(configured)
            };
            assert_eq!(policy.effective_min_length(alone), effective);
            assert_eq!(policy.effective_min_length(with_another), effective);
        }
        let upside_down = PasswordPolicy { min_length_with_second_factor: 20, ..PasswordPolicy::default() };
        assert_eq!(upside_down.effective_min_length(with_another), 15);
    }

    #[test]
    fn common_passwords_are_refused_with_the_reason_p05() {
        for text in ["Password123!", "aaaaaaaaaaaaaaaa", "bhrh0h2oof6xbqjeh"] {
            assert_eq!(judge(text), Err(PasswordRefused::Common), "{text}");
        }
    }

    #[test]
    fn what_others_know_of_the_owner_makes_no_password_p05() {
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

    #[test]
    fn what_is_guessed_quickly_is_refused_and_the_weakness_named() {
        for (text, weakness) in
            [("trombonetrombone", Weakness::Repetition), ("rainrainrainrain", Weakness::Repetition)]
        {
            assert_eq!(judge(text), Err(PasswordRefused::Weak { weakness: Some(weakness) }), "{text}");
        }
    }
}
