//! Attacks on the pages, over the reference store.

use super::world::{JEREMY, PASSWORD, SUSAN, World, account};
use http::StatusCode;

#[tokio::test]
async fn i_03_a_tampered_token_answers_like_an_unknown_one() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let genuine = world.invitation_path(JEREMY).await;
    let token = genuine.rsplit('/').next().unwrap();
    let mut stranger = world.browser();
    assert_eq!(stranger.open(&genuine).await.status, StatusCode::OK);
    let unknown = stranger.open(&format!("/invitations/{}", "A".repeat(43))).await;
    let mut tampered: Vec<String> = (0..token.len()).map(|at| with_another_letter(token, at)).collect();
    tampered.extend([
        format!("{token}A"),
        format!("{token}="),
        token.to_lowercase(),
        token.to_uppercase(),
        token.chars().rev().collect(),
        // A token of the kind `alg: none`, of which another implementation believed the contents.
        "eyJhbGciOiJub25lIn0.eyJvcmciOiJjaXR5Iiwicm9sZSI6ImFkbWluIn0.".to_owned(),
    ]);
    for token in tampered {
        let page = stranger.open(&format!("/invitations/{token}")).await;
        assert_eq!((page.status, &page.html), (StatusCode::NOT_FOUND, &unknown.html), "{token}");
    }
    assert_eq!(stranger.open(&genuine).await.status, StatusCode::OK);
}

fn with_another_letter(token: &str, at: usize) -> String {
    let other = if token.as_bytes()[at] == b'x' { 'y' } else { 'x' };
    let mut changed: Vec<char> = token.chars().collect();
    changed[at] = other;
    changed.into_iter().collect()
}

#[tokio::test]
async fn p_10_links_in_mails_begin_with_the_configured_address_whatever_the_request_says() {
    let world = World::new().await;
    let (mut scott, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let list = scott.open(&format!("{organization}/invitations")).await;
    scott.host = "evil.example".to_owned();
    scott.extra_headers = vec![
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "gopher"),
        ("x-forwarded-port", "6666"),
        ("x-original-url", "https://evil.example/"),
        ("forwarded", "host=evil.example;proto=https"),
    ];
    let again = scott.submit(&list, &list.action("/resend"), &[]).await;
    assert!(again.text().contains("sent again"), "{}", again.text());
    world.invitation_path(JEREMY).await;
    let messages = world.inbox.messages(Some(JEREMY));
    assert_eq!(messages.len(), 2);
    for message in messages {
        let html = message.html.unwrap_or_default();
        assert!(message.text.contains("http://my.smartplan.localhost:8080/invitations/"));
        assert!(!message.text.contains("evil") && !html.contains("evil") && !html.contains("6666"));
    }
    assert!(!again.html.contains("evil"));
}

/// Who has the link to pass on learns nothing from asking for the mail: not whether the address has an account,
/// and not whether this was one time too many.
#[tokio::test]
async fn n_02_asking_for_the_mail_again_answers_the_same_every_time() {
    let world = World::new().await;
    let (mut scott, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let list = scott.open(&format!("{organization}/invitations")).await;
    let link = list.find("input[readonly]", "value").remove(0);
    let link = link.strip_prefix("http://my.smartplan.localhost:8080").unwrap();
    let mut stranger = world.browser();
    let page = stranger.open(link).await;
    let mut answers = Vec::new();
    for _ in 0..6 {
        let answer = stranger.submit(&page, link, &[]).await;
        answers.push((answer.status, answer.html));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    world.invitation_path(JEREMY).await;
    let sent = world.inbox.messages(Some(JEREMY)).len();
    assert!((2..=4).contains(&sent), "{sent} mails: the first, and at most three on demand");
}

#[tokio::test]
async fn i_04_acceptance_takes_no_field_that_the_invitation_decides() {
    let world = World::new().await;
    world.scott_invites(SUSAN, "viewer").await;
    let path = world.invitation_path(SUSAN).await;
    let mut susan = world.browser();
    let page = susan.open(&path).await;
    for extra in
        ["role", "roles", "org_id", "organization", "is_admin", "verified", "email", "state", "mandate"]
    {
        let fields = [account("Susan", "Ward", PASSWORD), vec![(extra, "contact-person")]].concat();
        let refused = susan.submit(&page, &path, &fields).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{extra}: {}", refused.text());
    }
    let landed = susan.submit(&page, &path, &account("Susan", "Ward", PASSWORD)).await;
    assert_eq!(landed.path, "/?done=joined");
    let me = susan.open("/api/v1/me").await.html;
    assert!(me.contains(r#""roles":["viewer"]"#) && !me.contains("contact-person"), "{me}");
}
