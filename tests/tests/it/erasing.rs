//! Nothing of an erased person is left in any table, on both databases.

use anyhow::{Context as _, Result, ensure};
use identity_core::authenticators::NewAuthenticator;
use identity_core::domain::{
    AuthenticationMethod, Channel, CodePurpose, Device, LinkOffer, LinkedIdentity, MessageState, NameFormat,
    NameIdentifier, OutboxMessage, Participant, ProviderSubject, RecordKind, RememberedBrowser, SentCode,
    SessionFilter,
};
use identity_core::housekeeping::HousekeepingSettings;
use identity_core::ids::{RelyingPartyId, UserId};
use identity_core::personal_data::{Erasing, personal_data};
use identity_core::recovery::RecoveryRequest;
use identity_core::secrets::TokenDigest;
use identity_core::store::{ChangeSet, Page, Store as _};
use identity_core::testing::{CUSTOMER, TestIdentity, TestSession, known_application};
use identity_core::values::Contact;
use identity_core::{OsEntropy, SystemClock, Timestamp, for_each_record};
use identity_store_sql::SqlStore;
use identity_tests::postgres::fresh_database;
use identity_tests::sqlite::database_in;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use std::time::Duration;
use tempfile::TempDir;

const DAY: Duration = Duration::from_hours(24);

const ADDRESS: &str = "zebulon.quist@planets.example";

/// What is looked for, in small letters: names, addresses, numbers, and what an application calls the person.
const TRACES: [&str; 6] =
    ["zebulon", "quist", "planets.example", "moons.example", "358409876543", "a-name-at-the-planner"];

macro_rules! tables {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        const TABLES: &[(RecordKind, &str)] =
            &[$((RecordKind::$kind, concat!("identity_", stringify!($accessor)))),+];
    };
}

for_each_record!(tables);

/// Every row of every table, octet by octet: as text, and as the hexadecimal digits of what is kept as octets.
async fn dump(db: &DatabaseConnection, table: &str) -> Result<Vec<String>> {
    let backend = db.get_database_backend();
    let columns = match backend {
        DbBackend::Sqlite => format!("SELECT name FROM pragma_table_info('{table}')"),
        _ => format!(
            "SELECT column_name::text AS name FROM information_schema.columns WHERE table_name = '{table}'"
        ),
    };
    let columns = db.query_all_raw(Statement::from_string(backend, columns)).await?;
    let columns = columns.iter().map(|row| row.try_get::<String>("", "name"));
    let each = columns.collect::<Result<Vec<_>, _>>()?.into_iter().map(|column| match backend {
        DbBackend::Sqlite => format!(
            "iif(typeof(\"{column}\") = 'blob', '', coalesce(CAST(\"{column}\" AS TEXT), '')) || ' ' || hex(\"{column}\")"
        ),
        _ => format!("coalesce(\"{column}\"::text, '')"),
    });
    let each = each.collect::<Vec<_>>().join(" || ' ' || ");
    ensure!(!each.is_empty(), "{table} has no columns");
    let rows =
        db.query_all_raw(Statement::from_string(backend, format!("SELECT {each} AS row FROM {table}")));
    let rows = rows.await?;
    rows.iter().map(|row| Ok(row.try_get::<String>("", "row")?.to_lowercase())).collect()
}

