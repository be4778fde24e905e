//! Rules and writes of study items. They may be changed while the plan is in force: what is studied is its daily work.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{DefaultStudyItems, NewStudyItem, StudyItem, StudyItemPatch},
    queries,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{PlanId, StudyItemId},
        study_completion,
        study_item::{self, StudyAudience},
    },
    error::{Error, Result},
    features::plan::{
        plans::{self, PlanMove, PlanRow},
        template::{self, PlanTemplate},
    },
    http::{IfMatch, patch},
    language::text,
};

/// Makes the default items of a template: each theme once, each way of study once. A school adds what it likes.
pub async fn copy(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    template: &PlanTemplate,
    now: DateTime<Utc>,
) -> Result<()> {
    let study = &template.study;
    if study.themes.is_empty() || study.modes.is_empty() {
        return Ok(());
    }
    let rows = (1..)
        .zip(study.themes.iter().zip(study.modes.iter().cycle()))
        .map(|(place, (theme, mode))| study_item::ActiveModel {
            id: Set(StudyItemId::new()),
            plan_id: Set(plan.id),
            unit_id: Set(plan.unit_id),
            theme: Set(*theme),
            question: Set(None),
            mode: Set(*mode),
            material: Set(None),
            audience: Set(StudyAudience::Everyone),
            due_on: Set(None),
            sort_order: Set(place * 10),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        });
    study_item::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Copies the items of another plan.
pub async fn copy_from(tx: &impl ConnectionTrait, plan: &PlanRow, source: PlanId, now: DateTime<Utc>) -> Result<()> {
    let items = study_item::Entity::find()
        .filter(study_item::Column::PlanId.eq(source))
        .all(tx)
        .await?;
    if items.is_empty() {
        return Ok(());
    }
    let rows = items.into_iter().map(|item| study_item::ActiveModel {
        id: Set(StudyItemId::new()),
        plan_id: Set(plan.id),
        unit_id: Set(plan.unit_id),
        theme: Set(item.theme),
        question: Set(item.question),
        mode: Set(item.mode),
        material: Set(item.material),
        audience: Set(item.audience),
        due_on: Set(item.due_on),
        sort_order: Set(item.sort_order),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    });
    study_item::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Makes the default items of a plan that has none.
pub async fn make_defaults(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    wanted: &DefaultStudyItems,
    now: DateTime<Utc>,
) -> Result<()> {
    let plan = open(tx, actor, wanted.plan_id).await?;
    let known = study_item::Entity::find()
        .filter(study_item::Column::PlanId.eq(plan.id))
        .count(tx)
        .await?;
    if known > 0 {
        return Err(Error::Conflict {
            code: "has_study_items",
            detail: text("此方案已有学习内容。", "This plan has study items already."),
        });
    }
    let code = plan.template_code.as_deref().unwrap_or(template::DEFAULT);
    let template = template::find(tx, actor, code).await?;
    let template = template.ok_or_else(|| Error::unknown_reference("plan_id"))?;
    copy(tx, &plan, &template, now).await?;
    plans::touch(tx, &plan, now).await?;
    changes::record(tx, "plans", plan.id.0, ChangeOperation::Updated, plan.unit_id, now).await
}

pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewStudyItem,
    now: DateTime<Utc>,
) -> Result<StudyItem> {
    let plan = open(tx, actor, new.plan_id).await?;
    check_due(&plan, new.due_on)?;
    let last = study_item::Entity::find()
        .filter(study_item::Column::PlanId.eq(plan.id))
        .order_by_desc(study_item::Column::SortOrder)
        .one(tx)
        .await?
        .map_or(0, |last| last.sort_order);
    let id = new.id.unwrap_or_default();
    study_item::Entity::insert(study_item::ActiveModel {
        id: Set(id),
        plan_id: Set(plan.id),
        unit_id: Set(plan.unit_id),
        theme: Set(new.theme),
        question: Set(new.question.filter(|text| !text.is_empty())),
        mode: Set(new.mode),
        material: Set(new.material.filter(|text| !text.is_empty())),
        audience: Set(new.audience),
        due_on: Set(new.due_on),
        sort_order: Set(new.sort_order.unwrap_or(last.saturating_add(10))),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    note(tx, &plan, id, ChangeOperation::Created, now).await?;
    queries::find(tx, actor, id, local_date(now)).await
}

pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: StudyItemId,
    expected: IfMatch,
    edit: StudyItemPatch,
    now: DateTime<Utc>,
) -> Result<StudyItem> {
    let item = queries::find(tx, actor, id, local_date(now)).await?;
    let plan = plans::open(tx, actor, item.plan_id, PlanMove::Staff).await?;
    patch::check_version(expected, item.version, &item, &edit)?;
    let mut row = study_item::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(theme) = edit.theme {
        row.theme = Set(theme);
    }
    if let Some(question) = edit.question {
        row.question = Set(question.filter(|text| !text.is_empty()));
    }
    if let Some(mode) = edit.mode {
        row.mode = Set(mode);
    }
    if let Some(material) = edit.material {
        row.material = Set(material.filter(|text| !text.is_empty()));
    }
    if let Some(audience) = edit.audience {
        row.audience = Set(audience);
    }
    if let Some(due_on) = edit.due_on {
        check_due(&plan, due_on)?;
        row.due_on = Set(due_on);
    }
    if let Some(order) = edit.sort_order {
        row.sort_order = Set(order);
    }
    study_item::Entity::update_many()
        .set(row)
        .col_expr(
            study_item::Column::Version,
            Expr::col(study_item::Column::Version).add(1),
        )
        .filter(study_item::Column::Id.eq(id))
        .exec(tx)
        .await?;
    note(tx, &plan, id, ChangeOperation::Updated, now).await?;
    queries::find(tx, actor, id, local_date(now)).await
}

/// Takes an item away for which nobody has handed anything in.
pub async fn remove(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: StudyItemId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let item = queries::find(tx, actor, id, local_date(now)).await?;
    let plan = plans::open(tx, actor, item.plan_id, PlanMove::Staff).await?;
    patch::check_version(expected, item.version, &item, &json!({}))?;
    let handed_in = study_completion::Entity::find()
        .filter(study_completion::Column::StudyItemId.eq(id))
        .count(tx)
        .await?;
    if handed_in > 0 {
        return Err(Error::Conflict {
            code: "has_completions",
            detail: text(
                "已有人为此项提交，不能删除。",
                "Something was handed in for it: it cannot be removed.",
            ),
        });
    }
    study_item::Entity::delete_by_id(id).exec(tx).await?;
    note(tx, &plan, id, ChangeOperation::Deleted, now).await
}

async fn open(tx: &impl ConnectionTrait, actor: &Actor, id: PlanId) -> Result<PlanRow> {
    plans::open(tx, actor, id, PlanMove::Staff)
        .await
        .map_err(|error| match error {
            Error::NotFound => Error::unknown_reference("plan_id"),
            other => other,
        })
}

fn check_due(plan: &PlanRow, due_on: Option<NaiveDate>) -> Result<()> {
    let outside = |day: NaiveDate| day < plan.effective_from || plan.effective_to.is_some_and(|end| day > end);
    if due_on.is_some_and(outside) {
        return Err(Error::invalid(
            "due_on",
            "outside_the_plan",
            text("须在方案的施行期内", "must lie within the time of the plan"),
        ));
    }
    Ok(())
}

async fn note(
    tx: &impl ConnectionTrait,
    plan: &PlanRow,
    id: StudyItemId,
    operation: ChangeOperation,
    now: DateTime<Utc>,
) -> Result<()> {
    plans::touch(tx, plan, now).await?;
    changes::record(tx, "study_items", id.0, operation, plan.unit_id, now).await
}
