//! Sign-in from elsewhere: connections, the identities that belong to accounts, and the domains that lead to connections.

use super::conditions::{all, is};
use super::mapped::{Searched, mapped};
use crate::row::words;
use identity_core::domain::{
    Connection, ConnectionFilter, ConnectionState, DomainProof, LinkOffer, LinkOfferFilter, LinkOfferKey,
    LinkedIdentity, LinkedIdentityFilter, LinkedIdentityKey, NoKey, SignInDomain, SignInDomainFilter,
    SignInDomainKey,
};
use identity_core::ids::OrganizationId;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};

words!(ConnectionState, DomainProof);

mapped! {
    Connection in "identity_connections" {
        name, organization, provider, state, rules, metadata, tested_at, created_at, updated_at,
    }
}

impl Searched for Connection {
    fn with_key(key: &NoKey) -> Condition {
        match *key {}
    }

    fn passing(filter: &ConnectionFilter) -> Condition {
        let ConnectionFilter { organization } = filter;
        all().add_option(organization.map(of_organization))
    }
}

fn of_organization(organization: Option<OrganizationId>) -> Expr {
    let none = || Expr::col("organization_id").is_null();
    organization.map_or_else(none, |organization| is("organization_id", &organization))
}

mapped! {
    LinkedIdentity in "identity_linked_identities" {
        user, connection, issuer, subject, label, level, attributes, created_at, asserted_at,
    }
}

impl Searched for LinkedIdentity {
    fn with_key(key: &LinkedIdentityKey) -> Condition {
        match key {
            LinkedIdentityKey::Subject(connection, issuer, subject) => all()
                .add(is("connection_id", connection))
                .add(is("issuer", issuer))
                .add(is("subject", subject)),
            LinkedIdentityKey::Of(user, connection) => {
                all().add(is("user_id", user)).add(is("connection_id", connection))
            }
        }
    }

    fn passing(filter: &LinkedIdentityFilter) -> Condition {
        let LinkedIdentityFilter { user, connection } = filter;
        all()
            .add_option(user.map(|user| is("user_id", &user)))
            .add_option(connection.map(|connection| is("connection_id", &connection)))
    }
}

mapped! {
    LinkOffer in "identity_link_offers" { user, connection, ask_again_at, answered_at }
}

impl Searched for LinkOffer {
    fn with_key(key: &LinkOfferKey) -> Condition {
        match key {
            LinkOfferKey::Of(user, connection) => {
                all().add(is("user_id", user)).add(is("connection_id", connection))
            }
        }
    }

    fn passing(filter: &LinkOfferFilter) -> Condition {
        let LinkOfferFilter { user } = filter;
        all().add_option(user.map(|user| is("user_id", &user)))
    }
}

mapped! {
    SignInDomain in "identity_sign_in_domains" { domain, connection, proof, challenge, proved_at, created_at }
}

impl Searched for SignInDomain {
    fn with_key(key: &SignInDomainKey) -> Condition {
        match key {
            SignInDomainKey::Of(connection, domain) => {
                all().add(is("connection_id", connection)).add(is("domain", domain))
            }
        }
    }

    fn passing(filter: &SignInDomainFilter) -> Condition {
        let SignInDomainFilter { domain, connection } = filter;
        all()
            .add_option(domain.as_ref().map(|domain| is("domain", domain)))
            .add_option(connection.map(|connection| is("connection_id", &connection)))
    }
}
