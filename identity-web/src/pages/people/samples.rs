//! Sample data of the pages of people.

use crate::forms::invitations::EMAIL;
use crate::forms::members::CREATE_MEMBER;
use crate::forms::people::{EDIT_PERSON, FAMILY_NAME, GIVEN_NAME, OWN_DATA, USERNAME};
use crate::forms::roles::{GIVE_ROLE, ROLE};
use crate::language::PageText;
use crate::page::samples::at;
use crate::page::samples::{Sample, list_links, sample, signed_in};
use crate::page::views::ListLinks;
use crate::page::views::form::{Choice, FormState};
use crate::pages::applications::views::ClosedTile;
use crate::pages::approvals::samples::row as approval_row;
use crate::pages::organizations::samples::head;
use crate::pages::people::views::{
    Act, ContactRow, CreateMember, FieldRow, GrantForm, GrantRow, LeaveRefused, Letter, LetterScreen,
    PasswordLine, People, Person, PersonEdit, PersonRow, Profile,
};
use crate::pages::roles::samples::{ability, role};
use identity_core::domain::ApprovalAct;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let people = People {
        organization: head(word),
        rows: vec![person_row(word, true), person_row(word, false)],
        create_path: Some("/organizations/1/people/new".to_owned()),
        query: word.to_owned(),
        list: list_links(false),
    };
    let nobody = People {
        organization: head(word),
        rows: vec![],
        create_path: None,
        query: String::new(),
        list: ListLinks::default(),
    };
    let not_found = People { query: word.to_owned(), ..nobody.clone() };
    vec![
        sample("people", &frame, &people),
        sample("people_none", &frame, &nobody),
        sample("people_none_found", &frame, &not_found),
        sample("person", &frame, &person(word)),
        sample("person_not_managed", &frame, &not_managed(word)),
        sample("create_member", &frame, &create_member(word)),
        sample("password_letter", &frame, &letter(word)),
        sample("person_edit", &frame, &person_edit(word)),
        sample("leave_refused", &frame, &leave_refused()),
        sample("profile", &frame, &profile(word, true)),
        sample("profile_of_others", &frame, &profile(word, false)),
    ]
}

fn leave_refused() -> LeaveRefused {
    LeaveRefused { people_path: "/organizations/1".to_owned(), back_path: "/account".to_owned() }
}

fn profile(word: &str, is_own: bool) -> Profile {
    let writers = || PageText::new("profile-writers").with("writers", word);
    let field = |name, label| FieldRow {
        name,
        label: PageText::new(label),
        value: is_own.then(|| word.to_owned()),
        is_own,
        writers: writers(),
    };
    let contact = |label, value: Option<&str>| ContactRow {
        label: PageText::new(label),
        value: value.map(ToOwned::to_owned),
        is_proved: is_own,
        further: vec![word.to_owned()],
        waiting: is_own.then(|| word.to_owned()),
        writers: writers(),
        path: is_own.then(|| "/account/email".to_owned()),
    };
    Profile {
        action: "/account/profile".to_owned(),
        name: word.to_owned(),
        saves: is_own,
        fields: vec![
            field("given_name", "field-given-name"),
            field("family_name", "profile-family-name"),
            field("username", "field-username"),
        ],
        contacts: vec![contact("field-email", Some(word)), contact("field-phone", None)],
        language: Some("en".to_owned()),
        language_is_own: is_own,
        language_writers: writers(),
        form: FormState::of(&OWN_DATA)
            .value(&GIVEN_NAME, word)
            .value(&FAMILY_NAME, word)
            .value(&USERNAME, word),
    }
}

fn person_row(word: &str, is_self: bool) -> PersonRow {
    PersonRow {
        name: word.to_owned(),
        email: is_self.then(|| format!("{word}@example.com")),
        username: Some(word.to_owned()),
        path: "/organizations/1/people/2".to_owned(),
        roles: if is_self { vec![word.to_owned()] } else { vec![] },
        idle_roles: if is_self { vec![word.to_owned()] } else { vec![] },
        state: (!is_self).then(|| PageText::new("user-state-disabled")),
        since: at(-100),
        is_self,
    }
}

