//! The mail and text messages that the server sent, read from its development inbox.

use crate::http::client;
use crate::page::Page;
use crate::wait;
use anyhow::{Context as _, Result};
use serde::Deserialize;
use url::Url;

/// A message as `GET /dev/messages` gives it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// `email` or `sms`.
    pub channel: String,
    /// The address or number.
    pub to: String,
    /// The subject of a mail.
    pub subject: Option<String>,
    /// The plain text.
    pub text: String,
    /// The HTML of a mail.
    pub html: Option<String>,
    /// When it was made, RFC 3339.
    pub created_at: String,
}

impl Message {
    /// The first address in the text that contains `part`.
    pub fn link(&self, part: &str) -> Result<Url> {
        let words = self.text.split_whitespace();
        let link = words
            .map(|word| word.trim_matches(['<', '>', '(', ')']))
            .find(|word| word.starts_with("http") && word.contains(part));
        Ok(link.with_context(|| format!("no link with {part:?} in: {}", self.text))?.parse()?)
    }
}

/// The inbox of one server.
#[derive(Clone, Debug)]
pub struct Inbox {
    client: reqwest::Client,
    messages: Url,
}

impl Inbox {
    /// The inbox of the server at `base`.
    pub fn of(base: &str) -> Result<Self> {
        Ok(Self { client: client()?, messages: base.parse::<Url>()?.join("/dev/messages")? })
    }

    /// What was sent to one address so far, newest first.
    pub async fn to(&self, address: &str) -> Result<Vec<Message>> {
        let mut url = self.messages.clone();
        url.query_pairs_mut().append_pair("to", address);
        let page = Page::of(self.client.get(url).send().await?).await?.expect(200)?;
        let answer = page.json()?;
        let items = if answer.is_array() { answer } else { answer["items"].clone() };
        serde_json::from_value(items).with_context(|| format!("not a list of messages: {}", page.body))
    }

    /// Waits for the `nth` message to an address (1 is the first ever) and gives it; messages leave by a worker.
    pub async fn nth(&self, address: &str, nth: usize) -> Result<Message> {
        let index = nth.checked_sub(1).context("messages are counted from 1")?;
        // An inbox that does not answer ends the wait: the server is gone.
        wait::until(&format!("message {nth} to {address}"), async || {
            self.to(address).await.map(|messages| messages.into_iter().rev().nth(index)).transpose()
        })
        .await?
    }
}
