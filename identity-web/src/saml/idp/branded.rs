//! The identity provider behind the pages: their sign-on speaks its protocol, and its endpoints show their look.

use crate::language::{PageText, in_english};
use crate::page::failure::PageFailure;
use crate::page::headers::{FormActions, in_language};
use crate::page::views::frame::Frame;
use crate::page::views::outcome::{Onward, ProblemPage};
use crate::saml::bindings::post_form::PostForm;
use crate::saml::idp::logout_messages::FRAMED;
use crate::saml::idp::origins::origins;
use crate::saml::idp::provider::SamlIdentityProvider;
use crate::saml::messages::logout::write::SignedMessage;
use crate::saml::web::presenter::{Presenter, SamlProblem};
use crate::sso::{Carried, OwnValue, SsoProtocol};
use crate::state::WebState;
use crate::visit::language::language_for;
use async_trait::async_trait;
use axum::Extension;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::HeaderMap;
use identity_core::domain::{Protocol, RelyingParty};
use identity_core::ids::LogoutId;
use identity_core::sessions::{LogoutView, ToNotify};
use identity_core::sign_on::{Refusal, Told};
use identity_core::values::Locale;

#[async_trait]
impl SsoProtocol for SamlIdentityProvider {
    fn protocol(&self) -> Protocol {
        Protocol::Saml
    }

    async fn own_values(&self) -> Result<Vec<OwnValue>, PageFailure> {
        self.published().await.map_err(|error| PageFailure::Internal(error.into()))
    }

    async fn told(&self, told: &Told) -> Result<Carried, PageFailure> {
        let service = told.application.name.to_string();
        let form = self.assertion_form(told.clone()).await;
        let form = form.map_err(|error| PageFailure::Internal(error.into()))?;
        Ok(Carried::Form(Box::new(onward(&form, service))))
    }

    async fn refused(&self, refusal: &Refusal) -> Result<Carried, PageFailure> {
        let form = self.refusal_form(refusal).await.map_err(|error| PageFailure::Internal(error.into()))?;
        Ok(Carried::Form(Box::new(onward(&form, refusal.application.name.to_string()))))
    }

    async fn logout_notice(
        &self,
        logout: LogoutId,
        party: &ToNotify,
        framed: bool,
    ) -> Result<Option<Carried>, PageFailure> {
        let Some(service) = party.relying_party.browser_logout() else { return Ok(None) };
        let id = self.0.identity.logout_message_id(Some(logout), &party.participant);
        let relay_state = framed.then_some(FRAMED);
        let message = self.logout_request_to(party, &service, id, relay_state).await;
        let message = message.map_err(|error| PageFailure::Internal(error.into()))?;
        Ok(message.and_then(|message| carried(message, &party.relying_party)))
    }

    async fn logout_answer(&self, logout: &LogoutView) -> Result<Option<Carried>, PageFailure> {
        let Some(party) = &logout.initiator else { return Ok(None) };
        let answer = self.answer_of(logout).await.map_err(|error| PageFailure::Internal(error.into()))?;
        Ok(answer.and_then(|message| carried(message, party)))
    }

    fn origins(&self, application: &RelyingParty) -> Vec<String> {
        origins(application)
    }
}

fn carried(message: SignedMessage, party: &RelyingParty) -> Option<Carried> {
    match message {
        SignedMessage::Redirect(url) => Some(Carried::Address(url)),
        SignedMessage::Form(form) => Some(Carried::Form(Box::new(onward(&form, party.name.to_string())))),
        SignedMessage::Soap(_) => None,
    }
}

fn onward(form: &PostForm, service: String) -> Onward {
    let fields = form.fields().into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    Onward {
        service,
        url: form.action.as_str().to_owned(),
        fields: fields.collect(),
        at_once: true,
        origins: form.origins.clone(),
    }
}

impl Presenter for WebState {
    fn problem(&self, problem: &SamlProblem, asked: &HeaderMap) -> Response {
        let words = problem.kind.words();
        let back = if problem.retry.is_some() { "problem-back-to-service" } else { "problem-back" };
        let page = ProblemPage {
            title: words.title,
            text: words.text,
            advice: words.advice,
            reference: problem.reference.clone(),
            back_path: problem.retry.clone().unwrap_or_else(|| "/".to_owned()),
            back_label: PageText::new(back),
            switch: None,
        };
        let language = language_for(asked, self, None);
        match self.pages.render(&in_words_of(&language), &page) {
            Ok(html) => in_language(&language, (problem.status(), Html(html)).into_response()),
            Err(error) => {
                tracing::error!(%error, "the error page could not be shown");
                (problem.status(), in_english(&PageText::new("problem-unshown"))).into_response()
            }
        }
    }

    fn onward(&self, form: &PostForm, service: &str, asked: &HeaderMap) -> Response {
        let language = language_for(asked, self, None);
        match self.pages.render(&in_words_of(&language), &onward(form, service.to_owned())) {
            // The page's form may go to the one service, and nowhere else.
            Ok(html) => {
                let page = (Extension(FormActions(form.origins.clone())), Html(html));
                in_language(&language, page.into_response())
            }
            Err(error) => {
                tracing::error!(%error, "the page that leads on could not be shown");
                http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }

    fn signed_out(&self, _: &HeaderMap) -> Response {
        Redirect::to(&self.base.path("/logout/done")).into_response()
    }
}

fn in_words_of(language: &Locale) -> Frame {
    Frame { language: Some(language.clone()), ..Frame::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::background::Background;
    use crate::base_url::BaseUrl;
    use crate::page::brand::Brand;
    use crate::page::rendering::Pages;
    use crate::saml::bindings::endpoint::Endpoint;
    use crate::saml::bindings::redirect::Carries;
    use crate::saml::web::presenter::SamlProblemKind;
    use axum::body::to_bytes;
    use identity_core::secrets::MasterKey;
    use identity_core::store::MemoryStore;
    use identity_core::{Identity, OsEntropy, SeededEntropy, Settings};

    fn state() -> WebState {
        let base = "http://my.localhost:8080";
        let settings = Settings::new(base.parse().unwrap());
        let key = MasterKey::generate(&OsEntropy);
        let identity = Identity::builder(MemoryStore::new(), settings, key).build().unwrap();
        let base = BaseUrl::parse(base).unwrap();
        let pages = Pages::new(&base, &Brand::named("My"), None).unwrap();
        let background = Background::new(None);
        WebState::new(identity, base, pages, Vec::new(), None, background)
    }

    async fn body(response: Response) -> String {
        String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn every_problem_has_a_page_with_its_reference() {
        for kind in SamlProblemKind::ALL {
            let problem = SamlProblem { kind, reference: "7Q2M-4K8D".to_owned(), retry: None, said: None };
            let response = state().problem(&problem, &HeaderMap::new());
            assert_eq!(response.status(), problem.status());
            let page = body(response).await;
            assert!(page.contains("7Q2M-4K8D") && !page.contains("problem.saml"), "{kind:?}: {page}");
        }
    }

    #[tokio::test]
    async fn a_message_leads_on_to_its_origin_only() {
        let action = Endpoint::parse("https://sp.example/acs?x=\"y").unwrap();
        let form = PostForm::new(&action, Carries::Response, "<r/>", Some("s\"t"), &SeededEntropy::new(1));
        let response = state().onward(&form, "A & B", &HeaderMap::new());
        assert_eq!(response.extensions().get::<FormActions>().unwrap().0, ["https://sp.example"]);
        let page = body(response).await;
        assert!(page.contains("A &amp; B") && page.contains("PHIvPg==") && !page.contains("s\"t"), "{page}");
    }
}
