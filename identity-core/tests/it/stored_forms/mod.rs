//! The stored form of records and keys is a promise to everybody who keeps them: it is read here as it was first
//! written, and written again. A field that is added later is put into `forms.json` as well; give it
//! `#[serde(default)]` and add a test that reads the record without it.

use identity_core::domain::*;
use identity_core::for_each_record;
use identity_core::store::{Entity, UniqueKey};
use serde_json::Value;
use std::collections::BTreeMap;

fn forms() -> BTreeMap<String, Value> {
    serde_json::from_str(include_str!("forms.json")).unwrap()
}

fn check<T: Entity>(form: &Value) {
    let kind = T::KIND.as_str();
    let record: T = serde_json::from_value(form["record"].clone()).unwrap_or_else(|e| panic!("{kind}: {e}"));
    assert_eq!(serde_json::to_value(&record).unwrap(), form["record"], "the form of {kind} has changed");
    let keys = record.keys();
    let octets: Vec<String> = keys.iter().map(|key| String::from_utf8(key.to_bytes()).unwrap()).collect();
    assert_eq!(serde_json::to_value(&octets).unwrap(), form["keys"], "the keys of {kind} have changed");
    for (key, octets) in keys.iter().zip(&octets) {
        assert_eq!(&serde_json::from_str::<T::Key>(octets).unwrap(), key);
    }
}

macro_rules! check_all {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        fn check_all(forms: &BTreeMap<String, Value>) {
            $(
                let form = forms.get($name).unwrap_or_else(|| panic!("forms.json has no {}", $name));
                assert_eq!($kind::KIND, RecordKind::$kind);
                check::<identity_core::domain::$kind>(form);
            )+
        }
    };
}

for_each_record!(check_all);

#[test]
fn every_kind_is_read_and_written_as_it_was_first() {
    let forms = forms();
    check_all(&forms);
    assert_eq!(forms.len(), RecordKind::ALL.len());
}

/// Kinds without a unique key beside their id, so that none is forgotten in the file.
#[test]
fn every_kind_with_keys_shows_them() {
    let without: Vec<_> =
        forms().into_iter().filter(|(_, form)| form["keys"] == Value::Array(vec![])).collect();
    let without: Vec<_> = without.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(without, ["audit_event", "connection", "grant", "logout", "outbox_message", "sms_settings"]);
}

/// An earlier program does not know the fields of a later one, and reads the record all the same.
#[test]
fn a_field_of_a_later_release_is_ignored() {
    let mut form = forms()["service"]["record"].clone();
    let service: Service = serde_json::from_value(form.clone()).unwrap();
    form["added_later"] = Value::Bool(true);
    assert_eq!(serde_json::from_value::<Service>(form).unwrap(), service);
}

