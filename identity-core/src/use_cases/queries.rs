//! What people and programs may look at, put together as pages and REST show it.

mod account;
mod explain;
mod invitations;
mod mandates;
mod organizations;
mod people;

pub use account::{Account, Application};
pub use explain::{Ability, AbleHolder, AskedActor, ExplainedDecision};
pub use invitations::{Delivery, InvitationDetails};
pub use mandates::{FoundMandate, MandateDetails, MandateState, OwnMandates};
pub use organizations::{ContractDetails, OrganizationDetails};
pub use people::{HeldRole, Member};
