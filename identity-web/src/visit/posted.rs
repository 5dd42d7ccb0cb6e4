//! The form of a post, read from its request.

use crate::current_user::current_session;
use crate::page::failure::PageFailure;
use crate::page::forms::{FormData, LARGEST_FORM, PageForm, TOKEN_FIELD};
use crate::page::headers::is_foreign;
use crate::slow_body::was_too_slow;
use crate::state::WebState;
use crate::visit::browser::Browser;
use crate::visit::language::OtherLanguage;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use http::header::ORIGIN;
use http::request::Parts;

/// The form of a post, bounded, shown to this very browser and person, and with no field too many.
#[derive(Debug)]
pub(crate) struct Posted<T>(pub(crate) T);

impl<T: PageForm> FromRequest<WebState> for Posted<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, Response> {
        let mut data = posted(request, state).await.map_err(IntoResponse::into_response)?;
        let form_error = |error| PageFailure::from(error).into_response();
        match OtherLanguage::take::<T>(&mut data, state).map_err(form_error)? {
            Some(other) => Err(other.into_answer()),
            None => Ok(Self(data.read().map_err(form_error)?)),
        }
    }
}

/// What was posted, if its form was shown to this browser and person.
async fn posted(request: Request, state: &WebState) -> Result<FormData, PageFailure> {
    let (mut parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, LARGEST_FORM).await;
    let body =
        body.map_err(
            |error| if was_too_slow(&error) { PageFailure::BadRequest } else { PageFailure::TooLarge },
        )?;
    let data = FormData::parse(&parts.headers, &body)?;
    was_shown_here(&mut parts, state, data.raw(TOKEN_FIELD)).await?;
    Ok(data)
}

/// Refuses a form that was not shown to this browser and person.
pub(crate) async fn was_shown_here(
    parts: &mut Parts,
    state: &WebState,
    token: &str,
) -> Result<(), PageFailure> {
    let browser = parts.extensions.get::<Browser>().cloned().ok_or(PageFailure::ForgedForm)?;
    let person = current_session(parts, state).await?.map(|current| current.user.id);
    let foreign = is_foreign(&parts.headers, state.base.origin()) && !hides_its_origin(&parts.headers);
    let path = parts.uri.path();
    let shown_to = state.csrf.shown_to(browser.0.expose(), path, token);
    let Some(shown_to) = shown_to.ok().filter(|_| !foreign) else { return Err(PageFailure::ForgedForm) };
    let still_theirs = person.is_none() || shown_to == person || (shown_to.is_none() && signs_in(path));
    if still_theirs { Ok(()) } else { Err(PageFailure::OtherPerson) }
}

/// Whether a browser without Fetch Metadata says nothing of where it is: some do on pages with `Referrer-Policy: no-referrer`,
/// such as that of an invitation. The form's token still says that it was shown to this browser.
fn hides_its_origin(headers: &HeaderMap) -> bool {
    !headers.contains_key("sec-fetch-site") && headers.get(ORIGIN).is_some_and(|origin| origin == "null")
}

/// Whether the form acts in nobody's name before it is posted: it counts too when another tab has signed in meanwhile.
fn signs_in(path: &str) -> bool {
    let ways = ["/login", "/flow/", "/invitations/", "/language", "/recover", "/contacts/"];
    ways.iter().any(|begin| path.starts_with(begin))
}
