//! Every function of core that begins a change, and the right by which it may. A new function joins the table by itself, so
//! that a reviewer sees it.

use super::{files, generated, read, root};
use anyhow::{Context as _, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The right by which a line of a use case begins a change.
fn right(line: &str) -> Option<String> {
    if line.contains("fn ") || line.trim_start().starts_with("//") {
        return None;
    }
    if let Some((_, proof)) = line.split_once("by_proof(Proof::") {
        let proof = proof.split(',').next().unwrap_or_default();
        return Some(format!("proof: {}", in_words(proof)));
    }
    let ways = [
        ("authorize(", "the policy"),
        ("authorize_with(", "the policy"),
        ("Act::own(", "proof: own"),
        ("commit_unaudited(", "none: unaudited housekeeping"),
    ];
    ways.into_iter().find(|(call, _)| line.contains(call)).map(|(_, right)| right.to_owned())
}

/// `InvitationToken` as `invitation token`.
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// The name of the function that begins in this line.
fn function(line: &str) -> Option<&str> {
    let (before, name) = line.split_once("fn ")?;
    let is_begin = before
        .trim_start()
        .split(' ')
        .all(|word| word.is_empty() || matches!(word, "pub" | "async" | "const") || word.starts_with("pub("));
    is_begin.then(|| name.split(['(', '<']).next().unwrap_or_default())
}

#[test]
fn the_table_of_doors_names_every_function_that_begins_a_change() -> Result<()> {
    let folder = root().join("identity-core/src");
    let mut doors: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for path in files(&folder, "rs")? {
        let file = path.strip_prefix(&folder).context("outside")?.display().to_string();
        // The functions that write for all others are defined there.
        if file.starts_with("authority/") || file.ends_with("tests.rs") || file.starts_with("testing") {
            continue;
        }
        let mut inside = "";
        let text = read(&path)?;
        for line in text.lines() {
            inside = function(line).unwrap_or(inside);
            if let Some(right) = right(line) {
                doors.entry((file.clone(), inside.to_owned())).or_default().insert(right);
            }
        }
    }
    assert!(doors.len() > 30, "the sources are read wrongly: {doors:?}");
    let mut table = "| where | function | by what right |\n|---|---|---|\n".to_owned();
    for ((file, function), rights) in &doors {
        let rights: Vec<_> = rights.iter().map(String::as_str).collect();
        writeln!(table, "| `{file}` | `{function}` | {} |", rights.join("; "))?;
    }
    generated("contributing/writers.md", "doors", &table)
}

#[test]
fn a_line_that_begins_a_change_is_known() {
    assert_eq!(
        right("let act = Act::by_proof(Proof::InvitationToken, x);").as_deref(),
        Some("proof: invitation token")
    );
    assert_eq!(
        right("let (act, known) = self.authorize(caller, p, o).await?;").as_deref(),
        Some("the policy")
    );
    assert_eq!(right("/// [`authorize`](Self::authorize(x)) is not a call"), None);
    assert_eq!(function("    pub(crate) async fn try_give(&self"), Some("try_give"));
    assert_eq!(function("    let name = |fn_name| 1; // fn x("), None);
}
