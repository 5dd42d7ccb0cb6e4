//! Views of the connections, for those who manage them.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use identity_core::Timestamp;
use serde::Serialize;

/// Where a list of connections stands: for everybody, or at an organisation.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectionPlace {
    /// The list.
    pub path: String,
    /// The organisation; absent for everybody's.
    pub organization: Option<OrganizationHead>,
}

/// The connections of a place.
#[derive(Debug, Clone, Serialize)]
pub struct Connections {
    /// Where they stand.
    pub place: ConnectionPlace,
    /// The page that sets up another.
    pub new_path: String,
    /// The connections, by name.
    pub rows: Vec<ConnectionRow>,
}

/// A connection in the list.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectionRow {
    /// Its page.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Its protocol.
    pub protocol: PageText,
    /// What its answers name as their issuer.
    pub issuer: String,
    /// Whether people can sign in by it.
    pub state: ConnectionTag,
}

/// Whether people can sign in by a connection.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectionTag {
    /// Its words.
    pub text: PageText,
    /// Its colour.
    pub tone: &'static str,
}

/// The kinds of providers to choose from.
#[derive(Debug, Clone, Serialize)]
pub struct ChooseProvider {
    /// Where the connection will stand.
    pub place: ConnectionPlace,
    /// The kinds.
    pub kinds: Vec<ProviderKind>,
}

/// A kind of providers.
#[derive(Debug, Clone, Serialize)]
pub struct ProviderKind {
    /// Its words.
    pub label: PageText,
    /// When it is the right one.
    pub hint: PageText,
    /// The page that sets one up.
    pub path: String,
}

/// A value to copy into the settings of the provider.
#[derive(Debug, Clone, Serialize)]
pub struct OwnValue {
    /// What it is.
    pub label: PageText,
    /// The value.
    pub value: String,
}

/// The form of a connection, new or there already.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectionForm {
    /// The heading.
    pub title: PageText,
    /// What it is about, in a sentence.
    pub lead: PageText,
    /// What has to be entered at the provider before it gives what is asked here.
    pub own: Vec<OwnValue>,
    /// Where the form posts.
    pub action: String,
    /// Where to go without doing it.
    pub back_path: String,
    /// The words of the button.
    pub button: PageText,
    /// What was filled in.
    pub form: FormState,
}

/// Asks for the metadata of a SAML identity provider.
#[derive(Debug, Clone, Serialize)]
pub struct GiveProviderMetadata {
    /// The name of the connection; absent for a new one.
    pub name: Option<String>,
    /// What has to be entered at the provider.
    pub own: Vec<OwnValue>,
    /// Where the form posts.
    pub action: String,
    /// Where to go without doing it.
    pub back_path: String,
    /// The providers to choose from, where the metadata describes several.
    pub entities: Vec<Choice>,
    /// What was filled in.
    pub form: FormState,
}

/// Shows what was read of metadata, before it is saved.
#[derive(Debug, Clone, Serialize)]
pub struct ProviderPreview {
    /// The name of the connection; absent for a new one.
    pub name: Option<String>,
    /// Where the form posts.
    pub action: String,
    /// Where other metadata is given.
    pub back_path: String,
    /// What was read.
    pub read: ProviderWords,
    /// What somebody should look at.
    pub warnings: Vec<PageText>,
    /// What of it is not used.
    pub left_out: Vec<PageText>,
    /// What was filled in.
    pub form: FormState,
}

/// What is stored of a SAML identity provider.
#[derive(Debug, Clone, Serialize)]
pub struct ProviderWords {
    /// The entity id.
    pub entity_id: String,
    /// Where requests go.
    pub sign_on_url: String,
    /// Where logout messages go.
    pub logout_url: Option<String>,
    /// Its signing certificates.
    pub keys: Vec<ProviderKey>,
    /// Until when the metadata may be used.
    pub valid_until: Option<Timestamp>,
    /// Whether that is over.
    pub expired: bool,
    /// The address that it was fetched from.
    pub address: Option<String>,
}

/// A signing certificate of a provider.
#[derive(Debug, Clone, Serialize)]
pub struct ProviderKey {
    /// Whose it is.
    pub subject: String,
    /// SHA-256 of it in hexadecimal.
    pub fingerprint: String,
    /// When its period ends.
    pub ends_at: Option<Timestamp>,
    /// Whether that is over.
    pub expired: bool,
}

