use super::colour::Colour;
use super::logo::Logo;
use crate::values::{DisplayName, EmailAddress, Locale};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How pages and mails look. What is left out is as it is elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandLook {
    /// The name in the header, in page titles and in mails.
    pub name: Option<DisplayName>,
    /// A line above the form of the sign-in page, by language.
    pub welcome: BTreeMap<Locale, DisplayName>,
    /// Links and buttons on light pages.
    pub accent: Option<Colour>,
    /// Links and buttons on dark pages.
    pub accent_dark: Option<Colour>,
    /// The image in the header.
    pub logo: Option<Logo>,
    /// The name that mails come from; their address stays that of the deployment.
    pub sender_name: Option<DisplayName>,
    /// The e-mail address of whoever helps.
    pub help_email: Option<EmailAddress>,
    /// The telephone number of whoever helps, as people write it.
    pub help_phone: Option<DisplayName>,
    /// When somebody is there to help.
    pub help_hours: Option<DisplayName>,
}

impl BrandLook {
    /// In how many languages the line above the form of the sign-in page is at most.
    pub const MOST_LANGUAGES: usize = 30;

    /// This look, with what it leaves out taken from a wider one. The ways to get help belong together.
    #[must_use]
    pub fn over(self, wider: Self) -> Self {
        let own_help = self.has_help();
        let help = if own_help { self.clone() } else { wider.clone() };
        Self {
            name: self.name.or(wider.name),
            welcome: if self.welcome.is_empty() { wider.welcome } else { self.welcome },
            accent: self.accent.or(wider.accent),
            accent_dark: self.accent_dark.or(wider.accent_dark),
            logo: self.logo.or(wider.logo),
            sender_name: self.sender_name.or(wider.sender_name),
            help_email: help.help_email,
            help_phone: help.help_phone,
            help_hours: help.help_hours,
        }
    }

    /// Whether it says where people find help.
    pub const fn has_help(&self) -> bool {
        self.help_email.is_some() || self.help_phone.is_some() || self.help_hours.is_some()
    }

    /// Whether it leaves everything as it is.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
