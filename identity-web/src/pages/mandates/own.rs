//! The mandates of the signed-in person: received and given, with the pages to answer and end them.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::views::outcome::Confirm;
use crate::pages::mandates::row::{Looker, parse_mandate};
use crate::pages::mandates::views::{self, ChainRow, MandatePage, MandateRow};
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::Holder;
use identity_core::mandates::{MandateDetails, MandateLink, MandateState};
use identity_core::policy::Permission;
use std::iter;

pub(crate) async fn list(signed_in: SignedInVisit) -> Result<Response, PageFailure> {
    let looker = Looker::new(&signed_in, false);
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let own = visit.state.identity.own_mandates(caller).await?;
    let account = visit.state.identity.account(caller).await?;
    let rows = |found: &[MandateDetails], wanted: fn(&MandateDetails) -> bool| -> Vec<MandateRow> {
        found.iter().rev().filter(|found| wanted(found)).map(|found| looker.row(found)).collect()
    };
    let is_over = |found: &MandateDetails| matches!(found.state, MandateState::Ended(_));
    let gives = account.places.iter().filter(|(place, _)| {
        account.permitted.get(&place.id).is_some_and(|may| may.contains(&Permission::MandateManage))
    });
    let mut over = rows(&own.received, is_over);
    over.extend(rows(&own.given, is_over));
    let to_answer = visit.state.identity.mandates_to_answer(caller).await?.into_iter();
    let view = views::Mandates {
        to_organizations: to_answer
            .map(|offer| (offer.name, offer.count, format!("/organizations/{}/mandates", offer.organization)))
            .collect(),
        offered: rows(&own.received, |found| found.state == MandateState::Offered),
        held: rows(&own.received, |found| {
            matches!(found.state, MandateState::Active | MandateState::Paused(_))
        }),
        given: rows(&own.given, |found| !matches!(found.state, MandateState::Ended(_))),
        over,
        give: gives
            .map(|(place, _)| (place.name.to_string(), format!("/organizations/{}/mandates/new", place.id)))
            .collect(),
    };
    visit.page(&view).await
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let id = parse_mandate(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let identity = &visit.state.identity;
    let found = identity.mandate(caller, id).await?;
    let chain = identity.mandate_chain(caller, id).await?;
    let account = identity.account(caller).await?;
    let manages_of = |organization| {
        account.permitted.get(&organization).is_some_and(|may| may.contains(&Permission::MandateManage))
    };
    let manages = manages_of(found.grant.organization);
    let receiver = match found.grant.holder {
        Holder::Organization(receiver) => Some(receiver).filter(|receiver| manages_of(*receiver)),
        Holder::User(_) | Holder::Client(_) => None,
    };
    let looker = Looker::new(&signed_in, manages);
    let is_side = looker.is(found.grant.holder) || looker.is(found.giver);
    let view = MandatePage {
        back_path: match receiver.or_else(|| (manages && !is_side).then_some(found.grant.organization)) {
            Some(organization) => format!("/organizations/{organization}/mandates"),
            None => "/mandates".to_owned(),
        },
        mandate: looker.row(&found),
        above: chain.above.iter().map(chain_row).collect(),
        below: chain.below.iter().map(chain_row).collect(),
    };
    visit.page(&view).await
}

fn chain_row(link: &MandateLink) -> ChainRow {
    let is_mandate = link.grant.mandate.is_some();
    let key = if is_mandate { "mandate-chain-mandate" } else { "mandate-chain-grant" };
    ChainRow {
        words: PageText::new(key).with("name", link.holder_name.as_str()).with("role", link.role.as_str()),
        path: is_mandate.then(|| format!("/mandates/{}", link.grant.id)),
    }
}

pub(crate) async fn accept(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parse_mandate(&id)?;
    visit.state.identity.accept_mandate(&caller, id).await?;
    Ok(visit.done(&format!("/mandates/{id}"), "mandate-accepted"))
}

pub(crate) async fn decline(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    visit.state.identity.decline_mandate(&caller, parse_mandate(&id)?).await?;
    Ok(visit.done("/mandates", "mandate-declined"))
}

pub(crate) async fn ask_end(
    SignedInVisit { visit, caller, current }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse_mandate(&id)?;
    let found = visit.state.identity.mandate(&caller, id).await?;
    let chain = visit.state.identity.mandate_chain(&caller, id).await?;
    let (name, place) = (found.receiver_name.as_str(), found.organization_name.as_str());
    let derived = chain.below.iter().map(|link| {
        PageText::new("mandate-end-derived")
            .with("name", link.holder_name.as_str())
            .with("role", link.role.as_str())
    });
    let [title, effect, again, button] = if found.grant.holder == Holder::User(current.user.id) {
        [
            "mandate-renounce-title",
            "mandate-renounce-effect",
            "mandate-end-again-receiver",
            "mandate-renounce-button",
        ]
    } else {
        ["mandate-end-title", "mandate-end-effect", "mandate-end-again", "mandate-end-button"]
    };
    let about = |key| PageText::new(key).with("name", name).with("organization", place);
    let effects = iter::once(about(effect)).chain([visit.applications_after_change()]).chain(derived);
    let effects = effects.chain([PageText::new(again)]).collect();
    let view = Confirm {
        title: about(title),
        effects,
        action: format!("/mandates/{id}/end"),
        button: PageText::new(button),
        back_path: format!("/mandates/{id}"),
    };
    visit.page(&view).await
}

pub(crate) async fn end(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parse_mandate(&id)?;
    visit.state.identity.end_mandate(&caller, id).await?;
    Ok(visit.done(&format!("/mandates/{id}"), "mandate-ended"))
}
