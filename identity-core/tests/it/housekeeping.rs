//! The housekeeper: the work that no request triggers.

use crate::mandates::given as mandates;
use crate::support::{NOW, World, invite};
use async_trait::async_trait;
use identity_core::delivery::{MandateNews, MessageContent};
use identity_core::domain::{MandateTerms, Period};
use identity_core::housekeeping::{Housekeeper, HousekeepingSettings};
use identity_core::ids::SessionId;
use identity_core::secrets::MasterKey;
use identity_core::store::{ChangeSet, Claims, Counters, MemoryStore, Store, StoreError, Table};
use identity_core::{Identity, SeededEntropy, Timestamp, for_each_record};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

/// How the purging of counters goes wrong.
#[derive(Clone, Copy)]
enum Trouble {
    Error,
    Panic,
}

/// The reference store, which cannot purge its counters.
#[derive(Clone)]
struct Troubled {
    inner: MemoryStore,
    trouble: Trouble,
    tries: Arc<AtomicUsize>,
}

macro_rules! troubled {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[async_trait]
        impl Store for Troubled {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                self.inner.commit(changes).await
            }

            $(fn $accessor(&self) -> &dyn Table<identity_core::domain::$kind> { &self.inner })+

            fn counters(&self) -> &dyn Counters { self }

            fn claims(&self) -> &dyn Claims { &self.inner }

            async fn check(&self) -> Result<(), StoreError> { Ok(()) }
        }
    };
}

for_each_record!(troubled);

#[async_trait]
impl Counters for Troubled {
    async fn hit(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        self.inner.hit(key, window_start).await
    }

    async fn count(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        Counters::count(&self.inner, key, window_start).await
    }

    async fn reset(&self, key: &str) -> Result<(), StoreError> {
        self.inner.reset(key).await
    }

    async fn purge(&self, _before: Timestamp) -> Result<u64, StoreError> {
        self.tries.fetch_add(1, Ordering::Relaxed);
        match self.trouble {
            Trouble::Error => Err(StoreError::Unavailable("the disk is full".into())),
            Trouble::Panic => panic!("the driver has a defect"),
        }
    }
}

/// Runs a housekeeper that hardly pauses until something is so.
async fn keep_house_until(world: &World, identity: &Identity, done: impl AsyncFn() -> bool) {
    let mut settings = HousekeepingSettings::default();
    settings.delivery.poll_interval = Duration::from_millis(1);
    for pause in [&mut settings.expired_records, &mut settings.old_counters, &mut settings.expiry_notices] {
        *pause = Duration::from_millis(1);
    }
    let housekeeper = Housekeeper::new(identity.clone(), world.transports());
    let housekeeper = housekeeper.with_settings(settings);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(async move { housekeeper.run(async { _ = stopped.await }).await });
    let waiting = async {
        while !done().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting).await.expect("the house is never in order");
    stop.send(()).unwrap();
    running.await.unwrap();
}

/// Something for every job: a mail, sessions that are over, a mandate that ends soon, an old counter and a current one.
struct Chores {
    world: World,
    session: SessionId,
}

impl Chores {
    async fn new() -> Self {
        let world = World::new().await;
        let (city_group, _) = mandates::city_group(&world).await;
        let period = Period { starts_at: None, ends_at: Some(NOW.plus(40 * DAY)) };
        let terms = MandateTerms { period, ..MandateTerms::default() };
        let wanted = mandates::mandate(city_group, mandates::by_mail(mandates::MAYA));
        mandates::maya(&world, &wanted.terms(terms)).await;
        world.mails().await;
        let session = world.scott().await.session().unwrap();
        world.store.counters().hit("old", NOW).await.unwrap();
        world.clock.advance(35 * DAY);
        world.store.counters().hit("current", NOW.plus(34 * DAY)).await.unwrap();
        let invite = invite(city_group, "ann@citygroup.example", "planner");
        world.identity.invite(&world.scott().await, &invite).await.unwrap();
        Self { world, session }
    }

    /// The jobs that are done, but for the purging of counters: mail, notice, removal.
    async fn done(&self) -> bool {
        let (mut mail, mut notice) = (false, false);
        for message in self.world.delivered() {
            mail |= matches!(message.content, MessageContent::Invitation { .. });
            notice |= matches!(message.content, MessageContent::Mandate { news: MandateNews::EndsSoon, .. });
        }
        mail && notice && self.world.store.sessions().get(self.session).await.unwrap().is_none()
    }

    async fn counts(&self) -> (u64, u64) {
        let counters = self.world.store.counters();
        (counters.count("old", NOW).await.unwrap(), counters.count("current", NOW).await.unwrap())
    }
}

#[tokio::test]
async fn one_housekeeper_does_every_job() {
    let chores = Chores::new().await;
    assert_eq!(chores.counts().await, (1, 1));
    assert!(!chores.done().await);
    let all_done = async || chores.done().await && chores.counts().await.0 == 0;
    keep_house_until(&chores.world, &chores.world.identity, all_done).await;
    assert_eq!(chores.counts().await, (0, 1), "what is still counted with stays");
    let mails = chores.world.mails().await;
    assert_eq!(
        mandates::news(&mails, mandates::MAYA),
        [MandateNews::EndsSoon],
        "once, however often it looks"
    );
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again_and_holds_up_no_other() {
    for trouble in [Trouble::Error, Trouble::Panic] {
        let chores = Chores::new().await;
        let store = Troubled { inner: chores.world.store.clone(), trouble, tries: Arc::default() };
        let identity = chores.world.identity.with_store(store.clone());
        let tried_again = || store.tries.load(Ordering::Relaxed) >= 3;
        let all_done = async || tried_again() && chores.done().await;
        keep_house_until(&chores.world, &identity, all_done).await;
        assert_eq!(chores.counts().await, (1, 1));
    }
}

/// The window of a limit can be set longer than the usual ones.
#[tokio::test]
async fn a_counter_stays_as_long_as_its_window_can_last() {
    let world = World::new().await;
    let (store, clock) = (world.store.clone(), Arc::clone(&world.clock));
    let mut settings = world.identity.settings().clone();
    settings.sign_in_window = 10 * DAY;
    let key = MasterKey::generate(&SeededEntropy::new(1));
    let identity = Identity::builder(store.clone(), settings, key).clock(clock).build().unwrap();
    store.counters().hit("wrong passwords", NOW).await.unwrap();
    for (days, expected) in [(10, 1), (1, 0)] {
        world.clock.advance(days * DAY);
        identity.purge_counters().await.unwrap();
        assert_eq!(store.counters().count("wrong passwords", NOW).await.unwrap(), expected);
    }
}
