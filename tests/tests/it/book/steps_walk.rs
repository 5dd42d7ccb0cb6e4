//! A sign-on as a person goes through it: the states that it can be in, and what leads from one to another.

use super::steps_deployments::{Came, CodeIs, Deployment, Kind, origin};
use identity_core::Timestamp;
use identity_core::authenticators::Factor;
use identity_core::domain::{AuthenticationMethod, Device, Proved, Session, SignInRules, SignOn};
use identity_core::ids::{OrganizationId, SessionId, UserId};
use identity_core::policy::DenyReason;
use identity_core::secrets::TokenDigest;
use identity_core::sign_on::{Available, Places, SignOnStep, Situation, next_step};
use identity_core::values::Scope;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use uuid::Uuid;

pub(super) const CODE: AuthenticationMethod = AuthenticationMethod::new("code");
pub(super) const BEGUN: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

/// What changes: by the person, and by what happens meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that can change at any time")]
pub(super) struct State {
    /// The methods proved here, and by whom.
    pub(super) proofs: Vec<AuthenticationMethod>,
    pub(super) person: u8,
    pub(super) chosen: bool,
    /// The browser's session: whose it is, whether it is younger than the request, and whether it has two kinds of proof.
    pub(super) session: Option<(u8, bool, bool)>,
    pub(super) disabled: bool,
    /// Whether the person closed their account, and did not take it back.
    pub(super) closed: bool,
    /// Whether the person agreed to what the application asks for.
    pub(super) agreed: bool,
    /// The minutes since the sign-on began, and whether it was answered.
    pub(super) minutes: u64,
    /// In which of these minutes the first proof was given.
    pub(super) proved: u64,
    /// The session in which it was answered.
    pub(super) answered: Option<u8>,
    /// What the person said about an identity that came from elsewhere, and in which minute it came.
    pub(super) came: Option<Came>,
    pub(super) came_at: u64,
    /// Whether an account was made for it, whether it was linked with that of the first person, and whether the offer to do so was
    /// declined.
    pub(super) made: bool,
    pub(super) linked: bool,
    pub(super) declined: bool,
}

/// What happens to a sign-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Act {
    Password(u8),
    Account,
    NewPassword,
    Code,
    /// The further proof is a passkey, which also begins a sign-on; and whether it verified its owner.
    Passkey(bool),
    /// The password, after a passkey.
    FurtherPassword,
    Choose,
    End,
    /// Another tab signs in, or out.
    OtherTab(Option<u8>),
    Disabled,
    /// The person closes their account in another browser.
    Closed,
    /// The person keeps the account that they closed.
    Keep,
    /// The person agrees to what the application asks for.
    Agree,
    /// The person comes back from the identity provider elsewhere.
    Elsewhere,
    /// The same, to link the account.
    Link,
    /// The person has an account here, or wants one.
    Connect,
    Create,
    /// Both accounts are theirs, or are not to be linked.
    Confirm,
    Refuse,
    /// They go on as the one who came, or as the one who is signed in.
    Switch,
    Stay,
    NotNow,
    /// They sign in in another way.
    OtherWay,
    HalfAnHour,
    ADay,
}

impl Act {
    pub(super) const ALL: [Self; 29] = [
        Self::Password(1),
        Self::Password(2),
        Self::Account,
        Self::NewPassword,
        Self::Code,
        Self::Passkey(false),
        Self::Passkey(true),
        Self::FurtherPassword,
        Self::Choose,
        Self::End,
        Self::OtherTab(None),
        Self::OtherTab(Some(1)),
        Self::OtherTab(Some(2)),
        Self::Disabled,
        Self::Closed,
        Self::Keep,
        Self::Agree,
        Self::Elsewhere,
        Self::Link,
        Self::Connect,
        Self::Create,
        Self::Confirm,
        Self::Refuse,
        Self::Switch,
        Self::Stay,
        Self::NotNow,
        Self::OtherWay,
        Self::HalfAnHour,
        Self::ADay,
    ];

    /// What the person does on the page, in words; none for what happens elsewhere.
    pub(super) fn label(self) -> Option<&'static str> {
        match self {
            Self::Password(_) | Self::FurtherPassword => Some("password"),
            Self::Passkey(_) => Some("passkey"),
            Self::Account | Self::Create => Some("account"),
            Self::NewPassword => Some("new password"),
            Self::Code => Some("code"),
            Self::Choose => Some("choice"),
            Self::Keep => Some("keep"),
            Self::Agree => Some("consent"),
            Self::Elsewhere => Some("sign-in elsewhere"),
            Self::Link => Some("sign-in elsewhere, to link it"),
            Self::Connect => Some("\u{201c}I have an account\u{201d}"),
            Self::Confirm => Some("\u{201c}both are mine\u{201d}"),
            Self::Refuse => Some("\u{201c}do not connect\u{201d}"),
            Self::Switch => Some("\u{201c}go on as who came\u{201d}"),
            Self::Stay => Some("\u{201c}stay\u{201d}"),
            Self::NotNow => Some("\u{201c}not now\u{201d}"),
            Self::OtherWay => Some("another way"),
            _ => None,
        }
    }
}

