//! What comes of an identity that a provider elsewhere asserted in a sign-on.

use super::situation::{AssertedAs, Situation};
use super::step::{OtherWay, SignOnStep};
use crate::domain::{
    AssertedIdentity, AuthenticationMethod, LinkChoice, Origin, Session, SignOn, UnknownPerson,
};
use crate::ids::UserId;

/// Whether somebody proved who they are by an identity provider elsewhere.
pub(in crate::sign_on) fn is_federated(method: &AuthenticationMethod) -> bool {
    *method == AuthenticationMethod::FEDERATED || *method == AuthenticationMethod::FEDERATED_TWO
}

/// Whether a session is a proof for a sign-on in which somebody links an account with an identity from elsewhere: only if
/// its person proved who they are after the identity came, so that nobody links the account of whoever used the browser
/// before.
pub(in crate::sign_on) fn counts_here(session: &Session, sign_on: &SignOn) -> bool {
    let linking = sign_on.asserted.as_deref().filter(|asserted| asserted.choice == LinkChoice::Connect);
    linking.is_none_or(|asserted| session.authenticated_at >= asserted.at)
}

/// What comes of an identity from elsewhere when somebody proves who they are here: whoever said that they have an account goes on to
/// confirm that both are theirs, and whoever said nothing signs in without it. A request whose answer was to be linked with the
/// account of whoever was here before is given up.
pub(in crate::sign_on) fn after_local_proof(sign_on: &mut SignOn) {
    if let Some(asserted) = &mut sign_on.asserted
        && asserted.choice != LinkChoice::Open
    {
        asserted.choice = LinkChoice::Connect;
    } else {
        (sign_on.asserted, sign_on.provider_session) = (None, None);
    }
    sign_on.requested = sign_on.requested.take().filter(|requested| !requested.links);
}

/// The asserted identity with what was read about it, as long as it counts.
fn claimed<'a>(
    sign_on: &'a SignOn,
    situation: &'a Situation<'_>,
) -> Option<(&'a AssertedIdentity, &'a AssertedAs)> {
    sign_on.asserted.as_deref().zip(situation.asserted.as_ref())
}

/// What stands in the way of the identity itself, or is asked about it, before anything else is.
pub(super) fn before_proof(sign_on: &SignOn, situation: &Situation<'_>) -> Option<SignOnStep> {
    let (asserted, found) = claimed(sign_on, situation)?;
    let other_way = |why| Some(SignOnStep::ChooseOtherWay(why));
    if !found.is_open {
        return other_way(OtherWay::ConnectionClosed);
    }
    if !found.level_suffices {
        return other_way(OtherWay::LevelTooLow);
    }
    match (asserted.choice, found.owner) {
        (LinkChoice::Connect, _) => None,
        (_, Some((_, state))) if !found.owner_can_sign_in => other_way(OtherWay::AccountState(state)),
        (LinkChoice::Open, Some((owner, _))) => {
            let proved = sign_on.proofs.iter().any(|proof| proof.user == owner);
            let other = situation.session.is_some_and(|session| session.user != owner);
            (proved && other).then_some(SignOnStep::SwitchPerson)
        }
        (LinkChoice::Open, None) => Some(of_unknown(sign_on, found)),
        (LinkChoice::Confirmed, _) => None,
    }
}

/// What somebody is asked whose identity is linked with no account.
const fn of_unknown(sign_on: &SignOn, found: &AssertedAs) -> SignOnStep {
    // Whoever opened the link of an invitation was invited, whatever the connection says of strangers.
    let invited = matches!(sign_on.origin, Origin::Invitation { .. });
    let creates = matches!(found.unknown, UnknownPerson::ConnectOrCreate | UnknownPerson::Create);
    match found.unknown {
        UnknownPerson::Refuse if !invited => SignOnStep::ChooseOtherWay(OtherWay::NotInvited),
        _ => SignOnStep::ConnectOrCreate { may_create: (creates || invited) && !found.address_is_taken },
    }
}

/// What is asked of somebody who proved who they are, about an identity elsewhere that is or may be theirs.
pub(super) fn after_proof(
    sign_on: &SignOn,
    situation: &Situation<'_>,
    person: UserId,
    passive: bool,
) -> Option<SignOnStep> {
    let other_way = |why| Some(SignOnStep::ChooseOtherWay(why));
    let Some((asserted, found)) = claimed(sign_on, situation) else {
        return offer(sign_on, situation, passive);
    };
    match found.owner {
        Some((owner, _)) if owner == person => None,
        Some(_) => other_way(OtherWay::LinkedElsewhere),
        None if found.has_other_identity => other_way(OtherWay::OtherIdentityLinked),
        None => (asserted.choice == LinkChoice::Connect).then_some(SignOnStep::ConfirmLink),
    }
}

/// Whether somebody who signed in here is asked to link their account, or has to come by a connection.
fn offer(sign_on: &SignOn, situation: &Situation<'_>, passive: bool) -> Option<SignOnStep> {
    let offer = situation.offer?;
    let is_local =
        !sign_on.proofs.is_empty() && !sign_on.proofs.iter().any(|proof| is_federated(&proof.method));
    let is_asked_here = match sign_on.origin {
        Origin::Page { .. } | Origin::Application(_) => !passive,
        Origin::Again { .. } | Origin::Invitation { .. } | Origin::Recovery { .. } => false,
    };
    if !is_local || !(offer.required || is_asked_here) {
        return None;
    }
    Some(if offer.is_linked {
        SignOnStep::ChooseOtherWay(OtherWay::ProviderOnly(offer.connection))
    } else {
        SignOnStep::OfferLink { connection: offer.connection, required: offer.required }
    })
}