/// A connection.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectionPage {
    /// Its page.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: ConnectionPlace,
    /// Its protocol.
    pub protocol: PageText,
    /// Whether people can sign in by it.
    pub state: ConnectionTag,
    /// When it was set up.
    pub created_at: Timestamp,
    /// When somebody last tried it.
    pub tested_at: Option<Timestamp>,
    /// How many accounts are connected with it.
    pub linked: u64,
    /// What somebody should look at.
    pub warnings: Vec<PageText>,
    /// What is stored of the provider by SAML; absent for one by OpenID Connect.
    pub saml: Option<ProviderWords>,
    /// What else is stored of the provider.
    pub facts: Vec<ConnectionFact>,
    /// What holds for those who come by it, each in a sentence.
    pub rules: Vec<PageText>,
    /// What has to be entered at the provider.
    pub own: Vec<OwnValue>,
    /// The domains whose people it signs in.
    pub domains: Vec<DomainRow>,
    /// The last sign-ins that failed.
    pub attempts: Vec<FailedSignIn>,
    /// What can be done about who signs in by it: the page that asks, and the words.
    pub states: Vec<ConnectionLink>,
}

/// Something that is stored of a provider.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectionFact {
    /// What it is.
    pub label: PageText,
    /// As it was written.
    pub values: Vec<String>,
}

/// A page about a connection.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectionLink {
    /// Its words.
    pub label: PageText,
    /// Its path.
    pub path: String,
}

/// A domain whose people a connection signs in.
#[derive(Debug, Clone, Serialize)]
pub struct DomainRow {
    /// The domain.
    pub domain: String,
    /// How it was proved, or that it waits.
    pub state: ConnectionTag,
    /// Where the form posts that removes it.
    pub remove_action: String,
}

/// The domains of a connection, and the form for another.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectionDomains {
    /// The connection.
    pub name: String,
    /// Where the form posts.
    pub action: String,
    /// The page of the connection.
    pub back_path: String,
    /// The domains.
    pub domains: Vec<DomainRow>,
    /// The mailboxes to choose from.
    pub mailboxes: Vec<Choice>,
    /// What was filled in.
    pub form: FormState,
}

/// A sign-in by a connection that failed.
#[derive(Debug, Clone, Serialize)]
pub struct FailedSignIn {
    /// When it was.
    pub at: Timestamp,
    /// What failed and what to do.
    pub text: PageText,
    /// The check that failed, by its stable name.
    pub code: String,
    /// The reference that the page of the person and the log show.
    pub reference: Option<String>,
}

/// What becomes of those who come by a connection.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectionRulesForm {
    /// The connection.
    pub name: String,
    /// Where the form posts.
    pub action: String,
    /// The page of the connection.
    pub back_path: String,
    /// What becomes of somebody without an account here.
    pub unknown: Vec<Choice>,
    /// Whether those with an account here are asked to connect it.
    pub linking: Vec<Choice>,
    /// What else holds.
    pub options: Vec<Choice>,
    /// What was filled in.
    pub form: FormState,
}

/// Whether the people of a connection sign in by it alone.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectionOnly {
    /// The connection.
    pub name: String,
    /// What it will do, each in a sentence.
    pub effects: Vec<PageText>,
    /// Why it cannot be set yet.
    pub missing: Vec<PageText>,
    /// Where the form posts.
    pub action: String,
    /// The page of the connection.
    pub back_path: String,
    /// Who can keep a password.
    pub keepers: Vec<Choice>,
    /// What was filled in.
    pub form: FormState,
}

/// The link in the mail to whoever runs a domain.
#[derive(Debug, Clone, Serialize)]
pub struct DomainLink {
    /// The heading.
    pub title: PageText,
    /// What it is about, each in a sentence.
    pub texts: Vec<PageText>,
    /// Where the form posts that says yes; absent when there is nothing to answer any more.
    pub action: Option<String>,
}

views! {
    ChooseProvider => "connection_new.html",
    ConnectionDomains => "connection_domains.html",
    ConnectionForm => "connection_form.html",
    ConnectionOnly => "connection_only.html",
    ConnectionPage => "connection.html",
    ConnectionRulesForm => "connection_rules.html",
    Connections => "connections.html",
    DomainLink => "domain_link.html",
    GiveProviderMetadata => "connection_metadata.html",
    ProviderPreview => "connection_preview.html",
}
