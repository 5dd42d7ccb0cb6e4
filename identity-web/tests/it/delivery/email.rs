use super::messages::*;
use crate::support::servers::{ServerTls, Smtp, SmtpServer, self_signed};
use identity_core::delivery::{MessageContent, Transport, TransportError};
use identity_core::values::EmailAddress;
use identity_web::delivery::{EmailConfig, EmailTransport, InvalidEmailConfig, TlsMode};
use std::sync::Arc;
use std::time::Duration;

pub(super) fn config(server: &SmtpServer) -> EmailConfig {
    EmailConfig {
        host: "localhost".to_owned(),
        port: Some(server.address.port()),
        tls: TlsMode::None,
        username: None,
        password: None,
        from: EmailAddress::parse("no-reply@smartplan.example").unwrap(),
        from_name: "MySmartPlan".to_owned(),
        reply_to: None,
        root_certificate: None,
        timeout_seconds: 10,
    }
}

fn transport(config: EmailConfig) -> EmailTransport {
    EmailTransport::new(config, templates(), clock()).unwrap()
}

async fn send(server: &SmtpServer) -> Result<(), TransportError> {
    transport(config(server)).send(id(1), &invitation()).await
}

fn with_password(config: EmailConfig) -> EmailConfig {
    EmailConfig {
        username: Some("smartplan".to_owned()),
        password: Some("hush-hush".to_owned().into()),
        ..config
    }
}

#[tokio::test]
async fn a_mail_arrives_whole_with_one_recipient() {
    let server = SmtpServer::start(&[]);
    send(&server).await.unwrap();
    let mails = server.mails();
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    for header in [
        "From: MySmartPlan <no-reply@smartplan.example>\r\n",
        "To: jeremy@citygroup.example\r\n",
        "Subject: Invitation to City Group, Inc. at MySmartPlan\r\n",
        "Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n",
        &format!("Message-ID: <{}@smartplan.example>\r\n", id(1)),
        "Auto-Submitted: auto-generated\r\n",
        "Content-Language: en\r\n",
        "multipart/alternative;",
        "text/plain; charset=utf-8",
        "text/html; charset=utf-8",
    ] {
        assert!(mail.contains(header), "{header} is not in {mail}");
    }
    let recipients: Vec<_> = server.commands().into_iter().filter(|line| line.starts_with("RCPT")).collect();
    assert_eq!(recipients, ["RCPT TO:<jeremy@citygroup.example>"]);
}

#[tokio::test]
async fn names_make_no_header_and_no_second_recipient() {
    let server = SmtpServer::start(&[]);
    let evil = "x\r\nBcc: victim@x.example\r\nRCPT TO:<victim@x.example>\r\n.\r\nMAIL FROM:<a@x.example>";
    transport(config(&server)).send(id(1), &invitation_to(evil, evil, LINK)).await.unwrap();
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    assert!(!mails[0].lines().any(|line| line.starts_with("Bcc:")), "{}", mails[0]);
    assert_eq!(server.commands().iter().filter(|line| line.starts_with("RCPT")).count(), 1);
}

#[tokio::test]
async fn an_address_that_is_several_or_none_is_refused_before_connecting() {
    let server = SmtpServer::start(&[]);
    for recipient in [
        "",
        "a@x.example,b@x.example",
        "a@x.example\r\nRCPT TO:<b@x.example>",
        "\"a@x.example\"@y.example",
        "+358401234567",
    ] {
        let error = transport(config(&server)).send(id(1), &password_changed(recipient)).await.unwrap_err();
        assert!(matches!(error, TransportError::Permanent(_)), "{recipient}: {error}");
    }
    assert!(server.commands().is_empty());
}

#[tokio::test]
async fn international_addresses_and_names_arrive() {
    let server = SmtpServer::start(&[]);
    let message = message(
        "jürgen@bücher.example",
        MessageContent::PasswordChanged { given_name: "Jürgen 山田".to_owned(), at: NOW },
    );
    transport(config(&server)).send(id(1), &message).await.unwrap();
    assert!(
        server.commands().iter().any(|line| line == "RCPT TO:<jürgen@xn--bcher-kva.example>"),
        "{:?}",
        server.commands()
    );
}

#[tokio::test]
async fn an_address_that_the_server_cannot_carry_is_given_up_at_once() {
    let server = SmtpServer::start(&[Smtp::Ascii, Smtp::Ascii]);
    let transport = transport(config(&server));
    let error = transport.send(id(1), &password_changed("jürgen@x.example")).await.unwrap_err();
    assert!(matches!(error, TransportError::Permanent(_)), "{error}");
    transport.send(id(2), &password_changed("jurgen@x.example")).await.unwrap();
    assert_eq!(server.mails().len(), 1);
}

#[tokio::test]
async fn answers_that_pass_are_told_from_those_that_stay() {
    let cases = [
        (Smtp::Recipient("451 greylisted, try later"), true),
        (Smtp::Data("452 disk full"), true),
        (Smtp::Recipient("550 no such user"), false),
        (Smtp::Data("554 refused"), false),
    ];
    for (act, temporary) in cases {
        let server = SmtpServer::start(&[act]);
        let error = send(&server).await.unwrap_err();
        assert_eq!(matches!(error, TransportError::Temporary(_)), temporary, "{act:?}: {error}");
        assert!(server.mails().is_empty());
        send(&server).await.unwrap();
        assert_eq!(server.mails().len(), 1);
    }
}

#[tokio::test]
async fn the_reason_says_what_the_server_said_on_one_short_line() {
    let server = SmtpServer::start(&[Smtp::Recipient("550-no such user\r\n550 \x1b[31mhere")]);
    let TransportError::Permanent(reason) = send(&server).await.unwrap_err() else { panic!() };
    assert!(reason.contains("550") && reason.contains("no such user"), "{reason}");
    assert!(!reason.contains(char::is_control) && reason.chars().count() <= 200, "{reason}");
}

