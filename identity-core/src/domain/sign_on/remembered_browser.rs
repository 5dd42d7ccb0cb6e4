use super::session::Device;
use crate::Timestamp;
use crate::domain::authentication_method::AuthenticationMethod;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{RememberedBrowserId, UserId};
use crate::secrets::TokenDigest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A browser that a person asked to be remembered: their second proof is not asked for there each time.
///
/// It is no proof. What an application asks for by name, and every change of the ways in, needs the second proof all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RememberedBrowser {
    /// Its id; not a secret.
    pub id: RememberedBrowserId,
    /// Whose second proof it spares.
    pub user: UserId,
    /// Keyed digest of the value by which the browser is known.
    pub browser: TokenDigest,
    /// By what the second proof was given.
    pub methods: BTreeSet<AuthenticationMethod>,
    /// What the browser told of itself when it was last used.
    pub device: Device,
    /// When the second proof was given in it.
    pub created_at: Timestamp,
    /// When it last spared the second proof.
    pub last_used_at: Option<Timestamp>,
    /// From when the second proof is asked for again.
    pub expires_at: Timestamp,
}

/// The unique keys of a remembered browser.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RememberedBrowserKey {
    /// A person has each browser remembered once.
    Of(UserId, TokenDigest),
}

impl UniqueKey for RememberedBrowserKey {}

/// Which remembered browsers a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RememberedBrowserFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
    /// Only those that expired before this.
    pub expired_before: Option<Timestamp>,
}

impl Entity for RememberedBrowser {
    const KIND: RecordKind = RecordKind::RememberedBrowser;

    type Id = RememberedBrowserId;
    type Key = RememberedBrowserKey;
    type Filter = RememberedBrowserFilter;

    fn id(&self) -> RememberedBrowserId {
        self.id
    }

    fn keys(&self) -> Vec<RememberedBrowserKey> {
        vec![RememberedBrowserKey::Of(self.user, self.browser)]
    }

    fn matches(&self, filter: &RememberedBrowserFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
            && filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &RememberedBrowserFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
