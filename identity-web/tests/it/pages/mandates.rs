//! Mandates through the pages: given, accepted, used, passed over, ended.

use crate::support::browser::Browser;
use crate::support::site::{JEREMY, MAYA, PASSWORD, SUSAN, World, account};
use http::StatusCode;

const BANNER: &str = "You are acting for City Group, Inc. Jeremy Mills gave you this right.";

async fn acts_for_city_group(maya: &mut Browser, mandate: &str) {
    let page = maya.open(mandate).await;
    let organization = page.find("form[action='/acting-for/switch'] input[name=organization]", "value");
    let landed = maya.submit(&page, "/acting-for/switch", &[("organization", &organization[0])]).await;
    assert_eq!(landed.status, StatusCode::OK);
}

#[tokio::test]
async fn a_mandate_is_given_accepted_used_and_ended() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let (mut maya, mandate) = world.maya(&mut jeremy, &organization).await;

    let told = world.mails_to(JEREMY).await;
    let expected = "Maya Chen accepted the mandate to act for City Group, Inc. at MySmartPlan.";
    assert!(told.first().unwrap().contains(expected), "{told:?}");

    let offered = maya.open(&mandate).await;
    assert!(offered.text().contains("Act for City Group, Inc."), "{}", offered.text());
    assert!(!offered.everything().contains(BANNER));
    acts_for_city_group(&mut maya, &mandate).await;
    for path in ["/", "/account", "/mandates", &organization] {
        assert!(maya.open(path).await.everything().contains(BANNER), "{path}");
    }
    let stopped = maya.open("/").await;
    let stopped = maya.submit(&stopped, "/acting-for/stop", &[]).await;
    assert!(!stopped.everything().contains(BANNER) && stopped.text().contains("You have stopped acting"));
    // Nor is it back by itself on the organisation's own pages: U-18.
    assert!(!maya.open(&organization).await.everything().contains(BANNER));

    let list = jeremy.open(&format!("{organization}/mandates")).await;
    assert!(list.text().contains("Maya Chen") && list.text().contains("Active"), "{}", list.text());
    let question = jeremy.open(&format!("{mandate}/end")).await;
    let ended = jeremy.submit(&question, &format!("{mandate}/end"), &[]).await;
    assert!(
        ended.text().contains("The mandate and everything passed on from it have ended"),
        "{}",
        ended.text()
    );
    for present in ["has a mandate as", "Acts for", "Who acts ", "ends with this mandate"] {
        assert!(!ended.text().contains(present), "{present}: {}", ended.text());
    }
    assert!(ended.text().contains("Maya Chen had a mandate as Representative"), "{}", ended.text());
    assert_eq!(maya.open(&organization).await.status, StatusCode::NOT_FOUND);
    let home = maya.open("/").await;
    assert!(!home.everything().contains(BANNER));
    assert!(home.text().contains("you do not belong to an organisation now"), "{}", home.text());
    assert!(!home.text().contains("contact person"), "nobody whom she could ask: {}", home.text());
}

#[tokio::test]
async fn a_receiver_gives_a_mandate_up() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let (mut maya, mandate) = world.maya(&mut jeremy, &organization).await;
    let question = maya.open(&format!("{mandate}/end")).await;
    for words in
        ["Give up your mandate to act for City Group, Inc.?", "To act again, you need a new mandate."]
    {
        assert!(question.text().contains(words), "{words}: {}", question.text());
    }
    maya.submit(&question, &format!("{mandate}/end"), &[]).await;
    assert_eq!(maya.open(&organization).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_acts_by_mandate_gives_what_it_holds_and_reads_why_not_more() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let (mut maya, mandate) = world.maya(&mut jeremy, &organization).await;

    let form = maya.open(&format!("{organization}/invite")).await;
    assert_eq!(form.find("input[name=roles]", "value"), ["user"]);
    let fields = [("email", "noah@citygroup.example"), ("roles", "user"), ("expires_in", "7")];
    let sent = maya.submit(&form, &format!("{organization}/invite"), &fields).await;
    assert!(sent.text().contains("noah@citygroup.example"), "{}", sent.text());
    let greedy = [("email", "kim@citygroup.example"), ("roles", "contact-person"), ("expires_in", "7")];
    let refused = maya.submit(&form, &format!("{organization}/invite"), &greedy).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("You cannot give the role"), "{}", refused.text());

    let path = world.invitation_path("noah@citygroup.example").await;
    let mut noah = world.browser();
    let page = noah.open(&path).await;
    noah.submit(&page, &page.action("/accept"), &account("Noah", "Lind", PASSWORD)).await;
    assert!(noah.open("/").await.text().contains("SmartPlan Application"));

    let people = maya.open(&organization).await;
    let person = maya.open(&people.link("Jeremy Mills")).await;
    let text = person.text();
    assert!(text.contains("You cannot edit, lock or disable this person."), "{text}");
    assert!(person.find("main a[href$='/edit']", "href").is_empty());
    let edit = maya.open(&format!("{}/edit", person.path)).await;
    assert_eq!(edit.status, StatusCode::FORBIDDEN);
    let text = edit.text();
    assert!(text.contains("No role here allows it.") && text.contains("Jeremy Mills"), "{text}");

    let question = jeremy.open(&format!("{mandate}/end")).await;
    assert!(
        question.text().contains("Noah Lind will also lose the role Application user"),
        "{}",
        question.text()
    );
    jeremy.submit(&question, &format!("{mandate}/end"), &[]).await;
    assert!(!noah.open("/").await.text().contains("SmartPlan Application"));
}

