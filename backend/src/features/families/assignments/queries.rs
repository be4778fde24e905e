//! Reading teaching assignments; every select starts at [`visible_to`].

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, QueryFilter, QueryOrder, Select};
use uuid::Uuid;

use super::{
    super::names,
    dto::{TeachingAssignment, TeachingAssignmentFilter, TeachingAssignmentSort},
};
use crate::{
    auth::{Actor, scope},
    entities::{
        ids::{ClassId, OrgUnitId, PersonId, TeachingAssignmentId, TermId},
        teaching_assignment,
    },
    error::{Error, Result},
    http::{ListQuery, Paged, list::Positioned},
};

/// The columns that are read of a teaching assignment.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "teaching_assignment::Entity")]
struct Row {
    id: TeachingAssignmentId,
    person_id: PersonId,
    class_id: ClassId,
    term_id: TermId,
    unit_id: OrgUnitId,
    subject: String,
    weekly_lessons: i16,
    homeroom: bool,
    version: i32,
    created_at: chrono::DateTime<chrono::Utc>,
    updated_at: chrono::DateTime<chrono::Utc>,
}

impl Positioned<TeachingAssignmentSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: TeachingAssignmentSort) -> sea_orm::Value {
        match sort {
            TeachingAssignmentSort::CreatedAt => self.created_at.into(),
            TeachingAssignmentSort::Subject => self.subject.clone().into(),
        }
    }
}

/// The teaching assignments the caller may see.
fn visible_to(actor: &Actor, today: NaiveDate) -> Select<teaching_assignment::Entity> {
    teaching_assignment::Entity::find().filter(scope::families::teaching_assignments(actor, today))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    query: ListQuery<TeachingAssignmentFilter>,
) -> Result<Paged<TeachingAssignment>> {
    let TeachingAssignmentFilter {
        class_id,
        person_id,
        term_id,
        unit_id,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor, today);
    if let Some(class_id) = class_id {
        select = select.filter(teaching_assignment::Column::ClassId.eq(class_id));
    }
    if let Some(person_id) = person_id {
        select = select.filter(teaching_assignment::Column::PersonId.eq(person_id));
    }
    if let Some(term_id) = term_id {
        select = select.filter(teaching_assignment::Column::TermId.eq(term_id));
    }
    if let Some(unit_id) = unit_id {
        select = select.filter(teaching_assignment::Column::UnitId.in_subquery(scope::units_below(&[unit_id])));
    }
    let column = |sort| match sort {
        TeachingAssignmentSort::CreatedAt => teaching_assignment::Column::CreatedAt,
        TeachingAssignmentSort::Subject => teaching_assignment::Column::Subject,
    };
    let page: Paged<Row> = query
        .page
        .fetch(db, select, column, teaching_assignment::Column::Id)
        .await?;
    let items = show(db, &page.items).await?;
    Ok(page.with_items(items))
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    id: TeachingAssignmentId,
) -> Result<TeachingAssignment> {
    let row: Row = visible_to(actor, today)
        .filter(teaching_assignment::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(db, &[row]).await?.pop().ok_or(Error::NotFound)
}

/// Everybody who teaches a class that the caller may see, homeroom teacher first.
pub async fn of_class(db: &impl ConnectionTrait, class_id: ClassId) -> Result<Vec<TeachingAssignment>> {
    let rows: Vec<Row> = teaching_assignment::Entity::find()
        .filter(teaching_assignment::Column::ClassId.eq(class_id))
        .order_by_desc(teaching_assignment::Column::TermId)
        .order_by_desc(teaching_assignment::Column::Homeroom)
        .order_by_asc(teaching_assignment::Column::Subject)
        .into_partial_model()
        .all(db)
        .await?;
    show(db, &rows).await
}

async fn show(db: &impl ConnectionTrait, rows: &[Row]) -> Result<Vec<TeachingAssignment>> {
    let people = names::people(db, rows.iter().map(|row| row.person_id)).await?;
    let classes = names::classes(db, rows.iter().map(|row| row.class_id)).await?;
    let terms = names::terms(db, rows.iter().map(|row| row.term_id)).await?;
    let shown = rows.iter().cloned().map(|row| TeachingAssignment {
        id: row.id,
        person_id: row.person_id,
        person_name: names::of(&people, row.person_id),
        class_id: row.class_id,
        class_name: names::of(&classes, row.class_id),
        term_id: row.term_id,
        term_name: names::of(&terms, row.term_id),
        unit_id: row.unit_id,
        subject: row.subject,
        weekly_lessons: row.weekly_lessons,
        homeroom: row.homeroom,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    });
    Ok(shown.collect())
}