#[test]
fn deployment_roles_have_keys_of_their_own() {
    let key = RoleRef::Named(None, "administrator".parse().unwrap());
    assert_eq!(key.to_bytes(), br#"{"named":[null,"administrator"]}"#);
}

/// Programs and people read the same word for a state in records, in JSON and in the audit trail.
#[test]
fn codes_are_the_words_of_the_stored_form() {
    for state in UserState::ALL {
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
    for state in OrganizationState::ALL {
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
    for notice in [MandateNotice::Nothing, MandateNotice::EndsSoon, MandateNotice::Ended] {
        assert_eq!(serde_json::to_value(notice).unwrap(), notice.as_str());
    }
}

/// Each field was added to its record after a release.
#[test]
fn records_of_earlier_releases_lack_what_was_added_since() {
    fn without<T: Entity>(form: &Value, fields: &[&str]) -> T {
        let mut form = form["record"].clone();
        for field in fields {
            assert!(form.as_object_mut().unwrap().remove(*field).is_some(), "{field}");
        }
        serde_json::from_value(form).unwrap()
    }
    let forms = forms();
    let party: RelyingParty = without(
        &forms["relying_party"],
        &["logout_services", "name_formats", "origins", "factors", "metadata", "trial", "saml"],
    );
    assert_eq!(party.name_formats(), NameFormat::ALL);
    assert_eq!(party.saml, SamlOptions::default());
    let party_factors = party.factors;
    let told = RelyingParty { logout_url: Some("https://app.example/slo".to_owned()), ..party };
    assert_eq!(told.browser_logout().unwrap().url, "https://app.example/slo");
    assert_eq!(party_factors, Factors::One);
    let key: SigningKey = without(&forms["signing_key"], &["state_since", "state_until"]);
    assert!(key.state_since < key.created_at && key.state_until.is_none(), "it counts as old");
    let credential: Credential =
        without(&forms["credential"], &["label", "begun_in", "confirmed_at", "last_used_at"]);
    assert!(credential.is_confirmed() && credential.label.is_none());
    let grant: Grant = without(&forms["grant"], &["owner"]);
    assert!(grant.owner.is_none());
    let token: AccessToken =
        without(&forms["access_token"], &["authorization", "mandate", "resource", "key_thumbprint"]);
    assert!(token.mandate.is_none());
    let user: User = without(&forms["user"], &["phone_verified_at", "erase_at"]);
    assert!(user.phone.is_some() && user.phone_verified_at.is_none() && user.erase_at.is_none());
    let membership: Membership = without(&forms["membership"], &["state"]);
    assert_eq!(membership.state, UserState::Active);
    let participant: Participant = without(&forms["participant"], &["name_format"]);
    assert_eq!(participant.name_format, NameFormat::Persistent);
    let invitation: Invitation = without(&forms["invitation"], &["first_administrator"]);
    assert_eq!(invitation.inviter(), Some(invitation.invited_by));
    let mut policy = forms["sign_in_policy"].clone();
    policy["record"]["rules"].as_object_mut().unwrap().remove("four_eyes").unwrap();
    let policy: SignInPolicy = without(&policy, &["four_eyes_until"]);
    assert!(!policy.rules.four_eyes && policy.four_eyes_until.is_none());
    let recovery: Recovery = without(&forms["recovery"], &["kind"]);
    assert_eq!(recovery.kind, RecoveryKind::Forgotten);
    let change: ContactChange = without(&forms["contact_change"], &["stop", "is_first"]);
    assert_eq!((change.stop, change.is_first), (None, false));
    let logout: Logout = without(&forms["logout"], &["parties", "browser", "return_to"]);
    assert!(logout.parties.is_empty() && logout.browser.is_none());
}

#[test]
fn a_passkey_has_its_form() {
    let passkey = serde_json::json!({
        "id": "AQID", "data": "{}", "sign_count": 7, "is_backed_up": false,
        "answered": [{"request": "00".repeat(32), "expires_at": "2026-01-31T12:00:00Z"}],
    });
    let mut form = forms()["credential"]["record"].clone();
    form["secret"] = serde_json::json!({ "passkey": passkey });
    let credential: Credential = serde_json::from_value(form.clone()).unwrap();
    assert_eq!(serde_json::to_value(&credential).unwrap(), form);
    let [key] = &credential.keys()[..] else { panic!("not one key") };
    assert_eq!(key.to_bytes(), br#"{"passkey":"AQID"}"#);
    let begun = Credential { secret: CredentialSecret::Passkey(None), ..credential };
    assert_eq!(serde_json::to_value(&begun).unwrap()["secret"], serde_json::json!({ "passkey": null }));
    assert!(begun.keys().is_empty());
}

/// The file has only the other variant of these.
#[test]
fn every_variant_of_an_origin_has_its_form() {
    let page = Origin::Page { return_to: "/".to_owned() };
    assert_eq!(serde_json::to_string(&page).unwrap(), r#"{"kind":"page","return_to":"/"}"#);
    let again = Origin::Again { return_to: "/account".to_owned() };
    assert_eq!(serde_json::to_string(&again).unwrap(), r#"{"kind":"again","return_to":"/account"}"#);
    let secrets = [
        CredentialSecret::Totp {
            key: identity_core::secrets::Sealed::from_bytes(vec![1, 2]),
            last_step: Some(7),
        },
        CredentialSecret::Sms("+358401234567".parse().unwrap()),
        CredentialSecret::RecoveryCodes(vec![identity_core::secrets::TokenDigest::from_bytes([0; 32])]),
    ];
    let forms = secrets.map(|secret| serde_json::to_string(&secret).unwrap());
    assert_eq!(forms[0], r#"{"totp":{"key":"AQI","last_step":7}}"#);
    assert_eq!(forms[1], r#"{"sms":"+358401234567"}"#);
    assert_eq!(forms[2], format!(r#"{{"recovery_codes":["{}"]}}"#, "00".repeat(32)));
    let enrolment = CodePurpose::Enrolment(uuid::Uuid::from_u128(1).into());
    assert_eq!(serde_json::to_value(enrolment).unwrap()["kind"], "enrolment");
    let recovery = Origin::Recovery { recovery: uuid::Uuid::from_u128(1).into(), return_to: "/".to_owned() };
    assert_eq!(
        serde_json::to_string(&recovery).unwrap(),
        r#"{"kind":"recovery","recovery":"00000000-0000-0000-0000-000000000001","return_to":"/"}"#
    );
    let holders = [
        Holder::Organization(uuid::Uuid::from_u128(1).into()),
        Holder::Client(uuid::Uuid::from_u128(2).into()),
    ];
    let kinds: Vec<_> =
        holders.iter().map(|holder| serde_json::to_value(holder).unwrap()["kind"].clone()).collect();
    assert_eq!(kinds, ["organization", "client"]);
}
