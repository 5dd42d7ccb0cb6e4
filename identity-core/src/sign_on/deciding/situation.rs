//! What is read for a sign-on before it is decided what it needs next.

use crate::Timestamp;
use crate::authenticators::Available;
use crate::domain::{Session, SignInRules, UnknownPerson, UserState};
use crate::ids::{ConnectionId, OrganizationId, UserId};
use crate::policy::DenyReason;
use crate::ports::HostRefusal;
use crate::values::Scope;
use std::collections::BTreeSet;

/// What is read for a sign-on before it is decided what it needs next.
#[derive(Debug, Clone, PartialEq)]
pub struct Situation<'a> {
    /// The present moment.
    pub now: Timestamp,
    /// The live session of the browser.
    pub session: Option<&'a Session>,
    /// Whether the person who proved who they are is still one who can sign in.
    pub active: bool,
    /// When their account is erased, if they closed it.
    pub erased_at: Option<Timestamp>,
    /// What the deployment, the application, the person's organisations and their roles ask of them; the request of the
    /// application may ask for more.
    pub rules: SignInRules,
    /// Whether the person had this browser remembered, so that what the rules ask for beyond the first proof was given there.
    pub remembered: bool,
    /// The methods of this deployment, with whether this person has each set up.
    pub methods: Vec<Available>,
    /// Why the host lets no session of this person open; `None` if it lets one, and as long as nobody proved who they are.
    pub refusal: Option<HostRefusal>,
    /// Where the person can use the application that asks.
    pub places: Places,
    /// What the application asks for and the person has not agreed to yet.
    pub consent: BTreeSet<Scope>,
    /// The identity that a provider elsewhere asserted in the sign-on, as long as it counts.
    pub asserted: Option<AssertedAs>,
    /// The connection that the person, who proved who they are here, is to link their account with, or has to come by.
    pub offer: Option<LinkingOffer>,
}

/// What is known of an identity that a provider elsewhere asserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that was read")]
pub struct AssertedAs {
    /// The account that it is linked with, and in which state that is; none if it is linked with none.
    pub owner: Option<(UserId, UserState)>,
    /// Whether the person of that account can sign in, or take it back.
    pub owner_can_sign_in: bool,
    /// What becomes of somebody whose identity is linked with no account.
    pub unknown: UnknownPerson,
    /// Whether its verification level is at least the one that is needed.
    pub level_suffices: bool,
    /// Whether this person can sign in by the connection.
    pub is_open: bool,
    /// Whether the person who proved who they are here has another identity of the same connection.
    pub has_other_identity: bool,
    /// Whether the link of an invitation that still waits was opened, to the organisation whose connection it is or by a connection
    /// for everybody.
    pub is_invited: bool,
    /// Whether the address that the provider vouches for is that of an account here. Its owner learns of it, nobody else.
    pub address_is_taken: bool,
}

/// A connection that somebody who signs in here is asked to link their account with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkingOffer {
    /// The connection.
    pub connection: ConnectionId,
    /// Whether they cannot go on without.
    pub required: bool,
    /// Whether it is linked already, so that they have to come by it.
    pub is_linked: bool,
}

/// For which organisations a person can use the application that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Places {
    /// No application asks, or nobody proved who they are yet.
    NotAsked,
    /// For none; the nearest reason.
    None(DenyReason),
    /// For none, because the application is on trial and the person does not manage applications.
    OnTrial,
    /// For one, or for the one that was chosen.
    One(OrganizationId),
    /// For several, with their names; none was chosen.
    Several(Vec<(OrganizationId, String)>),
}
