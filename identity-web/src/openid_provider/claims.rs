//! What an application is told of a person (OpenID Connect Core, sections 2, 5.1 and 5.4).

use crate::openid::claims::of_scope;
use crate::openid::contexts;
use identity_core::applications::{AboutPerson, ActingClient};
use identity_core::domain::AuthenticationMethod;
use identity_core::values::ClientId;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Where a claim is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the ID token, for the application itself.
    IdToken,
    /// At the userinfo endpoint, for the application itself.
    Userinfo,
    /// In an access token or at its introspection, for the resource server: what the application asked for by name for itself
    /// is not told there.
    AccessToken,
}

impl Place {
    /// Its name in the parameter `claims` (Core, section 5.5).
    const fn in_parameter(self) -> Option<&'static str> {
        match self {
            Self::IdToken => Some("id_token"),
            Self::Userinfo => Some("userinfo"),
            Self::AccessToken => None,
        }
    }
}

/// The claims about the person and the organisation. What scopes ask for is told at the userinfo endpoint (Core, section
/// 5.4), but for whom the person acts, which the sign-on itself is about; single claims are told where they were asked for.
pub(super) fn about(person: &AboutPerson, place: Place) -> Map<String, Value> {
    let of_scopes = person.scopes.iter().flat_map(|scope| of_scope(scope.as_str()).iter().copied());
    let in_place = |name: &&str| place == Place::Userinfo || of_scope("openid").contains(name);
    let is_named = |places: &BTreeSet<String>| place.in_parameter().is_some_and(|name| places.contains(name));
    let named = person.claims.iter().filter(|(_, places)| is_named(places));
    let wanted: BTreeSet<&str> =
        of_scopes.filter(in_place).chain(named.map(|(name, _)| name.as_str())).collect();
    let value = |name: &str| Some((name.to_owned(), value_of(person, name)?));
    wanted.into_iter().filter_map(value).collect()
}

/// The value of a claim; none for one that the person has not.
fn value_of(person: &AboutPerson, name: &str) -> Option<Value> {
    let user = &person.user;
    let family_name = user.family_name.name().map(|name| name.to_string());
    // An address or a number that nobody proved is told to nobody.
    let email = user.email.as_ref().filter(|_| user.email_verified_at.is_some()).map(ToString::to_string);
    let phone = user.phone.as_ref().filter(|_| user.phone_verified_at.is_some()).map(ToString::to_string);
    Some(match name {
        "name" => json!(user.full_name()),
        "given_name" => json!(user.given_name.to_string()),
        "family_name" => json!(family_name?),
        "locale" => json!(user.locale.as_ref()?.as_str()),
        "updated_at" => json!(user.updated_at.unix_seconds()),
        "email" => json!(email?),
        "email_verified" => email.map(|_| json!(true))?,
        "phone_number" => json!(phone?),
        "phone_number_verified" => phone.map(|_| json!(true))?,
        "organization_id" => json!(person.organization.to_string()),
        "organization_name" => json!(person.organization_name),
        "roles" => json!(person.roles),
        "mandate" => json!(person.mandate?.to_string()),
        _ => return None,
    })
}

/// For whom a client acts by a mandate. `sub` stays the client, as of every token by client credentials (RFC 9068, section 2.2),
/// so that a resource knows the same client whomever it acts for; `act` says that the authority was delegated, and to whom (RFC
/// 8693, section 4.1).
pub(super) fn of_acting(client: &ClientId, acting: &ActingClient) -> Map<String, Value> {
    let roles = (!acting.roles.is_empty()).then(|| ("roles".to_owned(), json!(acting.roles)));
    let claims = [
        ("act".to_owned(), json!({ "sub": client.as_str() })),
        ("organization_id".to_owned(), json!(acting.organization.to_string())),
        ("organization_name".to_owned(), json!(acting.organization_name)),
        ("mandate".to_owned(), json!(acting.mandate.to_string())),
    ];
    claims.into_iter().chain(roles).collect()
}

/// How the person proved who they are.
pub(super) fn of_proofs(person: &AboutPerson) -> Map<String, Value> {
    let methods: Vec<_> = person.methods.iter().map(AuthenticationMethod::as_str).collect();
    [
        ("auth_time".to_owned(), json!(person.authenticated_at.unix_seconds())),
        ("acr".to_owned(), json!(contexts::told(person.factors, person.classes.iter().map(String::as_str)))),
        ("amr".to_owned(), json!(methods)),
    ]
    .into_iter()
    .collect()
}
