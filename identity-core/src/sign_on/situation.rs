//! What is read for a sign-on before it is decided what it needs next.

use crate::Timestamp;
use crate::authenticators::{Factor, Factors};
use crate::domain::{AuthenticationMethod, Session};
use crate::ids::OrganizationId;
use crate::policy::DenyReason;

/// What is read for a sign-on before it is decided what it needs next.
#[derive(Debug, Clone, PartialEq)]
pub struct Situation<'a> {
    /// The present moment.
    pub now: Timestamp,
    /// The live session of the browser.
    pub session: Option<&'a Session>,
    /// Whether the person who proved who they are is still one who can sign in.
    pub active: bool,
    /// How many kinds of proof are needed.
    pub factors: Factors,
    /// The methods of this deployment, with whether this person has each set up.
    pub methods: Vec<Available>,
    /// Where the person can use the application that asks.
    pub places: Places,
}

/// A method, and whether the person of a sign-on can use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Available {
    /// The method.
    pub method: AuthenticationMethod,
    /// The kind of proof that it is; none for a proof that does not count, such as a link in a mail.
    pub factor: Option<Factor>,
    /// Whether the person can be asked for it now.
    pub set_up: bool,
}

/// For which organisations a person can use the application that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Places {
    /// No application asks, or nobody proved who they are yet.
    NotAsked,
    /// For none; the nearest reason.
    None(DenyReason),
    /// For one, or for the one that was chosen.
    One(OrganizationId),
    /// For several, with their names; none was chosen.
    Several(Vec<(OrganizationId, String)>),
}
