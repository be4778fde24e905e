//! Files of pupils with potential (潜能生): for the pupil's own teachers of the term, those tied to him or supporting
//! him, the assigned leader, and the office of teaching and research of his school. For nobody else they exist.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement},
};

use super::{Actor, families::supported_students, personnel::research_schools};
use crate::entities::{
    ids::PersonId,
    pupil_file::{self, Column},
    pupil_file_supporter, student,
};

/// The files a caller may see.
pub fn pupil_files(actor: &Actor, today: NaiveDate) -> Condition {
    let pupils = student::Entity::find()
        .select_only()
        .column(student::Column::Id)
        .filter(pupils_with_files(actor, today))
        .into_query();
    Condition::all().add(Column::StudentId.in_subquery(pupils))
}

/// The pupils whose files a caller may see, and for whom he may open one.
pub fn pupils_with_files(actor: &Actor, today: NaiveDate) -> Condition {
    let Some(person) = actor.person_id else {
        return Condition::all().add(Expr::value(false));
    };
    Condition::any()
        .add(student::Column::Id.in_subquery(supported_students(person, today)))
        .add(student::Column::UnitId.in_subquery(research_schools(actor, person, today)))
}

/// The pupils whose files name a person: as supporter or as the assigned leader.
pub(super) fn supported_by(person: PersonId) -> SelectStatement {
    let supported = pupil_file_supporter::Entity::find()
        .select_only()
        .column(pupil_file_supporter::Column::PupilFileId)
        .filter(pupil_file_supporter::Column::PersonId.eq(person))
        .into_query();
    pupil_file::Entity::find()
        .select_only()
        .column(Column::StudentId)
        .filter(
            Condition::any()
                .add(Column::LeaderId.eq(person))
                .add(Column::Id.in_subquery(supported)),
        )
        .into_query()
}
