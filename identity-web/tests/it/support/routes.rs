//! How each route is called with the ids of somebody: the one place that a new route has to be added to, or the
//! tests that walk all routes fail.

use identity_web::rest::{OPEN_ROUTES, ROUTES};
use serde_json::{Value, json};

pub(crate) const UNKNOWN: &str = "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b";

/// The ids of one organisation and of records below it.
#[derive(Debug, Clone)]
pub(crate) struct Ids {
    pub(crate) crm_id: String,
    pub(crate) organization: String,
    pub(crate) user: String,
    pub(crate) session: String,
    pub(crate) invitation: String,
    pub(crate) grant: String,
    pub(crate) mandate: String,
}

impl Ids {
    /// Ids of no record.
    pub(crate) fn unknown() -> Self {
        let id = || UNKNOWN.to_owned();
        Self {
            crm_id: "crm-404".to_owned(),
            organization: id(),
            user: id(),
            session: id(),
            invitation: id(),
            grant: id(),
            mandate: id(),
        }
    }

    pub(crate) fn all(&self) -> [&str; 7] {
        let Self { crm_id, organization, user, session, invitation, grant, mandate } = self;
        [crm_id, organization, user, session, invitation, grant, mandate].map(String::as_str)
    }
}

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) route: &'static str,
    /// What of it names somebody else's things; empty for the address.
    pub(crate) named_in: &'static str,
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
}

/// All routes that ask who calls.
pub(crate) fn closed() -> impl Iterator<Item = (&'static str, &'static str)> {
    ROUTES.iter().filter(|route| !OPEN_ROUTES.contains(route)).copied()
}

/// The request of a route with everything of it about `ids`; panics for a route without an entry here.
pub(crate) fn request((method, route): (&'static str, &'static str), ids: &Ids) -> Request {
    let contract = format!("{}-a", ids.crm_id);
    let kind = route.split('/').nth(3).unwrap();
    let id = match kind {
        // No application is of a tenant, and no connection there is, so an id of any kind is foreign.
        "organizations" | "applications" | "connections" => &ids.organization,
        "users" => &ids.user,
        "invitations" => &ids.invitation,
        "grants" => &ids.grant,
        "mandates" => &ids.mandate,
        // Of an approval, the id of something that nobody else learns of.
        "sessions" | "approvals" => &ids.session,
        // An application that knows somebody else.
        "me" if route.contains("/applications/") => UNKNOWN,
        "me" if route.contains("/organizations/") => &ids.organization,
        // A further address of somebody else, which nobody's list shows.
        "me" => UNKNOWN,
        "contracts" | "decisions" | "evaluation" | "evaluations" => "",
        _ => panic!("say in routes.rs what {{id}} of {route} is"),
    };
    let crm_id = if kind == "contracts" { &contract } else { &ids.crm_id };
    let path = route.replace("{id}", id).replace("{crm_id}", crm_id);
    let path = path.replace("{user}", &ids.user).replace("{key}", "night-shift").replace("{kind}", "email");
    // A program and a mail domain that nobody has anything to do with.
    let path = path.replace("{client}", UNKNOWN).replace("{domain}", UNKNOWN);
    assert!(!path.contains('{'), "say in routes.rs what the parts of {route} are");
    let query = match (method, route) {
        (_, route) if route.ends_with("/who-can") => "?permission=member.view",
        ("DELETE", route) if route.ends_with("/programs/{client}") => "?reason=It+is+no+longer+needed",
        _ => "",
    };
    Request { method, route, named_in: "", path: path + query, body: body(method, route, ids) }
}

/// Whether nothing is sent: what is to be done stands in the address.
fn has_no_body(method: &str, resource: &str) -> bool {
    let posts = [
        "invitations/{id}/resend",
        "mandates/{id}/accept",
        "mandates/{id}/decline",
        "me/emails/{id}/main",
        "me/contact-changes/{kind}/resend",
        "me/export",
        "organizations/{id}/resume",
        "organizations/{id}/text-messages/approve",
        "organizations/{id}/text-messages/decline",
        "organizations/{id}/text-messages/test",
        "approvals/{id}/approve",
        "approvals/{id}/decline",
        "approvals/{id}/stop",
        "applications/{id}/secret",
    ];
    matches!(method, "GET" | "DELETE") || (method == "POST" && posts.contains(&resource))
}

