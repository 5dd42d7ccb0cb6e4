use super::messages::*;
use identity_core::delivery::{MandateNews, Message, MessageContent, OfferedTerms, RoleChange};
use identity_core::values::Locale;
use identity_web::delivery::MessageTemplates;
use identity_web::delivery::{RenderError, TemplatesError};
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::LazyLock;

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("identity-{}-{name}", std::process::id()));
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Every address that the HTML refers to, whatever for.
fn references(html: &str) -> Vec<&str> {
    let attributes = ["href=\"", "src=\"", "action=\"", "url("];
    let starts = attributes
        .iter()
        .flat_map(|attribute| html.match_indices(attribute).map(|(at, found)| at + found.len()));
    starts.map(|at| html[at..].split(['"', ')']).next().unwrap()).collect()
}

#[test]
fn a_mail_has_brand_one_action_its_link_as_text_expiry_reason_and_no_tracking() {
    let letter = templates().letter(&invitation()).unwrap();
    assert_eq!(letter.subject, "Invitation to City Group, Inc. at MySmartPlan");
    assert_eq!(letter.language, "en");
    for part in [&letter.text, &letter.html] {
        for words in [
            "MySmartPlan",
            "Scott Long invites you",
            "City Group, Inc.",
            "Contact person, User",
            LINK,
            "15 January 2027, 08:00 UTC",
            "You get this message because",
            "help@smartplan.example",
        ] {
            assert!(part.replace("<strong>", "").contains(words), "{words} is not in {part}");
        }
    }
    assert_eq!(references(&letter.html), [LINK, LINK]);
    assert!(!letter.html.contains("<img"), "{}", letter.html);
    assert!(letter.html.contains(&format!(">{LINK}</a>")));
    assert!(letter.html.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert!(letter.text.lines().any(|line| line == LINK));
}

#[test]
fn w_11_a_name_is_escaped_and_becomes_no_link_in_a_mail() {
    for name in
        ["http://evil.example/x", "www.evil.example", "evil.example", "<a href=\"//evil.example\">City</a>"]
    {
        let letter = templates().letter(&invitation_to("Jeremy", name, LINK)).unwrap();
        assert_eq!(references(&letter.html), [LINK, LINK], "{name}");
        for part in [&letter.text, &letter.html] {
            assert!(!part.contains("evil.example") && !part.contains("www.evil"), "{name}: {part}");
            assert!(part.contains("evil.\u{2060}example"), "{name}: {part}");
        }
        assert!(!letter.html.contains("<a href=\"//"), "{name}");
    }
    let letter = templates().letter(&invitation_to("Jeremy", "City Group, Inc. 1.5", LINK)).unwrap();
    assert!(letter.text.contains("City Group, Inc. 1.5"));
}

#[test]
fn the_plain_text_reads_well() {
    let letter = templates().letter(&invitation()).unwrap();
    let expected = format!(
        "Hello Jeremy,\n\nScott Long invites you to City Group, Inc. at MySmartPlan.\n\nYour roles: Contact person, User\n\n\
         Accept the invitation here:\n\n{LINK}\n\nYou can use the link until 15 January 2027, 08:00 UTC.\n\n-- \n\
         MySmartPlan, SmartPlan Group\n\nYou get this message because Scott Long entered the address \
         jeremy@citygroup.example as yours.\nIf you do not expect this, ignore this message. No account is created unless \
         you use the link.\n\nHelp: help@smartplan.example\n"
    );
    assert_eq!(letter.text, expected);
}

#[test]
fn an_invitation_to_a_mandate_says_so_with_its_terms() {
    let MessageContent::Invitation { given_name, inviter, organization, link, expires_at, .. } =
        invitation().content
    else {
        panic!("no invitation")
    };
    let mut terms = OfferedTerms::default();
    terms.services = vec!["SmartPlan Application".to_owned()];
    terms.until = Some(NOW);
    terms.reason = Some("parental leave".to_owned());
    let mandate = Some(terms);
    let roles = vec!["Representative".to_owned()];
    let content =
        MessageContent::Invitation { given_name, inviter, organization, roles, mandate, link, expires_at };
    let letter = templates().letter(&message("jeremy@citygroup.example", content)).unwrap();
    assert_eq!(letter.subject, "Scott Long asks you to act for City Group, Inc.");
    for part in [&letter.text, &letter.html] {
        for words in [
            "Role: Representative",
            "Services: SmartPlan Application",
            "Until: 15 January 2027, 08:00 UTC",
            "Reason: parental leave",
            LINK,
        ] {
            assert!(part.contains(words), "{words} is not in {part}");
        }
        assert!(!part.contains("invites you"), "{part}");
    }
}

#[test]
fn a_security_notice_says_what_happened_and_leads_to_a_new_password() {
    let letter = templates().letter(&password_changed("jeremy@citygroup.example")).unwrap();
    assert_eq!(letter.subject, "Your password at MySmartPlan was changed");
    assert!(letter.text.contains("on 15 January 2027, 08:00 UTC"));
    assert!(references(&letter.html).iter().all(|link| *link == "https://my.smartplan.example/recover"));
    assert!(
        letter.text.contains("If it was not you") && letter.text.contains("/recover\n"),
        "{}",
        letter.text
    );
}

#[test]
fn given_and_taken_roles_read_differently() {
    let roles = |given: bool| {
        let (given_name, by) = ("Jeremy".to_owned(), "Scott Long".to_owned());
        let (organization, role, link) =
            ("City Group, Inc.".to_owned(), "Contact person".to_owned(), LINK.to_owned());
        let further = vec![RoleChange::new("KOKO Media Inc.", "Viewer", !given, "Jeremy Mills")];
        let content =
            MessageContent::RolesChanged { given_name, organization, role, given, by, link, further };
        templates().letter(&message("jeremy@citygroup.example", content)).unwrap().text
    };
    assert!(roles(true).contains("gave you the role Contact person at City Group, Inc.\n"));
    assert!(roles(false).contains("removed your role Contact person at City Group, Inc.\n"));
    assert!(roles(false).contains("Jeremy Mills gave you the role Viewer at KOKO Media Inc.\n"));
}

#[test]
fn news_of_a_mandate_name_both_sides_and_the_terms_and_have_one_action() {
    let letter = |news| {
        let content = MessageContent::Mandate {
            given_name: "Jeremy".to_owned(),
            news,
            giver: "Jeremy Mills".to_owned(),
            receiver: "Maya Chen".to_owned(),
            role: "Representative".to_owned(),
            organization: "City Group, Inc.".to_owned(),
            services: vec!["SmartPlan Application".to_owned()],
            until: Some(NOW),
            reason: Some("parental leave".to_owned()),
            link: LINK.to_owned(),
        };
        templates().letter(&message("jeremy@citygroup.example", content)).unwrap()
    };
    let subjects = [
        (MandateNews::Offered, "Jeremy Mills asks you to act for City Group, Inc."),
        (MandateNews::Accepted, "Maya Chen accepted the mandate to act for City Group, Inc."),
        (MandateNews::Declined, "Maya Chen declined the mandate to act for City Group, Inc."),
        (MandateNews::EndsSoon, "Maya Chen's mandate to act for City Group, Inc. ends soon"),
        (MandateNews::Ended, "Maya Chen's mandate to act for City Group, Inc. has ended"),
    ];
    for (news, subject) in subjects {
        let letter = letter(news);
        assert_eq!(letter.subject, subject);
        for part in [&letter.text, &letter.html] {
            for words in [
                "Role: Representative",
                "Services: SmartPlan Application",
                "Given by: Jeremy Mills",
                "Until: 15 January 2027, 08:00 UTC",
                "Reason: parental leave",
                LINK,
            ] {
                assert!(part.contains(words), "{words} is not in {part}");
            }
        }
        assert_eq!(references(&letter.html), [LINK, LINK]);
    }
    assert!(letter(MandateNews::Offered).text.contains("View and answer:"));
}

#[test]
fn a_link_to_another_host_is_never_sent() {
    for link in [
        "https://evil.example/invitations/x",
        "http://my.smartplan.example/invitations/x",
        "https://my.smartplan.example.evil.example/x",
        "https://my.smartplan.example@evil.example/x",
        "//evil.example/x",
        "javascript:alert(1)",
        "",
    ] {
        let error = templates().letter(&invitation_to("Jeremy", "City Group", link)).unwrap_err();
        assert!(matches!(error, RenderError::ForeignLink), "{link}");
    }
}

#[test]
fn names_are_escaped_and_stay_on_their_line() {
    let evil =
        "<b>x</b>\"><script>alert(1)</script>\r\nBcc: victim@x.example\r\n\r\nhttps://evil.example/{{7*7}}";
    let letter = templates().letter(&invitation_to(evil, evil, LINK)).unwrap();
    assert!(!letter.html.contains("<b>") && !letter.html.contains("<script"), "{}", letter.html);
    assert_eq!(letter.subject.lines().count(), 1);
    assert!(!letter.subject.contains(['\r', '\n']));
    assert!(!letter.text.lines().any(|line| line.starts_with("Bcc")));
    assert!(!letter.text.contains("https://evil") && !letter.html.contains("https://evil"));
    assert!(letter.text.contains("{{7*7}}"));
}

/// What people write reaches strangers by mail: it stays a text, wherever in the data it stands.
#[test]
fn v_09_free_text_makes_no_link_at_any_depth() {
    let evil =
        "see https://evil.example/login or www.evil.example \u{202E}moc.live\u{2066}\r\nBcc: x@evil.example";
    let mut message = invitation_to(evil, evil, LINK);
    let MessageContent::Invitation { mandate, roles, .. } = &mut message.content else { unreachable!() };
    *roles = vec![evil.to_owned()];
    let mut terms = OfferedTerms::default();
    terms.services = vec![evil.to_owned()];
    terms.reason = Some(evil.to_owned());
    *mandate = Some(terms);
    let letter = templates().letter(&message).unwrap();
    assert_eq!(references(&letter.html), [LINK, LINK]);
    assert!(letter.text.contains("Bcc"), "the reason is in the mail");
    for part in [&letter.subject, &letter.text, &letter.html] {
        assert!(!part.contains("evil.example"), "a mail program would make a link of it: {part}");
        assert!(!part.contains("https://evil") && !part.contains(['\u{202E}', '\u{2066}']), "{part}");
        assert!(!part.lines().any(|line| line.trim_start().starts_with("Bcc")), "{part}");
    }
}

#[test]
fn a_text_message_is_one_line_without_a_link() {
    let text = templates().text_message(&password_changed("+358401234567")).unwrap();
    assert!(text.starts_with("MySmartPlan: a new password was set"), "{text}");
    assert!(!text.contains("http") && !text.contains('\n'));
    let error = templates().text_message(&invitation()).unwrap_err();
    assert!(matches!(error, RenderError::NoTemplate(_)), "{error}");
}

#[test]
fn a_deployer_replaces_words_and_adds_a_language() {
    let names = [
        "account_closed",
        "approval_asked",
        "authenticator_changed",
        "authenticators_reset",
        "code",
        "first_password",
        "invitation",
        "invitation_requested",
        "mandate",
        "organization_state",
        "passkey_copied",
        "password_changed",
        "recovery",
        "recovery_refused",
        "recovery_started",
        "roles_changed",
    ];
    let mut files = vec![("en/invitation.subject.txt".to_owned(), "Welcome to {{ organization }}")];
    for name in names {
        files.push((format!("fi/{name}.subject.txt"), "Kutsu"));
        // A code goes to a number, without a name.
        let (text, html) = match name {
            "code" => ("Koodi {{ code }}", "<p>Koodi {{ code }}</p>"),
            _ => ("Hei {{ given_name }}", "<p>Hei {{ given_name }}</p>"),
        };
        files.push((format!("fi/{name}.txt"), text));
        files.push((format!("fi/{name}.html"), html));
    }
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let folder = Folder::new("words", &files);
    let templates = MessageTemplates::new(letterhead(), Some(&folder.0)).unwrap();
    assert_eq!(templates.letter(&invitation()).unwrap().subject, "Welcome to City Group, Inc.");
    let with_locale = |message: Message, text: &str| {
        let mut message = message;
        message.locale = Some(Locale::parse(text).unwrap());
        message
    };
    let finnish = templates.letter(&with_locale(invitation_to("<J>", "x", LINK), "fi-FI")).unwrap();
    assert_eq!((finnish.language.as_str(), finnish.subject.as_str()), ("fi", "Kutsu"));
    assert_eq!((finnish.text.as_str(), finnish.html.as_str()), ("Hei <J>\n", "<p>Hei &lt;J&gt;</p>"));
    let german = templates.letter(&with_locale(invitation(), "de")).unwrap();
    assert_eq!(german.language, "en");
}

#[test]
fn templates_that_would_fail_are_found_at_start() {
    let broken = |name: &str, files: &[(&str, &str)]| {
        let folder = Folder::new(name, files);
        MessageTemplates::new(letterhead(), Some(&folder.0)).unwrap_err()
    };
    assert!(matches!(broken("syntax", &[("en/invitation.txt", "{% if")]), TemplatesError::Template(_)));
    let error = broken("variable", &[("en/invitation.txt", "{{ nothing.here }}")]);
    assert!(matches!(error, TemplatesError::Render(RenderError::Template(_))), "{error}");
    assert!(matches!(broken("name", &[("en/invitaton.txt", "x")]), TemplatesError::Unknown(_)));
    assert!(matches!(broken("language", &[("english/invitation.txt", "x")]), TemplatesError::Unknown(_)));
    assert!(matches!(
        broken("half", &[("de/invitation.txt", "x")]),
        TemplatesError::Render(RenderError::NoTemplate(_))
    ));
    let error = MessageTemplates::new(letterhead(), Some("/nonexistent".as_ref())).unwrap_err();
    assert!(matches!(error, TemplatesError::Unreadable { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_a_name_holds_every_link_is_ours(name in "[<>\"'&;:/a-z@. \r\n\\PC]{0,60}") {
        static TEMPLATES: LazyLock<Arc<MessageTemplates>> = LazyLock::new(templates);
        let letter = TEMPLATES.letter(&invitation_to(&name, &name, LINK)).unwrap();
        prop_assert_eq!(references(&letter.html), [LINK, LINK]);
        for part in [&letter.text, &letter.html] {
            let foreign = part.match_indices("://").filter(|(at, _)| !part[..*at].ends_with("https") || !part[at - 5..].starts_with(LINK));
            prop_assert_eq!(foreign.count(), 0, "{}", part);
        }
        prop_assert_eq!(letter.subject.lines().count(), 1);
    }
}
