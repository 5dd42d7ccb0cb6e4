//! An answer as a person sees it: text, links, forms to fill in.

use anyhow::{Context as _, Result, bail};
use reqwest::header::HeaderMap;
use scraper::{ElementRef, Html, Selector};
use url::Url;

/// The button on a page that passes a SAML message on by itself where scripts are on.
pub const PASS_ON: &str = "Continue";

/// The answer to one request.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it came from.
    pub url: Url,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Page {
    /// Reads an answer whole.
    pub async fn of(response: reqwest::Response) -> Result<Self> {
        let (url, status, headers) =
            (response.url().clone(), response.status().as_u16(), response.headers().clone());
        Ok(Self { url, status, headers, body: response.text().await? })
    }

    /// Goes on only if the status is the expected one.
    pub fn expect(self, status: u16) -> Result<Self> {
        if self.status != status {
            bail!("{} answered {} instead of {status}: {}", self.url, self.status, self.excerpt());
        }
        Ok(self)
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Where a redirect goes to.
    pub fn location(&self) -> Option<Url> {
        self.url.join(self.header("location")?).ok()
    }

    /// Where a page sends the browser by itself, at once or after a while.
    pub fn refresh(&self) -> Option<Url> {
        let in_page = self.attribute("meta[http-equiv=refresh]", "content").ok();
        let content = in_page.or_else(|| self.header("refresh").map(ToOwned::to_owned))?;
        let (seconds, address) = content.split_once(';')?;
        seconds.trim().parse::<u32>().ok()?;
        self.url.join(address.trim().strip_prefix("url=")?).ok()
    }

    /// The addresses of the frames in it.
    pub fn frames(&self) -> Vec<Url> {
        let document = Html::parse_document(&self.body);
        let Ok(frames) = Selector::parse("iframe[src]") else { return Vec::new() };
        let sources = document.select(&frames).filter_map(|frame| frame.value().attr("src"));
        sources.filter_map(|source| self.url.join(source).ok()).collect()
    }

    /// The body as JSON.
    pub fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_str(&self.body)
            .with_context(|| format!("{} is not JSON: {}", self.url, self.excerpt()))
    }

    /// The title.
    pub fn title(&self) -> Result<String> {
        self.text("title")
    }

    /// The text of the first element that the CSS selector finds, with runs of blanks as one.
    pub fn text(&self, selector: &str) -> Result<String> {
        self.texts(selector)?.into_iter().next().with_context(|| self.no(&format!("element {selector}")))
    }

    /// The texts of all elements that the CSS selector finds.
    pub fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let html = Html::parse_document(&self.body);
        Ok(html.select(&parse_selector(selector)?).map(|element| text_of(&element)).collect())
    }

    /// Whether a person can read these words on the page.
    pub fn says(&self, words: &str) -> bool {
        self.text("body").is_ok_and(|text| text.contains(words))
    }

    /// Goes on only if a person can read these words on the page.
    pub fn must_say(&self, words: &str) -> Result<()> {
        if !self.says(words) {
            bail!("{}", self.no(&format!("text {words:?}")));
        }
        Ok(())
    }

    /// The value of an attribute of the first element that the CSS selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Result<String> {
        let values = self.attributes(selector, name)?;
        values.into_iter().next().with_context(|| self.no(&format!("attribute {name} at {selector}")))
    }

    /// The values of an attribute of all elements that the CSS selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Result<Vec<String>> {
        let (html, selector) = (Html::parse_document(&self.body), parse_selector(selector)?);
        let values = html.select(&selector).filter_map(|element| element.attr(name));
        Ok(values.map(ToOwned::to_owned).collect())
    }

    /// The address behind a link with this text.
    pub fn link(&self, text: &str) -> Result<Url> {
        let html = Html::parse_document(&self.body);
        let links = parse_selector("a[href]")?;
        let href =
            html.select(&links).find(|link| reads(&text_of(link), text)).and_then(|link| link.attr("href"));
        Ok(self.url.join(href.with_context(|| self.no(&format!("link {text:?}")))?)?)
    }

    /// The first form that the CSS selector finds, as it would be sent without a change.
    pub fn form(&self, selector: &str) -> Result<Form> {
        let html = Html::parse_document(&self.body);
        let form = html
            .select(&parse_selector(selector)?)
            .next()
            .with_context(|| self.no(&format!("form {selector}")))?;
        Form::read(self, &form)
    }

    /// The form that has a button with this text.
    pub fn form_with_button(&self, text: &str) -> Result<Form> {
        let html = Html::parse_document(&self.body);
        for form in html.select(&parse_selector("form")?) {
            let form = Form::read(self, &form)?;
            if form.buttons.iter().any(|button| reads(&button.label, text)) {
                return form.press(text);
            }
        }
        bail!("{}", self.no(&format!("button {text:?}")))
    }

    /// The form by which one SAML party hands a message to the other through the browser, if this is such a page.
    ///
    /// A page that explains a refusal carries a message too, but leaves it to the person to go back with it.
    pub fn saml_form(&self) -> Option<Form> {
        let form = self.form_with_button(PASS_ON).ok()?;
        (form.value("SAMLResponse").is_some() || form.value("SAMLRequest").is_some()).then_some(form)
    }

    fn no(&self, what: &str) -> String {
        format!("no {what} on {} ({}): {}", self.url, self.status, self.excerpt())
    }

    /// Enough of the page to see in a failed test what it was.
    fn excerpt(&self) -> String {
        let text = self.text_or_body();
        text.chars().take(600).collect()
    }

    fn text_or_body(&self) -> String {
        let html = Html::parse_document(&self.body);
        let body = Selector::parse("body")
            .ok()
            .and_then(|body| html.select(&body).next().map(|body| text_of(&body)));
        body.filter(|text| !text.is_empty()).unwrap_or_else(|| self.body.clone())
    }
}

