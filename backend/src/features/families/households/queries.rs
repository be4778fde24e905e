//! Reading households; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DerivePartialModel, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::{
    super::{guardians, names},
    dto::{Household, HouseholdDetail, HouseholdFilter, HouseholdSort, HouseholdStudent},
};
use crate::{
    auth::{Actor, Permission, policy, scope},
    db::search,
    entities::{
        activity::{self, ActivityKind, ActivityStatus},
        activity_subject::{self, ActivitySubjectKind},
        household,
        ids::{HouseholdId, OrgUnitId, TermId},
        student::{self, StudentStatus},
        term,
    },
    error::{Error, Result},
    http::{ListQuery, Paged, list::Positioned},
    language::text,
};

/// The columns that are read of a household.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "household::Entity")]
pub struct Row {
    pub id: HouseholdId,
    pub unit_id: OrgUnitId,
    pub label: String,
    pub village: Option<String>,
    pub version: i32,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl Positioned<HouseholdSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: HouseholdSort) -> sea_orm::Value {
        match sort {
            HouseholdSort::Label => self.label.clone().into(),
            HouseholdSort::CreatedAt => self.created_at.into(),
        }
    }
}

/// The households the caller may see.
fn visible_to(actor: &Actor, today: NaiveDate) -> Select<household::Entity> {
    household::Entity::find().filter(scope::families::households(actor, today))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    query: ListQuery<HouseholdFilter>,
) -> Result<Paged<Household>> {
    let HouseholdFilter {
        q,
        unit_id,
        class_id,
        mine,
        unvisited_in_term,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor, today);
    if let Some(q) = q {
        select = select.filter(search::matches(db.get_database_backend(), &household::Entity, &q.0));
    }
    if let Some(unit_id) = unit_id {
        select = select.filter(household::Column::UnitId.in_subquery(scope::units_below(&[unit_id])));
    }
    let of_pupils = || {
        student::Entity::find()
            .select_only()
            .column(student::Column::HouseholdId)
            .filter(student::Column::Status.eq(StudentStatus::Enrolled))
    };
    if let Some(class_id) = class_id {
        let of_class = of_pupils().filter(student::Column::ClassId.eq(class_id));
        select = select.filter(household::Column::Id.in_subquery(of_class.into_query()));
    }
    if mine == Some(true) {
        let taught = scope::families::taught_classes(actor.person()?, today);
        let of_taught = of_pupils().filter(student::Column::ClassId.in_subquery(taught));
        select = select.filter(household::Column::Id.in_subquery(of_taught.into_query()));
    }
    if let Some(term_id) = unvisited_in_term {
        select = select
            .filter(household::Column::Id.in_subquery(of_pupils().into_query()))
            .filter(unvisited_in(db, term_id).await?);
    }
    let column = |sort| match sort {
        HouseholdSort::Label => household::Column::Label,
        HouseholdSort::CreatedAt => household::Column::CreatedAt,
    };
    let page: Paged<Row> = query.page.fetch(db, select, column, household::Column::Id).await?;
    let items = show(db, &page.items, Some(StudentStatus::Enrolled)).await?;
    Ok(page.with_items(items))
}

/// Home visits that count: handed in or confirmed.
fn home_visits() -> Condition {
    Condition::all()
        .add(activity::Column::Kind.eq(ActivityKind::HomeVisit))
        .add(activity::Column::Status.is_in([ActivityStatus::Submitted, ActivityStatus::Confirmed]))
}

/// The condition that a household has no home visit that counts in a term, neither itself nor one of its pupils.
async fn unvisited_in(db: &impl ConnectionTrait, term_id: TermId) -> Result<Condition> {
    let term = term::Entity::find_by_id(term_id)
        .one(db)
        .await?
        .ok_or_else(|| Error::InvalidParameter {
            name: "unvisited_in_term".into(),
            detail: text("没有这个学期", "there is no such term"),
        })?;
    let in_term = home_visits().add(activity::Column::HappenedOn.between(term.starts_on, term.ends_on));
    let visited = |kind| {
        let mut select = Query::select();
        select
            .expr(Expr::val(1))
            .from(activity_subject::Entity)
            .inner_join(
                activity::Entity,
                Expr::col((activity::Entity, activity::Column::Id))
                    .equals((activity_subject::Entity, activity_subject::Column::ActivityId)),
            )
            .and_where(activity_subject::Column::SubjectKind.eq(kind))
            .cond_where(in_term.clone());
        select
    };
    let mut as_household = visited(ActivitySubjectKind::Household);
    as_household.and_where(
        Expr::col((activity_subject::Entity, activity_subject::Column::SubjectId))
            .equals((household::Entity, household::Column::Id)),
    );
    let mut as_pupil = visited(ActivitySubjectKind::Student);
    as_pupil
        .inner_join(
            student::Entity,
            Expr::col((student::Entity, student::Column::Id))
                .equals((activity_subject::Entity, activity_subject::Column::SubjectId)),
        )
        .and_where(
            Expr::col((student::Entity, student::Column::HouseholdId))
                .equals((household::Entity, household::Column::Id)),
        );
    Ok(Condition::all()
        .add(Expr::exists(as_household).not())
        .add(Expr::exists(as_pupil).not()))
}

