//! Organisations and people are listed and found by their names, folded; and the names are those of today.

use crate::support::stores::Interrupted;
use crate::support::{PASSWORD, World, account, display, invite, organization, person};
use identity_core::Caller;
use identity_core::domain::{Membership, MembershipFilter, OrganizationClass, UserState};
use identity_core::ids::UserId;
use identity_core::invitations::NewAccount;
use identity_core::people::UserPatch;
use identity_core::store::{Cursor, Direction, Page, Store};
use identity_core::values::{DomainName, FoldedText, Username};
use std::path::Path;

const JEREMY: &str = "jeremy@citygroup.example";

impl World {
    async fn memberships(&self) -> Vec<Membership> {
        let page = Page::first(Page::MAX_LIMIT);
        let found = self.store.memberships().list(&MembershipFilter::default(), &page).await.unwrap();
        found.items.into_iter().map(|row| row.record).collect()
    }

    /// Every membership has the keys of its person as they are now.
    async fn assert_names_are_current(&self) {
        for membership in self.memberships().await {
            let user = self.store.users().get(membership.user).await.unwrap().unwrap().record;
            assert_eq!(membership.name, user.sort_key(), "{user:?}");
            assert_eq!(membership.search, user.search_text(), "{user:?}");
        }
    }

    /// Somebody of this name joins City Group.
    async fn member(
        &self,
        inviter: &Caller,
        to: identity_core::ids::OrganizationId,
        names: [&str; 2],
        mail: &str,
    ) {
        self.identity.invite(inviter, &invite(to, mail, "planner")).await.unwrap();
        let [given_name, family_name] = names.map(person);
        let account = NewAccount { given_name, family_name: family_name.into(), ..account() };
        self.identity.accept_invitation(&self.mailed_token().await, account).await.unwrap();
        self.mails().await;
    }
}

fn named(names: [&str; 2]) -> UserPatch {
    let [given_name, family_name] = names.map(person);
    UserPatch::default().given_name(given_name).family_name(family_name)
}

#[tokio::test]
async fn people_are_listed_by_name_and_found_by_any_part_of_it() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let jeremy = world.caller(JEREMY).await;
    for (names, mail) in [
        (["Åsa", "Öberg"], "asa@citygroup.example"),
        (["aino", "Virtanen"], "aino@citygroup.example"),
        (["ZOË", "Straße"], "zoe@citygroup.example"),
        (["Éric", "Ångström"], "eric@elsewhere.example"),
    ] {
        world.member(&jeremy, city_group, names, mail).await;
    }
    let listed = async |search: Option<&str>, page: Page| {
        let (members, next) = world.identity.members(&jeremy, city_group, search, &page).await.unwrap();
        let names = members.iter().map(|member| member.user.given_name.to_string()).collect::<Vec<_>>();
        (names, next)
    };
    let page = Page::first(10);
    assert_eq!(listed(None, page.clone()).await.0, ["aino", "Åsa", "Éric", "Jeremy", "ZOË"]);
    let downwards = page.clone().in_direction(Direction::Descending);
    assert_eq!(listed(None, downwards).await.0, ["ZOË", "Jeremy", "Éric", "Åsa", "aino"]);
    for (search, found) in [
        ("STRASSE", &["ZOË"][..]),
        ("asa ob", &["Åsa"]),
        ("ELSEWHERE", &["Éric"]),
        ("%", &[]),
        ("  ", &["aino", "Åsa", "Éric", "Jeremy", "ZOË"]),
        ("oberg asa", &[]),
    ] {
        assert_eq!(listed(Some(search), page.clone()).await.0, found, "{search}");
    }
    let (mut cursor, mut seen): (Option<Cursor>, Vec<String>) = (None, Vec::new());
    loop {
        let next = cursor.take().map_or(Page::first(2), |cursor| Page::first(2).after(cursor));
        let (names, next) = listed(None, next).await;
        seen.extend(names);
        // As it comes back in the address of the next page.
        cursor = next.map(|next| next.to_string().parse().unwrap());
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["aino", "Åsa", "Éric", "Jeremy", "ZOË"]);
}

