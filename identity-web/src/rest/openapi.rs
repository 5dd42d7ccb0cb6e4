//! The description of the interface (`OpenAPI` 3.1), made from the handlers themselves.

use crate::language::explanations::act;
use crate::language::in_english;
use crate::page::cookies::Cookie;
use crate::rest::bodies::write_bounds;
use crate::rest::http::problem_body::{FieldError, ProblemBody};
use crate::state::WebState;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, ClientCredentials, Flow, Http, HttpAuthScheme, OAuth2, Scopes, SecurityRequirement,
    SecurityScheme,
};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Identity",
        description = "Organisations, contracts, invitations, roles, mandates and people.",
        version = "1"
    ),
    paths(
        super::sessions::me::me,
        super::sessions::me::act_for,
        super::contacts::emails::list,
        super::contacts::emails::choose_main,
        super::contacts::emails::remove,
        super::contacts::emails::remove_phone,
        super::contacts::handlers::list,
        super::contacts::handlers::begin,
        super::contacts::handlers::cancel,
        super::contacts::handlers::resend,
        super::contacts::handlers::confirm,
        super::people::linked::list,
        super::people::linked::remove,
        super::people::own::export,
        super::people::own::leave,
        super::organizations::handlers::list,
        super::organizations::handlers::export,
        super::organizations::handlers::read,
        super::people::members::members,
        super::people::members::export,
        super::people::members::create,
        super::delivery::handlers::read,
        super::delivery::handlers::write,
        super::delivery::handlers::approve,
        super::delivery::handlers::decline,
        super::delivery::handlers::test,
        super::applications::own::list,
        super::applications::own::withdraw,
        super::applications::handlers::list,
        super::applications::handlers::register,
        super::applications::handlers::read,
        super::applications::handlers::change,
        super::applications::handlers::delete,
        super::applications::handlers::make_secret,
        super::applications::metadata::replace,
        super::applications::handlers::attempts,
        super::connections::handlers::list,
        super::connections::handlers::register,
        super::connections::handlers::read,
        super::connections::handlers::change,
        super::connections::handlers::remove,
        super::connections::metadata::replace,
        super::connections::handlers::attempts,
        super::connections::domains::list,
        super::connections::domains::add,
        super::connections::domains::remove,
        super::brands::handlers::read,
        super::brands::handlers::write,
        super::brands::handlers::read_of_application,
        super::brands::handlers::write_of_application,
        super::audit::handlers::audit,
        super::organizations::handlers::read_external,
        super::organizations::handlers::provision,
        super::organizations::handlers::patch,
        super::organizations::handlers::suspend,
        super::organizations::handlers::resume,
        super::contracts::handlers::read,
        super::contracts::handlers::provision,
        super::contracts::handlers::patch,
        super::contracts::handlers::end,
        super::invitations::handlers::list,
        super::invitations::handlers::export,
        super::invitations::handlers::create,
        super::invitations::handlers::resend,
        super::invitations::handlers::revoke,
        super::roles::grants::list,
        super::roles::grants::create,
        super::roles::grants::revoke,
        super::mandates::handlers::own,
        super::mandates::handlers::create,
        super::mandates::handlers::read,
        super::mandates::handlers::end,
        super::mandates::handlers::accept,
        super::mandates::handlers::decline,
        super::mandates::handlers::list,
        super::mandates::handlers::export,
        super::roles::abilities::who_can,
        super::roles::abilities::what_can,
        super::roles::abilities::define_role,
        super::sign_on::policy::read_of_role,
        super::sign_on::policy::write_of_role,
        super::sign_on::policy::read,
        super::sign_on::policy::write,
        super::people::users::read,
        super::people::users::update,
        super::people::users::erase,
        super::people::users::password_link,
        super::approvals::handlers::ask,
        super::approvals::handlers::list,
        super::approvals::handlers::approve,
        super::approvals::handlers::decline,
        super::approvals::handlers::stop,
        super::sessions::handlers::list,
        super::sessions::handlers::end,
        super::roles::decisions::decide,
        super::authzen::handlers::evaluate,
        super::authzen::handlers::evaluate_all,
        super::authzen::handlers::configuration,
        super::programs::handlers::list,
        super::programs::handlers::read,
        super::programs::handlers::stop,
        super::sign_on::handlers::begin,
        super::sign_on::handlers::show,
        super::sign_on::handlers::answer,
    ),
    components(schemas(ProblemBody, FieldError)),
    modifiers(&Security),
    security(("token" = []), ("session" = [], "csrf" = []))
)]
struct Description;

/// The ways to say who calls.
struct Security;

impl Modify for Security {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let scopes = identity_core::policy::Permission::ALL.iter();
        let scopes: Scopes = scopes.map(|scope| (scope.to_string(), in_english(&act(*scope)))).collect();
        let flow = Flow::ClientCredentials(ClientCredentials::new("/oauth2/token", scopes));
        let key = |name: &str| ApiKeyValue::new(name.to_owned());
        let components = description.components.get_or_insert_default();
        for (name, scheme) in [
            ("token", SecurityScheme::OAuth2(OAuth2::new([flow]))),
            ("client", SecurityScheme::Http(Http::new(HttpAuthScheme::Basic))),
            ("session", SecurityScheme::ApiKey(ApiKey::Cookie(key(SESSION_COOKIE)))),
            ("csrf", SecurityScheme::ApiKey(ApiKey::Header(key("X-CSRF-Token")))),
        ] {
            components.add_security_scheme(name, scheme);
        }
        // Looking by cookie needs no proof against forged requests.
        for (path, methods) in &mut description.paths.paths {
            // Flows are for those who are nobody yet.
            let look = methods.get.as_mut().filter(|_| !path.starts_with("/api/v1/flows"));
            if let Some(look) = look {
                let none: [&str; 0] = [];
                look.security =
                    Some(["token", "session"].map(|name| SecurityRequirement::new(name, none)).into());
            }
        }
    }
}

/// The description as JSON, as `/api/openapi.json` serves it at the root of a host that is reached by HTTPS.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    described(SESSION_COOKIE)
}

/// The name of the session's cookie at the root of a host that is reached by HTTPS.
const SESSION_COOKIE: &str = "__Host-identity-session";

/// The description of an instance whose session is in a cookie of this name.
fn described(session_cookie: &str) -> Result<String, serde_json::Error> {
    let mut description: serde_json::Value = serde_json::to_value(Description::openapi())?;
    write_bounds(&mut description);
    if let Some(name) = description.pointer_mut("/components/securitySchemes/session/name") {
        *name = session_cookie.into();
    }
    // Whether objects keep the order of their making is a feature that any crate of the host may turn on.
    description.sort_all_objects();
    Ok(serde_json::to_string_pretty(&description)? + "\n")
}

/// The description of this instance: below a mount point, and without HTTPS, its cookies have other names.
pub(crate) async fn serve(
    State(state): State<WebState>,
) -> Result<Response, crate::rest::http::problem::Problem> {
    let cookie = state.cookies.name(Cookie::Session);
    let text = described(&cookie).map_err(crate::rest::http::problem::Problem::internal)?;
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}
