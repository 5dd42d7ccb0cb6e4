//! Signed SAML responses per second beside the bare RSA-2048 signatures that they contain, in one run.
//!
//! `cargo bench -p identity-tests --bench saml_response`
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark ends where something fails")]

use criterion::{Criterion, criterion_group, criterion_main};
use identity_core::{OsEntropy, Timestamp};
use identity_web::saml::keys::SigningKey;
use identity_web::saml::messages::name_id::NameId;
use identity_web::saml::messages::response::{Attribute, ResponseContent, Sign, build_signed};
use std::hint::black_box;
use std::time::Duration;

fn attributes() -> Vec<Attribute> {
    let named =
        |name: &str, values: &[&str]| Attribute::basic(name, values.iter().map(|value| (*value).to_owned()));
    vec![
        named("uid", &["8vJ2kq0n5x1mQ7"]),
        named("given_name", &["Jeremy"]),
        named("family_name", &["Mills"]),
        named("email", &["jeremy.mills@citygroup.example"]),
        named("organization_id", &["0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b"]),
        named("organization_name", &["City Group, Inc."]),
        named("roles", &["administrator", "consumption-viewer"]),
    ]
}

fn saml_response(criterion: &mut Criterion) {
    let now = Timestamp::from_unix_seconds(1_800_000_000);
    let key = SigningKey::generate("idp", now, &OsEntropy).unwrap();
    let attributes = attributes();
    let name_id = NameId {
        value: "8vJ2kq0n5x1mQ7".to_owned(),
        format: Some("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent".to_owned()),
        name_qualifier: Some("https://my.example.com/saml/idp/metadata".to_owned()),
        sp_name_qualifier: Some("https://app.example.com/saml/sp/metadata".to_owned()),
    };
    let content = ResponseContent {
        issuer: "https://my.example.com/saml/idp/metadata",
        audience: "https://app.example.com/saml/sp/metadata",
        destination: "https://app.example.com/saml/sp/acs",
        in_response_to: Some("_0123456789abcdef"),
        name_id: &name_id,
        authn_instant: now,
        context_class: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
        session_index: "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b",
        session_not_on_or_after: Some(now.plus(Duration::from_hours(12))),
        attributes: &attributes,
        now,
        lifetime: Duration::from_mins(5),
    };
    let mut group = criterion.benchmark_group("saml_response");
    group.bench_function("bare RSA-2048 SHA-256 signature", |bencher| {
        bencher.iter(|| black_box(key.sign(b"the canonical form of SignedInfo").unwrap()));
    });
    group.bench_function("response, assertion signed", |bencher| {
        bencher.iter(|| black_box(build_signed(&content, Sign::Assertion, &key, &OsEntropy).unwrap()));
    });
    group.bench_function("response, both signed", |bencher| {
        bencher.iter(|| black_box(build_signed(&content, Sign::Both, &key, &OsEntropy).unwrap()));
    });
    group.finish();
}

criterion_group!(benches, saml_response);
criterion_main!(benches);
