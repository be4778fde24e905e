//! Reading what was opened to inspectors; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::{
    dto::{
        InspectedEntries, InspectedEntry, InspectionAccess, InspectionAccessFilter, InspectionAccessSort,
        InspectionLook, InspectionLooks, Row,
    },
    records,
};
use crate::{
    auth::{
        Actor,
        scope::{self, inspections as rows},
    },
    entities::{
        audit_event::{self, AuditAction},
        ids::InspectionAccessId,
        inspection_access, inspection_access_record,
    },
    error::{Error, Result},
    features::disclosure::PersonalNames,
    http::{ListQuery, Paged},
};

/// Looks that are shown of one access.
const LOOKS: u64 = 500;

/// What was opened in the units the caller answers for.
fn visible_to(actor: &Actor) -> Select<inspection_access::Entity> {
    inspection_access::Entity::find().filter(rows::accesses(actor))
}

/// That a code opens something now.
pub fn open_at(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(inspection_access::Column::EndedAt.is_null())
        .add(inspection_access::Column::ExpiresAt.gt(now))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<InspectionAccessFilter>,
    now: DateTime<Utc>,
) -> Result<Paged<InspectionAccess>> {
    let InspectionAccessFilter {
        sort: _,
        inspection_id,
        unit_id,
        open,
    } = query.filter;
    let matching = Condition::all()
        .add_option(inspection_id.map(|id| inspection_access::Column::InspectionId.eq(id)))
        .add_option(unit_id.map(|unit| inspection_access::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(open.map(|open| if open { open_at(now) } else { open_at(now).not() }));
    let column = |sort| match sort {
        InspectionAccessSort::CreatedAt => inspection_access::Column::CreatedAt,
    };
    let select = visible_to(actor).filter(matching);
    let mut page: Paged<Row> = query
        .page
        .fetch(db, select, column, inspection_access::Column::Id)
        .await?;
    let items = show(db, std::mem::take(&mut page.items), now).await?;
    Ok(page.with_items(items))
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: InspectionAccessId,
    now: DateTime<Utc>,
) -> Result<InspectionAccess> {
    let row = load(db, actor, id).await?;
    show(db, vec![row], now).await?.pop().ok_or(Error::NotFound)
}

async fn load(db: &impl ConnectionTrait, actor: &Actor, id: InspectionAccessId) -> Result<Row> {
    visible_to(actor)
        .filter(inspection_access::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// The access as it is stored, held until the transaction ends.
pub async fn find_to_change(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: InspectionAccessId,
) -> Result<inspection_access::Model> {
    visible_to(actor)
        .filter(inspection_access::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

/// The chosen records, as the inspector sees them.
pub async fn entries(db: &impl ConnectionTrait, actor: &Actor, id: InspectionAccessId) -> Result<InspectedEntries> {
    let row = load(db, actor, id).await?;
    Ok(InspectedEntries {
        items: chosen(db, &row).await?,
    })
}

async fn chosen(db: &impl ConnectionTrait, row: &Row) -> Result<Vec<InspectedEntry>> {
    let names = PersonalNames::of_school(db, row.unit_id).await?;
    records::entries(db, &names, &of_access(db, row.id).await?).await
}

/// The records of an access, in order.
pub async fn of_access(
    db: &impl ConnectionTrait,
    id: InspectionAccessId,
) -> Result<Vec<inspection_access_record::Model>> {
    Ok(inspection_access_record::Entity::find()
        .filter(inspection_access_record::Column::AccessId.eq(id))
        .order_by_asc(inspection_access_record::Column::Place)
        .all(db)
        .await?)
}

/// What the inspector opened and read, the latest first: the audit log tells.
pub async fn looks(db: &impl ConnectionTrait, actor: &Actor, id: InspectionAccessId) -> Result<InspectionLooks> {
    let row = load(db, actor, id).await?;
    let titles: HashMap<i32, String> = chosen(db, &row)
        .await?
        .into_iter()
        .map(|entry| (entry.place, entry.title))
        .collect();
    let events = audit_event::Entity::find()
        .filter(looked_at([id.0]))
        .order_by_desc(audit_event::Column::Seq)
        .limit(LOOKS)
        .all(db)
        .await?;
    let items = events.into_iter().map(|event| {
        let place = event.details["place"]
            .as_i64()
            .and_then(|place| i32::try_from(place).ok());
        InspectionLook {
            at: event.at,
            place,
            title: place.and_then(|place| titles.get(&place).cloned()),
        }
    });
    Ok(InspectionLooks { items: items.collect() })
}

fn looked_at(ids: impl IntoIterator<Item = Uuid>) -> Condition {
    let looks = [AuditAction::InspectionAccessOpened, AuditAction::InspectionAccessRead];
    Condition::all()
        .add(audit_event::Column::ObjectId.is_in(ids))
        .add(audit_event::Column::Action.is_in(looks.map(|action| action.to_value())))
}

async fn show(db: &impl ConnectionTrait, rows: Vec<Row>, now: DateTime<Utc>) -> Result<Vec<InspectionAccess>> {
    let records: Vec<(InspectionAccessId, i64)> = inspection_access_record::Entity::find()
        .select_only()
        .column(inspection_access_record::Column::AccessId)
        .column_as(inspection_access_record::Column::Place.count(), "records")
        .filter(inspection_access_record::Column::AccessId.is_in(rows.iter().map(|row| row.id)))
        .group_by(inspection_access_record::Column::AccessId)
        .into_tuple()
        .all(db)
        .await?;
    let records: HashMap<_, _> = records.into_iter().collect();
    let looks: Vec<(Uuid, i64)> = audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::ObjectId)
        .column_as(audit_event::Column::Seq.count(), "looks")
        .filter(looked_at(rows.iter().map(|row| row.id.0)))
        .group_by(audit_event::Column::ObjectId)
        .into_tuple()
        .all(db)
        .await?;
    let looks: HashMap<_, _> = looks.into_iter().collect();
    let view = |row: Row| InspectionAccess {
        open: row.ended_at.is_none() && row.expires_at > now,
        records: records.get(&row.id).copied().unwrap_or(0),
        looks: looks.get(&row.id.0).copied().unwrap_or(0),
        id: row.id,
        unit_id: row.unit_id,
        unit_name: row.unit_name,
        inspection_id: row.inspection_id,
        inspection_title: row.inspection_title,
        holder: row.holder,
        expires_at: row.expires_at,
        ended_at: row.ended_at,
        created_by_name: row.created_by_name,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    };
    Ok(rows.into_iter().map(view).collect())
}
