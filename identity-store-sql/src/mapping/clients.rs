//! OAuth clients, what people authorised them to, and their tokens.

use super::conditions::{all, expired, is};
use super::mapped::{Searched, mapped};
use crate::row::words;
use identity_core::domain::{
    AccessToken, AccessTokenFilter, AccessTokenFormat, AccessTokenKey, ApiClient, ApiClientFilter,
    ApiClientKey, Authorization, AuthorizationFilter, AuthorizationKey, ClientAuthentication, Consent,
    ConsentFilter, ConsentKey, TokenAlgorithm,
};
use sea_orm::sea_query::Condition;

words!(AccessTokenFormat, ClientAuthentication, TokenAlgorithm);

mapped! {
    ApiClient in "identity_api_clients" {
        client_id, declared, secret, authentication, keys, name, scopes, openid, resource, access_tokens, enabled,
        created_at,
    }
    derived { application_id: |client: &ApiClient| client.application() }
}

impl Searched for ApiClient {
    fn with_key(key: &ApiClientKey) -> Condition {
        match key {
            ApiClientKey::ClientId(id) => all().add(is("client_id", id)),
            ApiClientKey::Resource(uri) => all().add(is("resource", uri)),
        }
    }

    fn passing(filter: &ApiClientFilter) -> Condition {
        let ApiClientFilter { application } = filter;
        all().add_option(application.map(|application| is("application_id", &application)))
    }
}

mapped! {
    AccessToken in "identity_access_tokens" {
        client, token, authorization, mandate, scopes, resource, key_thumbprint, created_at, expires_at,
    }
}

impl Searched for AccessToken {
    fn with_key(key: &AccessTokenKey) -> Condition {
        match key {
            AccessTokenKey::Token(digest) => all().add(is("token", digest)),
        }
    }

    fn passing(filter: &AccessTokenFilter) -> Condition {
        let AccessTokenFilter { client, authorization, expired_before } = filter;
        all()
            .add_option(client.map(|client| is("client_id", &client)))
            .add_option(authorization.map(|id| is("authorization_id", &id)))
            .add_option(expired(*expired_before))
    }
}

mapped! {
    Authorization in "identity_authorizations" {
        code, client, user, participant, subject, organization, scopes, methods, factors, authenticated_at, algorithm,
        request, refresh, created_at, code_expires_at, redeemed_at, expires_at, ended_at,
    }
}

impl Searched for Authorization {
    fn with_key(key: &AuthorizationKey) -> Condition {
        match key {
            AuthorizationKey::Code(digest) => all().add(is("code", digest)),
        }
    }

    fn passing(filter: &AuthorizationFilter) -> Condition {
        let AuthorizationFilter { user, expired_before } = filter;
        all().add_option(user.map(|user| is("user_id", &user))).add_option(expired(*expired_before))
    }
}

mapped! {
    Consent in "identity_consents" { user, client, scopes, created_at, updated_at }
}

impl Searched for Consent {
    fn with_key(key: &ConsentKey) -> Condition {
        match key {
            ConsentKey::Of(user, client) => all().add(is("user_id", user)).add(is("client_id", client)),
        }
    }

    fn passing(filter: &ConsentFilter) -> Condition {
        let ConsentFilter { user } = filter;
        all().add_option(user.map(|user| is("user_id", &user)))
    }
}
