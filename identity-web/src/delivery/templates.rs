//! Rendering of messages: from the data of a message to its text.

use crate::delivery::letterhead::Letterhead;
use identity_core::Timestamp;
use identity_core::delivery::{MandateNews, Message, MessageContent, OfferedTerms};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use time::OffsetDateTime;
use time::macros::format_description;

/// Longer names are cut, so that a name cannot be used to send a text of one's own.
const MAX_NAME_CHARACTERS: usize = 200;

/// RFC 5322 section 2.1.1 recommends lines of 78 characters; a subject much longer is not read.
const MAX_SUBJECT_CHARACTERS: usize = 150;

const DEFAULT_LANGUAGE: &str = "en";

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        /// Every template of the built-in language. A deployer's folder has the same names in it.
        const BUILT_IN: &[(&str, &str)] = &[$(($name, include_str!(concat!("templates/en/", $name)))),+];
    };
}

built_in![
    "invitation.html",
    "invitation.subject.txt",
    "invitation.txt",
    "letter.html",
    "letter.txt",
    "macros.html",
    "mandate.html",
    "mandate.sms.txt",
    "mandate.subject.txt",
    "mandate.txt",
    "password_changed.html",
    "password_changed.sms.txt",
    "password_changed.subject.txt",
    "password_changed.txt",
    "roles_changed.html",
    "roles_changed.sms.txt",
    "roles_changed.subject.txt",
    "roles_changed.txt",
];

/// A rendered mail.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Why a message could not be rendered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// A link that does not lead to this deployment's pages.
    #[error("the message has a link that does not begin with the configured base URL")]
    ForeignLink,
    /// There is no template for this kind of message on this channel.
    #[error("there is no template {0}")]
    NoTemplate(String),
    /// A template failed.
    #[error("a message template failed: {0:#}")]
    Template(#[from] minijinja::Error),
}

/// Why the templates cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TemplatesError {
    /// A template does not parse, or fails on a sample message.
    #[error("{0:#}")]
    Template(#[from] minijinja::Error),
    /// A sample message could not be rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A deployer's folder cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// A file that no message uses; most often a misspelt name.
    #[error("{0}: no message uses a template of this name; put `LANGUAGE/invitation.html` and so on there")]
    Unknown(PathBuf),
}

/// The templates of all messages of one deployment.
#[derive(Debug)]
pub struct MessageTemplates {
    environment: Environment<'static>,
    letterhead: Letterhead,
}

