//! Notices: one's own, as long as one may see what they are about.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};

use super::{Actor, evaluation, ledger, webhooks};
use crate::entities::{
    evaluation_result, ledger_entry,
    notice::{self, Column, NoticeObject},
    webhook_endpoint,
};

/// The notices a caller is shown today. What has come to concern himself since he was told is gone.
pub fn notices(actor: &Actor, today: NaiveDate) -> Condition {
    let entry = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::Id)
        .filter(Expr::col((ledger_entry::Entity, ledger_entry::Column::Id)).equals((notice::Entity, Column::ObjectId)))
        .filter(ledger::ledger_entries(actor, today))
        .into_query();
    let result = evaluation_result::Entity::find()
        .select_only()
        .column(evaluation_result::Column::Id)
        .filter(
            Expr::col((evaluation_result::Entity, evaluation_result::Column::Id))
                .equals((notice::Entity, Column::ObjectId)),
        )
        .filter(evaluation::results(actor))
        .into_query();
    let webhook = webhook_endpoint::Entity::find()
        .select_only()
        .column(webhook_endpoint::Column::Id)
        .filter(
            Expr::col((webhook_endpoint::Entity, webhook_endpoint::Column::Id))
                .equals((notice::Entity, Column::ObjectId)),
        )
        .filter(webhooks::webhooks(actor))
        .into_query();
    let about = |kind: NoticeObject, seen| {
        Condition::all()
            .add(Column::ObjectKind.eq(kind))
            .add(Expr::exists(seen))
    };
    Condition::all().add(Column::AccountId.eq(actor.account_id)).add(
        Condition::any()
            .add(about(NoticeObject::LedgerEntry, entry))
            .add(about(NoticeObject::EvaluationResult, result))
            .add(about(NoticeObject::Webhook, webhook)),
    )
}
