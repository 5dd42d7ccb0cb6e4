//! A browser for tests of the pages, and what it shows.

use axum::Router;
use axum::body::{Body, to_bytes};
use http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use http::{HeaderMap, Method, Request, StatusCode};
use scraper::{Html, Selector};
use std::collections::BTreeMap;
use tower::ServiceExt;

/// A browser without scripts: it keeps cookies, follows redirects and sends the forms that it was shown.
pub(crate) struct Browser {
    pub(crate) app: Router,
    pub(crate) host: String,
    pub(crate) cookies: BTreeMap<String, String>,
    /// What an attacker's proxy adds to each request.
    pub(crate) extra_headers: Vec<(&'static str, &'static str)>,
}

/// What a browser shows.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) status: StatusCode,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) html: String,
}

impl Browser {
    pub(crate) async fn open(&mut self, path: &str) -> Shown {
        let mut shown = self.send(Method::GET, path, None).await;
        for _ in 0..5 {
            let Some(to) = shown.headers.get(LOCATION) else { return shown };
            let to = to.to_str().unwrap().to_owned();
            shown = self.send(Method::GET, &to, None).await;
        }
        panic!("{path} leads in circles")
    }

    /// Sends the form of a page that posts to `action`, with its token, and follows where that leads.
    pub(crate) async fn submit(&mut self, page: &Shown, action: &str, fields: &[(&str, &str)]) -> Shown {
        let token = page.token(action);
        let shown = self.post(action, &[fields, &[("csrf", &token)]].concat()).await;
        match shown.headers.get(LOCATION) {
            Some(to) => self.open(to.to_str().unwrap()).await,
            None => shown,
        }
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn send(&mut self, method: Method, path: &str, form: Option<String>) -> Shown {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder();
        for (name, value) in &self.extra_headers {
            request = request.header(*name, *value);
        }
        let request = request
            .method(method)
            .uri(path)
            .header(HOST, &self.host)
            .header(COOKIE, cookies.join("; "))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.unwrap_or_default()))
            .unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
        }
        let html = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
        Shown { status: parts.status, path: path.to_owned(), headers: parts.headers, html }
    }
}

impl Shown {
    pub(crate) fn find(&self, selector: &str, attribute: &str) -> Vec<String> {
        let (document, selector) = (Html::parse_document(&self.html), Selector::parse(selector).unwrap());
        let found = document.select(&selector).filter_map(|element| element.value().attr(attribute));
        found.map(str::to_owned).collect()
    }

    pub(crate) fn text(&self) -> String {
        let document = Html::parse_document(&self.html);
        let main = document.select(&Selector::parse("main").unwrap()).next();
        let words: String = main.map(|main| main.text().collect()).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of each element.
    pub(crate) fn all_words(&self, selector: &str) -> Vec<String> {
        let (document, selector) = (Html::parse_document(&self.html), Selector::parse(selector).unwrap());
        document
            .select(&selector)
            .map(|element| element.text().collect::<String>().trim().to_owned())
            .collect()
    }

    /// The text of the one element.
    pub(crate) fn words(&self, selector: &str) -> String {
        let all = self.all_words(selector);
        let [one] = all.as_slice() else { panic!("{} has {} of {selector}", self.path, all.len()) };
        one.clone()
    }

    /// The text of the whole page: header, menu and banner included.
    pub(crate) fn everything(&self) -> String {
        let words: String = Html::parse_document(&self.html).root_element().text().collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The address of the link with these words in the main part.
    pub(crate) fn link(&self, words: &str) -> String {
        let document = Html::parse_document(&self.html);
        let selector = Selector::parse("main a").unwrap();
        let found = document.select(&selector).find(|link| link.text().collect::<String>().trim() == words);
        found
            .unwrap_or_else(|| panic!("{} has no link {words}", self.path))
            .value()
            .attr("href")
            .unwrap()
            .to_owned()
    }

    pub(crate) fn token(&self, action: &str) -> String {
        let found = self.find(&format!("form[action='{action}'] input[name=csrf]"), "value");
        found.first().unwrap_or_else(|| panic!("{} has no form for {action}", self.path)).clone()
    }

    /// The actions of the page's forms whose address ends in `end`.
    pub(crate) fn action(&self, end: &str) -> String {
        let found = self.find("form[method=post]", "action");
        let missing = || panic!("{} has no form to …{end}: {found:?}", self.path);
        found.iter().find(|action| action.ends_with(end)).unwrap_or_else(missing).clone()
    }
}
