//! What the audit trail tells of a change to an application.

use super::registration::{Registration, SignOnRegistration};
use crate::authority::Trace;
use crate::values::Scope;
use std::collections::BTreeSet;

/// Adds each detail that changed, as it was and as it is. Of keys it is told that they changed.
pub(super) fn changes(mut trace: Trace, before: &Registration, after: &Registration) -> Trace {
    for ((name, was), (_, is)) in details(before).into_iter().zip(details(after)) {
        if was != is {
            trace = trace.with(name, format!("{was} -> {is}"));
        }
    }
    if before.keys == after.keys { trace } else { trace.with("keys", "changed") }
}

fn details(registration: &Registration) -> Vec<(&'static str, String)> {
    let Registration { name, authentication, keys: _, scopes, sign_on, opening: _ } = registration;
    let mut all = vec![
        ("name", name.to_string()),
        ("authentication", authentication.as_str().to_owned()),
        ("scopes", joined(scopes)),
    ];
    all.extend(sign_on.iter().flat_map(details_of_sign_on));
    all
}

fn joined(scopes: &BTreeSet<Scope>) -> String {
    scopes.iter().map(Scope::as_str).collect::<Vec<_>>().join(" ")
}

fn details_of_sign_on(sign_on: &SignOnRegistration) -> Vec<(&'static str, String)> {
    let SignOnRegistration {
        service,
        redirect_uris,
        post_logout_redirect_uris,
        back_channel_logout_uri,
        native,
        id_token_algorithm,
        first_party,
        refresh_tokens,
        client_credentials,
        pushed_requests_only,
    } = sign_on;
    vec![
        ("service", service.to_string()),
        ("redirect_uris", redirect_uris.join(" ")),
        ("post_logout_redirect_uris", post_logout_redirect_uris.join(" ")),
        ("back_channel_logout_uri", back_channel_logout_uri.clone().unwrap_or_default()),
        ("native", native.to_string()),
        ("id_token_algorithm", id_token_algorithm.as_str().to_owned()),
        ("first_party", first_party.to_string()),
        ("refresh_tokens", refresh_tokens.to_string()),
        ("client_credentials", client_credentials.to_string()),
        ("pushed_requests_only", pushed_requests_only.to_string()),
    ]
}
