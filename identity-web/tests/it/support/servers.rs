//! A mail server and an SMS gateway with scripted answers, which record what they receive.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::ssl::{SslAcceptor, SslMethod};
use openssl::x509::extension::SubjectAlternativeName;
use openssl::x509::{X509, X509NameBuilder};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use url::Url;

/// What the mail server does with a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Smtp {
    /// Answers RCPT with this.
    Recipient(&'static str),
    /// Answers the end of the message with this.
    Data(&'static str),
    /// Answers AUTH with this.
    Auth(&'static str),
    /// Never answers the end of the message.
    Hang,
    /// Takes ASCII addresses only.
    Ascii,
}

#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Every line that was sent outside of messages.
    pub(crate) commands: Vec<String>,
    /// Every message that was taken.
    pub(crate) mails: Vec<String>,
}

/// A mail server on a loopback address. A connection for which nothing is scripted is served well.
pub(crate) struct SmtpServer {
    pub(crate) address: SocketAddr,
    pub(crate) seen: Arc<Mutex<Seen>>,
}

/// How the mail server does TLS.
#[derive(Clone)]
pub(crate) enum ServerTls {
    Not,
    StartTls(Arc<SslAcceptor>),
    FirstOctet(Arc<SslAcceptor>),
}

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

impl SmtpServer {
    pub(crate) fn start(script: &[Smtp]) -> Self {
        Self::start_with(script, ServerTls::Not)
    }

    pub(crate) fn start_with(script: &[Smtp], tls: ServerTls) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let mut script: VecDeque<Smtp> = script.iter().copied().collect();
        let writes = Arc::clone(&seen);
        // The thread ends with the test process; nothing else would call it from its accept.
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (act, tls, seen) = (script.pop_front(), tls.clone(), Arc::clone(&writes));
                // A client that goes away ends its connection with an error, as it should.
                thread::spawn(move || stream.and_then(|stream| serve(stream, act, &tls, &seen)));
            }
        });
        Self { address, seen }
    }

    pub(crate) fn mails(&self) -> Vec<String> {
        self.seen.lock().unwrap().mails.clone()
    }

    pub(crate) fn commands(&self) -> Vec<String> {
        self.seen.lock().unwrap().commands.clone()
    }
}

fn serve(stream: TcpStream, act: Option<Smtp>, tls: &ServerTls, seen: &Mutex<Seen>) -> std::io::Result<()> {
    let mut stream: BufReader<Box<dyn Stream>> = match tls {
        ServerTls::FirstOctet(acceptor) => BufReader::new(Box::new(accept(acceptor, stream)?)),
        ServerTls::StartTls(acceptor) => {
            let mut plain = BufReader::new(stream);
            talk(&mut plain, act, true, seen)?;
            BufReader::new(Box::new(accept(acceptor, plain.into_inner())?))
        }
        ServerTls::Not => BufReader::new(Box::new(stream)),
    };
    talk(&mut stream, act, false, seen)
}

fn accept(acceptor: &SslAcceptor, stream: TcpStream) -> std::io::Result<openssl::ssl::SslStream<TcpStream>> {
    acceptor.accept(stream).map_err(std::io::Error::other)
}

