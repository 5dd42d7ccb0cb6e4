//! A person with a browser that runs no scripts, and a program that calls the REST interface.

use crate::cookies::{Cookie, Initiator, Jar, same_site};
use crate::page::{Form, Page};
use anyhow::{Context as _, Result, bail};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use url::Url;

/// How many redirects a browser follows before it calls them a loop.
const REDIRECTS: usize = 20;

/// A client that reaches every `*.localhost` on this machine, whatever the resolver of the system knows, follows no
/// redirect by itself and keeps no cookie.
pub fn client() -> Result<reqwest::Client> {
    // Fails only if it is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .dns_resolver(Loopback)
        .no_proxy()
        .timeout(Duration::from_mins(1));
    Ok(client.build()?)
}

#[derive(Debug)]
struct Loopback;

impl Resolve for Loopback {
    fn resolve(&self, name: Name) -> Resolving {
        let local = name.as_str() == "localhost" || name.as_str().ends_with(".localhost");
        let answer = if local {
            Ok(Box::new(std::iter::once(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))) as Addrs)
        } else {
            Err(format!("tests talk to this machine only, not to {}", name.as_str()).into())
        };
        Box::pin(std::future::ready(answer))
    }
}

/// A person with a browser window of their own.  Clones are tabs of the same window.
#[derive(Clone, Debug)]
pub struct Visitor {
    client: reqwest::Client,
    jar: Arc<Mutex<Jar>>,
}

impl Visitor {
    /// Opens a private window.
    pub fn new() -> Result<Self> {
        Ok(Self { client: client()?, jar: Arc::default() })
    }

    /// Opens another private window of the same program, with its connections.
    #[must_use]
    pub fn another_window(&self) -> Self {
        Self { client: self.client.clone(), jar: Arc::default() }
    }

    /// Sends JSON with the cookies of the window, as a script of the page does.
    pub async fn post_json(&self, url: &str, headers: &[(&str, &str)], body: &Value) -> Result<Page> {
        let url: Url = url.parse()?;
        let mut request = self.client.post(url.clone()).json(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let same_site = Initiator { same_site: true, safe_method: false };
        if let Some(cookies) = self.jar().header(&url, same_site) {
            request = request.header("cookie", cookies);
        }
        Page::of(request.send().await.with_context(|| format!("asking {url}"))?).await
    }

    /// Types an address; gives the first answer, a redirect for example.
    pub async fn get(&self, url: &str) -> Result<Page> {
        let url = url.parse().with_context(|| format!("{url} is no address"))?;
        self.navigate(Method::GET, url, None, None).await
    }

    /// Types an address, and follows redirects.
    pub async fn open(&self, url: &str) -> Result<Page> {
        self.follow(self.get(url).await?).await
    }

    /// Clicks on the link with this text, and follows redirects.
    pub async fn click(&self, page: &Page, text: &str) -> Result<Page> {
        let answer = self.navigate(Method::GET, page.link(text)?, Some(&Source::of(page)), None).await?;
        self.follow(answer).await
    }

    /// Sends a form; gives the first answer that does not ask to send it elsewhere (307, 308).
    pub async fn send(&self, form: &Form) -> Result<Page> {
        let source = Source { url: form.page.clone(), referrer_policy: form.referrer_policy.clone() };
        let mut action = form.action.clone();
        if !form.is_post {
            action.query_pairs_mut().clear().extend_pairs(&form.fields);
            return self.navigate(Method::GET, action, Some(&source), None).await;
        }
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&form.fields).finish();
        for _ in 0..REDIRECTS {
            let page = self.navigate(Method::POST, action, Some(&source), Some(body.clone())).await?;
            match page.location().filter(|_| matches!(page.status, 307 | 308)) {
                Some(location) => action = location,
                None => return Ok(page),
            }
        }
        bail!("{} is redirected without an end", form.action)
    }

    /// Sends a form, and follows redirects.
    pub async fn submit(&self, form: &Form) -> Result<Page> {
        self.follow(self.send(form).await?).await
    }

    /// Follows redirects from an answer, those that stand in the page included.
    pub async fn follow(&self, page: Page) -> Result<Page> {
        let mut page = page;
        for _ in 0..REDIRECTS {
            for frame in page.frames() {
                self.load_frame(&page, frame).await?;
            }
            let redirect = page.location().filter(|_| matches!(page.status, 301..=303));
            let Some(location) = redirect.or_else(|| page.refresh()) else { return Ok(page) };
            let source = Source::of(&page);
            page = self.navigate(Method::GET, location, Some(&source), None).await?;
        }
        bail!("{} redirects without an end", page.url)
    }

    /// What a browser does with a frame of a page: it follows redirects there, and posts forms that post themselves.
    async fn load_frame(&self, parent: &Page, frame: Url) -> Result<()> {
        let mut page = self.navigate(Method::GET, frame, Some(&Source::of(parent)), None).await?;
        for _ in 0..REDIRECTS {
            let source = Source::of(&page);
            page = match (page.location().filter(|_| matches!(page.status, 301..=303)), page.saml_form()) {
                (Some(location), _) => self.navigate(Method::GET, location, Some(&source), None).await?,
                (None, Some(form)) => self.send(&form).await?,
                (None, None) => return Ok(()),
            };
        }
        bail!("the frame {} redirects without an end", page.url)
    }

