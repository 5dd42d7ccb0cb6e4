//! Metadata: what is written can be read, and hostile files are refused.

use super::world::{IDP, SP, Tripwire, at, evil_key, idp_key, now};
use identity_web::saml::Binding;
use identity_web::saml::bindings::endpoint::EndpointError;
use identity_web::saml::messages::name_id::NameIdFormat;
use identity_web::saml::metadata::{
    IdentityProviderContent, KeyLeftOut, LeftOut, MetadataError, ServiceProviderContent,
    ServiceProviderMetadata, read_identity_provider, read_service_provider, read_service_provider_named,
    verify_signature, write_identity_provider, write_service_provider,
};
use identity_web::saml::signatures::xmlsec::VerifyError;
use identity_web::saml::xml::limits::TreeError;

fn idp() -> String {
    let content = IdentityProviderContent {
        entity_id: IDP,
        sign_on: "https://idp.example/saml/idp/sso",
        logout: "https://idp.example/saml/idp/slo",
        certificates: &[idp_key().certificate().clone(), evil_key().certificate().clone()],
        name_id_formats: &[NameIdFormat::Persistent],
        wants_requests_signed: true,
    };
    write_identity_provider(&content, idp_key()).unwrap().into_string()
}

fn sp() -> String {
    let content = ServiceProviderContent {
        entity_id: SP,
        consumer: "https://sp.example/saml/sp/acs",
        logout: Some("https://sp.example/saml/sp/slo"),
        certificates: std::slice::from_ref(idp_key().certificate()),
        name_id_formats: &[NameIdFormat::Persistent, NameIdFormat::Transient],
    };
    write_service_provider(&content, idp_key()).unwrap().into_string()
}

#[test]
fn what_is_written_is_read_and_its_signature_holds() {
    let read = read_identity_provider(idp().as_bytes(), now()).unwrap();
    assert_eq!(
        (read.entity_id.as_str(), read.certificates.len(), read.wants_requests_signed),
        (IDP, 2, true)
    );
    let bindings: Vec<Binding> = read.sign_on_services.iter().map(|service| service.binding).collect();
    assert_eq!(bindings, [Binding::Redirect, Binding::Post]);
    assert_eq!(read.logout_services[0].for_responses().as_str(), "https://idp.example/saml/idp/slo");
    let read = read_service_provider(sp().as_bytes(), now()).unwrap();
    assert_eq!(
        (read.entity_id.as_str(), read.signs_requests, read.wants_assertions_signed),
        (SP, true, true)
    );
    assert_eq!(read.name_id_formats, [NameIdFormat::Persistent, NameIdFormat::Transient]);
    assert!(read.consumer_services[0].is_default);

    let mine = std::slice::from_ref(idp_key().certificate());
    for document in [idp(), sp()] {
        assert_eq!(verify_signature(document.as_bytes(), mine), Ok(()));
        let tampered = document.replace("/saml/", "/evil/");
        assert_eq!(verify_signature(tampered.as_bytes(), mine), Err(VerifyError::Invalid));
        let other = std::slice::from_ref(evil_key().certificate());
        assert_eq!(verify_signature(document.as_bytes(), other), Err(VerifyError::Invalid));
    }
}

#[test]
fn the_elements_stand_in_the_order_of_the_schema() {
    let in_order = |xml: &str, names: &[&str]| {
        let places: Vec<usize> = names.iter().map(|name| xml.find(&format!("<{name}")).unwrap()).collect();
        assert!(places.is_sorted(), "{places:?}");
    };
    in_order(
        &idp(),
        &[
            "ds:Signature",
            "md:IDPSSODescriptor",
            "md:KeyDescriptor",
            "md:SingleLogoutService",
            "md:NameIDFormat",
            "md:SingleSignOnService",
        ],
    );
    in_order(
        &sp(),
        &[
            "ds:Signature",
            "md:SPSSODescriptor",
            "md:KeyDescriptor",
            "md:SingleLogoutService",
            "md:NameIDFormat",
            "md:AssertionConsumerService",
        ],
    );
    assert_eq!(idp(), idp());
}

