//! A small world: the operator with Scott, two customers with their people, and the CRM.

use super::counted::Counted;
pub(crate) use super::setup::CRM_SECRET;
use super::setup::setup;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST};
use http::{HeaderMap, Request, StatusCode};
use identity_core::clock::ManualClock;
use identity_core::domain::{Action, AuditEvent, AuditFilter};
use identity_core::invitations::NewAccount;
use identity_core::secrets::SecretToken;
use identity_core::store::{MemoryStore, Page, Store};
use identity_core::testing::TestIdentity;
use identity_core::values::{AttributeWriter, UserAttributes};
use identity_core::{Caller, Identity, Settings, Timestamp};
use identity_web::IdentityWeb;
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;

pub(crate) const ORIGIN: &str = "http://my.smartplan.localhost:8080";

/// Who calls.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    Nobody,
    Token(String),
    /// The session cookie and the token against forged requests.
    Browser(String, String),
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) json: Value,
}

impl Got {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The name of the problem.
    pub(crate) fn problem(&self) -> &str {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        assert_eq!(self.json["status"], self.status.as_u16());
        assert_eq!(self.header("x-request-id"), self.json["reference"]);
        self.json["type"].as_str().unwrap().strip_prefix(identity_web::rest::TYPE_PREFIX).unwrap()
    }

    pub(crate) fn field(&self) -> &str {
        self.json["errors"][0]["field"].as_str().unwrap_or_default()
    }

    /// The version in the entity tag.
    pub(crate) fn version(&self) -> u64 {
        let (version, _) = self.header("etag").trim_matches('"').split_once('-').unwrap();
        version.parse().unwrap()
    }

    /// All that a caller can tell two answers apart by.
    pub(crate) fn visible(&self) -> (StatusCode, Value, Vec<(String, String)>) {
        let mut json = self.json.clone();
        json.as_object_mut().and_then(|json| json.remove("reference"));
        let headers = self.headers.iter().filter(|(name, _)| *name != "x-request-id");
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
        (self.status, json, headers.collect())
    }
}

pub(crate) struct World {
    pub(crate) identity: Identity,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) app: Router,
    pub(crate) store: Counted,
    pub(crate) test: TestIdentity,
}

impl World {
    /// The operator alone, with Scott and the CRM's client.
    pub(crate) async fn empty() -> Self {
        let clock = Arc::new(ManualClock::at(Timestamp::parse_rfc3339("2026-11-23T12:00:00Z").unwrap()));
        let mut settings = Settings::new(ORIGIN.parse().unwrap());
        settings.user_attributes = user_attributes();
        settings.editable_sms_gateway = true;
        let store = Counted::new(MemoryStore::new());
        let test = TestIdentity::builder().on(store.clone()).settings(settings).clock(clock.clone());
        let test = test.setup(setup()).start().await.unwrap();
        let identity = test.identity().clone();
        let app = IdentityWeb::builder(identity.clone()).without_housekeeper().build().unwrap().standalone();
        Self { identity, clock, app, store, test }
    }

    /// With City Group (`crm-1`) and KOKO Media (`crm-2`), each with a contract.
    pub(crate) async fn new() -> Self {
        let world = Self::empty().await;
        for (number, name) in [(1, "City Group, Inc."), (2, "KOKO Media Inc.")] {
            world.provision(&format!("crm-{number}"), name).await;
        }
        world
    }

    pub(crate) async fn provision(&self, id: &str, name: &str) -> String {
        self.provision_below(id, name, None).await
    }

