//! Who teaches whom on a day: what "own classes" means.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::derive::taught;
use crate::{
    auth::scope::units_below,
    entities::{
        ids::{ClassId, OrgUnitId, PersonId},
        liaison_scheme::LiaisonTargetKind,
        student, teaching_assignment, term,
    },
    error::Result,
};

#[derive(FromQueryResult)]
struct Taught {
    target_id: Uuid,
    person_id: PersonId,
    homeroom: bool,
}

/// Who teaches the households, pupils or classes of a unit and those below it, and whether as homeroom teacher.
pub async fn teaching(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    on: NaiveDate,
    kind: LiaisonTargetKind,
) -> Result<HashMap<Uuid, Vec<(PersonId, bool)>>> {
    let target = match kind {
        LiaisonTargetKind::Household => Expr::col((student::Entity, student::Column::HouseholdId)),
        LiaisonTargetKind::Student => Expr::col((student::Entity, student::Column::Id)),
        LiaisonTargetKind::Class => Expr::col((teaching_assignment::Entity, teaching_assignment::Column::ClassId)),
        LiaisonTargetKind::Unit | LiaisonTargetKind::Grade | LiaisonTargetKind::Person => return Ok(HashMap::new()),
    };
    let own = |column| Expr::col((teaching_assignment::Entity, column));
    let select = taught(on)
        .distinct()
        .expr_as(target, "target_id")
        .expr_as(own(teaching_assignment::Column::PersonId), "person_id")
        .expr_as(own(teaching_assignment::Column::Homeroom), "homeroom")
        .and_where(own(teaching_assignment::Column::UnitId).in_subquery(units_below(&[unit_id])))
        .to_owned();
    let statement = db.get_database_backend().build(&select);
    let mut found: HashMap<Uuid, Vec<(PersonId, bool)>> = HashMap::new();
    for row in Taught::find_by_statement(statement).all(db).await? {
        let teachers = found.entry(row.target_id).or_default();
        match teachers.iter_mut().find(|(person, _)| *person == row.person_id) {
            Some((_, homeroom)) => *homeroom |= row.homeroom,
            None => teachers.push((row.person_id, row.homeroom)),
        }
    }
    Ok(found)
}

/// The homeroom teacher of a class on a day.
pub async fn homeroom_of(db: &impl ConnectionTrait, class_id: ClassId, on: NaiveDate) -> Result<Option<PersonId>> {
    Ok(teaching_assignment::Entity::find()
        .select_only()
        .column(teaching_assignment::Column::PersonId)
        .join(
            JoinType::InnerJoin,
            teaching_assignment::Entity::belongs_to(term::Entity)
                .from(teaching_assignment::Column::TermId)
                .to(term::Column::Id)
                .into(),
        )
        .filter(teaching_assignment::Column::ClassId.eq(class_id))
        .filter(teaching_assignment::Column::Homeroom.eq(true))
        .filter(term::Column::StartsOn.lte(on))
        .filter(term::Column::EndsOn.gte(on))
        .order_by_asc(teaching_assignment::Column::Id)
        .into_tuple()
        .one(db)
        .await?)
}