pub(super) fn user(number: u8) -> UserId {
    Uuid::from_u128(number.into()).into()
}

/// A session that another tab opened, or this sign-on.
pub(super) fn session_number(owner: u8, young: bool) -> u8 {
    if young { owner + 20 } else { owner + 10 }
}

pub(super) fn session_id(owner: u8, young: bool) -> SessionId {
    Uuid::from_u128(session_number(owner, young).into()).into()
}

pub(super) fn organization(number: usize) -> OrganizationId {
    Uuid::from_u128(number as u128).into()
}

impl State {
    pub(super) fn first() -> Self {
        Self {
            proofs: Vec::new(),
            person: 0,
            chosen: false,
            session: None,
            disabled: false,
            closed: false,
            agreed: false,
            minutes: 0,
            proved: 0,
            answered: None,
            came: None,
            came_at: 0,
            made: false,
            linked: false,
            declined: false,
        }
    }

    pub(super) fn session(&self) -> Option<Session> {
        let (owner, young, both) = self.session?;
        let at = if young { BEGUN } else { BEGUN.minus(Duration::from_hours(1)) };
        Some(Session {
            id: session_id(owner, young),
            user: user(owner),
            token: TokenDigest::from_bytes([0; 32]),
            methods: [AuthenticationMethod::PASSWORD].into_iter().chain(both.then_some(CODE)).collect(),
            authenticated_at: at,
            acting_for: None,
            device: Device::default(),
            created_at: at,
            last_seen_at: at,
            expires_at: BEGUN.plus(Duration::from_hours(48)),
            ended_at: None,
            provider_session: None,
        })
    }

    pub(super) fn sign_on(&self, deployment: Deployment) -> SignOn {
        let proof = |method: &AuthenticationMethod| Proved {
            method: method.clone(),
            user: user(self.person),
            at: BEGUN.plus(Duration::from_mins(self.proved)),
            password_set_at: None,
        };
        SignOn {
            id: Uuid::from_u128(1).into(),
            browser: TokenDigest::from_bytes([0; 32]),
            origin: origin(deployment),
            proofs: self.proofs.iter().map(proof).collect(),
            organization: self.chosen.then(|| organization(1)),
            remember: false,
            requested: None,
            provider_failure: None,
            asserted: self.asserted().map(Box::new),
            provider_session: None,
            session: self.answered.map(|number| Uuid::from_u128(number.into()).into()),
            answers: u32::from(self.answered.is_some()),
            created_at: BEGUN,
            expires_at: BEGUN.plus(Duration::from_hours(24)),
            finished_at: self.answered.map(|_| BEGUN),
        }
    }

    pub(super) fn step(&self, deployment: Deployment) -> SignOnStep {
        let session = self.session().filter(|_| !self.disabled);
        let sign_on = self.sign_on(deployment);
        let identified = !sign_on.proofs.is_empty() || session.is_some();
        let asks = matches!(deployment.origin, Kind::Application { .. }) && identified;
        let places = match deployment.places {
            _ if !asks => Places::NotAsked,
            0 => Places::None(DenyReason::Grant),
            _ if self.chosen => Places::One(organization(1)),
            1 => Places::One(organization(1)),
            many => Places::Several((1..=many).map(|number| (organization(number), String::new())).collect()),
        };
        let method =
            |method, factor| Available { method, factor, set_up: false, can_enrol: false, is_wanted: false };
        let code = Available {
            set_up: matches!(deployment.code, CodeIs::SetUp | CodeIs::Wanted),
            can_enrol: deployment.code == CodeIs::ToEnrol,
            is_wanted: deployment.code == CodeIs::Wanted,
            ..method(CODE, Some(Factor::Possession))
        };
        let situation = Situation {
            refusal: None,
            now: BEGUN.plus(Duration::from_mins(self.minutes)),
            session: session.as_ref(),
            active: !self.disabled,
            erased_at: (self.closed && identified).then(|| BEGUN.plus(Duration::from_hours(14 * 24))),
            rules: SignInRules { factors: deployment.factors, ..SignInRules::default() },
            remembered: deployment.remembered,
            methods: vec![
                Available {
                    set_up: identified,
                    ..method(AuthenticationMethod::PASSWORD, Some(Factor::Knowledge))
                },
                method(AuthenticationMethod::MAIL_LINK, None),
                method(AuthenticationMethod::FEDERATED, Some(Factor::Knowledge)),
                method(AuthenticationMethod::USER_VERIFIED, Some(Factor::Inherence)),
                code,
            ],
            places,
            consent: asked_of(deployment.consents && identified && !self.agreed),
            asserted: self.asserted_as(deployment),
            offer: self.offer(deployment),
        };
        next_step(&sign_on, &situation)
    }

