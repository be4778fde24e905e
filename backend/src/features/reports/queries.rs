//! Reading reports; every select starts at [`visible_to`].

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use super::{
    dto::{Report, ReportBody, ReportFilter, ReportRow, ReportSort, ReportSummary},
    moves,
};
use crate::{
    auth::{Actor, policy::reports as policy, scope},
    entities::{
        account,
        ids::{AccountId, OrgUnitId, PersonId, ReportId},
        org_unit, person, report,
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The reports the caller may see.
pub fn visible_to(actor: &Actor) -> Select<report::Entity> {
    report::Entity::find().filter(scope::reports::reports(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<ReportFilter>,
) -> Result<Paged<ReportSummary>> {
    let ReportFilter {
        sort: _,
        kind,
        state,
        unit_id,
        person_id,
        ends_from,
        starts_until,
    } = query.filter;
    let filter = Condition::all()
        .add_option(kind.map(|kinds| report::Column::Kind.is_in(kinds.0)))
        .add_option(state.map(|states| report::Column::State.is_in(states.0)))
        .add_option(unit_id.map(|unit| report::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(person_id.map(|person| report::Column::PersonId.eq(person)))
        .add_option(ends_from.map(|day| report::Column::EndsOn.gte(day)))
        .add_option(starts_until.map(|day| report::Column::StartsOn.lte(day)));
    let column = |sort| match sort {
        ReportSort::EndsOn => report::Column::EndsOn,
        ReportSort::UpdatedAt => report::Column::UpdatedAt,
    };
    let page: Paged<ReportRow> = query
        .page
        .fetch(db, visible_to(actor).filter(filter), column, report::Column::Id)
        .await?;
    let Paged {
        items,
        next,
        prev,
        total,
        total_is_capped,
    } = page;
    Ok(Paged {
        items: named(db, items).await?,
        next,
        prev,
        total,
        total_is_capped,
    })
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: ReportId) -> Result<Report> {
    let select = visible_to(actor).filter(report::Column::Id.eq(id));
    let row: ReportRow = select
        .clone()
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let body: ReportBody = select.into_partial_model().one(db).await?.ok_or(Error::NotFound)?;
    let may_write = policy::may_write(actor, row.unit_id, row.person_id);
    let allowed_moves = if may_write {
        moves::allowed(row.state)
    } else {
        Vec::new()
    };
    Ok(Report {
        summary: named(db, vec![row]).await?.pop().ok_or(Error::NotFound)?,
        sections: body.sections.0.into_iter().map(Into::into).collect(),
        allowed_moves,
    })
}

/// The report as it is stored, held until the transaction ends.
pub async fn find_to_change(tx: &impl ConnectionTrait, actor: &Actor, id: ReportId) -> Result<report::Model> {
    visible_to(actor)
        .filter(report::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

async fn named(db: &impl ConnectionTrait, rows: Vec<ReportRow>) -> Result<Vec<ReportSummary>> {
    let units: HashMap<OrgUnitId, String> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name])
        .filter(org_unit::Column::Id.is_in(rows.iter().map(|row| row.unit_id)))
        .into_tuple::<(OrgUnitId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let people: HashMap<PersonId, String> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name])
        .filter(person::Column::Id.is_in(rows.iter().filter_map(|row| row.person_id)))
        .into_tuple::<(PersonId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let accounts = rows.iter().flat_map(|row| [Some(row.created_by), row.frozen_by]);
    let accounts: HashMap<AccountId, String> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName])
        .filter(account::Column::Id.is_in(accounts.flatten()))
        .into_tuple::<(AccountId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let summary = |row: ReportRow| ReportSummary {
        id: row.id,
        kind: row.kind,
        unit_id: row.unit_id,
        unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
        person_id: row.person_id,
        person_name: row.person_id.and_then(|person| people.get(&person).cloned()),
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        title: row.title,
        language: row.language,
        state: row.state,
        generated_at: row.generated_at,
        created_by_name: accounts.get(&row.created_by).cloned().unwrap_or_default(),
        frozen_at: row.frozen_at,
        frozen_by_name: row.frozen_by.and_then(|account| accounts.get(&account).cloned()),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    };
    Ok(rows.into_iter().map(summary).collect())
}
