//! What a page handler knows of its request, and how it answers.

use crate::current_user::{asked_path, current_session, session_token};
use crate::device::device;
use crate::language::PageText;
use crate::page::cookies::{Cookie, read_invitation, read_logout};
use crate::page::failure::PageFailure;
use crate::page::headers::in_language;
use crate::page::rendering::PagesError;
use crate::page::return_to::{CONTACT_LINK_PATH, RESET_PATH, safe_return_to, sign_in_then};
use crate::page::views::form::FormState;
use crate::page::views::frame::FormTokens;
use crate::page::views::view::View;
use crate::reference::Reference;
use crate::state::WebState;
use crate::visit::browser::{Browser, page_of_form, see_other, with_cookie};
use crate::visit::language::{chosen_in, draft_of, language_of};
use axum::extract::FromRequestParts;
use axum::response::{Html, IntoResponse, Response};
use http::HeaderValue;
use http::header::HeaderMap;
use http::request::Parts;
use http::{Method, StatusCode};
use identity_core::Caller;
use identity_core::Timestamp;
use identity_core::domain::Device;
use identity_core::ids::{LogoutId, RelyingPartyId};
use identity_core::secrets::SecretToken;
use identity_core::sessions::{Current, SignedIn};
use identity_core::sign_on::Visitor;
use identity_core::store::{Cursor, Page};
use identity_core::values::Locale;
use std::sync::OnceLock;

/// How many rows a table has at most.
const ROWS_PER_PAGE: u16 = 25;

/// Longer searches are cut; nothing that is searched is longer.
const LONGEST_SEARCH: usize = 200;

/// A request for a page, by anybody.
#[derive(Debug)]
pub(crate) struct Visit {
    pub(crate) state: WebState,
    pub(crate) reference: Reference,
    pub(crate) browser: SecretToken,
    /// The language that the answer is written in.
    pub(crate) language: Locale,
    /// The language that was chosen in this browser, if it is offered.
    pub(crate) chosen_language: Option<Locale>,
    pub(crate) current: Option<Current>,
    pub(crate) device: Device,
    pub(crate) session_token: Option<SecretToken>,
    /// What the browser keeps of those who signed in with it.
    pub(crate) known_device: Option<String>,
    /// That of the invitation whose link was opened in this browser.
    pub(crate) invitation_token: Option<SecretToken>,
    /// When the link of that invitation was opened in this browser.
    pub(crate) invitation_opened_at: Option<Timestamp>,
    /// That of the link for a new password that was opened in this browser.
    pub(crate) recovery_token: Option<SecretToken>,
    /// That of the link about an address or number that was opened in this browser.
    pub(crate) contact_token: Option<SecretToken>,
    /// The sign-out that goes on in this browser.
    pub(crate) logout: Option<(LogoutId, SecretToken)>,
    /// What the last answer to this browser did, as a code.
    pub(crate) just_done: Option<String>,
    /// What was typed into the form of the page before it was asked for in another language.
    pub(crate) draft: Option<FormState>,
    /// The address at which the page is shown again, as the browser has it; absent for the answer to a form, which may be
    /// shown this once, as recovery codes are.
    pub(crate) address: Option<String>,
    pub(crate) path: String,
    pub(crate) query: String,
    /// The application that somebody signs in to with this page.
    pub(crate) application: OnceLock<RelyingPartyId>,
}

/// A request for a page by a signed-in person.
#[derive(Debug)]
pub(crate) struct SignedInVisit {
    pub(crate) visit: Visit,
    pub(crate) current: Current,
    pub(crate) caller: Caller,
}

