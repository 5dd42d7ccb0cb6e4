//! OAuth clients, what people authorised them to, and their tokens.

use super::draw::Draw;
use super::sample::{Sample, around, pair};
use crate::domain::{
    AccessToken, AccessTokenFilter, AccessTokenFormat, ApiClient, ApiClientFilter, AuthenticationMethod,
    Authorization, AuthorizationFilter, ClientAuthentication, CodeRequest, Consent, ConsentFilter, Factors,
    OpenIdClient, OpenIdRequest, RefreshTokens, TokenAlgorithm,
};
use crate::values::Scope;
use std::collections::BTreeSet;

const SCOPES: [&str; 5] =
    [Scope::OPENID, Scope::OFFLINE_ACCESS, "member.view", "https://a.example/b?c=[d]", "~"];

fn scopes(draw: &mut Draw) -> BTreeSet<Scope> {
    let drawn = draw.some(4, |draw| draw.one_of(&SCOPES));
    drawn.into_iter().filter_map(|text| Scope::parse(text).ok()).collect()
}

fn openid(draw: &mut Draw) -> OpenIdClient {
    OpenIdClient {
        application: draw.known(),
        redirect_uris: draw.some(3, Draw::text),
        post_logout_redirect_uris: draw.some(2, Draw::text),
        native: draw.chance(50),
        id_token_algorithm: draw.one_of(&TokenAlgorithm::ALL),
        first_party: draw.chance(50),
        refresh_tokens: draw.chance(50),
        client_credentials: draw.chance(50),
        pushed_requests_only: draw.chance(50),
    }
}

impl Sample for ApiClient {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            client_id: draw.client_id(),
            declared: draw.chance(50),
            secret: draw.digest(),
            authentication: draw.one_of(&[
                ClientAuthentication::ClientSecret,
                ClientAuthentication::ClientSecretBasic,
                ClientAuthentication::ClientSecretPost,
                ClientAuthentication::PrivateKeyJwt,
                ClientAuthentication::None,
            ]),
            keys: draw.maybe(Draw::text),
            name: draw.display_name(),
            scopes: scopes(draw),
            openid: draw.maybe(openid),
            resource: draw.maybe(Draw::own_text),
            access_tokens: draw.one_of(&[AccessTokenFormat::Opaque, AccessTokenFormat::Jwt]),
            enabled: draw.chance(50),
            created_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let named = Self { client_id: of.client_id.clone(), ..Self::sample(draw) };
        let resource =
            of.resource.clone().map(|resource| Self { resource: Some(resource), ..Self::sample(draw) });
        [named].into_iter().chain(resource).collect()
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<ApiClientFilter> {
        [None, one.application(), other.application(), Some(draw.id())]
            .map(|application| ApiClientFilter { application })
            .to_vec()
    }
}

impl Sample for AccessToken {
    fn sample(draw: &mut Draw) -> Self {
        Self {
            id: draw.id(),
            client: draw.known(),
            token: draw.digest(),
            authorization: draw.maybe(Draw::known),
            mandate: draw.maybe(Draw::known),
            scopes: scopes(draw),
            resource: draw.maybe(Draw::text),
            key_thumbprint: draw.maybe(Draw::text),
            created_at: draw.time(),
            expires_at: draw.time(),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { token: of.token, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<AccessTokenFilter> {
        let [at, behind] = around(one.expires_at);
        [
            (None, None, None),
            (Some(one.client), None, None),
            (Some(draw.id()), None, None),
            (None, one.authorization, None),
            (Some(one.client), other.authorization, None),
            (None, Some(draw.id()), None),
            (None, None, Some(at)),
            (None, None, Some(behind)),
            (Some(one.client), one.authorization, Some(behind)),
            (Some(one.client), None, Some(other.expires_at)),
        ]
        .map(|(client, authorization, expired_before)| AccessTokenFilter {
            client,
            authorization,
            expired_before,
        })
        .to_vec()
    }
}

impl Sample for Authorization {
    fn sample(draw: &mut Draw) -> Self {
        let methods = [AuthenticationMethod::PASSWORD, AuthenticationMethod::SMS, AuthenticationMethod::TOTP];
        Self {
            id: draw.id(),
            code: draw.digest(),
            client: draw.known(),
            user: draw.known(),
            participant: draw.known(),
            subject: draw.text(),
            organization: draw.known(),
            scopes: scopes(draw),
            methods: draw.set(3, |draw| draw.one_of(&methods)),
            factors: draw.one_of(&[Factors::One, Factors::Two]),
            authenticated_at: draw.time(),
            algorithm: draw.one_of(&TokenAlgorithm::ALL),
            request: code_request(draw),
            refresh: draw.maybe(|draw| RefreshTokens {
                serial: draw.one_of(&[1, 2, 1 << 40]),
                rotated_at: draw.time(),
            }),
            created_at: draw.time(),
            code_expires_at: draw.time(),
            redeemed_at: draw.maybe(Draw::time),
            expires_at: draw.time(),
            ended_at: draw.maybe(Draw::time),
        }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { code: of.code, ..Self::sample(draw) }]
    }

    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<AuthorizationFilter> {
        let [at, behind] = around(one.expires_at);
        [
            (None, None),
            (Some(one.user), None),
            (Some(draw.id()), None),
            (None, Some(at)),
            (None, Some(behind)),
            (Some(one.user), Some(other.expires_at)),
        ]
        .map(|(user, expired_before)| AuthorizationFilter { user, expired_before })
        .to_vec()
    }
}

/// What a request of `OpenID` Connect says.
pub(super) fn openid_request(draw: &mut Draw) -> OpenIdRequest {
    OpenIdRequest {
        claimed_scopes: scopes(draw),
        client: draw.known(),
        scopes: scopes(draw),
        code: code_request(draw),
        algorithm: draw.one_of(&TokenAlgorithm::ALL),
        max_age: draw.maybe(|draw| draw.one_of(&[0, 1, u32::MAX])),
        asks_consent: draw.chance(50),
        person: draw.maybe(Draw::known),
        login_hint: draw.maybe(Draw::text),
    }
}

fn code_request(draw: &mut Draw) -> CodeRequest {
    CodeRequest {
        redirect_uri: draw.text(),
        challenge: draw.text(),
        nonce: draw.maybe(Draw::text),
        key_thumbprint: draw.maybe(Draw::text),
        resource: draw.maybe(Draw::text),
        classes: draw.some(2, Draw::text),
        claims: draw.some(2, |draw| (draw.text(), draw.set(2, Draw::text))).into_iter().collect(),
    }
}

impl Sample for Consent {
    fn sample(draw: &mut Draw) -> Self {
        let (user, client) = pair(draw);
        let (created_at, updated_at) = (draw.time(), draw.time());
        Self { id: draw.id(), user, client, scopes: scopes(draw), created_at, updated_at }
    }

    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self> {
        vec![Self { user: of.user, client: of.client, ..Self::sample(draw) }]
    }

    fn alike(draw: &mut Draw, of: &Self) -> Vec<Self> {
        let of_other = Self { user: draw.id(), client: of.client, ..Self::sample(draw) };
        let to_other = Self { user: of.user, client: draw.id(), ..Self::sample(draw) };
        vec![of_other, to_other]
    }

    fn filters(draw: &mut Draw, one: &Self, _other: &Self) -> Vec<ConsentFilter> {
        [None, Some(one.user), Some(draw.id())].map(|user| ConsentFilter { user }).to_vec()
    }
}