fn person(word: &str) -> Person {
    let grant = |revocable: bool| GrantRow {
        role: role(word),
        services: vec![word.to_owned()],
        inherited_from: (!revocable).then(|| word.to_owned()),
        ends_at: Some(at(30)),
        revoke_path: revocable.then(|| "/organizations/1/people/2/grants/3/revoke".to_owned()),
        kept_because: (!revocable).then(|| PageText::new("person-last-administrator")),
        mandate_path: revocable.then(|| "/mandates/1".to_owned()),
        unanswered: revocable,
        obstacle: (!revocable).then(|| PageText::new("deny-active-organization").with("organization", word)),
        remedy: (!revocable).then(|| PageText::new("closed-ask")),
    };
    Person {
        organization: head(word),
        name: word.to_owned(),
        initials: "WO".to_owned(),
        since: at(-30),
        email: Some(format!("{word}@example.com")),
        username: Some(word.to_owned()),
        state: None,
        password: Some(PasswordLine { text: PageText::new("person-letter-waits"), until: Some(at(7)) }),
        acts: vec![Act {
            label: PageText::new("manage-edit"),
            path: "/organizations/1/people/2/edit".to_owned(),
        }],
        waiting: vec![approval_row(word, ApprovalAct::ResetAuthenticators, false)],
        no_acts_because: None,
        remove_path: Some("/organizations/1/people/2/remove".to_owned()),
        abilities: vec![ability(word), ability(word)],
        closed: vec![ClosedTile {
            service: word.to_owned(),
            organization: word.to_owned(),
            why: PageText::new("deny-contract").with("service", word),
            ask: PageText::new("closed-ask"),
        }],
        shows_abilities: true,
        mandate_path: Some("/organizations/1/mandates/new?colleague=2".to_owned()),
        history_path: Some("/organizations/1/history?person=2".to_owned()),
        grants: vec![grant(true), grant(false)],
        give: Some(GrantForm {
            action: "/organizations/1/people/2/grants".to_owned(),
            roles: vec![
                Choice::new("one", word, format!("{word}: sees consumption.")),
                Choice::new("two", word, ""),
            ],
            services: vec![Choice::new("app", word, "")],
        }),
        form: FormState::of(&GIVE_ROLE).error(&ROLE, PageText::new("error-role")),
    }
}

fn not_managed(word: &str) -> Person {
    Person {
        password: Some(PasswordLine { text: PageText::new("person-no-link"), until: None }),
        acts: vec![],
        waiting: vec![],
        no_acts_because: Some(PageText::new("person-no-acts").with("why", word)),
        abilities: vec![],
        mandate_path: None,
        history_path: None,
        remove_path: None,
        grants: vec![],
        give: None,
        form: FormState::of(&GIVE_ROLE),
        ..person(word)
    }
}

fn create_member(word: &str) -> CreateMember {
    CreateMember {
        organization: head(word),
        action: "/organizations/1/people/new".to_owned(),
        roles: vec![
            Choice::new("one", word, format!("{word}: sees consumption.")),
            Choice::new("two", word, ""),
        ],
        services: vec![Choice::new("app", word, ""), Choice::new("map", word, "")],
        languages: vec![Choice::new("en", "English", ""), Choice::new("fi", "Suomi", "")],
        links: vec![Choice::new("mail", word, word), Choice::new("letter", word, word)],
        form: FormState::of(&CREATE_MEMBER).error(&EMAIL, PageText::new("error-email-taken")),
    }
}

fn letter(word: &str) -> Letter {
    Letter {
        organization: word.to_owned(),
        name: word.to_owned(),
        sign_in_name: word.to_owned(),
        link: word.to_owned(),
        code: word.to_owned(),
        code_address: word.to_owned(),
        is_first: true,
        screen: LetterScreen {
            language: "en".to_owned(),
            print: word.to_owned(),
            done: word.to_owned(),
            once: word.to_owned(),
        },
        image: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"></svg>".to_owned(),
        expires_at: at(7),
        back_path: "/organizations/1/people/2".to_owned(),
    }
}

fn person_edit(word: &str) -> PersonEdit {
    PersonEdit {
        organization: head(word),
        name: word.to_owned(),
        action: "/organizations/1/people/2/edit".to_owned(),
        back_path: "/organizations/1/people/2".to_owned(),
        form: FormState::of(&EDIT_PERSON).value(&GIVEN_NAME, word).value(&FAMILY_NAME, word),
    }
}