#[tokio::test]
async fn a_page_refused_for_want_of_the_right_organization_has_the_switch() {
    let world = World::new().await;
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let (mut jeremy, city_group) = world.jeremy().await;
    let (mut maya, _) = world.maya(&mut jeremy, &city_group).await;
    let mut scott = world.scott().await;
    let koko = scott.open("/organizations?q=KOKO").await.link("KOKO Media Inc.");
    let form = scott.open(&format!("{koko}/invite")).await;
    let fields = [("email", MAYA), ("roles", "viewer"), ("expires_in", "7")];
    let sent = scott.submit(&form, &format!("{koko}/invite"), &fields).await;
    assert!(sent.text().contains(MAYA), "{}", sent.text());
    let path = world.invitation_path(MAYA).await;
    let page = maya.open(&path).await;
    maya.submit(&page, &page.action("/join"), &[]).await;

    let choose = maya.open("/acting-for").await;
    let id = koko.rsplit('/').next().unwrap();
    maya.submit(&choose, "/acting-for", &[("organization", id)]).await;
    let invite = format!("{city_group}/invite");
    let refused = maya.open(&invite).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text());
    assert!(refused.text().contains("You are acting for another organisation"), "{}", refused.text());
    let switch = |name: &str| {
        refused.find(&format!("form[action='/acting-for/switch'] input[name={name}]"), "value").remove(0)
    };
    let (organization, return_to) = (switch("organization"), switch("return_to"));
    let fields = [("organization", organization.as_str()), ("return_to", return_to.as_str())];
    let landed = maya.submit(&refused, "/acting-for/switch", &fields).await;
    assert_eq!((landed.status, landed.path), (StatusCode::OK, invite));
}

#[tokio::test]
async fn a_colleague_is_offered_a_mandate_and_declines() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut susan = world.susan().await;
    let people = jeremy.open(&organization).await;
    let person = jeremy.open(&people.link("Susan Ward")).await;
    let form = jeremy.open(&person.link("Give this person a mandate")).await;
    let colleague = form.find("option[selected]", "value").remove(0);
    let fields = [
        ("colleague", colleague.as_str()),
        ("role", "representative"),
        ("services", "smartplan"),
        ("max_delegation_depth", "1"),
    ];
    let action = format!("{organization}/mandates/new");
    let offered = jeremy.submit(&form, &action, &fields).await;
    assert!(offered.text().contains("Waiting for an answer"), "{}", offered.text());
    let again = jeremy.submit(&form, &action, &fields).await;
    assert!(again.text().contains("already has this mandate"), "{}", again.text());

    let home = susan.open("/").await;
    assert!(home.text().contains("1 mandate is waiting for your answer."), "{}", home.text());
    let list = susan.open("/mandates").await;
    let declined = susan.submit(&list, &list.action("/decline"), &[]).await;
    assert!(declined.text().contains("You have declined the mandate."), "{}", declined.text());
    assert_eq!(susan.open(&organization).await.path, format!("{organization}/details"));
    let given = jeremy.open("/mandates").await;
    assert!(given.text().contains("Declined"), "{}", given.text());
}