/// A form with its values, ready to be filled in and sent.
#[derive(Clone, Debug)]
pub struct Form {
    /// The page that it stands on.
    pub page: Url,
    /// The policy of that page on telling other sites where a request comes from.
    pub referrer_policy: String,
    /// Where it is sent to.
    pub action: Url,
    /// Whether it is sent by POST.
    pub is_post: bool,
    /// What is sent, in order.
    pub fields: Vec<(String, String)>,
    names: Vec<String>,
    buttons: Vec<Button>,
    choices: Vec<Choice>,
}

/// A box to tick, or an option of a list.
#[derive(Clone, Debug)]
struct Choice {
    label: String,
    name: String,
    value: String,
    /// Whether another choice of the same name can be made beside it.
    beside_others: bool,
}

#[derive(Clone, Debug)]
struct Button {
    label: String,
    name: String,
    value: String,
    action: Option<String>,
}

impl Form {
    fn read(page: &Page, form: &ElementRef<'_>) -> Result<Self> {
        let attribute = |name: &str| form.attr(name).unwrap_or_default().to_owned();
        let mut read = Self {
            page: page.url.clone(),
            referrer_policy: page.header("referrer-policy").unwrap_or_default().to_owned(),
            action: page.url.join(&attribute("action"))?,
            is_post: attribute("method").eq_ignore_ascii_case("post"),
            fields: Vec::new(),
            names: Vec::new(),
            buttons: Vec::new(),
            choices: Vec::new(),
        };
        for control in form.select(&parse_selector("input, textarea, select, button")?) {
            read.control(&control)?;
        }
        read.read_choices(form)?;
        Ok(read)
    }

    fn read_choices(&mut self, form: &ElementRef<'_>) -> Result<()> {
        let (labels, selects, options) =
            (parse_selector("label[for]")?, parse_selector("select[name]")?, parse_selector("option")?);
        for input in form.select(&parse_selector("input[type=checkbox], input[type=radio]")?) {
            let label = form.select(&labels).find(|label| label.attr("for") == input.attr("id"));
            self.choices.push(Choice {
                label: label.map(|label| text_of(&label)).unwrap_or_default(),
                name: input.attr("name").unwrap_or_default().to_owned(),
                value: input.attr("value").unwrap_or("on").to_owned(),
                beside_others: input.attr("type") == Some("checkbox"),
            });
        }
        for select in form.select(&selects) {
            let name = select.attr("name").unwrap_or_default();
            for option in select.select(&options) {
                let label = text_of(&option);
                let value = option.attr("value").unwrap_or(&label).to_owned();
                self.choices.push(Choice { label, name: name.to_owned(), value, beside_others: false });
            }
        }
        Ok(())
    }

