//! Wire types of my day.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    entities::ids::{PersonId, TermId},
    features::{
        liaison::{Families, LiaisonLink, SchemeGaps},
        plan::progress::PersonProgress,
    },
    http::Figure,
};

/// My day (我的一天). What does not concern the caller is null.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dashboard {
    pub today: NaiveDate,
    /// Whom to greet.
    #[schema(example = "普老师")]
    pub name: String,
    #[schema(required)]
    pub person_id: Option<PersonId>,
    /// The term of the caller's unit; null between terms.
    #[schema(required)]
    pub term: Option<DashboardTerm>,
    /// Own duties (职责) in words; null for those who have none to follow.
    #[schema(required)]
    pub duties: Option<PersonProgress>,
    /// Own families not yet visited in the term; null without families of one's own.
    #[schema(required)]
    pub families: Option<Families>,
    /// Whom the caller keeps in touch with; null for accounts without a person.
    #[schema(required)]
    pub liaison: Option<OwnLiaison>,
    /// The caller's units at a glance; null for those who oversee none.
    #[schema(required)]
    pub school: Option<SchoolToday>,
}

/// The present term.
#[derive(Debug, Serialize, ToSchema)]
pub struct DashboardTerm {
    pub id: TermId,
    #[schema(example = "第一学期")]
    pub name: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// 教学周: 1 is the week the term begins in.
    #[schema(example = 13)]
    pub week: i64,
}

/// Whom the caller keeps in touch with.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnLiaison {
    pub links: Figure,
    /// The first of them, each with the day of the last contact.
    pub first: Vec<LiaisonLink>,
}

/// The caller's units at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolToday {
    /// Per scheme, who has no living link.
    pub gaps: Vec<SchemeGaps>,
}
