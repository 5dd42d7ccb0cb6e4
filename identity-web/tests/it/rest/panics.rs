//! A panic somewhere below ends one request.

use crate::support::api::{Who, World};
use axum::body::Body;
use http::{Request, StatusCode};
use tower::ServiceExt as _;

async fn page(world: &World, who: &Who, path: &str) -> (StatusCode, bool) {
    let Who::Browser(session, _) = who else { panic!("{who:?} has no browser") };
    let request = Request::get(path).header("host", "my.smartplan.localhost:8080");
    let request =
        request.header("cookie", format!("identity-session={session}")).body(Body::empty()).unwrap();
    let answer = world.app.clone().oneshot(request).await.unwrap();
    (answer.status(), answer.headers().contains_key("x-request-id"))
}

#[tokio::test]
async fn r_23_a_panic_of_the_store_ends_one_request_with_a_reference() {
    let world = World::new().await;
    let scott = world.scott().await;
    let city = world.organization("crm-1").await;
    let (call, shown) = (format!("/api/v1/organizations/{city}"), format!("/organizations/{city}"));
    world.store.panic_from_now_on(true);
    for _ in 0..3 {
        let got = world.get(&scott, &call).await;
        assert_eq!((got.status, got.problem()), (StatusCode::INTERNAL_SERVER_ERROR, "internal"), "{got:?}");
        assert!(!got.json.to_string().contains("adapter"), "{got:?}");
        assert_eq!(page(&world, &scott, &shown).await, (StatusCode::INTERNAL_SERVER_ERROR, true));
    }
    world.store.panic_from_now_on(false);
    assert_eq!(world.get(&scott, &call).await.status, StatusCode::OK, "nothing is poisoned");
    assert_eq!(page(&world, &scott, &shown).await, (StatusCode::OK, true));
}
