use super::settings::HousekeepingSettings;
use crate::authority::Identity;
use crate::delivery::{OutboxWorker, Transport, Transports};
use crate::store::StoreError;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

/// Does all the work that no request triggers; every deployment runs one on each node, or at least on one.
///
/// | job | without it |
/// |---|---|
/// | delivers the outbox | no mail and no text message goes out: people who are invited never get their link. Nothing is lost; all goes out once a housekeeper runs, except what has become pointless, such as an invitation that has expired |
/// | removes expired records | sign-ons, tokens, assertions and old sessions pile up. They have no effect, but the store grows with every visit |
/// | purges counters | the store keeps a counter for every account, address and client that was ever rate limited |
/// | sends expiry notices | both sides of a mandate are not told that it ends within a week, or that it has ended. It ends all the same |
/// | erases closed accounts | accounts that people closed stay closed, and what is kept about them stays too |
///
/// Any number of housekeepers may run at once, on any number of nodes: each message and each notice goes out by one
/// of them. A job that fails, because the database is away for example, is logged and tried again after its pause; the
/// other jobs go on.
///
/// ```
/// use identity_core::delivery::{Transport, TransportError, Transports};
/// use identity_core::housekeeping::Housekeeper;
/// # use identity_core::{Identity, OsEntropy, Settings};
/// # use identity_core::{delivery::Message, ids::MessageId, secrets::MasterKey, store::MemoryStore};
/// # use std::sync::Arc;
/// #[derive(Debug)]
/// struct Printer;
///
/// #[async_trait::async_trait]
/// impl Transport for Printer {
///     async fn send(&self, id: MessageId, message: &Message) -> Result<(), TransportError> {
///         println!("{id}: {message:?}");
///         Ok(())
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let settings = Settings::new("https://my.example.com".parse()?);
/// # let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy)).build()?;
/// let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
/// let housekeeper = Housekeeper::new(identity, Transports { email: Arc::new(Printer), sms: None });
/// let running = tokio::spawn(async move { housekeeper.run(async { _ = stopped.await }).await });
///
/// // ... serve requests; when the program is told to end:
/// stop.send(()).ok();
/// running.await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Housekeeper {
    identity: Identity,
    transports: Option<Transports>,
    back_channel: Option<Arc<dyn Transport>>,
    settings: HousekeepingSettings,
    sends_messages: bool,
}

/// A job that is done again and again.
#[derive(Debug, Clone, Copy)]
enum Job {
    ExpiredRecords,
    OldCounters,
    ExpiryNotices,
    ClosedAccounts,
}

impl Housekeeper {
    /// A housekeeper for `identity`, with the default pauses, that sends messages by `transports`. With `None` it does
    /// all the other jobs, and messages wait in the outbox until a housekeeper with transports runs.
    pub fn new(identity: Identity, transports: impl Into<Option<Transports>>) -> Self {
        Self {
            identity,
            transports: transports.into(),
            back_channel: None,
            settings: HousekeepingSettings::default(),
            sends_messages: true,
        }
    }

    /// A housekeeper for an identity that sends no messages, such as that of a service provider, which has people signed in
    /// elsewhere. It does all the other jobs.
    pub fn without_messages(identity: Identity) -> Self {
        Self { sends_messages: false, ..Self::new(identity, None) }
    }

    /// The same housekeeper with a way to applications, by which those that offer it are told of sign-outs from server to
    /// server. Without one, such messages are given up.
    #[must_use]
    pub fn with_back_channel(self, back_channel: impl Into<Option<Arc<dyn Transport>>>) -> Self {
        Self { back_channel: back_channel.into(), ..self }
    }

    /// The same housekeeper with other settings.
    #[must_use]
    pub fn with_settings(self, settings: HousekeepingSettings) -> Self {
        Self { settings, ..self }
    }

    /// Works until `stop` is ready; then finishes the messages that are being sent, which takes up to
    /// [`send_timeout`](crate::delivery::DeliverySettings::send_timeout), and leaves all other jobs where they are:
    /// each of their commits is done wholly or not at all.
    pub async fn run(&self, stop: impl Future<Output = ()> + Send) {
        let (stopping, stopped) = watch::channel(false);
        let mut delivery = JoinSet::new();
        if let Some(transports) = self.transports.clone() {
            delivery.spawn(self.clone().deliver(transports, stopped));
        } else if self.sends_messages {
            tracing::warn!(
                "no transports are set up: mail and text messages wait in the outbox until a housekeeper has some"
            );
        }
        let mut jobs = JoinSet::new();
        for (job, pause) in self.jobs() {
            jobs.spawn(repeat(self.identity.clone(), job, pause));
        }
        stop.await;
        jobs.abort_all();
        stopping.send_replace(true);
        delivery.join_all().await;
    }

    /// Delivers the outbox until it is told to stop; goes on after a panic, which a store or its driver may cause.
    async fn deliver(self, transports: Transports, stopped: watch::Receiver<bool>) {
        let worker = OutboxWorker::new(self.identity, transports, self.settings.delivery);
        let worker = worker.with_back_channel(self.back_channel);
        while !*stopped.borrow() {
            let (worker, until) = (worker.clone(), stopped_soon(stopped.clone()));
            if apart(async move { worker.run(until).await }).await.is_none() {
                tokio::time::sleep(self.settings.delivery.poll_interval).await;
            }
        }
    }

    fn jobs(&self) -> [(Job, Duration); 4] {
        [
            (Job::ExpiredRecords, self.settings.expired_records),
            (Job::OldCounters, self.settings.old_counters),
            (Job::ExpiryNotices, self.settings.expiry_notices),
            (Job::ClosedAccounts, self.settings.closed_accounts),
        ]
    }
}

async fn stopped_soon(mut stopped: watch::Receiver<bool>) {
    // An error says that the housekeeper was dropped, which is a reason to stop too.
    stopped.wait_for(|stopped| *stopped).await.ok();
}

/// Does a job now and after each pause.
async fn repeat(identity: Identity, job: Job, pause: Duration) {
    // An interval of no length is refused by a panic.
    let mut ticks = tokio::time::interval(pause.max(Duration::from_millis(1)));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let identity = identity.clone();
        match apart(async move { job.run(&identity).await }).await {
            None | Some(Ok(0)) => {}
            Some(Ok(count)) => tracing::debug!(?job, count, "housekeeping"),
            Some(Err(error)) => {
                let error: &dyn Error = &error;
                tracing::error!(?job, error, "housekeeping failed and is tried again after its pause");
            }
        }
    }
}

/// Runs something in a task of its own, which ends when the caller is dropped; `None` after a panic, which is logged.
async fn apart<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Option<T> {
    let mut task = JoinSet::new();
    task.spawn(work);
    match task.join_next().await? {
        Ok(done) => Some(done),
        Err(error) => {
            tracing::error!(error = &error as &dyn Error, "housekeeping broke off");
            None
        }
    }
}

impl Job {
    /// Does the job once; returns how many records, counters, mandates or accounts it concerned.
    async fn run(self, identity: &Identity) -> Result<u64, StoreError> {
        match self {
            Self::ExpiredRecords => identity.remove_expired().await.map(as_count),
            Self::OldCounters => identity.purge_counters().await,
            Self::ExpiryNotices => identity.send_expiry_notices().await.map(as_count),
            Self::ClosedAccounts => identity.erase_closed_accounts().await.map(as_count),
        }
    }
}

fn as_count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
