//! A person with Chromium, driven by chromedriver.

use crate::process::{Program, installed};
use crate::{ports, wait};
use anyhow::{Context as _, Result};
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use url::{ParseError, Url};

/// How a browser is set up.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Whether pages may run scripts.
    pub scripts: bool,
    /// Width and height of the window in CSS pixels.
    pub window: (u32, u32),
}

impl Default for Settings {
    fn default() -> Self {
        Self { scripts: true, window: (1280, 900) }
    }
}

/// An order of the Chrome `DevTools` Protocol, as chromedriver takes it.
#[derive(Debug)]
struct Order(String);

impl WebDriverCompatibleCommand for Order {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (reqwest::Method, Option<String>) {
        (reqwest::Method::POST, Some(self.0.clone()))
    }
}

/// One browser with an empty profile of its own.  It ends with this value.
#[derive(Debug)]
pub struct Browser {
    /// For what the methods here do not offer.
    pub client: Client,
    /// How it was set up.
    pub settings: Settings,
    // Ended before its folder is removed: fields are dropped in order.
    _driver: Program,
    _folder: TempDir,
}

impl Browser {
    /// Starts chromedriver and Chromium.
    pub async fn start(settings: Settings) -> Result<Self> {
        let folder = TempDir::with_prefix("identity-browser")?;
        let port = ports::one()?;
        let mut command = Command::new(installed("/usr/bin/chromedriver")?);
        command.arg(format!("--port={port}")).env("HOME", folder.path()).env("TMPDIR", folder.path());
        let mut driver = Program::start("chromedriver", folder.path(), &command)?;
        let address = format!("http://127.0.0.1:{port}");
        wait::until("chromedriver", async || tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok())
            .await
            .with_context(|| driver.output())?;
        driver.must_run()?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(settings, folder.path()))
            .connect(&address)
            .await
            .with_context(|| driver.output())?;
        Ok(Self { client, settings, _driver: driver, _folder: folder })
    }

    /// Types an address.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.client.goto(url).await.with_context(|| format!("opening {url}"))
    }

    /// The address of the page that is shown.
    pub async fn url(&self) -> Result<String> {
        Ok(self.client.current_url().await?.into())
    }

    /// Waits for an element that the CSS selector finds.
    pub async fn element(&self, selector: &str) -> Result<Element> {
        self.wait_for(&format!("element {selector}"), Locator::Css(selector)).await
    }

    /// Writes into the field of this name, in place of what is there.
    pub async fn fill(&self, name: &str, value: &str) -> Result<()> {
        let field = self.element(&format!("[name={}]", quoted(name))).await?;
        field.clear().await?;
        if field.attr("type").await?.as_deref() == Some("date") {
            // How a day is typed depends on the language of the browser; its value does not.
            let set = "arguments[0].value = arguments[1]";
            self.client.execute(set, vec![serde_json::to_value(&field)?, json!(value)]).await?;
            return Ok(());
        }
        Ok(field.send_keys(value).await?)
    }

    /// Ticks the box or chooses the option with this label.
    pub async fn choose(&self, label: &str) -> Result<()> {
        let text = quoted(label);
        let path = format!(
            "//input[@id=//label[normalize-space()={text}]/@for] | //option[normalize-space()={text}]"
        );
        Ok(self.wait_for(&format!("choice {text}"), Locator::XPath(&path)).await?.click().await?)
    }

    /// Presses the button with this text, or else follows the link; for screen readers it may go on after a colon.
    pub async fn press(&self, text: &str) -> Result<()> {
        let text = quoted(text);
        let reads =
            format!("normalize-space()={text} or starts-with(normalize-space(), concat({text}, ':'))");
        let button = format!("//*[self::button or self::summary][{reads}] | //input[@value={text}]");
        let link = format!("//a[{reads}]");
        let (button, link) = (Locator::XPath(&button), Locator::XPath(&link));
        let what = format!("button or link {text}");
        let found = wait::until(&what, async || match self.client.find(button).await {
            Ok(button) => Some(button),
            Err(_) => self.client.find(link).await.ok(),
        });
        Ok(self.with_scene(found.await).await?.click().await?)
    }

    /// The visible text of the page.
    pub async fn text(&self) -> Result<String> {
        Ok(self.client.find(Locator::Css("body")).await?.text().await?)
    }

    /// Waits until a person can read these words on the page.
    pub async fn must_say(&self, words: &str) -> Result<()> {
        let what = format!("the words {words:?}");
        let read = wait::until(&what, async || self.text().await.ok()?.contains(words).then_some(()));
        self.with_scene(read.await).await
    }

    /// Waits until the address contains this.
    pub async fn must_be_at(&self, part: &str) -> Result<()> {
        let what = format!("an address with {part:?}");
        let arrived = wait::until(&what, async || self.url().await.ok()?.contains(part).then_some(()));
        self.with_scene(arrived.await).await
    }

    /// Writes a picture of the window to a PNG file.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        let image = self.client.screenshot().await?;
        std::fs::write(file, image).with_context(|| format!("writing {}", file.display()))
    }

    /// Gives an order of the Chrome `DevTools` Protocol.
    pub async fn devtools(&self, order: &str, parameters: Value) -> Result<Value> {
        let order = Order(json!({"cmd": order, "params": parameters}).to_string());
        self.client.issue_cmd(order).await.context("an order of the DevTools protocol")
    }

    /// Forgets the session of the site that is shown.
    pub async fn forget(&self) -> Result<()> {
        Ok(self.client.delete_all_cookies().await?)
    }

    async fn wait_for(&self, what: &str, locator: Locator<'_>) -> Result<Element> {
        let found = wait::until(what, async || self.client.find(locator).await.ok());
        self.with_scene(found.await).await
    }

    /// Adds to a failure where the person was and what they read.
    async fn with_scene<T>(&self, outcome: Result<T>) -> Result<T> {
        if outcome.is_ok() {
            return outcome;
        }
        let (url, text) = (self.url().await.unwrap_or_default(), self.text().await.unwrap_or_default());
        outcome.with_context(|| format!("the browser is at {url} and reads:\n{text}"))
    }
}

fn capabilities(settings: Settings, folder: &Path) -> Map<String, Value> {
    let (width, height) = settings.window;
    let profile = folder.join("profile");
    let mut options = json!({
        "binary": "/usr/bin/chromium",
        "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", "--force-device-scale-factor=1", "--lang=en-GB",
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.display()),
        ],
    });
    if !settings.scripts {
        options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    Map::from_iter([("browserName".to_owned(), json!("chrome")), ("goog:chromeOptions".to_owned(), options)])
}

/// A string of CSS or `XPath`; neither can hold both kinds of quotes.
fn quoted(text: &str) -> String {
    if text.contains('"') { format!("'{text}'") } else { format!("\"{text}\"") }
}
