//! Values that are parsed once and are right from then on.
//!
//! Each type has one way in, `parse`, which is bounded before it looks at anything, and which serde uses
//! as well. What it refuses it refuses with an error that says what to do.

#[macro_use]
mod text;

mod attributes;
mod characters;
mod contact;
mod domain_name;
mod email;
mod entity_id;
mod external;
mod folded_text;
mod keys;
mod locale;
mod names;
mod network;
mod phone;
mod premium_rate;
mod profile_fields;
mod public_address;
mod user_attributes;
mod username;
mod web_origin;

pub use attributes::{Attributes, AttributesPatch, InvalidAttributes};
pub(crate) use characters::is_plain_line;
pub use contact::{Contact, ContactKind, InvalidContact};
pub use domain_name::{DomainName, InvalidDomainName};
pub use email::{EmailAddress, InvalidEmailAddress};
pub use entity_id::{EntityId, InvalidEntityId};
pub use external::{BusinessId, ExternalId, InvalidBusinessId, InvalidExternalId};
pub use folded_text::FoldedText;
pub use keys::{
    ClientId, InvalidClientId, InvalidRoleKey, InvalidScope, InvalidServiceKey, RoleKey, Scope, ServiceKey,
};
pub use locale::{InvalidLocale, Locale};
pub use names::{
    DisplayName, FamilyName, InvalidDisplayName, InvalidPersonName, InvalidReason, PersonName, Reason,
    UnusableCharacter,
};
pub use network::Network;
pub use phone::{CallingCode, InvalidCallingCode, InvalidPhoneNumber, PhoneNumber};
pub use premium_rate::PREMIUM_RATE;
pub use profile_fields::{ProfileField, ProfileFields};
pub use public_address::is_public;
pub(crate) use public_address::{is_inside, is_this_machine};
pub use user_attributes::{AttributeWriter, UserAttributes};
pub use username::{InvalidUsername, Username};
pub use web_origin::is_web_origin;
