//! The brand, which a deployer sets without changing a template: name, logo, colours, help contact, texts.

use crate::language::{LanguageError, Languages};
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

/// How to reach a person who helps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Help {
    /// An e-mail address.
    pub email: Option<String>,
    /// A telephone number, as people write it.
    pub phone: Option<String>,
    /// The opening hours, as text.
    pub hours: Option<String>,
}

/// A setting that cannot be used, and what would do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BrandError {
    /// Not `#rrggbb`.
    #[error("the colour `{0}` must have the form #rrggbb")]
    NotAColour(String),
    /// Words in this colour could not be read by everybody (WCAG 2.2, 1.4.3).
    #[error("the colour {colour} has a contrast of {contrast} on its background; text needs at least 4.5")]
    LowContrast {
        /// The colour as it was set.
        colour: String,
        /// Its contrast, rounded down to a tenth.
        contrast: String,
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

/// The lightest and darkest surfaces of the built-in style, on which brand colours must be readable.
const LIGHT_SURFACE: [u8; 3] = [0xF6, 0xF4, 0xEF];

const DARK_SURFACE: [u8; 3] = [0x1B, 0x21, 0x20];

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
        readable(self.colours.accent.as_deref(), LIGHT_SURFACE)?;
        readable(self.colours.accent_dark.as_deref(), DARK_SURFACE)
    }

    /// The style sheet that sets the brand's colours; served as a file, since pages carry no inline style.
    pub fn css(&self) -> String {
        let rule = |colour: &Option<String>| {
            colour.as_deref().filter(|text| parse(text).is_some()).map_or(String::new(), |hex| {
                format!(":root{{--accent:{hex};--accent-strong:color-mix(in srgb,{hex} 85%,var(--ink))}}")
            })
        };
        let dark = rule(&self.colours.accent_dark);
        let dark =
            if dark.is_empty() { dark } else { format!("@media (prefers-color-scheme:dark){{{dark}}}") };
        format!("{}{dark}", rule(&self.colours.accent))
    }
}

fn readable(colour: Option<&str>, surface: [u8; 3]) -> Result<(), BrandError> {
    let Some(colour) = colour else { return Ok(()) };
    let rgb = parse(colour).ok_or_else(|| BrandError::NotAColour(colour.to_owned()))?;
    let (one, other) = (luminance(rgb), luminance(surface));
    let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
    if contrast < 4.5 {
        let contrast = format!("{:.1}", (contrast * 10.0).floor() / 10.0);
        return Err(BrandError::LowContrast { colour: colour.to_owned(), contrast });
    }
    Ok(())
}

fn parse(text: &str) -> Option<[u8; 3]> {
    let hex = text
        .strip_prefix('#')
        .filter(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let [_, red, green, blue] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = rgb.map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    linear.iter().zip([0.2126, 0.7152, 0.0722]).map(|(value, weight)| value * weight).sum()
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
