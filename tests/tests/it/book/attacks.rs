//! The attacks that are tests, by their ids.

use super::{files, generated, read, root};
use anyhow::{Context as _, Result};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Where tests are.
const PLACES: &[&str] = &[
    "identity-core",
    "identity-store-sql/src",
    "identity-store-sql/tests",
    "identity-web/src",
    "identity-web/tests",
    "tests/tests",
];

/// The ids and the words of a test that is named after attacks: `s_01_wrapping_is_rejected`.
fn attack(function: &str) -> Option<(Vec<String>, String)> {
    let mut ids = Vec::new();
    let mut rest = function;
    while let Some((id, words)) = leading_id(rest) {
        ids.push(id);
        rest = words;
    }
    (!ids.is_empty()).then(|| (ids, rest.replace('_', " ")))
}

/// The id at the beginning of a name, and what follows it.
fn leading_id(name: &str) -> Option<(String, &str)> {
    let mut parts = name.splitn(3, '_');
    let (letter, number, words) = (parts.next()?, parts.next()?, parts.next()?);
    let named = letter.len() == 1
        && letter.bytes().all(|octet| octet.is_ascii_lowercase())
        && number.len() == 2
        && number.bytes().all(|octet| octet.is_ascii_digit());
    named.then(|| (format!("{}-{number}", letter.to_uppercase()), words))
}

#[test]
fn the_table_of_attacks_names_every_test() -> Result<()> {
    let mut attacks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for place in PLACES {
        for path in files(&root().join(place), "rs")? {
            let file = path.strip_prefix(root()).context("outside")?.display().to_string();
            for line in read(&path)?.lines() {
                let Some((_, rest)) = line.split_once("fn ") else { continue };
                let function = rest.split(['(', '<']).next().unwrap_or_default();
                let Some((ids, words)) = attack(function) else { continue };
                for id in ids {
                    attacks.entry(id).or_default().push(format!("{words} (`{file}`)"));
                }
            }
        }
    }
    let mut table = "| id | what its tests say |\n|---|---|\n".to_owned();
    for (id, tests) in &attacks {
        writeln!(table, "| {id} | {} |", tests.join("<br>"))?;
    }
    generated("contributing/attacks.md", "attacks", &table)
}

#[test]
fn tests_are_known_by_the_id_in_their_name() {
    let found = attack("s_01_wrapping_is_rejected");
    assert_eq!(found, Some((vec!["S-01".to_owned()], "wrapping is rejected".to_owned())));
    let found = attack("p_03_b_14_secrets_are_refused");
    assert_eq!(found, Some((vec!["P-03".to_owned(), "B-14".to_owned()], "secrets are refused".to_owned())));
    assert_eq!(attack("a_signed_request_is_taken"), None);
    assert_eq!(attack("twenty_parallel_acceptances_make_one_account"), None);
}