/// The row of a household the caller may see.
pub async fn load(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate, id: HouseholdId) -> Result<Row> {
    visible_to(actor, today)
        .filter(household::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    id: HouseholdId,
) -> Result<HouseholdDetail> {
    let row = load(db, actor, today, id).await?;
    let editable = policy::reaches_unit(actor, Permission::FamiliesWrite, row.unit_id);
    let household = show(db, &[row], None).await?.pop().ok_or(Error::NotFound)?;
    let address_known: Option<bool> = household::Entity::find()
        .select_only()
        .column_as(household::Column::AddressSealed.is_not_null(), "known")
        .filter(household::Column::Id.eq(id))
        .into_tuple()
        .one(db)
        .await?;
    Ok(HouseholdDetail {
        household,
        guardians: guardians::of_households(db, [id]).await?,
        address_known: address_known.unwrap_or(false),
        editable,
    })
}

/// The rows with pupils, primary guardians and the latest home visits.
async fn show(db: &impl ConnectionTrait, rows: &[Row], only: Option<StudentStatus>) -> Result<Vec<Household>> {
    let ids = || rows.iter().map(|row| row.id);
    let units = names::units(db, rows.iter().map(|row| row.unit_id)).await?;
    let mut pupils = student::Entity::find().filter(student::Column::HouseholdId.is_in(ids()));
    if let Some(status) = only {
        pupils = pupils.filter(student::Column::Status.eq(status));
    }
    let pupils = pupils
        .select_only()
        .columns([
            student::Column::Id,
            student::Column::HouseholdId,
            student::Column::Name,
            student::Column::ClassId,
            student::Column::Status,
        ])
        .order_by_asc(student::Column::BirthDate)
        .order_by_asc(student::Column::Id)
        .into_tuple::<(_, HouseholdId, String, Option<_>, StudentStatus)>()
        .all(db)
        .await?;
    let classes = names::classes(db, pupils.iter().filter_map(|(_, _, _, class_id, _)| *class_id)).await?;
    let mut students: HashMap<HouseholdId, Vec<HouseholdStudent>> = HashMap::new();
    for (id, household_id, name, class_id, status) in pupils {
        students.entry(household_id).or_default().push(HouseholdStudent {
            id,
            name,
            class_id,
            class_name: class_id.map(|id| names::of(&classes, id)),
            status,
        });
    }
    let mut primary: HashMap<HouseholdId, _> = guardians::of_households(db, ids())
        .await?
        .into_iter()
        .filter(|guardian| guardian.is_primary)
        .map(|guardian| (guardian.household_id, guardian))
        .collect();
    let visits = last_visits(db, rows).await?;
    let shown = rows.iter().cloned().map(|row| Household {
        id: row.id,
        unit_id: row.unit_id,
        unit_name: names::of(&units, row.unit_id),
        label: row.label,
        village: row.village,
        students: students.remove(&row.id).unwrap_or_default(),
        primary_guardian: primary.remove(&row.id),
        last_home_visit_on: visits.get(&row.id).copied(),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    });
    Ok(shown.collect())
}

/// The day of the latest home visit that counts, of the household itself or of one of its pupils.
async fn last_visits(db: &impl ConnectionTrait, rows: &[Row]) -> Result<HashMap<HouseholdId, NaiveDate>> {
    let visits = || {
        activity_subject::Entity::find()
            .select_only()
            .join(
                JoinType::InnerJoin,
                activity_subject::Entity::belongs_to(activity::Entity)
                    .from(activity_subject::Column::ActivityId)
                    .to(activity::Column::Id)
                    .into(),
            )
            .filter(home_visits())
    };
    let of_households: Vec<(Uuid, NaiveDate)> = visits()
        .column(activity_subject::Column::SubjectId)
        .column_as(activity::Column::HappenedOn.max(), "latest")
        .filter(activity_subject::Column::SubjectKind.eq(ActivitySubjectKind::Household))
        .filter(activity_subject::Column::SubjectId.is_in(rows.iter().map(|row| row.id.0)))
        .group_by(activity_subject::Column::SubjectId)
        .into_tuple()
        .all(db)
        .await?;
    let of_pupils: Vec<(Uuid, NaiveDate)> = visits()
        .column(student::Column::HouseholdId)
        .column_as(activity::Column::HappenedOn.max(), "latest")
        .join(
            JoinType::InnerJoin,
            activity_subject::Entity::belongs_to(student::Entity)
                .from(activity_subject::Column::SubjectId)
                .to(student::Column::Id)
                .into(),
        )
        .filter(activity_subject::Column::SubjectKind.eq(ActivitySubjectKind::Student))
        .filter(student::Column::HouseholdId.is_in(rows.iter().map(|row| row.id)))
        .group_by(student::Column::HouseholdId)
        .into_tuple()
        .all(db)
        .await?;
    let mut latest: HashMap<HouseholdId, NaiveDate> = HashMap::new();
    for (id, day) in of_households.into_iter().chain(of_pupils) {
        let known = latest.entry(HouseholdId(id)).or_insert(day);
        *known = std::cmp::max(day, *known);
    }
    Ok(latest)
}
