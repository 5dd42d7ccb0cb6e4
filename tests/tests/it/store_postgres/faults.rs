//! What only a server does: locks that cross, connections that break.

use super::{has, how_many, service, store};
use anyhow::Result;
use identity_core::domain::Service;
use identity_core::store::{ChangeSet, Store, StoreError, Versioned};
use identity_store_sql::SqlStore;
use identity_tests::wait;
use sea_orm::{ConnectionTrait as _, Database};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

async fn read(store: &SqlStore, service: &Service) -> Result<Versioned<Service>, StoreError> {
    Ok(store.services().get(service.id).await?.expect("nothing removes it"))
}

/// Updates one service while the other stays as it is, until that is written.
async fn keep_writing(store: SqlStore, mine: Service, other: Service) -> Result<u32, StoreError> {
    let mut conflicts = 0;
    for _ in 0..40 {
        loop {
            let (mine, other) = (read(&store, &mine).await?, read(&store, &other).await?);
            let mut changes = ChangeSet::new();
            changes.update(mine.record.clone(), mine.version).require_read(&other);
            match store.commit(&changes).await {
                Ok(()) => break,
                Err(StoreError::Conflict { .. }) => conflicts += 1,
                Err(error) => return Err(error),
            }
        }
    }
    Ok(conflicts)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn commits_that_hold_each_others_records_do_not_deadlock() -> Result<()> {
    let (store, url) = store().await?;
    let (left, right) = (service("left"), service("right"));
    store.commit(ChangeSet::new().insert(left.clone()).insert(right.clone())).await?;
    let both = [(left.clone(), right.clone()), (right.clone(), left.clone())];
    let writers: Vec<_> = both
        .into_iter()
        .map(|(mine, other)| tokio::spawn(keep_writing(store.clone(), mine, other)))
        .collect();
    for writer in writers {
        writer.await??;
    }
    assert_eq!(read(&store, &left).await?.version.number(), 41);
    assert_eq!(read(&store, &right).await?.version.number(), 41);
    let host = Database::connect(url.as_str()).await?;
    let deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
    let statement = sea_orm::Statement::from_string(host.get_database_backend(), deadlocks);
    let row = host.query_one_raw(statement).await?.expect("the database is there");
    assert_eq!(row.try_get_by_index::<i64>(0)?, 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn keys_that_are_taken_crosswise_have_one_winner() -> Result<()> {
    let (store, _url) = store().await?;
    for round in 0..20 {
        // Each waits for the key that the other has just taken: the database ends one of them.
        let insert = |names: [&str; 2]| {
            let store = store.clone();
            let changes = names.iter().fold(ChangeSet::new(), |mut changes, name| {
                changes.insert(service(&format!("{name}-{round}")));
                changes
            });
            tokio::spawn(async move { store.commit(&changes).await })
        };
        let (forth, back) = (insert(["one", "two"]), insert(["two", "one"]));
        let ((Ok(()), Err(refused)) | (Err(refused), Ok(()))) = (forth.await?, back.await?) else {
            panic!("not one winner in round {round}");
        };
        assert!(matches!(refused, StoreError::AlreadyExists { .. }), "{refused:?}");
    }
    assert_eq!(how_many(&store).await?, 40);
    Ok(())
}

#[tokio::test]
async fn a_store_whose_connections_were_cut_works_again() -> Result<()> {
    let (store, url) = store().await?;
    store.commit(ChangeSet::new().insert(service("before"))).await?;
    let host = Database::connect(url.as_str()).await?;
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    host.execute_unprepared(cut).await?;
    let after = ChangeSet::new().insert(service("after")).clone();
    let outcome = wait::until("the store to write again", async || match store.commit(&after).await {
        Err(StoreError::Unavailable(_)) => None,
        outcome => Some(outcome),
    });
    outcome.await??;
    assert!(has(&store, "before").await? && has(&store, "after").await?);
    Ok(())
}

/// Passes everything on, but breaks the connection when the first `COMMIT` was answered: the answer is lost.
async fn losing_the_first_commit(server: SocketAddr) -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let lost = Arc::new(AtomicBool::new(false));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let (server, lost) = (TcpStream::connect(server).await?, Arc::clone(&lost));
            tokio::spawn(pass_on(client, server, lost));
        }
        anyhow::Ok(())
    });
    Ok(address)
}

async fn pass_on(mut client: TcpStream, mut server: TcpStream, lost: Arc<AtomicBool>) -> Result<()> {
    let (mut sent, mut answered) = (vec![0; 65_536], vec![0; 65_536]);
    loop {
        tokio::select! {
            length = client.read(&mut sent) => {
                let message = &sent[..length?];
                server.write_all(message).await?;
                let commits = message.windows(6).any(|word| word == b"COMMIT");
                if message.is_empty() || (commits && !lost.swap(true, Ordering::SeqCst)) {
                    let _answer = server.read(&mut answered).await?;
                    return Ok(());
                }
            }
            length = server.read(&mut answered) => {
                let message = &answered[..length?];
                client.write_all(message).await?;
                if message.is_empty() { return Ok(()); }
            }
        }
    }
}

#[tokio::test]
async fn a_commit_whose_answer_was_lost_is_not_taken_for_refused() -> Result<()> {
    let (direct, mut url) = store().await?;
    let server = (url.host_str().unwrap_or_default().to_owned(), url.port().unwrap_or(5432));
    let server = tokio::net::lookup_host(server).await?.next().expect("the server has an address");
    let proxy = losing_the_first_commit(server).await?;
    url.set_ip_host(proxy.ip()).expect("a URL with a host");
    url.set_port(Some(proxy.port())).expect("a URL with a host");
    let store = SqlStore::connect(url.as_str()).await?;
    store.commit(ChangeSet::new().insert(service("written"))).await?;
    assert!(has(&direct, "written").await?);
    store.commit(ChangeSet::new().insert(service("next"))).await?;
    Ok(())
}
