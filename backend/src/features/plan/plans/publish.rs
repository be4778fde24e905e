//! Publishing a bureau's draft as a template for the schools below.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use super::{content, dto::Plan, moves::PlanMove, offer_dto::NewTemplateVersion, queries, service};
use crate::{
    auth::Actor,
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{PlanId, PlanTemplateVersionId},
        org_unit, plan_template_version,
    },
    error::{Error, Result},
    features::plan::template::{self, PlanTemplate},
    http::{IfMatch, patch},
    language::text,
};

/// Freezes the draft as the next version of the template; the draft itself goes on.
pub async fn publish(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: PlanId,
    expected: IfMatch,
    new: NewTemplateVersion,
    now: DateTime<Utc>,
) -> Result<Plan> {
    let plan = service::open(tx, actor, id, PlanMove::Publish).await?;
    patch::check_version(expected, plan.version, &queries::find(tx, actor, id).await?, &json!({}))?;
    let source = match &plan.template_code {
        Some(code) => template::find(tx, actor, code).await?,
        None => None,
    };
    let source = source.ok_or_else(|| Error::Conflict {
        code: "without_template",
        detail: text(
            "这份草稿的来源模板已不存在，领导小组和学习内容无从得出，不能发布。",
            "The template this draft was copied from is gone, and with it the leading group and the study part.",
        ),
    })?;
    let unit = org_unit::Entity::find_by_id(plan.unit_id).one(tx).await?;
    let last = plan_template_version::Entity::find()
        .filter(plan_template_version::Column::PlanId.eq(id))
        .order_by_desc(plan_template_version::Column::TemplateVersion)
        .one(tx)
        .await?;
    let version = last.map_or(1, |last| last.template_version + 1);
    let template = PlanTemplate {
        code: id.to_string(),
        version,
        title: plan.title.clone(),
        issued_by: unit.map(|unit| unit.name).unwrap_or_default(),
        issued_on: plan.issued_on.unwrap_or(local_date(now)),
        document_number: plan.document_number.clone(),
        basis: plan.basis.0.clone(),
        note: new.note.clone().unwrap_or_default(),
        schemes: content::schemes(tx, id).await?,
        duties: content::duties(tx, id).await?,
        ledger_policy: plan.ledger_policy.clone(),
        ..source.into_owned()
    };
    plan_template_version::Entity::insert(plan_template_version::ActiveModel {
        id: Set(PlanTemplateVersionId::new()),
        unit_id: Set(plan.unit_id),
        plan_id: Set(id),
        template_version: Set(version),
        content: Set(serde_json::to_value(&template)?),
        note: Set(new.note),
        published_by: Set(actor.account_id),
        published_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(tx, "plan_templates", id.0, ChangeOperation::Updated, plan.unit_id, now).await?;
    queries::find(tx, actor, id).await
}
