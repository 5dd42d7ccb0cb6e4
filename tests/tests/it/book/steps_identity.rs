//! What comes of an identity elsewhere in the walk over the states of a sign-on.

use super::steps_deployments::{Came, Deployment, Kind, Provider};
use super::steps_walk::{Act, BEGUN, State, user};
use identity_core::domain::{
    AssertedIdentity, AuthenticationMethod, Factors, LinkChoice, ProviderSubject, UnknownPerson, UserState,
};
use identity_core::ids::ConnectionId;
use identity_core::sign_on::{AssertedAs, LinkingOffer, OtherWay, SignOnStep};
use std::collections::BTreeMap;
use std::time::Duration;
use uuid::Uuid;

/// The person for whom an account was made.
const MADE: u8 = 3;

fn connection() -> ConnectionId {
    Uuid::from_u128(1).into()
}

impl State {
    /// Whether an identity came that still counts.
    pub(super) fn identity_counts(&self) -> bool {
        self.came.is_some_and(|came| came == Came::Confirmed || self.minutes < self.came_at + 60)
    }

    /// Whose the identity is.
    pub(super) fn owner(&self, deployment: Deployment) -> Option<u8> {
        match deployment.provider {
            Provider::Linked | Provider::TooLow => Some(1),
            _ if self.made => Some(MADE),
            _ => self.linked.then_some(1),
        }
    }

    pub(super) fn asserted(&self) -> Option<AssertedIdentity> {
        let at = BEGUN.plus(Duration::from_mins(self.came_at));
        Some(AssertedIdentity {
            connection: connection(),
            issuer: "https://provider.example".to_owned(),
            subject: ProviderSubject::plain("somebody").ok()?,
            label: None,
            email: None,
            email_verified: false,
            given_name: None,
            family_name: None,
            level: None,
            factors: Factors::One,
            authenticated_at: at,
            session_not_after: None,
            attributes: BTreeMap::new(),
            session_name: None,
            asked_anew: true,
            at,
            choice: match self.came? {
                Came::Open => LinkChoice::Open,
                Came::Connect => LinkChoice::Connect,
                Came::Confirmed => LinkChoice::Confirmed,
            },
        })
    }

    pub(super) fn asserted_as(&self, deployment: Deployment) -> Option<AssertedAs> {
        let owner = self.owner(deployment);
        let state = if self.disabled { UserState::Disabled } else { UserState::Active };
        self.identity_counts().then(|| AssertedAs {
            owner: owner.map(|owner| (user(owner), state)),
            owner_can_sign_in: owner.is_some() && !self.disabled,
            unknown: match deployment.provider {
                Provider::Connects => UnknownPerson::Connect,
                Provider::Asks => UnknownPerson::ConnectOrCreate,
                Provider::Creates => UnknownPerson::Create,
                _ => UnknownPerson::Refuse,
            },
            level_suffices: deployment.provider != Provider::TooLow,
            is_open: true,
            has_other_identity: false,
            is_invited: false,
            address_is_taken: false,
        })
    }

    pub(super) fn offer(&self, deployment: Deployment) -> Option<LinkingOffer> {
        let is_linked = self.linked && self.person == 1;
        // Who came by the connection has met what it demands.
        if self.proofs.contains(&AuthenticationMethod::FEDERATED) {
            return None;
        }
        let offer = |required| LinkingOffer { connection: connection(), required, is_linked };
        match deployment.provider {
            Provider::Offered => Some(offer(false)).filter(|_| !is_linked && !self.declined),
            Provider::Required => Some(offer(true)).filter(|_| !is_linked),
            Provider::OnlyWay => Some(offer(true)),
            _ => None,
        }
    }

    /// Somebody proved who they are here.
    pub(super) fn after_local_proof(&mut self) {
        self.came = match self.came {
            None | Some(Came::Open) => None,
            Some(Came::Connect | Came::Confirmed) => Some(Came::Connect),
        };
    }

    /// The state after an act that is about an identity elsewhere; none where it is refused.
    pub(super) fn after_identity(&self, act: Act, step: &SignOnStep, deployment: Deployment) -> Option<Self> {
        let mut next = self.clone();
        match (act, step) {
            (
                Act::Elsewhere,
                SignOnStep::Identify
                | SignOnStep::CreateAccount
                | SignOnStep::Challenge(_)
                | SignOnStep::Enrol(_)
                | SignOnStep::ConnectOrCreate { .. }
                | SignOnStep::SwitchPerson
                | SignOnStep::ChooseOtherWay(_),
            ) if deployment.provider != Provider::Missing => next.comes_from_elsewhere(deployment),
            (Act::Link, SignOnStep::OfferLink { .. }) => {
                (next.came, next.came_at) = (Some(Came::Connect), self.minutes);
            }
            (Act::Connect, SignOnStep::ConnectOrCreate { .. }) => next.came = Some(Came::Connect),
            (Act::Create, SignOnStep::ConnectOrCreate { may_create: true }) => next.gets_an_account(),
            (Act::Confirm, SignOnStep::ConfirmLink) if !self.proofs.is_empty() => {
                next.came = Some(Came::Confirmed);
            }
            (Act::Switch, SignOnStep::SwitchPerson) => next.came = Some(Came::Confirmed),
            (Act::NotNow, SignOnStep::OfferLink { required: false, .. }) => next.declined = true,
            (Act::Refuse, SignOnStep::ConfirmLink)
            | (Act::Stay, SignOnStep::SwitchPerson)
            | (Act::OtherWay, SignOnStep::ConnectOrCreate { .. } | SignOnStep::ChooseOtherWay(_)) => {
                let is_only_way = matches!(step, SignOnStep::ChooseOtherWay(OtherWay::ProviderOnly(_)));
                let is_federated = self.proofs.contains(&AuthenticationMethod::FEDERATED);
                if is_only_way || (is_federated && self.came != Some(Came::Connect)) {
                    (next.proofs, next.chosen) = (Vec::new(), false);
                }
                next.came = None;
            }
            _ => return None,
        }
        Some(next)
    }

    fn comes_from_elsewhere(&mut self, deployment: Deployment) {
        let links = self.came == Some(Came::Connect) && !self.proofs.is_empty();
        self.came_at = self.minutes;
        if links {
            return;
        }
        self.came = Some(Came::Open);
        (self.proofs, self.chosen) = (Vec::new(), false);
        let is_invited = deployment.origin == Kind::Invitation;
        match self.owner(deployment) {
            Some(owner) if !self.disabled && deployment.provider != Provider::TooLow => self.is_known(owner),
            None if deployment.provider == Provider::Creates && !is_invited => self.gets_an_account(),
            _ => {}
        }
    }

    fn gets_an_account(&mut self) {
        (self.made, self.came) = (true, Some(Came::Confirmed));
        self.is_known(MADE);
    }

    fn is_known(&mut self, owner: u8) {
        (self.proofs, self.person) = (vec![AuthenticationMethod::FEDERATED], owner);
        (self.proved, self.chosen) = (self.minutes, false);
    }
}
