//! Single logout over several applications, each with its own ways: who is told, who answers, and what is said of it.

use super::back_channel::worker;
use super::parties::{Known, Party, at_app, attribute, follow, message, nobody, parameter, signed_in};
use super::site::{APP, Browser, MY, Site};
use identity_core::domain::LogoutBinding::{Post, Redirect, Soap};
use identity_tests::page::Page;
use identity_web::saml::Binding;
use identity_web::saml::messages::logout::SignedMessage;
use identity_web::saml::xml::codec::decode_base64;

/// Two browsers of one person, both signed on at the party; the second at the application too.
async fn two_sessions(site: &Site, party: &Party) -> ([Browser; 2], [Known; 2]) {
    let browsers = [Browser::default(), Browser::default()];
    let first = party.signs_on(site, &browsers[0], "scott").await;
    let second = party.signs_on(site, &browsers[1], "scott").await;
    at_app(site, &browsers[1]).await;
    assert_eq!(first.name_id, second.name_id);
    assert_ne!(first.session_index, second.session_index);
    (browsers, [first, second])
}

/// The page from which applications are told.
async fn telling(site: &Site, browser: &Browser, asked: &Page) -> Page {
    let page = follow(browser, site, asked).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

fn frame_of(page: &Page, origin: &str) -> String {
    let frames = page.frames();
    let frame = frames.iter().find(|frame| frame.as_str().starts_with(origin));
    frame.unwrap_or_else(|| panic!("no frame of {origin}: {}", page.body)).to_string()
}

#[tokio::test]
async fn f_17_a_logout_request_without_a_session_index_ends_all_sessions() {
    let site = Site::with_pages().await;
    let party = Party::new("two.example", "Two").told_by(Redirect);
    party.register(&site).await;
    let (browsers, [first, _]) = two_sessions(&site, &party).await;
    let asked = party.logs_out(&site, &browsers[0], &first.name_id, &[]).await;
    assert!(!signed_in(&site, &browsers[0]).await && !signed_in(&site, &browsers[1]).await);
    // The application of the second session hears of it too, from the browser that asks.
    assert!(browsers[1].at_application(&site).await.is_some());
    let page = telling(&site, &browsers[0], &asked).await;
    browsers[0].get(&site, &frame_of(&page, APP)).await;
    assert!(browsers[1].at_application(&site).await.is_none());
}

#[tokio::test]
async fn f_17_a_logout_request_with_two_session_indexes_ends_both() {
    let site = Site::with_pages().await;
    let party = Party::new("two.example", "Two").told_by(Redirect);
    party.register(&site).await;
    let (browsers, [first, second]) = two_sessions(&site, &party).await;
    let third = Browser::default();
    party.signs_on(&site, &third, "scott").await;
    let indexes = [first.session_index.as_str(), second.session_index.as_str()];
    let asked = party.logs_out(&site, &browsers[0], &first.name_id, &indexes).await;
    assert!(!signed_in(&site, &browsers[0]).await && !signed_in(&site, &browsers[1]).await);
    assert!(signed_in(&site, &third).await, "a session that was not named goes on");
    frame_of(&telling(&site, &browsers[0], &asked).await, APP);
}

#[tokio::test]
async fn f_50_a_name_or_an_index_of_somebody_else_ends_nothing() {
    let site = Site::with_pages().await;
    let (party, other) = (
        Party::new("two.example", "Two").told_by(Redirect),
        Party::new("three.example", "Three").told_by(Redirect),
    );
    party.register(&site).await;
    other.register(&site).await;
    let browser = Browser::default();
    let known = party.signs_on(&site, &browser, "scott").await;
    let elsewhere = other.signs_on(&site, &browser, "scott").await;
    let unknown = uuid::Uuid::from_u128(1).to_string();
    for (name, indexes) in [
        (nobody(), vec![known.session_index.as_str()]),
        (nobody(), vec![]),
        (known.name_id.clone(), vec![unknown.as_str()]),
        (known.name_id.clone(), vec!["no index"]),
        (known.name_id.clone(), vec![elsewhere.session_index.as_str()]),
        (elsewhere.name_id.clone(), vec![elsewhere.session_index.as_str()]),
    ] {
        let answer = party.logs_out(&site, &browser, &name, &indexes).await;
        let answer = message(answer.location().unwrap().as_str(), "SAMLResponse");
        assert!(answer.contains("status:UnknownPrincipal"), "{name:?} {indexes:?}: {answer}");
        assert!(signed_in(&site, &browser).await, "{name:?} {indexes:?}");
    }
}

#[tokio::test]
async fn a_session_that_is_over_already_is_what_was_asked_for() {
    let site = Site::with_pages().await;
    let party = Party::new("two.example", "Two").told_by(Redirect);
    party.register(&site).await;
    let browser = Browser::default();
    let known = party.signs_on(&site, &browser, "scott").await;
    for _ in 0..2 {
        let answer = party.logs_out(&site, &browser, &known.name_id, &[&known.session_index]).await;
        let address = answer.location().unwrap();
        assert_eq!(parameter(address.as_str(), "RelayState").as_deref(), Some("state"));
        let answer = message(address.as_str(), "SAMLResponse");
        assert!(answer.contains("status:Success") && !answer.contains("Partial"), "{answer}");
    }
}

#[tokio::test]
async fn f_51_the_answer_goes_to_the_response_location() {
    let site = Site::with_pages().await;
    let mut party = Party::new("two.example", "Two").told_by(Redirect);
    party.logout[0].response_url = Some("https://two.example/answers".to_owned());
    party.register(&site).await;
    let browser = Browser::default();
    let known = party.signs_on(&site, &browser, "scott").await;
    let answer = party.logs_out(&site, &browser, &known.name_id, &[]).await;
    let address = answer.location().unwrap();
    assert_eq!(address.path(), "/answers");
    let answer = message(address.as_str(), "SAMLResponse");
    assert_eq!(attribute(&answer, "Destination"), "https://two.example/answers");
}

/// Four parties beside the application: told in the address, as a form, from server to server, and not at all.
async fn of_all_kinds(site: &Site) -> [Party; 4] {
    let parties = [
        Party::new("two.example", "Two").told_by(Redirect),
        Party::new("form.example", "Form").told_by(Post),
        Party::new("server.example", "Server").told_by(Soap),
        Party::new("deaf.example", "Deaf"),
    ];
    for party in &parties {
        party.register(site).await;
    }
    parties
}

#[tokio::test]
async fn f_18_every_application_is_told_its_way_and_the_page_names_those_that_are_not() {
    let site = Site::with_pages().await;
    let [two, form, server, deaf] = of_all_kinds(&site).await;
    let browser = Browser::default();
    let known = two.signs_on(&site, &browser, "scott").await;
    for party in [&form, &server, &deaf] {
        party.signs_on(&site, &browser, "scott").await;
    }
    let asked = two.logs_out(&site, &browser, &known.name_id, &[]).await;
    let page = telling(&site, &browser, &asked).await;
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-src 'self' https://form.example"), "{policy}");

    // The form's message comes from a page of ours, in the frame.
    let frame = browser.get(&site, &frame_of(&page, MY)).await;
    let policy = frame.header("content-security-policy").unwrap();
    assert!(policy.contains("form-action 'self' https://form.example;"), "{policy}");
    assert!(
        policy.contains("frame-ancestors 'self'") && frame.header("x-frame-options") == Some("SAMEORIGIN")
    );
    let told = frame.saml_form().unwrap();
    assert_eq!(told.action.as_str(), "https://form.example/slo");
    let xml = String::from_utf8(decode_base64(told.value("SAMLRequest").unwrap()).unwrap()).unwrap();
    let request = format!("https://form.example/slo?{}", redirect_query(&xml, told.value("RelayState")));
    let heard = browser.get(&site, &form.answers(&request)).await;
    assert!(heard.status == 200 && heard.body.contains("data-heard"), "{}", heard.body);

    // From server to server a message waits.
    assert_eq!(site.messages_to("https://server.example/slo").await, 1);

    let done = browser.get(&site, &format!("{MY}/logout/done")).await;
    for words in ["Signed out Form", "We are telling Server now", "Deaf cannot be told that you signed out"] {
        assert!(done.says(words), "{words}: {}", done.body);
    }
    // Whoever asked is told that it is not the whole.
    let answer = browser.get(&site, done.link("Continue to Two").unwrap().as_str()).await;
    let answer = message(answer.location().unwrap().as_str(), "SAMLResponse");
    assert!(answer.contains("status:Success") && answer.contains("status:PartialLogout"), "{answer}");
}

fn redirect_query(xml: &str, state: Option<&str>) -> String {
    use identity_web::saml::xml::codec::{deflate, encode_base64};
    let message = encode_base64(&deflate(xml.as_bytes()).unwrap());
    let pairs = [Some(("SAMLRequest", message.as_str())), state.map(|state| ("RelayState", state))];
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs.into_iter().flatten()).finish()
}

