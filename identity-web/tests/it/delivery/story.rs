//! An invitation from the use case to the mail server.

use super::email::config;
use super::messages::*;
use crate::support::servers::{Smtp, SmtpServer};
use identity_core::delivery::{DeliverySettings, OutboxWorker, Transports};
use identity_core::domain::{MessageState, OutboxFilter, Rights};
use identity_core::ids::{InvitationId, OrganizationId};
use identity_core::invitations::Invite;
use identity_core::policy::Permission;
use identity_core::secrets::{Secret, SecretToken};
use identity_core::setup::{PersonSetup, RoleSetup, Setup};
use identity_core::store::{MemoryStore, Page, Store};
use identity_core::testing::{PASSWORD, TestIdentity};
use identity_core::values::{DisplayName, EmailAddress, PersonName, RoleKey};
use identity_core::{Caller, Identity, ManualClock, Settings};
use identity_web::delivery::EmailTransport;
use std::sync::Arc;
use std::time::Duration;

/// Names as somebody would write them who wants our mail to say something else.
const ORGANIZATION: &str = "SmartPlan <b>Group</b> https://evil.example/x";
const GIVEN_NAME: &str = "Jeremy\"><script>alert(1)</script>";
const BASE: &str = "https://my.smartplan.example";

struct World {
    test: TestIdentity,
    identity: Identity,
    store: MemoryStore,
    clock: Arc<ManualClock>,
    worker: OutboxWorker,
}

async fn world(server: &SmtpServer) -> World {
    let (store, clock) = (MemoryStore::new(), Arc::new(ManualClock::at(NOW)));
    let settings = Settings::new(BASE.parse().unwrap());
    let test = TestIdentity::builder().on(store.clone()).settings(settings).clock(clock.clone());
    let test = test.setup(setup()).start().await.unwrap();
    let identity = test.identity().clone();
    let email = Arc::new(EmailTransport::new(config(server), templates(), clock.clone()).unwrap());
    let transports = Transports { email, sms: None };
    let worker = OutboxWorker::new(identity.clone(), transports, DeliverySettings::default());
    World { test, identity, store, clock, worker }
}

fn setup() -> Setup {
    let key = RoleKey::parse("account-manager").unwrap();
    let role = RoleSetup::new(key.clone(), DisplayName::parse("Account manager").unwrap())
        .description("Looks after customers")
        .permissions(Permission::ALL.iter().copied());
    let scott = PersonSetup::new(
        EmailAddress::parse("scott@smartplan.example").unwrap(),
        PersonName::parse("Scott").unwrap(),
        PersonName::parse("Long").unwrap(),
        Secret::new(PASSWORD),
    )
    .roles([(key, Rights::ActAndGrant)]);
    let operator = DisplayName::parse(ORGANIZATION).unwrap();
    Setup::default().operator(operator).roles([role]).people([scott])
}

impl World {
    async fn scott(&self) -> (Caller, OrganizationId) {
        let scott = self.test.administrator().await.unwrap();
        (scott.caller, self.test.operator().await.unwrap())
    }

    async fn invite_jeremy(&self) -> (Caller, InvitationId) {
        let (scott, organization) = self.scott().await;
        let email = EmailAddress::parse("Jeremy@CityGroup.example").unwrap();
        let mut wanted = Invite::new(organization, email, [RoleKey::parse("account-manager").unwrap()]);
        wanted.given_name = Some(PersonName::parse(GIVEN_NAME).unwrap());
        let invitation = self.identity.invite(&scott, &wanted).await.unwrap();
        (scott, invitation.id)
    }
}

/// The plain text of a mail, and the token of the invitation in it.
fn text_and_token(mail: &str) -> (String, SecretToken) {
    let part = mail.split("text/plain").nth(1).unwrap().split("text/html").next().unwrap();
    let text = part.replace("=\r\n", "").replace("=3D", "=");
    let after = text.split("/invitations/").nth(1).unwrap();
    let token = after.split_whitespace().next().unwrap();
    (text.clone(), SecretToken::parse(token).unwrap())
}

#[tokio::test]
async fn the_invitation_reaches_the_invited_address_alone_with_a_link_to_our_pages() {
    let server = SmtpServer::start(&[]);
    let world = world(&server).await;
    let (_, id) = world.invite_jeremy().await;
    assert_eq!(world.worker.deliver_due().await.unwrap().sent, 1);
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    let recipients: Vec<_> = server.commands().into_iter().filter(|line| line.starts_with("RCPT")).collect();
    assert_eq!(recipients, ["RCPT TO:<Jeremy@citygroup.example>"]);
    let (text, token) = text_and_token(&mails[0]);
    assert!(text.contains(&format!("{BASE}/invitations/{}", token.expose())), "{text}");
    assert_eq!(text.matches("://").count(), 1, "{text}");
    for evil in ["<script>", "<b>Group", "https://evil"] {
        assert!(!mails[0].split("text/html").nth(1).unwrap().contains(evil), "{evil}");
    }
    let offer = world.identity.open_invitation(&token).await;
    assert!(offer.is_ok(), "{:?}", offer.err());
    let sent = world.store.outbox_messages().list(&OutboxFilter::default(), &Page::first(9)).await.unwrap();
    let sent: Vec<_> =
        sent.items.iter().map(|row| (row.invitation, row.state, row.payload.is_none())).collect();
    assert_eq!(sent, [(Some(id), MessageState::Sent, true)]);
}

#[tokio::test]
async fn of_a_mail_that_waits_and_the_one_sent_again_the_later_goes_out() {
    let server = SmtpServer::start(&[Smtp::Recipient("451 later")]);
    let world = world(&server).await;
    let (scott, id) = world.invite_jeremy().await;
    assert_eq!(world.worker.deliver_due().await.unwrap().postponed, 1);
    world.clock.advance(Duration::from_secs(5));
    world.identity.resend_invitation(&scott, id).await.unwrap();
    world.clock.advance(Duration::from_mins(5));
    let round = world.worker.deliver_due().await.unwrap();
    assert_eq!((round.sent, round.dead), (1, 1));
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    let (_, token) = text_and_token(&mails[0]);
    assert!(world.identity.open_invitation(&token).await.is_ok());
}

#[tokio::test]
async fn a_cancelled_invitation_is_not_sent_any_more() {
    let server = SmtpServer::start(&[]);
    let world = world(&server).await;
    let (scott, id) = world.invite_jeremy().await;
    world.identity.revoke_invitation(&scott, id).await.unwrap();
    assert_eq!(world.worker.deliver_due().await.unwrap().dead, 1);
    assert!(server.commands().is_empty());
}
