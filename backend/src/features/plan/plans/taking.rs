//! Taking an offered change over into a draft.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::Value;

use super::{
    content,
    dto::{PlanPart, PlanRow},
    offer_dto::OfferedChange,
};
use crate::{
    entities::{duty, liaison_scheme, plan},
    error::{Error, Result},
    features::plan::template::{PlanTemplate, TemplateDuty, TemplateScheme},
};

/// Writes the change into the draft: a changed part keeps what the school itself has made different.
pub async fn take(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    latest: &PlanTemplate,
    change: &OfferedChange,
    now: DateTime<Utc>,
) -> Result<()> {
    match change.part {
        PlanPart::Duty => take_duty(tx, plan, latest, change, now).await,
        PlanPart::Scheme => take_scheme(tx, plan, latest, change, now).await,
        PlanPart::LedgerPolicy => {
            let policy = merged(serde_json::to_value(&plan.ledger_policy)?, change);
            plan::Entity::update_many()
                .set(plan::ActiveModel {
                    ledger_policy: Set(serde_json::from_value(policy)?),
                    ..Default::default()
                })
                .filter(plan::Column::Id.eq(plan.id))
                .exec(tx)
                .await?;
            Ok(())
        }
        PlanPart::Plan | PlanPart::LeadingGroup => Err(Error::unknown_reference("part")),
    }
}

/// The part as the plan has it, with the offered fields in it.
fn merged(mut ours: Value, change: &OfferedChange) -> Value {
    if let Some(object) = ours.as_object_mut() {
        for field in &change.fields {
            object.insert(field.field.clone(), field.offered.clone());
        }
    }
    ours
}

async fn take_duty(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    latest: &PlanTemplate,
    change: &OfferedChange,
    now: DateTime<Utc>,
) -> Result<()> {
    let stored = duty::Entity::find()
        .filter(duty::Column::PlanId.eq(plan.id))
        .filter(duty::Column::Code.eq(change.code.as_str()))
        .one(tx)
        .await?;
    let theirs = latest.duties.iter().find(|duty| duty.code == change.code);
    match (stored, theirs) {
        (None, None) => Ok(()),
        (Some(stored), None) => {
            duty::Entity::delete_by_id(stored.id).exec(tx).await?;
            Ok(())
        }
        (None, Some(theirs)) => {
            let last = duty::Entity::find()
                .filter(duty::Column::PlanId.eq(plan.id))
                .order_by_desc(duty::Column::SortOrder)
                .one(tx)
                .await?
                .map_or(0, |last| last.sort_order);
            duty::Entity::insert(content::duty_row(plan, theirs, last.saturating_add(10), now))
                .exec_without_returning(tx)
                .await?;
            Ok(())
        }
        (Some(stored), Some(_)) => {
            let ours = content::duties(tx, plan.id).await?;
            let ours = ours.into_iter().find(|duty| duty.code == change.code);
            let duty: TemplateDuty = serde_json::from_value(merged(serde_json::to_value(ours)?, change))?;
            let row = duty::ActiveModel {
                id: Set(stored.id),
                issuing_document: Set(stored.issuing_document),
                version: Set(stored.version + 1),
                created_at: Set(stored.created_at),
                ..content::duty_row(plan, &duty, stored.sort_order, now)
            };
            duty::Entity::update(row).exec(tx).await?;
            Ok(())
        }
    }
}

async fn take_scheme(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    latest: &PlanTemplate,
    change: &OfferedChange,
    now: DateTime<Utc>,
) -> Result<()> {
    let stored = liaison_scheme::Entity::find()
        .filter(liaison_scheme::Column::PlanId.eq(plan.id))
        .filter(liaison_scheme::Column::Code.eq(change.code.as_str()))
        .one(tx)
        .await?;
    let theirs = latest.schemes.iter().find(|scheme| scheme.code == change.code);
    match (stored, theirs) {
        (None, None) => Ok(()),
        (Some(stored), None) => {
            liaison_scheme::Entity::delete_by_id(stored.id).exec(tx).await?;
            Ok(())
        }
        (None, Some(theirs)) => {
            liaison_scheme::Entity::insert(content::scheme_row(plan, theirs, 1_000, now))
                .exec_without_returning(tx)
                .await?;
            Ok(())
        }
        (Some(stored), Some(_)) => {
            let ours = content::schemes(tx, plan.id).await?;
            let ours = ours.into_iter().find(|scheme| scheme.code == change.code);
            let scheme: TemplateScheme = serde_json::from_value(merged(serde_json::to_value(ours)?, change))?;
            let row = liaison_scheme::ActiveModel {
                id: Set(stored.id),
                version: Set(stored.version + 1),
                created_at: Set(stored.created_at),
                ..content::scheme_row(plan, &scheme, stored.sort_order, now)
            };
            liaison_scheme::Entity::update(row).exec(tx).await?;
            Ok(())
        }
    }
}
