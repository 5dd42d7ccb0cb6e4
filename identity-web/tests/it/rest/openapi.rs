//! The description agrees with the code, and with the file in the repository.

use crate::support::api::{Who, World};
use identity_web::language::act_in_english;
use identity_web::rest::{ProblemKind, ROUTES, openapi_json};
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

#[test]
fn the_description_is_whole() {
    let description: Value = serde_json::from_str(&openapi_json().unwrap()).unwrap();
    let mut operations = Vec::new();
    for methods in description["paths"].as_object().unwrap().values() {
        for operation in methods.as_object().unwrap().values() {
            operations.push(operation["operationId"].as_str().unwrap());
            for (status, response) in operation["responses"].as_object().unwrap() {
                let described = response["description"].as_str().is_some_and(|text| !text.is_empty());
                assert!(described, "{} {status}", operation["operationId"]);
            }
        }
    }
    let all = operations.len();
    operations.sort_unstable();
    operations.dedup();
    assert_eq!(operations.len(), all, "operation ids are unique");
    for name in references(&description) {
        let pointer = name.strip_prefix('#').unwrap();
        assert!(description.pointer(pointer).is_some(), "{name} leads nowhere");
    }
}

fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => {
            let own = members.get("$ref").and_then(Value::as_str).map(ToOwned::to_owned);
            own.into_iter().chain(members.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn the_description_is_served() {
    let world = World::empty().await;
    let got = world.get(&Who::Nobody, "/api/openapi.json").await;
    assert_eq!(got.header("content-type"), "application/json");
    let mut described: Value = serde_json::from_str(&openapi_json().unwrap()).unwrap();
    // This instance is reached without HTTPS.
    described["components"]["securitySchemes"]["session"]["name"] = "identity-session".into();
    assert_eq!(got.json, described);
}

#[test]
fn every_problem_is_in_the_reference() {
    let page = include_str!("../../../../docs/src/reference/rest.md");
    for kind in ProblemKind::ALL {
        let row = format!("| `{}` | {} |", kind.name(), kind.status().as_u16());
        assert!(page.contains(&row), "docs/src/reference/rest.md has no row {row}");
    }
    for permission in identity_core::policy::Permission::ALL {
        let row = format!("| `{permission}` | {} |", act_in_english(*permission));
        assert!(page.contains(&row), "docs/src/reference/rest.md has no row {row}");
    }
}
