//! What became of the answers to a step of a sign-on.

use crate::page::views::form::FormState;
use identity_core::domain::AuthenticationMethod;
use identity_core::sign_on::Done;

/// What became of what was answered.
#[derive(Debug)]
pub(crate) enum Taken {
    /// The sign-on goes on, with what was answered or with what came before it.
    Moved,
    /// A code was sent by this method.
    Sent(AuthenticationMethod),
    /// The sign-on was finished before, and is answered again.
    Done(Box<Done>),
    /// A second proof was set up, with which these recovery codes came: they are shown in the answer. None when they were
    /// shown before: a second click, or a reload.
    RecoveryCodes(Vec<String>),
    /// Something is wrong with it, as the form says.
    Again(FormState),
    /// Name and password do not sign in, as the form says.
    Refused(FormState),
    /// The sign-on is over.
    Over,
}
