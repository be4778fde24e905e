//! Rules and writes of categories: shipped ones stay as they are, but every school sets its own limits for them.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{LedgerCategory, LedgerCategoryPatch, LedgerLimitDays, LedgerLimits, NewLedgerCategory, NewLedgerLimit},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy::reaches_unit},
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{LedgerCategoryId, LedgerLimitId, OrgUnitId},
        ledger_category::{self, Column},
        ledger_limit,
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

/// More topics than these are not told apart when an entry is registered.
const MOST: u64 = 30;
/// Where a new one stands: after the shipped ones.
const OWN_SORT_ORDER: i32 = 100;

/// Makes a category of a school's own, with its limits.
pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewLedgerCategory,
    now: DateTime<Utc>,
) -> Result<LedgerCategory> {
    if !reaches_unit(actor, Permission::LedgerCategoriesWrite, new.unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    check_days(&new.days)?;
    check_name(tx, new.unit_id, &new.name).await?;
    let own = ledger_category::Entity::find()
        .filter(Column::UnitId.eq(new.unit_id))
        .count(tx)
        .await?;
    if own >= MOST {
        return Err(Error::invalid(
            "unit_id",
            "too_many",
            text(
                format!("一个单位最多 {MOST} 个自定类别"),
                format!("a unit has {MOST} categories of its own at most"),
            ),
        ));
    }
    let id = LedgerCategoryId::new();
    let category = ledger_category::Model {
        id,
        unit_id: Some(new.unit_id),
        code: code_of(id),
        name: new.name,
        urgency: new.urgency,
        sort_order: OWN_SORT_ORDER,
        retired: false,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    ledger_category::Entity::insert(category.into_active_model())
        .exec_without_returning(tx)
        .await?;
    keep(tx, actor, id, None, new.days, now).await?;
    changes::record(
        tx,
        "ledger_categories",
        id.0,
        ChangeOperation::Created,
        new.unit_id,
        now,
    )
    .await?;
    queries::find(tx, actor, id, now).await
}

/// A code that no shipped category has: the random end of the id.
fn code_of(id: LedgerCategoryId) -> String {
    let id = id.0.simple().to_string();
    format!("own_{}", &id[id.len() - 12..])
}

/// Changes a school's own category; `expected` is the version the edit is based on.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerCategoryId,
    expected: IfMatch,
    edit: LedgerCategoryPatch,
    now: DateTime<Utc>,
) -> Result<LedgerCategory> {
    let stored = queries::load(tx, actor, id).await?;
    let Some(unit_id) = stored.unit_id else {
        return Err(Error::forbidden(
            "系统自带的类别不能改名或停用，只能为本校另定时限。",
            "The shipped categories stay as they are; only their limits can be set for your school.",
        ));
    };
    if !reaches_unit(actor, Permission::LedgerCategoriesWrite, unit_id) {
        return Err(Error::forbidden(
            "只有建立它的学校可以修改。",
            "Only the school whose own it is may change it.",
        ));
    }
    let view = queries::find(tx, actor, id, now).await?;
    patch::check_version(expected, stored.version, &view, &edit)?;
    let mut row = ledger_category::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(name) = edit.name.filter(|name| *name != stored.name) {
        check_name(tx, unit_id, &name).await?;
        row.name = Set(name);
    }
    if let Some(urgency) = edit.urgency {
        row.urgency = Set(urgency);
    }
    if let Some(sort_order) = edit.sort_order {
        row.sort_order = Set(sort_order);
    }
    if let Some(retired) = edit.retired {
        row.retired = Set(retired);
    }
    ledger_category::Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    changes::record(tx, "ledger_categories", id.0, ChangeOperation::Updated, unit_id, now).await?;
    queries::find(tx, actor, id, now).await
}

/// Sets the limits of a category for a unit from now on; those before stay in the history, and on entries that run.
pub async fn set_limits(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LedgerCategoryId,
    new: NewLedgerLimit,
    now: DateTime<Utc>,
) -> Result<LedgerLimits> {
    let category = queries::load(tx, actor, id).await?;
    if !reaches_unit(actor, Permission::LedgerCategoriesWrite, new.unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    check_days(&new.days)?;
    let of = (category.unit_id != Some(new.unit_id)).then_some(new.unit_id);
    keep(tx, actor, id, of, new.days, now).await?;
    changes::record(
        tx,
        "ledger_categories",
        id.0,
        ChangeOperation::Updated,
        new.unit_id,
        now,
    )
    .await?;
    queries::history(tx, actor, id).await
}

async fn keep(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    category_id: LedgerCategoryId,
    unit_id: Option<OrgUnitId>,
    days: LedgerLimitDays,
    now: DateTime<Utc>,
) -> Result<()> {
    let limit = ledger_limit::Model {
        id: LedgerLimitId::new(),
        category_id,
        unit_id,
        in_force_from: now,
        sign_days: days.sign_days,
        return_days: days.return_days,
        normal_days: days.normal_days,
        complex_days: days.complex_days,
        extension_days: days.extension_days,
        outer_days: days.outer_days,
        outer_extension_days: days.outer_extension_days,
        set_by: Some(actor.account_id),
    };
    ledger_limit::Entity::insert(limit.into_active_model())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn check_days(days: &LedgerLimitDays) -> Result<()> {
    if days.complex_days < days.normal_days {
        return Err(Error::invalid(
            "days/complex_days",
            "shorter_than_normal",
            text(
                "不能短于一般事项的时限",
                "must not be shorter than for an ordinary concern",
            ),
        ));
    }
    if days.outer_days < days.complex_days {
        return Err(Error::invalid(
            "days/outer_days",
            "shorter_than_complex",
            text(
                "不能短于复杂事项的时限",
                "must not be shorter than for a complex concern",
            ),
        ));
    }
    Ok(())
}

async fn check_name(tx: &impl ConnectionTrait, unit_id: OrgUnitId, name: &str) -> Result<()> {
    let same = ledger_category::Entity::find()
        .filter(Column::Name.eq(name))
        .filter(Column::UnitId.is_null().or(Column::UnitId.eq(unit_id)))
        .count(tx)
        .await?;
    if same == 0 {
        return Ok(());
    }
    Err(Error::invalid(
        "name",
        "duplicate",
        text("已有同名的类别", "there is such a category already"),
    ))
}
