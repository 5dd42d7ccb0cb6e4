//! How far a service is with a sign-out, in words and links.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::pages::sign_on::views::ServiceSignOut;
use crate::sso::{Carried, SsoProtocol};
use identity_core::sessions::{LogoutProgress, LogoutView, ToNotify};

/// On which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// While the services are told.
    Telling,
    /// Afterwards.
    Done,
}

pub(super) async fn service(
    protocol: &dyn SsoProtocol,
    view: &LogoutView,
    party: &ToNotify,
    progress: LogoutProgress,
    shown: Shown,
) -> Result<ServiceSignOut, PageFailure> {
    let name = party.relying_party.name.to_string();
    let word = match (progress, shown) {
        (LogoutProgress::Done, _) => "closed",
        (LogoutProgress::Partial, _) => "partial",
        (LogoutProgress::ByBrowser, Shown::Telling) => "telling",
        (LogoutProgress::ByBrowser, Shown::Done) => "open",
        (LogoutProgress::Queued, _) => "queued",
        (LogoutProgress::Retried, _) => "retried",
        _ => "untold",
    };
    let hint = PageText::new(hint_of(word)).with("service", name.as_str());
    let unsettled = !matches!(progress, LogoutProgress::Done | LogoutProgress::Queued);
    let link = if unsettled { address(protocol, view, party, false).await? } else { None };
    let in_frame = progress == LogoutProgress::ByBrowser && shown == Shown::Telling;
    let frame = if in_frame { address(protocol, view, party, true).await? } else { None };
    Ok(ServiceSignOut {
        name,
        word: PageText::new(word_of(word)),
        closed: progress == LogoutProgress::Done,
        hint: (shown == Shown::Done && progress != LogoutProgress::Done).then_some(hint),
        link,
        frame,
    })
}

/// Where the browser takes the message to the service.
async fn address(
    protocol: &dyn SsoProtocol,
    view: &LogoutView,
    party: &ToNotify,
    framed: bool,
) -> Result<Option<String>, PageFailure> {
    Ok(match protocol.logout_notice(view.logout.id, party, framed).await? {
        Some(Carried::Address(url)) => Some(url),
        Some(Carried::Form(_)) => {
            let frame = if framed { "?frame=1" } else { "" };
            Some(format!("/logout/{}/tell/{}{frame}", view.logout.id, party.participant.id))
        }
        None => None,
    })
}

fn word_of(word: &str) -> &'static str {
    match word {
        "closed" => "signed-out-closed",
        "partial" => "signed-out-partial",
        "telling" => "signed-out-telling",
        "open" => "signed-out-open",
        "queued" => "signed-out-queued",
        "retried" => "signed-out-retried",
        _ => "signed-out-untold",
    }
}

fn hint_of(word: &str) -> &'static str {
    match word {
        "partial" => "signed-out-partial-hint",
        "open" => "signed-out-open-hint",
        "queued" => "signed-out-queued-hint",
        "retried" => "signed-out-retried-hint",
        _ => "signed-out-untold-hint",
    }
}
