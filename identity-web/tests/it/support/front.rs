//! A front end that draws its own pages, in a browser of its own.

use super::api::{Got, ORIGIN, read};
use super::site::World;
use axum::Router;
use axum::body::Body;
use http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN as ORIGIN_HEADER, SET_COOKIE};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tower::ServiceExt;

pub(crate) struct FrontEnd {
    app: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    /// The steps that it was shown.
    pub(crate) seen: BTreeSet<String>,
    /// What it sends with every call.
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl FrontEnd {
    pub(crate) fn new(world: &World) -> Self {
        let headers = vec![(ORIGIN_HEADER.as_str(), ORIGIN.to_owned())];
        Self { app: world.app.clone(), cookies: BTreeMap::new(), seen: BTreeSet::new(), headers }
    }

    /// Begins a flow.
    pub(crate) async fn begin(&mut self, body: Value) -> Got {
        let flow = self.send("POST", "/api/v1/flows", Some(body.to_string())).await;
        assert_eq!(flow.status, StatusCode::CREATED, "{flow:?}");
        flow
    }

    /// Looks at a flow.
    pub(crate) async fn look(&mut self, flow: &Got) -> Got {
        self.send("GET", &path(flow), None).await
    }

    /// Answers a step.
    pub(crate) async fn answer(&mut self, flow: &Got, answers: Value) -> Got {
        self.post(flow, json!({"answers": answers})).await
    }

    /// Does one of the actions of a step.
    pub(crate) async fn act(&mut self, flow: &Got, action: &str, answers: Value) -> Got {
        let actions = flow.json["actions"].as_array().unwrap();
        assert!(actions.iter().any(|known| known["name"] == action), "{action}: {flow:?}");
        self.post(flow, json!({"action": action, "answers": answers})).await
    }

    pub(crate) async fn post(&mut self, flow: &Got, body: Value) -> Got {
        self.send("POST", &path(flow), Some(body.to_string())).await
    }

    pub(crate) async fn send(&mut self, method: &str, path: &str, body: Option<String>) -> Got {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(COOKIE, cookies.join("; "));
        request = request.header(HOST, "my.smartplan.localhost:8080");
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let typed = self.headers.iter().any(|(name, _)| *name == CONTENT_TYPE.as_str());
        if body.is_some() && !typed {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let request = request.body(Body::from(body.unwrap_or_default())).unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
        }
        let got = read(response).await;
        if let Some(step) = got.json["step"].as_str() {
            self.seen.insert(step.to_owned());
        }
        got
    }

    /// Whether a session is open in this browser, as `GET /api/v1/me` says.
    pub(crate) async fn is_signed_in(&mut self) -> bool {
        self.send("GET", "/api/v1/me", None).await.status == StatusCode::OK
    }
}

fn path(flow: &Got) -> String {
    format!("/api/v1/flows/{}", flow.json["id"].as_str().unwrap())
}

/// The step of a flow.
#[track_caller]
pub(crate) fn is_at(flow: &Got, status: u16, step: &str) {
    assert_eq!((flow.status.as_u16(), &flow.json["step"]), (status, &json!(step)), "{flow:?}");
    assert_eq!(flow.header("cache-control"), "no-store");
}

/// The names of the prompts.
pub(crate) fn prompts(flow: &Got) -> Vec<String> {
    let prompts = flow.json["prompts"].as_array().unwrap();
    prompts.iter().map(|prompt| prompt["name"].as_str().unwrap().to_owned()).collect()
}

/// The prompt and the code of each message.
pub(crate) fn messages(flow: &Got) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let messages = flow.json["messages"].as_array().unwrap();
    messages.iter().map(|message| (text(&message["prompt"]), text(&message["code"]))).collect()
}