#[tokio::test]
async fn refused_credentials_keep_the_mail_for_better_settings() {
    let server = SmtpServer::start(&[Smtp::Auth("535 5.7.8 no")]);
    let transport = transport(with_password(config(&server)));
    let error = transport.send(id(1), &invitation()).await.unwrap_err();
    assert!(matches!(error, TransportError::Temporary(_)), "{error}");
    transport.send(id(1), &invitation()).await.unwrap();
    assert_eq!(server.mails().len(), 1);
}

#[tokio::test]
async fn a_silent_server_is_given_up_and_its_connection_not_used_again() {
    let server = SmtpServer::start(&[Smtp::Hang]);
    let timeout = Duration::from_millis(100);
    let transport = EmailTransport::with_timeout(config(&server), timeout, templates(), clock()).unwrap();
    let error = transport.send(id(1), &invitation()).await.unwrap_err();
    assert_eq!(error.to_string(), "the mail server did not answer in time while taking the message");
    assert!(matches!(error, TransportError::Temporary(_)));
    transport.send(id(2), &invitation()).await.unwrap();
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains(&id(2).to_string()) && !mails[0].contains(&id(1).to_string()));
}

#[tokio::test]
async fn a_server_that_is_away_is_a_passing_failure() {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let server = SmtpServer { address, seen: Arc::default() };
    assert!(matches!(send(&server).await.unwrap_err(), TransportError::Temporary(_)));
}

#[tokio::test]
async fn with_a_trusted_certificate_mail_and_password_go_by_tls() {
    let (pem, acceptor) = self_signed("localhost");
    let ways = [
        (TlsMode::StartTls, ServerTls::StartTls(acceptor.clone())),
        (TlsMode::Required, ServerTls::FirstOctet(acceptor)),
    ];
    for (tls, server_tls) in ways {
        let server = SmtpServer::start_with(&[], server_tls);
        let config = EmailConfig { tls, root_certificate: Some(pem.clone()), ..config(&server) };
        transport(with_password(config)).send(id(1), &invitation()).await.unwrap();
        assert_eq!(server.mails().len(), 1);
        assert!(server.commands().iter().any(|line| line.starts_with("AUTH PLAIN")));
    }
}

#[tokio::test]
async fn nothing_is_sent_to_a_server_that_is_not_the_one() {
    let (_, unknown) = self_signed("localhost");
    let (other_pem, other) = self_signed("other.example");
    let cases = [
        ("self-signed", TlsMode::Required, ServerTls::FirstOctet(unknown.clone()), None),
        ("self-signed", TlsMode::StartTls, ServerTls::StartTls(unknown), None),
        ("other name", TlsMode::Required, ServerTls::FirstOctet(other.clone()), Some(other_pem.clone())),
        ("other name", TlsMode::StartTls, ServerTls::StartTls(other), Some(other_pem)),
        ("STARTTLS stripped", TlsMode::StartTls, ServerTls::Not, None),
        ("no TLS", TlsMode::Required, ServerTls::Not, None),
    ];
    for (name, tls, server_tls, root_certificate) in cases {
        let server = SmtpServer::start_with(&[], server_tls);
        let config = with_password(EmailConfig { tls, root_certificate, ..config(&server) });
        let transport =
            EmailTransport::with_timeout(config, Duration::from_millis(500), templates(), clock()).unwrap();
        let error = transport.send(id(1), &invitation()).await.unwrap_err();
        assert!(matches!(error, TransportError::Temporary(_)), "{name}: {error}");
        assert!(server.mails().is_empty(), "{name}");
        let spoken = |line: &String| line.starts_with("AUTH") || line.starts_with("MAIL");
        assert!(!server.commands().iter().any(spoken), "{name}: {:?}", server.commands());
    }
}

#[test]
fn settings_that_cannot_work_are_refused_at_start() {
    let server = SmtpServer { address: "127.0.0.1:25".parse().unwrap(), seen: Arc::default() };
    let refuse = |config: EmailConfig| EmailTransport::new(config, templates(), clock()).unwrap_err();
    let error = refuse(EmailConfig { host: "mail.example".to_owned(), ..config(&server) });
    assert!(matches!(error, InvalidEmailConfig::NotLoopback(_)), "{error}");
    let error = refuse(EmailConfig { username: Some("x".to_owned()), ..config(&server) });
    assert!(matches!(error, InvalidEmailConfig::HalfCredentials), "{error}");
    let error =
        refuse(EmailConfig { from: EmailAddress::parse("jürgen@x.example").unwrap(), ..config(&server) });
    assert!(matches!(error, InvalidEmailConfig::Sender(_)), "{error}");
    let root_certificate = Some("not PEM".to_owned());
    let error = refuse(EmailConfig { tls: TlsMode::Required, root_certificate, ..config(&server) });
    assert!(matches!(error, InvalidEmailConfig::Certificate), "{error}");
}

#[test]
fn settings_are_read_with_safe_defaults_and_never_print_the_password() {
    let json = r#"{"host": "mail.example", "from": "no-reply@x.example", "from_name": "X", "username": "u", "password": "hush-hush"}"#;
    let config: EmailConfig = serde_json::from_str(json).unwrap();
    assert_eq!((config.tls, config.timeout_seconds, config.port), (TlsMode::Required, 10, None));
    let transport = transport(config.clone());
    assert!(!format!("{config:?} {transport:?}").contains("hush-hush"));
    assert!(serde_json::from_str::<EmailConfig>(&json.replace("host", "hosts")).is_err());
}
