//! Reading staff; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DerivePartialModel, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select, sea_query::ExprTrait,
};
use uuid::Uuid;

use super::{
    super::{codes, history},
    dto::{HeldPost, Person, PersonFile, PersonFilter, PersonSort},
};
use crate::{
    auth::{
        Actor, Permission,
        policy::{self, personnel::StaffSight},
        scope,
    },
    db::search,
    entities::{
        appointment::{self, Post},
        ids::{OrgUnitId, PersonId},
        org_unit,
        person::{self, EmploymentStatus, Sex},
        rank::{self, Rank},
    },
    error::{Error, Result},
    http::{ListQuery, Paged, list::Positioned},
};

/// The columns that are read of a person.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "person::Entity")]
pub struct Row {
    pub id: PersonId,
    pub unit_id: OrgUnitId,
    pub name: String,
    pub staff_number: Option<String>,
    pub sex: Sex,
    pub ethnic_group: Option<String>,
    pub political_affiliation: Option<String>,
    pub phone: Option<String>,
    pub employment_status: EmploymentStatus,
    pub id_number_digest: Option<Vec<u8>>,
    pub left_on: Option<NaiveDate>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Positioned<PersonSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: PersonSort) -> sea_orm::Value {
        match sort {
            PersonSort::Name => self.name.clone().into(),
            PersonSort::CreatedAt => self.created_at.into(),
        }
    }
}

