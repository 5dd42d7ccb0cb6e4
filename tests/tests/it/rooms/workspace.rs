//! The check of this workspace, or of the one that the environment variable `ROOMS_ROOT` names.

use super::circles::circles;
use super::floors::{FLOORS, arrows_up};
use super::graph::Graph;
use super::sentences::sentences;
use super::sizes::too_large;
use super::sources::Sources;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    std::env::var_os("ROOMS_ROOT")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), PathBuf::from)
}

fn graph(name: &str) -> Graph {
    Graph::of(&Sources::below(&root().join(name).join("src")))
}

#[track_caller]
fn assert_none(messages: &[String]) {
    assert!(messages.is_empty(), "\n{}\n", messages.join("\n"));
}

#[test]
fn core_has_no_circle() {
    assert_none(&circles(&graph("identity-core")));
}

#[test]
fn the_sql_store_has_no_circle() {
    assert_none(&circles(&graph("identity-store-sql")));
}

#[test]
fn web_has_no_circle() {
    assert_none(&circles(&graph("identity-web")));
}

#[test]
fn arrows_in_core_run_down() {
    assert_none(&arrows_up(&graph("identity-core"), FLOORS));
}

#[test]
fn core_speaks_no_language() {
    assert_none(&sentences(&Sources::below(&root().join("identity-core/src"))));
}

#[test]
fn rest_takes_its_words_from_the_catalogue() {
    let mut sources = Sources::below(&root().join("identity-web/src/rest"));
    // The title of a problem stands in the table of their kinds; developers read the description.
    sources.0.retain(|path, _| !["http/problem.rs", "openapi.rs"].contains(&path.as_str()));
    assert_none(&sentences(&sources));
}

#[test]
fn no_folder_and_no_file_is_too_large() {
    assert_none(&too_large(&Sources::below(&root())));
}
