//! What people and programs may look at, put together as pages and REST show it.

mod account;
mod explain;
mod invitations;
mod mandate_options;
mod mandates;
mod organizations;
mod people;

pub use account::{Account, Application};
pub use explain::{Ability, AbleHolder, AskedActor, ExplainedDecision};
pub use invitations::{Delivery, InvitationDetails};
pub use mandate_options::MandateOptions;
pub use mandates::{FoundMandate, MandateChain, MandateDetails, MandateLink, MandateState, OwnMandates};
pub use organizations::{ContractDetails, OrganizationDetails};
pub use people::{HeldRole, Member};
