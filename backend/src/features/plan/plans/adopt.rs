//! Adopting a plan: the former one ends the day before, and nothing that has happened is touched.

use chrono::{DateTime, Days, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::{
    dto::{Plan, PlanRow},
    moves::PlanMove,
    queries, service,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::{
        audit::{self, Entry},
        changes,
    },
    entities::{
        audit_event::AuditAction,
        change_event::ChangeOperation,
        duty,
        ids::PlanId,
        plan::{self, PlanState},
    },
    error::{Error, Result},
    features::plan::progress,
    http::{IfMatch, patch},
    language::text,
    vault::Vault,
};

/// Puts a draft in force and counts its duties from the records there are.
pub async fn adopt(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    id: PlanId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<Plan> {
    let plan = service::open(tx, actor, id, PlanMove::Adopt).await?;
    patch::check_version(expected, plan.version, &queries::find(tx, actor, id).await?, &json!({}))?;
    let former = plan::Entity::find()
        .filter(plan::Column::UnitId.eq(plan.unit_id))
        .filter(plan::Column::State.eq(PlanState::Adopted))
        .one(tx)
        .await?;
    if let Some(former) = &former {
        supersede(tx, former, &plan, now).await?;
    }
    plan::Entity::update_many()
        .set(plan::ActiveModel {
            state: Set(PlanState::Adopted),
            adopted_at: Set(Some(now)),
            adopted_by: Set(Some(actor.account_id)),
            ..Default::default()
        })
        .filter(plan::Column::Id.eq(id))
        .exec(tx)
        .await?;
    service::touch(tx, &plan, now).await?;
    if let Some(former) = &former {
        progress::rebuild_plan(tx, former.id).await?;
    }
    progress::rebuild_plan(tx, id).await?;
    changes::record(tx, "plans", id.0, ChangeOperation::Updated, plan.unit_id, now).await?;
    let entry = Entry {
        object_id: Some(id.0),
        unit_id: Some(plan.unit_id),
        details: json!({
            "template": plan.template_code,
            "effective_from": plan.effective_from,
            "supersedes": former.map(|former| former.id),
        }),
        ..Entry::new(Some(actor.account_id), AuditAction::PlanAdopted)
    };
    audit::record(tx, vault, now, entry).await?;
    queries::find(tx, actor, id).await
}

/// Ends the plan in force the day before the next one begins.
async fn supersede(tx: &DatabaseTransaction, former: &plan::Model, next: &PlanRow, now: DateTime<Utc>) -> Result<()> {
    if next.effective_from <= former.effective_from || next.effective_from < local_date(now) {
        return Err(Error::Conflict {
            code: "would_change_the_past",
            detail: text(
                "已有方案在施行，新方案的起始日期不能早于今天：已过去的时间按当时的方案计。",
                "A plan is in force: the next one begins today at the earliest, the past is counted by the plan of its time.",
            ),
        });
    }
    let last_day = next.effective_from - Days::new(1);
    plan::Entity::update_many()
        .set(plan::ActiveModel {
            state: Set(PlanState::Superseded),
            effective_to: Set(Some(last_day)),
            version: Set(former.version + 1),
            updated_at: Set(now),
            ..Default::default()
        })
        .filter(plan::Column::Id.eq(former.id))
        .exec(tx)
        .await?;
    duty::Entity::update_many()
        .set(duty::ActiveModel {
            effective_to: Set(Some(last_day)),
            ..Default::default()
        })
        .filter(duty::Column::PlanId.eq(former.id))
        .exec(tx)
        .await?;
    changes::record(tx, "plans", former.id.0, ChangeOperation::Updated, former.unit_id, now).await
}
