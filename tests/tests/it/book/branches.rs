//! The lines about central and local accounts, and the tests that are named after them.

use super::{files, generated, read, root};
use anyhow::{Context as _, Result};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Where tests are.
const PLACES: &[&str] = &["identity-core", "identity-web/src", "identity-web/tests", "tests/tests"];

/// The line and the words of a test that is named after one: `branch_d06_cancelling_writes_nothing`.
fn branch(function: &str) -> Option<(String, String)> {
    let (line, words) = function.strip_prefix("branch_")?.split_once('_')?;
    let (letter, number) = line.split_at_checked(1)?;
    let is_line = matches!(letter, "b" | "d")
        && number.len() == 2
        && number.bytes().all(|octet| octet.is_ascii_digit());
    is_line.then(|| (line.to_uppercase(), words.replace('_', " ")))
}

#[test]
fn the_table_of_branches_names_every_test() -> Result<()> {
    let mut branches: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for place in PLACES {
        for path in files(&root().join(place), "rs")? {
            let file = path.strip_prefix(root()).context("outside")?.display().to_string();
            for line in read(&path)?.lines() {
                let Some((_, rest)) = line.split_once("fn ") else { continue };
                let function = rest.split(['(', '<']).next().unwrap_or_default();
                let Some((line, words)) = branch(function) else { continue };
                branches.entry(line).or_default().push(format!("{words} (`{file}`)"));
            }
        }
    }
    let mut table = "| line | what its tests say |\n|---|---|\n".to_owned();
    for (line, tests) in &branches {
        writeln!(table, "| {line} | {} |", tests.join("<br>"))?;
    }
    generated("contributing/branches.md", "branches", &table)
}

#[test]
fn a_test_is_known_by_the_line_in_its_name() {
    let found = branch("branch_d06_cancelling_writes_nothing");
    assert_eq!(found, Some(("D06".to_owned(), "cancelling writes nothing".to_owned())));
    assert_eq!(branch("branch_of_a_tree"), None);
    assert_eq!(branch("s_01_wrapping_is_rejected"), None);
}