impl FromRequestParts<WebState> for Visit {
    type Rejection = PageFailure;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, PageFailure> {
        let absent =
            |what: &str| PageFailure::Internal(format!("the layer round the pages set no {what}").into());
        let reference = parts.extensions.get::<Reference>().cloned().ok_or_else(|| absent("reference"))?;
        let browser = parts.extensions.get::<Browser>().cloned().ok_or_else(|| absent("browser"))?.0;
        let current = current_session(parts, state).await?;
        let invitation = state.cookies.read(&parts.headers, Cookie::Invitation).and_then(read_invitation);
        Ok(Self {
            state: state.clone(),
            reference,
            browser,
            language: language_of(parts, state, current.as_ref()),
            chosen_language: chosen_in(&parts.headers, state),
            current,
            device: device(parts),
            session_token: session_token(&parts.headers, state),
            known_device: state.cookies.read(&parts.headers, Cookie::Device).map(ToOwned::to_owned),
            invitation_token: invitation.as_ref().map(|(token, _)| token.clone()),
            invitation_opened_at: invitation.map(|(_, opened_at)| opened_at),
            recovery_token: token_in(&parts.headers, state, Cookie::Recovery),
            contact_token: token_in(&parts.headers, state, Cookie::Contact),
            logout: state.cookies.read(&parts.headers, Cookie::Logout).and_then(read_logout),
            just_done: state.cookies.read(&parts.headers, Cookie::Notice).map(ToOwned::to_owned),
            draft: draft_of(parts),
            address: shown_again_at(parts, state),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            application: OnceLock::new(),
        })
    }
}

impl FromRequestParts<WebState> for SignedInVisit {
    type Rejection = Response;

    /// Without a session, the browser is sent to the sign-in page and comes back afterwards. A posted form is lost,
    /// so its answer says that nothing was done.
    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Response> {
        let mut visit = Visit::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let Some(current) = visit.current.take() else {
            return Err(match parts.method {
                Method::GET | Method::HEAD if visit.path == "/" => visit.go("/login"),
                Method::GET | Method::HEAD => visit.go(&sign_in_then(&asked_for(parts, state))),
                _ => PageFailure::SignedOut.into_response(),
            });
        };
        let caller = current.caller.clone();
        visit.current = Some(current.clone());
        Ok(Self { visit, current, caller })
    }
}

/// The address asked for, as the browser has it: with the mount point, which is taken off on the way here by a
/// router that nests us, or by a proxy in front.
pub(crate) fn asked_for(parts: &Parts, state: &WebState) -> String {
    let path = asked_path(parts);
    if state.base.is_below(path) { path.to_owned() } else { state.base.path(path) }
}

/// The address at which a page is shown again; none for the answer to a form. No page holds the token of a link that was
/// mailed: the browser's cookie has it.
fn shown_again_at(parts: &Parts, state: &WebState) -> Option<String> {
    let asks = matches!(parts.method, Method::GET | Method::HEAD);
    let path = parts.uri.path();
    if path.starts_with("/invitations/") && !(asks && path.starts_with("/invitations/open/")) {
        return Some(state.base.path("/invitations/ask"));
    }
    if path.starts_with("/recover/") && !(asks && path == "/recover/sent") {
        return Some(state.base.path(RESET_PATH));
    }
    if path.starts_with("/contacts/") {
        return Some(state.base.path(CONTACT_LINK_PATH));
    }
    asks.then(|| asked_for(parts, state))
}

/// Where somebody goes on who reads in another language what went wrong: to the page asked for, or the one whose form was
/// posted.
pub(crate) fn address_of_failure(parts: &Parts, state: &WebState) -> String {
    shown_again_at(parts, state).unwrap_or_else(|| page_of_form(parts, state))
}

impl Visit {
    /// A page with status 200.
    pub(crate) async fn page<V: View>(&self, view: &V) -> Result<Response, PageFailure> {
        self.page_as(StatusCode::OK, view).await
    }

    /// A page whose form has errors is answered with 422, so that clients see that nothing was done.
    pub(crate) async fn form_page<V: View>(
        &self,
        form: &FormState,
        view: &V,
    ) -> Result<Response, PageFailure> {
        self.page_as(if form.has_errors() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, view)
            .await
    }

    /// A page that says that something was wrong with what no declared form has, such as a file.
    pub(crate) async fn refused_page<V: View>(&self, view: &V) -> Result<Response, PageFailure> {
        self.page_as(StatusCode::UNPROCESSABLE_ENTITY, view).await
    }

    async fn page_as<V: View>(&self, status: StatusCode, view: &V) -> Result<Response, PageFailure> {
        let frame = self.frame().await?;
        let html = self.state.pages.render(&frame, view)?;
        let page = in_language(&self.language, (status, Html(html)).into_response());
        // Said once.
        Ok(if frame.notice.is_some() { self.said(page) } else { page })
    }

