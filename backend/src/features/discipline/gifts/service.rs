//! Rules and writes of the gift register. Entries are made void, never deleted.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{GiftRecord, GiftRecordPatch, NewGiftRecord},
    queries,
};
use crate::{
    auth::{Actor, scope::gifts::keeping},
    clock::local_date,
    db::changes,
    entities::{change_event::ChangeOperation, gift_record, ids::GiftRecordId},
    error::{Error, Result},
    features::personnel::colleague_unit,
    http::{
        Created, IfMatch, Sent, patch,
        sent::{check_id, check_same, taken},
    },
    language::text,
};

/// Enters a gift; the same entry sent again is shown as it is.
pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewGiftRecord,
    now: DateTime<Utc>,
) -> Result<Sent<GiftRecord>> {
    if let Some(id) = new.id {
        check_id(id.0)?;
        if let Some(stored) = gift_record::Entity::find_by_id(id).one(tx).await? {
            if stored.recorded_by != actor.account_id {
                return Err(taken());
            }
            check_same(&new, &content(stored))?;
            return Ok(Sent::Known(queries::find(tx, actor, id).await?));
        }
    }
    let person_id = new.person_id.map_or_else(|| actor.person(), Ok)?;
    let unit_id = colleague_unit(tx, actor, person_id, "person_id").await?;
    if actor.person_id != Some(person_id) && !keeping(actor).includes(unit_id) {
        return Err(Error::forbidden(
            "只能登记自己的礼品；他人的由办公室或校长登记。",
            "You may enter your own gifts; those of others are entered by the office or the principal.",
        ));
    }
    check_day(new.happened_on, local_date(now))?;
    if let Some(handler) = new.handled_by_id {
        colleague_unit(tx, actor, handler, "handled_by_id").await?;
    }
    let id = new.id.unwrap_or_default();
    gift_record::Entity::insert(gift_record::ActiveModel {
        id: Set(id),
        unit_id: Set(unit_id),
        person_id: Set(person_id),
        happened_on: Set(new.happened_on),
        giver: Set(new.giver),
        what: Set(new.what),
        value_cents: Set(new.value_cents),
        disposal: Set(new.disposal),
        handled_by_id: Set(new.handled_by_id),
        remark: Set(new.remark.filter(|text| !text.is_empty())),
        void_reason: Set(None),
        recorded_by: Set(actor.account_id),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(tx, "gift_records", id.0, ChangeOperation::Created, unit_id, now).await?;
    let view = queries::find(tx, actor, id).await?;
    Ok(Sent::New(Created::at("/gift-records", id, view)))
}

/// What of a stored entry the client sent.
fn content(stored: gift_record::Model) -> NewGiftRecord {
    NewGiftRecord {
        id: Some(stored.id),
        person_id: Some(stored.person_id),
        happened_on: stored.happened_on,
        giver: stored.giver,
        what: stored.what,
        value_cents: stored.value_cents,
        disposal: stored.disposal,
        handled_by_id: stored.handled_by_id,
        remark: stored.remark,
    }
}

pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: GiftRecordId,
    expected: IfMatch,
    edit: GiftRecordPatch,
    now: DateTime<Utc>,
) -> Result<GiftRecord> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    if !queries::may_change(actor, stored.person_id, stored.recorded_by, stored.unit_id) {
        return Err(Error::forbidden(
            "只有本人、登记人、办公室和校长可以修改。",
            "Only the person, who entered it, the office and the principal may change it.",
        ));
    }
    patch::check_version(expected, stored.version, &queries::find(tx, actor, id).await?, &edit)?;
    let mut row = gift_record::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(day) = edit.happened_on {
        check_day(day, local_date(now))?;
        row.happened_on = Set(day);
    }
    if let Some(giver) = edit.giver {
        row.giver = Set(giver);
    }
    if let Some(what) = edit.what {
        row.what = Set(what);
    }
    if let Some(value) = edit.value_cents {
        row.value_cents = Set(value);
    }
    if let Some(disposal) = edit.disposal {
        row.disposal = Set(disposal);
    }
    if let Some(handler) = edit.handled_by_id {
        if let Some(handler) = handler {
            colleague_unit(tx, actor, handler, "handled_by_id").await?;
        }
        row.handled_by_id = Set(handler);
    }
    if let Some(remark) = edit.remark {
        row.remark = Set(remark.filter(|text| !text.is_empty()));
    }
    if let Some(reason) = edit.void_reason {
        row.void_reason = Set(reason);
    }
    gift_record::Entity::update_many()
        .set(row)
        .col_expr(
            gift_record::Column::Version,
            Expr::col(gift_record::Column::Version).add(1),
        )
        .filter(gift_record::Column::Id.eq(id))
        .exec(tx)
        .await?;
    changes::record(tx, "gift_records", id.0, ChangeOperation::Updated, stored.unit_id, now).await?;
    queries::find(tx, actor, id).await
}

fn check_day(day: NaiveDate, today: NaiveDate) -> Result<()> {
    if day > today {
        return Err(Error::invalid(
            "happened_on",
            "in_the_future",
            text("日期不能晚于今天", "must not be in the future"),
        ));
    }
    Ok(())
}