    /// The same person proves more.
    fn adds(&mut self, methods: Vec<AuthenticationMethod>) {
        if let (true, Some((owner, ..))) = (self.proofs.is_empty(), self.session) {
            (self.person, self.proved) = (owner, self.minutes);
        }
        self.proofs.extend(methods);
    }

    /// The state after an act; none where it is refused.
    pub(super) fn after(&self, act: Act, step: &SignOnStep, deployment: Deployment) -> Option<Self> {
        let mut next = self.clone();
        let gives = act.label().is_some();
        match (act, step) {
            _ if gives && self.answered.is_some() => return None,
            (Act::End, SignOnStep::Over) => return None,
            (_, SignOnStep::Over) if gives => return None,
            (Act::Password(_) | Act::Passkey(_), SignOnStep::CreateAccount | SignOnStep::SetPassword) => {
                return None;
            }
            (Act::Passkey(_), _) if self.disabled || deployment.code != CodeIs::Wanted => return None,
            (Act::Passkey(verified), SignOnStep::Challenge(asked)) if asked.contains(&CODE) => {
                next.adds(passkey(verified));
            }
            (Act::Passkey(verified), _) => {
                (next.proofs, next.person) = (passkey(verified), 1);
                (next.chosen, next.proved) = (false, self.minutes);
                next.after_local_proof();
            }
            (Act::FurtherPassword, SignOnStep::Challenge(asked))
                if asked.contains(&AuthenticationMethod::PASSWORD) =>
            {
                next.adds(vec![AuthenticationMethod::PASSWORD]);
            }
            (Act::Password(person), _) if !self.disabled => {
                // What one person agreed to, another did not.
                next.agreed &= self.person == person;
                (next.proofs, next.person) = (vec![AuthenticationMethod::PASSWORD], person);
                (next.chosen, next.proved) = (false, self.minutes);
                next.after_local_proof();
            }
            (Act::Account, SignOnStep::CreateAccount) | (Act::NewPassword, SignOnStep::SetPassword)
                if !self.disabled =>
            {
                next.proofs = vec![AuthenticationMethod::MAIL_LINK, AuthenticationMethod::PASSWORD];
                (next.person, next.proved) = (1, self.minutes);
            }
            (Act::Code, SignOnStep::Challenge(asked) | SignOnStep::Enrol(asked)) if asked.contains(&CODE) => {
                next.adds(vec![CODE]);
            }
            (Act::Choose, SignOnStep::ChooseOrganization(_)) => next.chosen = true,
            (Act::End, SignOnStep::Finish) => {
                if !next.proofs.is_empty() {
                    next.session = Some((self.person, true, self.proofs.contains(&CODE)));
                }
                next.linked |= self.came == Some(Came::Confirmed) && !self.made;
                (next.proofs, next.came) = (Vec::new(), None);
                next.answered = next.session.map(|(owner, young, _)| session_number(owner, young));
            }
            (Act::Keep, SignOnStep::KeepAccount(_)) => next.closed = false,
            (Act::Agree, SignOnStep::Consent(_)) => next.agreed = true,
            // It ends every session, and opens none until it is taken back.
            (Act::Closed, _) => (next.closed, next.session) = (true, None),
            (Act::OtherTab(Some(_)), _) if self.closed => return None,
            (Act::OtherTab(session), _) => next.session = session.map(|person| (person, false, false)),
            (Act::Disabled, _) => next.disabled = true,
            (Act::HalfAnHour, _) if self.minutes < 60 => next.minutes += 30,
            (Act::ADay, _) => next.minutes = 24 * 60,
            _ => return self.after_identity(act, step, deployment),
        }
        Some(next)
    }
}

/// What an application asks for.
fn asked_of(consents: bool) -> BTreeSet<Scope> {
    consents.then(|| Scope::parse(Scope::EMAIL)).into_iter().flatten().collect()
}

/// What a passkey proves.
fn passkey(verified: bool) -> Vec<AuthenticationMethod> {
    [CODE].into_iter().chain(verified.then_some(AuthenticationMethod::USER_VERIFIED)).collect()
}

/// The states that can be reached, with the step that each is at.
pub(super) fn reachable(deployment: Deployment) -> BTreeMap<State, SignOnStep> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![State::first()];
    while let Some(state) = waiting.pop() {
        if found.contains_key(&state) {
            continue;
        }
        let step = state.step(deployment);
        waiting.extend(Act::ALL.into_iter().filter_map(|act| state.after(act, &step, deployment)));
        found.insert(state, step);
    }
    found
}