#[tokio::test]
async fn f_18_an_answer_by_form_goes_to_who_asked_by_form() {
    let site = Site::with_pages().await;
    let party = Party::new("form.example", "Form").told_by(Post);
    party.register(&site).await;
    let browser = Browser::default();
    let known = party.signs_on(&site, &browser, "scott").await;
    let asked = party.asks_for_logout(&known.name_id, &[], Binding::Post, Some("state"));
    let SignedMessage::Form(asked) = asked else { panic!("not a form") };
    let fields = [("SAMLRequest", asked.message.as_str()), ("RelayState", "state")];
    // A form of another site comes without cookies.
    let answer = Browser::default().post(&site, &format!("{MY}/saml/idp/slo"), &fields).await;
    assert!(!signed_in(&site, &browser).await);
    let form = answer.saml_form().unwrap();
    assert_eq!((form.action.as_str(), form.value("RelayState")), ("https://form.example/slo", Some("state")));
}

/// A party that never answers keeps nobody from being told, and is named; who asked hears that it is not the whole.
#[tokio::test]
async fn f_52_x_09_one_that_hangs_keeps_nobody_waiting_and_is_named() {
    let site = Site::with_pages().await;
    let two = Party::new("two.example", "Two").told_by(Redirect);
    let hanging = Party::new("hangs.example", "Hanging").told_by(Redirect);
    let both = Party::new("both.example", "Both").told_by(Redirect).told_by(Soap);
    for party in [&two, &hanging, &both] {
        party.register(&site).await;
    }
    let browser = Browser::default();
    let known = two.signs_on(&site, &browser, "scott").await;
    hanging.signs_on(&site, &browser, "scott").await;
    both.signs_on(&site, &browser, "scott").await;
    at_app(&site, &browser).await;
    let asked = two.logs_out(&site, &browser, &known.name_id, &[&known.session_index]).await;
    let page = telling(&site, &browser, &asked).await;
    assert_eq!(page.frames().len(), 3, "each has a frame of its own: {}", page.body);
    assert!(page.refresh().unwrap().path().ends_with("/logout/done"), "the page goes on by itself");
    let back = browser.get(&site, &frame_of(&page, APP)).await;
    follow(&browser, &site, &back).await;
    browser.get(&site, &both.answers(&frame_of(&page, &both.origin))).await;
    assert!(browser.at_application(&site).await.is_none());

    let done = browser.get(&site, page.refresh().unwrap().as_str()).await;
    for words in ["Signed out SmartPlan Application", "Signed out Both", "Hanging did not answer"] {
        assert!(done.says(words), "{words}: {}", done.body);
    }
    // By hand, when it is there again. The message is a new one each time.
    let link = done.link("Sign out at Hanging").unwrap();
    let (first, second) =
        (message(&frame_of(&page, &hanging.origin), "SAMLRequest"), message(link.as_str(), "SAMLRequest"));
    assert_ne!(attribute(&first, " ID"), attribute(&second, " ID"));
    let answer = browser.get(&site, &format!("{}/answer", page.url)).await;
    assert!(message(answer.location().unwrap().as_str(), "SAMLResponse").contains("PartialLogout"));
    // What has answered through the browser is not told again from server to server.
    site.clock.advance(std::time::Duration::from_secs(11));
    let worker = worker(&site);
    assert_eq!(worker.deliver_due().await.unwrap().sent, 1);
}

