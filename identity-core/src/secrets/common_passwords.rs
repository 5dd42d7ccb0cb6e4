//! What anyone would try first.

use super::listed_passwords::is_listed;
use unicode_normalization::UnicodeNormalization;

/// Words at the head of every published list of found passwords, four letters and longer.
const COMMON_WORDS: &str = include_str!("common_words.txt");

/// Rows of the keyboard, and the orders that everyone knows.
const ROWS: [&str; 9] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
];
const MIN_RUN: usize = 4;
/// Fewer letters than these, left over besides words and runs, make no password of one's own.
const MIN_OWN_LETTERS: usize = 3;
const MIN_DISTINCT: usize = 4;
/// A listed password stays one with at most so many digits and signs put around it.
const MOST_AROUND: usize = 8;

/// True for a password that is listed, a common word, a run over the keyboard or a repetition, with the digits and
/// signs that people put around them and the letters that they replace.
pub(super) fn is_common(password: &str) -> bool {
    let lower = lower(password);
    let mut distinct: Vec<char> = lower.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    distinct.len() < MIN_DISTINCT
        || is_covered(&lower)
        || is_covered(&plain_letters(&lower))
        || is_covered(&plain_letters(core))
        || is_listed_with_additions(&lower, core)
}

fn is_listed_with_additions(lower: &str, core: &str) -> bool {
    let around = lower.chars().count() - core.chars().count();
    let plain = plain_letters(lower);
    let plain_core = plain_letters(core);
    let whole = [lower, plain.as_str()];
    if around > MOST_AROUND {
        is_listed(&whole)
    } else {
        is_listed(&[lower, plain.as_str(), core, plain_core.as_str()])
    }
}

/// Lower case in the compatibility form.
pub(super) fn lower(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Undoes the usual replacements of letters by digits and signs.
pub(super) fn plain_letters(lower: &str) -> String {
    let plain = |c| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    lower.chars().map(plain).collect()
}

/// A text without the common words in it.
pub(super) fn without_common_words(text: &str) -> String {
    COMMON_WORDS.split_whitespace().fold(text.to_owned(), |rest, word| rest.replace(word, " "))
}

fn is_covered(text: &str) -> bool {
    let rest = without_runs(&without_common_words(text));
    rest != text && rest.chars().filter(|c| c.is_alphabetic()).count() < MIN_OWN_LETTERS
}

/// Takes out every stretch of four or more that follows a row in either direction.
fn without_runs(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut rest = String::new();
    let mut at = 0;
    while let Some(tail) = characters.get(at..).filter(|tail| !tail.is_empty()) {
        let length = longest_run(tail);
        if length >= MIN_RUN {
            rest.push(' ');
            at += length;
        } else {
            rest.extend(tail.first());
            at += 1;
        }
    }
    rest
}

fn longest_run(tail: &[char]) -> usize {
    let both_ways = ROWS.iter().flat_map(|row| [row.to_string(), row.chars().rev().collect()]);
    both_ways.map(|row| run_along(&row, tail)).max().unwrap_or(0)
}

fn run_along(row: &str, tail: &[char]) -> usize {
    let starts = row.char_indices().map(|(at, _)| row.get(at..).unwrap_or_default());
    starts.map(|from| from.chars().zip(tail).take_while(|(a, b)| a == *b).count()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everyone_tries_is_common() {
        for text in [
            "password",
            "Password123!",
            "p@ssw0rd2026",
            "P4$$w0rd1313",
            "Welcome2026!",
            "qwerty123456",
            "1234567890",
            "0987654321",
            "aaaaaaaaaaaa",
            "1212121212",
            "Summer2026!!",
            "abcdefghijkl",
            "qwertyuiop[]",
            "1q2w3e4r5t",
            "1qaz2wsx3edc",
            "iloveyou1234",
            "letmeinletmein",
            "Admin-Admin-1",
            "ｐａｓｓｗｏｒｄ１",
            "salasana123",
            "Liverpool1",
            "ncc1701d",
            "Sunderland-12345",
            "87654321vv",
        ] {
            assert!(is_common(text), "{text}");
        }
    }

    #[test]
    fn what_is_ones_own_is_not() {
        for text in [
            "correct horse battery staple",
            "kettle-orbit-lantern",
            "x7#kQ9!2vLpz",
            "Tr0mbone & rainwear",
            "the monkey reads plays",
            "мой любимый чай",
            "sunderland-74-92-61-38",
        ] {
            assert!(!is_common(text), "{text}");
        }
    }

    #[test]
    fn words_are_in_the_form_they_are_compared_in() {
        for word in COMMON_WORDS.split_whitespace() {
            assert!(word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
        }
    }
}
