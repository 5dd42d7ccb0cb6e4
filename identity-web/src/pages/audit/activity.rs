//! What somebody did, and what others did to their account, in plain words.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::pages::audit::views::{Activity, ActivityLink, ActivityRow};
use crate::pages::audit::words::what;
use crate::visit::visitor::SignedInVisit;
use axum::response::Response;
use identity_core::audit::{ActivityKind, OwnEvent};

const PATH: &str = "/account/activity";

/// What the details of an event hold that people read: addresses, names, and the end of a number.
const SHOWN: [&str; 4] = ["email", "receiver", "name", "to"];

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
) -> Result<Response, PageFailure> {
    // A kind that there is not limits to nothing.
    let asked = visit.query("kind");
    let kind = ActivityKind::ALL.into_iter().find(|kind| Some(kind.as_str()) == asked.as_deref());
    let (events, next) = visit.state.identity.own_activity(&caller, kind, &visit.list_page()?).await?;
    let query = kind.map(|kind| format!("kind={}&", kind.as_str())).unwrap_or_default();
    let view = Activity {
        kinds: links(kind),
        rows: events.iter().map(row).collect(),
        next: next.map(|next| format!("{PATH}?{query}next={next}")),
    };
    visit.page(&view).await
}

fn links(chosen: Option<ActivityKind>) -> Vec<ActivityLink> {
    let all = ActivityLink {
        label: PageText::new("activity-all"),
        path: PATH.to_owned(),
        current: chosen.is_none(),
    };
    let of = |kind: ActivityKind| ActivityLink {
        label: PageText::new(match kind {
            ActivityKind::Sessions => "activity-sessions",
            ActivityKind::Applications => "activity-applications",
            ActivityKind::Security => "activity-security",
            ActivityKind::Details => "activity-details",
            _ => "activity-rights",
        }),
        path: format!("{PATH}?kind={}", kind.as_str()),
        current: chosen == Some(kind),
    };
    std::iter::once(all).chain(ActivityKind::ALL.map(of)).collect()
}

fn row(own: &OwnEvent) -> ActivityRow {
    let event = &own.event;
    let details = SHOWN.iter().filter_map(|name| event.details.get(*name)).filter(|text| !text.is_empty());
    let mut about: Vec<String> = own.organization.iter().chain(details).cloned().collect();
    about.dedup();
    ActivityRow {
        at: event.at,
        what: what(event),
        acting_for: own.acting_for.clone().filter(|_| event.acting_for != event.organization),
        about,
        by_others: own.by_others,
    }
}
