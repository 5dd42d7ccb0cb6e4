//! Genuinely signed responses that say the wrong thing, or say it to the wrong party, too late, or twice.

use super::world::{
    ACS, IDP, Signing, assertion, at, certificates, consume, consume_at, cut, evil_key, genuine, here, id,
    idp_key, provider, resigned, without_signature,
};
use identity_web::saml::messages::response::Sign;
use identity_web::saml::messages::validate::{
    PendingRequest, Rejection, ServiceProviderEndpoint, TrustedIdentityProvider,
};
use identity_web::saml::signatures::xmlsec::VerifyError;

type Alteration = Box<dyn Fn(&str) -> String>;

#[test]
fn s_16_conditions_and_audience_are_required_and_all_restrictions_count() {
    let conditions = |xml: &str| cut(xml, "<saml:Conditions", "</saml:Conditions>").to_owned();
    let restriction =
        |xml: &str| cut(xml, "<saml:AudienceRestriction", "</saml:AudienceRestriction>").to_owned();
    let cases: [(&str, Alteration, Rejection); 5] = [
        ("absent", Box::new(move |xml| xml.replace(&conditions(xml), "")), Rejection::NoConditions),
        ("no audience", Box::new(move |xml| xml.replace(&restriction(xml), "")), Rejection::NoAudience),
        (
            "foreign",
            Box::new(|xml| xml.replace("sp.example/saml</saml:Audience>", "other.example</saml:Audience>")),
            Rejection::Audience,
        ),
        (
            "ours and a foreign one",
            Box::new(move |xml| {
                let ours = restriction(xml);
                let foreign = ours.replace("sp.example", "other.example");
                xml.replace(&ours, &format!("{ours}{foreign}"))
            }),
            Rejection::Audience,
        ),
        (
            "unknown condition",
            Box::new(|xml| {
                let unknown = "<saml:Condition></saml:Condition></saml:Conditions>";
                xml.replace("</saml:Conditions>", unknown)
            }),
            Rejection::UnknownCondition,
        ),
    ];
    for (name, alter, reason) in cases {
        assert_eq!(consume(&resigned(alter)), Err(reason), "{name}");
    }
}

#[test]
fn s_18_times_hold_to_the_second_with_the_skew() {
    let response = genuine(Sign::Assertion);
    let consumed_at =
        |seconds| consume_at(&response, provider(), ServiceProviderEndpoint { now: at(seconds), ..here() });
    // Issued at 0 with NotBefore -60 and NotOnOrAfter +300; the skew is 120.
    assert!(consumed_at(419).is_ok());
    assert_eq!(consumed_at(420), Err(Rejection::ConfirmationExpired));
    assert!(consumed_at(-120).is_ok());
    assert_eq!(consumed_at(-121), Err(Rejection::IssueInstant));
    let later = |name: &'static str, from: &'static str, to: &'static str| {
        consume(&resigned(move |xml| {
            let tag = cut(xml, name, ">").to_owned();
            xml.replace(&tag, &tag.replace(from, to))
        }))
    };
    // 2027-01-15T08:00:00Z is the present.
    let before = |to| later("<saml:Conditions", "NotBefore=\"2027-01-15T07:59:00Z", to);
    assert!(before("NotBefore=\"2027-01-15T08:02:00Z").is_ok());
    assert_eq!(before("NotBefore=\"2027-01-15T08:02:01Z"), Err(Rejection::NotBefore));
    let until = |to| later("<saml:Conditions", "NotOnOrAfter=\"2027-01-15T08:05:00Z", to);
    assert!(until("NotOnOrAfter=\"2027-01-15T07:58:01Z").is_ok());
    assert_eq!(until("NotOnOrAfter=\"2027-01-15T07:58:00Z"), Err(Rejection::NotOnOrAfter));
    assert_eq!(until("NotOnOrAfter=\"soon"), Err(Rejection::Malformed("NotOnOrAfter")));
    let confirmation =
        |to| later("<saml:SubjectConfirmationData", " NotOnOrAfter=\"2027-01-15T08:05:00Z\"", to);
    assert_eq!(confirmation(""), Err(Rejection::ConfirmationExpired));
    assert_eq!(confirmation(" NotOnOrAfter=\"2027-01-15T07:58:00Z\""), Err(Rejection::ConfirmationExpired));
    let early = " NotBefore=\"2027-01-15T07:00:00Z\" NotOnOrAfter=\"2027-01-15T08:05:00Z\"";
    assert_eq!(confirmation(early), Err(Rejection::ConfirmationNotBefore));
}

#[test]
fn s_18_a_larger_skew_than_five_minutes_counts_as_five() {
    let response = genuine(Sign::Assertion);
    let skew = std::time::Duration::from_hours(24);
    let lax = |seconds| {
        consume_at(&response, provider(), ServiceProviderEndpoint { now: at(seconds), skew, ..here() })
    };
    assert!(lax(599).is_ok());
    assert_eq!(lax(600), Err(Rejection::ConfirmationExpired));
}

#[test]
fn s_20_the_second_use_is_told_by_issuer_and_assertion_until_it_would_expire() {
    let response = genuine(Sign::Assertion);
    let (first, second) = (consume(&response).unwrap(), consume(&response).unwrap());
    assert_eq!((&first.issuer, &first.assertion_id), (&second.issuer, &second.assertion_id));
    assert_eq!(first.assertion_id, id(assertion(&response)));
    // Remembered for as long as the checks on time would let it through again.
    assert_eq!(first.remember_until, at(420));
    let after = ServiceProviderEndpoint { now: first.remember_until, ..here() };
    assert!(consume_at(&response, provider(), after).is_err());
}

