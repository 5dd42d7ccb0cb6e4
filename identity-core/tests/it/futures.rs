//! The futures of the use cases can move between threads.

use identity_core::domain::UserState;
use identity_core::ids::{GrantId, InvitationId, OrganizationId, SignOnId, UserId};
use identity_core::people::UserPatch;
use identity_core::secrets::SecretToken;
use identity_core::setup::Setup;
use identity_core::sign_on::{Answer, Attempt, Visitor};
use identity_core::{Caller, Identity};

fn is_send<T: Send>(_: T) {}

/// Web servers move a request's future between threads; this stops compiling when one cannot move.
fn use_cases_can_move_between_threads(
    identity: &Identity,
    caller: &Caller,
    visitor: &Visitor<'_>,
    attempt: &Attempt,
    token: &SecretToken,
) {
    let id = uuid::Uuid::nil();
    is_send(identity.accept_invitation_as(caller, token));
    is_send(identity.revoke_invitation(caller, InvitationId::from(id)));
    is_send(identity.revoke_grant(caller, GrantId::from(id)));
    is_send(identity.update_user(caller, UserId::from(id), &UserPatch::default()));
    is_send(identity.act_for(caller, Some(OrganizationId::from(id))));
    is_send(identity.sign_on(SignOnId::from(id), visitor));
    is_send(identity.advance(attempt, visitor));
    is_send(identity.answer(attempt, visitor, Answer::Organization(OrganizationId::from(id))));
    is_send(identity.apply(&Setup::default()));
    is_send(identity.set_user_state(caller, UserId::from(id), UserState::Locked));
}

#[test]
fn the_futures_of_use_cases_can_move_between_threads() {
    // That it compiles is the proof.
    let _ = use_cases_can_move_between_threads;
}
