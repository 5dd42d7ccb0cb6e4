//! A mandate in words, with what its reader can do about it.

use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use crate::page::views::outcome::Switch;
use crate::pages::mandates::views::MandateRow;
use crate::pages::roles::views::RoleWords;
use crate::visit::visitor::SignedInVisit;
use identity_core::Timestamp;
use identity_core::domain::{Holder, MandateAnswer};
use identity_core::ids::{GrantId, OrganizationId, UserId};
use identity_core::mandates::{MandateDetails, MandateState};

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

    pub(super) fn is(&self, holder: Holder) -> bool {
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
        let answers = found.grant.owner == Some(self.user);
        let ends = open && (received || answers || self.is(found.giver) || self.manages);
        let answer = |what: &str| found.can_answer.then(|| format!("{path}/{what}"));
        MandateRow {
            organization: found.organization_name.clone(),
            role: RoleWords {
                name: found.role.name.to_string(),
                explanation: found.role.description.clone(),
            },
            giver: found.giver_name.clone(),
            given_at: found.grant.created_at,
            receiver: found.receiver_name.clone(),
            owner: found.owner_name.clone(),
            services: found.services.clone(),
            from: found.grant.period.starts_at.filter(|from| *from > self.now),
            until: found.grant.period.ends_at,
            reason: mandate.and_then(|mandate| mandate.reason.clone()),
            max_delegation_depth: depth_words(mandate.map_or(0, |mandate| mandate.max_delegation_depth)),
            state,
            tone,
            why,
            is_over: matches!(found.state, MandateState::Ended(_)),
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
            end_label: PageText::new(if received { "mandate-renounce" } else { "mandate-end" }),
            path,
        }
    }
}

/// How often a mandate may be passed on, in words.
pub(crate) fn depth_words(depth: u8) -> PageText {
    match depth {
        0 => PageText::new("mandate-depth-never"),
        1 => PageText::new("mandate-depth-once"),
        times => PageText::new("mandate-depth-times").with("count", i64::from(times)),
    }
}

fn state(found: &MandateDetails) -> (PageText, &'static str, Option<PageText>) {
    let declined =
        found.grant.mandate.as_ref().is_some_and(|mandate| mandate.answer == MandateAnswer::Declined);
    match &found.state {
        MandateState::Offered => (PageText::new("mandate-state-offered"), "warn", None),
        MandateState::Active => (PageText::new("mandate-state-active"), "good", None),
        MandateState::Paused(denied) => {
            (PageText::new("mandate-state-paused"), "warn", Some(explanations::deny(denied)))
        }
        MandateState::Ended(_) if declined => (PageText::new("mandate-state-declined"), "", None),
        MandateState::Ended(end) => {
            (PageText::new("mandate-state-ended"), "", Some(explanations::mandate_end(end)))
        }
    }
}

pub(crate) fn parse_mandate(id: &str) -> Result<GrantId, PageFailure> {
    GrantId::parse(id).map_err(|_| PageFailure::NotFound)
}
