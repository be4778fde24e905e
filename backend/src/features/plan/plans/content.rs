//! The parts of a plan in the words of a template, and back.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::dto::PlanRow;
use crate::{
    entities::{
        duty,
        ids::{DutyId, LiaisonSchemeId, PlanId},
        liaison_scheme,
    },
    error::Result,
    features::plan::template::{TemplateDuty, TemplateScheme},
};

/// The liaison schemes of a plan, in its order.
pub async fn schemes(db: &impl ConnectionTrait, id: PlanId) -> Result<Vec<TemplateScheme>> {
    let schemes = liaison_scheme::Entity::find()
        .filter(liaison_scheme::Column::PlanId.eq(id))
        .order_by_asc(liaison_scheme::Column::SortOrder)
        .all(db)
        .await?;
    let written = schemes.into_iter().map(|scheme| TemplateScheme {
        code: scheme.code,
        name: scheme.name,
        source_quote: scheme.source_quote,
        target_kind: scheme.target_kind,
        max_load: scheme.max_load,
    });
    Ok(written.collect())
}

/// The duties of a plan, in its order.
pub async fn duties(db: &impl ConnectionTrait, id: PlanId) -> Result<Vec<TemplateDuty>> {
    let duties = duty::Entity::find()
        .filter(duty::Column::PlanId.eq(id))
        .order_by_asc(duty::Column::SortOrder)
        .all(db)
        .await?;
    let written = duties.into_iter().map(|duty| TemplateDuty {
        code: duty.code,
        title: duty.title,
        source_quote: duty.source_quote,
        note: None,
        metric: duty.metric,
        activity_kind: duty.activity_kind,
        period: duty.period,
        target: duty.target,
        target_by_rank: duty.target_by_rank,
        unit_label: duty.unit_label,
        informational: duty.informational,
        subject_selector: duty.subject_selector,
        options: duty.options,
    });
    Ok(written.collect())
}

pub fn scheme_row(
    plan: &PlanRow,
    scheme: &TemplateScheme,
    sort_order: i32,
    now: DateTime<Utc>,
) -> liaison_scheme::ActiveModel {
    liaison_scheme::ActiveModel {
        id: Set(LiaisonSchemeId::new()),
        plan_id: Set(plan.id),
        unit_id: Set(plan.unit_id),
        code: Set(scheme.code.clone()),
        name: Set(scheme.name.clone()),
        source_quote: Set(scheme.source_quote.clone()),
        target_kind: Set(scheme.target_kind),
        max_load: Set(scheme.max_load),
        sort_order: Set(sort_order),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

pub fn duty_row(plan: &PlanRow, duty: &TemplateDuty, sort_order: i32, now: DateTime<Utc>) -> duty::ActiveModel {
    duty::ActiveModel {
        id: Set(DutyId::new()),
        plan_id: Set(plan.id),
        unit_id: Set(plan.unit_id),
        code: Set(duty.code.clone()),
        title: Set(duty.title.clone()),
        source_quote: Set(duty.source_quote.clone()),
        issuing_document: Set(None),
        subject_selector: Set(duty.subject_selector.clone()),
        metric: Set(duty.metric),
        activity_kind: Set(duty.activity_kind),
        period: Set(duty.period),
        target: Set(duty.target),
        target_by_rank: Set(duty.target_by_rank.clone()),
        unit_label: Set(duty.unit_label.clone()),
        options: Set(duty.options.clone()),
        informational: Set(duty.informational),
        sort_order: Set(sort_order),
        effective_from: Set(plan.effective_from),
        effective_to: Set(plan.effective_to),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    }
}
