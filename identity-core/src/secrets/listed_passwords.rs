//! The embedded list of passwords that are tried first.
//!
//! `listed_passwords.txt` holds 42,692 passwords of at least six characters in 201 kB, from the npm package
//! `@zxcvbn-ts/language-common` (its own note and licence stand at the head of the file). They are sorted and front coded: a
//! line is the number of characters that it shares with the line before, as one digit of base 36, and the rest. The test
//! below writes the file anew from a newer `passwords.json`:
//!
//! ```text
//! LISTED_PASSWORDS_FROM=package/src/passwords.json cargo test --workspace listed_passwords
//! ```

const LIST: &str = include_str!("listed_passwords.txt");

/// Whether one of these texts, in lower case, is in the list.
pub(super) fn is_listed(texts: &[&str]) -> bool {
    let mut found = false;
    for_each_entry(|entry| {
        found |= texts.contains(&entry);
        !found
    });
    found
}

/// Hands out the entries in their order until told to stop.
fn for_each_entry(mut go_on: impl FnMut(&str) -> bool) {
    let mut entry = String::new();
    for line in LIST.lines().filter(|line| !line.starts_with('#')) {
        let mut characters = line.chars();
        let shared = characters.next().and_then(|digit| digit.to_digit(36)).unwrap_or(0);
        let shared = usize::try_from(shared).unwrap_or(0);
        let kept = entry.char_indices().nth(shared).map_or(entry.len(), |(at, _)| at);
        entry.truncate(kept);
        entry.push_str(characters.as_str());
        if !go_on(&entry) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::common_passwords::lower;
    use super::*;
    use std::collections::BTreeSet;

    /// Shorter ones stand for no password that any policy takes, and for parts of many good ones.
    const MIN_CHARACTERS: usize = 6;

    fn entries() -> BTreeSet<String> {
        let mut entries = BTreeSet::new();
        for_each_entry(|entry| entries.insert(entry.to_owned()));
        entries
    }

    /// The lines of a list, without its head.
    fn front_coded(entries: &BTreeSet<String>) -> String {
        let (mut lines, mut before) = (String::new(), "");
        for entry in entries {
            let shared = entry.chars().zip(before.chars()).take_while(|(a, b)| a == b).count().min(35);
            lines.push(char::from_digit(u32::try_from(shared).unwrap(), 36).unwrap());
            lines.extend(entry.chars().skip(shared).chain(['\n']));
            before = entry;
        }
        lines
    }

    #[test]
    fn listed_passwords_are_read_as_they_are_written() {
        let head: String = LIST
            .lines()
            .filter(|line| line.starts_with('#'))
            .fold(String::new(), |head, line| head + line + "\n");
        let entries = match std::env::var("LISTED_PASSWORDS_FROM") {
            Ok(source) => {
                let words: Vec<String> =
                    serde_json::from_str(&std::fs::read_to_string(source).unwrap()).unwrap();
                let words = words.iter().map(|word| lower(word.trim()));
                words
                    .filter(|word| word.chars().count() >= MIN_CHARACTERS && !word.contains(char::is_control))
                    .collect()
            }
            Err(_) => entries(),
        };
        let written = head + &front_coded(&entries);
        if std::env::var_os("LISTED_PASSWORDS_FROM").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/secrets/listed_passwords.txt"), written)
                .unwrap();
            return;
        }
        assert!(written == LIST, "the file is not what it holds, sorted and front coded");
        assert_eq!(entries.len(), 42_692);
    }

    #[test]
    fn every_entry_is_found_and_nothing_else() {
        for text in ["liverpool1", "ncc1701d", "1qaz2wsx", "password", "xpcrew"] {
            assert!(is_listed(&[text]), "{text}");
        }
        for text in ["", "pass", "kettle-orbit-lantern", "liverpool1 "] {
            assert!(!is_listed(&[text]), "{text}");
        }
    }
}
