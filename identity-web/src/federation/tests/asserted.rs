//! What a provider says of a person.

use crate::federation::asserted::{Attributes, fill};
use identity_core::Timestamp;
use identity_core::domain::{AssertedNames, ProviderSubject};
use identity_core::federation::ProviderAnswer;

fn filled(said: &[(&str, &[&str])], names: &AssertedNames) -> ProviderAnswer {
    let subject = ProviderSubject::plain("subject-1").unwrap();
    let mut answer = ProviderAnswer::new(subject, Timestamp::from_unix_seconds(1_800_000_000));
    let owned = |values: &[&str]| values.iter().map(ToString::to_string).collect();
    let said: Attributes = said.iter().map(|(name, values)| ((*name).to_owned(), owned(values))).collect();
    fill(&mut answer, said, names);
    answer
}

#[test]
fn the_usual_names_are_understood() {
    for (email, given, family) in [
        ("email", "given_name", "family_name"),
        ("mail", "givenName", "sn"),
        ("urn:oid:0.9.2342.19200300.100.1.3", "urn:oid:2.5.4.42", "urn:oid:2.5.4.4"),
    ] {
        let said: [(&str, &[&str]); 3] =
            [(email, &[" annie@a.example "]), (given, &["Annie"]), (family, &["Applicant"])];
        let answer = filled(&said, &AssertedNames::default());
        assert_eq!(answer.email.unwrap().to_string(), "annie@a.example", "{email}");
        assert_eq!(answer.given_name.unwrap().to_string(), "Annie", "{given}");
        assert_eq!(answer.family_name.unwrap().to_string(), "Applicant", "{family}");
        assert_eq!(answer.label.as_deref(), Some("annie@a.example"));
        assert_eq!(answer.attributes.len(), 3);
    }
}

#[test]
fn a_connection_has_names_of_its_own_and_then_no_others_count() {
    let names = AssertedNames {
        email: Some("work-mail".to_owned()),
        level: Some("assurance".to_owned()),
        ..AssertedNames::default()
    };
    let said: [(&str, &[&str]); 3] =
        [("email", &["private@a.example"]), ("assurance", &["substantial"]), ("name", &["Annie"])];
    let answer = filled(&said, &names);
    assert_eq!((answer.email, answer.level.as_deref()), (None, Some("substantial")));
    assert_eq!(answer.label.as_deref(), Some("Annie"));
    // Without a name for it there is no level, whatever is sent.
    assert_eq!(filled(&said, &AssertedNames::default()).level, None);
}

#[test]
fn what_is_no_address_and_no_name_is_left_out() {
    let said: [(&str, &[&str]); 2] = [("email", &["no address"]), ("given_name", &[""])];
    let answer = filled(&said, &AssertedNames::default());
    assert_eq!((answer.email, answer.given_name, answer.label), (None, None, None));
}

#[test]
fn what_is_kept_is_bounded() {
    let many: Vec<String> = (0..150).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let long = "x".repeat(1001);
    let said: [(&str, &[&str]); 4] =
        [("a", &[&long]), (&long, &["short"]), ("groups", &many), ("z", &["last"])];
    let attributes = filled(&said, &AssertedNames::default()).attributes;
    assert_eq!(attributes.keys().collect::<Vec<_>>(), ["groups"]);
    assert_eq!(attributes["groups"].len(), 100);
}
