//! Documents that an attacker would send to the assertion consumer service.

use super::world::{
    ACS, EXC_C14N, IDP, Signing, assertion, at, certificates, consume, consume_at, cut, evil_key, forged,
    genuine, here, id, idp_key, provider, resigned, signature, without_signature,
};
use identity_web::saml::codec::{CodecError, encode_base64};
use identity_web::saml::gate::{GateError, ShapeError};
use identity_web::saml::response::Sign;
use identity_web::saml::tree::TreeError;
use identity_web::saml::validate::{
    PendingRequest, ReceivedResponse, Rejection, ServiceProviderEndpoint, TrustedIdentityProvider,
};
use identity_web::saml::xmlsec::VerifyError;
use openssl::hash::MessageDigest;

fn gate(reason: impl Into<GateError>) -> Rejection {
    Rejection::Gate(reason.into())
}

#[test]
fn altering_and_signing_anew_is_accepted_so_the_tests_below_can_fail() {
    let harmless = resigned(|xml| xml.replace(">viewer<", ">reader<"));
    assert_eq!(consume(&harmless).unwrap().values("roles").collect::<Vec<_>>(), ["reader", "editor"]);
}

#[test]
fn s_04_content_in_an_object_and_references_by_xpointer_are_rejected() {
    let response = genuine(Sign::Assertion);
    let object = format!("<ds:Object>{}</ds:Object></ds:Signature>", forged(assertion(&response)));
    let with_object = response.replace("</ds:Signature>", &object);
    assert_eq!(consume(&with_object), Err(gate(GateError::AssertionCount)));
    let empty_object = response.replace("</ds:Signature>", "<ds:Object></ds:Object></ds:Signature>");
    assert_eq!(consume(&empty_object), Err(gate(ShapeError::Element)));
    let bare = without_signature(assertion(&response));
    for uri in [
        format!("#xpointer(id('{}'))", id(&bare)),
        String::new(),
        "#_other".to_owned(),
        "file:///etc/passwd".to_owned(),
    ] {
        let signing = Signing::default();
        let signed = signing.sign_with(&bare, |digest| signing.signed_info(&uri, digest));
        assert_eq!(
            consume(&response.replace(assertion(&response), &signed)),
            Err(gate(ShapeError::Reference)),
            "{uri}"
        );
    }
}

#[test]
fn s_06_comments_and_instructions_inside_the_signature_are_rejected() {
    let response = genuine(Sign::Assertion);
    for element in ["DigestValue", "SignatureValue"] {
        let start = format!("<ds:{element}>");
        let commented = response.replace(&start, &format!("{start}<!-- x -->"));
        assert_eq!(consume(&commented), Err(gate(ShapeError::Comment)), "{element}");
        let instructed = response.replace(&start, &format!("{start}<?x y?>"));
        assert_eq!(consume(&instructed), Err(gate(TreeError::ProcessingInstruction)), "{element}");
    }
}

#[test]
fn s_07_a_comment_does_not_shorten_a_name() {
    let signed = resigned(|xml| xml.replace(">alice<", ">admin@a.example.evil.example<"));
    let commented = signed.replace("admin@a.example.evil", "admin@a.example<!---->.evil");
    // Canonicalisation leaves comments out, so the signature still holds; the whole name is the identity.
    assert_eq!(consume(&commented).unwrap().name_id.value, "admin@a.example.evil.example");
    let role = resigned(|xml| xml.replace(">editor<", ">editors<")).replace(">editors<", ">editor<!-- -->s<");
    assert_eq!(consume(&role).unwrap().values("roles").collect::<Vec<_>>(), ["viewer", "editors"]);
}

#[test]
fn s_09_any_document_type_is_rejected() {
    let response = genuine(Sign::Response);
    for doctype in [
        "<!DOCTYPE r>",
        "<!DOCTYPE r [<!ATTLIST x ID ID #IMPLIED>]>",
        "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x.dtd'>",
        "<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]>",
    ] {
        assert_eq!(consume(&format!("{doctype}{response}")), Err(gate(TreeError::Doctype)), "{doctype}");
    }
    let entity = response.replace(">alice<", ">&alice;<");
    assert_eq!(consume(&entity), Err(gate(TreeError::Entity)));
}

#[test]
fn s_13_unsigned_and_stripped_responses_are_rejected() {
    let response = genuine(Sign::Response);
    assert_eq!(consume(&without_signature(&response)), Err(Rejection::Unsigned));
    assert_eq!(consume(&forged(&response)), Err(Rejection::Unsigned));
    // With both signed, losing the inner one breaks the outer one, and losing the outer one leaves the inner.
    let both = genuine(Sign::Both);
    let inner = assertion(&both).to_owned();
    let stripped = both.replace(&inner, &without_signature(&inner));
    assert_eq!(consume(&stripped), Err(Rejection::Signature(VerifyError::Invalid)));
    assert_eq!(consume(&without_signature(&both)).unwrap().name_id.value, "alice");
}

#[test]
fn s_13_tampered_content_is_rejected() {
    for sign in [Sign::Response, Sign::Assertion, Sign::Both] {
        let tampered = genuine(sign).replace(">editor<", ">admin<");
        assert_eq!(consume(&tampered), Err(Rejection::Signature(VerifyError::Invalid)), "{sign:?}");
    }
}

