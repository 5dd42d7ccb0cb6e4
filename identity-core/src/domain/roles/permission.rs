use crate::values::Scope;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// An administrative act. The set is closed: a new act is a new variant, here and nowhere else.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission { $($(#[$doc])* $name),+ }

        impl Permission {
            /// Every permission there is.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable name, which is also the OAuth scope of the same reach.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// The permission of this name.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

permissions! {
    /// See that an organisation exists, and its data.
    OrganizationView = "organization.view",
    /// Create and change organisations as the CRM's feed does.
    OrganizationProvision = "organization.provision",
    /// See contracts.
    ContractView = "contract.view",
    /// Create, change and end contracts as the CRM's feed does.
    ContractProvision = "contract.provision",
    /// See the people of an organisation.
    MemberView = "member.view",
    /// Edit, lock and unlock the people of an organisation.
    MemberManage = "member.manage",
    /// Invite people, send again, revoke.
    InvitationManage = "invitation.manage",
    /// See who has which role.
    GrantView = "grant.view",
    /// Give and revoke roles, as far as the actor holds them.
    GrantManage = "grant.manage",
    /// See mandates, give them, and end those of others.
    MandateManage = "mandate.manage",
    /// Define roles for an organisation.
    RoleDefine = "role.define",
    /// Read an organisation's history.
    AuditView = "audit.view",
    /// See which messages could not be delivered.
    OutboxView = "outbox.view",
    /// Register, change and delete the applications that people sign in to, and the clients that call the interface.
    ApplicationManage = "application.manage",
    /// Set up the identity providers by which people sign in from elsewhere, for an organisation or, at the operator, for everybody.
    ConnectionManage = "connection.manage",
}

impl Permission {
    /// Whether it only looks.
    pub const fn only_looks(self) -> bool {
        matches!(
            self,
            Self::OrganizationView
                | Self::ContractView
                | Self::MemberView
                | Self::GrantView
                | Self::AuditView
                | Self::OutboxView
        )
    }

    /// Whether it can be exercised for single services, so that a grant that is limited to some still gives it.
    /// What concerns the whole organisation or a whole person is given by unlimited grants alone.
    pub const fn within_service(self) -> bool {
        matches!(
            self,
            Self::OrganizationView
                | Self::ContractView
                | Self::MemberView
                | Self::InvitationManage
                | Self::GrantView
                | Self::GrantManage
                | Self::MandateManage
        )
    }

    /// Whether somebody above an organisation can still do it when that organisation is not active: looking; the CRM's feed,
    /// which stays the master of its own data; and managing the people, whose accounts nobody could lock otherwise.
    pub(crate) const fn outlasts_suspension(self) -> bool {
        self.only_looks()
            || matches!(self, Self::OrganizationProvision | Self::ContractProvision | Self::MemberManage)
    }
}

impl Permission {
    /// The permission of the same name as a scope, if there is one.
    pub fn of_scope(scope: &Scope) -> Option<Self> {
        Self::parse(scope.as_str())
    }
}

impl From<Permission> for Scope {
    fn from(permission: Permission) -> Self {
        Self::named(permission.as_str())
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Permission {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Permission {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("there is no permission {text:?}")))
    }
}