#[test]
fn s_10_entities_and_document_types_are_refused_before_anything_is_read() {
    let laughs = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>";
    for document in [
        format!("{laughs}{}", idp().replace(IDP, "&c;")),
        format!("<!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{}", idp()),
    ] {
        assert_eq!(
            read_identity_provider(document.as_bytes(), now()),
            Err(MetadataError::Tree(TreeError::Doctype))
        );
        assert_eq!(
            read_service_provider(document.as_bytes(), now()),
            Err(MetadataError::Tree(TreeError::Doctype))
        );
    }
    let referenced = idp().replace("md:NameIDFormat>", "md:NameIDFormat>&c;");
    assert_eq!(
        read_identity_provider(referenced.as_bytes(), now()),
        Err(MetadataError::Tree(TreeError::Entity))
    );
    let tripwire = Tripwire::set();
    for doctype in tripwire.document_types() {
        let outcome = read_identity_provider(format!("{doctype}{}", idp()).as_bytes(), now());
        assert_eq!(outcome, Err(MetadataError::Tree(TreeError::Doctype)), "{doctype}");
    }
    assert!(tripwire.is_untouched());
    let large = format!("{}{}", idp(), " ".repeat(1024 * 1024));
    assert_eq!(
        read_identity_provider(large.as_bytes(), now()),
        Err(MetadataError::Tree(TreeError::TooLarge))
    );
}

/// A parser that began to expand any of them would be at it for minutes, or out of memory.
#[test]
fn s_10_files_that_would_grow_are_refused_unexpanded() {
    let levels = (1..64).map(|n| format!("<!ENTITY l{n} '{}'>", format!("&l{};", n - 1).repeat(10)));
    let levels = levels.collect::<Vec<_>>().concat();
    let laughs = format!("<!DOCTYPE l [<!ENTITY l0 'ha'>{levels}]>{}", idp().replace(IDP, "&l63;"));
    let long = format!(
        "<!DOCTYPE l [<!ENTITY a '{}'>]>{}",
        "a".repeat(400_000),
        idp().replacen(IDP, &"&a;".repeat(100_000), 1)
    );
    for document in [laughs, long] {
        assert!(document.len() < 1024 * 1024, "the limit on the size is another rule");
        let outcome = read_identity_provider(document.as_bytes(), now());
        assert_eq!(outcome, Err(MetadataError::Tree(TreeError::Doctype)));
    }
}

#[test]
fn s_35_an_endpoint_that_is_not_a_web_address_spoils_the_file() {
    for (evil, reason) in [
        ("javascript:alert(1)", EndpointError::Scheme),
        ("data:text/html,x", EndpointError::Scheme),
        ("http://sp.example/acs", EndpointError::PlainHttp),
    ] {
        for endpoint in ["https://sp.example/saml/sp/acs", "https://sp.example/saml/sp/slo"] {
            let outcome = read_service_provider(sp().replace(endpoint, evil).as_bytes(), now());
            let Err(MetadataError::Endpoint { location, reason: given, .. }) = outcome else {
                panic!("{evil} was taken: {outcome:?}")
            };
            assert_eq!((location.as_str(), given), (evil, reason));
        }
    }
    let response = "Location=\"https://sp.example/saml/sp/slo\" ResponseLocation=\"javascript:x\"";
    let hidden = sp().replace("Location=\"https://sp.example/saml/sp/slo\"", response);
    assert!(matches!(read_service_provider(hidden.as_bytes(), now()), Err(MetadataError::Endpoint { .. })));
}

