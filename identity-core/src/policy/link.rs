use super::deny_reason::DenyReason;
use super::memory::{NONE, PackedVersion};
use super::permission_set::PermissionSet;
use super::windows::{Span, Windows};
use crate::Timestamp;
use crate::domain::{Permission, Rights};
use crate::ids::{ContractId, GrantId, ServiceId};
use std::mem::offset_of;

/// A grant, with what the whole chain from the root grant down to it comes to.
///
/// It fills two lines of memory. What says yes or no stands in the first, what says why not in the second.
#[derive(Debug, Clone)]
#[repr(C, align(64))]
pub(super) struct Link {
    pub(super) id: GrantId,
    /// The permissions that every link of the chain gives.
    pub(super) permissions: PermissionSet,
    /// When every link of the chain holds, contracts included.
    pub(super) windows: Windows,
    /// How far every link of the chain reaches.
    pub(super) reach: Reach,
    pub(super) kind: LinkKind,
    pub(super) rights: Rights,
    /// Whether there is a `fault`.
    pub(super) broken: bool,
    pub(super) version: PackedVersion,
    /// Its role's position.
    pub(super) role: u32,
    /// The position of the grant that it derives from.
    pub(super) parent_grant: u32,
    /// The position of its holder.
    pub(super) party: u32,
    /// How far it reaches by itself, from where it was given.
    pub(super) own_reach: Reach,
    /// How long it lasts by itself.
    pub(super) period: Span,
    /// What keeps the chain from having any effect at any time.
    pub(super) fault: Option<Box<DenyReason>>,
    pub(super) limits: Option<Box<ChainLimits>>,
}

const _: () = assert!(offset_of!(Link, version) == 64, "yes or no is read from one line of memory");
const _: () = assert!(size_of::<Link>() == 128, "a link is two lines of memory");

/// How a grant came to its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkKind {
    /// It is a root grant.
    Root,
    /// It was given under a mandate, and is not passed on as one.
    Under,
    /// It is a mandate that may pass through so many more hands.
    Mandate(u8),
}

/// What a grant is limited to, in the order of the ids.
#[derive(Debug, Clone)]
pub(super) struct ChainLimits {
    pub(super) services: Option<Box<[ServiceId]>>,
    pub(super) contracts: Option<Box<[ContractId]>>,
}

/// A part of the tree, as positions of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) place: u32,
    /// Behind the last place.
    pub(super) end: u32,
    pub(super) subtree: bool,
}

impl Reach {
    pub(super) const NOWHERE: Self = Self { place: NONE, end: 0, subtree: false };

    pub(super) const fn covers(self, place: u32) -> bool {
        self.place <= place && place < self.end
    }

    /// What both reach. Two parts of a tree are one in the other or apart.
    pub(super) const fn and(self, other: Self) -> Self {
        if self.covers(other.place) && self.subtree {
            other
        } else if other.covers(self.place) {
            Self { subtree: self.subtree && other.subtree, ..self }
        } else {
            Self::NOWHERE
        }
    }
}

impl Link {
    /// Where it was given.
    pub(super) const fn place(&self) -> u32 {
        self.own_reach.place
    }

    /// Whether every grant of the chain is in force at a moment.
    pub(super) fn is_active(&self, at: Timestamp) -> bool {
        !self.broken && self.windows.contains(at)
    }

    /// Whether it lets its holder act by a permission at a moment, somewhere.
    pub(super) fn gives(&self, permission: Permission, at: Timestamp) -> bool {
        self.permissions.contains(permission) && self.rights.may_act() && self.is_active(at)
    }

    pub(super) const fn is_derived(&self) -> bool {
        !matches!(self.kind, LinkKind::Root)
    }

    pub(super) const fn is_mandate(&self) -> bool {
        matches!(self.kind, LinkKind::Mandate(_))
    }

    /// Whether somebody who is given a part of it can be given its permissions too.
    pub(super) const fn passes_permissions(&self) -> bool {
        match self.kind {
            LinkKind::Root => true,
            LinkKind::Under => false,
            LinkKind::Mandate(depth) => depth > 0,
        }
    }

    pub(super) fn allows_service(&self, service: ServiceId) -> bool {
        let services = self.limits.as_ref().and_then(|limits| limits.services.as_ref());
        services.is_none_or(|services| services.contains(&service))
    }

    pub(super) fn allows_contract(&self, contract: ContractId) -> bool {
        let contracts = self.limits.as_ref().and_then(|limits| limits.contracts.as_ref());
        contracts.is_none_or(|contracts| contracts.contains(&contract))
    }

    pub(super) fn names_contracts(&self) -> bool {
        self.limits.as_ref().is_some_and(|limits| limits.contracts.is_some())
    }
}
