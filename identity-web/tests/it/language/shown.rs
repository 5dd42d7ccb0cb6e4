//! Every page, mail and text message in the pseudo-language, from sample data.

use super::pseudo::{PSEUDO, accented, pseudo};
use super::visible::{assert_translated, literals};
use crate::support::api::ORIGIN;
use identity_core::Timestamp;
use identity_core::delivery::{MandateNews, Message, MessageContent, NoRecovery, OfferedTerms, RoleChange};
use identity_web::BaseUrl;
use identity_web::delivery::{Letter, Letterhead, MessageTemplates};
use identity_web::page::Pages;
use identity_web::page::views::FormTokens;
use std::collections::BTreeSet;
use std::path::Path;

/// What the samples have for every text that people can enter.
const WORD: &str = "①";

/// What samples have besides, none of it from a catalogue: addresses, and what roles, choices and devices are called.
const SAMPLE_DATA: [&str; 19] = [
    "http://my.example.localhost:8080/invitations/abc",
    ": invites people and gives them roles.",
    ": sees consumption.",
    "Firefox on Linux",
    "Firefox",
    "Linux",
    "See the people",
    "Yes, once",
    "7 days",
    "30 days",
    "No",
    "Application",
    "Reader",
    "Hello ①,\n\nopen",
    "English",
    "Suomi",
    "Svenska",
    "other.example",
    "example.com",
];

#[test]
fn every_page_is_in_the_language_of_the_catalogue() {
    let (mut brand, languages) = pseudo(WORD);
    brand.operator = WORD.to_owned();
    brand.help.email = Some(WORD.to_owned());
    brand.help.hours = Some(WORD.to_owned());
    let base = BaseUrl::parse(ORIGIN).unwrap();
    let pages = Pages::with_languages(&base, &brand, languages, None).unwrap();
    let previews = pages.previews(WORD, &FormTokens::default());
    for preview in &previews {
        let html = preview.html.as_ref().unwrap_or_else(|error| panic!("{}: {error:#}", preview.name));
        assert!(html.contains(&format!("<html lang=\"{PSEUDO}\"")), "{}", preview.name);
        assert_translated(preview.name, html, &SAMPLE_DATA);
    }
    // Which templates there are is read from their folder: none can be left out.
    let shown: BTreeSet<_> = previews.iter().map(|preview| preview.template.to_owned()).collect();
    let parts = ["base.html", "macros.html"].map(str::to_owned);
    assert_eq!(&files("page/templates") - &BTreeSet::from(parts), shown);
}

fn files(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder);
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).collect()
}

const NEWS: [MandateNews; 5] = [
    MandateNews::Offered,
    MandateNews::Accepted,
    MandateNews::Declined,
    MandateNews::EndsSoon,
    MandateNews::Ended,
];

/// The messages as mails.
pub(super) fn shown_letters(templates: &MessageTemplates, messages: &[Message]) -> Vec<Letter> {
    messages.iter().map(|message| templates.letter(message).unwrap()).collect()
}

/// One message of every kind about codes and the ways to sign in.
fn ways_in(link: &str) -> Vec<MessageContent> {
    let (at, link) = (Timestamp::from_unix_seconds(1_800_000_000), link.to_owned());
    let word = || WORD.to_owned();
    let changed = |(method, added): (&str, bool)| MessageContent::AuthenticatorChanged {
        given_name: word(),
        method: method.to_owned(),
        added,
        at,
        link: link.clone(),
    };
    let code = MessageContent::Code { code: "123456".to_owned(), minutes: 10, host: word() };
    let closed = |reminds| MessageContent::AccountClosed {
        given_name: word(),
        erase_at: at,
        link: link.clone(),
        reminds,
    };
    let reset = MessageContent::AuthenticatorsReset { given_name: word(), at, link: link.clone() };
    [code, MessageContent::SmsTest]
        .into_iter()
        .chain([("otp", true), ("sms", false), (WORD, true)].map(changed))
        .chain([reset, closed(false), closed(true)])
        .chain([(Some(word()), true), (None, false)].map(|(label, added)| MessageContent::IdentityLinked {
            given_name: word(),
            connection: word(),
            label,
            added,
            at,
            link: link.clone(),
        }))
        .chain([MessageContent::PasskeyCopied { given_name: word(), at, link: link.clone() }])
        .chain(["reset_authenticators", "start_recovery", "erase"].map(|act| MessageContent::ApprovalAsked {
            given_name: word(),
            act: act.to_owned(),
            by: word(),
            reason: word(),
            expires_at: at,
            link: link.clone(),
        }))
        .chain([Some(word()), None].map(|reason| MessageContent::OrganizationState {
            given_name: word(),
            organization: word(),
            suspended: reason.is_some(),
            reason,
            at,
            link: link.clone(),
        }))
        .collect()
}

