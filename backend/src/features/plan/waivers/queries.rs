//! Reading waivers; every select starts at [`visible_to`].

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select};

use super::{
    dto::{Row, Waiver, WaiverFilter, WaiverSort},
    moves::{self, Part},
};
use crate::{
    auth::{Actor, policy, scope},
    entities::{
        account, duty_waiver,
        ids::{AccountId, DutyWaiverId, OrgUnitId, PersonId},
        org_unit, person,
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The waivers the caller may see.
fn visible_to(actor: &Actor) -> Select<duty_waiver::Entity> {
    duty_waiver::Entity::find().filter(scope::plan::waivers(actor))
}

/// A page of waivers.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, query: ListQuery<WaiverFilter>) -> Result<Paged<Waiver>> {
    let select = visible_to(actor).filter(matching(actor, query.filter));
    let column = |sort| match sort {
        WaiverSort::RequestedAt => duty_waiver::Column::RequestedAt,
        WaiverSort::StartsOn => duty_waiver::Column::StartsOn,
    };
    let mut page: Paged<Row> = query.page.fetch(db, select, column, duty_waiver::Column::Id).await?;
    let rows = std::mem::take(&mut page.items);
    Ok(page.with_items(show(db, actor, rows).await?))
}

/// How many wait for the caller's decision.
pub async fn to_decide(db: &impl ConnectionTrait, actor: &Actor) -> Result<u64> {
    Ok(visible_to(actor)
        .filter(scope::plan::waivers_to_decide(actor))
        .count(db)
        .await?)
}

fn matching(actor: &Actor, filter: WaiverFilter) -> Condition {
    let WaiverFilter {
        sort: _,
        state,
        kind,
        unit_id,
        of_units,
        person_id,
        duty_code,
        starts_until,
        ends_from,
        waiting_for_me,
        mine,
    } = filter;
    let of_duty = duty_code.map(|code| {
        Condition::any()
            .add(duty_waiver::Column::DutyCode.is_null())
            .add(duty_waiver::Column::DutyCode.eq(code))
    });
    Condition::all()
        .add_option(state.map(|states| duty_waiver::Column::State.is_in(states.0)))
        .add_option(kind.map(|kinds| duty_waiver::Column::Kind.is_in(kinds.0)))
        .add_option(unit_id.map(|unit| duty_waiver::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(of_units.map(|wanted| only(wanted, duty_waiver::Column::PersonId.is_null().into())))
        .add_option(person_id.map(|person| duty_waiver::Column::PersonId.eq(person)))
        .add_option(of_duty)
        .add_option(starts_until.map(|day| duty_waiver::Column::StartsOn.lte(day)))
        .add_option(ends_from.map(|day| duty_waiver::Column::EndsOn.gte(day)))
        .add_option(waiting_for_me.map(|wanted| only(wanted, scope::plan::waivers_to_decide(actor))))
        .add_option(mine.map(|wanted| only(wanted, scope::plan::own_waivers(actor))))
}

fn only(wanted: bool, condition: Condition) -> Condition {
    if wanted { condition } else { condition.not() }
}

/// The waiver as the caller sees it.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: DutyWaiverId) -> Result<Waiver> {
    let row = row(db, actor, id).await?;
    show(db, actor, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// The stored waiver, if the caller may see it.
pub async fn row(db: &impl ConnectionTrait, actor: &Actor, id: DutyWaiverId) -> Result<Row> {
    visible_to(actor)
        .filter(duty_waiver::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// The caller's part in a waiver.
pub fn part(actor: &Actor, row: &Row) -> Part {
    let himself = row.person_id.is_some() && row.person_id == actor.person_id;
    Part {
        concerned: himself || row.requested_by == actor.account_id,
        decider: !himself && policy::plan::decides(actor, row.authority, row.unit_id),
    }
}

/// Adds names and what the caller may do.
async fn show(db: &impl ConnectionTrait, actor: &Actor, rows: Vec<Row>) -> Result<Vec<Waiver>> {
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
    let accounts: HashSet<AccountId> = rows
        .iter()
        .flat_map(|row| [Some(row.requested_by), row.decided_by])
        .flatten()
        .collect();
    let accounts: HashMap<AccountId, String> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName])
        .filter(account::Column::Id.is_in(accounts))
        .into_tuple::<(AccountId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let shown = rows.into_iter().map(|row| Waiver {
        allowed_moves: moves::allowed(row.state, part(actor, &row)),
        id: row.id,
        unit_id: row.unit_id,
        unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
        person_id: row.person_id,
        person_name: row.person_id.and_then(|person| people.get(&person).cloned()),
        duty_code: row.duty_code,
        duty_title: row.duty_title,
        kind: row.kind,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        amount: row.amount,
        reason: row.reason,
        leave_id: row.leave_id,
        authority: row.authority,
        state: row.state,
        requested_by_name: accounts.get(&row.requested_by).cloned().unwrap_or_default(),
        requested_at: row.requested_at,
        decided_by_name: row.decided_by.and_then(|account| accounts.get(&account).cloned()),
        decided_at: row.decided_at,
        decision_note: row.decision_note,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    });
    Ok(shown.collect())
}