    fn control(&mut self, control: &ElementRef<'_>) -> Result<()> {
        if control.attr("disabled").is_some() {
            return Ok(());
        }
        let name = control.attr("name").unwrap_or_default().to_owned();
        let value = control.attr("value").map(ToOwned::to_owned);
        let kind = control.attr("type").unwrap_or_default().to_ascii_lowercase();
        let sent = match (control.value().name(), kind.as_str()) {
            ("button", "button" | "reset") | ("input", "button" | "reset" | "image" | "file") => {
                return Ok(());
            }
            ("button", _) | ("input", "submit") => {
                let label = if kind == "submit" && control.value().name() == "input" {
                    value.clone().unwrap_or_default()
                } else {
                    text_of(control)
                };
                let action = control.attr("formaction").map(ToOwned::to_owned);
                self.buttons.push(Button { label, name, value: value.unwrap_or_default(), action });
                return Ok(());
            }
            ("input", "checkbox" | "radio") => {
                control.attr("checked").map(|_| value.unwrap_or_else(|| "on".to_owned()))
            }
            ("select", _) => chosen_option(control)?,
            ("textarea", _) => Some(control.text().collect()),
            _ => Some(value.unwrap_or_default()),
        };
        if !name.is_empty() {
            self.names.push(name.clone());
            self.fields.extend(sent.map(|value| (name, value)));
        }
        Ok(())
    }

    /// The value that would be sent under a name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Writes into a field, chooses from a list or ticks a box; fails if the form has no field of this name.
    pub fn fill(mut self, name: &str, value: &str) -> Result<Self> {
        if !self.names.iter().any(|field| field == name) {
            bail!("the form on {} has no field {name:?} but {:?}", self.page, self.names);
        }
        self.set(name, value);
        Ok(self)
    }

    /// Ticks the box or chooses the option with this label.
    pub fn choose(mut self, label: &str) -> Result<Self> {
        let labels: Vec<&str> = self.choices.iter().map(|choice| choice.label.as_str()).collect();
        let choice = self.choices.iter().find(|choice| choice.label == label);
        let choice =
            choice.with_context(|| format!("no choice {label:?} on {} but {labels:?}", self.page))?.clone();
        if choice.beside_others {
            self.fields.push((choice.name, choice.value));
        } else {
            self.set(&choice.name, &choice.value);
        }
        Ok(self)
    }

    /// Sets what a person cannot: hidden fields, fields that are not there. For attacks.
    #[must_use]
    pub fn forge(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// Leaves a field out. For attacks.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// Sends it by the button with this text.
    pub fn press(mut self, label: &str) -> Result<Self> {
        let labels: Vec<&str> = self.buttons.iter().map(|button| button.label.as_str()).collect();
        let button = self.buttons.iter().find(|button| reads(&button.label, label));
        let button =
            button.with_context(|| format!("no button {label:?} on {} but {labels:?}", self.page))?.clone();
        if let Some(action) = &button.action {
            self.action = self.page.join(action)?;
        }
        if !button.name.is_empty() {
            self.fields.push((button.name, button.value));
        }
        Ok(self)
    }

    fn set(&mut self, name: &str, value: &str) {
        let at = self.fields.iter().position(|(field, _)| field == name).unwrap_or(self.fields.len());
        self.fields.retain(|(field, _)| field != name);
        self.fields.insert(at.min(self.fields.len()), (name.to_owned(), value.to_owned()));
    }
}

fn chosen_option(select: &ElementRef<'_>) -> Result<Option<String>> {
    let options = parse_selector("option")?;
    let chosen = select.select(&options).find(|option| option.attr("selected").is_some());
    let chosen = chosen.or_else(|| select.select(&options).next());
    Ok(chosen.map(|option| option.attr("value").map_or_else(|| text_of(&option), ToOwned::to_owned)))
}

/// Whether a label reads so to the eye; for screen readers it may go on, "Send again: jeremy@citygroup.example".
fn reads(label: &str, text: &str) -> bool {
    label.strip_prefix(text).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

fn parse_selector(selector: &str) -> Result<Selector> {
    Selector::parse(selector).map_err(|error| anyhow::anyhow!("{selector:?} is no CSS selector: {error}"))
}

/// The text that a person sees, with runs of blanks as one.
fn text_of(element: &ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        let hidden = node.parent().and_then(|parent| ElementRef::wrap(parent)?.value().name().into());
        if let (Some(piece), false) = (node.value().as_text(), matches!(hidden, Some("script" | "style"))) {
            text.push_str(piece);
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
