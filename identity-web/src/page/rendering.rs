//! From a typed view to HTML.

use crate::base_url::BaseUrl;
use crate::language::{LanguageError, Languages, PageText, TextError, right_to_left};
use crate::page::assets::Assets;
use crate::page::brand::{Brand, BrandError};
use crate::page::functions;
use crate::page::views::form::FormState;
use crate::page::views::frame::{Frame, FrameLook};
use crate::page::views::view::View;
use identity_core::values::Locale;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{
    AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value, context, escape_formatter,
};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        /// Every template by its file name, the name under which a deployer puts another in its place.
        pub(crate) const TEMPLATES: &[(&str, &str)] = &[$(($name, include_str!(concat!("templates/", $name)))),+];
    };
}

templates![
    "account.html",
    "account_closed.html",
    "activity.html",
    "already_signed_in.html",
    "application.html",
    "application_form.html",
    "application_metadata.html",
    "application_new.html",
    "application_preview.html",
    "application_secret.html",
    "applications.html",
    "approval_ask.html",
    "approvals.html",
    "authenticator_enrol.html",
    "authenticator_label.html",
    "base.html",
    "brand.html",
    "challenge.html",
    "choose_organization.html",
    "close_account.html",
    "confirm.html",
    "connect_or_create.html",
    "connection.html",
    "connection_domains.html",
    "connection_form.html",
    "connection_metadata.html",
    "connection_new.html",
    "connection_only.html",
    "connection_preview.html",
    "connection_rules.html",
    "connections.html",
    "consent.html",
    "contact.html",
    "contact_closed.html",
    "contact_link.html",
    "contact_proof.html",
    "create_member.html",
    "dev_inbox.html",
    "dev_message.html",
    "domain_link.html",
    "emails.html",
    "erase_user.html",
    "export.html",
    "first_use.html",
    "flow_enrol.html",
    "flow_enrol_choice.html",
    "history.html",
    "home.html",
    "invitation.html",
    "invitation_account.html",
    "invitation_closed.html",
    "invitation_link.html",
    "invitations.html",
    "invite.html",
    "keep_account.html",
    "leave_refused.html",
    "leaving.html",
    "link_question.html",
    "linked_accounts.html",
    "macros.html",
    "mandate.html",
    "mandate_give.html",
    "mandates.html",
    "onward.html",
    "organization_details.html",
    "organization_mandates.html",
    "organization_suspend.html",
    "organizations.html",
    "own_applications.html",
    "password.html",
    "password_letter.html",
    "people.html",
    "person.html",
    "person_edit.html",
    "problem.html",
    "profile.html",
    "program.html",
    "program_stop.html",
    "programs.html",
    "recover.html",
    "recover_closed.html",
    "recover_password.html",
    "recover_sent.html",
    "recovery_codes.html",
    "security.html",
    "sign_in.html",
    "sign_in_policy.html",
    "saml_application.html",
    "saml_attribute.html",
    "sign_out.html",
    "signed_out.html",
    "signing_out.html",
    "sms_settings.html",
    "sso_refused.html",
    "who_can.html",
];