#[test]
fn an_identity_provider_without_a_usable_key_is_refused() {
    let certificate = |xml: &str, to: &str| {
        let mut xml = xml.to_owned();
        for key in [idp_key(), evil_key()] {
            xml = xml.replace(key.certificate_base64(), to);
        }
        xml
    };
    assert_eq!(
        read_identity_provider(certificate(&idp(), "AAAA").as_bytes(), now()),
        Err(MetadataError::NoCertificate)
    );
    let encryption = idp().replace("use=\"signing\"", "use=\"encryption\"");
    assert_eq!(read_identity_provider(encryption.as_bytes(), now()), Err(MetadataError::NoCertificate));
    let unmarked = idp().replace(" use=\"signing\"", "");
    assert_eq!(read_identity_provider(unmarked.as_bytes(), now()).unwrap().certificates.len(), 2);
}

#[test]
fn expired_foreign_and_empty_metadata_is_refused() {
    let dated = idp().replace("entityID=", "validUntil=\"2027-01-15T08:00:01Z\" entityID=");
    assert_eq!(read_identity_provider(dated.as_bytes(), now()).unwrap().valid_until, Some(at(1)));
    assert_eq!(read_identity_provider(dated.as_bytes(), at(1)), Err(MetadataError::Expired));
    assert_eq!(read_service_provider(idp().as_bytes(), now()), Err(MetadataError::NoRole("SPSSODescriptor")));
    let old = idp().replace("urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:1.1:protocol");
    assert_eq!(read_identity_provider(old.as_bytes(), now()), Err(MetadataError::NoRole("IDPSSODescriptor")));
    let artifact = idp().replace("HTTP-Redirect", "HTTP-Artifact").replace("HTTP-POST", "SOAP");
    assert_eq!(
        read_identity_provider(artifact.as_bytes(), now()),
        Err(MetadataError::NoEndpoint("SingleSignOnService"))
    );
    assert_eq!(read_service_provider(b"<a/>", now()), Err(MetadataError::NotAnEntity));
}

#[test]
fn a_byte_order_mark_and_role_level_cache_duration_are_fine() {
    let marked = format!(
        "\u{FEFF}{}",
        idp().replace("<md:IDPSSODescriptor ", "<md:IDPSSODescriptor cacheDuration=\"PT1H\" ")
    );
    assert!(read_identity_provider(marked.as_bytes(), now()).is_ok());
}

/// An aggregate of several documents.
fn aggregate(entities: &[String]) -> String {
    let bare = |entity: &String| entity.trim_start_matches("\u{FEFF}").to_owned();
    let entities: String = entities.iter().map(bare).collect();
    format!(
        "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">{entities}</md:EntitiesDescriptor>"
    )
}

#[test]
fn f_15_of_an_aggregate_the_entity_that_is_meant_is_taken() {
    let one = aggregate(&[idp(), sp()]);
    let read = read_service_provider(one.as_bytes(), now()).unwrap();
    let alone = read_service_provider(sp().as_bytes(), now()).unwrap();
    assert_eq!(read.unused, [LeftOut::Entities(1), LeftOut::Signature]);
    assert_eq!(ServiceProviderMetadata { unused: alone.unused.clone(), ..read.clone() }, alone);
    assert!(read_identity_provider(one.as_bytes(), now()).is_ok());
    let other = sp().replace(&read.entity_id, "https://other.example/saml");
    let several = aggregate(&[sp(), aggregate(&[other])]);
    let refused = read_service_provider(several.as_bytes(), now());
    let ids = vec![read.entity_id.clone(), "https://other.example/saml".to_owned()];
    assert_eq!(refused, Err(MetadataError::Several(ids)));
    let named = read_service_provider_named(several.as_bytes(), Some("https://other.example/saml"), now());
    assert_eq!(named.unwrap().entity_id, "https://other.example/saml");
    let unknown = read_service_provider_named(several.as_bytes(), Some("https://none.example"), now());
    assert_eq!(unknown, Err(MetadataError::NotDescribed("https://none.example".to_owned())));
}

