use super::look::BrandLook;
use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{BrandId, OrganizationId, RelyingPartyId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whose look a [`Brand`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum BrandSubject {
    /// Everything, where nothing else is said.
    Deployment,
    /// Pages while somebody acts for an organisation, and mails about it.
    Organization(OrganizationId),
    /// Signing in to an application.
    Application(RelyingPartyId),
}

impl BrandSubject {
    /// The stable code of its kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Deployment => "deployment",
            Self::Organization(_) => "organization",
            Self::Application(_) => "application",
        }
    }

    /// The id of the record that it is about; the nil UUID for the deployment, of which there is one.
    pub const fn id(&self) -> Uuid {
        match self {
            Self::Deployment => Uuid::nil(),
            Self::Organization(id) => id.as_uuid(),
            Self::Application(id) => id.as_uuid(),
        }
    }

    /// The subject of this kind and id.
    pub fn from_parts(kind: &str, id: Uuid) -> Option<Self> {
        match kind {
            "deployment" => id.is_nil().then_some(Self::Deployment),
            "organization" => Some(Self::Organization(id.into())),
            "application" => Some(Self::Application(id.into())),
            _ => None,
        }
    }
}

/// How pages and mails look for an organisation, for an application, or in the whole deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    /// Its id.
    pub id: BrandId,
    /// Whose look it is.
    pub subject: BrandSubject,
    /// What everybody sees.
    pub look: BrandLook,
    /// What is being prepared, which only those see who may publish it.
    pub draft: Option<BrandLook>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The unique keys of a brand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BrandKey {
    /// There is one for each subject.
    Of(BrandSubject),
}

impl UniqueKey for BrandKey {}

/// Which brands a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BrandFilter {
    /// Only those of one of these; `None` does not limit.
    pub subjects: Option<Vec<BrandSubject>>,
}

impl Entity for Brand {
    const KIND: RecordKind = RecordKind::Brand;

    type Id = BrandId;
    type Key = BrandKey;
    type Filter = BrandFilter;

    fn id(&self) -> BrandId {
        self.id
    }

    fn keys(&self) -> Vec<BrandKey> {
        vec![BrandKey::Of(self.subject)]
    }

    fn matches(&self, filter: &BrandFilter) -> bool {
        filter.subjects.as_ref().is_none_or(|subjects| subjects.contains(&self.subject))
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("subject", self.subject.id())]
    }

    fn narrow(filter: &BrandFilter) -> Option<Vec<Mark>> {
        let mark = |subject: &BrandSubject| Mark::new("subject", subject.id());
        filter.subjects.as_ref().map(|subjects| subjects.iter().map(mark).collect())
    }
}
