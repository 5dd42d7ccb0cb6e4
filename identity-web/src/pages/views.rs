//! The views of all pages: what each template finds in `view`. For those who override templates.

pub use super::applications::registry::views::{
    ApplicationChoices, ApplicationForm, ApplicationKindLink, ApplicationLink, ApplicationSecret,
    ApplicationState, AttemptRow, ChooseApplicationKind, FactRow, GiveMetadata, KeyRow, MetadataPreview,
    MetadataWords, OwnValueRow, RegisteredApplication, RegisteredApplications, RegisteredRow,
};
pub use super::applications::saml::views::{AddSamlAttribute, SamlApplication, SamlAttributeRow};
pub use super::applications::views::{
    Application, ApplicationGroup, Home, KnownApplication, OfferTile, OrganizationLink, OwnApplications,
};
pub use super::approvals::views::{ApprovalRow, Approvals, AskApproval};
pub use super::audit::views::{Activity, ActivityLink, ActivityRow, History, HistoryRow};
pub use super::authenticators::views::{
    AuthenticatorRow, EnrolAuthenticator, LabelAuthenticator, RecoveryCodes, Security, Setup, TotpView,
};
pub use super::authenticators::words::SentCode;
pub use super::brands::views::{BrandLink, EditBrand};
pub use super::closing::views::{AccountClosed, AloneAt, CloseAccount, EndingMandate, EraseUser};
pub use super::connections::views::{
    ChooseProvider, ConnectionDomains, ConnectionFact, ConnectionForm, ConnectionLink, ConnectionOnly,
    ConnectionPage, ConnectionPlace, ConnectionRow, ConnectionRulesForm, ConnectionTag, Connections,
    DomainLink, DomainRow, FailedSignIn, GiveProviderMetadata, OwnValue, ProviderKey, ProviderKind,
    ProviderPreview, ProviderWords,
};
pub use super::contacts::views::{
    ChangeContact, ContactLinkClosed, EmailRow, OwnEmails, ProveContact, UseContactLink,
};
pub use super::delivery::views::{DevInboxPage, DevMessagePage, DevRow, SmsSettings, SmsTestLine};
pub use super::invitations::views::{
    AcceptInvitation, ClosedReason, InvitationClosed, InvitationForAccount, InvitationLink, InvitationRow,
    InvitationWords, Invitations, Invite, MailProgress,
};
pub use super::linked_accounts::views::{LinkedAccounts, LinkedRow, OpenConnection};
pub use super::mandates::views::{
    ChainRow, GiveMandate, InvitedRow, MandatePage, MandateRow, Mandates, OrganizationMandates,
};
pub use super::organizations::views::{
    ContractRow, OrganizationDetails, OrganizationHead, OrganizationRow, OrganizationSuspend, Organizations,
    StateAct,
};
pub use super::people::views::{
    Act, ContactRow, CreateMember, FieldRow, GrantForm, GrantRow, LeaveRefused, Letter, PasswordLine, People,
    Person, PersonEdit, PersonRow, Profile,
};
pub use super::personal_data::views::ExportOwnData;
pub use super::programs::views::{
    ProgramGrantForm, ProgramPage, ProgramRightRow, ProgramRow, ProgramStop, Programs,
};
pub use super::recovery::views::{FirstUse, Recover, RecoverClosed, RecoverPassword, RecoverSent};
pub use super::roles::views::{AbilityRow, AbleRow, RoleWords, WhoCan};
pub use super::sessions::views::{Account, BrowserRow, ChangePassword, MembershipRow, SessionRow};
pub use super::sign_on::linking::views::{
    ConnectOrCreate, ConnectionButton, LeaveButton, LinkQuestion, StepButton,
};
pub use super::sign_on::views::{
    AlreadySignedIn, Challenge, ChooseOrganization, Consent, EnrolChoice, EnrolInFlow, KeepAccount, Leaving,
    OnwardLink, OtherWay, ServiceSignOut, SignIn, SignInPolicy, SignOut, SignedOut, SigningOut, SsoRefused,
};
