//! What the provider can do, for clients to read (OpenID Connect Discovery, section 3; RFC 8414). Both addresses give the same
//! document: the members of either are registered for both.

use crate::base_url::BaseUrl;
use crate::openid::authorize::request::{Prompt, ResponseMode};
use crate::openid::{claims, contexts, endpoints};
use identity_core::values::{Locale, Scope};
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm,
    CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthUrl, AuthenticationContextClass, IssuerUrl, JsonWebKeySetUrl,
    LanguageTag, ProviderMetadata, ResponseTypes, TokenUrl, UserInfoUrl,
};
use serde::{Deserialize, Serialize};

/// Our algorithms, under the names of `openidconnect`.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 2] =
    [CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, CoreJwsSigningAlgorithm::EcdsaP256Sha256];

/// The document.
pub(crate) type Metadata = ProviderMetadata<
    Further,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// Members that OpenID Connect Discovery does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Further {
    introspection_endpoint: String,
    introspection_endpoint_auth_methods_supported: Vec<CoreClientAuthMethod>,
    introspection_endpoint_auth_signing_alg_values_supported: Vec<CoreJwsSigningAlgorithm>,
    revocation_endpoint: String,
    revocation_endpoint_auth_methods_supported: Vec<CoreClientAuthMethod>,
    revocation_endpoint_auth_signing_alg_values_supported: Vec<CoreJwsSigningAlgorithm>,
    pushed_authorization_request_endpoint: String,
    end_session_endpoint: String,
    code_challenge_methods_supported: Vec<String>,
    authorization_response_iss_parameter_supported: bool,
    backchannel_logout_supported: bool,
    backchannel_logout_session_supported: bool,
    dpop_signing_alg_values_supported: Vec<CoreJwsSigningAlgorithm>,
    prompt_values_supported: Vec<String>,
}

impl AdditionalProviderMetadata for Further {}

/// What of the deployment the document tells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deployment<'a> {
    /// Where it is.
    pub(crate) base: &'a BaseUrl,
    /// The languages of its pages.
    pub(crate) locales: &'a [Locale],
    /// Whether people can be asked for a second proof.
    pub(crate) has_second_factor: bool,
}

/// Why the document cannot be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MetadataError {
    /// An address is none.
    #[error("an endpoint has no valid address")]
    Address(#[from] url::ParseError),
}

/// Writes the document.
pub(crate) fn metadata(deployment: Deployment<'_>) -> Result<Metadata, MetadataError> {
    let at = |path| deployment.base.absolute(path);
    let code = ResponseTypes::new(vec![CoreResponseType::Code]);
    let metadata = ProviderMetadata::new(
        IssuerUrl::new(endpoints::issuer(deployment.base))?,
        AuthUrl::new(at(endpoints::AUTHORIZE))?,
        JsonWebKeySetUrl::new(at(endpoints::JWKS))?,
        vec![code],
        vec![CoreSubjectIdentifierType::Pairwise],
        ALGORITHMS.to_vec(),
        further(deployment.base),
    );
    let modes = ResponseMode::ALL.map(|mode| match mode {
        ResponseMode::Query => CoreResponseMode::Query,
        ResponseMode::FormPost => CoreResponseMode::FormPost,
    });
    let grants =
        [CoreGrantType::AuthorizationCode, CoreGrantType::RefreshToken, CoreGrantType::ClientCredentials];
    let scopes = Scope::STANDARD.map(|scope| openidconnect::Scope::new(scope.to_owned()));
    let classes = contexts::reachable(deployment.has_second_factor).into_iter();
    let told = claims::PROTOCOL.into_iter().chain(claims::ABOUT_PEOPLE);
    let locales = deployment.locales.iter().map(|locale| LanguageTag::new(locale.to_string()));
    let metadata = metadata
        .set_token_endpoint(Some(TokenUrl::new(at(endpoints::TOKEN))?))
        .set_userinfo_endpoint(Some(UserInfoUrl::new(at(endpoints::USERINFO))?))
        .set_response_modes_supported(Some(modes.to_vec()))
        .set_grant_types_supported(Some(grants.to_vec()))
        .set_scopes_supported(Some(scopes.to_vec()))
        .set_acr_values_supported(Some(
            classes.map(|class| AuthenticationContextClass::new(class.to_owned())).collect(),
        ))
        .set_claims_supported(Some(told.map(|claim| CoreClaimName::new(claim.to_owned())).collect()))
        .set_ui_locales_supported(Some(locales.collect()));
    Ok(metadata
        .set_token_endpoint_auth_methods_supported(Some(methods(true)))
        .set_token_endpoint_auth_signing_alg_values_supported(Some(ALGORITHMS.to_vec()))
        .set_claims_parameter_supported(Some(true))
        .set_request_parameter_supported(Some(false))
        // It is supported where a client does not say otherwise (OpenID Connect Discovery, section 3).
        .set_request_uri_parameter_supported(Some(false)))
}

