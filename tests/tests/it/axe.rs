//! axe-core on every page with sample data, in light and dark, at 1280 and 320 CSS pixels, and in every language.

use anyhow::{Context as _, Result, bail};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::get;
use identity_core::domain::Colour;
use identity_tests::browser::{Browser, Settings};
use identity_tests::process::tests_folder;
use identity_web::BaseUrl;
use identity_web::page::csrf::Csrf;
use identity_web::page::views::FormTokens;
use identity_web::page::{Brand, Colours, Pages};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a page is checked against: WCAG 2.2 A and AA, and what axe-core calls best practice.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(
        (found) => done(found.violations.map((one) => one.id + ': '
            + one.nodes.map((node) => node.target.join(' ')).join(', '))),
        (error) => done(['axe-core failed: ' + error]));";

/// Pages as wide as a screen, and as narrow as 400 % zoom makes it (WCAG 1.4.10).
const WIDTHS: [u32; 2] = [1280, 320];

#[derive(Clone)]
struct Site {
    pages: Pages,
    previews: Arc<BTreeMap<&'static str, String>>,
}

async fn page(State(site): State<Site>, Path(name): Path<String>) -> Response {
    match site.previews.get(name.as_str()) {
        Some(html) => Html(html.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn asset(State(site): State<Site>, Path(file): Path<String>) -> Response {
    site.pages.assets().serve(&file)
}

/// The languages that are built in.
const LANGUAGES: [&str; 3] = ["en", "fi", "sv"];

/// Serves every page with sample data in a language; the data is named by `word`. Gives the address and the names.
async fn serve(word: &str, language: &str) -> Result<(String, Vec<&'static str>)> {
    serve_in(word, language, Colours::default()).await
}

/// The same in other colours.
async fn serve_in(word: &str, language: &str, colours: Colours) -> Result<(String, Vec<&'static str>)> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
    let mut brand = Brand::named("MySmartPlan");
    brand.operator = "SmartPlan Group".to_owned();
    brand.colours = colours;
    brand.help.email = Some("help@smartplan.example".to_owned());
    brand.help.phone = Some("+358 9 123 4567".to_owned());
    let pages = Pages::new(&BaseUrl::parse(&address)?, &brand, None)?;
    let tokens = FormTokens::new(Csrf::derive(b"a secret for tests"), "browser");
    let mut previews = BTreeMap::new();
    for preview in pages.previews_in(Some(&language.parse()?), word, &tokens) {
        previews.insert(preview.name, preview.html.with_context(|| preview.name)?);
    }
    let names = previews.keys().copied().collect();
    let site = Site { pages, previews: Arc::new(previews) };
    let router = Router::new().route("/page/{name}", get(page)).route("/assets/{file}", get(asset));
    tokio::spawn(async move { axum::serve(listener, router.with_state(site)).await });
    Ok((address, names))
}

/// The words that do not stand in one piece, outside of names, addresses and free text: those of a cell of a table, a tag
/// or a date of which the letters have more than one line.
const BROKEN: &str = "
    const parts = 'thead th, td:not(.breaks), .tag, time';
    const broken = [];
    for (const part of document.querySelectorAll(parts)) {
        const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const text = texts.currentNode;
            if (text.parentElement.closest('.hidden')) continue;
            for (const word of text.data.matchAll(/[^\\s]+/g)) {
                const range = document.createRange();
                range.setStart(text, word.index);
                range.setEnd(text, word.index + word[0].length);
                const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
                if (lines.size > 1) broken.push(word[0] + ' in ' + part.outerHTML.slice(0, 200));
            }
        }
    }
    return broken;";

/// Words of an ordinary length, which a table has to make room for, and of one that names have.
const LENGTHS: [&str; 2] = ["Word", "Hafenbeleuchtungsgesellschaft"];

#[tokio::test]
async fn u_5_only_names_and_addresses_break_within_a_word() -> Result<()> {
    let browser = Browser::start(Settings::default()).await?;
    let metrics = json!({"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": false});
    browser.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
    let (mut broken, mut tables) = (Vec::new(), 0);
    for (word, language) in LENGTHS.iter().flat_map(|word| LANGUAGES.map(|language| (*word, language))) {
        let (address, names) = serve(word, language).await?;
        for name in names.iter().filter(|name| **name != "onward" && **name != "signing_out") {
            browser.open(&format!("{address}/page/{name}")).await?;
            let found = browser.client.execute(BROKEN, vec![]).await?;
            let found: Vec<String> = serde_json::from_value(found)?;
            broken.extend(found.into_iter().map(|one| format!("{name}, {language}: {one}")));
            let has =
                browser.client.execute("return document.querySelectorAll('table').length", vec![]).await?;
            tables += has.as_u64().unwrap_or_default();
        }
    }
    assert!(tables > 10, "only {tables} tables");
    assert_eq!(broken, [] as [String; 0]);
    Ok(())
}

/// What axe-core finds on the page that is shown, in a colour scheme and at a width.
async fn violations(browser: &Browser, scheme: &str, width: u32) -> Result<Vec<String>> {
    // Without motion, since a colour that is still changing has the contrast of neither scheme.
    let scheme = json!({"name": "prefers-color-scheme", "value": scheme});
    let media = json!({"features": [scheme, {"name": "prefers-reduced-motion", "value": "reduce"}]});
    browser.devtools("Emulation.setEmulatedMedia", media).await?;
    let metrics = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
    browser.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
    let found = browser.client.execute_async(RUN, vec![]).await?;
    let mut found: Vec<String> = serde_json::from_value(found)?;
    let overflow = "return document.documentElement.scrollWidth > window.innerWidth";
    if browser.client.execute(overflow, vec![]).await? == Value::Bool(true) {
        found.push("wider than the window".to_owned());
    }
    Ok(found)
}

#[tokio::test]
async fn axe_finds_nothing_on_any_page_in_light_and_dark_wide_and_narrow() -> Result<()> {
    let script = tests_folder().join("peers/node_modules/axe-core/axe.min.js");
    let script = std::fs::read_to_string(&script)
        .with_context(|| format!("{} is not there: tests/run installs it", script.display()))?;
    let (address, names) = serve("Word", "en").await?;
    let browser = Browser::start(Settings::default()).await?;
    let pictures = std::env::var_os("IDENTITY_PAGES").map(std::path::PathBuf::from);
    let mut all = Vec::new();
    for name in &names {
        // A page that goes on by itself is stopped where it is.
        if *name == "onward" || *name == "signing_out" {
            continue;
        }
        browser.open(&format!("{address}/page/{name}")).await?;
        browser.client.execute(&script, vec![]).await?;
        for scheme in ["light", "dark"] {
            for width in WIDTHS {
                let found = violations(&browser, scheme, width).await?;
                all.extend(found.into_iter().map(|one| format!("{name}, {scheme}, {width} px: {one}")));
                if let Some(folder) = &pictures {
                    browser.screenshot(&folder.join(format!("{name}-{scheme}-{width}.png"))).await?;
                }
            }
        }
    }
    assert!(names.len() > 50, "only {} pages", names.len());
    if all.is_empty() { Ok(()) } else { bail!("{} violations:\n{}", all.len(), all.join("\n")) }
}

/// The palest colours that a brand may have on light pages, and the darkest on dark ones, can be read wherever they are used.
#[tokio::test]
async fn axe_finds_nothing_in_the_colours_at_the_edge_of_what_a_brand_may_have() -> Result<()> {
    let script = std::fs::read_to_string(tests_folder().join("peers/node_modules/axe-core/axe.min.js"))?;
    let browser = Browser::start(Settings::default()).await?;
    let mut all = Vec::new();
    for hue in ["#ffcc00", "#3366ff"] {
        let edge =
            |meets: &[Colour]| Ok::<_, anyhow::Error>(Some(Colour::parse(hue)?.readable(meets).to_string()));
        let mut colours = Colours::default();
        colours.accent = edge(&Colour::ON_LIGHT)?;
        colours.accent_dark = edge(&Colour::ON_DARK)?;
        let (address, names) = serve_in("Word", "en", colours).await?;
        for name in names.iter().filter(|name| **name != "onward" && **name != "signing_out") {
            browser.open(&format!("{address}/page/{name}")).await?;
            browser.client.execute(&script, vec![]).await?;
            for scheme in ["light", "dark"] {
                let found = violations(&browser, scheme, 1280).await?;
                all.extend(found.into_iter().map(|one| format!("{name}, {hue}, {scheme}: {one}")));
            }
        }
    }
    if all.is_empty() { Ok(()) } else { bail!("{} violations:\n{}", all.len(), all.join("\n")) }
}

/// Words of other languages are longer; colours are the same.
#[tokio::test]
async fn axe_finds_nothing_on_any_page_in_another_language_and_none_is_too_wide() -> Result<()> {
    let script = std::fs::read_to_string(tests_folder().join("peers/node_modules/axe-core/axe.min.js"))?;
    let browser = Browser::start(Settings::default()).await?;
    let pictures = std::env::var_os("IDENTITY_PAGES").map(std::path::PathBuf::from);
    let mut all = Vec::new();
    for language in ["fi", "sv"] {
        let (address, names) = serve(LENGTHS[1], language).await?;
        for name in names.iter().filter(|name| **name != "onward" && **name != "signing_out") {
            browser.open(&format!("{address}/page/{name}")).await?;
            browser.client.execute(&script, vec![]).await?;
            let found = violations(&browser, "light", 320).await?;
            if let Some(folder) = &pictures {
                browser.screenshot(&folder.join(format!("{name}-{language}-320.png"))).await?;
            }
            all.extend(found.into_iter().map(|one| format!("{name}, {language}: {one}")));
        }
        assert!(names.len() > 50, "only {} pages", names.len());
    }
    if all.is_empty() { Ok(()) } else { bail!("{} violations:\n{}", all.len(), all.join("\n")) }
}

/// The check would see a fault: an image without words.
#[tokio::test]
async fn axe_finds_a_fault_that_is_there() -> Result<()> {
    let script = std::fs::read_to_string(tests_folder().join("peers/node_modules/axe-core/axe.min.js"))?;
    let (address, _) = serve("Word", "en").await?;
    let browser = Browser::start(Settings::default()).await?;
    browser.open(&format!("{address}/page/home")).await?;
    let broken = "document.querySelector('main').innerHTML += '<img src=\"/assets/none\">'";
    browser.client.execute(broken, vec![]).await?;
    browser.client.execute(&script, vec![]).await?;
    let found = violations(&browser, "light", 1280).await?;
    assert!(found.iter().any(|one| one.starts_with("image-alt")), "{found:?}");
    Ok(())
}
