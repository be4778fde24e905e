//! Setting a sheet aside (不予计入): it stays as it was handed in, and counts no more.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    db::changes,
    entities::{
        change_event::ChangeOperation,
        evaluation_sheet::{self, Column},
        ids::OrgUnitId,
    },
    error::Result,
};

/// Sets a sheet of a round of this unit aside, because an objection was upheld.
pub async fn set_aside(
    tx: &impl ConnectionTrait,
    sheet: &evaluation_sheet::Model,
    unit_id: OrgUnitId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    evaluation_sheet::Entity::update_many()
        .col_expr(Column::SetAsideReason, Expr::value(reason))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(sheet.id))
        .exec(tx)
        .await?;
    changes::record(
        tx,
        "evaluation_sheets",
        sheet.id.0,
        ChangeOperation::Updated,
        unit_id,
        now,
    )
    .await
}
