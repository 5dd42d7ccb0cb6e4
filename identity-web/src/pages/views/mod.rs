//! What each page shows, as plain data: handlers fill it, templates put it into words.

mod account;
mod dev;
mod entry;
mod form;
mod frame;
mod mandate;
mod mandate_samples;
mod organization;
mod outcome;
pub(crate) mod samples;

pub use account::{Account, Application, Home, MembershipRow, OrganizationLink, SessionRow};
pub use dev::{DevInbox, DevMessage, DevRow};
pub use entry::{
    AcceptInvitation, ClosedReason, InvitationClosed, InvitationForAccount, InvitationLink, InvitationWords,
    RoleWords, SignIn,
};
pub use form::{Choice, FormState};
pub use frame::{Banner, FormTokens, Frame, NavItem};
pub use mandate::{
    AbilityRow, AbleRow, ChainRow, GiveMandate, InvitedRow, MandatePage, MandateRow, Mandates,
    OrganizationMandates, Switch, WhoCan,
};
pub use organization::{
    Act, ContractRow, Delivery, GrantForm, GrantRow, InvitationRow, Invitations, Invite, OrganizationDetails,
    OrganizationHead, OrganizationRow, Organizations, People, Person, PersonEdit, PersonRow,
};
pub use outcome::{
    ChooseOrganization, Confirm, Onward, Problem, ServiceSignOut, SignOut, SignedOut, SigningOut, SsoRefused,
};

/// A page: its data and the template that shows it.
pub trait View: serde::Serialize {
    /// The file name of the template.
    const TEMPLATE: &'static str;
}

macro_rules! views {
    ($($view:ty => $template:literal),+ $(,)?) => {
        $(impl View for $view { const TEMPLATE: &'static str = $template; })+
    };
}

views! {
    AcceptInvitation => "invitation.html",
    Account => "account.html",
    ChooseOrganization => "choose_organization.html",
    Confirm => "confirm.html",
    DevInbox => "dev_inbox.html",
    DevMessage => "dev_message.html",
    GiveMandate => "mandate_give.html",
    Home => "home.html",
    InvitationClosed => "invitation_closed.html",
    InvitationForAccount => "invitation_account.html",
    InvitationLink => "invitation_link.html",
    Invitations => "invitations.html",
    Invite => "invite.html",
    MandatePage => "mandate.html",
    Mandates => "mandates.html",
    Onward => "onward.html",
    OrganizationDetails => "organization_details.html",
    OrganizationMandates => "organization_mandates.html",
    Organizations => "organizations.html",
    People => "people.html",
    Person => "person.html",
    PersonEdit => "person_edit.html",
    Problem => "problem.html",
    SignIn => "sign_in.html",
    SignOut => "sign_out.html",
    SignedOut => "signed_out.html",
    SigningOut => "signing_out.html",
    SsoRefused => "sso_refused.html",
    WhoCan => "who_can.html",
}
