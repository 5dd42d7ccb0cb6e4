//! What the fields of a record are for the person whom it is about.

/// What becomes of the records about a person when the person is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Erasing {
    /// They are removed.
    Removed,
    /// They end, and stay: the history names them by their ids. What they say of the person in words is emptied.
    Ended,
    /// They stay, with the person's id as a pseudonym. Names, addresses and numbers of the person are taken out.
    Pseudonymous,
    /// They are not looked for: they are about the person for a short time, after which they are removed by themselves.
    Passing,
    /// They are about no person.
    NotPersonal,
}

/// What the fields of a kind of record are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PersonalData {
    /// About a person, who gets it.
    pub exported: &'static [&'static str],
    /// About a person, and nothing that may leave: by it others could act in their name. What can be told of it is told
    /// in other words, such as the method of a credential.
    pub withheld: &'static [&'static str],
    /// About a person for a short time, after which it is removed: what a sign-on, a sign-out or an
    /// approval needs on its way.
    pub passing: &'static [&'static str],
    /// About no person: about organisations, roles, applications, or the record itself.
    pub not_personal: &'static [&'static str],
    /// What becomes of the records about a person who is erased.
    pub erasing: Erasing,
}

/// Of a kind that holds nothing personal, and what others begin with.
pub(super) const NOTHING: PersonalData = PersonalData {
    exported: &[],
    withheld: &[],
    passing: &[],
    not_personal: &[],
    erasing: Erasing::NotPersonal,
};

/// Of a kind that is removed with its person.
pub(super) const REMOVED: PersonalData = PersonalData { erasing: Erasing::Removed, ..NOTHING };
