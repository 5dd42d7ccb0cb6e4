use super::path::{OrganizationPath, Region};
use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::order::OrderBy;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::OrganizationId;
use crate::values::{Attributes, BusinessId, DisplayName, DomainName, ExternalId, FoldedText};
use serde::{Deserialize, Serialize};

/// What kind of party an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrganizationClass {
    /// The company that runs the service; the root of the tree, where staff belong.
    Operator,
    /// A large customer, brought in by an account manager.
    Enterprise,
    /// A small or medium customer.
    Sme,
}

impl OrganizationClass {
    /// The stable code, as JSON and exported lists have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Enterprise => "enterprise",
            Self::Sme => "sme",
        }
    }
}

/// Whether an organisation's people can act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrganizationState {
    /// In business.
    Active,
    /// Barred for now: nobody acts inside it, whoever stands above it still sees it.
    Suspended,
    /// Gone for good; kept so that history stays readable.
    Closed,
}

impl OrganizationState {
    /// Every state there is.
    pub const ALL: [Self; 3] = [Self::Active, Self::Suspended, Self::Closed];

    /// The stable code, as JSON and the audit trail have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }
}

/// A customer, a department of one, or the operator itself: a node of one tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its place in the tree; the parent is the last but one step.
    pub path: OrganizationPath,
    /// What people call it.
    pub name: DisplayName,
    /// What kind of party it is.
    pub class: OrganizationClass,
    /// Whether its people can act.
    pub state: OrganizationState,
    /// The CRM's id for it, where the CRM knows it.
    pub external_id: Option<ExternalId>,
    /// Its number in the official business register.
    pub business_id: Option<BusinessId>,
    /// Mail domains that are its own.
    pub domains: Vec<DomainName>,
    /// What else the CRM tells of it.
    pub attributes: Attributes,
    /// The version of the CRM's record that this one shows; an older one is never applied over it.
    pub source_version: Option<u64>,
    /// When it came to be here.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Organization {
    /// The organisation it belongs to; `None` for the root.
    pub fn parent(&self) -> Option<OrganizationId> {
        self.path.parent()
    }

    /// The CRM's id for it; the operator's own organisation, which no CRM feeds, has none to show.
    pub fn crm_id(&self) -> Option<&ExternalId> {
        self.external_id.as_ref().filter(|_| self.class != OrganizationClass::Operator)
    }

    /// What a search looks through: the name, the CRM's id, the business id and the mail domains, each folded and on a
    /// line of its own. A store that searches inside the query keeps this text beside the record.
    pub fn search_text(&self) -> FoldedText {
        let ids = self.crm_id().map(ExternalId::as_str).into_iter();
        let ids = ids.chain(self.business_id.as_ref().map(BusinessId::as_str));
        let domains = self.domains.iter().map(DomainName::as_str);
        FoldedText::of_lines(std::iter::once(self.name.as_str()).chain(ids).chain(domains))
    }
}

/// The unique keys of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationKey {
    /// The CRM's id.
    External(ExternalId),
}

impl UniqueKey for OrganizationKey {}

/// Which organisations a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganizationFilter {
    /// Only those in one of these regions; an empty list shows none, `None` does not limit.
    pub within: Option<Vec<Region>>,
    /// Only direct children of this organisation.
    pub parent: Option<OrganizationId>,
    /// Only those whose [search text](Organization::search_text) contains this.
    pub search: Option<FoldedText>,
    /// Only those in this state.
    pub state: Option<OrganizationState>,
}

impl Entity for Organization {
    const KIND: RecordKind = RecordKind::Organization;
    const ORDERS: &'static [OrderBy] = &[OrderBy::Id, OrderBy::Name, OrderBy::ExternalId];

    type Id = OrganizationId;
    type Key = OrganizationKey;
    type Filter = OrganizationFilter;

    fn id(&self) -> OrganizationId {
        self.id
    }

    fn keys(&self) -> Vec<OrganizationKey> {
        self.external_id.iter().cloned().map(OrganizationKey::External).collect()
    }

    fn matches(&self, filter: &OrganizationFilter) -> bool {
        filter.within.as_ref().is_none_or(|regions| regions.iter().any(|region| region.covers(&self.path)))
            && filter.parent.is_none_or(|parent| self.parent() == Some(parent))
            && filter.search.as_ref().is_none_or(|part| self.search_text().contains(part))
            && filter.state.is_none_or(|state| self.state == state)
    }

    fn order_key(&self, by: OrderBy) -> Option<FoldedText> {
        match by {
            OrderBy::Name => Some(FoldedText::sort_key(self.name.as_str())),
            OrderBy::ExternalId => {
                Some(FoldedText::sort_key(self.crm_id().map(ExternalId::as_str).unwrap_or_default()))
            }
            OrderBy::Id | OrderBy::Email => None,
        }
    }

    fn marks(&self) -> Vec<Mark> {
        let mut marks = Mark::each("within", self.path.steps());
        marks.push(Mark::new("at", self.id));
        marks.extend(self.parent().map(|parent| Mark::new("parent", parent)));
        marks
    }

    fn narrow(filter: &OrganizationFilter) -> Option<Vec<Mark>> {
        if let Some(parent) = filter.parent {
            return Some(vec![Mark::new("parent", parent)]);
        }
        let region = |region: &Region| match region {
            Region::Only(path) => Mark::each("at", path.steps().last()),
            Region::Subtree(path) => Mark::each("within", path.steps().last()),
        };
        filter.within.as_ref().map(|regions| regions.iter().flat_map(region).collect())
    }
}
