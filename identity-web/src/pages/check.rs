//! Every page with sample data: for checking a deployer's templates, and for looking at the pages.

use super::{
    applications, approvals, audit, authenticators, brands, closing, connections, contacts, delivery,
    invitations, linked_accounts, mandates, organizations, people, personal_data, programs, recovery, roles,
    sessions, sign_on,
};
use crate::page::rendering::{Pages, PagesError};
use crate::page::samples::{self, Sample};
use crate::page::views::frame::FormTokens;
use identity_core::values::Locale;

/// A template that cannot show its page.
#[derive(Debug, thiserror::Error)]
#[error("{template} in `{language}` (with the sample `{sample}`): {error}")]
#[non_exhaustive]
pub struct FailedTemplate {
    /// The file name.
    pub template: &'static str,
    /// Which sample data it was rendered with.
    pub sample: &'static str,
    /// The language of the page.
    pub language: Locale,
    /// Why.
    #[source]
    pub error: PagesError,
}

/// A page that was rendered with sample data.
#[derive(Debug)]
pub struct Preview {
    /// Distinguishes several samples of one template.
    pub name: &'static str,
    /// The file name of the template.
    pub template: &'static str,
    /// The page, or why its template cannot show it.
    pub html: Result<String, PagesError>,
    /// The name of the declared form that the page shows.
    #[doc(hidden)]
    pub form: Option<String>,
}

impl Pages {
    /// Renders every page with sample data, in every language, and returns those that fail, with the reason.
    pub fn check(&self) -> Vec<FailedTemplate> {
        let in_language = |language: &Locale| {
            let failed = |preview: Preview| {
                let (template, sample, language) = (preview.template, preview.name, language.clone());
                preview.html.err().map(|error| FailedTemplate { template, sample, language, error })
            };
            let previews = self.previews_in(Some(language), "Sample", &FormTokens::default());
            previews.into_iter().filter_map(failed).collect::<Vec<_>>()
        };
        self.languages().all().flat_map(in_language).collect()
    }

    // Public for the tests of the rules that hold for every page; hosts use `check`.
    #[doc(hidden)]
    pub fn previews(&self, word: &str, tokens: &FormTokens) -> Vec<Preview> {
        self.previews_in(None, word, tokens)
    }

    #[doc(hidden)]
    pub fn previews_in(&self, language: Option<&Locale>, word: &str, tokens: &FormTokens) -> Vec<Preview> {
        let render = |mut sample: Sample| {
            sample.frame.language = language.cloned();
            sample.frame.tokens = tokens.clone();
            sample.frame.address = Some("/account".to_owned());
            let html = self.render_value(sample.template, &sample.frame, &sample.view);
            let form = sample.view.get_attr("form").and_then(|form| form.get_attr("declared"));
            let form = form.and_then(|form| form.get_attr("name")).ok();
            let form = form.and_then(|name| name.as_str().map(str::to_owned));
            Preview { name: sample.name, template: sample.template, html, form }
        };
        all(word).into_iter().map(render).collect()
    }
}

/// Samples of every template; `word` is the value of every text that people can enter.
fn all(word: &str) -> Vec<Sample> {
    [
        sign_on::samples::samples(word),
        invitations::samples::samples(word),
        linked_accounts::samples::samples(word),
        applications::samples::samples(word),
        applications::registry::samples::samples(word),
        applications::saml::samples::samples(word),
        approvals::samples::samples(word),
        audit::samples::samples(word),
        authenticators::samples::samples(word),
        brands::samples::samples(word),
        sessions::samples::samples(word),
        connections::samples::samples(word),
        contacts::samples::samples(word),
        closing::samples::samples(word),
        personal_data::samples::samples(word),
        recovery::samples::samples(word),
        people::samples::samples(word),
        programs::samples::samples(word),
        organizations::samples::samples(word),
        mandates::samples::samples(word),
        roles::samples::samples(word),
        samples::samples(word),
        delivery::samples::samples(word),
    ]
    .into_iter()
    .flatten()
    .collect()
}
