//! Notices: one's own, as long as one may see what they are about.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};

use super::{Actor, ledger};
use crate::entities::{
    ledger_entry,
    notice::{self, Column, NoticeObject},
};

/// The notices a caller is shown today. What has come to concern himself since he was told is gone.
pub fn notices(actor: &Actor, today: NaiveDate) -> Condition {
    let entry = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::Id)
        .filter(Expr::col((ledger_entry::Entity, ledger_entry::Column::Id)).equals((notice::Entity, Column::ObjectId)))
        .filter(ledger::ledger_entries(actor, today))
        .into_query();
    Condition::all().add(Column::AccountId.eq(actor.account_id)).add(
        Condition::all()
            .add(Column::ObjectKind.eq(NoticeObject::LedgerEntry))
            .add(Expr::exists(entry)),
    )
}
