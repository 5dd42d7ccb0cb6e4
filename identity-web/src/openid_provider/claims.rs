//! What an application is told of a person (OpenID Connect Core, sections 2, 5.1 and 5.4).

use crate::openid::claims::of_scope;
use crate::openid::contexts;
use identity_core::applications::AboutPerson;
use identity_core::domain::AuthenticationMethod;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Where a claim is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    IdToken,
    Userinfo,
}

impl Place {
    /// Its name in the parameter `claims` (Core, section 5.5).
    const fn as_str(self) -> &'static str {
        match self {
            Self::IdToken => "id_token",
            Self::Userinfo => "userinfo",
        }
    }
}

/// The claims about the person and the organisation. What scopes ask for is told at the userinfo endpoint (Core, section
/// 5.4), but for whom the person acts, which the sign-on itself is about; single claims are told where they were asked for.
pub(super) fn about(person: &AboutPerson, place: Place) -> Map<String, Value> {
    let of_scopes = person.scopes.iter().flat_map(|scope| of_scope(scope.as_str()).iter().copied());
    let in_place = |name: &&str| place == Place::Userinfo || of_scope("openid").contains(name);
    let named = person.claims.iter().filter(|(_, places)| places.contains(place.as_str()));
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