/// Why pages cannot be set up or shown.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PagesError {
    /// A template does not parse or uses something that its view does not have.
    #[error("{0:#}")]
    Template(#[from] minijinja::Error),
    /// The folder of a deployer's templates cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// A file in the deployer's folder that no page uses; most often a typing error.
    #[error("{path}: no page uses a template of this name; the names are {known}")]
    UnknownTemplate {
        /// The file.
        path: PathBuf,
        /// The names that are in use.
        known: String,
    },
    /// The brand's settings.
    #[error(transparent)]
    Brand(#[from] BrandError),
    /// The languages of the deployment.
    #[error(transparent)]
    Languages(#[from] LanguageError),
    /// A text that cannot be written.
    #[error(transparent)]
    Text(#[from] TextError),
}

/// The pages of one deployment: templates, texts and files, ready to render.
#[derive(Debug, Clone)]
pub struct Pages {
    languages: Languages,
    /// One for each language: the templates are the same, their texts are not.
    environments: Arc<BTreeMap<Locale, Environment<'static>>>,
    assets: Arc<Assets>,
    brand: Arc<Brand>,
    overrides: Option<PathBuf>,
}

/// Escapes what text in elements and in quoted attributes needs; a solidus is neither, so addresses stay readable.
fn escaped(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if *state.auto_escape() == AutoEscape::Html && !value.is_safe() => {
            out.write_str(&crate::html::escape(text)).map_err(Error::from)
        }
        _ => escape_formatter(out, state, value),
    }
}

impl Pages {
    /// Sets up the pages; `overrides` is a folder whose files take the place of built-in templates of the same name.
    pub fn new(base: &BaseUrl, brand: &Brand, overrides: Option<&Path>) -> Result<Self, PagesError> {
        Self::with_languages(base, brand, brand.languages(None)?, overrides)
    }

    /// [`new`](Self::new) with languages beside English: those of [`Brand::languages`].
    pub fn with_languages(
        base: &BaseUrl,
        brand: &Brand,
        languages: Languages,
        overrides: Option<&Path>,
    ) -> Result<Self, PagesError> {
        brand.check()?;
        let assets = Arc::new(Assets::new(brand));
        let templates = templates(brand, overrides)?;
        let named: Vec<_> =
            languages.names().map(|(tag, name)| LanguageName { tag: tag.to_string(), name }).collect();
        let in_language = |locale: &Locale| {
            let texts = Arc::clone(languages.catalogue(Some(locale)));
            let mut environment = templates.clone();
            environment.add_global("lang", locale.as_str());
            environment.add_global("right_to_left", right_to_left(locale));
            environment.add_global("languages", Value::from(Serde(&named)));
            functions::add(&mut environment, texts, base.clone(), Arc::clone(&assets));
            (locale.clone(), environment)
        };
        let environments = Arc::new(languages.all().map(in_language).collect());
        let overrides = overrides.map(Path::to_owned);
        Ok(Self { languages, environments, assets, brand: Arc::new(brand.clone()), overrides })
    }

    /// The languages of the pages.
    pub const fn languages(&self) -> &Languages {
        &self.languages
    }

    /// What the deployment is called.
    pub(crate) fn brand_name(&self) -> &str {
        &self.brand.name
    }

    /// How the deployment looks by its settings.
    pub(crate) fn brand(&self) -> &Brand {
        &self.brand
    }

    /// The folder whose files take the place of built-in templates of mails, if there is one.
    pub(crate) fn message_templates(&self) -> Option<PathBuf> {
        let folder = self.overrides.as_ref().map(|folder| folder.join(MESSAGES));
        folder.filter(|folder| folder.is_dir())
    }

    /// The files that the pages refer to.
    #[doc(hidden)]
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// Renders a view inside the frame that every page shares.
    pub fn render<V: View>(&self, frame: &Frame, view: &V) -> Result<String, PagesError> {
        self.render_value(V::TEMPLATE, frame, &Value::from(Serde(view)))
    }

    /// Writes a text in the default language, for what is not a page.
    pub fn say(&self, text: &PageText) -> Result<String, PagesError> {
        Ok(self.languages.say(None, text)?)
    }

    /// The templates in the language of a page; in the default language if there are no texts in it.
    fn environment(&self, language: Option<&Locale>) -> Result<&Environment<'static>, PagesError> {
        let language = self.languages.catalogue(language).locale();
        let missing = || LanguageError::NoDefault(language.to_string());
        Ok(self.environments.get(language).ok_or_else(missing)?)
    }

    /// The brand with the name and the help of a look; none if it has neither.
    fn brand_of(&self, look: &FrameLook) -> Option<Brand> {
        if look.name.is_none() && look.help.is_none() {
            return None;
        }
        let mut brand = Brand::clone(&self.brand);
        brand.name = look.name.clone().unwrap_or(brand.name);
        brand.help = look.help.clone().unwrap_or(brand.help);
        Some(brand)
    }

    pub(crate) fn render_value(
        &self,
        template: &str,
        frame: &Frame,
        view: &Value,
    ) -> Result<String, PagesError> {
        let tokens = frame.form_tokens();
        let token = Value::from_function(move |action: &str| functions::token_field(&tokens, action));
        let draft = frame.draft.as_ref().filter(|draft| has_form(view, draft));
        let draft = draft.map(|draft| Value::from(Serde(draft)));
        let context =
            context! { frame => Value::from(Serde(frame)), view => view, token => token, draft => draft };
        let context = match self.brand_of(&frame.look) {
            Some(brand) => context! { brand => Value::from(Serde(&brand)), ..context },
            None => context,
        };
        let environment = self.environment(frame.language.as_ref())?;
        Ok(environment.get_template(template)?.render(context)?)
    }
}

/// Whether a page shows the form of this state.
fn has_form(view: &Value, state: &FormState) -> bool {
    let declared = view.get_attr("form").and_then(|form| form.get_attr("declared"));
    let name = declared.and_then(|declared| declared.get_attr("name"));
    name.is_ok_and(|name| name.as_str() == Some(state.form().name()))
}

/// A language to choose.
#[derive(Debug, Serialize)]
struct LanguageName {
    tag: String,
    /// In the language itself.
    name: String,
}

/// The templates, without what depends on the language.
fn templates(brand: &Brand, overrides: Option<&Path>) -> Result<Environment<'static>, PagesError> {
    let mut environment = Environment::new();
    // Debug information in errors holds the values of a page: names, addresses and form tokens.
    environment.set_debug(false);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(escaped);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    if let Some(folder) = overrides {
        add_overrides(&mut environment, folder)?;
    }
    environment.add_global("brand", Value::from(Serde(brand)));
    Ok(environment)
}

/// Folders that may stand beside the templates of pages: those of mails, and the texts of languages.
const BESIDE_TEMPLATES: [&str; 2] = [MESSAGES, "texts"];

const MESSAGES: &str = "messages";

fn add_overrides(environment: &mut Environment<'static>, folder: &Path) -> Result<(), PagesError> {
    let unreadable = |path: &Path, source| PagesError::Unreadable { path: path.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && BESIDE_TEMPLATES.contains(&file) {
            continue;
        }
        let Some((name, _)) = TEMPLATES.iter().find(|(name, _)| *name == file) else {
            let known = TEMPLATES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            return Err(PagesError::UnknownTemplate { path, known });
        };
        let source = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        environment.add_template_owned(*name, source)?;
    }
    Ok(())
}
