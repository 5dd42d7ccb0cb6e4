//! Metadata: what is written can be read, and hostile files are refused.

use super::world::{IDP, SP, Tripwire, at, evil_key, idp_key, now};
use identity_web::saml::Binding;
use identity_web::saml::bindings::endpoint::EndpointError;
use identity_web::saml::messages::name_id::NameIdFormat;
use identity_web::saml::metadata::{
    IdentityProviderContent, MetadataError, ServiceProviderContent, read_identity_provider,
    read_service_provider, verify_signature, write_identity_provider, write_service_provider,
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
        logout: "https://sp.example/saml/sp/slo",
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
