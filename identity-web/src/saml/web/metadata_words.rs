//! What is said of metadata that an administrator gives: why it is refused, what is left out of it, what to look at.

use crate::language::PageText;
use crate::saml::bindings::endpoint::EndpointError;
use crate::saml::metadata::{KeyReport, LeftOut, MetadataError};
use crate::saml::web::metadata_source::{FetchError, TakeError, Taken, TakenProvider};
use crate::saml::xml::limits::TreeError;
use identity_core::Timestamp;
use identity_core::delivery::GatewayAddressFault;
use std::time::Duration;

/// How long before metadata ends somebody is told.
const WARN_BEFORE: Duration = Duration::from_hours(14 * 24);

/// Something to know about metadata, by a stable code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) code: &'static str,
    pub(crate) text: PageText,
}

/// What of metadata is not used: what cannot be, and what is for something else.
pub(crate) fn left_out(taken: &Taken) -> Vec<Finding> {
    left_out_of(taken.left_out.iter().chain(&taken.read.unused), &taken.read.keys)
}

/// The same of the metadata of an identity provider.
pub(crate) fn left_out_of_provider(taken: &TakenProvider) -> Vec<Finding> {
    left_out_of(taken.read.left_out.iter().chain(&taken.read.unused), &taken.read.keys)
}

fn left_out_of<'a>(all: impl Iterator<Item = &'a LeftOut>, keys: &[KeyReport]) -> Vec<Finding> {
    let keys = keys.iter().filter_map(left_out_key);
    all.map(|one| Finding { code: one.code(), text: of_left_out(one) }).chain(keys).collect()
}

/// What somebody should look at before metadata is used.
pub(crate) fn warnings(taken: &Taken) -> Vec<Finding> {
    let Taken { metadata, read, at, .. } = taken;
    let mut found = warning_of_end(metadata.valid_until, *at);
    if metadata.certificates.is_empty() && !metadata.requests_signed {
        found.push(Finding { code: "no-keys", text: PageText::new("metadata-warning-no-keys") });
    }
    found.extend(warnings_of_keys(&read.keys));
    found
}

/// The same of the metadata of an identity provider.
pub(crate) fn warnings_of_provider(taken: &TakenProvider) -> Vec<Finding> {
    let mut found = warning_of_end(taken.metadata.valid_until, taken.at);
    found.extend(warnings_of_keys(&taken.read.keys));
    found
}

/// What is said of metadata whose time is over, or ends soon.
pub(crate) fn warning_of_end(until: Option<Timestamp>, now: Timestamp) -> Vec<Finding> {
    let warning = |code, key| {
        let text = PageText::new(key);
        until.map(|until| Finding { code, text: text.with("at", until) })
    };
    let found = match until {
        Some(until) if until <= now => warning("expired", "metadata-warning-expired"),
        Some(until) if until <= now.plus(WARN_BEFORE) => warning("ends-soon", "metadata-warning-ends-soon"),
        _ => None,
    };
    found.into_iter().collect()
}

fn warnings_of_keys(keys: &[KeyReport]) -> impl Iterator<Item = Finding> {
    keys.iter().filter(|key| key.expired && key.left_out.is_none()).map(|key| {
        let text = PageText::new("metadata-warning-key-expired").with("key", key_name(key));
        Finding { code: "key-expired", text }
    })
}

/// Whose certificate it is; of one that says nothing, the beginning of its fingerprint.
pub(crate) fn key_name(key: &KeyReport) -> String {
    let short = key.fingerprint.get(..16).unwrap_or_default();
    if key.subject.is_empty() { short.to_owned() } else { key.subject.clone() }
}

fn left_out_key(key: &KeyReport) -> Option<Finding> {
    let code = key.left_out?.code();
    let name = key_name(key);
    let text = match name.as_str() {
        "" => PageText::new("left-out-key-unreadable"),
        _ => PageText::of_code("left-out", code).with("key", name),
    };
    Some(Finding { code, text })
}

