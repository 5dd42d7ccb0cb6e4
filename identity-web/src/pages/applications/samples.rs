//! Sample data of the start page and of the applications that know a person.

use crate::language::PageText;
use crate::page::samples::{Sample, at, sample, signed_in, switch};
use crate::page::views::frame::Frame;
use crate::page::views::outcome::Switch;
use crate::pages::applications::views::{
    Application, ApplicationGroup, ClosedTile, Home, KnownApplication, OfferTile, OrganizationLink,
    OwnApplications,
};

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let home = Home {
        given_name: word.to_owned(),
        groups: vec![group(word, None)],
        no_applications: None,
        closed: vec![ClosedTile {
            service: format!("{word} Application"),
            organization: word.to_owned(),
            why: PageText::new("deny-contract").with("service", word),
            ask: PageText::new("closed-ask-contact"),
        }],
        organizations: vec![OrganizationLink { name: word.to_owned(), path: "/organizations/1".to_owned() }],
        mandates: true,
        mandates_offered: 2,
        approvals: 1,
        offers: vec![OfferTile {
            organization: word.to_owned(),
            path: "/organizations/1/mandates".to_owned(),
            count: 1,
        }],
    };
    let empty = Home {
        given_name: word.to_owned(),
        groups: vec![],
        no_applications: Some(PageText::new("home-no-applications-administrator")),
        closed: vec![],
        organizations: vec![],
        mandates: false,
        mandates_offered: 0,
        approvals: 0,
        offers: vec![],
    };
    let several = Home { groups: [false, true].map(|here| group(word, Some(here))).to_vec(), ..home.clone() };
    let joined = Frame { notice: Some(PageText::new("notice-joined")), ..frame.clone() };
    vec![
        sample("home", &joined, &home),
        sample("home_several", &frame, &several),
        sample("home_empty", &frame, &empty),
        sample("own_applications", &frame, &known(word)),
        sample("own_applications_none", &frame, &OwnApplications { rows: Vec::new() }),
    ]
}

/// The applications of the only organisation, or of one of several, for which the person acts already or not.
fn group(word: &str, of_several: Option<bool>) -> ApplicationGroup {
    let url = "http://app.example.localhost:8081/".to_owned();
    let switch = (of_several == Some(false)).then(|| Switch {
        return_to: Some("/open/app".to_owned()),
        action: "/acting-for/switch".to_owned(),
        ..switch(word)
    });
    ApplicationGroup {
        organization: word.to_owned(),
        headed: of_several.is_some(),
        applications: vec![Application { name: format!("{word} Application"), url, switch }],
    }
}

fn known(word: &str) -> OwnApplications {
    let row = |consented| KnownApplication {
        name: word.to_owned(),
        may: vec![PageText::new("scope-openid"), PageText::new("scope-email")],
        consented,
        since: at(0),
        withdraw_action: "/account/applications/1/withdraw".to_owned(),
    };
    OwnApplications { rows: vec![row(true), row(false)] }
}
