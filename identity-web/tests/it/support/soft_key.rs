//! An authenticator in software, with the browser around it: it answers what a page asks for (`WebAuthn` Level 3, section 6).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Flags of authenticator data (section 6.1).
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const HAS_KEY: u8 = 0x40;

/// One key, and what it can be made to say.
pub(crate) struct SoftKey {
    key: EcdsaKeyPair,
    pub(crate) id: Vec<u8>,
    pub(crate) count: u32,
    pub(crate) verifies: bool,
    pub(crate) origin: String,
    pub(crate) host: String,
    pub(crate) owner: Vec<u8>,
    pub(crate) in_frame: bool,
}

impl SoftKey {
    pub(crate) fn new(id: &str) -> Self {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, made.as_ref(), &random).unwrap();
        Self {
            key,
            id: id.as_bytes().to_vec(),
            count: 0,
            verifies: true,
            origin: "http://my.smartplan.localhost:8080".to_owned(),
            host: "my.smartplan.localhost".to_owned(),
            owner: Vec::new(),
            in_frame: false,
        }
    }

    /// Answers `navigator.credentials.create` with these options.
    pub(crate) fn create(&mut self, options: &str) -> String {
        let asked: Value = serde_json::from_str(options).unwrap();
        let asked = &asked["publicKey"];
        self.owner = URL_SAFE_NO_PAD.decode(asked["user"]["id"].as_str().unwrap()).unwrap();
        let mut data = self.data(HAS_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        let point = self.key.public_key().as_ref();
        // COSE: EC2, ES256, P-256 (RFC 9053, sections 2.1 and 7.1).
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..65]);
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        object.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        object.extend(data);
        let client = self.client("webauthn.create", &asked["challenge"]);
        self.json(&json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
            "attestationObject": URL_SAFE_NO_PAD.encode(object),
            "transports": ["internal"],
        }))
    }

    /// Answers `navigator.credentials.get` with these options.
    pub(crate) fn get(&mut self, options: &str) -> String {
        let asked: Value = serde_json::from_str(options).unwrap();
        let client = self.client("webauthn.get", &asked["publicKey"]["challenge"]);
        let data = self.data(0);
        let signed = [data.as_slice(), Sha256::digest(&client).as_slice()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        self.json(&json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
            "authenticatorData": URL_SAFE_NO_PAD.encode(data),
            "signature": URL_SAFE_NO_PAD.encode(signature.as_ref()),
            "userHandle": URL_SAFE_NO_PAD.encode(&self.owner),
        }))
    }

    fn data(&mut self, more: u8) -> Vec<u8> {
        let flags = PRESENT | more | if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest(self.host.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.count.to_be_bytes());
        data
    }

    fn client(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let client = json!({
            "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": self.in_frame,
        });
        client.to_string().into_bytes()
    }

    fn json(&self, response: &Value) -> String {
        let id = URL_SAFE_NO_PAD.encode(&self.id);
        json!({"id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {}})
            .to_string()
    }
}
