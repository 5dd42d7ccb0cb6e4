//! What an application that is a SAML service provider remembers.

use super::conditions::{all, expired, is};
use super::mapped::{Searched, mapped};
use identity_core::domain::{
    ConsumedAssertion, ConsumedAssertionKey, ExpiryFilter, LoginRequest, LoginRequestKey, ServiceSession,
    ServiceSessionFilter, ServiceSessionKey,
};
use sea_orm::sea_query::Condition;

mapped! {
    LoginRequest in "identity_login_requests" {
        request_id, relay_state, identity_provider, browser, return_to, created_at, expires_at,
    }
}

impl Searched for LoginRequest {
    fn with_key(key: &LoginRequestKey) -> Condition {
        match key {
            LoginRequestKey::RequestId(id) => all().add(is("request_id", id)),
        }
    }

    fn passing(filter: &ExpiryFilter) -> Condition {
        let ExpiryFilter { expired_before } = filter;
        all().add_option(expired(*expired_before))
    }
}

mapped! {
    ConsumedAssertion in "identity_consumed_assertions" { issuer, assertion_id, expires_at }
}

impl Searched for ConsumedAssertion {
    fn with_key(key: &ConsumedAssertionKey) -> Condition {
        match key {
            ConsumedAssertionKey::Of(issuer, id) => {
                all().add(is("issuer", issuer)).add(is("assertion_id", id))
            }
        }
    }

    fn passing(filter: &ExpiryFilter) -> Condition {
        let ExpiryFilter { expired_before } = filter;
        all().add_option(expired(*expired_before))
    }
}

mapped! {
    ServiceSession in "identity_service_sessions" {
        token, identity_provider, name_id, session_index, attributes, authn_context, authenticated_at,
        created_at, expires_at,
    }
}

impl Searched for ServiceSession {
    fn with_key(key: &ServiceSessionKey) -> Condition {
        match key {
            ServiceSessionKey::Token(digest) => all().add(is("token", digest)),
        }
    }

    fn passing(filter: &ServiceSessionFilter) -> Condition {
        let ServiceSessionFilter { subject, expired_before } = filter;
        let of = |(issuer, name): &(_, String)| {
            all().add(is("identity_provider", issuer)).add(is("name_id", name))
        };
        all().add_option(subject.as_ref().map(of)).add_option(expired(*expired_before))
    }
}
