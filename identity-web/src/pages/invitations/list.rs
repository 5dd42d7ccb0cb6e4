//! The invitations of an organisation: listed, sent again, cancelled.

use crate::exports;
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::views::outcome::Confirm;
use crate::pages::invitations::views::{InvitationRow, Invitations, MailProgress};
use crate::pages::organizations::head::{head, parse};
use crate::visit::listing::{Column, Columns, Listing};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{InvitationState, MessageState};
use identity_core::ids::{InvitationId, OrganizationId};
use identity_core::invitations::{InvitationDetails, InvitationSearch, InvitationStatus};
use identity_core::store::{Count, Cursor, OrderBy};
use identity_core::{Identity, Timestamp};

/// How invitations stand, as [`InvitationStatus::as_str`] has it.
const STATES: [(&str, &str); 4] = [
    ("open", "invitation-state-open"),
    ("expired", "invitation-state-expired"),
    ("accepted", "invitation-state-accepted"),
    ("revoked", "invitation-state-cancelled"),
];

const COLUMNS: Columns = (
    // Ids ascend in time.
    Column { code: "sent", order: OrderBy::Id, label: "invitations-invited", descending: true },
    &[Column { code: "email", order: OrderBy::Email, label: "invitations-person", descending: false }],
);

pub(crate) async fn list(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let identity = &visit.state.identity;
    let organization = identity.organization(&caller, id).await?;
    let (listing, search) = asked(&visit, id)?;
    let (mut found, further) = identity.search_invitations(&caller, id, &search, &listing.page()).await?;
    let count = if listing.is_whole(further.as_ref()) {
        Count::Exactly(found.len() as u64)
    } else {
        identity.count_invitations(&caller, id, &search).await?
    };
    let cursor = |found: &InvitationDetails| Cursor::of(&found.invitation.record, listing.order());
    let list = listing.shown(&mut found, count, further.as_ref(), cursor);
    let now = identity.clock().now();
    let link = |invitation| visit.state.base.absolute(&Identity::invitation_path(invitation));
    let view = Invitations {
        organization: head(&organization),
        rows: found.iter().map(|details| row(details, id, now, link(details.invitation.id))).collect(),
        query: listing.search,
        list,
    };
    visit.page(&view).await
}

/// The list as the address asks for it.
fn asked(visit: &Visit, id: OrganizationId) -> Result<(Listing, InvitationSearch), PageFailure> {
    let path = format!("/organizations/{id}/invitations");
    let listing = Listing::of(visit, path.clone(), &STATES, COLUMNS)?.exported_at(format!("{path}/export"));
    let status = InvitationStatus::ALL.into_iter().find(|status| listing.state == Some(status.as_str()));
    let search = InvitationSearch::new(listing.search.as_str(), status).order(listing.order());
    Ok((listing, search))
}

/// Every invitation that the list finds, as a file.
pub(crate) async fn export(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let (listing, search) = asked(&visit, id)?;
    Ok(exports::invitations(&visit.state.identity, &caller, id, search, listing.direction()).await?)
}

pub(crate) async fn resend(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let (id, invitation) = parse_both(&path)?;
    visit.state.identity.resend_invitation(&caller, invitation).await?;
    Ok(visit.done(&format!("/organizations/{id}/invitations"), "resent"))
}

pub(crate) async fn ask_cancel(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let (id, invitation) = parse_both(&path)?;
    let found = visit.state.identity.invitation(&caller, invitation).await?;
    let email = found.email.to_string();
    let list = format!("/organizations/{id}/invitations");
    let view = Confirm {
        title: PageText::new("cancel-title").with("email", email.as_str()),
        effects: vec![
            PageText::new("cancel-effect-link").with("email", email),
            PageText::new("cancel-effect-again"),
        ],
        action: format!("{list}/{invitation}/cancel"),
        button: PageText::new("cancel-button"),
        back_path: list,
    };
    visit.page(&view).await
}

pub(crate) async fn cancel(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(path): Path<(String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let (id, invitation) = parse_both(&path)?;
    visit.state.identity.revoke_invitation(&caller, invitation).await?;
    Ok(visit.done(&format!("/organizations/{id}/invitations"), "cancelled"))
}

fn parse_both(
    (organization, invitation): &(String, String),
) -> Result<(OrganizationId, InvitationId), PageFailure> {
    Ok((parse(organization)?, InvitationId::parse(invitation).map_err(|_| PageFailure::NotFound)?))
}

fn row(
    details: &InvitationDetails,
    organization: OrganizationId,
    now: Timestamp,
    link: String,
) -> InvitationRow {
    let invitation = &details.invitation;
    let expired = invitation.expires_at <= now;
    let (state, tone) = match invitation.state {
        InvitationState::Pending if expired => ("invitation-state-expired", ""),
        InvitationState::Pending if details.withdrawn => ("invitation-state-withdrawn", "bad"),
        InvitationState::Pending => ("invitation-state-open", "warn"),
        InvitationState::Accepted => ("invitation-state-accepted", "good"),
        InvitationState::Revoked => ("invitation-state-cancelled", ""),
    };
    let pending = invitation.state == InvitationState::Pending;
    let here = format!("/organizations/{organization}/invitations/{}", invitation.id);
    InvitationRow {
        id: invitation.id.to_string(),
        email: invitation.email.to_string(),
        name: invitation.name(),
        roles: details.roles.iter().map(|role| role.name.to_string()).collect(),
        invited_by: details.inviter.clone(),
        invited_at: invitation.created_at,
        expires_at: invitation.expires_at,
        state: PageText::new(state),
        tone,
        withdrawn: details.withdrawn,
        delivery: details.delivery.as_ref().filter(|_| pending).map(delivery),
        resend_action: pending.then(|| format!("{here}/resend")),
        link: (pending && !expired).then_some(link),
        cancel_path: pending.then(|| format!("{here}/cancel")),
    }
}

fn delivery(found: &identity_core::delivery::DeliveryStatus) -> MailProgress {
    match (found.state, found.closed_at) {
        (MessageState::Sent, Some(at)) => MailProgress::Sent { at },
        (MessageState::Dead, _) => {
            MailProgress::Failed { reason: failure(found.last_error.as_deref().unwrap_or_default()) }
        }
        _ => MailProgress::Queued,
    }
}

/// Why a mail was given up: the outbox has a code of its own, or what the mail server said.
fn failure(reason: &str) -> PageText {
    PageText::new(match reason {
        "invitation-accepted" => "delivery-invitation-accepted",
        "invitation-cancelled" => "delivery-invitation-cancelled",
        "invitation-expired" => "delivery-invitation-expired",
        "invitation-gone" => "delivery-invitation-gone",
        "no-answer" => "delivery-no-answer",
        "no-content" | "unknown-kind" | "unsealable" | "other-master-key" => "delivery-unreadable",
        "no-transport" => "delivery-no-transport",
        "superseded" => "delivery-superseded",
        said => return PageText::new("delivery-reason").with("reason", said),
    })
}
