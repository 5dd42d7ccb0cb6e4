//! Mandates of the person: those received and given, with answering and ending them.

use super::catalogue::Message;
use super::failure::{Failure, sentence};
use super::forms::NoFields;
use super::views::{self, ChainRow, Confirm, MandatePage, MandateRow, RoleWords, Switch};
use super::visit::{Posted, SignedInVisit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::Timestamp;
use identity_core::domain::{Holder, MandateAnswer};
use identity_core::ids::{GrantId, OrganizationId, UserId};
use identity_core::policy::Permission;
use identity_core::use_cases::{MandateDetails, MandateError, MandateLink, MandateState};

/// Who looks at a mandate, and what that lets them do.
pub(crate) struct Looker {
    user: UserId,
    acting_for: Option<OrganizationId>,
    /// Whether they manage the mandates of the organisation.
    manages: bool,
    now: Timestamp,
}

impl Looker {
    pub(crate) fn new(signed_in: &SignedInVisit, manages: bool) -> Self {
        Self {
            user: signed_in.current.user.id,
            acting_for: signed_in.current.session.acting_for,
            manages,
            now: signed_in.visit.state.identity.clock().now(),
        }
    }

    fn is(&self, holder: Holder) -> bool {
        holder == Holder::User(self.user)
    }

    /// A mandate as this person reads it.
    pub(crate) fn row(&self, found: &MandateDetails) -> MandateRow {
        let path = format!("/mandates/{}", found.grant.id);
        let mandate = found.grant.mandate.as_ref();
        let received = self.is(found.grant.holder);
        let (state, tone, why) = state(found);
        let active = found.state == MandateState::Active;
        let acting = self.acting_for == Some(found.grant.organization);
        let open = !matches!(found.state, MandateState::Ended(_)) && !found.can_answer;
        let ends = open && (received || self.is(found.giver) || self.manages);
        let answer = |what: &str| found.can_answer.then(|| format!("{path}/{what}"));
        MandateRow {
            organization: found.organization_name.clone(),
            role: RoleWords {
                name: found.role.name.to_string(),
                explanation: found.role.description.clone(),
            },
            giver: found.giver_name.clone(),
            receiver: found.receiver_name.clone(),
            services: found.services.clone(),
            from: found.grant.period.not_before.filter(|from| *from > self.now),
            until: found.grant.period.not_after,
            reason: mandate.and_then(|mandate| mandate.reason.clone()),
            onward: onward_words(mandate.map_or(0, |mandate| mandate.onward)),
            state,
            tone,
            why,
            accept_action: answer("accept"),
            decline_action: answer("decline"),
            switch: (received && active && !acting).then(|| Switch {
                action: "/acting-for/switch".to_owned(),
                organization: found.grant.organization.to_string(),
                name: found.organization_name.clone(),
                return_to: None,
            }),
            acting: received && active && acting,
            pass_on_path: found.can_pass_on.then(|| format!("{path}/pass-on")),
            end_path: ends.then(|| format!("{path}/end")),
            end_label: Message::new(if received { "mandate.renounce" } else { "mandate.end" }),
            path,
        }
    }
}

/// How often a mandate may be passed on, in words.
pub(crate) fn onward_words(onward: u8) -> Message {
    match onward {
        0 => Message::new("mandate.onward.never"),
        1 => Message::new("mandate.onward.once"),
        times => Message::new("mandate.onward.times").with("count", times.to_string()),
    }
}

fn state(found: &MandateDetails) -> (Message, &'static str, Option<Message>) {
    let why = |words: &str| Some(Message::new("mandate.why").with("why", sentence(words)));
    let declined =
        found.grant.mandate.as_ref().is_some_and(|mandate| mandate.answer == MandateAnswer::Declined);
    match &found.state {
        MandateState::Offered => (Message::new("mandate.state.offered"), "warn", None),
        MandateState::Active => (Message::new("mandate.state.active"), "good", None),
        MandateState::Paused(words) => (Message::new("mandate.state.paused"), "warn", why(words)),
        MandateState::Ended(_) if declined => (Message::new("mandate.state.declined"), "", None),
        MandateState::Ended(words) => (Message::new("mandate.state.ended"), "", why(words)),
    }
}

pub(crate) fn parse_mandate(id: &str) -> Result<GrantId, Failure> {
    GrantId::parse(id).map_err(|_| Failure::NotFound)
}

/// What can go wrong with a mandate, as a page.
impl From<MandateError> for Failure {
    fn from(error: MandateError) -> Self {
        match error {
            MandateError::Given(error) => match super::people::said(error) {
                Ok(reason) => Self::Refused(reason),
                Err(failure) => failure,
            },
            MandateError::UnknownReceiver => Self::Refused(Message::new("error.receiver_unknown")),
            MandateError::AlreadyAnswered => Self::Refused(Message::new("mandate.answered")),
            MandateError::NoLongerOffered(why) => {
                Self::Refused(Message::new("mandate.no_longer_offered").with("why", sentence(&why)))
            }
        }
    }
}

pub(crate) async fn list(signed_in: SignedInVisit) -> Result<Response, Failure> {
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
    let view = views::Mandates {
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

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, Failure> {
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
    let key = if is_mandate { "mandate.chain.mandate" } else { "mandate.chain.grant" };
    ChainRow {
        words: Message::new(key).with("name", link.holder_name.as_str()).with("role", link.role.as_str()),
        path: is_mandate.then(|| format!("/mandates/{}", link.grant.id)),
    }
}

pub(crate) async fn accept(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, Failure> {
    let id = parse_mandate(&id)?;
    visit.state.identity.accept_mandate(&caller, id).await?;
    Ok(visit.go(&format!("/mandates/{id}?done=mandate-accepted")))
}

pub(crate) async fn decline(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, Failure> {
    visit.state.identity.decline_mandate(&caller, parse_mandate(&id)?).await?;
    Ok(visit.go("/mandates?done=mandate-declined"))
}

pub(crate) async fn ask_end(
    SignedInVisit { visit, caller, current }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = parse_mandate(&id)?;
    let found = visit.state.identity.mandate(&caller, id).await?;
    let chain = visit.state.identity.mandate_chain(&caller, id).await?;
    let (name, place) = (found.receiver_name.as_str(), found.organization_name.as_str());
    let hanging = chain.below.iter().map(|link| {
        Message::new("mandate.end_hanging")
            .with("name", link.holder_name.as_str())
            .with("role", link.role.as_str())
    });
    let mut effects = vec![Message::new("mandate.end_effect").with("name", name).with("organization", place)];
    effects.extend(hanging);
    effects.push(Message::new("mandate.end_again"));
    let renounced = found.grant.holder == Holder::User(current.user.id);
    let title = Message::new(if renounced { "mandate.renounce_title" } else { "mandate.end_title" });
    let view = Confirm {
        title: title.with("name", name).with("organization", place),
        effects,
        action: format!("/mandates/{id}/end"),
        button: Message::new(if renounced { "mandate.renounce_button" } else { "mandate.end_button" }),
        back_path: format!("/mandates/{id}"),
    };
    visit.page(&view).await
}

pub(crate) async fn end(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, Failure> {
    let id = parse_mandate(&id)?;
    visit.state.identity.end_mandate(&caller, id).await?;
    Ok(visit.go(&format!("/mandates/{id}?done=mandate-ended")))
}