fn of_left_out(one: &LeftOut) -> PageText {
    let text = PageText::of_code("left-out", one.code());
    match one {
        LeftOut::Address { element, location, reason } => {
            let why = PageText::new(of_endpoint(*reason));
            text.with("element", *element).with("address", location.as_str()).with("why", why)
        }
        LeftOut::Binding { element, binding } => {
            text.with("element", *element).with("binding", binding.as_str())
        }
        LeftOut::OwnMachine(address) => text.with("address", address.as_str()),
        LeftOut::Role(role) => text.with("role", role.as_str()),
        LeftOut::Entities(count) | LeftOut::RequestedAttributes(count) => text.with("count", *count),
        LeftOut::NameFormat(format) => text.with("format", format.as_str()),
        LeftOut::ValidUntil(date) => text.with("date", date.as_str()),
        LeftOut::Index | LeftOut::Signature => text,
    }
}

const fn of_endpoint(reason: EndpointError) -> &'static str {
    match reason {
        EndpointError::NotAUrl => "metadata-address-no-url",
        EndpointError::Scheme => "metadata-address-scheme",
        EndpointError::PlainHttp => "metadata-address-plain",
        EndpointError::Unusual => "metadata-address-unusual",
    }
}

/// Why metadata of an identity provider that was given is not taken.
pub(crate) fn refused_of_provider(error: &TakeError) -> PageText {
    match error {
        TakeError::Metadata(MetadataError::NoRole(_)) => PageText::new("metadata-no-provider"),
        TakeError::Metadata(MetadataError::NoCertificate) => PageText::new("metadata-no-certificate"),
        TakeError::Metadata(MetadataError::Several(_)) => PageText::new("metadata-several-providers"),
        other => refused(other),
    }
}

/// Why metadata that was given is not taken.
pub(crate) fn refused(error: &TakeError) -> PageText {
    match error {
        TakeError::Fetch(error) => not_fetched(error),
        TakeError::Metadata(error) => not_read(error),
        TakeError::Busy(_) => PageText::new("metadata-busy"),
    }
}

fn not_fetched(error: &FetchError) -> PageText {
    match error {
        FetchError::Address(fault) => PageText::new(match fault {
            GatewayAddressFault::NotSecure => "metadata-fetch-secure",
            GatewayAddressFault::NotPublic => "metadata-fetch-inside",
            GatewayAddressFault::Parts => "metadata-fetch-parts",
            _ => "metadata-fetch-address",
        }),
        FetchError::TimedOut => PageText::new("metadata-fetch-slow"),
        FetchError::Unreachable => PageText::new("metadata-fetch-unreachable"),
        FetchError::Status(status) => {
            PageText::new("metadata-fetch-status").with("status", status.to_string())
        }
        FetchError::LeadsAway => PageText::new("metadata-fetch-leads-away"),
        FetchError::TooLarge => PageText::new("metadata-too-large"),
    }
}

fn not_read(error: &MetadataError) -> PageText {
    match error {
        MetadataError::Tree(
            TreeError::TooLarge
            | TreeError::TooManyElements
            | TreeError::TooDeep
            | TreeError::TooManyAttributes
            | TreeError::TooManyNamespaces,
        ) => PageText::new("metadata-too-large"),
        MetadataError::Tree(TreeError::Doctype | TreeError::Entity | TreeError::ProcessingInstruction) => {
            PageText::new("metadata-entities")
        }
        MetadataError::Tree(TreeError::NotUtf8) => PageText::new("metadata-not-utf8"),
        MetadataError::NotAnEntity => PageText::new("metadata-not-an-entity"),
        MetadataError::Several(_) => PageText::new("metadata-several"),
        MetadataError::NotDescribed(id) => {
            let id: String = id.chars().take(200).collect();
            PageText::new("metadata-not-described").with("entity", id)
        }
        MetadataError::EntityId => PageText::new("metadata-entity-id"),
        MetadataError::NoRole(_) => PageText::new("metadata-no-role"),
        MetadataError::Malformed(what) => PageText::new("metadata-malformed").with("what", *what),
        MetadataError::Endpoint { element, location, reason } => {
            let why = PageText::new(of_endpoint(*reason));
            PageText::new("metadata-address")
                .with("element", *element)
                .with("address", location.as_str())
                .with("why", why)
        }
        MetadataError::NoEndpoint(element) => PageText::new("metadata-no-endpoint").with("element", *element),
        // Whoever shows it looks at expired metadata too, and an application needs no key.
        MetadataError::Tree(_) | MetadataError::Expired | MetadataError::NoCertificate => {
            PageText::new("metadata-not-xml")
        }
    }
}