/// The tables of the store, with those that keep no records.
async fn all_tables(db: &DatabaseConnection) -> Result<Vec<String>> {
    let backend = db.get_database_backend();
    let named = match backend {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'identity%'",
        _ => {
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_name LIKE 'identity%'"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(backend, named)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "name")?)).collect()
}

/// Where something of the person is found, with the row.
async fn traces(db: &DatabaseConnection) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for table in all_tables(db).await? {
        for row in dump(db, &table).await? {
            for trace in TRACES {
                let digits =
                    trace.bytes().fold(String::new(), |digits, octet| digits + &format!("{octet:02x}"));
                if row.contains(trace) || row.contains(&digits) {
                    found.push(format!("{trace} in {table}: {row}"));
                }
            }
        }
    }
    Ok(found)
}

/// Somebody of whom there is a record of every kind that is about a person.
async fn with_everything(store: &SqlStore, test: &TestIdentity) -> Result<TestSession> {
    let identity = test.identity();
    test.add_person("Zebulon Quist", ADDRESS, CUSTOMER, "contact-person").await?;
    let person = test.sign_in(ADDRESS).await?;
    let app = identity.begin_enrolment(&person.caller, NewAuthenticator::Totp).await?;
    let shown = identity.enrolment(&person.caller, app).await?.totp.context("no app")?;
    let code = shown.code_at(identity.clock().now()).context("no code")?;
    identity.confirm_enrolment(&person.caller, app, &code.as_str().into()).await?;
    identity.begin_enrolment(&person.caller, NewAuthenticator::Sms("+358409876543".parse()?)).await?;
    identity.begin_contact_change(&person.caller, Contact::Email("zebulon@moons.example".parse()?)).await?;
    identity.ask_for_recovery(RecoveryRequest::new(ADDRESS)).await?;
    kept_aside(store, test, &person).await?;
    let (linked, offer) = linked_elsewhere(person.user, test.identity().clock().now())?;
    let mut changes = ChangeSet::new();
    changes.insert(linked).insert(offer);
    store.commit(&changes).await?;
    test.take_messages().await?;
    Ok(person)
}

/// An identity elsewhere that belongs to the account, and an offer to link another one that the person declined.
fn linked_elsewhere(user: UserId, at: Timestamp) -> Result<(LinkedIdentity, LinkOffer)> {
    let (clock, entropy) = (SystemClock::default(), OsEntropy);
    let connection = identity_core::ids::ConnectionId::generate(&clock, &entropy);
    let linked = LinkedIdentity {
        id: identity_core::ids::LinkedIdentityId::generate(&clock, &entropy),
        user,
        connection,
        issuer: "https://idp.example".to_owned(),
        subject: ProviderSubject::plain(ADDRESS)?,
        label: Some(ADDRESS.to_owned()),
        level: None,
        attributes: [("mail".to_owned(), vec![ADDRESS.to_owned()])].into(),
        created_at: at,
        asserted_at: at,
    };
    let id = identity_core::ids::LinkOfferId::generate(&clock, &entropy);
    let offer = LinkOffer { id, user, connection, ask_again_at: None, answered_at: at };
    Ok((linked, offer))
}

/// What takes an application, a browser that is remembered, and a mailbox that is full.
async fn kept_aside(store: &SqlStore, test: &TestIdentity, person: &TestSession) -> Result<()> {
    let (clock, entropy, at) = (SystemClock::default(), OsEntropy, test.identity().clock().now());
    let filter = SessionFilter { user: Some(person.user), ..SessionFilter::default() };
    let session = store.sessions().list(&filter, &Page::first(1)).await?.items.remove(0).record;
    let relying_party = RelyingPartyId::generate(&clock, &entropy);
    let digest = TokenDigest::from_bytes([7; 32]);
    let device = Device { user_agent: Some("Zebulon's own browser".to_owned()), address: None };
    let (user, value) = (person.user, "a-name-at-the-planner".to_owned());
    let mut changes = ChangeSet::new();
    changes.insert(NameIdentifier {
        id: identity_core::ids::NameIdentifierId::generate(&clock, &entropy),
        user,
        relying_party,
        value,
        created_at: at,
    });
    let part = Participant {
        id: identity_core::ids::ParticipantId::generate(&clock, &entropy),
        session: session.id,
        relying_party,
        name_id: "a-name-at-the-planner".to_owned(),
        name_format: NameFormat::Persistent,
        created_at: at,
    };
    let (authorization, consent) = known_application(user, &part, at);
    changes.insert(part).insert(authorization).insert(consent);
    changes.insert(RememberedBrowser {
        id: identity_core::ids::RememberedBrowserId::generate(&clock, &entropy),
        user,
        browser: digest,
        methods: [AuthenticationMethod::TOTP].into(),
        device,
        created_at: at,
        last_used_at: Some(at),
        expires_at: at.plus(365 * DAY),
    });
    changes.insert(SentCode {
        id: identity_core::ids::SentCodeId::generate(&clock, &entropy),
        purpose: CodePurpose::SignOn(identity_core::ids::SignOnId::generate(&clock, &entropy)),
        user,
        target: ADDRESS.to_owned(),
        digest,
        created_at: at,
        expires_at: at.plus(365 * DAY),
    });
    changes.insert(OutboxMessage {
        id: identity_core::ids::MessageId::generate(&clock, &entropy),
        channel: Channel::Email,
        recipient: ADDRESS.to_owned(),
        payload: None,
        invitation: None,
        state: MessageState::Dead,
        attempts: 60,
        next_attempt_at: at,
        last_error: Some(format!("550 the mailbox of <{ADDRESS}> is full")),
        created_at: at,
        closed_at: Some(at),
    });
    Ok(store.commit(&changes).await?)
}

async fn leaves_nothing(url: &str, at_once: bool) -> Result<()> {
    let store = SqlStore::connect(url).await?;
    store.migrate().await?;
    let mut settings = identity_core::Settings::new("https://my.example.com".parse()?);
    settings.methods = vec![AuthenticationMethod::TOTP, AuthenticationMethod::SMS];
    let test = TestIdentity::builder().on(store.clone()).settings(settings).start().await?;
    let person = with_everything(&store, &test).await?;
    let db = Database::connect(url).await?;
    for (kind, table) in TABLES {
        let is_personal = personal_data(*kind).erasing == Erasing::Removed;
        ensure!(!is_personal || !dump(&db, table).await?.is_empty(), "say here who has a record in {table}");
    }
    for trace in TRACES {
        let all = traces(&db).await?;
        ensure!(all.iter().any(|found| found.starts_with(trace)), "{trace} is in no table before");
    }
    if at_once {
        let scott = test.administrator().await?.caller;
        test.identity().erase_user(&scott, person.user, &<_>::default()).await?;
    } else {
        test.identity().close_account(&person.caller).await?;
        test.advance(14 * DAY + Duration::from_secs(1));
        ensure!(test.identity().erase_closed_accounts().await? == 1, "nobody was erased");
    }
    // What waits for others goes out, and what passes by itself has passed.
    test.take_messages().await?;
    test.advance(2 * DAY);
    test.identity().remove_expired().await?;
    test.identity().purge_counters().await?;
    let left = traces(&db).await?;
    ensure!(left.is_empty(), "left: {left:#?}");
    ensure!(HousekeepingSettings::default().closed_accounts > Duration::ZERO, "the housekeeper does it");
    // The address is free for somebody else.
    test.add_person("Zoe Quill", ADDRESS, CUSTOMER, "viewer").await?;
    ensure!(test.sign_in(ADDRESS).await?.user != person.user, "an id was given again");
    Ok(())
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_in_a_file_of_sqlite() -> Result<()> {
    for at_once in [true, false] {
        let folder = TempDir::new()?;
        leaves_nothing(&database_in(folder.path()), at_once).await?;
    }
    Ok(())
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_in_a_postgresql() -> Result<()> {
    for at_once in [true, false] {
        leaves_nothing(fresh_database().await?.as_str(), at_once).await?;
    }
    Ok(())
}
