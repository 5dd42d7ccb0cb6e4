//! What is read for a sign-on before it is decided what it needs next.

use crate::Timestamp;
use crate::authenticators::Available;
use crate::domain::{Session, SignInRules};
use crate::ids::OrganizationId;
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
