//! Rendering of messages: from the data of a message to its text.

use super::letterhead::Letterhead;
use super::plain::{address, make_plain, one_line, text_lines, tidy};
use super::samples::samples;
use super::template_error::{RenderError, TemplatesError};
use super::template_files;
use crate::language::{functions, right_to_left};
use identity_core::delivery::Message;
use identity_core::domain::BrandLook;
use identity_core::values::{DisplayName, Locale};
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// RFC 5322 section 2.1.1 recommends lines of 78 characters; a subject much longer is not read.
const MAX_SUBJECT_CHARACTERS: usize = 150;

/// A rendered mail. `Debug` shows neither its subject nor its texts, which hold links and codes.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// The language that it is written in, as a BCP 47 tag.
    pub language: String,
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter").field("language", &self.language).finish_non_exhaustive()
    }
}

/// The templates of all messages of one deployment.
#[derive(Debug)]
pub struct MessageTemplates {
    /// One for each language, with the functions that write texts in it.
    environments: BTreeMap<Locale, Environment<'static>>,
    letterhead: Letterhead,
}

impl MessageTemplates {
    /// The built-in templates in the languages of the letterhead. `overrides` is a folder with one folder for each
    /// language; its files take the place of built-in ones. In a language without texts, there has to be every file.
    ///
    /// Every kind of message is rendered once in every language, so that a template that fails is found at
    /// start and not at the first message.
    pub fn new(letterhead: Letterhead, overrides: Option<&Path>) -> Result<Self, TemplatesError> {
        let (templates, known) = template_files::read(&letterhead.languages, overrides)?;
        let environment = |locale: Locale| {
            let texts = Arc::clone(letterhead.languages.catalogue(Some(&locale)));
            let mut environment = templates.clone();
            environment.add_global("right_to_left", right_to_left(&locale));
            functions::add(&mut environment, move |_| Arc::clone(&texts));
            (locale, environment)
        };
        let environments = known.into_iter().map(environment).collect();
        let templates = Self { environments, letterhead };
        templates.environments.keys().try_for_each(|language| templates.check(language))?;
        Ok(templates)
    }

    /// Renders a message as a mail.
    pub fn letter(&self, message: &Message) -> Result<Letter, RenderError> {
        let (kind, content) = self.content(message)?;
        let language = self.language(message, &format!("{kind}.txt"));
        self.letter_in(&language, &kind, &content, message)
    }

    /// Renders a message as a text message.
    pub fn text_message(&self, message: &Message) -> Result<String, RenderError> {
        let (kind, content) = self.content(message)?;
        let name = format!("{kind}.sms.txt");
        let language = self.language(message, &name);
        let values = context! { ..self.frame(&language, message), ..content };
        Ok(text_lines(&self.render(&language, &name, &values)?))
    }

    fn letter_in(
        &self,
        language: &Locale,
        kind: &str,
        content: &Value,
        message: &Message,
    ) -> Result<Letter, RenderError> {
        let values = context! { ..self.frame(language, message), ..content.clone() };
        let subject = one_line(&self.render(language, &format!("{kind}.subject.txt"), &values)?);
        let subject: String = subject.chars().take(MAX_SUBJECT_CHARACTERS).collect();
        let values = context! { subject => subject.clone(), ..values };
        let text = tidy(&self.render(language, &format!("{kind}.txt"), &values)?);
        let html = self.render(language, &format!("{kind}.html"), &values)?;
        Ok(Letter { subject, text, html, language: language.to_string() })
    }

