//! What can be done: each file one use case, as methods of [`Identity`](crate::Identity).

mod accept;
mod answer_mandate;
mod authority;
mod caller;
mod clients;
mod deliver;
mod end_mandate;
mod facts;
mod giving;
mod grants;
mod guarded;
mod housekeeping;
mod invitation_link;
mod invite;
mod keys;
mod limits;
mod logout;
mod mandate_news;
mod mandates;
mod named;
mod provision_contract;
mod provision_organization;
mod queries;
mod queue;
mod refusals;
mod retry;
mod roles;
mod service_provider;
mod sessions;
mod setup;
mod sign_in;
mod sign_on;
mod users;
mod words;

pub(crate) use guarded::GuardedStore;

pub use accept::{AcceptError, InvitationOffer, NewAccount};
pub use authority::{AccessError, Refused};
pub use caller::Caller;
pub use clients::{IssuedToken, TokenError};
pub use deliver::{Delivered, DeliverySettings, OutboxWorker};
pub use grants::{GiveRole, GrantError};
pub use invitation_link::InvitationNotice;
pub use invite::{Invite, InviteError};
pub use keys::{KeyError, KeyMaterial};
pub use logout::{LogoutAsked, LogoutStep};
pub use mandates::{GiveMandate, GivenMandate, InvalidTerms, MandateError, Receiver};
pub use provision_contract::ProvisionContract;
pub use provision_organization::{Outcome, ProvisionError, ProvisionOrganization, Provisioned};
pub use queries::{
    Ability, AbleHolder, Account, Application, AskedActor, ContractDetails, Delivery, ExplainedDecision,
    FoundMandate, HeldRole, InvitationDetails, MandateChain, MandateDetails, MandateLink, MandateOptions,
    MandateState, Member, OrganizationDetails, OwnMandates,
};
pub use roles::DefineRole;
pub use service_provider::{Asserted, TakeError};
pub use sessions::{Current, SignedIn, ToNotify};
pub use setup::{ClientSetup, PersonSetup, RelyingPartySetup, RoleSetup, ServiceSetup, Setup, SetupError};
pub use sign_in::{PasswordSignIn, SignInError};
pub use sign_on::{Answer, AssertionContent, Refusal, RefusalReason, SignOnError, Step, next_step};
pub use users::{UserError, UserPatch};
pub use words::NamedLink;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Identity;
    use crate::ids::{GrantId, InvitationId, OrganizationId, SignOnId, UserId};
    use crate::secrets::SecretToken;

    fn is_send<T: Send>(_: T) {}

    /// Web servers move a request's future between threads; this stops compiling when one cannot move.
    #[allow(dead_code)]
    fn use_cases_can_move_between_threads(
        identity: &Identity,
        caller: &Caller,
        current: &Current,
        token: &SecretToken,
    ) {
        let id = uuid::Uuid::nil();
        is_send(identity.accept_invitation_as(caller, token));
        is_send(identity.revoke_invitation(caller, InvitationId::from(id)));
        is_send(identity.revoke_grant(caller, GrantId::from(id)));
        is_send(identity.update_user(caller, UserId::from(id), &UserPatch::default()));
        is_send(identity.act_for(caller, Some(OrganizationId::from(id))));
        is_send(identity.finish_sign_on(SignOnId::from(id), token, current));
        is_send(identity.apply(&Setup::default()));
        is_send(identity.set_user_state(caller, UserId::from(id), crate::domain::UserState::Locked));
    }
}
