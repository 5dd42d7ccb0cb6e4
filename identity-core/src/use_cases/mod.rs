//! What can be done: each file one use case, as methods of [`Identity`](crate::Identity).

mod authority;
mod caller;
mod deliver;
mod facts;
mod invite;
mod provision_contract;
mod provision_organization;
mod retry;

pub use authority::AccessError;
pub use caller::Caller;
pub use deliver::{Delivered, DeliverySettings, OutboxWorker};
pub use invite::{Invite, InviteError};
pub use provision_contract::ProvisionContract;
pub use provision_organization::{Outcome, ProvisionError, ProvisionOrganization, Provisioned};