/// Susan, the contact person of KOKO Media, with its path.
async fn susan_of_koko(world: &World) -> (Browser, String) {
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let mut scott = world.scott().await;
    let koko = scott.open("/organizations?q=KOKO").await.link("KOKO Media Inc.");
    let form = scott.open(&format!("{koko}/invite")).await;
    let fields = [("email", SUSAN), ("roles", "contact-person"), ("expires_in", "7")];
    scott.submit(&form, &format!("{koko}/invite"), &fields).await;
    let path = world.invitation_path(SUSAN).await;
    let mut susan = world.browser();
    let page = susan.open(&path).await;
    susan.submit(&page, &page.action("/accept"), &account("Susan", "Ward", PASSWORD)).await;
    (susan, koko)
}

#[tokio::test]
async fn an_organization_passes_a_mandate_to_its_own_people() {
    let world = World::new().await;
    let (mut susan, koko) = susan_of_koko(&world).await;
    let (mut jeremy, city_group) = world.jeremy().await;
    let action = format!("{city_group}/mandates/new");
    let form = jeremy.open(&action).await;
    let fields = [
        ("organization", koko.rsplit('/').next().unwrap()),
        ("role", "representative"),
        ("services", "smartplan"),
        ("until", "2027-03-31"),
        ("max_delegation_depth", "1"),
    ];
    // One that KOKO Media could not pass on would be of no use to anybody, and the form says so before it is sent.
    let useless =
        fields.map(|(name, value)| (name, if name == "max_delegation_depth" { "0" } else { value }));
    let refused = jeremy.submit(&form, &action, &useless).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = "An organisation uses a mandate by passing it on to its people.";
    assert!(refused.text().contains(said), "{}", refused.text());
    let offered = jeremy.submit(&form, &action, &fields).await;
    assert!(offered.text().contains("KOKO Media Inc."), "{}", offered.text());
    let told = world.mails_to(SUSAN).await.remove(0);
    assert!(told.contains("asks your organisation KOKO Media Inc. to act for City Group, Inc."), "{told}");
    let own = susan.open("/mandates").await;
    assert!(own.text().contains("1 mandate offered to KOKO Media Inc. is waiting"), "{}", own.text());
    assert_eq!(
        own.link("1 mandate offered to KOKO Media Inc. is waiting for an answer."),
        format!("{koko}/mandates")
    );

    let list = susan.open(&format!("{koko}/mandates")).await;
    let accepted = susan.submit(&list, &list.action("/accept"), &[]).await;
    assert!(accepted.text().contains("You have accepted the mandate."), "{}", accepted.text());
    assert_eq!(susan.open(&city_group).await.status, StatusCode::NOT_FOUND);
    let form = susan.open(&accepted.link("Pass on: City Group, Inc., Representative")).await;
    let until = form.find("input[name=until]", "value");
    assert_eq!(until, ["2027-03-31"]);
    // It cannot be passed on again: there is nothing to choose, and no organisation could use it.
    assert!(!form.text().contains("Choose yes"), "{}", form.text());
    assert!(form.text().contains("The receiver cannot pass it on again"), "{}", form.text());
    assert!(form.find("[name=organization], input[type=radio][name=max_delegation_depth]", "id").is_empty());
    let colleagues = form.find("select[name=colleague] option", "value");
    let colleague = colleagues.iter().find(|value| !value.is_empty()).unwrap();
    let fields = [
        ("colleague", colleague.as_str()),
        ("role", "representative"),
        ("services", "smartplan"),
        ("until", "2027-03-31"),
        ("max_delegation_depth", "0"),
    ];
    let passed = susan.submit(&form, &form.path, &fields).await;
    assert!(passed.text().contains("KOKO Media Inc. has a mandate as Representative"), "{}", passed.text());
    let accepted = susan.submit(&passed, &passed.action("/accept"), &[]).await;
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.text());
    assert_eq!(susan.open(&city_group).await.status, StatusCode::OK);
    assert!(susan.open(&city_group).await.everything().contains("KOKO Media Inc. gave you this right."));
}