/// The staff the caller may see.
fn visible_to(actor: &Actor) -> Select<person::Entity> {
    person::Entity::find().filter(scope::personnel::personnel(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    query: ListQuery<PersonFilter>,
) -> Result<Paged<Person>> {
    let PersonFilter {
        q,
        staff_number,
        unit_id,
        rank,
        post,
        employment_status,
        sort: _,
    } = query.filter;
    let mut select = visible_to(actor);
    if let Some(q) = q {
        select = select.filter(search::matches(db.get_database_backend(), &person::Entity, &q.0));
    }
    if let Some(staff_number) = staff_number {
        select = select
            .filter(scope::personnel::files(actor))
            .filter(person::Column::StaffNumber.eq(staff_number));
    }
    if let Some(unit_id) = unit_id {
        let units = || scope::units_below(&[unit_id]);
        let holders = appointed(today).filter(appointment::Column::UnitId.in_subquery(units()));
        select = select.filter(
            Condition::any()
                .add(person::Column::UnitId.in_subquery(units()))
                .add(person::Column::Id.in_subquery(holders.into_query())),
        );
    }
    if let Some(ranks) = rank {
        let holders = rank::Entity::find()
            .select_only()
            .column(rank::Column::PersonId)
            .filter(rank::Column::Rank.is_in(ranks.0))
            .filter(lasts_on(today, rank::Column::StartsOn, rank::Column::EndsOn))
            .into_query();
        select = select.filter(person::Column::Id.in_subquery(holders));
    }
    if let Some(posts) = post {
        let holders = appointed(today).filter(appointment::Column::Post.is_in(posts.0));
        select = select.filter(person::Column::Id.in_subquery(holders.into_query()));
    }
    if let Some(statuses) = employment_status {
        select = select.filter(person::Column::EmploymentStatus.is_in(statuses.0));
    }
    let column = |sort| match sort {
        PersonSort::Name => person::Column::Name,
        PersonSort::CreatedAt => person::Column::CreatedAt,
    };
    let page: Paged<Row> = query.page.fetch(db, select, column, person::Column::Id).await?;
    let items = show(db, actor, today, &page.items).await?;
    Ok(page.with_items(items))
}

/// Who holds a post today.
fn appointed(today: NaiveDate) -> Select<appointment::Entity> {
    appointment::Entity::find()
        .select_only()
        .column(appointment::Column::PersonId)
        .filter(lasts_on(
            today,
            appointment::Column::StartsOn,
            appointment::Column::EndsOn,
        ))
}

/// The row of a person the caller may see.
pub async fn load(db: &impl ConnectionTrait, actor: &Actor, id: PersonId) -> Result<Row> {
    visible_to(actor)
        .filter(person::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate, id: PersonId) -> Result<PersonFile> {
    let row = load(db, actor, id).await?;
    let id_number_known = row.id_number_digest.is_some();
    let sight = StaffSight::of(actor);
    let leaves = if sight.sees_private(id, row.unit_id) {
        history::leaves_of(db, id).await?
    } else {
        Vec::new()
    };
    let editable = policy::reaches_unit(actor, Permission::PersonnelWrite, row.unit_id);
    let person = show(db, actor, today, &[row]).await?.pop().ok_or(Error::NotFound)?;
    Ok(PersonFile {
        person,
        appointments: history::appointments_of(db, id).await?,
        ranks: history::ranks_of(db, id).await?,
        leaves,
        id_number_known,
        editable,
    })
}

/// Whether a dated row holds on a day.
fn lasts_on(day: NaiveDate, starts_on: impl ColumnTrait, ends_on: impl ColumnTrait) -> Condition {
    Condition::all()
        .add(starts_on.lte(day))
        .add(ends_on.is_null().or(ends_on.gte(day)))
}

/// What the caller is shown of some people, with unit names and today's ranks and posts.
async fn show(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate, rows: &[Row]) -> Result<Vec<Person>> {
    let ids: Vec<PersonId> = rows.iter().map(|row| row.id).collect();
    let units: Vec<OrgUnitId> = rows.iter().map(|row| row.unit_id).collect();
    let sight = StaffSight::of(actor);
    let ranks: HashMap<PersonId, Rank> = rank::Entity::find()
        .select_only()
        .columns([rank::Column::PersonId, rank::Column::Rank])
        .filter(rank::Column::PersonId.is_in(ids.iter().copied()))
        .filter(lasts_on(today, rank::Column::StartsOn, rank::Column::EndsOn))
        .into_tuple::<(PersonId, Rank)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let posts: Vec<(PersonId, Post, OrgUnitId)> = appointment::Entity::find()
        .select_only()
        .columns([
            appointment::Column::PersonId,
            appointment::Column::Post,
            appointment::Column::UnitId,
        ])
        .filter(appointment::Column::PersonId.is_in(ids))
        .filter(lasts_on(
            today,
            appointment::Column::StartsOn,
            appointment::Column::EndsOn,
        ))
        .order_by_asc(appointment::Column::StartsOn)
        .into_tuple()
        .all(db)
        .await?;
    let named = units.into_iter().chain(posts.iter().map(|(_, _, unit_id)| *unit_id));
    let names = unit_names(db, named).await?;
    let name_of = |unit_id: OrgUnitId| names.get(&unit_id).cloned().unwrap_or_default();
    let mut held: HashMap<PersonId, Vec<HeldPost>> = HashMap::new();
    for (person_id, post, unit_id) in posts {
        held.entry(person_id).or_default().push(HeldPost {
            post,
            unit_id,
            unit_name: name_of(unit_id),
        });
    }
    let shown = rows.iter().cloned().map(|row| {
        let file_shown = sight.sees_file(row.id, row.unit_id);
        let phone = row.phone.map(|phone| {
            if sight.sees_private(row.id, row.unit_id) {
                phone
            } else {
                codes::masked_phone(&phone)
            }
        });
        Person {
            id: row.id,
            unit_id: row.unit_id,
            unit_name: name_of(row.unit_id),
            name: row.name,
            employment_status: row.employment_status,
            rank: ranks.get(&row.id).copied(),
            posts: held.remove(&row.id).unwrap_or_default(),
            file_shown,
            sex: Some(row.sex).filter(|_| file_shown),
            staff_number: row.staff_number.filter(|_| file_shown),
            ethnic_group: row.ethnic_group.filter(|_| file_shown),
            political_affiliation: row.political_affiliation.filter(|_| file_shown),
            phone,
            left_on: row.left_on.filter(|_| file_shown),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    });
    Ok(shown.collect())
}

/// The home unit of somebody the caller knows; `field` is where the request names him.
pub async fn colleague_unit(
    db: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    field: &str,
) -> Result<OrgUnitId> {
    visible_to(actor)
        .filter(person::Column::Id.eq(person_id))
        .select_only()
        .column(person::Column::UnitId)
        .into_tuple()
        .one(db)
        .await?
        .ok_or_else(|| Error::unknown_reference(field))
}

async fn unit_names(
    db: &impl ConnectionTrait,
    units: impl Iterator<Item = OrgUnitId>,
) -> Result<HashMap<OrgUnitId, String>> {
    let names: Vec<(OrgUnitId, String)> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name])
        .filter(org_unit::Column::Id.is_in(units))
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().collect())
}
