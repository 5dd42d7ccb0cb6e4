//! The brand, which a deployer sets without changing a template: name, logo, colours, help contact, texts.

use crate::language::{LanguageError, Languages};
use crate::page::brand_files::colours_css;
use crate::page::help::Help;
use identity_core::domain::Colour;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The look and the words of one deployment, as its settings file holds them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Brand {
    /// The name in the header, in page titles and in mails.
    pub name: String,
    /// Who answers for the service, shown in the footer.
    pub operator: String,
    /// An SVG image in place of the built-in mark.
    pub logo_svg: Option<String>,
    /// Colours in place of the built-in ones.
    pub colours: Colours,
    /// Where a person finds help.
    pub help: Help,
    /// The language of those who ask for none that there are texts in, such as `en` or `fi`.
    pub language: String,
    /// The languages to choose from, such as `["en", "fi"]`; if it is empty, all that there are texts in.
    pub languages: Vec<String>,
    /// Texts of that language in place of built-in ones, by their key, in Fluent's syntax.
    pub texts: BTreeMap<String, String>,
}

/// The colours that a brand may set, each as `#rrggbb`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Colours {
    /// Links and buttons on a light background.
    pub accent: Option<String>,
    /// Links and buttons on a dark background.
    pub accent_dark: Option<String>,
}

/// A setting that cannot be used, and what would do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BrandError {
    /// Not `#rrggbb`.
    #[error("the colour `{0}` must have the form #rrggbb")]
    NotAColour(String),
    /// Words in this colour could not be read by everybody (WCAG 2.2, 1.4.3).
    #[error(
        "the colour {colour} has a contrast of {contrast} on its background; text needs at least 4.5, which {readable} has"
    )]
    LowContrast {
        /// The colour as it was set.
        colour: String,
        /// Its contrast, rounded down to a tenth.
        contrast: String,
        /// The nearest colour that would do.
        readable: String,
    },
    /// A name is needed in every title.
    #[error("the brand needs a name")]
    NoName,
    /// The logo is not an SVG document.
    #[error("the logo must be an SVG document that starts with <svg")]
    NotSvg,
}

impl Default for Brand {
    fn default() -> Self {
        Self {
            name: "My account".to_owned(),
            operator: String::new(),
            logo_svg: None,
            colours: Colours::default(),
            help: Help::default(),
            language: "en".to_owned(),
            languages: Vec::new(),
            texts: BTreeMap::new(),
        }
    }
}

impl Brand {
    /// A brand with this name and everything else built in.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The languages of the deployment: those that are built in and those that `folder` has texts in, one folder for each,
    /// such as `de/pages.ftl`; of them the ones that the brand offers. Pages and mails take them.
    pub fn languages(&self, folder: Option<&Path>) -> Result<Languages, LanguageError> {
        Languages::new(folder, &self.language, &self.languages, &self.texts)
    }

    /// Checks what could make pages unusable.
    pub fn check(&self) -> Result<(), BrandError> {
        if self.name.trim().is_empty() {
            return Err(BrandError::NoName);
        }
        if self.logo_svg.as_ref().is_some_and(|svg| !svg.trim_start().starts_with("<svg")) {
            return Err(BrandError::NotSvg);
        }
        readable(self.colours.accent.as_deref(), &Colour::ON_LIGHT)?;
        readable(self.colours.accent_dark.as_deref(), &Colour::ON_DARK)
    }

    /// The style sheet that sets the brand's colours; served as a file, since pages carry no inline style.
    pub fn css(&self) -> String {
        let colour = |text: &Option<String>| text.as_deref().and_then(|text| Colour::parse(text).ok());
        colours_css(colour(&self.colours.accent), colour(&self.colours.accent_dark), None)
    }
}

fn readable(colour: Option<&str>, meets: &[Colour]) -> Result<(), BrandError> {
    let Some(text) = colour else { return Ok(()) };
    let colour = Colour::parse(text).map_err(|_| BrandError::NotAColour(text.to_owned()))?;
    if colour.is_readable(meets) {
        return Ok(());
    }
    // Rounded down, so that what is refused never reads as enough.
    let contrast = format!("{:.1}", (colour.least_contrast(meets) * 10.0).floor() / 10.0);
    Err(BrandError::LowContrast {
        colour: text.to_owned(),
        contrast,
        readable: colour.readable(meets).to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accent(colour: &str) -> Brand {
        Brand {
            colours: Colours { accent: Some(colour.to_owned()), accent_dark: None },
            ..Brand::named("Shop")
        }
    }

    #[test]
    fn unreadable_colours_are_refused_with_the_reason() {
        assert_eq!(accent("#0b6e5f").check(), Ok(()));
        let error = accent("#ffcc00").check().unwrap_err();
        assert!(error.to_string().contains("needs at least 4.5"), "{error}");
        for bad in ["teal", "#0b6", "#0b6e5f;}", "#+b6e5f", ""] {
            assert_eq!(accent(bad).check(), Err(BrandError::NotAColour(bad.to_owned())));
        }
    }

    #[test]
    fn the_style_sheet_holds_checked_colours_only() {
        assert!(accent("#0b6e5f").css().contains("--accent:#0b6e5f;"));
        // A colour for light pages says nothing of dark ones, on which it could not be read.
        assert!(accent("#0b6e5f").css().starts_with("@media (prefers-color-scheme:light){"));
        assert_eq!(accent("red}body{display:none").css(), "");
        assert_eq!(Brand::default().css(), "");
    }

    #[test]
    fn a_brand_needs_a_name_and_an_svg() {
        assert_eq!(Brand::named(" ").check(), Err(BrandError::NoName));
        let logo = Brand { logo_svg: Some("<html>".to_owned()), ..Brand::named("Shop") };
        assert_eq!(logo.check(), Err(BrandError::NotSvg));
    }
}
