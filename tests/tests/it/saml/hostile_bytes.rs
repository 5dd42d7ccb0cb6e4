//! Bytes of any kind: nothing panics, and no change to a genuine response makes it say something else.

use super::world::{certificates, consume, genuine, now};
use identity_web::saml::messages::authn_request::ReceivedAuthnRequest;
use identity_web::saml::messages::logout::ReceivedLogout;
use identity_web::saml::messages::response::Sign;
use identity_web::saml::metadata::{read_identity_provider, read_service_provider, verify_signature};
use identity_web::saml::signatures::gate::{MessageKind, admit};
use identity_web::saml::xml::codec::{deflate, encode_base64};
use proptest::prelude::*;
use std::sync::LazyLock;

static GENUINE: LazyLock<Vec<String>> =
    LazyLock::new(|| [Sign::Assertion, Sign::Response, Sign::Both].map(genuine).to_vec());

/// Takes out a piece and puts something else, or a copy of another piece, in its place.
fn mutate(document: &str, from: usize, length: usize, replacement: &Replacement) -> String {
    let characters: Vec<char> = document.chars().collect();
    let piece = |from: usize, length: usize| {
        let from = from % characters.len();
        &characters[from..characters.len().min(from + length)]
    };
    let from = from % characters.len();
    let middle: String = match replacement {
        Replacement::Text(text) => text.clone(),
        Replacement::Copy(at, length) => piece(*at, *length).iter().collect(),
    };
    let before: String = characters[..from].iter().collect();
    let after: String = characters[characters.len().min(from + length)..].iter().collect();
    format!("{before}{middle}{after}")
}

#[derive(Debug, Clone)]
enum Replacement {
    Text(String),
    Copy(usize, usize),
}

fn replacement() -> impl Strategy<Value = Replacement> {
    prop_oneof![
        "[a-z<>/&;!\"' -]{0,6}".prop_map(Replacement::Text),
        Just(Replacement::Text("<!-- -->".to_owned())),
        Just(Replacement::Text("<?x?>".to_owned())),
        (any::<usize>(), 1_usize..3000).prop_map(|(at, length)| Replacement::Copy(at, length)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_changed_response_is_refused_or_says_the_same(
        which in 0_usize..3, from in any::<usize>(), length in 0_usize..40, replacement in replacement(),
    ) {
        let changed = mutate(&GENUINE[which], from, length, &replacement);
        if let Ok(said) = consume(&changed) {
            let mut told = consume(&GENUINE[which]).unwrap();
            // Losing the outer of two signatures leaves the inner one, over the same assertion.
            told.signed = said.signed;
            prop_assert_eq!(said, told);
        }
    }

    #[test]
    fn no_reader_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "\\PC{0,200}") {
        for kind in [MessageKind::Response, MessageKind::AuthnRequest, MessageKind::LogoutRequest] {
            let _ = admit(&bytes, kind);
            let _ = admit(text.as_bytes(), kind);
        }
        let _ = (read_identity_provider(&bytes, now()), read_service_provider(text.as_bytes(), now()));
        let _ = verify_signature(&bytes, certificates());
        let deflated = encode_base64(&deflate(&bytes).unwrap()).replace('+', "%2B");
        let queries =
            [text.clone(), format!("SAMLRequest={text}"), format!("SAMLRequest={deflated}&RelayState={text}&SigAlg=&Signature={text}")];
        for query in queries {
            let _ = (ReceivedAuthnRequest::from_redirect(&query), ReceivedLogout::from_redirect(&query));
        }
        let _ = ReceivedAuthnRequest::from_post(&encode_base64(&bytes), Some(&text));
    }
}
