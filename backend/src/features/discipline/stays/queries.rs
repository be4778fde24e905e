//! Reading the register of stays: the records of this kind that the caller may see, without drafts and void ones.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};

use super::dto::{Stay, StayFilter, StayRow, StaySort, StaySums, StaySumsQuery};
use crate::{
    auth::{
        Actor,
        policy::activities::oversees,
        scope::{self, activities as rows},
    },
    entities::{
        activity::{self, ActivityKind, ActivityStatus},
        activity_details::ActivityDetails,
        ids::ActivityId,
    },
    error::{Error, Result},
    http::{Figure, ListQuery, Paged},
};

/// The stays the caller may see.
fn visible_to(actor: &Actor) -> Select<activity::Entity> {
    activity::Entity::find()
        .filter(rows::open_activities(actor))
        .filter(activity::Column::Kind.eq(ActivityKind::StayIn))
        .filter(activity::Column::Status.is_in([ActivityStatus::Submitted, ActivityStatus::Confirmed]))
}

pub async fn list(db: &impl ConnectionTrait, actor: &Actor, query: ListQuery<StayFilter>) -> Result<Paged<Stay>> {
    let StayFilter {
        sort: _,
        unit_id,
        person_id,
        happened_from,
        happened_until,
        paid,
    } = query.filter;
    let wanted = StaySumsQuery {
        unit_id,
        person_id,
        happened_from,
        happened_until,
        paid,
    };
    let column = |sort| match sort {
        StaySort::HappenedOn => activity::Column::HappenedOn,
    };
    let select = visible_to(actor).filter(matching(db.get_database_backend(), &wanted));
    let mut page: Paged<StayRow> = query.page.fetch(db, select, column, activity::Column::Id).await?;
    let items = std::mem::take(&mut page.items);
    Ok(page.with_items(items.into_iter().filter_map(|row| show(actor, row)).collect()))
}

/// Printed at most.
const PRINTED: u64 = 1_000;

/// All stays of a filter, the earliest first, up to what is printed.
pub async fn all(db: &impl ConnectionTrait, actor: &Actor, query: &StaySumsQuery) -> Result<Vec<Stay>> {
    let rows: Vec<StayRow> = visible_to(actor)
        .filter(matching(db.get_database_backend(), query))
        .order_by_asc(activity::Column::HappenedOn)
        .order_by_asc(activity::Column::Id)
        .limit(PRINTED)
        .into_partial_model()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| show(actor, row)).collect())
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: ActivityId) -> Result<Stay> {
    let row: StayRow = visible_to(actor)
        .filter(activity::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(actor, row).ok_or(Error::NotFound)
}

/// What the stays of a filter come to.
#[derive(Debug, Default, FromQueryResult)]
struct Added {
    stays: i64,
    nights: Option<i64>,
    meals: Option<i64>,
    amount: Option<i64>,
}

pub async fn sums(db: &impl ConnectionTrait, actor: &Actor, query: &StaySumsQuery) -> Result<StaySums> {
    let all = add_up(db, actor, query).await?;
    let open = StaySumsQuery {
        paid: Some(false),
        ..query.clone()
    };
    let unpaid = if query.paid == Some(true) {
        Added::default()
    } else {
        add_up(db, actor, &open).await?
    };
    Ok(StaySums {
        stays: Figure::new(all.stays, path(query)),
        nights: all.nights.unwrap_or_default(),
        meals: all.meals.unwrap_or_default(),
        amount_cents: all.amount.unwrap_or_default(),
        unpaid: Figure::new(unpaid.stays, path(&open)),
        unpaid_cents: unpaid.amount.unwrap_or_default(),
    })
}

async fn add_up(db: &impl ConnectionTrait, actor: &Actor, query: &StaySumsQuery) -> Result<Added> {
    let backend = db.get_database_backend();
    let sum = |field| number(backend, field).sum().cast_as("bigint");
    Ok(visible_to(actor)
        .filter(matching(backend, query))
        .select_only()
        .column_as(activity::Column::Id.count(), "stays")
        .column_as(sum("nights"), "nights")
        .column_as(sum("meals"), "meals")
        .column_as(sum("amount_cents"), "amount")
        .into_model::<Added>()
        .one(db)
        .await?
        .unwrap_or_default())
}

fn matching(backend: DbBackend, query: &StaySumsQuery) -> Condition {
    let StaySumsQuery {
        unit_id,
        person_id,
        happened_from,
        happened_until,
        paid,
    } = query;
    Condition::all()
        .add_option(unit_id.map(|unit| activity::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(person_id.map(rows::taken_part))
        .add_option(happened_from.map(|day| activity::Column::HappenedOn.gte(day)))
        .add_option(happened_until.map(|day| activity::Column::HappenedOn.lte(day)))
        .add_option(paid.map(|paid| is_paid(backend, paid)))
}

/// A number of the details, of rows of this kind only.
fn number(backend: DbBackend, field: &'static str) -> SimpleExpr {
    Expr::cust(match backend {
        DbBackend::Sqlite => format!("json_extract(\"activities\".\"details\", '$.stay_in.{field}')"),
        _ => format!("(\"activities\".\"details\" #>> '{{stay_in,{field}}}')::bigint"),
    })
}

fn is_paid(backend: DbBackend, paid: bool) -> SimpleExpr {
    let stored = Expr::cust(match backend {
        DbBackend::Sqlite => "json_extract(\"activities\".\"details\", '$.stay_in.paid') = 1",
        _ => "(\"activities\".\"details\" #>> '{stay_in,paid}')::boolean",
    });
    if paid { stored } else { stored.not() }
}

/// The list behind a sum.
fn path(query: &StaySumsQuery) -> String {
    let parts = [
        query.unit_id.map(|id| format!("unit_id={id}")),
        query.person_id.map(|id| format!("person_id={id}")),
        query.happened_from.map(|day| format!("happened_on[gte]={day}")),
        query.happened_until.map(|day| format!("happened_on[lte]={day}")),
        query.paid.map(|paid| format!("paid={paid}")),
    ];
    let filters: Vec<String> = parts.into_iter().flatten().collect();
    if filters.is_empty() {
        "/stay-ins".to_owned()
    } else {
        format!("/stay-ins?{}", filters.join("&"))
    }
}

fn show(actor: &Actor, row: StayRow) -> Option<Stay> {
    let ActivityDetails::StayIn(stay) = row.details else {
        return None;
    };
    let own = actor.person_id == Some(row.person_id) || row.recorded_by == actor.account_id;
    Some(Stay {
        may_settle: !stay.paid && (own || oversees(actor, row.unit_id)),
        activity_id: row.id,
        unit_id: row.unit_id,
        unit_name: row.unit_name,
        person_id: row.person_id,
        person_name: row.person_name,
        happened_on: row.happened_on,
        status: row.status,
        nights: stay.nights,
        meals: stay.meals,
        amount_cents: stay.amount_cents,
        paid: stay.paid,
        receipt_number: stay.receipt_number,
        version: row.version,
    })
}