fn further(base: &BaseUrl) -> Further {
    Further {
        introspection_endpoint: base.absolute(endpoints::INTROSPECT),
        introspection_endpoint_auth_methods_supported: methods(false),
        introspection_endpoint_auth_signing_alg_values_supported: ALGORITHMS.to_vec(),
        revocation_endpoint: base.absolute(endpoints::REVOKE),
        revocation_endpoint_auth_methods_supported: methods(true),
        revocation_endpoint_auth_signing_alg_values_supported: ALGORITHMS.to_vec(),
        pushed_authorization_request_endpoint: base.absolute(endpoints::PUSH),
        end_session_endpoint: base.absolute(endpoints::LOGOUT),
        code_challenge_methods_supported: vec!["S256".to_owned()],
        authorization_response_iss_parameter_supported: true,
        backchannel_logout_supported: true,
        backchannel_logout_session_supported: true,
        dpop_signing_alg_values_supported: ALGORITHMS.to_vec(),
        prompt_values_supported: Prompt::ALL.map(|prompt| prompt.as_str().to_owned()).to_vec(),
    }
}

/// How clients prove who they are; a public client, which does not, has nothing to ask of a token.
fn methods(with_public_clients: bool) -> Vec<CoreClientAuthMethod> {
    let all = [
        CoreClientAuthMethod::ClientSecretBasic,
        CoreClientAuthMethod::ClientSecretPost,
        CoreClientAuthMethod::PrivateKeyJwt,
        CoreClientAuthMethod::None,
    ];
    all.into_iter().filter(|method| with_public_clients || *method != CoreClientAuthMethod::None).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn written(base: &str, has_second_factor: bool) -> Value {
        let base = BaseUrl::parse(base).unwrap();
        let locales = ["en", "fi", "sv"].map(|tag| Locale::parse(tag).unwrap());
        let deployment = Deployment { base: &base, locales: &locales, has_second_factor };
        serde_json::to_value(metadata(deployment).unwrap()).unwrap()
    }

    #[test]
    fn the_document_says_what_is_supported() {
        let document = written("https://my.example.com/identity", true);
        for (member, value) in [
            ("issuer", json!("https://my.example.com/identity")),
            ("authorization_endpoint", json!("https://my.example.com/identity/oauth2/authorize")),
            ("pushed_authorization_request_endpoint", json!("https://my.example.com/identity/oauth2/par")),
            ("response_types_supported", json!(["code"])),
            ("response_modes_supported", json!(["query", "form_post"])),
            ("grant_types_supported", json!(["authorization_code", "refresh_token", "client_credentials"])),
            ("subject_types_supported", json!(["pairwise"])),
            ("id_token_signing_alg_values_supported", json!(["RS256", "ES256"])),
            ("dpop_signing_alg_values_supported", json!(["RS256", "ES256"])),
            ("code_challenge_methods_supported", json!(["S256"])),
            ("scopes_supported", json!(["openid", "profile", "email", "phone", "offline_access"])),
            (
                "token_endpoint_auth_methods_supported",
                json!(["client_secret_basic", "client_secret_post", "private_key_jwt", "none"]),
            ),
            (
                "introspection_endpoint_auth_methods_supported",
                json!(["client_secret_basic", "client_secret_post", "private_key_jwt"]),
            ),
            ("claims_parameter_supported", json!(true)),
            ("request_parameter_supported", json!(false)),
            ("request_uri_parameter_supported", json!(false)),
            ("authorization_response_iss_parameter_supported", json!(true)),
            ("backchannel_logout_session_supported", json!(true)),
            ("prompt_values_supported", json!(["none", "login", "consent", "select_account"])),
            ("ui_locales_supported", json!(["en", "fi", "sv"])),
            (
                "acr_values_supported",
                json!(["https://refeds.org/profile/mfa", "https://refeds.org/profile/sfa"]),
            ),
        ] {
            assert_eq!(document[member], value, "{member}");
        }
        let classes = &written("https://my.example.com", false)["acr_values_supported"];
        assert_eq!(*classes, json!(["https://refeds.org/profile/sfa"]));
    }

    #[test]
    fn nothing_is_said_without_a_value() {
        let Value::Object(document) = written("https://my.example.com", true) else { panic!() };
        assert_eq!(document["issuer"], "https://my.example.com");
        assert!(document.values().all(|value| !value.is_null()));
        let endpoint = |(name, _): &(&String, &Value)| name.ends_with("_endpoint") || *name == "jwks_uri";
        let endpoints: Vec<_> = document.iter().filter(endpoint).collect();
        assert_eq!(endpoints.len(), 8);
        for (name, address) in endpoints {
            assert!(address.as_str().unwrap().starts_with("https://my.example.com/oauth2/"), "{name}");
        }
    }
}
