//! Amending confirmed records (补正): what was written before stays readable.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use serde_json::json;

use super::{
    dto::{Activity, ActivityPatch, NewAmendment},
    queries,
    service::{facts, illegal, rewrite},
    store::step,
};
use crate::{
    auth::Actor,
    entities::{
        activity::{self, ActivityStatus},
        activity_amendment,
        activity_details::ActivityDetails,
        activity_step::ActivityStepKind,
        ids::{ActivityId, AmendmentId},
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::{say, text},
};

/// Amends a confirmed record; what was written before stays readable. `expected` is the version that the caller read,
/// where he says so.
pub async fn amend(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    expected: Option<IfMatch>,
    new: NewAmendment,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Activity> {
    let stored = queries::find_to_change(tx, actor, id, today).await?;
    let facts = facts(tx, actor, &stored).await?;
    if stored.status != ActivityStatus::Confirmed {
        return Err(illegal("amend", stored.status, facts));
    }
    if !facts.part.owner {
        return Err(Error::forbidden(
            "只有记录人和参与人可以补正。",
            "Only those who took part or recorded it may amend it.",
        ));
    }
    if let Some(expected) = expected {
        let view = queries::find(tx, actor, id, today).await?;
        patch::check_version(expected, stored.version, &view, &new.changes)?;
    }
    amended(tx, actor, &stored, new, now, today).await?;
    queries::find(tx, actor, id, today).await
}

/// Notes that the meals of a stay were paid: those who stayed may, and whoever answers for the school. On a confirmed
/// record it is an amendment.
pub async fn settle_stay(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ActivityId,
    receipt_number: &str,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<()> {
    let stored = queries::find_to_change(tx, actor, id, today).await?;
    let ActivityDetails::StayIn(stay) = &stored.details else {
        return Err(Error::NotFound);
    };
    let facts = facts(tx, actor, &stored).await?;
    if !(facts.part.owner || facts.part.overseer) {
        return Err(Error::forbidden(
            "只有驻校人和所在单位的负责人可以登记付款。",
            "Only those who stayed, and who answers for the school, may note the payment.",
        ));
    }
    if stay.paid {
        return Err(Error::Conflict {
            code: "already_paid",
            detail: text("此次伙食费已登记付款。", "The payment was noted already."),
        });
    }
    let paid = json!({ "details": { "stay_in": { "paid": true, "receipt_number": receipt_number } } });
    let changes: ActivityPatch = serde_json::from_value(paid)?;
    match stored.status {
        ActivityStatus::Confirmed => {
            let reason = say("登记付款", "payment noted").to_owned();
            amended(tx, actor, &stored, NewAmendment { reason, changes }, now, today).await
        }
        ActivityStatus::Submitted => rewrite(tx, actor, &stored, &changes, now, today).await.map(|_| ()),
        _ => Err(illegal("settle", stored.status, facts)),
    }
}

/// Rewrites a confirmed record and keeps what was written before.
async fn amended(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    stored: &activity::Model,
    new: NewAmendment,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<()> {
    let id = stored.id;
    let (before, after) = rewrite(tx, actor, stored, &new.changes, now, today)
        .await
        .map_err(within_changes)?;
    let (before, after) = patch::differences(&before, &after)?;
    if before.as_object().is_none_or(serde_json::Map::is_empty) {
        return Err(Error::invalid(
            "changes",
            "nothing_changed",
            text("没有改动", "nothing is different"),
        ));
    }
    activity_amendment::Entity::insert(activity_amendment::ActiveModel {
        id: Set(AmendmentId::new()),
        activity_id: Set(id),
        amended_by: Set(actor.account_id),
        amended_at: Set(now),
        reason: Set(new.reason.clone()),
        before: Set(before),
        after: Set(after),
    })
    .exec_without_returning(tx)
    .await?;
    step(
        tx,
        id,
        ActivityStepKind::Amended,
        actor.account_id,
        Some(new.reason),
        now,
    )
    .await
}

/// Field problems of an edit that stands under `changes` in the request.
fn within_changes(error: Error) -> Error {
    match error {
        Error::Invalid(mut fields) => {
            for field in &mut fields {
                field.pointer = field.pointer.replacen("#/", "#/changes/", 1);
            }
            Error::Invalid(fields)
        }
        other => other,
    }
}
