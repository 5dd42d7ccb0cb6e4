//! Mandates that the tests begin with.

use crate::support::{NOW, World, account, crm_id, email, role};
use identity_core::Caller;
use identity_core::contracts::ProvisionContract;
use identity_core::delivery::{MandateNews, MessageContent};
use identity_core::domain::{Grant, User};
use identity_core::ids::{GrantId, OrganizationId};
use identity_core::mandates::{GiveMandate, GivenMandate, Receiver};
use identity_core::policy::Permission;
use identity_core::store::{Store as _, Versioned};
use std::collections::BTreeSet;
use std::time::Duration;

pub(crate) const JEREMY: &str = "jeremy@citygroup.example";

pub(crate) const MAYA: &str = "maya@consulting.example";

pub(super) const TOM: &str = "tom@citygroup.example";

pub(super) const DAY: Duration = Duration::from_hours(24);

/// City Group with its contract for the application, and Jeremy.
pub(crate) async fn city_group(world: &World) -> (OrganizationId, Caller) {
    let (city_group, _) = world.with_jeremy().await;
    let contract =
        ProvisionContract::new(crm_id("C-1"), crm_id("CRM-1"), ["smartplan-app".parse().unwrap()], NOW);
    world.identity.provision_contract(&world.crm().await, &contract).await.unwrap();
    (city_group, world.caller(JEREMY).await)
}

pub(crate) fn mandate(organization: OrganizationId, to: Receiver) -> GiveMandate {
    GiveMandate::new(organization, to, role("representative"))
}

pub(crate) fn by_mail(address: &str) -> Receiver {
    Receiver::Email { email: email(address), given_name: None, family_name: None, locale: None }
}

/// Maya, who belongs to nobody, takes a mandate by mail. Gives her account and the mandate.
pub(crate) async fn maya(world: &World, wanted: &GiveMandate) -> (User, Versioned<Grant>) {
    let jeremy = world.caller(JEREMY).await;
    let given = world.identity.give_mandate(&jeremy, wanted).await.unwrap();
    let GivenMandate::Invited(invitation) = given else { panic!("{given:?}") };
    let token = world.mailed_token().await;
    let signed_in = world.identity.accept_invitation(&token, account()).await.unwrap();
    let maya = world.store.users().get(signed_in.session.user).await.unwrap().unwrap().record;
    let id = GrantId::from(invitation.record.id.as_uuid());
    (maya, world.store.grants().get(id).await.unwrap().unwrap())
}

pub(super) async fn offer(world: &World, from: &Caller, wanted: &GiveMandate) -> GrantId {
    match world.identity.give_mandate(from, wanted).await.unwrap() {
        GivenMandate::Offered(grant) | GivenMandate::Accepted(grant) => grant.record.id,
        GivenMandate::Invited(invitation) => panic!("{invitation:?}"),
    }
}

pub(crate) async fn may(world: &World, caller: &Caller, permission: Permission, at: OrganizationId) -> bool {
    let details = world.identity.organization(caller, at).await;
    details.is_ok_and(|details| details.permitted.contains(&permission))
}

pub(super) fn services() -> BTreeSet<identity_core::values::ServiceKey> {
    ["smartplan-app".parse().unwrap()].into()
}

pub(crate) fn news(mails: &[identity_core::delivery::Message], to: &str) -> Vec<MandateNews> {
    let news = |mail: &identity_core::delivery::Message| match &mail.content {
        MessageContent::Mandate { news, .. } if mail.recipient == to => Some(*news),
        _ => None,
    };
    mails.iter().filter_map(news).collect()
}