    /// The kind of a message and what its templates may show. Names come from people, so they lose what
    /// would break a line or make a link of them; the link itself must lead to our own pages.
    fn content(&self, message: &Message) -> Result<(String, Value), RenderError> {
        let unknown = || RenderError::NoTemplate("for this kind of message".to_owned());
        let Ok(Json::Object(mut content)) = serde_json::to_value(&message.content) else {
            return Err(unknown());
        };
        let Some(Json::String(kind)) = content.remove("kind") else { return Err(unknown()) };
        let link = content.remove("link");
        // An address is one that was checked, and the host is our own.
        let checked = |name: &str| matches!(name, "email" | "host");
        content.iter_mut().filter(|(name, _)| !checked(name)).for_each(|(_, value)| make_plain(value));
        let content = Value::from(Serde(content));
        match link {
            None => Ok((kind, content)),
            Some(Json::String(link)) if self.letterhead.is_own(&link) => {
                Ok((kind, context! { link => address(link), ..content }))
            }
            Some(_) => Err(RenderError::ForeignLink),
        }
    }

    fn frame(&self, language: &Locale, message: &Message) -> Value {
        let shown = &message.brand;
        let Letterhead { brand, operator, help, accent, .. } = &self.letterhead;
        let name = named(brand, shown.look.name.as_ref(), shown.is_named_for_another);
        let help = help_of(&shown.look).unwrap_or_else(|| help.clone());
        let accent = shown.look.accent.map_or_else(|| accent.clone(), |accent| accent.to_string());
        context! {
            brand => context! { name, operator, help, accent },
            lang => language.as_str(),
            recipient => message.recipient.as_str(),
            account_link => address(self.letterhead.link("/account")),
            recover_link => address(self.letterhead.link("/recover")),
            sign_in_link => address(self.letterhead.link("/login")),
        }
    }

    /// The language of the receiver if there are templates in it, otherwise the default language.
    fn language(&self, message: &Message, template: &str) -> Locale {
        let asked = message.locale.as_ref();
        let wanted = asked.cloned().into_iter();
        let wanted = wanted.chain(asked.and_then(|locale| Locale::parse(locale.language()).ok()));
        let mut known = wanted.filter(|language| self.has(language, template));
        known.next().unwrap_or_else(|| self.letterhead.languages.default_language().clone())
    }

    fn has(&self, language: &Locale, template: &str) -> bool {
        let environment = self.environments.get(language);
        environment.is_some_and(|found| found.get_template(&format!("{language}/{template}")).is_ok())
    }

    fn render(&self, language: &Locale, name: &str, values: &Value) -> Result<String, RenderError> {
        let name = format!("{language}/{name}");
        let Some(environment) = self.environments.get(language) else {
            return Err(RenderError::NoTemplate(name));
        };
        match environment.get_template(&name) {
            Ok(template) => Ok(template.render(values)?),
            Err(error) if error.kind() == minijinja::ErrorKind::TemplateNotFound => {
                Err(RenderError::NoTemplate(name))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn check(&self, language: &Locale) -> Result<(), TemplatesError> {
        for message in samples(&self.letterhead) {
            let (kind, content) = self.content(&message)?;
            self.letter_in(language, &kind, &content, &message)?;
            let text_message = format!("{kind}.sms.txt");
            if self.has(language, &text_message) {
                self.render(
                    language,
                    &text_message,
                    &context! { ..self.frame(language, &message), ..content },
                )?;
            }
        }
        Ok(())
    }
}

/// A name as a mail shows it: that of the deployment stands beside one that an organisation or an application chose, so that
/// nobody poses as somebody else.
pub(super) fn named(own: &str, chosen: Option<&DisplayName>, for_another: bool) -> String {
    match chosen {
        Some(chosen) if for_another && chosen.as_str() != own => format!("{chosen} ({own})"),
        Some(chosen) => chosen.to_string(),
        None => own.to_owned(),
    }
}

/// Where help is found by a look, in words.
fn help_of(look: &BrandLook) -> Option<String> {
    let email = look.help_email.as_ref().map(ToString::to_string);
    let others = [&look.help_phone, &look.help_hours].into_iter().flatten().map(ToString::to_string);
    let ways: Vec<_> = email.into_iter().chain(others).collect();
    (!ways.is_empty()).then(|| ways.join(", "))
}
