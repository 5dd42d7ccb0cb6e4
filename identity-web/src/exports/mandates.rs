use super::file::{ROWS_AT_ONCE, Row, file};
use axum::response::Response;
use identity_core::ids::OrganizationId;
use identity_core::mandates::{MandateDetails, MandateState, MandateStatus};
use identity_core::store::{Direction, Page};
use identity_core::{AccessError, Caller, Identity};

const COLUMNS: &[&str] =
    &["receiver", "role", "services", "given_by", "given_at", "starts_at", "ends_at", "state", "reason"];

/// The mandates to act for an organisation that stand so.
pub(crate) async fn mandates(
    identity: &Identity,
    caller: &Caller,
    id: OrganizationId,
    status: Option<MandateStatus>,
    direction: Direction,
) -> Result<Response, AccessError> {
    identity.begin_mandate_export(caller, id, status).await?;
    let known = (identity.clone(), caller.clone());
    Ok(file("mandates", COLUMNS, move |behind| {
        let (identity, caller) = known.clone();
        async move {
            let page = Page::first(ROWS_AT_ONCE).in_direction(direction);
            let page = behind.map_or(page.clone(), |behind| page.after(behind));
            let (found, next) = identity.search_mandates_given(&caller, id, status, &page).await?;
            Ok((found.iter().map(row).collect(), next))
        }
    }))
}

fn row(found: &MandateDetails) -> Row {
    let state = match found.state {
        MandateState::Offered => "offered",
        MandateState::Active => "active",
        MandateState::Paused(_) => "paused",
        MandateState::Ended(_) => "ended",
    };
    let services = found.limited_to.iter().flatten().map(|service| service.key.to_string());
    let grant = &found.grant;
    let reason = grant.mandate.as_ref().and_then(|mandate| mandate.reason.clone());
    vec![
        found.receiver_name.clone(),
        found.role.key.to_string(),
        services.collect::<Vec<_>>().join("|"),
        found.giver_name.clone(),
        grant.created_at.to_string(),
        grant.period.starts_at.map(|at| at.to_string()).unwrap_or_default(),
        grant.period.ends_at.map(|at| at.to_string()).unwrap_or_default(),
        state.to_owned(),
        reason.unwrap_or_default(),
    ]
}
