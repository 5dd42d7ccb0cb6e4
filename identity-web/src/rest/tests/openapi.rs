//! The description agrees with the code, and with the file in the repository.

use super::world::{Who, World};
use crate::rest::{ProblemKind, ROUTES, openapi_json};
use serde_json::Value;

#[test]
fn the_committed_description_is_that_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let made = openapi_json().unwrap();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap();
    assert!(committed == made, "openapi.json is behind the code: run the test with UPDATE_OPENAPI=1");
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let description: Value = serde_json::from_str(&openapi_json().unwrap()).unwrap();
    let mut described: Vec<(String, String)> = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        described
            .extend(methods.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone())));
    }
    let routes = ROUTES.iter().filter(|route| route.1 != "/api/openapi.json");
    let mut routes: Vec<_> =
        routes.map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    described.sort();
    routes.sort();
    assert_eq!(described, routes);
}

#[tokio::test]
async fn the_description_is_served() {
    let world = World::empty().await;
    let got = world.get(&Who::Nobody, "/api/openapi.json").await;
    assert_eq!(got.header("content-type"), "application/json");
    assert_eq!(got.json, serde_json::from_str::<Value>(&openapi_json().unwrap()).unwrap());
}

#[test]
fn every_problem_is_in_the_reference() {
    let page = include_str!("../../../../docs/src/reference/rest.md");
    for kind in ProblemKind::ALL {
        let row = format!("| `{}` | {} |", kind.name(), kind.status().as_u16());
        assert!(page.contains(&row), "docs/src/reference/rest.md has no row {row}");
    }
    for permission in identity_core::policy::Permission::ALL {
        let row = format!("| `{permission}` | {} |", permission.in_words());
        assert!(page.contains(&row), "docs/src/reference/rest.md has no row {row}");
    }
}
