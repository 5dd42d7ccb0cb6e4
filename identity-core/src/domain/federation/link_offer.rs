use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ConnectionId, LinkOfferId, UserId};
use serde::{Deserialize, Serialize};

/// That a person was offered to link their account with a connection, and did not want to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkOffer {
    /// Its id.
    pub id: LinkOfferId,
    /// Who was asked.
    pub user: UserId,
    /// With which connection.
    pub connection: ConnectionId,
    /// From when they are asked again; none for never.
    pub ask_again_at: Option<Timestamp>,
    /// When they answered.
    pub answered_at: Timestamp,
}

/// The unique keys of a declined offer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkOfferKey {
    /// There is one for each person and connection.
    Of(UserId, ConnectionId),
}

impl UniqueKey for LinkOfferKey {}

/// Which declined offers a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkOfferFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
}

impl Entity for LinkOffer {
    const KIND: RecordKind = RecordKind::LinkOffer;

    type Id = LinkOfferId;
    type Key = LinkOfferKey;
    type Filter = LinkOfferFilter;

    fn id(&self) -> LinkOfferId {
        self.id
    }

    fn keys(&self) -> Vec<LinkOfferKey> {
        vec![LinkOfferKey::Of(self.user, self.connection)]
    }

    fn matches(&self, filter: &LinkOfferFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &LinkOfferFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