#[test]
fn f_15_one_address_that_cannot_be_used_spoils_no_others() {
    let service = "<md:AssertionConsumerService ";
    let bad = "<md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" \
               Location=\"http://sp.example/old\" index=\"7\"></md:AssertionConsumerService>";
    let document = sp().replacen(service, &format!("{bad}{service}"), 1);
    let read = read_service_provider(document.as_bytes(), now()).unwrap();
    assert_eq!(
        read.consumer_services,
        read_service_provider(sp().as_bytes(), now()).unwrap().consumer_services
    );
    assert!(read.left_out[0].to_string().contains("http://sp.example/old"), "{:?}", read.left_out);
}

/// A certificate for a key of this size, signed by another key in the name of an authority.
fn certificate(bits: u32, subject: &str, issuer: &str, days: i64) -> String {
    use openssl::asn1::Asn1Time;
    use openssl::hash::MessageDigest;
    use openssl::pkey::PKey;
    use openssl::rsa::Rsa;
    use openssl::x509::{X509, X509NameBuilder};
    let key = PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap();
    let name = |text: &str| {
        let mut name = X509NameBuilder::new().unwrap();
        name.append_entry_by_text("CN", text).unwrap();
        name.build()
    };
    let mut builder = X509::builder().unwrap();
    builder.set_subject_name(&name(subject)).unwrap();
    builder.set_issuer_name(&name(issuer)).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder.set_not_before(&Asn1Time::from_unix(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::from_unix(now().unix_seconds() + days * 86_400).unwrap()).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    identity_web::saml::xml::codec::encode_base64(&builder.build().to_der().unwrap())
}

#[test]
fn f_16_every_key_is_used_or_left_out_with_its_reason() {
    let leaf = certificate(2048, "leaf", "authority", 100);
    let authority = certificate(2048, "authority", "root", 100);
    let weak = certificate(1024, "weak", "weak", 100);
    let expired = certificate(2048, "expired", "expired", -100);
    let armoured = format!("-----BEGIN CERTIFICATE-----\n{expired}\n-----END CERTIFICATE-----");
    let data = |certificates: &[&str]| {
        let elements =
            certificates.iter().map(|text| format!("<ds:X509Certificate>{text}</ds:X509Certificate>"));
        let elements: String = elements.collect();
        format!(
            "<md:KeyDescriptor><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data>{elements}\
             </ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
        )
    };
    let keys = data(&[&leaf, &authority]) + &data(&[&weak]) + &data(&[&armoured]) + &data(&["AAAA"]);
    let encryption = data(&[&certificate(2048, "encryption", "encryption", 100)])
        .replace("<md:KeyDescriptor>", "<md:KeyDescriptor use=\"encryption\">");
    let document = sp();
    let from = document.find("<md:KeyDescriptor").unwrap();
    let to = document.rfind("</md:KeyDescriptor>").unwrap() + "</md:KeyDescriptor>".len();
    let document = format!("{}{keys}{encryption}{}", &document[..from], &document[to..]);
    let read = read_service_provider(document.as_bytes(), now()).unwrap();
    let found: Vec<_> =
        read.keys.iter().map(|key| (key.subject.as_str(), key.left_out, key.expired)).collect();
    assert_eq!(
        found,
        [
            ("leaf", None, false),
            ("authority", Some(KeyLeftOut::Authority), false),
            ("weak", Some(KeyLeftOut::Unsuitable), false),
            ("expired", None, true),
            ("", Some(KeyLeftOut::Unreadable), false),
            ("encryption", Some(KeyLeftOut::Encryption), false),
        ]
    );
    assert_eq!(read.certificates.len(), 2);
    let lines: Vec<String> = read.keys.iter().map(ToString::to_string).collect();
    assert!(
        lines[0].ends_with("(leaf): used") && lines[1].contains("left out, it is the certificate of an"),
        "{lines:?}"
    );
}