#[tokio::test]
async fn when_all_have_answered_the_browser_goes_on_to_who_asked() {
    let site = Site::with_pages().await;
    let two = Party::new("two.example", "Two").told_by(Redirect);
    two.register(&site).await;
    let browser = Browser::default();
    let known = two.signs_on(&site, &browser, "scott").await;
    at_app(&site, &browser).await;
    let asked = two.logs_out(&site, &browser, &known.name_id, &[]).await;
    let page = telling(&site, &browser, &asked).await;
    let back = browser.get(&site, &frame_of(&page, APP)).await;
    let heard = follow(&browser, &site, &back).await;
    assert!(heard.body.contains("data-heard"), "{}", heard.body);
    let done = browser.get(&site, &format!("{MY}/logout/done")).await;
    let answer = follow(&browser, &site, &done).await;
    let address = answer.location().unwrap();
    assert_eq!(parameter(address.as_str(), "RelayState").as_deref(), Some("state"));
    let answer = message(address.as_str(), "SAMLResponse");
    assert!(answer.contains("status:Success") && !answer.contains("Partial"), "{answer}");
}

/// The pages of a logout belong to one browser, and none of them changes anything.
#[tokio::test]
async fn b_23_the_pages_of_a_logout_are_for_one_browser_and_change_nothing() {
    let site = Site::with_pages().await;
    let [two, form, ..] = of_all_kinds(&site).await;
    let browser = Browser::default();
    let known = two.signs_on(&site, &browser, "scott").await;
    form.signs_on(&site, &browser, "scott").await;
    at_app(&site, &browser).await;
    let asked = two.logs_out(&site, &browser, &known.name_id, &[]).await;
    let address = asked.location().unwrap();
    let before = site.dump().await;
    let page = browser.get(&site, address.as_str()).await;
    let carry = frame_of(&page, MY);
    let stranger = Browser::default();
    stranger.guesses_the_token_of(&browser, MY, "identity-logout");
    for url in [address.to_string(), format!("{address}/answer"), carry.clone()] {
        let seen = stranger.get(&site, &url).await;
        assert_eq!((seen.status, seen.header("location")), (303, Some("/logout/done")), "{url}");
    }
    assert!(!stranger.get(&site, &format!("{MY}/logout/done")).await.says("Two"));
    for url in [address.as_str(), &carry, &format!("{MY}/logout/done"), &format!("{address}/answer")] {
        browser.get(&site, url).await;
    }
    assert_eq!(before, site.dump().await);
    // Nor does the id of the logout go to any application.
    let id = address.path().rsplit('/').next().unwrap().replace('-', "");
    for frame in page.frames().iter().filter(|frame| frame.as_str().contains("SAMLRequest")) {
        let message = message(frame.as_str(), "SAMLRequest");
        assert!(!message.contains(&id) && !frame.as_str().contains(&id), "{message}");
    }
}

