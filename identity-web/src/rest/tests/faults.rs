//! Faults of ours, which the log tells and the answer does not.

use super::world::{World, read};
use crate::base_url::BaseUrl;
use crate::pages::{Brand, Pages};
use crate::rest::around::around_api;
use crate::rest::problem::Problem;
use crate::state::WebState;
use axum::body::Body;
use axum::routing::get;
use axum::{Router, middleware};
use http::{Request, StatusCode};
use identity_core::store::StoreError;
use tower::ServiceExt;

const SECRET: &str = "could not connect to postgres://identity:hunter2@10.0.0.7/identity";

#[tokio::test]
async fn b_24_causes_stay_in_the_log() {
    let identity = World::empty().await.identity;
    let base = BaseUrl::parse(super::world::ORIGIN).unwrap();
    let pages = Pages::new(&base, &Brand::default(), None).unwrap();
    let state = WebState::new(identity, base, pages, None);
    let app: Router = Router::new()
        .route("/unavailable", get(|| async { Problem::from(StoreError::Unavailable(SECRET.into())) }))
        .route("/failed", get(|| async { Problem::from(StoreError::Failed(SECRET.into())) }))
        .layer(middleware::from_fn_with_state(state, around_api));
    for (path, status, problem, retry) in [
        ("/unavailable", StatusCode::SERVICE_UNAVAILABLE, "unavailable", "30"),
        ("/failed", StatusCode::INTERNAL_SERVER_ERROR, "internal", ""),
    ] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let got = read(app.clone().oneshot(request).await.unwrap()).await;
        assert_eq!((got.status, got.problem(), got.header("retry-after")), (status, problem, retry));
        assert!(!got.json.to_string().contains("postgres"), "{got:?}");
    }
}
