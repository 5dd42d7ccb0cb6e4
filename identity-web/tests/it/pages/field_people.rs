//! Cases from the field: people, mandates and lists, as the pages show them.

use crate::support::browser::Shown;
use crate::support::site::{JEREMY, PASSWORD, SUSAN, World, account};
use http::StatusCode;

#[tokio::test]
async fn u_12_an_address_claims_no_success_and_one_that_happened_is_said_once() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    for path in ["/?done=revoked", "/account?done=saved", &format!("{organization}?done=joined")] {
        let page = jeremy.open(path).await;
        assert!(page.find("main [role=status]", "class").is_empty(), "{path}: {}", page.text());
    }
    let page = jeremy.open("/account/profile").await;
    let own = [("given_name", "Jerry"), ("family_name", "Mills"), ("username", "")];
    let saved = jeremy.submit(&page, "/account/profile", &own).await;
    assert!(saved.text().contains("Your details were saved."));
    let again = jeremy.open(&saved.path).await;
    assert!(!again.text().contains("Your details were saved."), "said twice");
    // The link that is passed on claims no mail either.
    let (mut scott, organization) = world.scott_invites(SUSAN, "viewer").await;
    let list = scott.open(&format!("{organization}/invitations")).await;
    let link = list.find("input[readonly]", "value").remove(0);
    let link = link.strip_prefix("http://my.smartplan.localhost:8080").unwrap();
    let page = world.browser().open(&format!("{link}?sent=yes")).await;
    assert!(!page.text().contains("Check your e-mail"), "{}", page.text());
}

#[tokio::test]
async fn u_17_ones_own_not_found_page_keeps_name_and_menu() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let nowhere = format!("{organization}/nowhere");
    for path in ["/nowhere", &nowhere, "/organizations/00000000-0000-7000-8000-000000000000"] {
        let page = jeremy.open(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.everything().contains("Jeremy Mills"), "{path}");
        assert!(page.find("nav a", "href").contains(&"/account".to_owned()), "{path}");
    }
    let nobody = world.browser().open("/nowhere").await;
    assert!(nobody.find("nav a", "href").is_empty());
}

#[tokio::test]
async fn u_18_only_a_choice_changes_whom_one_acts_for() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let (mut maya, _) = world.maya(&mut jeremy, &organization).await;
    let page = maya.open(&organization).await;
    assert!(!page.everything().contains("You are acting for City Group"), "{}", page.everything());
    assert!(page.everything().contains("You are not acting for it now."));
    let id = page.find("form[action='/acting-for/switch'] input[name=organization]", "value").remove(0);
    let back = page.find("form[action='/acting-for/switch'] input[name=return_to]", "value").remove(0);
    let fields = [("organization", id.as_str()), ("return_to", back.as_str())];
    let chosen = maya.submit(&page, "/acting-for/switch", &fields).await;
    assert_eq!(chosen.path, organization);
    assert!(chosen.everything().contains("You are acting for City Group, Inc."));
    maya.submit(&chosen, "/acting-for/stop", &[]).await;
    assert!(!maya.open(&organization).await.everything().contains("You are acting for City Group"));
}

