//! That the check notices what it is for, and nothing else, on crates of a few lines.

use super::circles::circles;
use super::floors::{FLOORS, arrows_up};
use super::graph::Graph;
use super::sentences::sentences;
use super::sizes::{MOST_FILES, MOST_LINES, too_large};
use super::sources::Sources;

fn sources(files: &[(&str, &str)]) -> Sources {
    Sources(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
}

fn graph(files: &[(&str, &str)]) -> Graph {
    Graph::of(&sources(files))
}

/// The first lines of the messages, which name the folder and the entries of the circle.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let messages = circles(&graph(files));
    messages.iter().filter_map(|message| message.lines().next()).map(str::to_owned).collect()
}

const NONE: [&str; 0] = [];
const CIRCLE: [&str; 1] = ["circle in the crate's root: a, b"];
const ROOT: (&str, &str) = ("lib.rs", "mod a; mod b;");

#[test]
fn two_files_that_import_each_other_are_a_circle() {
    let messages = circles(&graph(&[
        ROOT,
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "pub struct B; fn f(_: &super::a::A) {}"),
    ]));
    let expected =
        "circle in the crate's root: a, b\n  a -> b\n    a.rs -> b.rs: B\n  b -> a\n    b.rs -> a.rs: A";
    assert_eq!(messages, [expected]);
}

#[test]
fn arrows_one_way_are_no_circle() {
    let files = [ROOT, ("a.rs", "use crate::b::B; pub struct A(B);"), ("b.rs", "pub struct B;")];
    assert_eq!(found(&files), NONE);
}

#[test]
fn three_files_in_a_ring_are_one_circle() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::f;"),
        ("b.rs", "pub fn f() { crate::c::f() }"),
        ("c.rs", "pub fn f() { super::a::g() }"),
        ("d.rs", "use crate::a::A; use crate::b::f;"),
    ];
    assert_eq!(found(&files), ["circle in the crate's root: a, b, c"]);
}

#[test]
fn a_circle_is_seen_through_re_exports() {
    let files = [
        ("lib.rs", "mod a; mod b; mod face; pub use face::A;"),
        ("face.rs", "pub use crate::{a::A, b::{B as Renamed, self}};"),
        ("a.rs", "use crate::face::Renamed; pub struct A;"),
        ("b.rs", "pub struct B(crate::A);"),
    ];
    assert_eq!(found(&files), CIRCLE);
}

#[test]
fn a_circle_is_seen_through_globs() {
    let files = [
        ("lib.rs", "mod a; mod b; mod face;"),
        ("face.rs", "pub use crate::a::*; pub use crate::b::*;"),
        ("a.rs", "use crate::face::*; pub struct A(B);"),
        ("b.rs", "use super::face::A; pub struct B;"),
    ];
    assert_eq!(found(&files), CIRCLE);
}

#[test]
fn a_circle_is_seen_through_a_module_that_is_brought_in() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b; pub struct A; fn f() { b::g() }"),
        ("b/mod.rs", "mod g; pub use g::g;"),
        ("b/g.rs", "use crate::a as other; pub fn g() { let _ = other::A; }"),
    ];
    assert_eq!(found(&files), CIRCLE);
}

#[test]
fn two_folders_that_import_each_other_are_a_circle_though_no_two_files_do() {
    let files = [
        ROOT,
        ("a/mod.rs", "mod one; mod two;"),
        ("a/one.rs", "pub struct One;"),
        ("a/two.rs", "use crate::b::four::Four;"),
        ("b.rs", "pub mod four; mod three;"),
        ("b/three.rs", "use crate::a::one::One;"),
        ("b/four.rs", "pub struct Four;"),
    ];
    assert_eq!(found(&files), CIRCLE);
}

#[test]
fn a_parent_that_re_exports_its_children_is_no_circle() {
    let files = [
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod one; mod two; pub use one::One; pub(crate) use two::*;"),
        ("a/one.rs", "pub struct One;"),
        ("a/two.rs", "use super::One; pub struct Two(One);"),
    ];
    assert_eq!(found(&files), NONE);
}

