//! The mail domains of a connection, and how they are proved.

use super::{openid, register, saml, stored};
use crate::support::{World, organization};
use identity_core::SeededEntropy;
use identity_core::delivery::MessageContent;
use identity_core::domain::{Action, DomainProof, SignInDomain};
use identity_core::federation::{DomainLinkError, DomainMailbox, NewSignInDomain, SignInDomainError};
use identity_core::ids::{ConnectionId, SignInDomainId};
use identity_core::secrets::{SecretToken, TokenDigest};
use identity_core::store::Store as _;
use identity_core::values::DomainName;
use std::time::Duration;

fn domain(text: &str) -> NewSignInDomain {
    NewSignInDomain::new(DomainName::parse(text).unwrap())
}

async fn domain_of(world: &World, id: SignInDomainId) -> Option<SignInDomain> {
    world.store.sign_in_domains().get(id).await.unwrap().map(|found| found.record)
}

/// The link of the one mail about a domain, with who got it.
async fn mailed(world: &World) -> (String, SecretToken) {
    let mails = world.mails().await;
    let found: Vec<_> = mails
        .iter()
        .filter_map(|mail| match &mail.content {
            MessageContent::DomainProof { link, .. } => Some((mail.recipient.clone(), link.clone())),
            _ => None,
        })
        .collect();
    let [(to, link)] = &*found else { panic!("{found:?}") };
    (to.clone(), SecretToken::parse(link.rsplit('/').next().unwrap()).unwrap())
}

#[tokio::test]
async fn a_domain_that_the_registry_says_of_the_organisation_counts_at_once() {
    let world = World::new().await;
    let told = organization("CRM-1", None).domains(["citygroup.example".parse().unwrap()]);
    let city_group = world.provision(&told).await.record.id;
    let scott = world.scott().await;
    let id = register(&world, &scott, &saml(Some(city_group))).await;
    let added = world.identity.add_sign_in_domain(&scott, id, &domain("CityGroup.example")).await.unwrap();
    assert_eq!(added.proof, Some(DomainProof::Registry));
    assert!(world.mails().await.is_empty());
    // Of another connection of the same domain it is not the registry that says so.
    let everybodys = register(&world, &scott, &openid()).await;
    let other = world.identity.add_sign_in_domain(&scott, everybodys, &domain("citygroup.example")).await;
    assert_eq!(other.unwrap().proof, None);
    let again = world.identity.add_sign_in_domain(&scott, id, &domain("citygroup.example")).await;
    assert!(matches!(again, Err(SignInDomainError::AlreadyThere)), "{again:?}");
}

async fn waiting() -> (World, ConnectionId, SignInDomain, SecretToken) {
    let world = World::new().await;
    let scott = world.scott().await;
    let id = register(&world, &scott, &openid()).await;
    let wanted = domain("other.example").mailbox(DomainMailbox::Postmaster);
    let added = world.identity.add_sign_in_domain(&scott, id, &wanted).await.unwrap();
    let (to, token) = mailed(&world).await;
    assert_eq!(to, "postmaster@other.example");
    (world, id, added, token)
}

#[tokio::test]
async fn any_other_domain_is_proved_by_the_link_in_a_mail_to_its_administrator() {
    let (world, _, added, token) = waiting().await;
    assert_eq!(added.proof, None);
    // What an administrator sees of it is not the link.
    assert_ne!(added.challenge.as_deref(), Some(token.expose()));
    assert_eq!(added.challenge, Some(token.digest().hex()));
    let opened = world.identity.open_domain_link(added.id, &token).await.unwrap();
    assert_eq!((opened.domain.as_str(), opened.connection.as_str()), ("other.example", "Example"));
    assert_eq!(opened.organization.as_str(), "SmartPlan Ltd");
    assert_eq!(domain_of(&world, added.id).await.unwrap().proof, None, "looking proves nothing");
    world.identity.use_domain_link(added.id, &token, None).await.unwrap();
    let proved = domain_of(&world, added.id).await.unwrap();
    assert_eq!((proved.proof, proved.challenge), (Some(DomainProof::Mail), None));
    assert_eq!(world.events(Action::SignInDomainProved).await, 1);
    let again = world.identity.use_domain_link(added.id, &token, None).await;
    assert!(matches!(again, Err(DomainLinkError::Unknown)), "{again:?}");
}

#[tokio::test]
async fn a_link_of_another_domain_or_of_long_ago_proves_nothing() {
    let (world, id, added, token) = waiting().await;
    let other = SecretToken::generate(&SeededEntropy::new(9));
    assert!(world.identity.use_domain_link(added.id, &other, None).await.is_err());
    let scott = world.scott().await;
    let second = world.identity.add_sign_in_domain(&scott, id, &domain("third.example")).await.unwrap();
    assert!(world.identity.use_domain_link(second.id, &token, None).await.is_err());
    world.clock.advance(Duration::from_hours(7 * 24));
    assert!(world.identity.open_domain_link(added.id, &token).await.is_err());
    assert!(world.identity.use_domain_link(added.id, &token, None).await.is_err());
    assert_eq!(domain_of(&world, added.id).await.unwrap().proof, None);
    assert_eq!(TokenDigest::parse_hex(&added.challenge.unwrap()).ok(), Some(token.digest()));
}

#[tokio::test]
async fn a_domain_goes_by_itself_and_with_its_connection() {
    let (world, id, added, token) = waiting().await;
    let scott = world.scott().await;
    let other = register(&world, &scott, &saml(None)).await;
    let wrong = world.identity.remove_sign_in_domain(&scott, other, added.id).await;
    assert!(matches!(wrong, Err(SignInDomainError::Access(_))), "{wrong:?}");
    world.identity.remove_sign_in_domain(&scott, id, added.id).await.unwrap();
    assert!(world.identity.use_domain_link(added.id, &token, None).await.is_err());
    assert_eq!(world.events(Action::SignInDomainRemoved).await, 1);
    let added = world.identity.add_sign_in_domain(&scott, id, &domain("other.example")).await.unwrap();
    world.identity.remove_connection(&scott, id, None).await.unwrap();
    assert!(domain_of(&world, added.id).await.is_none());
    assert_eq!(stored(&world, other).await.id, other);
}

#[tokio::test]
async fn a_domain_gets_no_more_than_a_few_mails_a_day() {
    let (world, id, added, _) = waiting().await;
    let scott = world.scott().await;
    let mut last = added.id;
    for _ in 0..2 {
        world.identity.remove_sign_in_domain(&scott, id, last).await.unwrap();
        last = world.identity.add_sign_in_domain(&scott, id, &domain("other.example")).await.unwrap().id;
    }
    world.identity.remove_sign_in_domain(&scott, id, last).await.unwrap();
    let refused = world.identity.add_sign_in_domain(&scott, id, &domain("other.example")).await;
    assert!(matches!(refused, Err(SignInDomainError::TooManyMails)), "{refused:?}");
}
