//! Reading pupils; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use super::{
    super::{PUPIL_NUMBER, guardians, names},
    dto::{Enrolment, PupilFlags, Sibling, Student, StudentDetail, StudentFilter, StudentSort},
};
use crate::{
    auth::{
        Actor, Permission,
        policy::{self, families::sees_pupil_flags},
        scope,
    },
    db::search,
    entities::{
        enrolment, household,
        ids::{ClassId, HouseholdId, OrgUnitId, StudentId},
        person::Sex,
        student::{self, StudentStatus},
    },
    error::{Error, Result},
    features::personnel::codes,
    http::{ListQuery, Paged, list::Positioned},
    vault::Vault,
};

/// The columns that a list reads of a pupil.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "student::Entity")]
struct Row {
    id: StudentId,
    unit_id: OrgUnitId,
    household_id: HouseholdId,
    class_id: Option<ClassId>,
    name: String,
    sex: Sex,
    status: StudentStatus,
    version: i32,
    created_at: chrono::DateTime<chrono::Utc>,
    updated_at: chrono::DateTime<chrono::Utc>,
}

impl Positioned<StudentSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: StudentSort) -> sea_orm::Value {
        match sort {
            StudentSort::Name => self.name.clone().into(),
            StudentSort::CreatedAt => self.created_at.into(),
        }
    }
}

/// The pupils the caller may see.
fn visible_to(actor: &Actor, today: NaiveDate) -> Select<student::Entity> {
    student::Entity::find().filter(scope::families::students(actor, today))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    query: ListQuery<StudentFilter>,
) -> Result<Paged<Student>> {
    let StudentFilter {
        q,
        unit_id,
        class_id,
        household_id,
        status,
        mine,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor, today);
    if let Some(q) = q {
        select = select.filter(search::matches(db.get_database_backend(), &student::Entity, &q.0));
    }
    if let Some(unit_id) = unit_id {
        select = select.filter(student::Column::UnitId.in_subquery(scope::units_below(&[unit_id])));
    }
    if let Some(class_id) = class_id {
        select = select.filter(student::Column::ClassId.eq(class_id));
    }
    if let Some(household_id) = household_id {
        select = select.filter(student::Column::HouseholdId.eq(household_id));
    }
    if let Some(statuses) = status {
        select = select.filter(student::Column::Status.is_in(statuses.0));
    }
    if mine == Some(true) {
        let taught = scope::families::taught_classes(actor.person()?, today);
        select = select.filter(student::Column::ClassId.in_subquery(taught));
    }
    let column = |sort| match sort {
        StudentSort::Name => student::Column::Name,
        StudentSort::CreatedAt => student::Column::CreatedAt,
    };
    let page: Paged<Row> = query.page.fetch(db, select, column, student::Column::Id).await?;
    let items = show(db, &page.items).await?;
    Ok(page.with_items(items))
}

/// The whole row of a pupil the caller may see.
pub async fn load(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate, id: StudentId) -> Result<student::Model> {
    visible_to(actor, today)
        .filter(student::Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn find(
    db: &impl ConnectionTrait,
    vault: &Vault,
    actor: &Actor,
    today: NaiveDate,
    id: StudentId,
) -> Result<StudentDetail> {
    let stored = load(db, actor, today, id).await?;
    let pupil_number = pupil_number_of(vault, &stored)?;
    let flags = sees_pupil_flags(db, actor, stored.unit_id, stored.class_id, today)
        .await?
        .then_some(PupilFlags {
            boarding: stored.boarding,
            left_behind: stored.left_behind,
            orphan: stored.orphan,
            hardship: stored.hardship,
        });
    let (birth_date, ethnic_group) = (stored.birth_date, stored.ethnic_group.clone());
    let row = Row {
        id: stored.id,
        unit_id: stored.unit_id,
        household_id: stored.household_id,
        class_id: stored.class_id,
        name: stored.name,
        sex: stored.sex,
        status: stored.status,
        version: stored.version,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    };
    Ok(StudentDetail {
        birth_date,
        ethnic_group,
        pupil_number: pupil_number.map(|number| codes::masked_pupil_number(&number)),
        flags,
        guardians: guardians::of_households(db, [row.household_id]).await?,
        siblings: siblings_of(db, &row).await?,
        enrolments: enrolments_of(db, id).await?,
        editable: policy::reaches_unit(actor, Permission::FamiliesWrite, row.unit_id),
        may_open_file: may_open_file(db, actor, today, id).await?,
        student: show(db, &[row]).await?.pop().ok_or(Error::NotFound)?,
    })
}

async fn may_open_file(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate, id: StudentId) -> Result<bool> {
    let found = student::Entity::find_by_id(id)
        .filter(scope::pupil_files::pupils_with_files(actor, today))
        .count(db)
        .await?;
    Ok(found > 0)
}

/// The pupil number in full; the caller masks it or writes the audit row.
pub fn pupil_number_of(vault: &Vault, stored: &student::Model) -> Result<Option<String>> {
    match &stored.pupil_number_sealed {
        Some(sealed) => Ok(Some(vault.open_text(PUPIL_NUMBER, sealed)?)),
        None => Ok(None),
    }
}

async fn siblings_of(db: &impl ConnectionTrait, row: &Row) -> Result<Vec<Sibling>> {
    let rows: Vec<Row> = student::Entity::find()
        .filter(student::Column::HouseholdId.eq(row.household_id))
        .filter(student::Column::Status.eq(StudentStatus::Enrolled))
        .filter(student::Column::Id.ne(row.id))
        .order_by_asc(student::Column::BirthDate)
        .into_partial_model()
        .all(db)
        .await?;
    let classes = names::classes(db, rows.iter().filter_map(|row| row.class_id)).await?;
    let shown = rows.into_iter().map(|row| Sibling {
        id: row.id,
        name: row.name,
        class_name: row.class_id.map(|id| names::of(&classes, id)),
    });
    Ok(shown.collect())
}

async fn enrolments_of(db: &impl ConnectionTrait, id: StudentId) -> Result<Vec<Enrolment>> {
    let rows = enrolment::Entity::find()
        .filter(enrolment::Column::StudentId.eq(id))
        .order_by_desc(enrolment::Column::StartsOn)
        .all(db)
        .await?;
    let classes = names::classes(db, rows.iter().map(|row| row.class_id)).await?;
    let shown = rows.into_iter().map(|row| Enrolment {
        id: row.id,
        class_id: row.class_id,
        class_name: names::of(&classes, row.class_id),
        starts_on: row.starts_on,
        ends_on: row.ends_on,
    });
    Ok(shown.collect())
}

/// The rows with the names of units, classes and households.
async fn show(db: &impl ConnectionTrait, rows: &[Row]) -> Result<Vec<Student>> {
    let units = names::units(db, rows.iter().map(|row| row.unit_id)).await?;
    let classes = names::classes(db, rows.iter().filter_map(|row| row.class_id)).await?;
    let labels: HashMap<HouseholdId, String> = household::Entity::find()
        .select_only()
        .columns([household::Column::Id, household::Column::Label])
        .filter(household::Column::Id.is_in(rows.iter().map(|row| row.household_id)))
        .into_tuple::<(HouseholdId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let shown = rows.iter().cloned().map(|row| Student {
        id: row.id,
        unit_id: row.unit_id,
        unit_name: names::of(&units, row.unit_id),
        household_id: row.household_id,
        household_label: names::of(&labels, row.household_id),
        class_id: row.class_id,
        class_name: row.class_id.map(|id| names::of(&classes, id)),
        name: row.name,
        sex: row.sex,
        status: row.status,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    });
    Ok(shown.collect())
}