#[test]
fn a_parent_that_uses_a_child_which_uses_the_parents_own_is_a_circle() {
    let child = ("a/one.rs", "use super::Own; pub struct One(Own);");
    let by_use = ("a/mod.rs", "mod one; use one::One; pub struct Own; fn f(_: One) {}");
    let by_re_export = ("a/mod.rs", "mod one; pub use one::One; pub struct Own; fn f(_: One) {}");
    let by_path = ("a/mod.rs", "mod one; pub struct Own; fn f(_: one::One) {}");
    for parent in [by_use, by_re_export, by_path] {
        assert_eq!(found(&[("lib.rs", "mod a;"), parent, child]), ["circle in a: mod.rs, one"]);
    }
    let apart = ("a/mod.rs", "mod one; pub use one::One; pub struct Own;");
    assert_eq!(found(&[("lib.rs", "mod a;"), apart, child]), NONE);
}

#[test]
fn paths_among_the_tokens_of_macros_are_imports() {
    let b = ("b.rs", "use crate::a::A; pub fn f() {} pub struct B;");
    for text in [
        "fn g() { assert!(crate::b::f() == ()); }",
        "use super::b; fn g() { vec![b::B]; }",
        "macro_rules! m { () => { use $crate::b::{B, f}; } }",
        "#[derive(Debug)] #[serde(with = \"crate::b::B\")] struct S;",
        "fn g(x: u8) { println!(\"{}\", match x { 'a'..=b'z' => super::b::f(), _ => () }) }",
    ] {
        assert_eq!(found(&[ROOT, ("a.rs", &format!("pub struct A; {text}")), b]), CIRCLE, "{text}");
    }
    for text in ["fn g() { m!(x.b, ::b::B, $b::B, other::b::B); }", "/// [`crate::b::B`]\nfn g() {}"] {
        assert_eq!(found(&[ROOT, ("a.rs", &format!("pub struct A; {text}")), b]), NONE, "{text}");
    }
}

#[test]
fn a_macro_counts_for_the_file_that_defines_it() {
    let b = ("b.rs", "use crate::a::A; #[macro_export] macro_rules! each { () => {} }");
    for text in ["crate::each!();", "use crate::each; each!();", "each!();", "fn g() { m!(crate::each!()) }"]
    {
        assert_eq!(found(&[ROOT, ("a.rs", &format!("pub struct A; {text}")), b]), CIRCLE, "{text}");
    }
    let own = ("a.rs", "pub struct A; macro_rules! each { () => {} } each!();");
    assert_eq!(found(&[ROOT, own, b]), NONE);
}

#[test]
fn what_only_tests_see_does_not_count() {
    let files = [
        ("lib.rs", "mod a; mod b; #[cfg(test)] mod c;"),
        ("a.rs", "use crate::b::B; #[cfg(test)] mod tests { use crate::c::C; }"),
        ("b.rs", "pub struct B; #[cfg(test)] use crate::a; impl B { #[cfg(test)] fn f() { crate::a::A } }"),
        ("c.rs", "use crate::a::A;"),
    ];
    assert_eq!(found(&files), NONE);
    let feature = ("b.rs", "pub struct B; #[cfg(feature = \"testing\")] use crate::a::A;");
    assert_eq!(found(&[ROOT, files[1], feature]), CIRCLE);
}

#[test]
fn names_of_other_crates_and_of_variables_are_no_imports() {
    let files = [
        ROOT,
        ("a.rs", "use b::B; use ::b::C; pub struct A; fn f(b: u8) -> u8 { let c = b; c }"),
        ("b.rs", "use crate::a::A; pub struct B;"),
    ];
    assert_eq!(found(&files), NONE);
}

#[test]
fn a_module_and_a_function_of_one_name_are_told_apart() {
    let files = [
        ("lib.rs", "mod a; mod access;"),
        ("access/mod.rs", "mod access; mod under; pub use access::access; pub use under::Under;"),
        ("access/access.rs", "use super::Under; pub fn access() {}"),
        ("access/under.rs", "use crate::a::A; pub struct Under;"),
        ("a.rs", "pub struct A;"),
    ];
    assert_eq!(found(&files), NONE);
    let user = ("a.rs", "use crate::access::access; pub struct A; fn f() { access() }");
    assert_eq!(found(&[&files[..4], &[user]].concat()), ["circle in the crate's root: a, access"]);
}

