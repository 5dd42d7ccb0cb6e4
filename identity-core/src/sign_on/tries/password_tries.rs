//! How often passwords can be guessed: for one account, from one network.

use crate::authority::{Identity, Trace};
use crate::domain::{Action, User};
use crate::ids::UserId;
use crate::secrets::TokenDigest;
use crate::sign_on::visitor::Visitor;
use crate::store::{StoreError, Versioned};
use sha2::{Digest, Sha256};

/// The longest identifier that is looked at, in octets: a mail address has 254 at most.
const MAX_IDENTIFIER_OCTETS: usize = 254;

/// Wrong tries for one account from unknown devices, wherever they come from, are this many times those from one network.
const NETWORKS: u64 = 5;

/// A try that was counted before its password is looked at, so that guessing side by side gains nothing.
pub(in crate::sign_on) struct CountedTry {
    /// Those of the same counter, with this one.
    pub(in crate::sign_on) tries: u64,
    /// Whether it is refused, whatever the password.
    pub(in crate::sign_on) is_paused: bool,
    /// Whether it is refused unread, since its network tried too often. Only the one that is the first over the limit was
    /// counted and is written down: the others cost the store two reads.
    pub(in crate::sign_on) is_unread: bool,
    /// The counter that a success forgets, and that a try which nobody looked at is taken off again.
    own: String,
    /// The counters in which a success is counted against the tries.
    shared: Vec<String>,
}

impl CountedTry {
    /// Whether it went into a counter, as all do but those of a network that is over its limit already.
    pub(in crate::sign_on) const fn is_counted(&self) -> bool {
        self.tries > 0
    }
}

impl Identity {
    /// Counts a try. A device that the person signed in with before has a counter of its own. Every other one counts with
    /// those of its network for the same account; with those of all networks for the account, as long as its own are not
    /// used up; and with those of its network for all accounts.
    pub(in crate::sign_on) async fn count_try(
        &self,
        user: Option<&Versioned<User>>,
        identifier: &str,
        visitor: &Visitor<'_>,
    ) -> Result<CountedTry, StoreError> {
        let account = account(user, identifier);
        let limit = self.settings().sign_in_tries;
        let person = user.map_or_else(|| UserId::from(uuid::Uuid::nil()), |user| user.id);
        if let Some(mark) = self.known_device(visitor.known_device, person) {
            let own = format!("{account}:device:{mark}");
            let tries = self.open_tries(&own).await?;
            return Ok(CountedTry {
                tries,
                is_paused: tries > limit,
                is_unread: false,
                own,
                shared: Vec::new(),
            });
        }
        let Some(network) = visitor.device.network() else {
            let tries = self.open_tries(&account).await?;
            return Ok(CountedTry {
                tries,
                is_paused: tries > limit,
                is_unread: false,
                own: account,
                shared: Vec::new(),
            });
        };
        let (own, of_network) = (format!("{account}:from:{network}"), format!("sign-in-from:{network}"));
        let most = self.settings().sign_in_tries_per_network;
        if self.open_before(&of_network).await? > most {
            return Ok(CountedTry { tries: 0, is_paused: true, is_unread: true, own, shared: Vec::new() });
        }
        let is_unread = self.open_tries(&of_network).await? > most;
        let tries = self.open_tries(&own).await?;
        let mut is_paused = tries > limit || is_unread;
        let mut shared = vec![of_network];
        if !is_paused {
            is_paused = self.open_tries(&account).await? > limit.saturating_mul(NETWORKS);
            shared.push(account);
        }
        Ok(CountedTry { tries, is_paused, is_unread, own, shared })
    }

    /// Says that a try was right.
    pub(in crate::sign_on) async fn try_was_right(&self, counted: &CountedTry) -> Result<(), StoreError> {
        self.store.counters().reset(&counted.own).await?;
        self.store.counters().reset(&right(&counted.own)).await?;
        self.count_as_right(&counted.shared).await
    }

    /// Says that nobody looked at a try, so that it tells nothing of a password.
    pub(in crate::sign_on) async fn try_was_not_judged(
        &self,
        counted: &CountedTry,
    ) -> Result<(), StoreError> {
        self.hit_sign_in(&right(&counted.own)).await?;
        self.count_as_right(&counted.shared).await
    }

    async fn count_as_right(&self, counters: &[String]) -> Result<(), StoreError> {
        for counter in counters {
            self.hit_sign_in(&right(counter)).await?;
        }
        Ok(())
    }

    /// Writes down that a try was refused. Anybody can try, so only some of many are written down.
    pub(in crate::sign_on) async fn refuse_password(
        &self,
        user: Option<&Versioned<User>>,
        counted: &CountedTry,
        visitor: &Visitor<'_>,
    ) -> Result<(), StoreError> {
        let trace = user.map_or_else(Trace::default, |user| Trace::of(user.id)).with("tries", counted.tries);
        let network = visitor.device.network();
        self.note_some_tries(Action::SignInRefused, trace, visitor.reference, network).await
    }

    /// How many tries there were that did not turn out right, without counting one.
    async fn open_before(&self, counter: &str) -> Result<u64, StoreError> {
        let (counters, window) = (self.store.counters(), self.window(self.settings().sign_in_window));
        let tries = counters.count(counter, window).await?;
        Ok(tries.saturating_sub(counters.count(&right(counter), window).await?))
    }

    async fn hit_sign_in(&self, counter: &str) -> Result<u64, StoreError> {
        self.store.counters().hit(counter, self.window(self.settings().sign_in_window)).await
    }

    /// Counts a try, and gives how many there were that did not turn out right. Those whose outcome is not known yet count.
    async fn open_tries(&self, counter: &str) -> Result<u64, StoreError> {
        let window = self.window(self.settings().sign_in_window);
        let tries = self.hit_sign_in(counter).await?;
        Ok(tries.saturating_sub(self.store.counters().count(&right(counter), window).await?))
    }
}

fn right(counter: &str) -> String {
    format!("{counter}:right")
}

/// One counter per account, whichever of its names was typed; unknown names are counted by their digest.
fn account(user: Option<&Versioned<User>>, identifier: &str) -> String {
    if let Some(user) = user {
        format!("sign-in:{}", user.id)
    } else {
        let cut: String = identifier.trim().chars().take(MAX_IDENTIFIER_OCTETS).collect();
        format!("sign-in:{}", digest_of(&cut.to_lowercase()).hex())
    }
}

fn digest_of(text: &str) -> TokenDigest {
    TokenDigest::from_bytes(Sha256::digest(text.as_bytes()).into())
}
