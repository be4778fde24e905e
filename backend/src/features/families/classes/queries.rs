//! Reading classes; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    Select,
};
use uuid::Uuid;

use super::{
    super::{assignments, names},
    dto::{Class, ClassDetail, ClassFilter, ClassSort},
};
use crate::{
    auth::{Actor, Permission, policy, scope},
    db::search,
    entities::{
        class::{self, Stage},
        ids::{ClassId, OrgUnitId, PersonId, SchoolYearId},
        school_year,
        student::{self, StudentStatus},
        teaching_assignment, term,
    },
    error::{Error, Result},
    http::{ListQuery, Paged, list::Positioned},
};

/// The columns that are read of a class.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "class::Entity")]
pub struct Row {
    pub id: ClassId,
    pub unit_id: OrgUnitId,
    pub school_year_id: SchoolYearId,
    pub stage: Stage,
    pub grade: i16,
    pub number: i16,
    pub name: String,
    pub external_code: Option<String>,
    pub version: i32,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl Positioned<ClassSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: ClassSort) -> sea_orm::Value {
        match sort {
            ClassSort::Grade => self.grade.into(),
            ClassSort::Name => self.name.clone().into(),
            ClassSort::CreatedAt => self.created_at.into(),
        }
    }
}

/// The classes the caller may see.
fn visible_to(actor: &Actor, today: NaiveDate) -> Select<class::Entity> {
    class::Entity::find().filter(scope::families::classes(actor, today))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    query: ListQuery<ClassFilter>,
) -> Result<Paged<Class>> {
    let ClassFilter {
        q,
        unit_id,
        school_year_id,
        on,
        grade,
        mine,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor, today);
    if let Some(q) = q {
        select = select.filter(search::matches(db.get_database_backend(), &class::Entity, &q.0));
    }
    if let Some(unit_id) = unit_id {
        select = select.filter(class::Column::UnitId.in_subquery(scope::units_below(&[unit_id])));
    }
    if let Some(school_year_id) = school_year_id {
        select = select.filter(class::Column::SchoolYearId.eq(school_year_id));
    }
    if let Some(on) = on {
        let years = school_year::Entity::find()
            .select_only()
            .column(school_year::Column::Id)
            .filter(school_year::Column::StartsOn.lte(on))
            .filter(school_year::Column::EndsOn.gte(on));
        select = select.filter(class::Column::SchoolYearId.in_subquery(years.into_query()));
    }
    if let Some(grade) = grade {
        select = select.filter(class::Column::Grade.eq(grade));
    }
    if mine == Some(true) {
        let taught = scope::families::taught_classes(actor.person()?, today);
        select = select.filter(class::Column::Id.in_subquery(taught));
    }
    let column = |sort| match sort {
        ClassSort::Grade => class::Column::Grade,
        ClassSort::Name => class::Column::Name,
        ClassSort::CreatedAt => class::Column::CreatedAt,
    };
    let page: Paged<Row> = query.page.fetch(db, select, column, class::Column::Id).await?;
    let items = show(db, today, &page.items).await?;
    Ok(page.with_items(items))
}

/// The row of a class the caller may see.
pub async fn load(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate, id: ClassId) -> Result<Row> {
    visible_to(actor, today)
        .filter(class::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate, id: ClassId) -> Result<ClassDetail> {
    let row = load(db, actor, today, id).await?;
    let editable = policy::reaches_unit(actor, Permission::FamiliesWrite, row.unit_id);
    let class = show(db, today, &[row]).await?.pop().ok_or(Error::NotFound)?;
    Ok(ClassDetail {
        class,
        teachers: assignments::of_class(db, id).await?,
        editable,
    })
}

/// The rows with unit names, numbers of pupils and homeroom teachers.
async fn show(db: &impl ConnectionTrait, today: NaiveDate, rows: &[Row]) -> Result<Vec<Class>> {
    let units = names::units(db, rows.iter().map(|row| row.unit_id)).await?;
    let pupils: HashMap<ClassId, i64> = student::Entity::find()
        .select_only()
        .column(student::Column::ClassId)
        .column_as(student::Column::Id.count(), "pupils")
        .filter(student::Column::ClassId.is_in(rows.iter().map(|row| row.id)))
        .filter(student::Column::Status.eq(StudentStatus::Enrolled))
        .group_by(student::Column::ClassId)
        .into_tuple::<(ClassId, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let homeroom: HashMap<ClassId, PersonId> = teaching_assignment::Entity::find()
        .select_only()
        .columns([
            teaching_assignment::Column::ClassId,
            teaching_assignment::Column::PersonId,
        ])
        .join(
            JoinType::InnerJoin,
            teaching_assignment::Entity::belongs_to(term::Entity)
                .from(teaching_assignment::Column::TermId)
                .to(term::Column::Id)
                .into(),
        )
        .filter(teaching_assignment::Column::ClassId.is_in(rows.iter().map(|row| row.id)))
        .filter(teaching_assignment::Column::Homeroom.eq(true))
        .filter(term::Column::StartsOn.lte(today))
        .filter(term::Column::EndsOn.gte(today))
        .into_tuple::<(ClassId, PersonId)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let people = names::people(db, homeroom.values().copied()).await?;
    let shown = rows.iter().cloned().map(|row| {
        let homeroom_person_id = homeroom.get(&row.id).copied();
        Class {
            id: row.id,
            unit_id: row.unit_id,
            unit_name: names::of(&units, row.unit_id),
            school_year_id: row.school_year_id,
            stage: row.stage,
            grade: row.grade,
            number: row.number,
            name: row.name,
            external_code: row.external_code,
            pupils: pupils.get(&row.id).copied().unwrap_or(0),
            homeroom_person_id,
            homeroom_person_name: homeroom_person_id.map(|id| names::of(&people, id)),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    });
    Ok(shown.collect())
}
