//! The language of a page, and the choice of another one on every page.
//!
//! Each page has a button for each language. Where it has a form, the button belongs to that form, so what was typed comes with
//! it, without scripts too; elsewhere it posts to `/language`. Such a post does nothing else: its page is shown again, in the
//! other language and with what was typed, except for passwords and codes.

use crate::current_user::{SessionOfRequest, current_session};
use crate::device::copy_sender;
use crate::forms::{Control, Kind};
use crate::language::choice::{Wishes, choose};
use crate::page::cookies::Cookie;
use crate::page::failure::PageFailure;
use crate::page::forms::{FormData, FormError, PageForm};
use crate::page::views::form::FormState;
use crate::reference::Reference;
use crate::state::WebState;
use crate::visit::browser::{Browser, page_of_form, see_other, with_cookie};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use http::request::Parts;
use http::{Method, StatusCode, Uri};
use identity_core::people::UserPatch;
use identity_core::sessions::Current;
use identity_core::values::{AttributeWriter, Locale, ProfileField};
use std::collections::BTreeMap;
use tower::ServiceExt;

/// The name of the buttons that choose a language. No form has a field of this name.
pub(crate) const LANGUAGE_FIELD: &str = "language";

/// The language that was chosen with the request that is being answered.
#[derive(Debug, Clone)]
struct Chosen(Locale);

/// A form that was posted to see its page in another language.
#[derive(Debug, Clone)]
pub(crate) struct OtherLanguage {
    language: Locale,
    /// What was typed.
    draft: FormState,
    /// The hidden values of the form, which its page takes in its address.
    query: BTreeMap<&'static str, String>,
}

/// The language in which a request is answered.
pub(crate) fn language_of(parts: &Parts, state: &WebState, current: Option<&Current>) -> Locale {
    let chosen = parts.extensions.get::<Chosen>().map(|chosen| &chosen.0);
    let person = chosen.or_else(|| current.and_then(|current| current.user.locale.as_ref()));
    language_for(&parts.headers, state, person)
}

/// The language for a request of which only the headers are known.
pub(crate) fn language_for(headers: &HeaderMap, state: &WebState, person: Option<&Locale>) -> Locale {
    let cookie = kept_in(headers, state, Cookie::Language);
    let application = kept_in(headers, state, Cookie::AskedLanguage);
    let browser = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let wishes = Wishes { person, cookie: cookie.as_ref(), application: application.as_ref(), browser };
    choose(state.pages.languages(), wishes)
}

/// The language that was chosen in this browser, if it is offered.
pub(crate) fn chosen_in(headers: &HeaderMap, state: &WebState) -> Option<Locale> {
    kept_in(headers, state, Cookie::Language)
}

/// The language in a cookie, if it is offered.
fn kept_in(headers: &HeaderMap, state: &WebState, cookie: Cookie) -> Option<Locale> {
    let kept = state.cookies.read(headers, cookie).and_then(|text| Locale::parse(text).ok())?;
    state.pages.languages().nearest(&kept).cloned()
}

/// What was typed into a form before its page was asked for in another language.
pub(crate) fn draft_of(parts: &Parts) -> Option<FormState> {
    parts.extensions.get::<OtherLanguage>().map(|other| other.draft.clone())
}

impl OtherLanguage {
    /// The choice of a language that came with a form; `None` when the form was sent to be acted upon.
    pub(crate) fn take<T: PageForm>(
        data: &mut FormData,
        state: &WebState,
    ) -> Result<Option<Self>, FormError> {
        let Some(asked) = data.take(LANGUAGE_FIELD) else { return Ok(None) };
        let language = Locale::parse(&asked).ok();
        let language = language.and_then(|asked| state.pages.languages().nearest(&asked).cloned());
        let language = language.ok_or_else(|| FormError::UnknownField(LANGUAGE_FIELD.to_owned()))?;
        let filled = data.clone().fill(T::form(data))?;
        let hidden = filled.form().page_fields().filter(|field| field.control() == Control::Hidden);
        let hidden = hidden.filter(|field| !matches!(field.kind(), Kind::Fixed(_)));
        let carried =
            hidden.map(|field| (field.name(), filled.text(field))).filter(|(_, value)| !value.is_empty());
        let query = carried.collect();
        Ok(Some(Self { language, draft: filled.state().without_errors(), query }))
    }

    /// The answer that lets the layer round the pages show the page again.
    pub(crate) fn into_answer(self) -> Response {
        let mut answer = StatusCode::NO_CONTENT.into_response();
        answer.extensions_mut().insert(self);
        answer
    }

    /// The page of the form in the other language, which is kept for the person who is signed in, and in the browser.
    pub(crate) async fn answer(
        self,
        pages: Router,
        asked: &mut Parts,
        state: &WebState,
    ) -> Result<Response, PageFailure> {
        let is_own =
            state.identity.settings().profile.may_write(ProfileField::Locale, AttributeWriter::Person);
        if let Some(current) = current_session(asked, state).await?.filter(|_| is_own) {
            let patch = UserPatch::default().locale(Some(self.language.clone()));
            let user = current.user.id;
            state.identity.update_user(&current.caller, user, &patch).await?;
        }
        let cookie = state.cookies.set(Cookie::Language, self.language.as_str());
        let page = self.request(asked, state)?;
        let Ok(mut answer) = pages.oneshot(page).await;
        if answer.status() == StatusCode::METHOD_NOT_ALLOWED {
            // The form has no page at its own address: the one that showed it is read again.
            answer = see_other(&page_of_form(asked, state));
        }
        Ok(with_cookie(answer, cookie))
    }

    /// The address of the page: that of the form, with the query that the page had, where the browser says it, and with what
    /// the form carries.
    fn address(&self, asked: &Parts, state: &WebState) -> String {
        let path = asked.uri.path();
        let shown_at = page_of_form(asked, state);
        let (shown, query) = shown_at.split_once('?').unwrap_or((&shown_at, ""));
        let query = if shown == state.base.path(path) { query } else { "" };
        let before = form_urlencoded::parse(query.as_bytes());
        let before = before.filter(|(name, _)| !self.query.contains_key(name.as_ref()));
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(before)
            .extend_pairs(&self.query)
            .finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The request for the page, by the same browser.
    fn request(self, asked: &Parts, state: &WebState) -> Result<Request, PageFailure> {
        let (mut page, ()) = http::Request::new(()).into_parts();
        page.method = Method::GET;
        page.uri = self.address(asked, state).parse::<Uri>().map_err(|_| PageFailure::BadRequest)?;
        page.headers.clone_from(&asked.headers);
        page.headers.remove(CONTENT_LENGTH);
        page.headers.remove(CONTENT_TYPE);
        copy_sender(&asked.extensions, &mut page.extensions);
        page.extensions.insert(SessionOfRequest::default());
        if let Some(reference) = asked.extensions.get::<Reference>().cloned() {
            page.extensions.insert(reference);
        }
        if let Some(browser) = asked.extensions.get::<Browser>().cloned() {
            page.extensions.insert(browser);
        }
        page.extensions.insert(state.clone());
        page.extensions.insert(Chosen(self.language.clone()));
        page.extensions.insert(self);
        Ok(Request::from_parts(page, Body::empty()))
    }
}
