//! Pages without a look, for a service provider that has no templates of its own.

use crate::html::escape;
use crate::language::{Languages, PageText, TextError, opening};
use crate::page::headers::in_language;
use crate::saml::bindings::post_form::PostForm;
use crate::saml::web::presenter::{Presenter, SamlProblem};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, REFERRER_POLICY};
use http::{HeaderMap, HeaderName, StatusCode};
use identity_core::values::Locale;

const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Pages without a look, in the language that the browser asks for.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct PlainPages {
    /// Where signing out ends.
    pub home: String,
    /// The languages of the pages: English alone, if nothing is set.
    pub languages: Languages,
}

impl PlainPages {
    /// Pages that lead to `home` after signing out.
    pub fn new(home: impl Into<String>) -> Self {
        Self { home: home.into(), ..Self::default() }
    }

    /// Sets the languages.
    #[must_use]
    pub fn languages(self, languages: Languages) -> Self {
        Self { languages, ..self }
    }

    fn home(&self) -> &str {
        if self.home.is_empty() { "/" } else { &self.home }
    }

    fn problem_html(&self, problem: &SamlProblem, language: &Locale) -> Result<String, TextError> {
        let say = |text: &PageText| self.languages.say(Some(language), text).map(|said| escape(&said));
        let words = problem.kind.words();
        let (title, text, advice) = (say(&words.title)?, say(&words.text)?, say(&words.advice)?);
        let quote = say(&PageText::new("problem-quote"))?;
        // No page is without a way on.
        let (path, words) = match problem.retry.as_deref() {
            Some(path) => (path, "problem-try-again"),
            None => (self.home(), "problem-back"),
        };
        let words = say(&PageText::new(words))?;
        let retry = format!("<p><a href=\"{}\">{words}</a></p>", escape(path));
        let said =
            problem.said.as_deref().map_or_else(String::new, |said| format!("<p>{}</p>", escape(said)));
        Ok(format!(
            "<!DOCTYPE html>\n{}<head><meta charset=\"utf-8\"><title>{title}</title>\
             <meta name=\"viewport\" content=\"width=device-width\"></head>\n<body><main><h1>{title}</h1>\
             <p>{text}</p>{said}<p>{advice}</p>{retry}<p>{quote} {}</p></main></body></html>\n",
            opening(language.as_str()),
            escape(&problem.reference)
        ))
    }

    fn onward_html(&self, form: &PostForm, service: &str, language: &Locale) -> Result<String, TextError> {
        let say = |text: &PageText| self.languages.say(Some(language), text);
        let title = say(&PageText::new("onward-title").with("service", service))?;
        Ok(form.html(language.as_str(), &title, &say(&PageText::new("onward-button"))?))
    }
}

impl Presenter for PlainPages {
    fn problem(&self, problem: &SamlProblem, asked: &HeaderMap) -> Response {
        let language = self.languages.asked_for(asked);
        page(problem.status(), self.problem_html(problem, &language), POLICY, &language)
    }

    fn onward(&self, form: &PostForm, service: &str, asked: &HeaderMap) -> Response {
        let language = self.languages.asked_for(asked);
        let html = self.onward_html(form, service, &language);
        page(StatusCode::OK, html, &form.content_security_policy(), &language)
    }

    fn signed_out(&self, _: &HeaderMap) -> Response {
        Redirect::to(self.home()).into_response()
    }
}

fn page(status: StatusCode, html: Result<String, TextError>, policy: &str, language: &Locale) -> Response {
    let mut response = match html {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a plain page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    };
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    in_language(language, response)
}
