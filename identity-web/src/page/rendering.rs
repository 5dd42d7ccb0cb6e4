//! From a typed view to HTML.

use crate::base_url::BaseUrl;
use crate::page::assets::Assets;
use crate::page::brand::{Brand, BrandError};
use crate::page::catalogue::{Catalogue, CatalogueError, PageText};
use crate::page::functions;
use crate::page::views::frame::Frame;
use crate::page::views::view::View;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{
    AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value, context, escape_formatter,
};
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
    "base.html",
    "challenge.html",
    "choose_organization.html",
    "confirm.html",
    "dev_inbox.html",
    "dev_message.html",
    "home.html",
    "invitation.html",
    "invitation_account.html",
    "invitation_closed.html",
    "invitation_link.html",
    "invitations.html",
    "invite.html",
    "macros.html",
    "mandate.html",
    "mandate_give.html",
    "mandates.html",
    "onward.html",
    "organization_details.html",
    "organization_mandates.html",
    "organizations.html",
    "people.html",
    "person.html",
    "person_edit.html",
    "problem.html",
    "sign_in.html",
    "sign_out.html",
    "signed_out.html",
    "signing_out.html",
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
    /// The texts.
    #[error(transparent)]
    Texts(#[from] CatalogueError),
}

/// The pages of one deployment: templates, texts and files, ready to render.
#[derive(Debug, Clone)]
pub struct Pages {
    environment: Arc<Environment<'static>>,
    assets: Arc<Assets>,
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
        brand.check()?;
        let mut catalogue = Catalogue::english()?;
        catalogue.override_texts(&brand.texts)?;
        let assets = Arc::new(Assets::new(brand));
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
        environment.add_global("lang", catalogue.lang());
        functions::add(&mut environment, catalogue, base.clone(), Arc::clone(&assets));
        Ok(Self { environment: Arc::new(environment), assets })
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

    /// Puts a message into words, for answers that are not pages.
    pub fn say(&self, message: &PageText) -> Result<String, PagesError> {
        let context = context! { message => Value::from(Serde(message)) };
        Ok(self.environment.render_named_str("message.txt", "{{ say(message)|safe }}", context)?)
    }

    pub(crate) fn render_value(
        &self,
        template: &str,
        frame: &Frame,
        view: &Value,
    ) -> Result<String, PagesError> {
        let tokens = frame.form_tokens();
        let token = Value::from_function(move |action: &str| functions::token_field(&tokens, action));
        let context = context! { frame => Value::from(Serde(frame)), view => view, token => token };
        Ok(self.environment.get_template(template)?.render(context)?)
    }
}

fn add_overrides(environment: &mut Environment<'static>, folder: &Path) -> Result<(), PagesError> {
    let unreadable = |path: &Path, source| PagesError::Unreadable { path: path.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some((name, _)) = TEMPLATES.iter().find(|(name, _)| *name == file) else {
            let known = TEMPLATES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            return Err(PagesError::UnknownTemplate { path, known });
        };
        let source = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        environment.add_template_owned(*name, source)?;
    }
    Ok(())
}