#[tokio::test]
async fn u_06_what_is_offered_for_a_person_of_two_organisations_works() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut susan = world.susan().await;
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let mut scott = world.scott().await;
    let koko = scott.open("/organizations?q=KOKO").await.link("KOKO Media Inc.");
    let form = scott.open(&format!("{koko}/invite")).await;
    let fields = [("email", SUSAN), ("roles", "viewer"), ("expires_in", "7")];
    scott.submit(&form, &format!("{koko}/invite"), &fields).await;
    let page = susan.open(&world.invitation_path(SUSAN).await).await;
    susan.submit(&page, &page.action("/join"), &[]).await;

    let person = jeremy.open(&organization).await.link("Susan Ward");
    let page = jeremy.open(&person).await;
    assert!(page.text().contains("also belongs to another organisation"), "{}", page.text());
    for act in page.find("main a", "href").into_iter().filter(|to| to.starts_with(&person)) {
        assert_eq!(jeremy.open(&act).await.status, StatusCode::OK, "{act}");
    }
    assert!(page.find("main a[href*='/state/'], main a[href$='/edit']", "href").is_empty());
    let remove = format!("{person}/remove");
    let ask = jeremy.open(&remove).await;
    assert!(ask.text().contains("Remove Susan Ward from City Group, Inc.?"), "{}", ask.text());
    let removed = jeremy.submit(&ask, &remove, &[]).await;
    assert!(removed.text().contains("The person was removed"), "{}", removed.text());
    assert!(!removed.find("main a", "href").contains(&person));
    assert_eq!(jeremy.open(&person).await.status, StatusCode::NOT_FOUND);
    let home = susan.open("/account").await;
    assert!(
        home.text().contains("KOKO Media Inc.") && !home.text().contains("City Group"),
        "{}",
        home.text()
    );
    // The mail waits a moment for further changes.
    world.clock.advance(std::time::Duration::from_mins(2));
    let told = world.mails_to(SUSAN).await;
    assert!(told[0].contains("removed your role Consumption viewer at City Group, Inc."), "{told:?}");
    // Staff who manage both organisations are offered everything, and it works.
    let person = scott.open(&koko).await.link("Susan Ward");
    assert_eq!(scott.open(&format!("{person}/edit")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn u_06_nobody_removes_themselves_or_the_last_administrator() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let person = jeremy.open(&organization).await.link("Jeremy Mills");
    assert!(jeremy.open(&person).await.find("a[href$='/remove']", "href").is_empty());
    let remove = format!("{person}/remove");
    let ask = jeremy.open(&remove).await;
    assert!(jeremy.submit(&ask, &remove, &[]).await.text().contains("You cannot remove yourself."));
    let mut scott = world.scott().await;
    let ask = scott.open(&remove).await;
    let refused = scott.submit(&ask, &remove, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("last administrator"), "{}", refused.text());
}

#[tokio::test]
async fn u_03_a_role_without_effect_is_shown_as_such_with_the_reason() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let (mut maya, mandate) = world.maya(&mut jeremy, &organization).await;
    // Maya gives Noah a role, which ends with her mandate.
    let form = maya.open(&format!("{organization}/invite")).await;
    let fields = [("email", "noah@citygroup.example"), ("roles", "user"), ("expires_in", "7")];
    maya.submit(&form, &format!("{organization}/invite"), &fields).await;
    let mut noah = world.browser();
    let page = noah.open(&world.invitation_path("noah@citygroup.example").await).await;
    noah.submit(&page, &page.action("/accept"), &account("Noah", "Lind", PASSWORD)).await;
    let person = jeremy.open(&organization).await.link("Noah Lind");
    assert!(!jeremy.open(&person).await.text().contains("No effect now"));
    let ask = jeremy.open(&format!("{mandate}/end")).await;
    jeremy.submit(&ask, &format!("{mandate}/end"), &[]).await;
    let list = jeremy.open(&organization).await;
    assert!(list.text().contains("No effect now: Application user"), "{}", list.text());
    let page = jeremy.open(&person).await;
    assert!(page.text().contains("No effect now") && page.text().contains("ended on"), "{}", page.text());
    let own = noah.open("/account").await;
    assert!(own.text().contains("No effect now: Application user"), "{}", own.text());
}

#[tokio::test]
async fn u_03_an_invitation_whose_inviter_lost_the_right_says_so_before_a_password_is_chosen() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let (mut maya, mandate) = world.maya(&mut jeremy, &organization).await;
    let form = maya.open(&format!("{organization}/invite")).await;
    let fields = [("email", "noah@citygroup.example"), ("roles", "user"), ("expires_in", "7")];
    maya.submit(&form, &format!("{organization}/invite"), &fields).await;
    let path = world.invitation_path("noah@citygroup.example").await;
    let ask = jeremy.open(&format!("{mandate}/end")).await;
    jeremy.submit(&ask, &format!("{mandate}/end"), &[]).await;
    let list = jeremy.open(&format!("{organization}/invitations")).await;
    assert!(list.text().contains("Cannot be accepted"), "{}", list.text());
    assert!(list.text().contains("Maya Chen can no longer give these roles."), "{}", list.text());
    let page = world.browser().open(&path).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.text().contains("can no longer give you these rights"), "{}", page.text());
    assert!(page.find("input[type=password]", "id").is_empty());
}