impl MessageTemplates {
    /// The built-in templates. `overrides` is a folder with one folder for each language; its files take the
    /// place of built-in ones or add a language.
    ///
    /// Every kind of message is rendered once in every language, so that a template that fails is found at
    /// start and not at the first message.
    pub fn new(letterhead: Letterhead, overrides: Option<&Path>) -> Result<Self, TemplatesError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_auto_escape_callback(escape);
        // Debug information in errors holds the values of a message: names, addresses and links with tokens.
        environment.set_debug(false);
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        environment.add_filter("moment", moment);
        environment.add_filter("sentence_end", sentence_end);
        for (name, source) in BUILT_IN {
            environment.add_template_owned(format!("{DEFAULT_LANGUAGE}/{name}"), *source)?;
        }
        let mut languages = vec![DEFAULT_LANGUAGE.to_owned()];
        if let Some(folder) = overrides {
            languages.extend(add_overrides(&mut environment, folder)?);
        }
        let templates = Self { environment, letterhead };
        for language in languages {
            templates.check(&language)?;
        }
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
        Ok(one_line(&self.render(&language, &name, &values)?))
    }

    fn letter_in(
        &self,
        language: &str,
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
        Ok(Letter { subject, text, html, language: language.to_owned() })
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
        content.values_mut().for_each(make_plain);
        let content = Value::from(Serde(content));
        match link {
            None => Ok((kind, content)),
            Some(Json::String(link)) if self.letterhead.is_own(&link) => {
                Ok((kind, context! { link => address(link), ..content }))
            }
            Some(_) => Err(RenderError::ForeignLink),
        }
    }

    fn frame(&self, language: &str, message: &Message) -> Value {
        let Letterhead { brand, operator, help, accent, .. } = &self.letterhead;
        context! {
            brand => context! { name => brand, operator, help, accent },
            lang => language,
            recipient => message.recipient.as_str(),
            account_link => address(self.letterhead.link("/account")),
        }
    }

    /// The language of the receiver if there are templates for it, otherwise the built-in one.
    fn language(&self, message: &Message, template: &str) -> String {
        let wanted = message.locale.iter().flat_map(|locale| [locale.as_str(), locale.language()]);
        let mut known = wanted
            .filter(|language| self.environment.get_template(&format!("{language}/{template}")).is_ok());
        known.next().unwrap_or(DEFAULT_LANGUAGE).to_owned()
    }

    fn render(&self, language: &str, name: &str, values: &Value) -> Result<String, RenderError> {
        let name = format!("{language}/{name}");
        match self.environment.get_template(&name) {
            Ok(template) => Ok(template.render(values)?),
            Err(error) if error.kind() == minijinja::ErrorKind::TemplateNotFound => {
                Err(RenderError::NoTemplate(name))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn check(&self, language: &str) -> Result<(), TemplatesError> {
        for message in samples(&self.letterhead) {
            let (kind, content) = self.content(&message)?;
            self.letter_in(language, &kind, &content, &message)?;
            let text_message = format!("{kind}.sms.txt");
            if self.environment.get_template(&format!("{language}/{text_message}")).is_ok() {
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

fn escape(name: &str) -> AutoEscape {
    if name.rsplit('.').next() == Some("html") { AutoEscape::Html } else { AutoEscape::None }
}

fn add_overrides(
    environment: &mut Environment<'static>,
    folder: &Path,
) -> Result<Vec<String>, TemplatesError> {
    let mut languages = Vec::new();
    for path in entries(folder)? {
        let language = file_name(&path);
        if identity_core::values::Locale::parse(&language).map(|locale| locale.to_string())
            != Ok(language.clone())
        {
            return Err(TemplatesError::Unknown(path));
        }
        for path in entries(&path)? {
            let name = file_name(&path);
            if !BUILT_IN.iter().any(|(known, _)| *known == name) {
                return Err(TemplatesError::Unknown(path));
            }
            let read = std::fs::read_to_string(&path);
            let source = read.map_err(|source| TemplatesError::Unreadable { path: path.clone(), source })?;
            environment.add_template_owned(format!("{language}/{name}"), source)?;
        }
        languages.push(language);
    }
    Ok(languages)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, TemplatesError> {
    let unreadable = |source| TemplatesError::Unreadable { path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(unreadable)).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned()
}

/// `15 January 2027, 08:00 UTC`: a month in letters cannot be taken for a day, and the zone is named.
fn moment(time: &str) -> Result<String, minijinja::Error> {
    let bad =
        || minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, format!("`{time}` is not a time"));
    let at = Timestamp::parse_rfc3339(time).map_err(|_| bad())?;
    let at = OffsetDateTime::from_unix_timestamp(at.unix_seconds()).map_err(|_| bad())?;
    let form = format_description!("[day padding:none] [month repr:long] [year], [hour]:[minute] UTC");
    at.format(form).map_err(|_| bad())
}

/// A name at the end of a sentence: with a dot, unless it ends with one.
fn sentence_end(name: &str) -> String {
    if name.ends_with('.') { name.to_owned() } else { format!("{name}.") }
}

/// Spares an address the escaping of its slashes, which HTML does not need and people do not expect.
fn address(link: String) -> Value {
    if link.contains(['&', '<', '>', '"', '\'']) { Value::from(link) } else { Value::from_safe_string(link) }
}

fn make_plain(value: &mut Json) {
    match value {
        Json::String(text) => *text = plain_name(text),
        Json::Array(values) => values.iter_mut().for_each(make_plain),
        _ => {}
    }
}

/// A name on one line, without anything that mail clients turn into a link.
fn plain_name(text: &str) -> String {
    let one_line = one_line(text).replace("://", " ");
    one_line.chars().take(MAX_NAME_CHARACTERS).collect()
}

fn one_line(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes out the empty lines that template blocks leave behind: at most one stays between paragraphs.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.lines() {
        // The signature mark is two hyphens and a blank (RFC 3676 section 4.3).
        let line = if line == "-- " { line } else { line.trim_end() };
        if !(line.is_empty() && (tidy.is_empty() || tidy.ends_with("\n\n"))) {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy.truncate(tidy.trim_end_matches('\n').len());
    tidy.push('\n');
    tidy
}

/// One message of every kind, and of every news of a mandate.
fn samples(letterhead: &Letterhead) -> Vec<Message> {
    let (at, link) = (Timestamp::from_unix_seconds(1_800_000_000), letterhead.link("/sample"));
    let (organization, by) = ("City Group, Inc.".to_owned(), "Scott Long".to_owned());
    let invitation = |mandate| MessageContent::Invitation {
        given_name: None,
        inviter: by.clone(),
        organization: organization.clone(),
        roles: vec!["Contact person".to_owned()],
        mandate,
        link: link.clone(),
        expires_at: at,
    };
    let mut terms = OfferedTerms::default();
    terms.services = vec!["SmartPlan Application".to_owned()];
    terms.until = Some(at);
    terms.reason = Some("parental leave".to_owned());
    let invitations = [invitation(None), invitation(Some(terms)), invitation(Some(OfferedTerms::default()))];
    let password = MessageContent::PasswordChanged { given_name: "Jeremy".to_owned(), at };
    let (given_name, role) = ("Jeremy".to_owned(), "Contact person".to_owned());
    let mandate = |news, detailed: bool| MessageContent::Mandate {
        given_name: given_name.clone(),
        news,
        giver: by.clone(),
        receiver: "Maya Chen".to_owned(),
        role: "Representative".to_owned(),
        organization: organization.clone(),
        services: if detailed { vec!["SmartPlan Application".to_owned()] } else { Vec::new() },
        until: (detailed || news == MandateNews::EndsSoon).then_some(at),
        reason: detailed.then(|| "parental leave".to_owned()),
        link: link.clone(),
    };
    let all = [
        MandateNews::Offered,
        MandateNews::Accepted,
        MandateNews::Declined,
        MandateNews::EndsSoon,
        MandateNews::Ended,
    ];
    let mut contents: Vec<_> =
        all.into_iter().flat_map(|news| [mandate(news, true), mandate(news, false)]).collect();
    contents.extend(invitations.into_iter().chain([password]));
    contents.push(MessageContent::RolesChanged { given_name, organization, role, given: true, by, link });
    let message = |content| Message::new("jeremy@citygroup.example", content);
    contents.into_iter().map(message).collect()
}
