//! The claims that an application can be told of a person (OpenID Connect Core, section 5.1; those of an organisation are
//! under the names of the outward contract, as in SAML).

use identity_core::values::Scope;
use std::collections::BTreeSet;

/// Claims that every ID token has, or that answer a parameter of the request.
pub(crate) const PROTOCOL: [&str; 11] =
    ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash", "sid"];

/// Claims about the person and the organisation that they act for.
pub(crate) const ABOUT_PEOPLE: [&str; 13] = [
    "name",
    "given_name",
    "family_name",
    "locale",
    "updated_at",
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
    "organization_id",
    "organization_name",
    "roles",
    "mandate",
];

/// The claims that a scope asks for (OpenID Connect Core, section 5.4).
pub(crate) fn of_scope(scope: &str) -> &'static [&'static str] {
    match scope {
        Scope::OPENID => &["organization_id", "organization_name", "roles", "mandate"],
        Scope::PROFILE => &["name", "given_name", "family_name", "locale", "updated_at"],
        Scope::EMAIL => &["email", "email_verified"],
        Scope::PHONE => &["phone_number", "phone_number_verified"],
        _ => &[],
    }
}

/// The scopes that have these claims.
pub(crate) fn scopes_of<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<Scope> {
    let names: BTreeSet<_> = names.into_iter().collect();
    let has_one = |scope: &&str| of_scope(scope).iter().any(|claim| names.contains(claim));
    Scope::STANDARD
        .iter()
        .copied()
        .filter(|scope| has_one(scope))
        .filter_map(|scope| Scope::parse(scope).ok())
        .collect()
}

/// Whether an application can ask for a claim by its name.
pub(crate) fn is_known(name: &str) -> bool {
    ABOUT_PEOPLE.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_claim_about_people_is_asked_for_by_one_scope() {
        let of_scopes: Vec<_> = Scope::STANDARD.into_iter().flat_map(of_scope).copied().collect();
        assert_eq!(of_scopes.len(), ABOUT_PEOPLE.len());
        assert_eq!(of_scopes.into_iter().collect::<BTreeSet<_>>(), ABOUT_PEOPLE.into_iter().collect());
    }

    /// No request and no map of an application may set what the protocol itself says.
    #[test]
    fn o_26_no_claim_of_the_protocol_is_asked_for_by_name() {
        assert!(PROTOCOL.into_iter().all(|claim| !is_known(claim)));
    }
}
