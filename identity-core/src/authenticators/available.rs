use crate::domain::{AuthenticationMethod, Factor};

/// A method, and whether the person of a sign-on can use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Available {
    /// The method.
    pub method: AuthenticationMethod,
    /// The kind of proof that it is; none for a proof that does not count, such as a link in a mail.
    pub factor: Option<Factor>,
    /// Whether the person can be asked for it now.
    pub set_up: bool,
    /// Whether the person can set it up in the sign-on when they have no other.
    pub can_enrol: bool,
    /// Whether the person has set it up themselves, so that it is asked for wherever they sign in.
    pub is_wanted: bool,
}