#[tokio::test]
async fn s_39_whoever_asks_every_session_of_the_person_and_every_other_application_ends() {
    let site = Site::with_pages().await;
    let mut party = Party::new("two.example", "Two").told_by(Redirect);
    // A name that is no pseudonym: the address of the person.
    party.name_formats = vec![identity_core::domain::NameFormat::Email];
    party.register(&site).await;
    let (browsers, [first, _]) = two_sessions(&site, &party).await;
    assert_eq!(first.name_id.value, "scott@smartplan.example");
    let asked = party.logs_out(&site, &browsers[0], &first.name_id, &[]).await;
    assert!(!signed_in(&site, &browsers[0]).await && !signed_in(&site, &browsers[1]).await);
    let page = telling(&site, &browsers[0], &asked).await;
    browsers[0].get(&site, &frame_of(&page, APP)).await;
    assert!(browsers[1].at_application(&site).await.is_none());
}

#[tokio::test]
async fn f_57_a_refused_logout_message_is_about_signing_out() {
    let site = Site::with_pages().await;
    let browser = Browser::default();
    let party = Party::new("two.example", "Two").told_by(Redirect);
    party.register(&site).await;
    let SignedMessage::Redirect(url) = party.asks_for_logout(&nobody(), &[], Binding::Redirect, None) else {
        panic!("not a redirect")
    };
    let unsigned = url.split("&SigAlg").next().unwrap().to_owned();
    let foreign = url.replace("SAMLRequest=", "SAMLRequest=x");
    for url in [unsigned, foreign, format!("{MY}/saml/idp/slo")] {
        let refused = browser.get(&site, &url).await;
        assert_eq!(refused.status, 400);
        assert!(refused.says("The sign-out message was not accepted"), "{}", refused.body);
    }
    let posted = browser.post(&site, &format!("{MY}/saml/idp/slo"), &[("SAMLRequest", "PGEvPg==")]).await;
    assert!(posted.says("The sign-out message was not accepted"), "{}", posted.body);
    let stray = message_to_nobody(&party);
    let over = browser.get(&site, &stray).await;
    assert!(over.status == 400 && over.says("This sign-out has ended"), "{}", over.body);
}

