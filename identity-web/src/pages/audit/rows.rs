//! The rows of a history.

use crate::language::PageText;
use crate::pages::audit::limits::Limits;
use crate::pages::audit::views::HistoryRow;
use crate::pages::audit::words::what;
use identity_core::audit::NamedEvent;
use identity_core::domain::{Action, Actor, AuditEvent};
use identity_core::ids::{OrganizationId, UserId};

/// What the details of an event hold that people read: addresses and names.
const SHOWN: [&str; 4] = ["email", "receiver", "name", "external_id"];

/// An event of the history of an organisation. People in it lead to what else is about them.
pub(super) fn row(named: &NamedEvent, here: OrganizationId, limits: &Limits) -> HistoryRow {
    let event = &named.event;
    let details = SHOWN.iter().filter_map(|name| event.details.get(*name)).filter(|text| !text.is_empty());
    let mut about: Vec<String> = named.about.iter().chain(details).cloned().collect();
    about.dedup();
    about.extend(named.roles.iter().cloned());
    about.extend(reason(event));
    let path = |person: UserId| limits.about(Some(person));
    HistoryRow {
        at: event.at,
        what: what(event),
        who: who(named),
        who_path: person(event.actor).map(path),
        about_path: event.about().filter(|_| named.about.is_some()).map(path),
        acting_for: named.acting_for.clone().filter(|_| event.acting_for != Some(here)),
        mandate_path: event.mandate.map(|mandate| format!("/mandates/{mandate}")),
        about,
        asked_by: named.asked_by.clone(),
    }
}

/// Somebody who is here no more. The end of the id tells one from another.
pub(super) fn erased(id: UserId) -> PageText {
    let id = id.to_string();
    PageText::new("history-erased").with("id", id.rsplit('-').next().unwrap_or_default())
}

/// The reason that somebody wrote; what other events have under that name is a code.
fn reason(event: &AuditEvent) -> Option<String> {
    let is_written = matches!(event.action, Action::OrganizationSuspended | Action::ApprovalAsked);
    event.details.get("reason").filter(|_| is_written).cloned()
}

fn person(actor: Actor) -> Option<UserId> {
    match actor {
        Actor::User(id) => Some(id),
        Actor::Client(_) | Actor::System | Actor::Anonymous => None,
    }
}

fn who(named: &NamedEvent) -> PageText {
    match named.event.actor {
        Actor::System => PageText::new("history-system"),
        Actor::User(_) | Actor::Client(_) if !named.actor.is_empty() => {
            PageText::new("history-name").with("name", named.actor.as_str())
        }
        Actor::User(id) => erased(id),
        Actor::Client(_) | Actor::Anonymous => PageText::new("history-nobody"),
    }
}
