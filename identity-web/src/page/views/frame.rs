//! The parts that every page has: header, navigation, notice.

use crate::language::PageText;
use crate::page::csrf::Csrf;
use crate::page::help::Help;
use crate::page::views::form::FormState;
use crate::page::views::outcome::Switch;
use identity_core::ids::UserId;
use identity_core::values::Locale;
use serde::Serialize;

/// The surroundings of a page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Frame {
    /// The signed-in person's name; absent on pages that need no sign-in.
    pub person: Option<String>,
    /// The organisation that the person has chosen to act for.
    pub acting_for: Option<String>,
    /// The only organisation that the person has, where none was chosen.
    pub only_place: Option<String>,
    /// Whether there are several to choose from.
    pub may_switch: bool,
    /// The links of the menu, only those that the person may use.
    pub nav: Vec<NavItem>,
    /// The banner on every page while the person acts for an organisation that is not their own.
    pub banner: Option<Banner>,
    /// In how many seconds the session ends if nothing is asked for meanwhile; absent where nobody is signed in.
    pub session_ends_in: Option<u64>,
    /// Whether the browser keeps what was posted, for when the form is shown again.
    pub keeps_form: bool,
    /// The address of the page, for the choice of another language to come back to; absent where a page cannot be shown again.
    pub address: Option<String>,
    /// The result of the last action, shown once.
    pub notice: Option<PageText>,
    /// How the page looks where it is not as the settings of the deployment say.
    pub look: FrameLook,
    /// The language that the page is written in; the default one if absent.
    #[serde(skip)]
    pub language: Option<Locale>,
    /// What was typed into the form of the page before it is shown in another language.
    #[serde(skip)]
    pub draft: Option<FormState>,
    /// Makes the form tokens of the page.
    #[serde(skip)]
    pub tokens: FormTokens,
}

/// How a page looks where it is not as the settings of the deployment say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FrameLook {
    /// The name in the header and the title.
    pub name: Option<String>,
    /// The path of the logo.
    pub logo: Option<String>,
    /// The path of the style sheet with the colours.
    pub colours: Option<String>,
    /// The line above the sign-in form, in the language of the page.
    pub welcome: Option<String>,
    /// Where help is found.
    pub help: Option<Help>,
    /// `light` or `dark` for a page that is shown so whatever the browser prefers.
    pub scheme: Option<&'static str>,
}

impl Frame {
    pub(crate) fn form_tokens(&self) -> FormTokens {
        self.tokens.clone()
    }
}

/// The banner that names the organisation the person acts for and the giver of that right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Banner {
    /// The sentence.
    pub text: PageText,
    /// The action of the form that stops acting; absent if leaving the organisation's pages is enough.
    pub stop_action: Option<String>,
    /// The page that the link to leave the organisation goes to.
    pub stop_path: String,
    /// The button that acts for the organisation, where the person has a mandate and has not chosen to use it.
    pub switch: Option<Switch>,
}

/// A link of the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavItem {
    /// Its words.
    pub label: PageText,
    /// Its path below the mount point.
    pub path: String,
    /// Whether the page shown is this one or below it.
    pub current: bool,
}

/// Form tokens for one browser, and for the person who is signed in there.
#[derive(Debug, Clone, Default)]
pub struct FormTokens(Option<(Csrf, String, Option<UserId>)>);

impl FormTokens {
    /// Tokens for the browser with this cookie value, where nobody is signed in.
    pub fn new(csrf: Csrf, browser: impl Into<String>) -> Self {
        Self(Some((csrf, browser.into(), None)))
    }

    /// The same for the person who is signed in there.
    #[must_use]
    pub fn of(self, person: Option<UserId>) -> Self {
        Self(self.0.map(|(csrf, browser, _)| (csrf, browser, person)))
    }

    /// The token of the form that posts to `action`, a path below the mount point. A query does not count:
    /// it holds what the form came with, and the token says only which form it is.
    pub fn for_action(&self, action: &str) -> String {
        let path = action.split(['?', '#']).next().unwrap_or_default();
        let token = |(csrf, browser, person): &(Csrf, String, _)| csrf.form_token(browser, *person, path);
        self.0.as_ref().map(token).unwrap_or_default()
    }
}
