//! Circles: at every folder, its files and sub-folders, each sub-folder taken as one, must import each other one way
//! only.

use super::graph::Graph;
use std::collections::{BTreeMap, BTreeSet};

/// Imports between the entries of one folder, with the pairs of files that make each.
type Arrows = BTreeMap<(String, String), Vec<(usize, usize)>>;

/// The most pairs of files that a message shows for one arrow.
const MOST_SHOWN: usize = 25;

/// One message for each group of entries of one folder that import each other in a circle, file by file, with the names
/// that tie it.
pub(super) fn circles(graph: &Graph) -> Vec<String> {
    let mut messages = Vec::new();
    for (folder, arrows) in by_folder(graph) {
        for group in groups(&arrows) {
            messages.push(message(graph, &folder, &group, &arrows));
        }
    }
    messages
}

/// The arrows at every folder. The file that is the folder's own module is an entry of it, by the name `mod.rs`.
fn by_folder(graph: &Graph) -> BTreeMap<Vec<String>, Arrows> {
    let mut folders: BTreeMap<Vec<String>, Arrows> = BTreeMap::new();
    for &(from, to) in graph.imports.keys() {
        let (source, target) = (&graph.files[from].module, &graph.files[to].module);
        let shared = source.iter().zip(target).take_while(|(left, right)| left == right).count();
        let entry = |module: &Vec<String>| {
            module
                .get(shared)
                .cloned()
                .unwrap_or_else(|| if shared == 0 { "lib.rs".to_owned() } else { "mod.rs".to_owned() })
        };
        let arrows = folders.entry(source[..shared].to_vec()).or_default();
        arrows.entry((entry(source), entry(target))).or_default().push((from, to));
    }
    folders
}

/// The largest sets of entries each of which reaches every other.
fn groups(arrows: &Arrows) -> Vec<BTreeSet<String>> {
    let entries: BTreeSet<&String> = arrows.keys().flat_map(|(from, to)| [from, to]).collect();
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        entries.iter().map(|entry| (*entry, reached_from(entry, arrows))).collect();
    let mut groups = BTreeSet::new();
    for (entry, others) in &reached {
        if others.contains(entry) {
            let group: BTreeSet<String> = others
                .iter()
                .filter(|other| reached.get(*other).is_some_and(|back| back.contains(entry)))
                .map(|other| (*other).clone())
                .collect();
            groups.insert(group);
        }
    }
    groups.into_iter().collect()
}

fn reached_from<'a>(start: &'a String, arrows: &'a Arrows) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        for (_, to) in arrows.keys().filter(|(from, _)| from == at) {
            if reached.insert(to) {
                open.push(to);
            }
        }
    }
    reached
}

fn message(graph: &Graph, folder: &[String], group: &BTreeSet<String>, arrows: &Arrows) -> String {
    let folder = if folder.is_empty() { "the crate's root".to_owned() } else { folder.join("/") };
    let names: Vec<&str> = group.iter().map(String::as_str).collect();
    let mut lines = vec![format!("circle in {folder}: {}", names.join(", "))];
    let mut ties: Vec<_> =
        arrows.iter().filter(|((from, to), _)| group.contains(from) && group.contains(to)).collect();
    // What is easiest to cut comes first.
    ties.sort_by_key(|(_, files)| files.len());
    for ((from, to), files) in ties {
        lines.push(format!("  {from} -> {to}"));
        lines.extend(files.iter().take(MOST_SHOWN).map(|pair| format!("    {}", import(graph, *pair))));
        if files.len() > MOST_SHOWN {
            lines.push(format!("    and {} more", files.len() - MOST_SHOWN));
        }
    }
    lines.join("\n")
}

/// An import in words: from which file to which, and by what names.
fn import(graph: &Graph, (from, to): (usize, usize)) -> String {
    let names = graph.imports.get(&(from, to)).into_iter().flatten();
    let names: Vec<&str> = names.map(String::as_str).collect();
    format!("{} -> {}: {}", graph.files[from].path, graph.files[to].path, names.join(", "))
}
