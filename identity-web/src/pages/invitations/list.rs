//! The invitations of an organisation: listed, sent again, cancelled.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::views::outcome::Confirm;
use crate::pages::invitations::views::{InvitationRow, Invitations, MailProgress};
use crate::pages::organizations::head::{head, parse};
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{InvitationState, MessageState};
use identity_core::ids::{InvitationId, OrganizationId};
use identity_core::invitations::InvitationDetails;
use identity_core::{Identity, Timestamp};

pub(crate) async fn list(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let identity = &visit.state.identity;
    let organization = identity.organization(&caller, id).await?;
    let (found, next) = identity.invitations(&caller, id, &visit.list_page()?).await?;
    let now = identity.clock().now();
    let link = |invitation| visit.state.base.absolute(&Identity::invitation_path(invitation));
    let view = Invitations {
        organization: head(&organization),
        rows: found.iter().map(|details| row(details, id, now, link(details.invitation.id))).collect(),
        next: next.map(|next| format!("/organizations/{id}/invitations?next={next}")),
    };
    visit.page(&view).await
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
    let names = [&invitation.given_name, &invitation.family_name];
    let name: Vec<_> = names.into_iter().flatten().map(ToString::to_string).collect();
    InvitationRow {
        id: invitation.id.to_string(),
        email: invitation.email.to_string(),
        name: name.join(" "),
        roles: details.roles.iter().map(|role| role.name.to_string()).collect(),
        invited_by: details.inviter.clone(),
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
