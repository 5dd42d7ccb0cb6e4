//! How hard a password is to guess, as data.

use super::normal_form::normal_form;
use super::secret::Secret;
use zxcvbn::Score;
use zxcvbn::feedback::{Feedback, Warning};

/// More characters are not looked at: what is found in these is strong or weak already, and the time is bounded.
const MAX_CHARACTERS: usize = 72;

/// How hard a password is to guess, in five levels (the scores 0 to 4 of zxcvbn, Wheeler 2016).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StrengthLevel {
    /// Within 1,000 guesses.
    VeryWeak,
    /// Within 1,000,000 guesses.
    Weak,
    /// Within 100,000,000 guesses: it holds against guessing at a sign-in page.
    Fair,
    /// Within 10,000,000,000 guesses.
    Good,
    /// With more guesses than that.
    Strong,
}

/// What makes a password easy to guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Weakness {
    /// Keys that lie side by side.
    Keyboard,
    /// The same characters or words again.
    Repetition,
    /// An alphabetic or numeric order.
    Sequence,
    /// A date or a year.
    Date,
    /// One word.
    SingleWord,
    /// A name of a person.
    Name,
    /// A password that many people have, or one that is like it.
    Common,
}

/// How hard a password is to guess, and what makes it easy.
///
/// ```
/// use identity_core::secrets::{PasswordStrength, Secret, StrengthLevel, Weakness};
///
/// let strength = PasswordStrength::of(&Secret::new("abcabcabcabcabc"), &[]);
/// assert_eq!(strength.level, StrengthLevel::VeryWeak);
/// assert_eq!(strength.weakness, Some(Weakness::Repetition));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PasswordStrength {
    /// How hard it is to guess.
    pub level: StrengthLevel,
    /// What makes it easy, where one thing does.
    pub weakness: Option<Weakness>,
}

impl PasswordStrength {
    /// Estimates a password by its first 72 characters. `context` holds what others know of its owner.
    pub fn of(password: &Secret, context: &[&str]) -> Self {
        let text = normal_form(password);
        let beginning: zeroize::Zeroizing<String> =
            zeroize::Zeroizing::new(text.chars().take(MAX_CHARACTERS).collect());
        let estimate = zxcvbn::zxcvbn(&beginning, context);
        let level = match estimate.score() {
            Score::Zero => StrengthLevel::VeryWeak,
            Score::One => StrengthLevel::Weak,
            Score::Two => StrengthLevel::Fair,
            Score::Three => StrengthLevel::Good,
            // The enum is open for scores that do not exist.
            _ => StrengthLevel::Strong,
        };
        let weakness = estimate.feedback().and_then(Feedback::warning).map(weakness);
        Self { level, weakness }
    }
}

const fn weakness(warning: Warning) -> Weakness {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => {
            Weakness::Keyboard
        }
        Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            Weakness::Repetition
        }
        Warning::SequencesLikeAbcAreEasyToGuess => Weakness::Sequence,
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => Weakness::Date,
        Warning::AWordByItselfIsEasyToGuess => Weakness::SingleWord,
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => Weakness::Name,
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword => Weakness::Common,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strength(text: &str) -> PasswordStrength {
        PasswordStrength::of(&Secret::new(text), &["Jeremy", "Mills"])
    }

    #[test]
    fn what_makes_a_password_weak_is_named() {
        for (text, weakness) in [
            ("trombonetrombonetrombone", Weakness::Repetition),
            ("ghghghghghghghgh", Weakness::Repetition),
            ("1984-06-12", Weakness::Date),
            ("zxcvbnm,./", Weakness::Keyboard),
        ] {
            let found = strength(text);
            assert!(found.level < StrengthLevel::Good, "{text}: {found:?}");
            assert_eq!(found.weakness, Some(weakness), "{text}");
        }
    }

    #[test]
    fn what_others_know_makes_a_password_weaker() {
        let known = PasswordStrength::of(&Secret::new("orinocoflow"), &["orinocoflow"]);
        assert_eq!(known.level, StrengthLevel::VeryWeak);
        assert!(strength("orinocoflow").level > StrengthLevel::VeryWeak);
    }

    #[test]
    fn words_that_do_not_belong_together_are_strong_at_any_length() {
        assert_eq!(strength("kettle orbit lantern").level, StrengthLevel::Strong);
        let long: String = "kettle orbit lantern ".chars().cycle().take(1024).collect();
        assert!(strength(&long).level >= StrengthLevel::Good);
    }
}