/// The answer to a request that was never sent.
fn message_to_nobody(party: &Party) -> String {
    let asked = party.asks_for_logout(&nobody(), &[], Binding::Redirect, None);
    let SignedMessage::Redirect(url) = asked else { panic!("not a redirect") };
    party.answers(&url)
}

/// Somebody signs in as somebody else: the applications of the first hear that they are signed out.
#[tokio::test]
async fn v_08_the_session_of_somebody_else_ends_with_its_single_logout() {
    let site = Site::with_pages().await;
    let party = Party::new("two.example", "Two").told_by(Redirect);
    party.register(&site).await;
    let browser = Browser::default();
    party.signs_on(&site, &browser, "scott").await;
    at_app(&site, &browser).await;
    let page = browser.get(&site, &format!("{MY}/login?return_to=%2Faccount")).await;
    let page = if page.status == 303 { relogin(&site, &browser).await } else { page };
    let form = page.form_with_button("Sign in").unwrap();
    let form = form.fill("identifier", "olivia").unwrap();
    let form = form.fill("password", super::site::PASSWORD).unwrap();
    let signed_in = browser.submit(&site, &form).await;
    // The sign-on goes on at its address, and on from there to the page that tells the applications.
    let leads_on = follow(&browser, &site, &signed_in).await;
    let page = telling(&site, &browser, &leads_on).await;
    assert_eq!(page.frames().len(), 2, "{}", page.body);
    let back = browser.get(&site, &frame_of(&page, APP)).await;
    follow(&browser, &site, &back).await;
    assert!(browser.at_application(&site).await.is_none());
    browser.get(&site, &party.answers(&frame_of(&page, &party.origin))).await;
    // All have answered, so the browser goes on to where Olivia was heading, and she is signed in.
    let done = browser.get(&site, &format!("{MY}/logout/done")).await;
    let onward = follow(&browser, &site, &done).await;
    assert_eq!(onward.status, 303);
    assert!(browser.get(&site, &format!("{MY}/account")).await.says("olivia@smartplan.example"));
}

/// The sign-in page, for a browser that is signed in: a request that demands a fresh proof shows it.
async fn relogin(site: &Site, browser: &Browser) -> Page {
    let party = Party::new("two.example", "Two").told_by(Redirect);
    site.clock.advance(std::time::Duration::from_secs(1));
    let asked = browser.get(site, &party.asks(|content| content.force_authn = true, None)).await;
    follow(browser, site, &asked).await
}

/// A second proof by the same person opens another session: its applications go on, and hear of its end.
#[tokio::test]
async fn applications_go_on_in_the_session_that_a_further_proof_opens() {
    let site = Site::with_pages().await;
    let party = Party::new("two.example", "Two").told_by(Redirect);
    party.register(&site).await;
    let browser = Browser::default();
    let known = party.signs_on(&site, &browser, "scott").await;
    at_app(&site, &browser).await;
    site.clock.advance(std::time::Duration::from_secs(1));
    let address = party.asks(|content| content.force_authn = true, None);
    let again = Party::reads(&party.reaches(&site, &browser, "scott", &address).await);
    assert_eq!(known.session_index, again.session_index, "the party knows the session by the same name");
    let page = browser.get(&site, &format!("{MY}/logout")).await;
    let ended = browser.submit(&site, &page.form("form[action$='/logout']").unwrap()).await;
    assert_eq!(telling(&site, &browser, &ended).await.frames().len(), 2);
}