/// Links for a password that an administrator sends.
fn password_links(link: &str, username: Option<String>) -> [MessageContent; 2] {
    let (expires_at, link) = (Timestamp::from_unix_seconds(1_800_000_000), || link.to_owned());
    let word = || WORD.to_owned();
    let (given_name, by, organization) = (word(), word(), word());
    [
        MessageContent::FirstPassword { given_name, by, organization, username, link: link(), expires_at },
        MessageContent::RecoveryStarted { given_name: word(), by: word(), link: link(), expires_at },
    ]
}

/// A message of every kind, each in every form that its templates tell apart.
pub(super) fn messages() -> Vec<Message> {
    let (at, link) = (Timestamp::from_unix_seconds(1_800_000_000), format!("{ORIGIN}/1"));
    let word = || WORD.to_owned();
    let mut contents = Vec::new();
    contents.extend(ways_in(&link));
    for detailed in [false, true] {
        let some = |text: String| detailed.then_some(text);
        let services = if detailed { vec![word(), word()] } else { Vec::new() };
        let mut terms = OfferedTerms::default();
        terms.services = services.clone();
        terms.until = detailed.then_some(at);
        terms.reason = some(word());
        for mandate in [None, Some(terms)] {
            contents.push(MessageContent::Invitation {
                given_name: some(word()),
                inviter: word(),
                organization: word(),
                roles: if detailed { vec![word(), word()] } else { vec![word()] },
                mandate,
                link: link.clone(),
                expires_at: at,
            });
        }
        for news in NEWS {
            contents.push(MessageContent::Mandate {
                given_name: word(),
                news,
                giver: word(),
                receiver: word(),
                role: word(),
                organization: word(),
                services: services.clone(),
                until: (detailed || news == MandateNews::EndsSoon).then_some(at),
                reason: some(word()),
                link: link.clone(),
            });
        }
        contents.push(MessageContent::PasswordChanged { given_name: word(), at });
        contents.push(MessageContent::RolesChanged {
            given_name: word(),
            organization: word(),
            role: word(),
            given: detailed,
            by: word(),
            link: link.clone(),
            further: vec![RoleChange::new(word(), word(), !detailed, word())],
        });
    }
    contents.extend(requests(&link));
    contents.extend([None, Some(word())].into_iter().flat_map(|username| password_links(&link, username)));
    contents.push(MessageContent::LetterPrinted { given_name: word(), by: word(), at });
    contents.push(MessageContent::Recovery { given_name: word(), link: link.clone(), expires_at: at });
    for why in [NoRecovery::NoPassword, NoRecovery::Closed] {
        contents.push(MessageContent::RecoveryRefused { given_name: word(), why });
    }
    contents.extend(contacts(&link));
    let message = |content| Message::new("①@②.example", content);
    contents.into_iter().map(message).collect()
}

