//! The development inbox: what would be sent, and a clock to move. Loopback addresses only.

use crate::delivery::{DevInbox, DevMessage};
use crate::page::failure::PageFailure;
use crate::page::headers::Sandboxed;
use crate::pages::delivery::views::{DevInboxPage, DevMessagePage, DevRow};
use crate::state::WebState;
use crate::visit::visitor::Visit;
use axum::extract::{ConnectInfo, Path, Query, Request};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use http::header::HOST;
use identity_core::ids::MessageId;
use identity_core::{SystemClock, Timestamp};
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// Further than this the clock is not moved in one go.
const FURTHEST: u64 = 10 * 366 * 86_400;

/// What a development machine has beside the real thing.
#[derive(Debug, Clone)]
pub(crate) struct Development {
    pub(crate) inbox: DevInbox,
    pub(crate) clock: Arc<SystemClock>,
}

/// The addresses under `/dev`, without the layer round the pages.
pub(crate) fn routes(development: Development) -> Router<WebState> {
    Router::new()
        .route("/dev", get(inbox))
        .route("/dev/messages", get(messages))
        .route("/dev/messages/{id}", get(message))
        .route("/dev/messages/{id}/html", get(html))
        .route("/dev/clock", post(advance))
        .layer(Extension(development))
        .layer(middleware::from_fn(from_this_machine))
}

/// Everything else answers like an unknown address. The `Host` is checked too: a page from elsewhere whose
/// name suddenly leads to this machine (DNS rebinding) still carries its own name.
async fn from_this_machine(request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer_is_local = peer.is_none_or(|peer| peer.0.ip().to_canonical().is_loopback());
    let host =
        request.uri().host().or_else(|| request.headers().get(HOST).and_then(|host| host.to_str().ok()));
    if peer_is_local && host.is_some_and(names_this_machine) {
        next.run(request).await
    } else {
        PageFailure::NotFound.into_response()
    }
}

fn names_this_machine(host: &str) -> bool {
    let bracketed = host.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(address, _)| address);
    let name = bracketed.unwrap_or_else(|| host.split(':').next().unwrap_or_default());
    let named = name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost");
    named || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Which messages are wanted.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    to: Option<String>,
}

impl Wanted {
    fn of(self, inbox: &DevInbox) -> Vec<DevMessage> {
        inbox.messages(self.to.as_deref().filter(|to| !to.is_empty()))
    }
}

async fn inbox(
    visit: Visit,
    Extension(development): Extension<Development>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, PageFailure> {
    // A person looks for a part of an address; programs name a whole one.
    let to = wanted.to.unwrap_or_default();
    let found = development.inbox.found(&to);
    visit.page(&DevInboxPage { to, messages: found.iter().map(row).collect() }).await
}

async fn messages(
    Extension(development): Extension<Development>,
    Query(wanted): Query<Wanted>,
) -> Json<Vec<DevMessage>> {
    Json(wanted.of(&development.inbox))
}

async fn message(
    visit: Visit,
    Extension(development): Extension<Development>,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let found = find(&development, &id)?;
    let words = found.text.split_whitespace();
    let links = words.filter(|word| word.starts_with("http://") || word.starts_with("https://"));
    let page = DevMessagePage {
        head: row(&found),
        links: links.map(ToOwned::to_owned).collect(),
        html_path: found.html.as_ref().map(|_| format!("/dev/messages/{}/html", found.id)),
        text: found.text.clone(),
    };
    visit.page(&page).await
}

/// The HTML of a mail, for the frame on its page: it may not run scripts, load anything or leave its frame.
async fn html(
    Extension(development): Extension<Development>,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let html = find(&development, &id)?.html.ok_or(PageFailure::NotFound)?;
    Ok((Extension(Sandboxed), Html(html)).into_response())
}

/// How far to move the clock.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_seconds: u64,
}

/// What the clock says now.
#[derive(Debug, Serialize)]
struct Now {
    now: Timestamp,
}

async fn advance(
    visit: Visit,
    Extension(development): Extension<Development>,
    Json(wanted): Json<Advance>,
) -> Result<Json<Now>, PageFailure> {
    if wanted.advance_seconds > FURTHEST {
        return Err(PageFailure::BadRequest);
    }
    development.clock.advance(Duration::from_secs(wanted.advance_seconds));
    Ok(Json(Now { now: visit.state.identity.clock().now() }))
}

fn find(development: &Development, id: &str) -> Result<DevMessage, PageFailure> {
    let id = MessageId::parse(id).map_err(|_| PageFailure::NotFound)?;
    development.inbox.message(id).ok_or(PageFailure::NotFound)
}

fn row(message: &DevMessage) -> DevRow {
    DevRow {
        path: format!("/dev/messages/{}", message.id),
        channel: message.channel.to_owned(),
        to: message.to.clone(),
        subject: message.subject.clone().unwrap_or_default(),
        created_at: message.created_at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_taken() {
        for good in ["localhost", "my.smartplan.localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST"]
        {
            assert!(names_this_machine(good), "{good}");
        }
        for bad in ["", "evil.example", "localhost.evil.example", "evillocalhost", "10.0.0.1", "[fe80::1]:80"]
        {
            assert!(!names_this_machine(bad), "{bad}");
        }
    }
}