fn body(method: &str, route: &str, ids: &Ids) -> Option<Value> {
    let resource = route.trim_start_matches("/api/v1/");
    Some(match (method, resource) {
        _ if has_no_body(method, resource) => return None,
        ("PUT", "me/contact-changes/{kind}") => json!({"to": "new@elsewhere.example"}),
        ("POST", "me/contact-changes/{kind}/confirm") => json!({"code": "000000"}),
        ("PUT", "me/acting-for") => json!({"organization": ids.organization}),
        ("POST", "organizations/{id}/invitations") => {
            json!({"email": "new@elsewhere.example", "roles": ["viewer"]})
        }
        ("POST", "organizations/{id}/members") => {
            json!({"email": "made@elsewhere.example", "given_name": "Made", "roles": ["viewer"]})
        }
        ("POST", "organizations/{id}/suspend") => json!({"reason": "The bills are unpaid."}),
        ("POST", "users/{id}/approvals") => {
            json!({"act": "reset_authenticators", "reason": "The telephone is lost."})
        }
        ("POST", "users/{id}/password-link") => json!({"delivery": "mail"}),
        ("POST", "organizations/{id}/grants") => json!({"user": ids.user, "role": "people-manager"}),
        ("PUT", "organizations/{id}/roles/{key}") => {
            json!({"name": "Night shift", "permissions": ["organization.view"]})
        }
        ("PUT", "organizations/{id}/sign-in" | "organizations/{id}/roles/{key}/sign-in") => {
            json!({"factors": "two"})
        }
        ("PUT", "organizations/{id}/text-messages") => json!({"code_digits": 8}),
        ("PUT", "organizations/external/{crm_id}") => {
            json!({"name": "Taken over", "class": "sme", "source_version": 2})
        }
        ("PUT", "contracts/external/{crm_id}") => {
            json!({"organization": ids.crm_id, "services": [], "starts_at": "2026-01-01T00:00:00Z"})
        }
        ("PATCH", route) if route.ends_with("external/{crm_id}") => patch_of_feed(route),
        ("POST", "mandates") => json!({
            "organization": ids.organization, "role": "representative",
            "to": {"email": "rita@partner.example"}, "services": ["smartplan"]
        }),
        ("PUT", "organizations/{id}/brand" | "applications/{id}/brand")
        | ("POST", "applications")
        | ("PATCH", "applications/{id}" | "connections/{id}") => json!({"name": "Taken over"}),
        ("POST", "connections") => json!({
            "name": "Taken over", "protocol": "openid", "organization": ids.organization,
            "issuer": "https://login.example.com", "client_id": "client"
        }),
        ("POST", "connections/{id}/domains") => json!({"domain": "elsewhere.example"}),
        ("POST", "applications/{id}/metadata" | "connections/{id}/metadata") => json!({"metadata": "<a/>"}),
        ("PATCH", "users/{id}") => json!({"given_name": "Renamed"}),
        ("POST", "decisions") => {
            json!({"actor": ids.user, "permission": "grant.view", "resource": ids.organization})
        }
        ("POST", "/access/v1/evaluation") => evaluation(ids),
        ("POST", "/access/v1/evaluations") => json!({"evaluations": [evaluation(ids)]}),
        _ => panic!("say in routes.rs what {method} {route} takes"),
    })
}

/// Requests about the caller's own organisation whose body, or the second part of whose address, names what is
/// somebody else's.
pub(crate) fn mixed(route: (&'static str, &'static str), own: &Ids, other: &Ids) -> Vec<Request> {
    let plain = request(route, own);
    let with = |named_in: &'static str, change: &dyn Fn(&mut Value)| {
        let mut body = plain.body.clone().unwrap();
        change(&mut body);
        Request { named_in, body: Some(body), ..plain.clone() }
    };
    let contract = format!("{}-a", other.crm_id);
    match (route.0, route.1.trim_start_matches("/api/v1/")) {
        ("POST", "organizations/{id}/grants") => {
            vec![with("user", &|body| body["user"] = json!(other.user))]
        }
        ("POST", "organizations/{id}/invitations") => vec![with("contracts", &|body| {
            body["roles"] = json!(["representative"]);
            body["mandate"] = json!({"contracts": [contract]});
        })],
        ("POST", "mandates") => vec![
            with("to.user", &|body| body["to"] = json!({"user": other.user})),
            with("contracts", &|body| body["contracts"] = json!([contract])),
            with("parent_grant", &|body| {
                body["to"] = json!({"user": own.user});
                body["parent_grant"] = json!(other.grant);
            }),
            with("giver", &|body| {
                body["to"] = json!({"user": own.user});
                body["giver"] = json!(other.organization);
            }),
        ],
        ("POST", "decisions") => vec![
            with("actor", &|body| body["actor"] = json!(other.user)),
            with("acting_for", &|body| body["acting_for"] = json!(other.organization)),
        ],
        ("GET", "organizations/{id}/members/{user}/permissions") => {
            let path = plain.path.replace(&own.user, &other.user);
            vec![Request { named_in: "{user}", path, ..plain }]
        }
        _ => Vec::new(),
    }
}

/// A question of the decision point.
fn evaluation(ids: &Ids) -> Value {
    json!({
        "subject": {"type": "user", "id": ids.user}, "action": {"name": "grant.view"},
        "resource": {"type": "organization", "id": ids.organization}
    })
}

/// A change as the CRM feeds it.
fn patch_of_feed(route: &str) -> Value {
    match route {
        "contracts/external/{crm_id}" => json!({"services": []}),
        _ => json!({"name": "Renamed", "source_version": 3}),
    }
}
