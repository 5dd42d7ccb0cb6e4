use serde::{Deserialize, Serialize};

/// By which way an application takes logout messages (SAML 2.0 bindings, sections 3.2, 3.4 and 3.5; `OpenID` Connect).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogoutBinding {
    /// Through the browser, in the address.
    Redirect,
    /// Through the browser, as a form.
    Post,
    /// From server to server.
    Soap,
    /// From server to server, as a logout token (`OpenID` Connect Back-Channel Logout, section 2.5).
    LogoutToken,
}

impl LogoutBinding {
    /// Every way there is.
    pub const ALL: [Self; 4] = [Self::Redirect, Self::Post, Self::Soap, Self::LogoutToken];
}

/// Where an application takes logout messages (SAML 2.0 metadata, section 2.2.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogoutService {
    /// By which way.
    pub binding: LogoutBinding,
    /// The address.
    pub url: String,
    /// Where answers go, when that is another address.
    pub response_url: Option<String>,
}

impl LogoutService {
    /// An address that takes logout tokens.
    pub(crate) fn of_tokens(url: &str) -> Self {
        Self { binding: LogoutBinding::LogoutToken, url: url.to_owned(), response_url: None }
    }

    /// The address that answers go to.
    pub fn for_responses(&self) -> &str {
        self.response_url.as_deref().unwrap_or(&self.url)
    }
}