#[tokio::test]
async fn u_10_a_mandate_goes_to_one_other_receiver_who_is_found_by_name_or_business_id() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    world.feed("crm-2001", "KOKO Média, Inc.").await;
    let new = format!("{organization}/mandates/new");
    let form = jeremy.open(&new).await;
    let rest = [("role", "representative"), ("services", "smartplan"), ("max_delegation_depth", "1")];
    let with = |fields: &[(&'static str, &'static str)]| [fields, &rest].concat();
    let own = jeremy.submit(&form, &new, &with(&[("email", "Jeremy.Mills@citygroup.example")])).await;
    assert!(own.text().contains("You cannot give a mandate to yourself"), "{}", own.text());
    let two = jeremy.submit(&form, &new, &with(&[("email", SUSAN), ("organization", "KOKO")])).await;
    assert!(two.text().contains("Choose one receiver only"), "{}", two.text());
    let part = jeremy.submit(&form, &new, &with(&[("organization", "KOKO")])).await;
    assert!(part.text().contains("We cannot find an organisation with this name"), "{}", part.text());
    assert_eq!(part.find("#organization", "value"), ["KOKO"]);
    let found = jeremy.submit(&form, &new, &with(&[("organization", "koko media inc.")])).await;
    assert!(found.path.starts_with("/mandates/"), "{}", found.text());
    assert!(found.text().contains("KOKO Média, Inc."), "{}", found.text());
}

#[tokio::test]
async fn u_11_everything_that_is_wrong_with_a_form_is_said_at_once() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let mut jeremy = world.browser();
    let page = jeremy.open(&world.invitation_path(JEREMY).await).await;
    let fields =
        [("given_name", ""), ("family_name", "Mills"), ("username", "scott.long"), ("password", "short")];
    let failed = jeremy.submit(&page, &page.action("/accept"), &fields).await;
    assert_eq!(
        failed.find("[data-error-summary] a", "href"),
        ["#given_name", "#username", "#password"],
        "{}",
        failed.text()
    );
    jeremy.submit(&failed, &failed.action("/accept"), &account("Jeremy", "Mills", PASSWORD)).await;
    let page = jeremy.open("/account/profile").await;
    let own = [("given_name", ""), ("family_name", "Mills"), ("username", "scott.long")];
    let failed = jeremy.submit(&page, "/account/profile", &own).await;
    assert_eq!(failed.find("[data-error-summary] a", "href"), ["#given_name", "#username"]);
}

/// The fields that the box of errors on top leads to.
fn wrong(page: &Shown) -> Vec<String> {
    page.find("[data-error-summary] a", "href")
}

#[tokio::test]
async fn u_11_an_invitation_says_what_is_wrong_with_its_fields_and_by_its_rules_at_once() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let invite = format!("{organization}/invite");
    let page = jeremy.open(&invite).await;
    let fields = [
        ("email", JEREMY),
        ("given_name", "Jere\u{7}my"),
        ("roles", "representative"),
        ("roles", "viewer"),
        ("until", "2020-01-31"),
        ("expires_in", "7"),
    ];
    let failed = jeremy.submit(&page, &invite, &fields).await;
    assert_eq!(failed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong(&failed), ["#given_name", "#roles", "#services", "#until"], "{}", failed.text());
    let text = failed.text();
    for words in [
        "Send mandate roles in a separate invitation",
        "Choose the services",
        "Choose a last day in the future",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // Without a mistake in a field, all that the rules refuse is said at once as well.
    let fields = fields.map(|(name, value)| (name, if name == "given_name" { "Jeremy" } else { value }));
    let failed = jeremy.submit(&page, &invite, &fields).await;
    assert_eq!(wrong(&failed), ["#roles", "#services", "#until"], "{}", failed.text());
    // A member is invited to nothing more.
    let fields = [("email", JEREMY), ("given_name", "Jere\u{7}my"), ("roles", "viewer"), ("expires_in", "7")];
    let failed = jeremy.submit(&page, &invite, &fields).await;
    assert_eq!(wrong(&failed), ["#email", "#given_name"], "{}", failed.text());
    assert!(failed.text().contains("This person already belongs to the organisation"), "{}", failed.text());
}

#[tokio::test]
async fn u_11_a_mandate_says_what_is_wrong_with_its_fields_and_by_its_rules_at_once() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let new = format!("{organization}/mandates/new");
    let page = jeremy.open(&new).await;
    let fields = [
        ("email", JEREMY),
        ("role", "representative"),
        ("from", "tomorrow"),
        ("until", "2020-01-31"),
        ("max_delegation_depth", "9"),
    ];
    let failed = jeremy.submit(&page, &new, &fields).await;
    assert_eq!(failed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let all = ["#email", "#services", "#from", "#until", "#max_delegation_depth"];
    assert_eq!(wrong(&failed), all, "{}", failed.text());
    assert!(failed.text().contains("You cannot give a mandate to yourself"), "{}", failed.text());
    // As often as REST lets a mandate be passed on, and no less.
    assert_eq!(page.find("#max_delegation_depth option", "value").last().unwrap(), "8");
}

