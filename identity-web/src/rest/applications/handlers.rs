//! Registering, changing and deleting applications.

use super::dto::Wanted;
use super::patch::Changed;
use super::{ApplicationCall, ApplicationPatchCall, dto, metadata};
use crate::rest::http::answer::{Answer, list as page};
use crate::rest::http::body::{Content, NoContent};
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::parameters::Listing;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use http::header::{HeaderValue, LOCATION};
use identity_core::applications::SamlRegistration;
use identity_core::ids::ApplicationId;

/// All applications, by name, on one page: those that people sign in to, and programs.
#[utoipa::path(
    get, path = "/api/v1/applications", tag = "applications", operation_id = "listApplications",
    responses((status = 200, description = "The current state", body = List<dto::Application>), Problems)
)]
pub(crate) async fn list(call: Call) -> Answer {
    let found = call.identity().applications(&call.caller).await?;
    let items: Vec<_> = found.into_iter().map(dto::Application::from).collect();
    Ok(Json(List { items, next: None }).into_response())
}

/// Registers an application that people sign in to by OpenID Connect or SAML 2.0, or a program. Its secret is in this answer
/// only.
#[utoipa::path(
    post, path = "/api/v1/applications", tag = "applications", operation_id = "registerApplication",
    request_body = ApplicationCall,
    responses((status = 201, description = "Registered", body = dto::RegisteredApplication, headers(("Location" = String))), Problems)
)]
pub(crate) async fn register(call: Call, Content(wanted): Content<ApplicationCall>) -> Answer {
    call.without_condition()?;
    let (id, made) = match wanted.into_core()? {
        Wanted::Client(registration) => {
            let made = call.identity().register_application(&call.caller, &registration).await?;
            (made.id, dto::RegisteredApplication::from(made))
        }
        Wanted::Saml { name, service, opening, metadata } => {
            let taken = metadata::taken(&call, metadata).await?;
            let wanted = SamlRegistration::new(name, service, taken.metadata.clone()).opening(opening);
            let id = call.identity().register_saml_application(&call.caller, &wanted).await?;
            (id, dto::RegisteredApplication::of_saml(id, &taken))
        }
    };
    let location = call.path(&format!("/api/v1/applications/{id}"));
    let mut answer = (StatusCode::CREATED, Json(made)).into_response();
    if let Ok(location) = HeaderValue::from_str(&location) {
        answer.headers_mut().insert(LOCATION, location);
    }
    Ok(answer)
}

/// An application.
#[utoipa::path(
    get, path = "/api/v1/applications/{id}", tag = "applications", operation_id = "getApplication",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = dto::Application), Problems)
)]
pub(crate) async fn read(call: Call, Id(id): Id<ApplicationId>) -> Answer {
    let found = call.identity().application(&call.caller, id).await?;
    Ok(Json(dto::Application::from(found)).into_response())
}

/// Changes an application by merge patch, disables or enables it.
#[utoipa::path(
    patch, path = "/api/v1/applications/{id}", tag = "applications", operation_id = "changeApplication",
    params(("id" = Uuid, Path)),
    request_body(content = ApplicationPatchCall, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The new state", body = dto::Application), Problems)
)]
pub(crate) async fn change(
    call: Call,
    Id(id): Id<ApplicationId>,
    Content(patch): Content<ApplicationPatchCall>,
) -> Answer {
    call.without_condition()?;
    match patch.into_core()? {
        Changed::Registration(patch) => {
            call.identity().change_application(&call.caller, id, &patch).await?;
        }
        Changed::Saml(patch) => call.identity().change_saml_settings(&call.caller, id, &patch).await?,
    }
    read(call, Id(id)).await
}

/// Deletes an application. What people authorised it to is worth nothing from then on.
#[utoipa::path(
    delete, path = "/api/v1/applications/{id}", tag = "applications", operation_id = "deleteApplication",
    params(("id" = Uuid, Path)), responses((status = 204, description = "Deleted"), Problems)
)]
pub(crate) async fn delete(call: Call, Id(id): Id<ApplicationId>) -> Answer {
    call.without_condition()?;
    call.identity().delete_application(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Makes a new secret for an application. It is in this answer only, and the one before it works no longer.
#[utoipa::path(
    post, path = "/api/v1/applications/{id}/secret", tag = "applications", operation_id = "makeApplicationSecret",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The new secret", body = dto::ApplicationSecret), Problems)
)]
pub(crate) async fn make_secret(call: Call, Id(id): Id<ApplicationId>, _: NoContent) -> Answer {
    call.without_condition()?;
    let made = call.identity().make_application_secret(&call.caller, id).await?;
    let client_secret = made.secret.expose().to_owned();
    Ok(Json(dto::ApplicationSecret { client_id: made.client_id.to_string(), client_secret }).into_response())
}

/// The last sign-ons to an application, newest first, with the check that failed.
#[utoipa::path(
    get, path = "/api/v1/applications/{id}/attempts", tag = "applications", operation_id = "listApplicationAttempts",
    params(
        ("id" = Uuid, Path),
        ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200)
    ),
    responses((status = 200, description = "The current state", body = List<dto::ApplicationAttempt>), Problems)
)]
pub(crate) async fn attempts(call: Call<Listing>, Id(id): Id<ApplicationId>) -> Answer {
    let asked = &call.parameters.page;
    let (found, next) = call.identity().application_attempts(&call.caller, id, asked).await?;
    let items = found.into_iter().map(dto::ApplicationAttempt::from).collect();
    Ok(page(&call, items, next))
}
