//! What the tests look at behind the pages, and what they do there as somebody else.

use super::site::{PASSWORD, Site};
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use identity_core::domain::{
    AuditEvent, AuditFilter, GrantFilter, OrganizationFilter, OutboxFilter, ParticipantFilter, Rights,
    UserFilter, UserKey, UserState,
};
use identity_core::policy::Permission;
use identity_core::secrets::Secret;
use identity_core::setup::{PersonSetup, RoleSetup, Setup};
use identity_core::sign_on::PasswordSignIn;
use identity_core::store::{Page as Slice, RecordId, Store as _};
use identity_tests::page::Page;
use std::collections::BTreeMap;

impl Site {
    /// The check that the audit trail names for the reference on a page, with what else it tells.
    pub(super) async fn check_on(&self, page: &Page) -> (String, BTreeMap<String, String>) {
        let reference = page.text("#reference").unwrap();
        let events =
            self.store.audit_events().list(&AuditFilter::default(), &Slice::first(1000)).await.unwrap();
        let noted = events.items.iter().find(|event| event.reference.as_ref() == Some(&reference));
        let noted = noted.expect("the reference on the page is in the audit trail");
        (noted.details["check"].clone(), noted.details.clone())
    }

    /// What the audit trail tells of sessions of the application, in the order of the names.
    pub(super) async fn rows_about_service_sessions(&self) -> Vec<&'static str> {
        let events =
            self.store.audit_events().list(&AuditFilter::default(), &Slice::first(1000)).await.unwrap();
        let about = |row: &AuditEvent| matches!(row.target, Some(RecordId::ServiceSession(_)));
        let rows = events.items.iter().filter(|event| about(&event.record));
        let mut names: Vec<_> = rows.map(|event| event.action.as_str()).collect();
        names.sort_unstable();
        names
    }

    /// Every record but the audit trail, as JSON.
    pub(super) async fn dump(&self) -> Vec<String> {
        let mut records = Vec::new();
        macro_rules! all {
            ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {$(
                let found = self.store.$accessor().list(&Default::default(), &Slice::first(1000)).await.unwrap();
                let records_of = found.items.iter().map(|found| serde_json::to_string(&found.record).unwrap());
                records.extend(records_of.filter(|_| $name != "audit_event"));
            )+};
        }
        identity_core::for_each_record!(all);
        records
    }

    /// How many messages to an address wait in the outbox.
    pub(super) async fn messages_to(&self, recipient: &str) -> usize {
        let found = self.store.outbox_messages().list(&OutboxFilter::default(), &Slice::first(1000)).await;
        found.unwrap().items.iter().filter(|message| message.recipient == recipient).count()
    }

    /// The ids of what there is, by the words of addresses.
    pub(super) async fn ids(&self) -> Vec<(&'static str, String)> {
        let first = Slice::first(1000);
        let mut ids = Vec::new();
        for found in
            self.store.organizations().list(&OrganizationFilter::default(), &first).await.unwrap().items
        {
            ids.push(("organizations", found.id.to_string()));
            ids.push(("organization", found.id.to_string()));
        }
        for found in self.store.users().list(&UserFilter::default(), &first).await.unwrap().items {
            ids.push(("users", found.id.to_string()));
            ids.push(("user", found.id.to_string()));
        }
        for found in self.store.grants().list(&GrantFilter::default(), &first).await.unwrap().items {
            ids.push(("grant", found.id.to_string()));
        }
        for found in
            self.store.participants().list(&ParticipantFilter::default(), &first).await.unwrap().items
        {
            ids.push(("participant", found.id.to_string()));
        }
        ids
    }

    /// Adds an administrator of the operator, `admin@smartplan.example`.
    pub(super) async fn administrator(&self) {
        let admin = PersonSetup::new(
            "admin@smartplan.example".parse().unwrap(),
            "Ada".parse().unwrap(),
            "Admin".parse().unwrap(),
            Secret::new(PASSWORD),
        )
        .roles([("admin".parse().unwrap(), Rights::Act), ("user".parse().unwrap(), Rights::Grant)]);
        let role = RoleSetup::new("admin".parse().unwrap(), "Administrator".parse().unwrap())
            .permissions(Permission::ALL.iter().copied());
        let setup =
            Setup::default().operator("SmartPlan Group".parse().unwrap()).roles([role]).people([admin]);
        self.identity.apply(&setup).await.unwrap();
    }

    /// Locks somebody, as an administrator of the operator does.
    pub(super) async fn set_state(&self, name: &str, state: UserState) {
        self.administrator().await;
        let signed_in = self.identity.sign_in(PasswordSignIn::new("admin@smartplan.example", PASSWORD));
        let token = signed_in.await.unwrap().token;
        let caller = self.identity.session(&token).await.unwrap().unwrap().caller;
        let key = UserKey::Username(name.parse::<identity_core::values::Username>().unwrap().canonical());
        let user = self.store.users().find(&key).await.unwrap().unwrap();
        self.identity.set_user_state(&caller, user.id, state).await.unwrap();
    }

    /// Sends an envelope from server to server.
    pub(super) async fn soap(&self, url: &str, envelope: String) -> Page {
        let request = Request::post(url).header(CONTENT_TYPE, "text/xml; charset=utf-8");
        let response = self.send(request.body(Body::from(envelope)).unwrap()).await;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        Page { url: url.parse().unwrap(), status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }
}