#[test]
fn an_arrow_from_a_lower_floor_to_a_higher_one_is_an_arrow_up() {
    let files = [
        ("lib.rs", "mod authority; mod domain; mod people; mod policy; mod values; pub struct Root;"),
        ("values.rs", "pub struct Name; pub fn f(_: crate::Root) {}"),
        ("domain.rs", "use crate::policy::decide; use crate::values::Name;"),
        ("policy.rs", "pub fn decide() {}"),
        ("authority.rs", "pub(crate) use crate::people::Person; use crate::policy::decide;"),
        ("people.rs", "use crate::authority::x; pub struct Person;"),
    ];
    let up = ["arrow up: values.rs -> lib.rs: Root", "arrow up: domain.rs -> policy.rs: decide"];
    assert_eq!(arrows_up(&graph(&files), FLOORS).len(), up.len());
    for message in arrows_up(&graph(&files), FLOORS) {
        assert!(up.contains(&&*message), "{message}");
    }
    let uses = ("authority.rs", "use crate::people::Person;");
    let files = [files[0], files[1], files[2], files[3], uses, ("people.rs", "pub struct Person;")];
    let messages = arrows_up(&graph(&files), FLOORS);
    assert!(messages.contains(&"arrow up: authority.rs -> people.rs: Person".to_owned()), "{messages:?}");
}

#[test]
fn a_folder_and_a_file_may_be_full_but_not_fuller() {
    let full = "\n".repeat(MOST_LINES);
    let mut all = sources(&[("src/lib.rs", &full), ("src/a/mod.rs", "")]);
    for number in 1..MOST_FILES {
        all.0.insert(format!("src/a/f{number}.rs"), String::new());
    }
    assert_eq!(too_large(&all), NONE);
    all.0.insert("src/lib.rs".to_owned(), format!("{full}\n"));
    all.0.insert("src/a/last.rs".to_owned(), String::new());
    assert_eq!(too_large(&all), ["src/lib.rs: 401 lines, more than 400", "src/a: 21 files, more than 20"]);
}

#[test]
fn a_sentence_in_core_is_found_wherever_it_is_written() {
    for code in [
        r#"fn f() -> &'static str { "no role here allows it" }"#,
        r#"const F: &str = "no role here allows it";"#,
        r#"fn f(name: &str) -> String { format!("{name} is not active") }"#,
        r#"fn f(x: Option<u8>) -> Result<u8, &'static str> { x.ok_or("there is no x") }"#,
        r#"impl Display for F { fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.write_str("it is over now") } }"#,
        r#"fn f() { vec![("why", "because it is so".to_owned())]; }"#,
        r##"fn f() -> &'static str { r#"no role "here" allows it"# }"##,
    ] {
        assert_eq!(sentences(&sources(&[("a.rs", code)])).len(), 1, "{code}");
    }
}

#[test]
fn what_only_developers_read_is_no_sentence_of_core() {
    for code in [
        r#"/// A long sentence for developers.
           #[derive(Error)] #[error("the store did not answer")] struct F;"#,
        r#"fn f() { tracing::warn!(name = 1, "no transports are set up"); }"#,
        r#"fn f(x: Option<u8>) -> u8 { x.expect("this is a valid literal") }"#,
        r#"#[allow(dead_code, reason = "this is here for a reason")] fn f() { panic!("it is all over") }"#,
        r#"fn f() -> E { serde::de::Error::custom("this is not a path") }"#,
        r#"#[cfg(test)] mod tests { const F: &str = "a sentence in a test"; }"#,
        r#"const CODE: &str = "active-subject"; const TWO: &str = "two words";"#,
    ] {
        assert_eq!(sentences(&sources(&[("a.rs", code)])), NONE, "{code}");
    }
    let conformance = ("store/conformance/a.rs", r#"const F: &str = "a clause of the contract";"#);
    assert_eq!(sentences(&sources(&[conformance])), NONE);
}
