//! The JSON of looks.

use crate::forms::Form;
use crate::forms::brands::BRAND;
use crate::language::{PageText, in_english};
use crate::rest::http::body::Declared;
use crate::rest::http::problem::Problem;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use identity_core::domain::{BrandLook, Colour, Logo};
use identity_core::values::{DisplayName, EmailAddress, Locale};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How pages and mails look. What is left out looks as it does elsewhere.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BrandCall {
    /// The name in the header of pages and in mails.
    name: Option<String>,
    /// A line above the sign-in form, by language; for the deployment and for applications.
    welcome: BTreeMap<String, String>,
    /// Links and buttons on light pages, as `#rrggbb`, with a contrast of at least 4.5.
    accent: Option<String>,
    /// Links and buttons on dark pages.
    accent_dark: Option<String>,
    /// The name that mails come from. The address stays that of the deployment.
    sender_name: Option<String>,
    /// The e-mail address of whoever helps.
    #[schema(format = Email)]
    help_email: Option<String>,
    /// The telephone number of whoever helps, as people write it.
    help_phone: Option<String>,
    /// When somebody is there to help.
    help_hours: Option<String>,
    /// A PNG image in base64 (RFC 4648 section 4), at most 32 KiB, 16 to 1024 pixels wide and high.
    logo: Option<String>,
}

impl Declared for BrandCall {
    const FORM: &'static Form = &BRAND;
}

impl BrandCall {
    pub(super) fn into_core(self) -> Result<BrandLook, Problem> {
        let line =
            |field: &str, text: Option<String>| parsed(field, text, DisplayName::parse, "error-brand-text");
        let colour = |field: &str, text: Option<String>| parsed(field, text, Colour::parse, "error-colour");
        let logo =
            |text: &str| STANDARD.decode(text).ok().and_then(|octets| Logo::parse(&octets).ok()).ok_or(());
        Ok(BrandLook {
            name: line("name", self.name)?,
            welcome: welcome(self.welcome)?,
            accent: colour("accent", self.accent)?,
            accent_dark: colour("accent_dark", self.accent_dark)?,
            logo: parsed("logo", self.logo, logo, "rest-logo")?,
            sender_name: line("sender_name", self.sender_name)?,
            help_email: parsed("help_email", self.help_email, EmailAddress::parse, "error-email")?,
            help_phone: line("help_phone", self.help_phone)?,
            help_hours: line("help_hours", self.help_hours)?,
        })
    }
}

fn welcome(lines: BTreeMap<String, String>) -> Result<BTreeMap<Locale, DisplayName>, Problem> {
    let read = |(language, line): (String, String)| {
        let pair = Locale::parse(&language).ok().zip(DisplayName::parse(&line).ok());
        pair.ok_or_else(|| wrong("welcome", "rest-welcome"))
    };
    lines.into_iter().map(read).collect()
}

fn parsed<T, E>(
    field: &str,
    text: Option<String>,
    parse: impl FnOnce(&str) -> Result<T, E>,
    error: &'static str,
) -> Result<Option<T>, Problem> {
    text.map(|text| parse(&text).map_err(|_| wrong(field, error))).transpose()
}

fn wrong(field: &str, key: &'static str) -> Problem {
    Problem::field(field, in_english(&PageText::new(key)))
}

impl From<BrandLook> for BrandCall {
    fn from(look: BrandLook) -> Self {
        let line = |text: Option<DisplayName>| text.map(|text| text.to_string());
        Self {
            name: line(look.name),
            welcome: look.welcome.into_iter().map(|(of, line)| (of.to_string(), line.to_string())).collect(),
            accent: look.accent.map(|colour| colour.to_string()),
            accent_dark: look.accent_dark.map(|colour| colour.to_string()),
            sender_name: line(look.sender_name),
            help_email: look.help_email.map(|address| address.to_string()),
            help_phone: line(look.help_phone),
            help_hours: line(look.help_hours),
            logo: look.logo.map(|logo| STANDARD.encode(logo.octets())),
        }
    }
}