#[test]
fn s_16_conditions_and_audience_are_required_and_all_restrictions_count() {
    let conditions = |xml: &str| cut(xml, "<saml:Conditions", "</saml:Conditions>").to_owned();
    let restriction =
        |xml: &str| cut(xml, "<saml:AudienceRestriction", "</saml:AudienceRestriction>").to_owned();
    let cases: [(&str, Box<dyn Fn(&str) -> String>, Rejection); 5] = [
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
fn s_27_weak_algorithms_are_rejected_although_the_signature_holds() {
    const SHA1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";
    let strong = Signing::default();
    let cases = [
        (strong, None),
        (
            Signing {
                method: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
                method_hash: MessageDigest::sha1,
                ..strong
            },
            Some(ShapeError::SignatureAlgorithm),
        ),
        (
            Signing {
                method: "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
                method_hash: MessageDigest::md5,
                ..strong
            },
            Some(ShapeError::SignatureAlgorithm),
        ),
        (
            Signing { digest: SHA1, digest_hash: MessageDigest::sha1, ..strong },
            Some(ShapeError::DigestAlgorithm),
        ),
        (
            Signing { method: "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", ..strong },
            Some(ShapeError::SignatureAlgorithm),
        ),
    ];
    let response = genuine(Sign::Assertion);
    let bare = without_signature(assertion(&response));
    for (signing, reason) in cases {
        let document = response.replace(assertion(&response), &signing.sign(&bare));
        assert_eq!(consume(&document).err(), reason.map(gate), "{} {}", signing.method, signing.digest);
    }
}

#[test]
fn s_30_bombs_and_padding_end_at_the_limits() {
    let huge = "A".repeat(50 * 1024 * 1024);
    assert_eq!(ReceivedResponse::from_post(&huge).unwrap_err(), gate(CodecError::TooLarge));
    let wide = genuine(Sign::Response)
        .replace("</samlp:Status>", &format!("{}</samlp:Status>", "<a/>".repeat(2000)));
    assert_eq!(consume(&wide), Err(gate(TreeError::TooManyElements)));
    let attributes: String = (0..10_000).map(|n| format!(" a{n}='1'")).collect();
    let many = genuine(Sign::Response).replace("<samlp:Status>", &format!("<samlp:Status{attributes}>"));
    assert_eq!(consume(&many), Err(gate(TreeError::TooManyAttributes)));
    let deep = format!("{}{}", "<a>".repeat(200), "</a>".repeat(200));
    let nested = genuine(Sign::Response).replace("</samlp:Status>", &format!("{deep}</samlp:Status>"));
    assert_eq!(consume(&nested), Err(gate(TreeError::TooDeep)));
    let signatures = signature(&genuine(Sign::Response)).repeat(100);
    let crowded = genuine(Sign::Response).replace("<samlp:Status>", &format!("{signatures}<samlp:Status>"));
    assert!(matches!(consume(&crowded), Err(Rejection::Gate(_))));
    assert_eq!(ReceivedResponse::from_post(&encode_base64(b"")).unwrap_err(), gate(TreeError::Malformed));
}

#[test]
fn s_32_other_transforms_and_canonicalisations_are_rejected() {
    let response = genuine(Sign::Assertion);
    let bare = without_signature(assertion(&response));
    let signing = Signing::default();
    let info = |digest: &str| signing.signed_info(&format!("#{}", id(&bare)), digest);
    let enveloped =
        "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>";
    let with_comments = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments";
    let xpath = "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>true()</ds:XPath></ds:Transform>";
    let xslt = "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"></ds:Transform>";
    let method = format!("<ds:CanonicalizationMethod Algorithm=\"{EXC_C14N}\">");
    let cases: [(&str, String, ShapeError); 5] = [
        (enveloped, xpath.to_owned(), ShapeError::Transform),
        (enveloped, format!("{enveloped}{xslt}"), ShapeError::Transform),
        (enveloped, String::new(), ShapeError::Transform),
        (
            "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">",
            format!("<ds:Transform Algorithm=\"{with_comments}\">"),
            ShapeError::Transform,
        ),
        (
            &method,
            format!("<ds:CanonicalizationMethod Algorithm=\"{with_comments}\">"),
            ShapeError::Canonicalization,
        ),
    ];
    for (from, to, reason) in cases {
        let signed = signing.sign_with(&bare, |digest| {
            assert!(info(digest).contains(from));
            info(digest).replace(from, &to)
        });
        assert_eq!(consume(&response.replace(assertion(&response), &signed)), Err(gate(reason)), "{to}");
    }
    let two = signing.sign_with(&bare, |digest| {
        let reference = cut(&info(digest), "<ds:Reference", "</ds:Reference>").to_owned();
        info(digest).replace(&reference, &reference.repeat(2))
    });
    assert_eq!(consume(&response.replace(assertion(&response), &two)), Err(gate(ShapeError::Reference)));
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

#[test]
fn encrypted_content_is_refused_by_name() {
    let response = genuine(Sign::Assertion);
    let encrypted = response.replace(assertion(&response), "<EncryptedAssertion></EncryptedAssertion>");
    assert_eq!(consume(&encrypted), Err(gate(GateError::Encrypted)));
}
