//! What a person says in a sign-on about an identity from elsewhere.

/// What a person says about an identity that was asserted.
#[derive(Debug, Clone, Copy)]
pub(in crate::sign_on) enum Choice {
    /// That they have an account here, to which they sign in next.
    Connect,
    /// Whether both the identity and the account here are theirs.
    Confirm(bool),
    /// Whether they go on as the person of the identity, in place of the one who is signed in.
    Switch(bool),
    /// That they sign in in another way.
    OtherWay,
}

/// What somebody answers who is offered to link their account and does not want to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
// Exhaustive: a form has a button for each.
pub enum OfferedLink {
    /// They are asked again after some days.
    NotNow,
    /// They are not asked again.
    Never,
}
