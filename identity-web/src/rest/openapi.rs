//! The description of the interface (`OpenAPI` 3.1), made from the handlers themselves.

use super::dto;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, ClientCredentials, Flow, Http, HttpAuthScheme, OAuth2, Scopes, SecurityRequirement,
    SecurityScheme,
};
use utoipa::{IntoResponses, Modify, OpenApi};

/// The failures that every call can have.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the derive alone")]
pub(super) enum Problems {
    /// The request is not well-formed
    #[response(status = 400, content_type = "application/problem+json")]
    InvalidRequest(dto::Problem),
    /// Credentials are needed
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(dto::Problem),
    /// Not allowed
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(dto::Problem),
    /// Unknown, or not to be seen
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(dto::Problem),
    /// Any other failure
    #[response(status = "default", content_type = "application/problem+json")]
    Other(dto::Problem),
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Identity",
        description = "Organisations, contracts, invitations, roles, mandates and people.",
        version = "1"
    ),
    paths(
        super::token::issue,
        super::me::me,
        super::me::act_for,
        super::organizations::list,
        super::organizations::read,
        super::organizations::members,
        super::organizations::audit,
        super::organizations::read_external,
        super::organizations::provision,
        super::contracts::read,
        super::contracts::provision,
        super::contracts::end,
        super::invitations::list,
        super::invitations::create,
        super::invitations::resend,
        super::invitations::revoke,
        super::grants::list,
        super::grants::create,
        super::grants::revoke,
        super::mandates::own,
        super::mandates::create,
        super::mandates::read,
        super::mandates::end,
        super::mandates::accept,
        super::mandates::decline,
        super::mandates::list,
        super::abilities::who_can,
        super::abilities::what_can,
        super::abilities::define_role,
        super::users::read,
        super::users::update,
        super::sessions::list,
        super::sessions::end,
        super::decisions::decide,
    ),
    components(schemas(dto::Problem, dto::FieldError)),
    modifiers(&Security),
    security(("token" = []), ("session" = [], "csrf" = []))
)]
struct Description;

/// The ways to say who calls.
struct Security;

impl Modify for Security {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let scopes = identity_core::policy::Permission::ALL.iter();
        let scopes: Scopes = scopes.map(|scope| (scope.as_str(), scope.in_words())).collect();
        let flow = Flow::ClientCredentials(ClientCredentials::new("/oauth2/token", scopes));
        let key = |name: &str| ApiKeyValue::new(name.to_owned());
        let components = description.components.get_or_insert_default();
        for (name, scheme) in [
            ("token", SecurityScheme::OAuth2(OAuth2::new([flow]))),
            ("client", SecurityScheme::Http(Http::new(HttpAuthScheme::Basic))),
            ("session", SecurityScheme::ApiKey(ApiKey::Cookie(key("__Host-identity-session")))),
            ("csrf", SecurityScheme::ApiKey(ApiKey::Header(key("X-CSRF-Token")))),
        ] {
            components.add_security_scheme(name, scheme);
        }
        // Looking by cookie needs no proof against forged requests.
        for path in description.paths.paths.values_mut() {
            if let Some(look) = path.get.as_mut() {
                let none: [&str; 0] = [];
                look.security =
                    Some(["token", "session"].map(|name| SecurityRequirement::new(name, none)).into());
            }
        }
    }
}

/// The description as JSON, as `/api/openapi.json` serves it.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    let mut description: serde_json::Value = serde_json::to_value(Description::openapi())?;
    // Whether objects keep the order of their making is a feature that any crate of the host may turn on.
    description.sort_all_objects();
    Ok(serde_json::to_string_pretty(&description)? + "\n")
}

pub(super) async fn serve() -> Result<Response, super::problem::Problem> {
    let text = openapi_json().map_err(super::problem::Problem::internal)?;
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}
