use super::messages::*;
use identity_core::ManualClock;
use identity_web::delivery::DevInbox;
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn messages_are_kept_newest_first_and_found_by_their_receiver() {
    let clock = Arc::new(ManualClock::at(NOW));
    let inbox = DevInbox::new(templates(), clock.clone());
    let transports = inbox.transports();
    transports.email.send(id(1), &invitation()).await.unwrap();
    clock.advance(Duration::from_secs(5));
    transports.sms.unwrap().send(id(2), &password_changed("+358401234567")).await.unwrap();
    let ids = |to: Option<&str>| inbox.messages(to).iter().map(|message| message.id).collect::<Vec<_>>();
    assert_eq!(ids(None), [id(2), id(1)]);
    assert_eq!(ids(Some(" Jeremy@CityGroup.example")), [id(1)]);
    assert_eq!(ids(Some("jeremy")), []);
    assert_eq!(inbox.message(id(2)).unwrap().created_at, NOW.plus(Duration::from_secs(5)));
}

#[tokio::test]
async fn its_json_is_that_of_the_contract() {
    let inbox = DevInbox::new(templates(), clock());
    let transports = inbox.transports();
    transports.email.send(id(1), &invitation()).await.unwrap();
    let json = serde_json::to_value(inbox.messages(None)).unwrap();
    let mut names: Vec<_> = json[0].as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["channel", "created_at", "html", "id", "subject", "text", "to"]);
    assert_eq!(
        (json[0]["channel"].as_str(), json[0]["created_at"].as_str()),
        (Some("email"), Some("2027-01-15T08:00:00Z"))
    );
    assert!(json[0]["text"].as_str().unwrap().contains(LINK));
}

#[tokio::test]
async fn it_keeps_the_last_500_and_each_once() {
    let inbox = DevInbox::new(templates(), clock());
    let email = inbox.transports().email;
    for seed in 0..510 {
        email.send(id(seed), &password_changed("a@x.example")).await.unwrap();
    }
    email.send(id(509), &password_changed("a@x.example")).await.unwrap();
    assert_eq!(inbox.messages(None).len(), 500);
    assert!(inbox.message(id(9)).is_none() && inbox.message(id(10)).is_some());
}