/// Talks until QUIT, or until STARTTLS was answered.
fn talk<S: Stream>(
    stream: &mut BufReader<S>,
    act: Option<Smtp>,
    starttls: bool,
    seen: &Mutex<Seen>,
) -> std::io::Result<()> {
    // After STARTTLS the client speaks first (RFC 3207 section 4).
    let mut answer = if starttls || seen.lock().unwrap().commands.last().is_none_or(|last| last != "STARTTLS")
    {
        "220 fake".to_owned()
    } else {
        String::new()
    };
    loop {
        if !answer.is_empty() {
            write!(stream.get_mut(), "{answer}\r\n")?;
            stream.get_mut().flush()?;
        }
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let line = line.trim_end().to_owned();
        seen.lock().unwrap().commands.push(line.clone());
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        answer = match (verb.as_str(), act) {
            ("EHLO", _) if starttls => "250-fake\r\n250 STARTTLS".to_owned(),
            ("EHLO", Some(Smtp::Ascii)) => "250 fake".to_owned(),
            ("EHLO", _) => "250-fake\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN".to_owned(),
            ("STARTTLS", _) => {
                write!(stream.get_mut(), "220 go\r\n")?;
                return Ok(());
            }
            ("AUTH", Some(Smtp::Auth(answer))) | ("RCPT", Some(Smtp::Recipient(answer))) => answer.to_owned(),
            ("AUTH", _) => "235 ok".to_owned(),
            ("DATA", _) => {
                write!(stream.get_mut(), "354 go\r\n")?;
                let mail = read_mail(stream)?;
                match act {
                    Some(Smtp::Data(answer)) => answer.to_owned(),
                    Some(Smtp::Hang) => String::new(),
                    _ => {
                        seen.lock().unwrap().mails.push(mail);
                        "250 taken".to_owned()
                    }
                }
            }
            ("QUIT", _) => "221 bye".to_owned(),
            _ => "250 ok".to_owned(),
        };
    }
}

fn read_mail<S: Stream>(stream: &mut BufReader<S>) -> std::io::Result<String> {
    let mut mail = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 || line == ".\r\n" {
            return Ok(mail);
        }
        mail.push_str(&line);
    }
}

/// A certificate that signs itself, for one host name, as PEM and as the server's half of TLS.
pub(crate) fn self_signed(host: &str) -> (String, Arc<SslAcceptor>) {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    let certificate = certificate(host, &key);
    let mut acceptor = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server()).unwrap();
    acceptor.set_private_key(&key).unwrap();
    acceptor.set_certificate(&certificate).unwrap();
    (String::from_utf8(certificate.to_pem().unwrap()).unwrap(), Arc::new(acceptor.build()))
}

fn certificate(host: &str, key: &PKey<Private>) -> X509 {
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", host).unwrap();
    let name = name.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_serial_number(&BigNum::from_u32(1).unwrap().to_asn1_integer().unwrap()).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(2).unwrap()).unwrap();
    builder.set_pubkey(key).unwrap();
    let names = SubjectAlternativeName::new().dns(host).build(&builder.x509v3_context(None, None)).unwrap();
    builder.append_extension(names).unwrap();
    builder.sign(key, MessageDigest::sha256()).unwrap();
    builder.build()
}

/// What the SMS gateway answers; without a script it takes everything.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Http {
    Status(u16, &'static str),
    Redirect,
    Endless,
    Hang,
}

/// A request that the SMS gateway got.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: http::Method,
    pub(crate) uri: http::Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

#[derive(Clone, Default)]
struct Gateway {
    script: Arc<Mutex<VecDeque<Http>>>,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// An SMS gateway on a loopback address.
pub(crate) struct SmsServer {
    pub(crate) url: Url,
    gateway: Gateway,
}

impl SmsServer {
    pub(crate) async fn start(script: &[Http]) -> Self {
        let gateway = Gateway::default();
        gateway.script.lock().unwrap().extend(script);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/send?key=in-the-query", listener.local_addr().unwrap()).parse().unwrap();
        let router = Router::new().fallback(take).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, gateway }
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.gateway.requests.lock().unwrap().clone()
    }
}

async fn take(
    State(gateway): State<Gateway>,
    method: http::Method,
    uri: http::Uri,
    headers: HeaderMap,
    body: String,
) -> Response {
    let act = gateway.script.lock().unwrap().pop_front();
    gateway.requests.lock().unwrap().push(Request { method, uri, headers, body });
    match act {
        None => StatusCode::ACCEPTED.into_response(),
        Some(Http::Status(status, body)) => (StatusCode::from_u16(status).unwrap(), body).into_response(),
        Some(Http::Redirect) => {
            (StatusCode::TEMPORARY_REDIRECT, [("location", "/elsewhere")]).into_response()
        }
        Some(Http::Endless) => (StatusCode::BAD_REQUEST, "x".repeat(50_000_000)).into_response(),
        Some(Http::Hang) => std::future::pending().await,
    }
}
