use super::file::{ROWS_AT_ONCE, Row, file};
use axum::response::Response;
use identity_core::Timestamp;
use identity_core::domain::InvitationState;
use identity_core::ids::OrganizationId;
use identity_core::invitations::{InvitationDetails, InvitationSearch, InvitationStatus};
use identity_core::store::{Direction, Page};
use identity_core::{AccessError, Caller, Identity};

const COLUMNS: &[&str] = &[
    "email",
    "given_name",
    "family_name",
    "locale",
    "roles",
    "state",
    "invited_by",
    "created_at",
    "sent_at",
    "expires_at",
];

/// The invitations to an organisation that a search finds.
pub(crate) async fn invitations(
    identity: &Identity,
    caller: &Caller,
    id: OrganizationId,
    search: InvitationSearch,
    direction: Direction,
) -> Result<Response, AccessError> {
    identity.begin_invitation_export(caller, id, &search).await?;
    let known = (identity.clone(), caller.clone(), search);
    Ok(file("invitations", COLUMNS, move |behind| {
        let (identity, caller, search) = known.clone();
        async move {
            let page = Page::first(ROWS_AT_ONCE).in_direction(direction);
            let page = behind.map_or(page.clone(), |behind| page.after(behind));
            let (found, next) = identity.search_invitations(&caller, id, &search, &page).await?;
            let now = identity.clock().now();
            Ok((found.iter().map(|details| row(details, now)).collect(), next))
        }
    }))
}

fn row(details: &InvitationDetails, now: Timestamp) -> Row {
    let invitation = &details.invitation.record;
    let status = match invitation.state {
        InvitationState::Pending if invitation.expires_at <= now => InvitationStatus::Expired,
        InvitationState::Pending => InvitationStatus::Open,
        InvitationState::Accepted => InvitationStatus::Accepted,
        InvitationState::Revoked => InvitationStatus::Revoked,
    };
    let roles: Vec<_> = details.roles.iter().map(|role| role.key.as_str()).collect();
    vec![
        invitation.email.to_string(),
        invitation.given_name.as_ref().map(ToString::to_string).unwrap_or_default(),
        invitation.family_name.as_ref().map(ToString::to_string).unwrap_or_default(),
        invitation.locale.as_ref().map(ToString::to_string).unwrap_or_default(),
        roles.join("|"),
        status.as_str().to_owned(),
        details.inviter.clone(),
        invitation.created_at.to_string(),
        invitation.sent_at.to_string(),
        invitation.expires_at.to_string(),
    ]
}