    /// Follows redirects and passes on SAML messages, as the person does who presses "Continue" on those pages.
    pub async fn arrive(&self, page: Page) -> Result<Page> {
        let mut page = self.follow(page).await?;
        for _ in 0..REDIRECTS {
            let Some(form) = page.saml_form() else { return Ok(page) };
            page = self.submit(&form).await?;
        }
        bail!("{} passes SAML messages without an end", page.url)
    }

    /// The cookies that belong to an address.
    pub fn cookies(&self, url: &str) -> Result<Vec<Cookie>> {
        let url = url.parse()?;
        Ok(self.jar().of(&url).cloned().collect())
    }

    /// Puts a cookie there, as the header `Set-Cookie` of that address would.
    pub fn set_cookie(&self, url: &str, header: &str) -> Result<()> {
        self.jar().store(&url.parse()?, header);
        Ok(())
    }

    /// Forgets all cookies.
    pub fn forget(&self) {
        self.jar().clear();
    }

    fn jar(&self) -> MutexGuard<'_, Jar> {
        self.jar.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn navigate(
        &self,
        method: Method,
        url: Url,
        from: Option<&Source>,
        body: Option<String>,
    ) -> Result<Page> {
        let near = from.is_none_or(|from| same_site(&from.url, &url));
        let initiator = Initiator { same_site: near, safe_method: method == Method::GET };
        let mut request = self.client.request(method, url.clone()).header("accept", "text/html, */*;q=0.8");
        request = with_fetch_metadata(request, &url, from, near);
        if let Some(cookies) = self.jar().header(&url, initiator) {
            request = request.header("cookie", cookies);
        }
        if let Some(body) = body {
            let origin = from.map_or_else(|| "null".to_owned(), |from| from.origin_for(&url));
            request =
                request.header("origin", origin).header("content-type", "application/x-www-form-urlencoded");
            request = request.body(body);
        }
        let response = request.send().await.with_context(|| format!("asking {url}"))?;
        for header in response.headers().get_all("set-cookie") {
            self.jar().store(&url, header.to_str()?);
        }
        Page::of(response).await
    }
}

/// The page that a request starts from.
struct Source {
    url: Url,
    referrer_policy: String,
}

impl Source {
    fn of(page: &Page) -> Self {
        let referrer_policy = page.header("referrer-policy").unwrap_or_default().to_owned();
        Self { url: page.url.clone(), referrer_policy }
    }

    /// The `Origin` of a POST, which the page's referrer policy can hide (Fetch, section 3.2.2).
    fn origin_for(&self, target: &Url) -> String {
        let hidden = match self.referrer_policy.as_str() {
            "no-referrer" => true,
            "same-origin" => self.url.origin() != target.origin(),
            _ => false,
        };
        if hidden { "null".to_owned() } else { self.url.origin().ascii_serialization() }
    }
}

/// The headers of Fetch Metadata for a navigation by a person.
fn with_fetch_metadata(
    request: RequestBuilder,
    url: &Url,
    from: Option<&Source>,
    near: bool,
) -> RequestBuilder {
    let site = match from {
        None => "none",
        Some(from) if from.url.origin() == url.origin() => "same-origin",
        Some(_) if near => "same-site",
        Some(_) => "cross-site",
    };
    request
        .header("sec-fetch-site", site)
        .header("sec-fetch-mode", "navigate")
        .header("sec-fetch-dest", "document")
}

/// A program that calls the REST interface with a bearer token, or without any.
#[derive(Clone, Debug)]
pub struct Api {
    client: reqwest::Client,
    base: Url,
    token: Option<String>,
}

impl Api {
    /// A caller of the server at `base` that shows no token.
    pub fn anonymous(base: &str) -> Result<Self> {
        Ok(Self { client: client()?, base: base.parse()?, token: None })
    }

    /// Gets a token by client credentials (RFC 6749, section 4.4) with HTTP Basic authentication.
    pub async fn client(base: &str, id: &str, secret: &str, scope: &str) -> Result<Self> {
        let mut api = Self::anonymous(base)?;
        let answer = api.token_request(id, secret, scope).await?.expect(200)?.json()?;
        api.token = Some(answer["access_token"].as_str().context("no access_token")?.to_owned());
        Ok(api)
    }

    /// The bare answer of the token endpoint.
    pub async fn token_request(&self, id: &str, secret: &str, scope: &str) -> Result<Page> {
        let url = self.base.join("/oauth2/token")?;
        let form = [("grant_type", "client_credentials"), ("scope", scope)];
        Page::of(self.client.post(url).basic_auth(id, Some(secret)).form(&form).send().await?).await
    }

    /// The same caller with another token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The token it shows.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// A request to be given headers or another body before it is sent with [`Page::of`].
    pub fn request(&self, method: Method, path: &str) -> Result<RequestBuilder> {
        let request = self.client.request(method, self.base.join(path)?);
        Ok(match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        })
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Result<Page> {
        Page::of(self.request(Method::GET, path)?.send().await?).await
    }

    /// Creates.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Page> {
        Page::of(self.request(Method::POST, path)?.json(body).send().await?).await
    }

    /// Creates or replaces.
    pub async fn put(&self, path: &str, body: &Value) -> Result<Page> {
        Page::of(self.request(Method::PUT, path)?.json(body).send().await?).await
    }

    /// Removes or ends.
    pub async fn delete(&self, path: &str) -> Result<Page> {
        Page::of(self.request(Method::DELETE, path)?.send().await?).await
    }
}
