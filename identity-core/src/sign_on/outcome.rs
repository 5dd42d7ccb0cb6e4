//! How a sign-on goes on and how it ends.

use super::attempt::Attempt;
use super::deciding::SignOnStep;
use super::refusal_reason::RefusalReason;
use crate::Timestamp;
use crate::authenticators::Factors;
use crate::authority::NamedDeny;
use crate::domain::{ApplicationRequest, AuthenticationMethod, NameFormat, RelyingParty};
use crate::ids::{GrantId, OrganizationId, UserId};
use crate::secrets::SecretToken;
use crate::sessions::{BegunLogout, SignedIn};
use crate::values::{
    Attributes, BusinessId, EmailAddress, FamilyName, Locale, PersonName, PhoneNumber, RoleKey,
};
use std::collections::{BTreeMap, BTreeSet};

/// Where a sign-on stands after a step.
#[derive(Debug)]
pub enum Progress {
    /// The person is asked something.
    Next(Box<Attempt>, SignOnStep),
    /// It is finished.
    Done(Box<Done>),
}

/// A sign-on that is finished.
#[derive(Debug)]
pub struct Done {
    /// The session that it opened, with the token for the browser's cookie; `None` when the browser's session stays.
    pub signed_in: Option<SignedIn>,
    /// The logout of the browser's earlier session, when that was somebody else's and applications took part in it.
    pub ended: Option<BegunLogout>,
    /// How it ended.
    pub outcome: Outcome,
}

/// How a sign-on ends.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// Back to a page of this application.
    Page {
        /// The local path.
        return_to: String,
    },
    /// The application is told who the person is.
    Told(Box<Told>),
    /// The application is told that it cannot be.
    Refused(Box<Refusal>),
    /// Nobody waits for an answer but the person, who cannot go on.
    Help(RefusalReason),
}

/// What an application is told of a person, in terms of no protocol.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The application.
    pub application: RelyingParty,
    /// The request that this answers.
    pub request: ApplicationRequest,
    /// Whether the same request was answered before: a reload, or a second click.
    pub again: bool,
    /// The name under which this application knows the person at every visit (`sub` of OIDC).
    pub name: String,
    /// The name in the format that the application asked for (`NameID` of SAML).
    pub subject: String,
    /// That format.
    pub subject_format: NameFormat,
    /// The name under which this application knows the session (`SessionIndex` of SAML, `sid` of OIDC).
    pub session_name: String,
    /// The methods of the proofs (`amr`).
    pub methods: BTreeSet<AuthenticationMethod>,
    /// How many kinds of proof they are; `acr` is made from it.
    pub factors: Factors,
    /// When the person proved who they are (`auth_time`, `AuthnInstant`).
    pub authenticated_at: Timestamp,
    /// When the session at the application ends at the latest, or is renewed here (`SessionNotOnOrAfter`).
    pub session_expires_at: Timestamp,
    /// The person.
    pub person: Person,
    /// The organisation that the person acts for.
    pub organization: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// What else is known of it, if the application's attributes need it.
    pub organization_details: Option<Place>,
    /// The application's roles that the person has there.
    pub roles: BTreeSet<RoleKey>,
    /// The mandate by which the person acts, if it is not their own right.
    pub mandate: Option<GrantId>,
    /// The authorization code, with which the application gets its tokens, if it asked by `OpenID` Connect.
    pub code: Option<SecretToken>,
}

/// A person as applications are told of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id here, the same for every application.
    pub id: UserId,
    /// First name.
    pub given_name: PersonName,
    /// Last name.
    pub family_name: FamilyName,
    /// First and last name.
    pub full_name: String,
    /// The main address; none if nobody has proved that it is theirs.
    pub email: Option<EmailAddress>,
    /// The telephone number; none if nobody has proved that it is theirs.
    pub phone: Option<PhoneNumber>,
    /// The language that they chose.
    pub locale: Option<Locale>,
    /// Their attributes that the deployment declares, by key.
    pub attributes: BTreeMap<String, String>,
}

/// An organisation as applications are told of it, beyond its id and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its business id.
    pub business_id: Option<BusinessId>,
    /// Its attributes.
    pub attributes: Attributes,
}

/// Why an application is told nothing of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The application.
    pub application: RelyingParty,
    /// The request that this answers.
    pub request: ApplicationRequest,
    /// Whether the same request was answered before: a reload, or a second click.
    pub again: bool,
    /// What is missing.
    pub reason: RefusalReason,
    /// The deny of the policy with its names, if it is that.
    pub denied: Option<NamedDeny>,
}