#[tokio::test]
async fn u_13_what_somebody_can_do_names_the_services_that_they_use() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let form = jeremy.open(&format!("{organization}/invite")).await;
    let fields = [("email", SUSAN), ("roles", "user"), ("expires_in", "7")];
    jeremy.submit(&form, &format!("{organization}/invite"), &fields).await;
    let mut susan = world.browser();
    let page = susan.open(&world.invitation_path(SUSAN).await).await;
    susan.submit(&page, &page.action("/accept"), &account("Susan", "Ward", PASSWORD)).await;
    let person = jeremy.open(&organization).await.link("Susan Ward");
    let text = jeremy.open(&person).await.text();
    assert!(text.contains("Use SmartPlan Application"), "{text}");
    assert!(!text.contains("This person cannot manage anything here."), "{text}");
}

#[tokio::test]
async fn u_02_the_mail_of_an_offer_to_an_organisation_leads_to_it_and_the_start_page_counts_it() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let mut scott = world.scott().await;
    let koko = scott.open("/organizations?q=KOKO").await.link("KOKO Media Inc.");
    let form = scott.open(&format!("{koko}/invite")).await;
    let fields = [("email", "karl@koko.example"), ("roles", "contact-person"), ("expires_in", "7")];
    scott.submit(&form, &format!("{koko}/invite"), &fields).await;
    let mut karl = world.browser();
    let page = karl.open(&world.invitation_path("karl@koko.example").await).await;
    karl.submit(&page, &page.action("/accept"), &account("Karl", "Kearnes", PASSWORD)).await;
    assert!(!karl.open("/").await.text().contains("Waiting for you"));

    let new = format!("{organization}/mandates/new");
    let form = jeremy.open(&new).await;
    let fields = [
        ("organization", "KOKO Media Inc."),
        ("role", "representative"),
        ("services", "smartplan"),
        ("max_delegation_depth", "1"),
    ];
    jeremy.submit(&form, &new, &fields).await;
    let home = karl.open("/").await;
    assert!(home.text().contains("1 mandate offered to KOKO Media Inc. is waiting"), "{}", home.text());
    let mail = world.mails_to("karl@koko.example").await.remove(0);
    let link = mail.split_whitespace().find(|word| word.contains("/mandates/")).unwrap();
    let link = link.strip_prefix("http://my.smartplan.localhost:8080").unwrap();
    let page = karl.open(link).await;
    assert_eq!(page.status, StatusCode::OK, "{link}");
    let accepted = karl.submit(&page, &page.action("/accept"), &[]).await;
    assert!(accepted.text().contains("It is active now."), "{}", accepted.text());
    assert!(!karl.open("/").await.text().contains("Waiting for you"));
}

#[tokio::test]
async fn u_04_the_history_tells_who_did_what_by_which_mandate() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let (mut maya, mandate) = world.maya(&mut jeremy, &organization).await;
    let form = maya.open(&format!("{organization}/invite")).await;
    let fields = [("email", "noah@citygroup.example"), ("roles", "user"), ("expires_in", "7")];
    maya.submit(&form, &format!("{organization}/invite"), &fields).await;
    let ask = jeremy.open(&format!("{mandate}/end")).await;
    jeremy.submit(&ask, &format!("{mandate}/end"), &[]).await;
    let mut scott = world.scott().await;
    let page = scott.open(&format!("{organization}/history")).await;
    let text = page.text();
    for words in [
        "Mandate ended Maya Chen, Representative Jeremy Mills",
        "Invitation sent noah@citygroup.example, Application user Maya Chen By mandate",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(page.find("main td a", "href").contains(&mandate));
    assert_eq!(jeremy.open(&format!("{organization}/history")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn f_31_people_and_organisations_are_found_as_people_write_them() {
    let world = World::new().await;
    world.feed("CRM-2001", "Éclair, S.A.").await;
    world.feed("crm-2002", "100 % Strom").await;
    let mut scott = world.scott().await;
    for (search, name) in [
        ("city group inc", "City Group, Inc."),
        ("ECLAIR SA", "none"),
        ("eclair s.a.", "Éclair, S.A."),
        ("crm-2001", "Éclair, S.A."),
        ("％", "100 % Strom"),
        ("_", "none"),
    ] {
        let query: String = form_urlencoded::byte_serialize(search.as_bytes()).collect();
        let page = scott.open(&format!("/organizations?q={query}")).await;
        let found = page.text().contains("No organisation matches.");
        assert_eq!(found, name == "none", "{search}: {}", page.text());
        assert!(found || page.text().contains(name), "{search}: {}", page.text());
    }
}
