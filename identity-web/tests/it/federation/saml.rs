//! A sign-in by SAML 2.0, through the pages of both sides.

use super::world::{Person, World};
use crate::openid::portal::parameter;
use crate::support::browser::Shown;
use http::{Method, StatusCode};
use std::collections::BTreeMap;

const AGAIN: &str = "/federation/saml/answer";

/// The fields of a form that posts itself, and where it posts to.
fn form(shown: &Shown) -> (String, BTreeMap<String, String>) {
    let action = shown.find("form[data-onward]", "action").pop().unwrap_or_else(|| panic!("{shown:?}"));
    let [names, values] = ["name", "value"].map(|of| shown.find("form[data-onward] input", of));
    (action, names.into_iter().zip(values).collect())
}

impl World {
    /// Jeremy signs in there. Gives the form that leads back.
    async fn response(&self, person: &mut Person) -> BTreeMap<String, String> {
        let to = person.leave(self).await;
        let shown = person.sign_in_there(&to).await;
        let (action, fields) = form(&shown);
        assert_eq!(action, self.federation.saml_consumer_url());
        fields
    }
}

impl Person {
    /// The browser posts a response from the other site, and so without cookies, and then once more from ours.
    async fn post_response(&mut self, fields: &BTreeMap<String, String>) -> Shown {
        let all: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let cookies = std::mem::take(&mut self.here.cookies);
        let shown = self.here.post("/saml/sp/acs", &all).await;
        assert!(self.here.cookies.is_empty(), "no new cookie takes the place of the one that stayed at home");
        self.here.cookies = cookies;
        if shown.status != StatusCode::OK {
            return shown;
        }
        let (action, again) = form(&shown);
        assert!(action.ends_with(AGAIN), "{action}");
        assert_eq!(again["SAMLResponse"], fields["SAMLResponse"]);
        self.post_again(&again).await
    }

    async fn post_again(&mut self, fields: &BTreeMap<String, String>) -> Shown {
        let all: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let shown = self.here.post(AGAIN, &all).await;
        match shown.headers.get("location") {
            Some(to) => self.here.open(to.to_str().unwrap()).await,
            None => shown,
        }
    }
}

#[tokio::test]
async fn somebody_signs_in_by_saml_and_is_the_same_person_the_next_time() {
    let world = World::by_saml().await;
    world.creates().await;
    let mut jeremy = world.person();
    let fields = world.response(&mut jeremy).await;
    let shown = jeremy.post_response(&fields).await;
    assert_eq!((shown.status, shown.path.as_str()), (StatusCode::OK, "/account"), "{}", shown.text());
    let [linked] = world.linked().await.try_into().unwrap();
    assert!(linked.subject.format.as_ref().unwrap().ends_with(":persistent"));
    // What is understood is left out.
    assert_eq!((&linked.subject.name_qualifier, &linked.subject.sp_name_qualifier), (&None, &None));
    let mut again = world.person();
    let fields = world.response(&mut again).await;
    again.post_response(&fields).await;
    assert!(again.is_signed_in().await);
    assert_eq!(world.linked().await.len(), 1);
}

#[tokio::test]
async fn s_20_a_response_is_taken_once() {
    let world = World::by_saml().await;
    world.creates().await;
    let (mut jeremy, mut thief) = (world.person(), world.person());
    let fields = world.response(&mut jeremy).await;
    jeremy.post_response(&fields).await;
    assert_eq!(world.sessions().await.len(), 1);
    jeremy.post_response(&fields).await;
    let shown = thief.post_response(&fields).await;
    assert_eq!(shown.status, StatusCode::GONE);
    assert!(!thief.is_signed_in().await);
    assert_eq!(world.sessions().await.len(), 1);
}

#[tokio::test]
async fn s_22_a_response_for_another_browser_signs_nobody_in() {
    let world = World::by_saml().await;
    world.creates().await;
    let (mut attacker, mut victim) = (world.person(), world.person());
    let fields = world.response(&mut attacker).await;
    victim.leave(&world).await;
    let shown = victim.post_response(&fields).await;
    assert_eq!(shown.status, StatusCode::GONE, "{}", shown.text());
    assert!(!victim.is_signed_in().await);
    // Nor with the state of the victim's own request beside it.
    let own = parameter(&victim.leave(&world).await, "RelayState").unwrap();
    let mut mixed = fields.clone();
    mixed.insert("RelayState".to_owned(), own);
    assert_eq!(victim.post_response(&mixed).await.status, StatusCode::GONE);
    assert!(world.sessions().await.is_empty());
    attacker.post_response(&fields).await;
    assert!(attacker.is_signed_in().await);
}

#[tokio::test]
async fn a_response_that_cannot_be_read_ends_the_request_that_it_names() {
    let world = World::by_saml().await;
    let mut jeremy = world.person();
    let state = parameter(&jeremy.leave(&world).await, "RelayState").unwrap();
    let fields = [("SAMLResponse", "PGE+"), ("RelayState", state.as_str())];
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let shown = jeremy.post_again(&fields).await;
    assert_eq!(world.failed_check(&shown.path).await, "gate");
    for body in ["", "SAMLRequest=a", "SAMLResponse=a&SAMLResponse=b"] {
        let shown = jeremy.here.send(Method::POST, "/saml/sp/acs", Some(body.to_owned())).await;
        assert_eq!(shown.status, StatusCode::BAD_REQUEST, "{body}");
    }
}

#[tokio::test]
async fn somebody_who_is_signed_in_there_is_asked_nothing_more() {
    let world = World::by_saml().await;
    world.creates().await;
    let mut jeremy = world.person();
    let fields = world.response(&mut jeremy).await;
    jeremy.post_response(&fields).await;
    // In another browser here, and the same one there.
    let mut same = world.person();
    same.there.cookies = jeremy.there.cookies.clone();
    let to = same.leave(&world).await;
    let shown = same.sign_in_there(&to).await;
    assert_eq!(form(&shown).0, world.federation.saml_consumer_url());
}

#[tokio::test]
async fn the_metadata_is_that_of_this_deployment() {
    let world = World::by_saml().await;
    let mut anybody = world.person();
    let shown = anybody.here.open("/saml/sp/metadata").await;
    assert_eq!(shown.headers["content-type"], "application/samlmetadata+xml");
    assert!(shown.html.contains(&format!("entityID=\"{}\"", world.federation.saml_entity_id())));
    assert!(shown.html.contains(world.federation.saml_consumer_url()));
}
