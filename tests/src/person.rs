//! A person in a story, who reads pages, fills in forms and presses buttons; how they get the pages is another matter,
//! so that one story can be played over plain HTTP and in Chromium.

use crate::browser::{Browser, Settings};
use crate::http::Visitor;
use crate::page::{Form, PASS_ON, Page};
use anyhow::{Context as _, Result, bail};
use fantoccini::Locator;

/// By what a person sees the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// A visitor over plain HTTP.
    Http,
    /// Chromium that runs scripts.
    Chromium,
    /// Chromium that runs none.
    ChromiumWithoutScripts,
}

/// A person with a browser of their own.
#[derive(Debug)]
pub struct Person(Kind);

#[derive(Debug)]
enum Kind {
    Http(Box<Tab>),
    Chromium(Box<Browser>),
}

/// What a person without Chromium has before their eyes.
#[derive(Debug)]
struct Tab {
    visitor: Visitor,
    page: Option<Page>,
    edits: Vec<Edit>,
}

#[derive(Debug)]
enum Edit {
    Fill(String, String),
    Choose(String),
}

impl Person {
    /// Sits down before an empty browser.
    pub async fn sits_down(eyes: Eyes) -> Result<Self> {
        let kind = match eyes {
            Eyes::Http => {
                Kind::Http(Box::new(Tab { visitor: Visitor::new()?, page: None, edits: Vec::new() }))
            }
            Eyes::Chromium => Kind::Chromium(Box::new(Browser::start(Settings::default()).await?)),
            Eyes::ChromiumWithoutScripts => Kind::Chromium(Box::new(
                Browser::start(Settings { scripts: false, ..Settings::default() }).await?,
            )),
        };
        Ok(Self(kind))
    }

    /// Chromium, if that is what the person has.
    pub fn browser(&self) -> Option<&Browser> {
        match &self.0 {
            Kind::Http(_) => None,
            Kind::Chromium(browser) => Some(browser),
        }
    }

    /// Types an address, and goes where it leads.
    pub async fn open(&mut self, url: &str) -> Result<()> {
        match &mut self.0 {
            Kind::Http(tab) => {
                let page = tab.visitor.get(url).await?;
                tab.arrive(page).await
            }
            Kind::Chromium(browser) => {
                browser.open(url).await?;
                pass_on(browser).await
            }
        }
    }

    /// Writes into a field.
    pub async fn fill(&mut self, name: &str, value: &str) -> Result<()> {
        match &mut self.0 {
            Kind::Http(tab) => {
                tab.edits.push(Edit::Fill(name.to_owned(), value.to_owned()));
                Ok(())
            }
            Kind::Chromium(browser) => browser.fill(name, value).await,
        }
    }

    /// Ticks the box or chooses the option with this label.
    pub async fn choose(&mut self, label: &str) -> Result<()> {
        match &mut self.0 {
            Kind::Http(tab) => {
                tab.edits.push(Edit::Choose(label.to_owned()));
                Ok(())
            }
            Kind::Chromium(browser) => browser.choose(label).await,
        }
    }

    /// Presses the button or follows the link with this text, and goes where it leads.
    pub async fn press(&mut self, text: &str) -> Result<()> {
        match &mut self.0 {
            Kind::Http(tab) => tab.press(text).await,
            Kind::Chromium(browser) => {
                browser.press(text).await?;
                pass_on(browser).await
            }
        }
    }

    /// Goes on only if these words are on the page.
    pub async fn reads(&self, words: &str) -> Result<()> {
        match &self.0 {
            Kind::Http(tab) => tab.page()?.must_say(words),
            Kind::Chromium(browser) => browser.must_say(words).await,
        }
    }

    /// Goes on only if these words are not on the page; to be asked after [`Person::reads`], when the page is there.
    pub async fn reads_nothing_of(&self, words: &str) -> Result<()> {
        let text = match &self.0 {
            Kind::Http(tab) => tab.page()?.text("body")?,
            Kind::Chromium(browser) => browser.text().await?,
        };
        if text.contains(words) {
            bail!("the page should not have {words:?}: {text}");
        }
        Ok(())
    }

    /// Goes on only if the address has this in it.
    pub async fn is_at(&self, part: &str) -> Result<()> {
        match &self.0 {
            Kind::Http(tab) if tab.page()?.url.as_str().contains(part) => Ok(()),
            Kind::Http(tab) => {
                bail!("at {} instead of {part}: {}", tab.page()?.url, tab.page()?.text("body")?)
            }
            Kind::Chromium(browser) => browser.must_be_at(part).await,
        }
    }

    /// The address of the page.
    pub async fn address(&self) -> Result<String> {
        match &self.0 {
            Kind::Http(tab) => Ok(tab.page()?.url.to_string()),
            Kind::Chromium(browser) => browser.url().await,
        }
    }
}

impl Tab {
    fn page(&self) -> Result<&Page> {
        self.page.as_ref().context("no page is open")
    }

    async fn arrive(&mut self, page: Page) -> Result<()> {
        self.edits.clear();
        self.page = Some(self.visitor.arrive(page).await?);
        Ok(())
    }

    async fn press(&mut self, text: &str) -> Result<()> {
        let page = self.page()?;
        let answer = match page.form_with_button(text) {
            Ok(form) => self.visitor.send(&self.filled_in(form)?).await?,
            Err(_) => self.visitor.click(page, text).await?,
        };
        self.arrive(answer).await
    }

    fn filled_in(&self, form: Form) -> Result<Form> {
        self.edits.iter().try_fold(form, |form, edit| match edit {
            Edit::Fill(name, value) => form.fill(name, value),
            Edit::Choose(label) => form.choose(label),
        })
    }
}

/// Presses "Continue" on pages that pass a SAML message on, where no script does.
async fn pass_on(browser: &Browser) -> Result<()> {
    if browser.settings.scripts {
        return Ok(());
    }
    let message = Locator::Css("form input[name=SAMLResponse], form input[name=SAMLRequest]");
    let button =
        format!("//form[.//input[starts-with(@name, 'SAML')]]//button[normalize-space()='{PASS_ON}']");
    while browser.client.find(message).await.is_ok() {
        let Ok(button) = browser.client.find(Locator::XPath(&button)).await else { return Ok(()) };
        button.click().await?;
    }
    Ok(())
}