#[tokio::test]
async fn organizations_are_listed_by_name_and_found_by_name_and_ids() {
    let world = World::new().await;
    for (id, name) in [("CRM-3", "éclair"), ("CRM-1", "Zeta"), ("CRM-2", "ECHO"), ("CRM-4", "Eclairs")] {
        let domain = DomainName::parse(&format!("{}.example", id.to_lowercase())).unwrap();
        let mut wanted = organization(id, None).domains([domain]);
        wanted.name = display(name);
        world.provision(&wanted).await;
    }
    let scott = world.scott().await;
    let listed = async |search: Option<&str>| {
        let slice = world.identity.organizations(&scott, search, &Page::first(10)).await.unwrap();
        slice.items.iter().map(|found| found.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(listed(None).await, ["ECHO", "éclair", "Eclairs", "SmartPlan Ltd", "Zeta"]);
    assert_eq!(listed(Some("ÉC")).await, ["ECHO", "éclair", "Eclairs"]);
    assert_eq!(listed(Some("crm-1")).await, ["Zeta"]);
    assert_eq!(listed(Some("crm-2.EXAMPLE")).await, ["ECHO"]);
    // The operator's own id is none of the CRM's.
    let operator = world.operator().await;
    let operator = world.store.organizations().get(operator).await.unwrap().unwrap().record;
    assert_eq!(operator.class, OrganizationClass::Operator);
    assert_eq!(operator.search_text(), FoldedText::of("SmartPlan Ltd"));
}

/// What can be changed of a person, one by one. A field that is added to a patch has to be thought of here.
fn every_change() -> Vec<UserPatch> {
    assert_eq!(
        format!("{:?}", UserPatch::default()),
        "UserPatch { given_name: None, family_name: None, username: None, phone: None, locale: None, \
         attributes: None, expected: None }"
    );
    vec![
        UserPatch::default().given_name(person("Jérôme")),
        UserPatch::default().family_name(person("Œuvre")),
        UserPatch::default().username(Some(Username::parse("Jerome.O").unwrap())),
        UserPatch::default().username(None),
        UserPatch::default().phone(Some("+358401234567".parse().unwrap())),
        UserPatch::default().locale(Some("fi".parse().unwrap())),
        named(["Jeremy", "Mills"]),
    ]
}

#[tokio::test]
async fn every_change_of_a_person_reaches_all_their_memberships() {
    let world = World::new().await;
    let (city_group, user) = world.with_jeremy().await;
    let other = world.provision(&organization("CRM-2", None)).await.record.id;
    world.identity.invite(&world.scott().await, &invite(other, JEREMY, "planner")).await.unwrap();
    let jeremy = world.caller(JEREMY).await;
    world.identity.accept_invitation_as(&jeremy, &world.mailed_token().await).await.unwrap();
    let own =
        |memberships: Vec<Membership>| memberships.into_iter().filter(|own| own.user == user.id).count();
    assert_eq!(own(world.memberships().await), 2);
    world.assert_names_are_current().await;
    for patch in every_change() {
        let before = world.user(JEREMY).await.unwrap();
        // People prove their own number before it is changed; whoever looks after them changes all of it.
        let scott = world.scott().await;
        let changed = world.identity.update_user(&scott, user.id, &patch).await.unwrap();
        assert_ne!(changed.record, before.record);
        world.assert_names_are_current().await;
    }
    world.member(&jeremy, city_group, ["Ann", "Lee"], "ann@citygroup.example").await;
    let ann = world.user("ann@citygroup.example").await.unwrap().id;
    for state in [UserState::Locked, UserState::Active] {
        world.identity.set_user_state(&jeremy, ann, state).await.unwrap();
        world.assert_names_are_current().await;
    }
}

/// Memberships are made in one place, which takes the names from the person.
#[test]
fn no_use_case_makes_a_membership_by_hand() {
    fn scan(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                scan(&path, found);
            } else if std::fs::read_to_string(&path).unwrap().contains("Membership {") {
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut found = Vec::new();
    scan(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(!found.is_empty());
    for path in found {
        let allowed = path.ends_with("domain/people/membership.rs") || path.contains("/store/conformance/");
        assert!(allowed, "{path}: use Membership::new");
    }
}

#[tokio::test]
async fn a_membership_added_while_its_person_is_renamed_has_the_new_name() {
    for rename_first in [false, true] {
        let world = World::new().await;
        let (_, user) = world.with_jeremy().await;
        let other = world.provision(&organization("CRM-2", None)).await.record.id;
        world.identity.invite(&world.scott().await, &invite(other, JEREMY, "planner")).await.unwrap();
        let token = world.mailed_token().await;
        let jeremy = world.caller(JEREMY).await;
        let (node, caller, id): (_, _, UserId) = (world.identity.clone(), jeremy.clone(), user.id);
        if rename_first {
            let store = Interrupted::before(1, world.store.clone(), async move {
                node.update_user(&caller, id, &named(["Anna", "Öberg"])).await.unwrap();
            });
            world.identity.with_store(store).accept_invitation_as(&jeremy, &token).await.unwrap();
        } else {
            let store = Interrupted::before(1, world.store.clone(), async move {
                node.accept_invitation_as(&caller, &token).await.unwrap();
            });
            let renamed = named(["Anna", "Öberg"]);
            world.identity.with_store(store).update_user(&jeremy, id, &renamed).await.unwrap();
        }
        let names: Vec<_> = world.memberships().await.into_iter().filter(|own| own.user == id).collect();
        assert_eq!(names.len(), 2);
        assert!(names.iter().all(|own| own.name == FoldedText::of("anna oberg")), "{names:?}");
        world.assert_names_are_current().await;
        assert!(world.sign_in(JEREMY, PASSWORD).await.is_ok());
    }
}