    /// Writes a text in the language of the answer, for views that hold texts of people beside those of the catalogue.
    pub(crate) fn say(&self, text: &PageText) -> Result<String, PageFailure> {
        Ok(self.state.pages.languages().say(Some(&self.language), text).map_err(PagesError::from)?)
    }

    /// A redirect to another page, by its path below the mount point.
    pub(crate) fn go(&self, path: &str) -> Response {
        see_other(&self.state.base.path(path))
    }

    /// [`go`](Self::go) after something was done; the page says it once.
    pub(crate) fn done(&self, path: &str, code: &str) -> Response {
        self.says_done(self.go(&format!("{path}?done={code}")), code)
    }

    /// An answer that lets the page to which it leads say what was done.
    pub(crate) fn says_done(&self, answer: Response, code: &str) -> Response {
        with_cookie(answer, self.state.cookies.set(Cookie::Notice, code))
    }

    /// A page that says what was done, which no further page says.
    pub(crate) fn said(&self, page: Response) -> Response {
        with_cookie(page, self.state.cookies.clear(Cookie::Notice))
    }

    /// Whether the last answer to this browser did this.
    pub(crate) fn has_just_done(&self, code: &str) -> bool {
        self.just_done.as_deref() == Some(code)
    }

    /// Back to where a sign-in began, which may be a page of the host application; to the start page when a
    /// browser asks for anything that is not on this host.
    pub(crate) fn go_back(&self, return_to: Option<&str>) -> Response {
        match return_to.and_then(safe_return_to) {
            Some(path) => see_other(path),
            None => self.go("/"),
        }
    }

    /// An answer with the cookie of a session that has just begun, and with the one by which the browser is known from now on.
    pub(crate) fn signed_in(&self, signed_in: &SignedIn, answer: Response) -> Response {
        self.session_cookies(signed_in).into_iter().fold(answer, with_cookie)
    }

    /// The cookies of [`signed_in`](Self::signed_in).
    pub(crate) fn session_cookies(&self, signed_in: &SignedIn) -> [Option<HeaderValue>; 2] {
        let cookies = &self.state.cookies;
        let session = cookies.set(Cookie::Session, signed_in.token.expose());
        [cookies.set(Cookie::Device, &signed_in.known_device), session]
    }

    /// [`go`](Self::go) with the cookie of the session taken away.
    pub(crate) fn go_signed_out(&self, path: &str) -> Response {
        with_cookie(self.go(path), self.state.cookies.clear(Cookie::Session))
    }

    /// The value of a name in the query.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        let mut pairs = form_urlencoded::parse(self.query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// The text that the list is searched for; empty for the whole list.
    pub(crate) fn search(&self) -> String {
        self.query("q").unwrap_or_default().trim().chars().take(LONGEST_SEARCH).collect()
    }

    /// The requested page of a list; a cursor that cannot be read is a bad request.
    pub(crate) fn list_page(&self) -> Result<Page, PageFailure> {
        let page = Page::first(ROWS_PER_PAGE);
        match self.query("next") {
            None => Ok(page),
            Some(cursor) => Ok(page.after(cursor.parse::<Cursor>().map_err(|_| PageFailure::BadRequest)?)),
        }
    }

    /// The browser, for a sign-on.
    pub(crate) fn visitor(&self) -> Visitor<'_> {
        Visitor::new(&self.browser, &self.device)
            .session(self.current.as_ref(), self.session_token.as_ref())
            .known_device(self.known_device.as_deref())
            .reference(self.reference.as_str())
    }

    pub(crate) fn tokens(&self) -> FormTokens {
        let person = self.current.as_ref().map(|current| current.user.id);
        FormTokens::new(self.state.csrf.clone(), self.browser.expose()).of(person)
    }
}

fn token_in(headers: &HeaderMap, state: &WebState, cookie: Cookie) -> Option<SecretToken> {
    state.cookies.read(headers, cookie).and_then(|text| SecretToken::parse(text).ok())
}