/// Every message about a new address or number.
fn contacts(link: &str) -> Vec<MessageContent> {
    let (at, word) = (Timestamp::from_unix_seconds(1_800_000_000), || WORD.to_owned());
    let changed = |(what, to): (&str, Option<String>)| MessageContent::ContactChanged {
        given_name: word(),
        what: what.to_owned(),
        to,
        at,
        link: link.to_owned(),
        expires_at: at,
        by_text: false,
    };
    let proof = MessageContent::ContactProof {
        given_name: word(),
        code: "123456".to_owned(),
        minutes: 10,
        link: link.to_owned(),
        expires_at: at,
    };
    let taken = MessageContent::ContactTaken { given_name: word(), link: link.to_owned() };
    let domain = MessageContent::DomainProof {
        domain: word(),
        organization: word(),
        connection: word(),
        link: link.to_owned(),
        expires_at: at,
    };
    let removed = MessageContent::EmailRemoved { given_name: word(), at, link: link.to_owned() };
    let kinds = ["email", "further_email", "phone"];
    let all = kinds.map(|what| (what, Some(word()))).into_iter().chain([("phone", None)]);
    let asked = kinds.map(|what| MessageContent::ContactAsked {
        given_name: word(),
        what: what.to_owned(),
        to: word(),
        at,
        link: link.to_owned(),
        expires_at: at,
    });
    all.map(changed).chain(asked).chain([proof, taken, domain, removed]).collect()
}

/// A new invitation is asked for by somebody whose name is known, and by somebody else.
fn requests(link: &str) -> impl Iterator<Item = MessageContent> {
    [WORD.to_owned(), String::new()].into_iter().map(move |person| MessageContent::InvitationRequested {
        given_name: WORD.to_owned(),
        person,
        email: "①@②.example".to_owned(),
        organization: WORD.to_owned(),
        link: link.to_owned(),
    })
}

#[test]
fn every_mail_and_text_message_is_in_the_language_of_the_catalogue() {
    let (_, languages) = pseudo(WORD);
    let [recover, sign_in] = ["recover", "login"].map(|path| format!("{ORIGIN}/{path}"));
    let arguments = [recover.as_str(), sign_in.as_str(), ORIGIN, "①@②.example"];
    let mut shown = BTreeSet::from(["letter.html", "letter.txt", "macros.html"].map(str::to_owned));
    for help in ["", WORD] {
        let letterhead = Letterhead::new(WORD, ORIGIN.parse().unwrap()).operator(WORD).help(help);
        let templates = MessageTemplates::new(letterhead.languages(languages.clone()), None).unwrap();
        for message in messages() {
            let kind = serde_json::to_value(&message.content).unwrap()["kind"].as_str().unwrap().to_owned();
            let letter = templates.letter(&message).unwrap();
            assert_eq!(letter.language, PSEUDO);
            assert_translated(&kind, &letter.html, &arguments);
            let texts = [("subject.txt", letter.subject), ("txt", letter.text)];
            let sms = templates.text_message(&message).ok().map(|text| ("sms.txt", text));
            shown.insert(format!("{kind}.html"));
            for (part, text) in texts.into_iter().chain(sms) {
                assert_eq!(literals(&text, &arguments), [""; 0], "{kind}.{part}: {text}");
                shown.insert(format!("{kind}.{part}"));
            }
        }
    }
    assert_eq!(shown, files("delivery/templates"));
}

#[test]
fn times_lists_and_plurals_are_written_as_the_catalogue_says() {
    let (_, languages) = pseudo(WORD);
    let templates =
        MessageTemplates::new(Letterhead::new(WORD, ORIGIN.parse().unwrap()).languages(languages), None)
            .unwrap();
    let texts: Vec<_> = messages().iter().map(|message| templates.letter(message).unwrap().text).collect();
    for words in [
        format!("15 {} 2027, 08:00 {}", accented("January"), accented("UTC")),
        format!("{}: ①, ①", accented("Your roles")),
        format!("{}: ①", accented("Your role")),
    ] {
        assert!(texts.iter().any(|text| text.contains(&words)), "{words}: {texts:?}");
    }
}
