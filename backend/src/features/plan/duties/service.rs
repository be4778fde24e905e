//! Rules and writes of duties: only while their plan is a draft.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{Duty, DutyPatch, NewDuty},
    queries,
};
use crate::{
    auth::Actor,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        duty::{self, DutyMetric, TargetByRank},
        ids::DutyId,
    },
    error::{Error, Result},
    features::plan::plans::{self, PlanMove, PlanRow},
    http::{IfMatch, patch},
    language::text,
};

/// Adds a duty to a draft.
pub async fn create(tx: &impl ConnectionTrait, actor: &Actor, new: NewDuty, now: DateTime<Utc>) -> Result<Duty> {
    let plan = plans::open(tx, actor, new.plan_id, PlanMove::Edit)
        .await
        .map_err(|error| match error {
            Error::NotFound => Error::unknown_reference("plan_id"),
            other => other,
        })?;
    let counts_records = matches!(new.metric, DutyMetric::ActivityCount | DutyMetric::TargetsCovered);
    if counts_records != new.activity_kind.is_some() {
        return Err(Error::invalid(
            "activity_kind",
            "goes_with_the_metric",
            text(
                "按记录计数的职责须填记录类别，其他不填",
                "a duty that counts records names their kind, others do not",
            ),
        ));
    }
    if new.options.everyone && new.metric != DutyMetric::TargetsCovered {
        return Err(Error::invalid(
            "options/everyone",
            "goes_with_the_metric",
            text(
                "只有覆盖类职责可以要求每一位",
                "only what covers targets can mean every one",
            ),
        ));
    }
    check_targets(new.target_by_rank.as_ref())?;
    let last = duty::Entity::find()
        .filter(duty::Column::PlanId.eq(plan.id))
        .order_by_desc(duty::Column::SortOrder)
        .one(tx)
        .await?
        .map_or(0, |last| last.sort_order);
    let id = new.id.unwrap_or_default();
    duty::Entity::insert(duty::ActiveModel {
        id: Set(id),
        plan_id: Set(plan.id),
        unit_id: Set(plan.unit_id),
        code: Set(new.code),
        title: Set(new.title),
        source_quote: Set(new.source_quote),
        issuing_document: Set(new.issuing_document),
        subject_selector: Set(new.subject_selector),
        metric: Set(new.metric),
        activity_kind: Set(new.activity_kind),
        period: Set(new.period),
        target: Set(new.target),
        target_by_rank: Set(new.target_by_rank),
        unit_label: Set(new.unit_label),
        options: Set(new.options),
        informational: Set(new.informational),
        sort_order: Set(new.sort_order.unwrap_or(last.saturating_add(10))),
        effective_from: Set(plan.effective_from),
        effective_to: Set(plan.effective_to),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    note(tx, &plan, id, ChangeOperation::Created, now).await?;
    queries::find(tx, actor, id).await
}

fn check_targets(targets: Option<&TargetByRank>) -> Result<()> {
    if targets.is_some_and(|targets| targets.0.values().any(|target| !(1..=10_000).contains(target))) {
        return Err(Error::invalid(
            "target_by_rank",
            "range",
            text("须在 1 至 10000 之间", "must be 1 to 10000"),
        ));
    }
    Ok(())
}

/// Changes a duty of a draft.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: DutyId,
    expected: IfMatch,
    edit: DutyPatch,
    now: DateTime<Utc>,
) -> Result<Duty> {
    let stored = queries::find(tx, actor, id).await?;
    let plan = plans::open(tx, actor, stored.plan_id, PlanMove::Edit).await?;
    patch::check_version(expected, stored.version, &stored, &edit)?;
    let mut row = duty::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(title) = edit.title {
        row.title = Set(title);
    }
    if let Some(quote) = edit.source_quote {
        row.source_quote = Set(quote);
    }
    if let Some(document) = edit.issuing_document {
        row.issuing_document = Set(document);
    }
    if let Some(selector) = edit.subject_selector {
        row.subject_selector = Set(selector);
    }
    if let Some(period) = edit.period {
        row.period = Set(period);
    }
    if let Some(target) = edit.target {
        row.target = Set(target);
    }
    if let Some(targets) = edit.target_by_rank {
        check_targets(targets.as_ref())?;
        row.target_by_rank = Set(targets);
    }
    if let Some(label) = edit.unit_label {
        row.unit_label = Set(label);
    }
    if let Some(options) = edit.options {
        row.options = Set(options);
    }
    if let Some(informational) = edit.informational {
        row.informational = Set(informational);
    }
    if let Some(order) = edit.sort_order {
        row.sort_order = Set(order);
    }
    duty::Entity::update_many()
        .set(row)
        .col_expr(duty::Column::Version, Expr::col(duty::Column::Version).add(1))
        .filter(duty::Column::Id.eq(id))
        .exec(tx)
        .await?;
    note(tx, &plan, id, ChangeOperation::Updated, now).await?;
    queries::find(tx, actor, id).await
}

/// Takes a duty out of a draft.
pub async fn remove(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: DutyId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let stored = queries::find(tx, actor, id).await?;
    let plan = plans::open(tx, actor, stored.plan_id, PlanMove::Edit).await?;
    let nothing: HashMap<String, String> = HashMap::new();
    patch::check_version(expected, stored.version, &stored, &nothing)?;
    duty::Entity::delete_many()
        .filter(duty::Column::Id.eq(id))
        .exec(tx)
        .await?;
    note(tx, &plan, id, ChangeOperation::Deleted, now).await
}

async fn note(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    id: DutyId,
    operation: ChangeOperation,
    now: DateTime<Utc>,
) -> Result<()> {
    plans::touch(tx, plan, now).await?;
    changes::record(tx, "duties", id.0, operation, plan.unit_id, now).await
}