#[test]
fn s_22_a_response_to_the_request_of_another_browser_is_rejected() {
    let response = genuine(Sign::Both);
    let other = PendingRequest { id: "_request2", issued_at: at(-60), force_authn: false };
    let consumed = |pending, allow_unsolicited| {
        let provider = TrustedIdentityProvider { allow_unsolicited, ..provider() };
        consume_at(&response, provider, ServiceProviderEndpoint { pending, ..here() })
    };
    for allow_unsolicited in [false, true] {
        assert_eq!(consumed(Some(other), allow_unsolicited), Err(Rejection::InResponseTo));
        assert_eq!(consumed(None, allow_unsolicited), Err(Rejection::InResponseTo));
    }
    // The envelope of a signed assertion can be rewritten; the confirmation cannot.
    let rewritten = genuine(Sign::Assertion).replacen("_request1", "_request2", 1);
    let pending = ServiceProviderEndpoint { pending: Some(other), ..here() };
    assert_eq!(consume_at(&rewritten, provider(), pending), Err(Rejection::ConfirmationInResponseTo));
}

#[test]
fn s_22_unsolicited_responses_need_leave() {
    let bare = resigned(|xml| xml.replace(" InResponseTo=\"_request1\"", ""))
        .replace(" InResponseTo=\"_request1\"", "");
    assert_eq!(consume(&bare), Err(Rejection::Unsolicited));
    let trusting = TrustedIdentityProvider { allow_unsolicited: true, ..provider() };
    let unasked = ServiceProviderEndpoint { pending: None, ..here() };
    assert_eq!(consume_at(&bare, trusting, unasked).unwrap().in_response_to, None);
}

#[test]
fn s_24_the_key_of_another_identity_provider_is_not_believed() {
    let response = genuine(Sign::Assertion);
    let bare = without_signature(assertion(&response));
    let signed = Signing { key: evil_key(), ..Signing::default() }.sign(&bare);
    let forged = response.replace(assertion(&response), &signed);
    assert_eq!(consume(&forged), Err(Rejection::Signature(VerifyError::Invalid)));
    // A certificate inside the message is never a key.
    let own =
        genuine(Sign::Response).replace(idp_key().certificate_base64(), evil_key().certificate_base64());
    assert!(consume(&own).is_ok());
    let nothing = TrustedIdentityProvider { certificates: &[], ..provider() };
    assert_eq!(
        consume_at(&response, nothing, here()),
        Err(Rejection::Signature(VerifyError::NoFittingCertificate))
    );
    let issuer = resigned(|xml| xml.replace(IDP, "https://other.example/saml"));
    assert_eq!(consume(&issuer), Err(Rejection::AssertionIssuer));
    let envelope = genuine(Sign::Assertion).replacen(&format!(">{IDP}<"), ">https://other.example<", 1);
    assert_eq!(consume(&envelope), Err(Rejection::ResponseIssuer));
}

#[test]
fn s_24_keys_in_rollover_are_tried_one_by_one() {
    let both = [evil_key().certificate().clone(), certificates()[0].clone()];
    let rolling = TrustedIdentityProvider { certificates: &both, ..provider() };
    assert!(consume_at(&genuine(Sign::Both), rolling, here()).is_ok());
}

#[test]
fn s_26_destination_and_recipient_must_match_to_the_letter() {
    let others = [
        "https://sp.example/saml/acs/",
        "http://sp.example/saml/acs",
        "https://sp.example/saml/other",
        "https://sp.example:443/saml/acs",
        "https://SP.example/saml/acs",
    ];
    for other in others {
        let destination = format!("Destination=\"{other}\"");
        let envelope = genuine(Sign::Assertion).replacen(&format!("Destination=\"{ACS}\""), &destination, 1);
        assert_eq!(consume(&envelope), Err(Rejection::Destination), "{other}");
        let recipient =
            resigned(|xml| xml.replace(&format!("Recipient=\"{ACS}\""), &format!("Recipient=\"{other}\"")));
        assert_eq!(consume(&recipient), Err(Rejection::Recipient), "{other}");
    }
    let none = resigned(|xml| xml.replace(&format!(" Recipient=\"{ACS}\""), ""));
    assert_eq!(consume(&none), Err(Rejection::Recipient));
    // saml-bindings 3.5.5.2: a signed message must say where it is going.
    let bare = without_signature(&genuine(Sign::Response)).replace(&format!(" Destination=\"{ACS}\""), "");
    assert_eq!(consume(&Signing::default().sign(&bare)), Err(Rejection::Destination));
}

#[test]
fn an_old_authentication_does_not_answer_force_authn() {
    let response = genuine(Sign::Both);
    let asked = |issued_at| {
        let pending = Some(PendingRequest { id: "_request1", issued_at, force_authn: true });
        consume_at(&response, provider(), ServiceProviderEndpoint { pending, ..here() })
    };
    // Authenticated at -30, with a skew of 120.
    assert!(asked(at(90)).is_ok());
    assert_eq!(asked(at(91)), Err(Rejection::AuthnInstant));
}

#[test]
fn a_session_that_ended_at_the_identity_provider_is_not_begun_here() {
    let ended = resigned(|xml| {
        xml.replace(
            "SessionNotOnOrAfter=\"2027-01-15T09:00:00Z",
            "SessionNotOnOrAfter=\"2027-01-15T07:58:00Z",
        )
    });
    assert_eq!(consume(&ended), Err(Rejection::SessionExpired));
}