    /// An organisation with a contract below another one.
    pub(crate) async fn provision_below(&self, id: &str, name: &str, parent: Option<&str>) -> String {
        let crm = self.crm().await;
        let body = json!({"name": name, "class": "enterprise", "parent": parent, "source_version": 1});
        let path = format!("/api/v1/organizations/external/{id}");
        let made = self.put(&crm, &path, body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        let body =
            json!({"organization": id, "services": ["smartplan"], "starts_at": "2026-01-01T00:00:00Z"});
        let contract = self.put(&crm, &format!("/api/v1/contracts/external/{id}-a"), body).await;
        assert_eq!(contract.status, StatusCode::CREATED, "{contract:?}");
        made.json["id"].as_str().unwrap().to_owned()
    }

    /// City Group, and Jeremy, its contact person.
    pub(crate) async fn city(&self) -> (String, Who) {
        let city = self.organization("crm-1").await;
        let jeremy = self.person(&city, "jeremy@citygroup.example", "contact-person").await;
        (city, jeremy)
    }

    /// The id of an organisation.
    pub(crate) async fn organization(&self, crm_id: &str) -> String {
        let got = self.get(&self.crm().await, &format!("/api/v1/organizations/external/{crm_id}")).await;
        got.json["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn crm(&self) -> Who {
        self.client(None).await
    }

    /// The CRM's client with a token for these scopes.
    pub(crate) async fn client(&self, scope: Option<&str>) -> Who {
        let issued = self.identity.issue_token("crm", CRM_SECRET, scope, None).await.unwrap();
        Who::Token(issued.token.expose().to_owned())
    }

    pub(crate) async fn scott(&self) -> Who {
        self.sign_in("scott.long").await
    }

    pub(crate) async fn sign_in(&self, identifier: &str) -> Who {
        self.browser(&self.test.sign_in(identifier).await.unwrap().token).await
    }

    /// Somebody whom Scott invites to an organisation with a role, and who accepts.
    pub(crate) async fn person(&self, organization: &str, email: &str, role: &str) -> Who {
        let body = json!({"email": email, "roles": [role]});
        let path = format!("/api/v1/organizations/{organization}/invitations");
        let invited = self.post(&self.scott().await, &path, body).await;
        assert_eq!(invited.status, StatusCode::CREATED, "{invited:?}");
        self.join(email).await
    }

    /// Somebody invited with this address, who accepts and gets an account.
    pub(crate) async fn join(&self, email: &str) -> Who {
        let token = self.invitation_token(email).await;
        self.browser(&self.identity.accept_invitation(&token, Self::account()).await.unwrap().token).await
    }

    pub(crate) fn account() -> NewAccount {
        TestIdentity::account("Jeremy Mills").unwrap()
    }

    /// The token in the newest invitation to an address.
    pub(crate) async fn invitation_token(&self, email: &str) -> SecretToken {
        self.test.invitation_token(email).await.unwrap()
    }

    pub(crate) async fn browser(&self, session: &SecretToken) -> Who {
        let mut browser = Who::Browser(session.expose().to_owned(), String::new());
        let me = self.get(&browser, "/api/v1/me").await;
        if let Who::Browser(_, csrf) = &mut browser {
            me.json["csrf_token"].as_str().unwrap().clone_into(csrf);
        }
        browser
    }

    /// The caller behind a session.
    pub(crate) async fn caller(&self, who: &Who) -> Caller {
        let Who::Browser(session, _) = who else { panic!("{who:?} has no session") };
        let token = SecretToken::parse(session).unwrap();
        self.identity.session(&token).await.unwrap().unwrap().caller
    }

    /// The refusals in the audit trail.
    pub(crate) async fn refusals(&self) -> Vec<AuditEvent> {
        self.events(Action::AccessDenied).await
    }

    /// The rows of the audit trail that tell of an action.
    pub(crate) async fn events(&self, action: Action) -> Vec<AuditEvent> {
        let (mut page, mut found) = (Page::first(Page::MAX_LIMIT), Vec::new());
        loop {
            let slice = self.store.audit_events().list(&AuditFilter::default(), &page).await.unwrap();
            found.extend(slice.items.into_iter().map(|event| event.record));
            let Some(next) = slice.next else { break };
            page = page.after(next);
        }
        found.retain(|event| event.action == action);
        found
    }

    pub(crate) async fn me(&self, who: &Who) -> String {
        self.get(who, "/api/v1/me").await.json["user"]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn get(&self, who: &Who, path: &str) -> Got {
        self.send(who, "GET", path, None, &[]).await
    }

    pub(crate) async fn put(&self, who: &Who, path: &str, body: Value) -> Got {
        self.send(who, "PUT", path, Some(body.to_string()), &[]).await
    }

    pub(crate) async fn post(&self, who: &Who, path: &str, body: Value) -> Got {
        self.send(who, "POST", path, Some(body.to_string()), &[]).await
    }

    pub(crate) async fn patch(&self, who: &Who, path: &str, body: Value) -> Got {
        self.send(who, "PATCH", path, Some(body.to_string()), &[]).await
    }

    pub(crate) async fn delete(&self, who: &Who, path: &str) -> Got {
        self.send(who, "DELETE", path, None, &[]).await
    }

    /// A call with what `who` has to show, and with `more` headers, which go before.
    pub(crate) async fn send(
        &self,
        who: &Who,
        method: &str,
        path: &str,
        body: Option<String>,
        more: &[(&str, &str)],
    ) -> Got {
        let mut request = Request::builder().method(method).uri(path);
        request = match who {
            Who::Nobody => request,
            Who::Token(token) => request.header(AUTHORIZATION, format!("Bearer {token}")),
            Who::Browser(session, csrf) => {
                let headers = [("x-csrf-token", csrf.as_str()), ("origin", ORIGIN)];
                let left =
                    headers.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
                let request = request.header(COOKIE, format!("identity-session={session}"));
                left.fold(request, |request, (name, value)| request.header(name, value))
            }
        };
        if body.is_some() && more.iter().all(|(name, _)| *name != "content-type") {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        if more.iter().all(|(name, _)| *name != "host") {
            request = request.header(HOST, "my.smartplan.localhost:8080");
        }
        let given = more.iter().filter(|(_, value)| !value.is_empty());
        let request = given.fold(request, |request, (name, value)| request.header(*name, *value));
        let request = request.body(Body::from(body.unwrap_or_default())).unwrap();
        read(self.app.clone().oneshot(request).await.unwrap()).await
    }
}

pub(crate) async fn read(response: Response) -> Got {
    let (parts, body) = response.into_parts();
    let octets = to_bytes(body, 1 << 20).await.unwrap();
    let is_file =
        parts.headers.get("content-type").is_some_and(|found| found.as_bytes().starts_with(b"text/csv"));
    let json = if octets.is_empty() {
        Value::Null
    } else if is_file {
        String::from_utf8(octets.to_vec()).unwrap().into()
    } else {
        serde_json::from_slice(&octets).unwrap()
    };
    Got { status: parts.status, headers: parts.headers, json }
}

/// What people write of themselves, what administrators do, and what an integration does.
fn user_attributes() -> UserAttributes {
    use AttributeWriter::{Administrator, Client, Person};
    let attributes = [("desk", vec![Person]), ("floor", vec![Person, Administrator]), ("plan", vec![Client])];
    attributes
        .into_iter()
        .fold(UserAttributes::new(), |all, (name, writers)| all.declare(name, writers).unwrap())
}
