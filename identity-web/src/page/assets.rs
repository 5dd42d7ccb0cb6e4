//! Style sheet, script and logo: served under names that change with their content, so they can be kept for ever.

use crate::page::brand::Brand;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{self, HeaderValue};
use http::{HeaderName, StatusCode};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const CSS: &str = include_str!("assets/pages.css");

const SCRIPT: &str = include_str!("assets/pages.js");

const PASSKEYS: &str = include_str!("assets/passkeys.js");

const LOGO: &str = include_str!("assets/logo.svg");

/// The files of the pages by their served name.
#[derive(Debug, Clone)]
pub struct Assets {
    files: BTreeMap<String, File>,
    names: BTreeMap<&'static str, String>,
}

#[derive(Debug, Clone)]
struct File {
    content_type: &'static str,
    text: String,
}

impl Assets {
    /// The built-in files with a brand's colours and logo.
    pub fn new(brand: &Brand) -> Self {
        let mut assets = Self { files: BTreeMap::new(), names: BTreeMap::new() };
        let css = format!("{CSS}\n{}", brand.css());
        for scheme in ["light", "dark"] {
            let name = if scheme == "light" { "pages-light.css" } else { "pages-dark.css" };
            assets.add(name, "text/css; charset=utf-8", forced(&css, scheme));
        }
        assets.add("pages.css", "text/css; charset=utf-8", css);
        assets.add("pages.js", "text/javascript; charset=utf-8", SCRIPT.to_owned());
        assets.add("passkeys.js", "text/javascript; charset=utf-8", PASSKEYS.to_owned());
        let logo = brand.logo_svg.clone().unwrap_or_else(|| LOGO.to_owned());
        assets.add("logo.svg", "image/svg+xml", logo);
        assets
    }

    fn add(&mut self, name: &'static str, content_type: &'static str, text: String) {
        let digest: String = URL_SAFE_NO_PAD.encode(Sha256::digest(&text)).chars().take(12).collect();
        let served = match name.split_once('.') {
            Some((stem, extension)) => format!("{stem}-{digest}.{extension}"),
            None => format!("{name}-{digest}"),
        };
        self.names.insert(name, served.clone());
        self.files.insert(served, File { content_type, text });
    }

    /// The path of a file below the mount point.
    pub fn path(&self, name: &str) -> Option<String> {
        self.names.get(name).map(|served| format!("/assets/{served}"))
    }

    /// The bytes of a file, for measuring.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.names.get(name).and_then(|served| self.files.get(served)).map(|file| file.text.as_str())
    }

    /// Answers a request for a file by its served name.
    pub fn serve(&self, served: &str) -> Response {
        let Some(file) = self.files.get(served) else { return StatusCode::NOT_FOUND.into_response() };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(file.content_type)),
            (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
            // A logo opened by itself is a document: it may not run scripts or load anything.
            (
                HeaderName::from_static("content-security-policy"),
                HeaderValue::from_static(
                    "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
                ),
            ),
        ];
        (headers, file.text.clone()).into_response()
    }
}

/// A style sheet in which one colour scheme counts, whatever the browser prefers; for previews.
fn forced(css: &str, scheme: &str) -> String {
    let media = |own: &str| if own == scheme { "@media all" } else { "@media not all" };
    ["light", "dark"].iter().fold(css.replace("light dark", scheme), |css, own| {
        let spellings =
            [format!("@media (prefers-color-scheme: {own})"), format!("@media (prefers-color-scheme:{own})")];
        spellings.iter().fold(css, |css, spelling| css.replace(spelling, media(own)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_content() {
        let (plain, mut brand) = (Assets::new(&Brand::default()), Brand::default());
        brand.colours.accent = Some("#123456".to_owned());
        let branded = Assets::new(&brand);
        assert_ne!(plain.path("pages.css"), branded.path("pages.css"));
        assert_eq!(plain.path("pages.js"), branded.path("pages.js"));
        assert_eq!(plain.path("other.js"), None);
    }

    #[test]
    fn files_are_kept_for_ever_and_cannot_act() {
        let assets = Assets::new(&Brand::default());
        let path = assets.path("logo.svg").unwrap();
        let response = assets.serve(path.strip_prefix("/assets/").unwrap());
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert!(response.headers()["content-security-policy"].to_str().unwrap().starts_with("sandbox;"));
        assert_eq!(assets.serve("../Cargo.toml").status(), StatusCode::NOT_FOUND);
        assert_eq!(assets.serve("pages.css").status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn a_preview_is_light_or_dark_whatever_the_browser_prefers() {
        let assets = Assets::new(&Brand::default());
        for (name, kept) in [("pages-light.css", "@media not all {"), ("pages-dark.css", "@media all {")] {
            let css = assets.text(name).unwrap();
            assert!(
                css.contains(kept) && !css.contains("prefers-color-scheme") && !css.contains("light dark")
            );
        }
    }

    #[test]
    fn the_scripts_stay_small() {
        assert!(SCRIPT.len() <= 10 * 1024, "{} bytes", SCRIPT.len());
        assert!(PASSKEYS.len() <= 5 * 1024, "{} bytes", PASSKEYS.len());
    }
}
