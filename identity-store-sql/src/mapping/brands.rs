//! How pages and mails look.

use super::conditions::all;
use super::mapped::{Searched, mapped};
use identity_core::domain::{Brand, BrandFilter, BrandKey, BrandSubject};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};

mapped! {
    Brand in "identity_brands" { subject, look, draft, created_at, updated_at }
}

impl Searched for Brand {
    fn with_key(key: &BrandKey) -> Condition {
        match key {
            BrandKey::Of(subject) => of_subject(subject),
        }
    }

    fn passing(filter: &BrandFilter) -> Condition {
        let BrandFilter { subjects } = filter;
        let one_of = |subjects: &Vec<BrandSubject>| {
            // An index is used for each of them as long as nothing else stands beside them.
            let none = subjects.is_empty().then(|| Expr::val(false));
            subjects.iter().fold(Condition::any().add_option(none), |any, one| any.add(of_subject(one)))
        };
        all().add_option(subjects.as_ref().map(one_of))
    }
}

fn of_subject(subject: &BrandSubject) -> Condition {
    all().add(Expr::col("subject_kind").eq(subject.kind())).add(Expr::col("subject_id").eq(subject.id()))
}
