//! Drafting, changing and throwing away plans.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    content,
    dto::{NewPlan, Plan, PlanPatch, PlanRow},
    moves::{self, PlanMove},
    queries,
};
use crate::{
    auth::{Actor, policy},
    db::changes,
    entities::{
        change_event::ChangeOperation,
        duty,
        ids::PlanId,
        leading_group_member, liaison_scheme,
        plan::{self, LedgerPolicy, PlanState},
        plan_ignored_change, plan_template_version, study_item,
        text_list::TextList,
    },
    error::{Error, Result},
    features::plan::{
        leading_group, study_items,
        template::{self, PlanTemplate, TemplateDuty, TemplateScheme},
    },
    http::{IfMatch, patch},
    language::text,
};

/// Copies a template, or another plan of the unit, into a draft.
pub async fn draft(tx: &impl ConnectionTrait, actor: &Actor, new: NewPlan, now: DateTime<Utc>) -> Result<Plan> {
    if !policy::plan::writes(actor, new.unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    check_dates(new.effective_from, new.effective_to)?;
    let id = new.id.unwrap_or_default();
    match (&new.template_code, new.copy_of) {
        (Some(code), None) => {
            let template = template::find(tx, actor, code).await?;
            let template = template.ok_or_else(|| Error::unknown_reference("template_code"))?;
            insert(tx, id, &new, &Head::of_template(&template), now).await?;
            let row = queries::row(tx, actor, id).await?;
            copy_schemes(tx, &row, &template.schemes, now).await?;
            copy_duties(tx, &row, &template.duties, now).await?;
            leading_group::copy(tx, &row, &template, now).await?;
            study_items::copy(tx, &row, &template, now).await?;
        }
        (None, Some(source)) => {
            let source = queries::row(tx, actor, source)
                .await
                .ok()
                .filter(|source| source.unit_id == new.unit_id)
                .ok_or_else(|| Error::unknown_reference("copy_of"))?;
            insert(tx, id, &new, &Head::of_plan(&source), now).await?;
            let row = queries::row(tx, actor, id).await?;
            copy_schemes(tx, &row, &content::schemes(tx, source.id).await?, now).await?;
            copy_duties(tx, &row, &content::duties(tx, source.id).await?, now).await?;
            leading_group::copy_from(tx, &row, source.id, now).await?;
            study_items::copy_from(tx, &row, source.id, now).await?;
        }
        _ => {
            return Err(Error::invalid(
                "template_code",
                "template_or_plan",
                text(
                    "请选择一个模板，或者一份要沿用的方案，只能选一个",
                    "name a template or a plan to copy, one of them",
                ),
            ));
        }
    }
    changes::record(tx, "plans", id.0, ChangeOperation::Created, new.unit_id, now).await?;
    queries::find(tx, actor, id).await
}

/// What a draft takes over besides its parts.
struct Head {
    title: String,
    template_code: Option<String>,
    template_version: Option<i32>,
    ledger_policy: LedgerPolicy,
}

impl Head {
    fn of_template(template: &PlanTemplate) -> Self {
        Self {
            title: template.title.clone(),
            template_code: Some(template.code.clone()),
            template_version: Some(template.version),
            ledger_policy: template.ledger_policy.clone(),
        }
    }

    fn of_plan(plan: &PlanRow) -> Self {
        Self {
            title: plan.title.clone(),
            template_code: plan.template_code.clone(),
            template_version: plan.template_version,
            ledger_policy: plan.ledger_policy.clone(),
        }
    }
}

async fn insert(tx: &impl ConnectionTrait, id: PlanId, new: &NewPlan, head: &Head, now: DateTime<Utc>) -> Result<()> {
    plan::Entity::insert(plan::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        title: Set(new.title.clone().unwrap_or_else(|| head.title.clone())),
        document_number: Set(new.document_number.clone()),
        issued_on: Set(new.issued_on),
        effective_from: Set(new.effective_from),
        effective_to: Set(new.effective_to),
        basis: Set(TextList(new.basis.clone())),
        state: Set(PlanState::Draft),
        template_code: Set(head.template_code.clone()),
        template_version: Set(head.template_version),
        adopted_at: Set(None),
        adopted_by: Set(None),
        ledger_policy: Set(head.ledger_policy.clone()),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

async fn copy_schemes(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    schemes: &[TemplateScheme],
    now: DateTime<Utc>,
) -> Result<()> {
    let rows: Vec<_> = (1..)
        .zip(schemes)
        .map(|(place, scheme)| content::scheme_row(plan, scheme, place * 10, now))
        .collect();
    if !rows.is_empty() {
        liaison_scheme::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

async fn copy_duties(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    duties: &[TemplateDuty],
    now: DateTime<Utc>,
) -> Result<()> {
    let rows: Vec<_> = (1..)
        .zip(duties)
        .map(|(place, duty)| content::duty_row(plan, duty, place * 10, now))
        .collect();
    if !rows.is_empty() {
        duty::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
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
    let may = match wanted {
        PlanMove::Adopt => policy::plan::adopts,
        PlanMove::Publish => policy::plan::publishes,
        _ => policy::plan::writes,
    };
    if !may(actor, row.unit_id) {
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
    let published = plan_template_version::Entity::find()
        .filter(plan_template_version::Column::PlanId.eq(id))
        .count(tx)
        .await?;
    if published > 0 {
        return Err(Error::Conflict {
            code: "published",
            detail: text(
                "这份草稿已作为模板发布，下属学校可能在沿用，不能删除。",
                "This draft was published as a template, which schools may be using: it cannot be deleted.",
            ),
        });
    }
    plan_ignored_change::Entity::delete_many()
        .filter(plan_ignored_change::Column::PlanId.eq(id))
        .exec(tx)
        .await?;
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
