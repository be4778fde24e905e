//! Drafting, changing and throwing away plans.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{NewPlan, Plan, PlanPatch, PlanRow},
    moves::{self, PlanMove},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy},
    db::changes,
    entities::{
        change_event::ChangeOperation,
        duty,
        ids::{DutyId, LiaisonSchemeId, PlanId},
        leading_group_member, liaison_scheme,
        plan::{self, PlanState},
        study_item,
        text_list::TextList,
    },
    error::{Error, Result},
    features::plan::{
        leading_group, study_items,
        template::{self, PlanTemplate},
    },
    http::{IfMatch, patch},
    language::text,
};

/// Copies a template into a draft.
pub async fn draft(tx: &impl ConnectionTrait, actor: &Actor, new: NewPlan, now: DateTime<Utc>) -> Result<Plan> {
    if !policy::reaches_unit(actor, Permission::PlanWrite, new.unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    let template = template::find(&new.template_code)?.ok_or_else(|| Error::unknown_reference("template_code"))?;
    check_dates(new.effective_from, new.effective_to)?;
    let id = new.id.unwrap_or_default();
    plan::Entity::insert(plan::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        title: Set(new.title.unwrap_or_else(|| template.title.clone())),
        document_number: Set(new.document_number),
        issued_on: Set(new.issued_on),
        effective_from: Set(new.effective_from),
        effective_to: Set(new.effective_to),
        basis: Set(TextList(new.basis)),
        state: Set(PlanState::Draft),
        template_code: Set(Some(template.code.clone())),
        template_version: Set(Some(template.version)),
        adopted_at: Set(None),
        adopted_by: Set(None),
        ledger_policy: Set(template.ledger_policy.clone()),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    let row = queries::row(tx, actor, id).await?;
    copy_schemes(tx, &row, template, now).await?;
    copy_duties(tx, &row, template, now).await?;
    leading_group::copy(tx, &row, template, now).await?;
    study_items::copy(tx, &row, template, now).await?;
    changes::record(tx, "plans", id.0, ChangeOperation::Created, row.unit_id, now).await?;
    queries::find(tx, actor, id).await
}

async fn copy_schemes(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    template: &PlanTemplate,
    now: DateTime<Utc>,
) -> Result<()> {
    let rows = (1..)
        .zip(&template.schemes)
        .map(|(place, scheme)| liaison_scheme::ActiveModel {
            id: Set(LiaisonSchemeId::new()),
            plan_id: Set(plan.id),
            unit_id: Set(plan.unit_id),
            code: Set(scheme.code.clone()),
            name: Set(scheme.name.clone()),
            source_quote: Set(scheme.source_quote.clone()),
            target_kind: Set(scheme.target_kind),
            max_load: Set(scheme.max_load),
            sort_order: Set(place * 10),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        });
    liaison_scheme::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

async fn copy_duties(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    template: &PlanTemplate,
    now: DateTime<Utc>,
) -> Result<()> {
    let rows = (1..).zip(&template.duties).map(|(place, duty)| duty::ActiveModel {
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
        sort_order: Set(place * 10),
        effective_from: Set(plan.effective_from),
        effective_to: Set(plan.effective_to),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    });
    duty::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

fn check_dates(from: NaiveDate, to: Option<NaiveDate>) -> Result<()> {
    if to.is_some_and(|to| to < from) {
        return Err(Error::invalid(
            "effective_to",
            "before_start",
            text("终止日期不能早于起始日期", "it cannot end before it begins"),
        ));
    }
    Ok(())
}

/// The plan, if the caller may do this to it now: 404 outside the scope, 403 without the right, 409 in another state.
pub async fn open(tx: &impl ConnectionTrait, actor: &Actor, id: PlanId, wanted: PlanMove) -> Result<PlanRow> {
    let row = queries::row(tx, actor, id).await?;
    let permission = match wanted {
        PlanMove::Adopt => Permission::PlanAdopt,
        _ => Permission::PlanWrite,
    };
    if !policy::reaches_unit(actor, permission, row.unit_id) {
        return Err(Error::forbidden(
            "只能修改本单位的方案。",
            "You may only change plans of your own units.",
        ));
    }
    moves::next(row.state, wanted)?;
    Ok(row)
}

/// Counts the plan's version up, because something that belongs to it has changed.
pub async fn touch(tx: &impl ConnectionTrait, plan: &PlanRow, now: DateTime<Utc>) -> Result<()> {
    plan::Entity::update_many()
        .col_expr(plan::Column::Version, Expr::col(plan::Column::Version).add(1))
        .col_expr(plan::Column::UpdatedAt, Expr::value(now))
        .filter(plan::Column::Id.eq(plan.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Changes a draft; its duties follow its dates.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: PlanId,
    expected: IfMatch,
    edit: PlanPatch,
    now: DateTime<Utc>,
) -> Result<Plan> {
    let plan = open(tx, actor, id, PlanMove::Edit).await?;
    patch::check_version(expected, plan.version, &queries::find(tx, actor, id).await?, &edit)?;
    let from = edit.effective_from.unwrap_or(plan.effective_from);
    let to = edit.effective_to.unwrap_or(plan.effective_to);
    check_dates(from, to)?;
    let mut row = plan::ActiveModel {
        effective_from: Set(from),
        effective_to: Set(to),
        ..Default::default()
    };
    if let Some(title) = edit.title {
        row.title = Set(title);
    }
    if let Some(number) = edit.document_number {
        row.document_number = Set(number);
    }
    if let Some(issued_on) = edit.issued_on {
        row.issued_on = Set(issued_on);
    }
    if let Some(basis) = edit.basis {
        row.basis = Set(TextList(basis));
    }
    if let Some(policy) = edit.ledger_policy {
        row.ledger_policy = Set(policy);
    }
    plan::Entity::update_many()
        .set(row)
        .filter(plan::Column::Id.eq(id))
        .exec(tx)
        .await?;
    duty::Entity::update_many()
        .set(duty::ActiveModel {
            effective_from: Set(from),
            effective_to: Set(to),
            ..Default::default()
        })
        .filter(duty::Column::PlanId.eq(id))
        .exec(tx)
        .await?;
    touch(tx, &plan, now).await?;
    changes::record(tx, "plans", id.0, ChangeOperation::Updated, plan.unit_id, now).await?;
    queries::find(tx, actor, id).await
}

/// Throws a draft away with everything in it; nothing can refer to it yet.
pub async fn discard(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: PlanId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let plan = open(tx, actor, id, PlanMove::Discard).await?;
    let nothing: HashMap<String, String> = HashMap::new();
    patch::check_version(expected, plan.version, &queries::find(tx, actor, id).await?, &nothing)?;
    leading_group_member::Entity::delete_many()
        .filter(leading_group_member::Column::PlanId.eq(id))
        .exec(tx)
        .await?;
    liaison_scheme::Entity::delete_many()
        .filter(liaison_scheme::Column::PlanId.eq(id))
        .exec(tx)
        .await?;
    duty::Entity::delete_many()
        .filter(duty::Column::PlanId.eq(id))
        .exec(tx)
        .await?;
    study_item::Entity::delete_many()
        .filter(study_item::Column::PlanId.eq(id))
        .exec(tx)
        .await?;
    plan::Entity::delete_many()
        .filter(plan::Column::Id.eq(id))
        .exec(tx)
        .await?;
    changes::record(tx, "plans", id.0, ChangeOperation::Deleted, plan.unit_id, now).await
}
