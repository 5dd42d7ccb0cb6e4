//! Floors: what lies lower does not import what lies higher.

use super::graph::{Graph, Node};

/// The floors of `identity-core`, from the ground up, by the first name of a module. What is not named here is a
/// capability, on the floor of [`CAPABILITIES`].
pub(super) const FLOORS: &[&[&str]] = &[
    &["values", "ids", "clock", "entropy", "secrets"],
    &["domain"],
    &["policy"],
    &["store"],
    &["ports"],
    &["authority", "settings"],
    CAPABILITIES,
    &["lib.rs", "testing"],
];

/// Stands for every module that no floor names.
const CAPABILITIES: &[&str] = &[];

/// One message for each import from a lower floor to a higher one.
pub(super) fn arrows_up(graph: &Graph, floors: &[&[&str]]) -> Vec<String> {
    let floor = |file: &Node| {
        let name = file.module.first().map_or("lib.rs", String::as_str);
        let named = floors.iter().position(|floor| floor.contains(&name));
        named.or_else(|| floors.iter().position(|floor| floor.is_empty())).unwrap_or(floors.len())
    };
    let mut messages = Vec::new();
    for ((from, to), names) in &graph.imports {
        let (from, to) = (&graph.files[*from], &graph.files[*to]);
        if floor(from) < floor(to) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            messages.push(format!("arrow up: {} -> {}: {}", from.path, to.path, names.join(", ")));
        }
    }
    messages
}
