//! Reading the gift register; every select starts at [`visible_to`].

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::dto::{GiftFilter, GiftRecord, GiftRow, GiftSort};
use crate::{
    auth::{
        Actor,
        scope::{self, gifts as rows},
    },
    entities::{
        gift_record,
        ids::{AccountId, GiftRecordId, OrgUnitId, PersonId},
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The most rows of a printed register.
const PRINTED: u64 = 1_000;

/// The entries the caller may see.
fn visible_to(actor: &Actor) -> Select<gift_record::Entity> {
    gift_record::Entity::find().filter(rows::gifts(actor))
}

pub async fn list(db: &impl ConnectionTrait, actor: &Actor, query: ListQuery<GiftFilter>) -> Result<Paged<GiftRecord>> {
    let column = |sort| match sort {
        GiftSort::HappenedOn => gift_record::Column::HappenedOn,
    };
    let page: Paged<GiftRow> = query
        .page
        .fetch(
            db,
            visible_to(actor).filter(matching(query.filter)),
            column,
            gift_record::Column::Id,
        )
        .await?;
    Ok(page.map(|row| show(actor, row)))
}

/// The entries of a filter on one sheet, the latest first.
pub async fn all(db: &impl ConnectionTrait, actor: &Actor, filter: GiftFilter) -> Result<Vec<GiftRecord>> {
    let rows: Vec<GiftRow> = visible_to(actor)
        .filter(matching(filter))
        .order_by_desc(gift_record::Column::HappenedOn)
        .order_by_desc(gift_record::Column::Id)
        .limit(PRINTED)
        .into_partial_model()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| show(actor, row)).collect())
}

fn matching(filter: GiftFilter) -> Condition {
    let GiftFilter {
        sort: _,
        disposal,
        unit_id,
        person_id,
        happened_from,
        happened_until,
        void,
    } = filter;
    Condition::all()
        .add_option(disposal.map(|wanted| gift_record::Column::Disposal.is_in(wanted.0)))
        .add_option(unit_id.map(|unit| gift_record::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(person_id.map(|person| gift_record::Column::PersonId.eq(person)))
        .add_option(happened_from.map(|day| gift_record::Column::HappenedOn.gte(day)))
        .add_option(happened_until.map(|day| gift_record::Column::HappenedOn.lte(day)))
        .add_option(void.map(|void| {
            if void {
                gift_record::Column::VoidReason.is_not_null()
            } else {
                gift_record::Column::VoidReason.is_null()
            }
        }))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: GiftRecordId) -> Result<GiftRecord> {
    let row: GiftRow = visible_to(actor)
        .filter(gift_record::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(show(actor, row))
}

/// The entry as it is stored, held until the transaction ends.
pub async fn find_to_change(tx: &impl ConnectionTrait, actor: &Actor, id: GiftRecordId) -> Result<gift_record::Model> {
    visible_to(actor)
        .filter(gift_record::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

/// Whose it is, who entered it, and who keeps the register may change an entry.
pub fn may_change(actor: &Actor, person: PersonId, recorded_by: AccountId, unit: OrgUnitId) -> bool {
    actor.person_id == Some(person) || recorded_by == actor.account_id || rows::keeping(actor).includes(unit)
}

fn show(actor: &Actor, row: GiftRow) -> GiftRecord {
    GiftRecord {
        editable: may_change(actor, row.person_id, row.recorded_by, row.unit_id),
        id: row.id,
        unit_id: row.unit_id,
        unit_name: row.unit_name,
        person_id: row.person_id,
        person_name: row.person_name,
        happened_on: row.happened_on,
        giver: row.giver,
        what: row.what,
        value_cents: row.value_cents,
        disposal: row.disposal,
        handled_by_id: row.handled_by_id,
        handled_by_name: row.handled_by_name,
        remark: row.remark,
        void_reason: row.void_reason,
        recorded_by_name: row.recorded_by_name,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}