#[tokio::test]
async fn a_form_that_names_nobody_says_what_is_wrong() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let action = format!("{organization}/mandates/new");
    let form = jeremy.open(&action).await;
    assert!(form.text().contains("You can give rights for SmartPlan Application"), "{}", form.text());
    let refused =
        jeremy.submit(&form, &action, &[("role", "representative"), ("max_delegation_depth", "0")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(text.contains("Choose one receiver:") && text.contains("Choose the services"), "{text}");
    let past = [
        ("email", MAYA),
        ("role", "representative"),
        ("services", "smartplan"),
        ("until", "2020-01-01"),
        ("max_delegation_depth", "0"),
    ];
    let refused = jeremy.submit(&form, &action, &past).await;
    assert!(refused.text().contains("Choose a last day in the future"), "{}", refused.text());
}

#[tokio::test]
async fn an_invitation_to_a_role_by_mandate_offers_a_mandate() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let action = format!("{organization}/invite");
    let form = jeremy.open(&action).await;
    let invite = [("email", MAYA), ("roles", "representative"), ("expires_in", "7"), ("until", "2027-03-31")];
    let refused = jeremy.submit(&form, &action, &invite).await;
    assert!(refused.text().contains("Choose the services"), "{}", refused.text());
    let mixed = [invite.as_slice(), &[("services", "smartplan"), ("roles", "viewer")]].concat();
    let refused = jeremy.submit(&form, &action, &mixed).await;
    assert!(refused.text().contains("Send mandate roles in a separate invitation"), "{}", refused.text());
    let fine = [invite.as_slice(), &[("services", "smartplan")]].concat();
    jeremy.submit(&form, &action, &fine).await;
    let waiting = jeremy.open(&format!("{organization}/mandates")).await;
    assert!(waiting.text().contains(MAYA) && waiting.text().contains("31 March 2027"), "{}", waiting.text());
    let path = world.invitation_path(MAYA).await;
    let page = world.browser().open(&path).await;
    assert!(page.text().contains("Act for City Group, Inc."), "{}", page.text());
}

#[tokio::test]
async fn an_administrator_sees_who_can_do_what_and_through_what() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let _ = world.maya(&mut jeremy, &organization).await;
    let page = jeremy.open(&format!("{organization}/who-can?permission=member.view")).await;
    let text = page.text();
    for words in ["Jeremy Mills", "Maya Chen By mandate", "Scott Long From SmartPlan Group"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let page = jeremy.open(&format!("{organization}/who-can?permission=member.manage")).await;
    assert!(!page.text().contains("Maya Chen"), "{}", page.text());
    let people = jeremy.open(&organization).await;
    let person = jeremy.open(&people.link("Jeremy Mills")).await;
    let text = person.text();
    assert!(text.contains("Role: Contact person at City Group, Inc. See the organisation"), "{text}");
}

#[tokio::test]
async fn staff_are_told_that_they_are_in_a_customers_organization() {
    let world = World::new().await;
    let (_, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let mut scott = world.scott().await;
    let banner = "You are working in City Group, Inc. as staff of SmartPlan Group";
    for path in [organization.clone(), format!("{organization}/details"), format!("{organization}/invite")] {
        assert!(scott.open(&path).await.everything().contains(banner), "{path}");
    }
    assert!(!scott.open("/organizations").await.everything().contains(banner));
}

#[tokio::test]
async fn mandates_of_others_answer_like_unknown_ones() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let (mut maya, mandate) = world.maya(&mut jeremy, &organization).await;
    let mut stranger = world.browser();
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let mut scott = world.scott().await;
    let koko = scott.open("/organizations?q=KOKO").await.link("KOKO Media Inc.");
    let form = scott.open(&format!("{koko}/invite")).await;
    let fields = [("email", SUSAN), ("roles", "contact-person"), ("expires_in", "7")];
    scott.submit(&form, &format!("{koko}/invite"), &fields).await;
    let path = world.invitation_path(SUSAN).await;
    let page = stranger.open(&path).await;
    stranger.submit(&page, &page.action("/accept"), &account("Susan", "Ward", PASSWORD)).await;
    for end in ["", "/end", "/pass-on"] {
        assert_eq!(stranger.open(&format!("{mandate}{end}")).await.status, StatusCode::NOT_FOUND, "{end}");
    }
    let refused = maya.open(&format!("{mandate}/pass-on")).await;
    assert!(refused.text().contains("This mandate cannot be passed on."), "{}", refused.text());
    assert_eq!(stranger.open(&format!("{organization}/mandates")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(maya.open(&format!("{organization}/mandates")).await.status, StatusCode::FORBIDDEN);
}
