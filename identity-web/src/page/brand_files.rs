//! The files that stored brands have, by address and content, and what is said of their colours.

use crate::language::PageText;
use identity_core::domain::{Colour, Logo};
use identity_core::ids::BrandId;

/// The path of a logo below the mount point. Another image has another one.
pub(crate) fn logo_path(brand: BrandId, logo: &Logo) -> String {
    format!("/brand/{brand}/logo-{}.png", logo.digest())
}

/// The path of the style sheet with two colours, which it holds itself; none if there is none.
pub(crate) fn colours_path(light: Option<Colour>, dark: Option<Colour>) -> Option<String> {
    let digits = |colour: Option<Colour>| {
        colour
            .map_or_else(|| "none".to_owned(), |colour| colour.to_string().trim_start_matches('#').to_owned())
    };
    (light.is_some() || dark.is_some())
        .then(|| format!("/brand/colours/{}-{}.css", digits(light), digits(dark)))
}

/// The rules for the accent colours of light and of dark pages. A `scheme` makes one of them count whatever the browser
/// prefers.
pub(crate) fn colours_css(light: Option<Colour>, dark: Option<Colour>, scheme: Option<&str>) -> String {
    let rule = |own: &str, colour: Option<Colour>| {
        let Some(colour) = colour else { return String::new() };
        let media = match scheme {
            Some(asked) if asked == own => "all".to_owned(),
            Some(_) => "not all".to_owned(),
            None => format!("(prefers-color-scheme:{own})"),
        };
        let strong = format!("color-mix(in srgb,{colour} 85%,var(--ink))");
        format!("@media {media}{{:root{{--accent:{colour};--accent-strong:{strong}}}}}")
    };
    format!("{}{}", rule("light", light), rule("dark", dark))
}

/// What is said of a colour that cannot be read. The figure is rounded down, so that what is refused never reads as enough.
pub(crate) fn low_contrast(contrast: f64, readable: Colour) -> PageText {
    let figure = format!("{:.2}", (contrast * 100.0).floor() / 100.0);
    PageText::new("error-contrast").with("contrast", figure).with("readable", readable.to_string())
}
